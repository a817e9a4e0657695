"""Check the stretches of time in a file: the windows of a fault, the schedule of a maintenance, what each kind needs."""

from collections.abc import Iterator
from datetime import datetime

from statuskit.load.findings import Finding
from statuskit.load.order import RUNNING, in_force, utc
from statuskit.load.times import Times
from statuskit.model import ENDED, Kind, Status
from statuskit.problems import KeyPath, Severity
from statuskit.schema import IncidentDocument

_SCHEDULE = ("scheduled_for", "scheduled_until")


def check_kind(document: IncidentDocument, now: datetime) -> Iterator[Finding]:
    """Check that a maintenance has a schedule and anything else updates, and neither what is the other's alone."""
    is_maintenance = document.kind is Kind.MAINTENANCE
    if not is_maintenance and not document.updates:
        first = "identified" if document.kind is Kind.NOTICE else "investigating"
        yield Finding(
            rule="missing-key",
            message=f'{"A notice" if document.kind is Kind.NOTICE else "An incident"} needs "updates": what you tell customers.',
            hint=(
                "Paste this, and put your own words in:\n"
                "updates:\n"
                f"  - at: {now:%Y-%m-%dT%H:%M:%SZ}\n"
                f"    status: {first}\n"
                "    message: What customers notice, and what we are doing about it."
            ),
            path=("updates",),
        )
    for key in _SCHEDULE:
        written = getattr(document, key)
        if is_maintenance and not written:
            yield Finding(
                rule="missing-key",
                message=f'A maintenance needs "{key}".',
                hint=f"Add `{key}:` and a time, as 2026-11-24T06:00:00Z.",
                path=(key,),
            )
        elif written and not is_maintenance:
            yield Finding(
                rule="wrong-kind",
                message=f'Only a maintenance has "{key}".',
                hint="Add `kind: maintenance`, or take the line away.",
                path=(key,),
                key=True,
            )
    if is_maintenance and document.resolved:
        yield Finding(
            rule="wrong-kind",
            message='A maintenance has no "resolved".',
            hint="It ends by an update with `status: completed`, or at `scheduled_until`. Take the line away.",
            path=("resolved",),
            key=True,
        )


def check_windows(document: IncidentDocument, times: Times) -> Iterator[Finding]:
    """Check that windows begin before they end, and that only the last is open, and only while the file is."""
    windows = document.windows or []
    statuses = in_force(document)
    for number, window in enumerate(windows):
        path: KeyPath = ("windows", number)
        begin, end = (times.moments.get((*path, key)) for key in ("from", "to"))
        if begin and end and begin >= end:
            yield _empty((*path, "to"), begin, end)
        if window.to:
            continue
        if number < len(windows) - 1:
            yield Finding(
                rule="open-window",
                message="This window has no end, and is not the last.",
                hint="Add `to:` and the time when it ended.",
                path=path,
            )
        elif statuses and statuses[-1] in ENDED:
            yield Finding(
                rule="open-window",
                message=f"This window has no end, but the newest status is {statuses[-1]}.",
                hint="Add `to:` and the time when it ended.",
                path=path,
            )


def check_maintenance(document: IncidentDocument, times: Times) -> Iterator[Finding]:
    """Check that a maintenance begins before it ends, is not worked on before, and says no status after its end."""
    if document.kind is not Kind.MAINTENANCE:
        return
    begin, end = (times.moments.get((key,)) for key in _SCHEDULE)
    if begin and end and begin >= end:
        yield _empty(("scheduled_until",), begin, end)
    ended: Status | None = None
    for number, update in enumerate(document.updates):
        path: KeyPath = ("updates", number)
        at = times.moments.get((*path, "at"))
        if update.status and ended:
            yield Finding(
                rule="after-the-end",
                message=f'This says "{update.status}" after a maintenance was {ended}: the end is the end.',
                hint="Leave `status` out to add a note, or file a new maintenance.",
                path=(*path, "status"),
            )
        elif update.status in RUNNING and begin and at and at < begin:
            yield Finding(
                rule="early-work",
                message=f"Work is said to go on ({utc(at)}) before the schedule begins ({utc(begin)}).",
                hint="Set `scheduled_for` to when the work began.",
                path=(*path, "status"),
                severity=Severity.WARNING,
            )
        if update.status in ENDED:
            ended = update.status


def _empty(path: KeyPath, begin: datetime, end: datetime) -> Finding:
    return Finding(
        rule="empty-window",
        message=f"It ends ({utc(end)}) before it begins ({utc(begin)})."
        if end < begin
        else "It ends as it begins.",
        hint="Swap the two times, or mend the wrong one.",
        path=path,
    )
