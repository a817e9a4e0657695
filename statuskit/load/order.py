"""Check what a file says of times and states against itself: updates, windows, a maintenance, the end."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from statuskit.load.findings import Finding
from statuskit.load.times import Times
from statuskit.model import ENDED, STATUSES, Kind, Status
from statuskit.problems import KeyPath, Severity
from statuskit.schema import IncidentDocument, nearest, quoted

RUNNING = frozenset({Status.IN_PROGRESS, Status.VERIFYING})


def in_force(document: IncidentDocument) -> list[Status]:
    """Give the status in force with each update: its own, else that of the update before."""
    statuses: list[Status] = []
    status = STATUSES[document.kind][0]
    for update in document.updates:
        status = update.status or status
        statuses.append(status)
    return statuses


def has_ended(document: IncidentDocument, times: Times, now: datetime) -> bool:
    """Tell whether nothing is open any more; a maintenance may also end by its schedule."""
    statuses = in_force(document)
    if statuses and statuses[-1] in ENDED:
        return True
    until = times.moments.get(("scheduled_until",))
    if document.kind is not Kind.MAINTENANCE or until is None:
        return False
    return until <= now and not any(
        update.status in RUNNING and times.moments.get(("updates", number, "at"), until) >= until
        for number, update in enumerate(document.updates)
    )


def check_updates(document: IncidentDocument, times: Times) -> Iterator[Finding]:
    """Check that updates ascend in time, use the words of their kind, and correct what was said before them."""
    allowed = STATUSES[document.kind]
    earlier: list[datetime] = []
    for number, update in enumerate(document.updates):
        path: KeyPath = ("updates", number)
        at = times.moments.get((*path, "at"))
        if at and earlier and at < earlier[-1]:
            yield Finding(
                rule="out-of-order",
                message=f"This update ({utc(at)}) stands below a later one ({utc(earlier[-1])}).",
                hint="Updates stand oldest first: move it up, or mend its time.",
                path=(*path, "at"),
            )
        if update.status and update.status not in allowed:
            near = nearest(update.status, allowed)
            yield Finding(
                rule="wrong-status",
                message=f"{_a(document.kind)} is never {quoted(update.status)}.",
                hint=(f'Did you mean "{near}"? ' if near else "") + f"Allowed: {', '.join(allowed)}.",
                path=(*path, "status"),
            )
        corrects = times.moments.get((*path, "corrects"))
        if corrects and corrects not in earlier:
            yield _corrects_nothing(path, corrects, earlier)
        earlier.extend([at] if at else [])


def _corrects_nothing(path: KeyPath, corrects: datetime, earlier: Sequence[datetime]) -> Finding:
    known = ", ".join(f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in earlier[-5:])
    return Finding(
        rule="unknown-update",
        message=f"No earlier update was said at {utc(corrects)}.",
        hint=f"Give the `at` of the update that is corrected: {known}." if known else "Take `corrects` away.",
        path=(*path, "corrects"),
    )


def check_start(times: Times) -> Iterator[Finding]:
    """Doubt what began after the first word about it."""
    started, first = times.moments.get(("started",)), times.moments.get(("updates", 0, "at"))
    if started and first and started > first:
        yield Finding(
            rule="late-start",
            message=f"It started ({utc(started)}) after the first word about it ({utc(first)}).",
            hint="Mend `started`, or take it away: it is then the time of the first update.",
            path=("started",),
            severity=Severity.WARNING,
        )


def check_end(document: IncidentDocument, times: Times) -> Iterator[Finding]:
    """Check that `resolved` stands in a resolved file: not after that word, nor before the start or a reopening."""
    resolved = times.moments.get(("resolved",))
    if resolved is None or document.kind is Kind.MAINTENANCE or not document.updates:
        return
    statuses = in_force(document)
    if statuses[-1] is not Status.RESOLVED:
        yield Finding(
            rule="not-resolved",
            message=f"It says when it was resolved, but its newest status is {quoted(statuses[-1])}.",
            hint="Add an update with `status: resolved`, or take `resolved` away.",
            path=("resolved",),
            key=True,
        )
        return
    said = [number for number, update in enumerate(document.updates) if update.status is Status.RESOLVED]
    word = times.moments.get(("updates", said[-1], "at"))
    if word and resolved > word:
        yield Finding(
            rule="late-end",
            message=f"It was resolved ({utc(resolved)}) after the update that says so ({utc(word)}).",
            hint="Mend `resolved`, or take it away: it is then the time of that update.",
            path=("resolved",),
        )
    for at, what in _beginnings(times, statuses):
        if resolved < at:
            yield Finding(
                rule="early-end",
                message=f"It was resolved ({utc(resolved)}) before {what} ({utc(at)}).",
                hint="Mend `resolved`; or write `started`, if it began before the first update.",
                path=("resolved",),
            )


def _beginnings(times: Times, statuses: Sequence[Status]) -> Iterator[tuple[datetime, str]]:
    """Yield the moments that a resolution cannot lie before, each with its words."""
    if started := times.moments.get(("started",)):
        yield started, "it started"
    elif first := times.moments.get(("updates", 0, "at")):
        yield first, "the first update, which counts as the start"
    reopened = [
        number
        for number, (before, status) in enumerate(pairwise(statuses), start=1)
        if before is Status.RESOLVED and status is not Status.RESOLVED
    ]
    if reopened and (at := times.moments.get(("updates", reopened[-1], "at"))):
        yield at, "it was opened again"


def utc(at: datetime) -> str:
    """Write a moment for a message, to the second."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC".replace(":00 UTC", " UTC")


def _a(kind: Kind) -> str:
    return f"{'An' if kind is Kind.INCIDENT else 'A'} {kind}"
