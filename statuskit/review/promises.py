"""Rules PR: promises without weight, which nobody could check or break."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from statuskit.problems import Severity
from statuskit.review.guards import sentence_of
from statuskit.review.phrase import phrase
from statuskit.review.rule import Finding, Part, Passage, Record, Rule

_PARTS = "Lewicki, Polin and Lount (2016): repentance is shown by what has changed"
_NO_ESTIMATES = "PagerDuty's incident guide: promise the next update, do not estimate the end"
_CADENCE = "Google Cloud and OpenStatus: each update says when the next one comes"

_REFUSED = re.compile(
    r"\b(?:can\s?not|can['’]t|could\s+not|do\s+not|don['’]t|will\s+not|won['’]t|nobody\s+can|no\s+one\s+can)"
    r"\s+(?:honestly\s+)?(?:promise|guarantee|say|ensure|be\s+sure|tell)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\bat\s+(?:this|the\s+(?:current|present))\s+(?:rate|pace|speed)\b|\d\s?%|\d[\d,]{2,}\s", re.IGNORECASE
)


def _refuses_to_promise(passage: Passage, match: re.Match[str]) -> bool:
    return _REFUSED.search(sentence_of(passage, match)) is not None


def _promises_next(passage: Passage, _match: re.Match[str]) -> bool:
    return passage.update is not None and passage.update.next_update is not None


def _has_basis(passage: Passage, match: re.Match[str]) -> bool:
    return _MEASURED.search(sentence_of(passage, match)) is not None


_STILL_AT_WORK = phrase(
    id="PR07",
    level=Severity.HINT,
    pattern=r"\bcontinu(?:e|ing)\s+to\s+(?:closely\s+)?(?:monitor|investigate|work)\b",
    needs=("continu",),
    finds='"we continue to investigate"',
    why="The reader learns nothing new. Said twice running it sounds like nobody is there.",
    better='Say what changed, or that nothing did: "Nothing new yet. We have ruled out the disks."',
    source="One in five GitHub updates of 2022 to 2026 says it",
    good=("Nothing new yet. We have ruled out the disks.", "We have tried a restart; it did not help."),
    bad=("We continue to investigate.", "The team is continuing to monitor recovery."),
)


def _weigh_repetition(record: Record) -> Iterator[Finding]:
    """Yield what PR07 finds; a message that says it straight after another is a warning."""
    order = [passage.path for passage in record.passages if passage.part is Part.MESSAGE]
    findings = list(_STILL_AT_WORK.check(record))
    said = {finding.path for finding in findings}
    again = {later for earlier, later in pairwise(order) if earlier in said and later in said}
    for finding in findings:
        yield replace(finding, level=Severity.WARNING) if finding.path in again else finding


RULES: tuple[Rule, ...] = (
    phrase(
        id="PR01",
        level=Severity.ERROR,
        pattern=r"\b(?:ensure|guarantee|make\s+sure|promise)\b[^.!?]{0,60}\b(?:never|not|doesn['’]t|won['’]t)\s+happens?\s+again\b"
        r"|\b(?:never|won['’]t|will\s+not)\s+happen\s+again\b",
        needs=("again",),
        unless=_refuses_to_promise,
        finds="the promise that it never happens again",
        why="Nobody can keep it. When it breaks, so does every other promise on the page.",
        better='"It is less likely now: a test restores one backup each night."',
        source=_PARTS,
        good=(
            "It is less likely now: a test restores one backup each night.",
            "We cannot promise that this will never happen again. We can promise that we will tell you.",
        ),
        bad=(
            "We will make sure that this does not happen again.",
            "This will never happen again.",
            "We guarantee it won't happen again.",
        ),
    ),
    phrase(
        id="PR02",
        level=Severity.WARNING,
        pattern=r"\b(?:taking|take|taken|implementing|exploring|looking\s+(?:at|into)|evaluating)\s+(?:\w+\s+){0,3}"
        r"(?:steps?|measures?|actions?|improvements?|ways?|options)\b",
        needs=("take", "taking", "implementing", "exploring", "looking", "evaluating"),
        finds="steps that are not named",
        why="Steps without a name and a date are not steps.",
        better='Name one, with its date: "From 12 December a second machine takes over by itself."',
        source=_PARTS,
        good=("From 12 December a second machine takes over by itself.", "You need not do anything."),
        bad=("We are taking steps to prevent this.", "We are looking into ways to improve."),
    ),
    phrase(
        id="PR03",
        level=Severity.WARNING,
        pattern=r"\b(?:working|work)\s+(?:very\s+|extremely\s+)?"
        r"(?:hard\b(?!\s+(?:drives?|disks?))|diligently|tirelessly|around\s+the\s+clock|as\s+(?:fast|quickly)\s+as)"
        r"|\ball\s+hands\s+on\s+deck\b",
        needs=("work", "hands"),
        finds='"working hard"',
        why="The reader wants to know how far you are, not how tired.",
        better='Say what you tried: "The restart did not help. We are moving to the second machine now."',
        source="PagerDuty's incident guide: say what is known and what comes next",
        good=(
            "The restart did not help. We are moving to the second machine now.",
            "The last working hard disk failed.",
        ),
        bad=(
            "We are working hard to fix this.",
            "It is all hands on deck here.",
            "We work around the clock.",
        ),
    ),
    phrase(
        id="PR04",
        level=Severity.WARNING,
        pattern=r"\b(?:shortly(?!\s+(?:after|before|afterwards|thereafter|beforehand))"
        r"|(?<!\bas\s)(?<!\btoo\s)soon(?!\s+(?:as|after|afterwards))"
        r"|as\s+soon\s+as\s+(?:possible|we\s+can|they\s+(?:are|become)\s+available)"
        r"|ASAP|in\s+due\s+course|at\s+this\s+time|momentarily)\b",
        needs=("shortly", "soon", "asap", "course", "time", "momentarily"),
        finds='"soon", "shortly"',
        why="Everybody's soon is another. The reader cannot plan with it.",
        better='Give a time: "The next word from us comes at 14:30 UTC."',
        source=_CADENCE,
        good=(
            "The next word from us comes at 14:30 UTC.",
            "Your drafts appear as soon as you sign in.",
            "Shortly after 14:00 the last room opened.",
        ),
        bad=("More soon.", "We will share an update shortly.", "We have no estimate at this time."),
    ),
    phrase(
        id="PR05",
        level=Severity.WARNING,
        pattern=r"\b(?:provide|post|share|keep)\b[^.!?]{0,40}\b(?:updates?|information|posted|updated)\b[^.!?]{0,40}\b"
        r"(?:as\s+(?:necessary|needed|appropriate|available|(?:it|they)\s+becomes?\s+available"
        r"|we\s+(?:learn|have|get)\s+(?:more|them|it))|when\s+available|on\s+progress)\b",
        needs=("updat", "information", "posted"),
        unless=_promises_next,
        finds="updates without a time",
        why="It leaves the reader to come and look again and again.",
        better='Write "next_update: 30m" under the update; the page says the time, and whether you kept it.',
        source=_CADENCE,
        good=("The next update comes at 14:30 UTC.", "Keep the tab open: your draft is still in it."),
        bad=("We will provide updates as necessary.", "We will keep you updated as we learn more."),
    ),
    phrase(
        id="PR06",
        level=Severity.WARNING,
        pattern=r"\b(?:should|expect(?:ed|s)?|estimate[ds]?|anticipate[ds]?)\b[^.!?]{0,40}\b"
        r"(?:resolved|fixed|restored|back|completed?|recover(?:y|ed)?)\b[^.!?]{0,30}\b(?:in|within|by)\b(?!\s+\w+ing\b)",
        needs=("should", "expect", "estimate", "anticipate"),
        unless=_has_basis,
        finds="a guess of when it will be fixed",
        why="A guess that fails costs more than none; the reader has planned with it.",
        better='Promise the next word instead, or say what you measured: "At this rate the line is empty by 15:00."',
        source=_NO_ESTIMATES,
        good=(
            "At this rate your emails should be back on time by 15:00.",
            "The line should be fixed by restarting your phone.",
            "We do not know yet when this ends. The next word comes at 14:30.",
        ),
        bad=("This should be fixed within an hour.", "We expect service to be restored by noon."),
    ),
    replace(_STILL_AT_WORK, check=_weigh_repetition),
)
