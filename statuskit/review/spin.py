"""Rules EU: soft words for hard facts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from statuskit.problems import Severity
from statuskit.review.guards import sentence_of
from statuskit.review.phrase import phrase
from statuskit.review.rule import Finding, Passage, Record, Rule

_PLAIN = "GOV.UK's content guide: plain words, no buzz words"
_CALL_IT = "PagerDuty's incident guide: call it an outage where it was one, and only there"
_ONLOOKERS = "Risen and Gilovich (2007): onlookers judge a hollow apology harder than those it is made to"

_SHARE = re.compile(r"\d\s?%")
_UPTIME = re.compile(r"\b(?:uptime|availab\w+|reliab\w+|SLA|of\s+the\s+time)\b", re.IGNORECASE)


def _no_boast(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether a share near 100 % is no boast: not of uptime, or with a second share to compare it with."""
    if not match.group()[0].isdigit():
        return False
    sentence = sentence_of(passage, match)
    return _UPTIME.search(sentence) is None or len(_SHARE.findall(sentence)) > 1


_SOFT = phrase(
    id="EU01",
    level=Severity.HINT,
    pattern=r"\b(?:service\s+)?(?:interruption|disruption)s?\b|\b(?:service|this|the)\s+event\b(?!\s+(?:stream|deliver|queue|log|bus|handl|loop|data))",
    needs=("interruption", "disruption", "event"),
    finds='"disruption", "event"',
    why="It leaves open whether anything worked.",
    better='Say "outage", if it was one; else what did not work: "Uploads failed."',
    source=_CALL_IT,
    good=("Uploads failed.", "It was an outage.", "The event log is complete again."),
    bad=("There was a service disruption.", "During the event no room opened."),
)


def _unless_titled_so(record: Record) -> Iterator[Finding]:
    """Yield what EU01 finds, but for words that the title uses too."""
    title = record.incident.title.casefold()
    texts = {(passage.path, passage.file): passage.prose for passage in record.passages}
    for finding in _SOFT.check(record):
        said = texts[finding.path, finding.file][finding.start : finding.end]
        if said.casefold().split()[-1] not in title:
            yield finding


_IMPACT = phrase(
    id="EU06",
    level=Severity.HINT,
    pattern=r"\bimpact(?:ed|ing|s)?\b",
    needs=("impact",),
    finds='"impact"',
    why="It hides the verb: things break, stop, or cannot be done.",
    better='"Uploads stopped", "You could not sign in".',
    source="One in six GitHub updates of 2022 to 2026 says it; so it is off, unless `review.level` names it",
    good=("Uploads stopped.", "You could not sign in."),
    bad=("Uploads were impacted.", "This impacts sign-in."),
)


def _if_asked_for(record: Record) -> Iterator[Finding]:
    """Yield what EU06 finds, where the site gives it a level: it is off unless asked for."""
    if _IMPACT.id in record.settings.review.levels:
        yield from _IMPACT.check(record)


_CUTE = phrase(
    id="EU02",
    level=Severity.ERROR,
    pattern=r"\b(?:hiccups?|blips?|glitch(?:es)?|snags?|gremlins?|growing\s+pains|bumps?\s+in\s+the\s+road"
    r"|learning\s+opportunit(?:y|ies)|(?:our|learning|reliability|improvement|this)\s+journey)\b",
    needs=("hiccup", "blip", "glitch", "snag", "gremlin", "growing", "bump", "learning", "journey"),
    finds="a cute word for a fault",
    why="The reader lost an hour, and we smile.",
    better='Say the fact: "No email left for 20 minutes."',
    source=_ONLOOKERS,
    good=("No email left for 20 minutes.", "You could not plan a journey until 14:10."),
    bad=("A small glitch delayed your emails.", "We had a hiccup.", "It is part of our journey."),
)


def _unless_named_so(record: Record) -> Iterator[Finding]:
    """Yield what EU02 finds, but for words that are a component's own name."""
    names = " ".join(component.name for component in record.settings.components).casefold()
    texts = {(passage.path, passage.file): passage.prose for passage in record.passages}
    for finding in _CUTE.check(record):
        if texts[finding.path, finding.file][finding.start : finding.end].casefold() not in names:
            yield finding


RULES: tuple[Rule, ...] = (
    replace(_SOFT, check=_unless_titled_so),
    replace(_CUTE, check=_unless_named_so),
    phrase(
        id="EU03",
        level=Severity.WARNING,
        pattern=r"\bsub-?optimal\b|\bless\s+than\s+(?:ideal|optimal)\b|\bnot\s+ideal\b|\blearnings?\s+(?:from|of|that|was|were|are)\b"
        r"|\b(?:our|key|these|some|the)\s+learnings\b"
        r"|\b(?:fac(?:e|ed|ing)|encounter\w*|experienc\w*|some|scaling|technical|performance|the|these|many)\s+(?:\w+\s+)?challenges\b",
        needs=("optimal", "suboptimal", "ideal", "learning", "challenge"),
        finds='"suboptimal", "challenges", "learnings"',
        why="They are words for a slide. The reader had a problem.",
        better='"Bad", "problem", "lesson".',
        source=_PLAIN,
        good=(
            "This was bad.",
            "The picture challenge at sign-in did not load.",
            "The machine learning team is not hit.",
        ),
        bad=("Performance was suboptimal.", "We faced some challenges.", "Our key learnings follow."),
    ),
    phrase(
        id="EU04",
        level=Severity.WARNING,
        pattern=r"\bout\s+of\s+an?\s+abundance\s+of\s+caution\b",
        needs=("abundance",),
        finds='"out of an abundance of caution"',
        why="It hides the reason, and readers have learned to fear it.",
        better='Give the reason: "We signed everybody out, because we do not know who holds old keys."',
        source=_PLAIN,
        good=(
            "We signed everybody out, because we do not know who holds old keys.",
            "There is an abundance of disks.",
        ),
        bad=(
            "Out of an abundance of caution we signed you out.",
            "We did so out of abundance of caution, out of an abundance of caution.",
        ),
    ),
    phrase(
        id="EU05",
        level=Severity.WARNING,
        pattern=r"\b99(?:\.\d+)?\s*%|\b(?:five\s+nines|industry[- ]leading|world[- ]class|best[- ]in[- ]class|enterprise[- ]grade"
        r"|state[- ]of[- ]the[- ]art)\b",
        needs=("99", "nines", "leading", "class", "grade", "state"),
        unless=_no_boast,
        finds="a boast",
        why="A bad day is no day for advertising.",
        better='Cut it, or give both sides: "99.98 % before that week, 99.2 % after it."',
        source=_ONLOOKERS,
        good=(
            "Our uptime was 99.98 % before that week and 99.2 % after it.",
            "99 % of uploads failed.",
        ),
        bad=("Our availability is 99.99 %.", "We run world-class systems."),
    ),
    replace(_IMPACT, check=_if_asked_for),
)
