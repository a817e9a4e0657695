"""Rules SC: scope without a number, which leaves each reader to guess whether it was them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from statuskit.model import Status
from statuskit.problems import Severity
from statuskit.review.guards import figure_beside, figure_near, has_length, sentence_of
from statuskit.review.phrase import phrase
from statuskit.review.rule import Finding, Passage, Record, Rule

_SCOPE = "PagerDuty's incident guide: say the scope early, and in numbers once they are known"
_CANDOUR = "Atlassian's incident handbook: be open about what does not work, and for whom"
_PEOPLE = "customers?|users?|accounts?|requests?|merchants?|visitors?|people"
# So long may a first word say "some": speed comes before figures.
_GRACE = timedelta(minutes=15)
_LIST_FOLLOWS = re.compile(r"[^.!?\n]{0,120}:?[ \t]*\n\s*(?:[-*+]|\d{1,3}[.)])\s")


def _length_beside(passage: Passage, match: re.Match[str]) -> bool:
    return has_length(sentence_of(passage, match))


def _list_follows(passage: Passage, match: re.Match[str]) -> bool:
    return _LIST_FOLLOWS.match(passage.prose, match.end()) is not None


def _example(status: Status, message: str) -> str:
    """Write the file of an incident with one update."""
    return (
        "title: Payments fail\ncomponents: {}\nupdates:\n"
        f"  - at: 2026-11-20T14:02:00Z\n    status: {status}\n    message: {message}\n"
    )


_SOME = phrase(
    id="SC02",
    level=Severity.WARNING,
    pattern=rf"\b(?:some|certain|a\s+few|several|a\s+number\s+of|a\s+handful\s+of|a\s+subset\s+of|multiple|select)\s+"
    rf"(?:of\s+(?:our|the)\s+)?(?:\w+\s+)?(?:{_PEOPLE})\b",
    needs=("some", "certain", "few", "several", "number", "handful", "subset", "multiple", "select"),
    unless=figure_near,
    finds='"some customers" without a number',
    why="Each reader has to guess whether they are one of them.",
    better='"About 1 in 5 payments is declined", or "We do not know yet how many".',
    source=_SCOPE,
    good=(
        _example(Status.IDENTIFIED, "Some customers cannot pay. About 1 in 5 payments is declined."),
        _example(Status.INVESTIGATING, "Some payments by some customers fail."),
        _example(Status.IDENTIFIED, "Some customers cannot pay. We do not know yet how many."),
    ),
    bad=(
        _example(Status.IDENTIFIED, "Some customers cannot pay."),
        _example(Status.RESOLVED, "Several of our customers could not pay."),
    ),
)


def _some_but_for_first_words(record: Record) -> Iterator[Finding]:
    """Yield what SC02 finds, but for what was said while we had only begun to look."""
    updates = record.incident.updates
    first = {
        passage.path
        for passage in record.passages
        if passage.update is not None
        and passage.update.status is Status.INVESTIGATING
        and passage.update.at - updates[0].at <= _GRACE
    }
    yield from (finding for finding in _SOME.check(record) if finding.path not in first)


_COMES_AND_GOES = phrase(
    id="SC03",
    level=Severity.WARNING,
    pattern=r"\bintermittent(?:ly)?\b|\bsporadic(?:ally)?\b",
    needs=("intermittent", "sporadic"),
    unless=figure_beside,
    finds='"intermittent"',
    why="It can mean one failure in two or one in a thousand.",
    better='"1 in 5 attempts failed", or "It was down 3 times, 45 minutes at the longest" (and fill in `windows`).',
    source=_SCOPE,
    good=("1 in 5 attempts failed.", "Sign-in failed intermittently: 1 in 5 attempts."),
    bad=("We see intermittent failures.", "Sign-in fails sporadically."),
)


def _unless_windows_tell(record: Record) -> Iterator[Finding]:
    """Yield what SC03 finds, unless the file's windows say when it was down."""
    if not record.incident.windows:
        yield from _COMES_AND_GOES.check(record)


