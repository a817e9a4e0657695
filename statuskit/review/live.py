"""What an update must have while an incident is open, and what is owed once it is over."""

from collections.abc import Iterator
from datetime import timedelta

from statuskit.facts.course import heard
from statuskit.model import Impact, Kind, Update
from statuskit.problems import Severity
from statuskit.review.rule import REACH, Finding, Record, Rule

_GRAVE = frozenset({Impact.MAJOR, Impact.CRITICAL})
_DUE = timedelta(days=5)


def _live(record: Record) -> Iterator[tuple[int, Update, Update | None]]:
    """Yield the updates of an open incident, each with its number and the one before it.

    Those of one that is over are left alone: a published word is never edited.
    """
    incident = record.incident
    if incident.kind is not Kind.INCIDENT or not record.case.is_open:
        return
    before: Update | None = None
    for number, update in enumerate(heard(incident, record.now)):
        yield number, update, before
        before = update


def _no_progress(record: Record) -> Iterator[Finding]:
    for number, update, before in _live(record):
        news = before is None or update.status is not before.status or update.corrects is not None
        if not news and update.progress is None:
            yield Finding(
                path=("updates", number),
                message="It does not say whether there is progress. Add `progress: some`, or `progress: none`.",
            )


def _no_promise(record: Record) -> Iterator[Finding]:
    for number, update, _ in _live(record):
        if update.next_update is None and update.corrects is None:
            yield Finding(
                path=("updates", number),
                message="It does not say when you will hear more. Add `next_update: 30m`.",
            )


def _no_story(record: Record) -> Iterator[Finding]:
    incident = record.incident
    if incident.postmortem or incident.withdrawn or incident.kind is not Kind.INCIDENT:
        return
    stands = record.case
    if stands.ended and stands.impact in _GRAVE and record.now - stands.ended < REACH:
        yield Finding(
            path=("title",),
            message=(
                f"It is over, its impact was {stands.impact}, and no story is promised. "
                f"Run `statuskit postmortem {incident.id}`, or promise one:\n"
                f"  postmortem: {{due: {stands.ended + _DUE:%Y-%m-%d}}}"
            ),
        )


_OPEN = """\
title: You cannot sign in
impact: critical
updates:
  - at: 2026-11-20T14:02:00Z
    message: You cannot sign in. We do not know why yet.
    next_update: 30m
  - at: 2026-11-20T14:32:00Z
    progress: none
    message: You still cannot sign in, and we know no more than at 14:02 UTC.
    next_update: 2h
"""
_OVER = """\
title: You could not sign in
impact: critical
updates:
  - at: 2026-11-20T14:02:00Z
    message: You cannot sign in. We do not know why yet.
    next_update: 30m
  - at: 2026-11-20T14:30:00Z
    status: resolved
    message: You can sign in again since 14:25 UTC.
postmortem: {due: 2026-11-25}
"""
_PRACTICE = "published norms of status pages: say each time when you will be back, also without news"

RULES = (
    Rule(
        id="MH10",
        level=Severity.WARNING,
        finds="an update that says neither that there is progress nor that there is none",
        why="Saying that nothing moved is half of honesty, and spares the reader reading between the lines.",
        better="progress: none",
        source=_PRACTICE,
        good=(_OPEN,),
        bad=(_OPEN.replace("    progress: none\n", ""),),
        check=_no_progress,
        files=True,
    ),
    Rule(
        id="MH11",
        level=Severity.WARNING,
        finds="an update of an open incident that does not say when the next one comes",
        why="Who knows when the next word comes can do something else until then.",
        better="next_update: 30m",
        source=_PRACTICE,
        good=(_OPEN,),
        bad=(_OPEN.replace("    next_update: 2h\n", ""),),
        check=_no_promise,
        files=True,
    ),
    Rule(
        id="MH12",
        level=Severity.HINT,
        finds="an incident of major or critical impact that ended in the last 30 days, and no story",
        why="Customers who were hurt wait for the reason; a promised day lets them stop asking.",
        better="postmortem: {due: 2026-11-25}",
        source="norms of large providers: a public story within days, a final one within two weeks",
        good=(_OVER,),
        bad=(_OVER.replace("postmortem: {due: 2026-11-25}\n", ""),),
        check=_no_story,
        files=True,
    ),
)