RULES: tuple[Rule, ...] = (
    phrase(
        id="SC01",
        level=Severity.ERROR,
        pattern=r"\b(?:a|an)\s+(?:very\s+|relatively\s+|extremely\s+)?(?:small|limited|tiny|minor|low)\s+"
        r"(?:number|subset|percentage|portion|fraction|set|group|minority)\s+of\b",
        needs=("small", "limited", "tiny", "minor", "low"),
        unless=figure_near,
        finds='"a small number of" without the number',
        why="Small for us is all for the one it hit. It sounds as if we hide the number.",
        better='"312 accounts (2 %)", or "We do not know yet how many".',
        source=_SCOPE,
        good=(
            "312 accounts (2 %) could not sign in.",
            "A small number of accounts could not sign in: 312, or 2 %.",
            "A small group of customers lost a draft. We do not know yet how many.",
        ),
        bad=(
            "A small number of users could not sign in.",
            "A very limited subset of accounts was hit at 14:05.",
            "A small percentage of requests failed with error 503.",
        ),
    ),
    replace(_SOME, check=_some_but_for_first_words, files=True),
    replace(_COMES_AND_GOES, check=_unless_windows_tell),
    phrase(
        id="SC04",
        level=Severity.HINT,
        pattern=r"\bdegrad(?:ed|ation)\b",
        needs=("degrad",),
        finds='"degraded"',
        why="It is our word. The reader wants to know what is slow or does not work.",
        better='"Pages take 40 seconds in place of 2", or "Files do not load".',
        source="One in three GitHub updates of 2022 to 2026 says it",
        good=("Pages take 40 seconds in place of 2.", "Files do not load."),
        bad=("Search is degraded.", "We see a degradation of uploads."),
    ),
    phrase(
        id="SC05",
        level=Severity.WARNING,
        pattern=r"\bexperienc(?:e|ed|ing)\s+(?:\w+\s+){0,2}(?:issues?|problems?|difficulties|errors)\b",
        needs=("experienc",),
        unless=_list_follows,
        finds='"experiencing issues"',
        why="It does not say what the reader cannot do.",
        better='"You cannot sign in."',
        source=_CANDOUR,
        good=("You cannot sign in.", "We are experiencing problems with\n\n- cards\n- direct debits"),
        bad=("We are experiencing issues.", "Users are experiencing some network problems."),
    ),
    phrase(
        id="SC06",
        level=Severity.WARNING,
        pattern=r"\b(?:elevated|increased)\s+(?:\w+\s+)?(?:error|latency|failure|latencies|errors|failures)\b",
        needs=("elevated", "increased"),
        unless=figure_beside,
        finds='"elevated errors" without a rate',
        why="There is always some error rate; the reader cannot tell how bad this one is.",
        better='"1 in 20 requests fails."',
        source=_SCOPE,
        good=("1 in 20 requests fails.", "Increased errors: 5 % of uploads fail."),
        bad=("We see elevated error rates.", "There is increased API latency."),
    ),
    phrase(
        id="SC07",
        level=Severity.WARNING,
        pattern=r"\b(?:brief(?:ly)?|short(?:-lived)?|momentar(?:y|ily))\s+(?:\w+\s+)?"
        r"(?:outage|interruption|disruption|period|time|unavailab\w+|issue|downtime)s?\b",
        needs=("brief", "short", "momentar"),
        unless=_length_beside,
        finds="a short outage without its length",
        why="Only the one who waited can call it short.",
        better='Give the minutes: "You could not post for 4 minutes."',
        source=_SCOPE,
        good=("You could not post for 4 minutes.", "The shortest outage of the three lasted a minute."),
        bad=("There was a brief outage.", "Rooms were closed for a short period."),
    ),
    phrase(
        id="SC08",
        level=Severity.ERROR,
        pattern=r"\b(?:minimal|limited|minor|negligible|no\s+significant)\s+(?:customer\s+|user\s+)?"
        r"(?:impact|disruption|effect)s?\b|\blittle\s+(?:customer\s+|user\s+)?(?:impact|disruption)\b"
        r"|\blittle\s+effect\s+(?:on|for)\s+(?:you|our|your|most|customers|users)\b",
        needs=("minimal", "limited", "minor", "negligible", "significant", "little"),
        finds="a verdict that the harm was small",
        why="That is the reader's to judge. To the one it hit it was not small.",
        better='Give the figures: "4 of 1,200 orders failed."',
        source=_CANDOUR,
        good=("4 of 1,200 orders failed.", "No data was lost.", "The restart had little effect."),
        bad=(
            "The impact was small; there was minimal customer impact.",
            "There was no significant disruption.",
        ),
    ),
    phrase(
        id="SC09",
        level=Severity.WARNING,
        pattern=r"\b(?:the\s+)?(?:vast|overwhelming|large)\s+majority\b|\bmost\s+(?:customers|users)\s+were\s+(?:not|un)",
        needs=("majority", "most"),
        unless=figure_beside,
        finds='"the vast majority was fine"',
        why="It talks of those who were well to those who were not.",
        better='Give the share: "3 % of rooms did not open."',
        source=_CANDOUR,
        good=("3 % of rooms did not open.", "The vast majority, 97 %, open again."),
        bad=("The vast majority of rooms worked.", "Most users were not hit."),
    ),
)
