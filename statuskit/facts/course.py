"""How an incident went: from when to when it was open, and where that leaves it."""

from dataclasses import dataclass
from datetime import datetime

from statuskit.facts.spans import LATEST
from statuskit.model import ENDED, STATUSES, Incident, Kind, Status, Update

_AT_WORK = frozenset({Status.IN_PROGRESS, Status.VERIFYING})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTime:
    """A time in which an incident was open; `end` is None while it is."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How an incident went up to `now`.

    `words` are the updates said by then, oldest first. `open_times` are in order and apart from each other;
    each but the first is a reopening. `ended` is None while it has not. `overrun` tells that a maintenance
    runs on past its scheduled end.
    """

    now: datetime
    words: tuple[Update, ...]
    status: Status
    open_times: tuple[OpenTime, ...]
    ended: datetime | None
    overrun: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is open; a maintenance is while it is under way."""
        return bool(self.open_times) and self.ended is None

    @property
    def is_ahead(self) -> bool:
        """Whether it is a maintenance that has yet to begin."""
        return self.ended is None and self.status is Status.SCHEDULED


def began(incident: Incident) -> datetime:
    """Say when an incident began: as its file states, else with its first word; a maintenance, as scheduled.

    Raises ValueError where the record holds none of these, which the loader never lets through.
    """
    first = incident.updates[0].at if incident.updates else incident.scheduled_for
    start = incident.scheduled_for if incident.kind is Kind.MAINTENANCE else incident.started or first
    if start is None:
        raise ValueError(f"{incident.id}: nothing tells when it began")
    return start


def heard(incident: Incident, now: datetime) -> tuple[Update, ...]:
    """Give the updates said by `now`, oldest first."""
    updates = incident.updates
    if not updates or updates[-1].at <= now:
        return updates
    return tuple(update for update in updates if update.at <= now)


def course(incident: Incident, now: datetime) -> Course:
    """Work out from when to when an incident was open, and the status that it has at `now`.

    Words that lie after `now` are not heard. A withdrawn incident was never open; it keeps its last
    status and ended when it was withdrawn.
    """
    words = heard(incident, now)
    status = words[-1].status if words else STATUSES[incident.kind][0]
    if incident.withdrawn:
        return Course(now=now, words=words, status=status, open_times=(), ended=incident.withdrawn.at)
    if incident.kind is Kind.MAINTENANCE:
        return _maintenance_course(incident, words, now)
    times = _open_times(incident, words, now)
    ended = times[-1].end if times else None
    return Course(now=now, words=words, status=status, open_times=times, ended=ended)


def _open_times(incident: Incident, words: tuple[Update, ...], now: datetime) -> tuple[OpenTime, ...]:
    """Follow the statuses of an incident or a notice from its beginning to each resolution.

    Nothing happens before the beginning, even where a word was said earlier. `resolved` said twice in a
    row moves the end to the newer one, as the format has it. The moment that the file states takes the
    place of the newest resolution's own.
    """
    start = began(incident)
    if start > now:
        return ()
    times: list[OpenTime] = []
    opened: datetime | None = start
    for update in words:
        at = max(update.at, start)
        if update.status is not Status.RESOLVED:
            opened = opened or at
        elif opened:
            times.append(OpenTime(start=opened, end=at))
            opened = None
        elif update.says_status:
            times[-1] = OpenTime(start=times[-1].start, end=at)
    if opened:
        times.append(OpenTime(start=opened, end=None))
    elif incident.resolved and not any(update.says_status for update in incident.updates[len(words) :]):
        times[-1] = OpenTime(start=times[-1].start, end=max(times[-1].start, incident.resolved))
    return tuple(times)


def _maintenance_course(incident: Incident, words: tuple[Update, ...], now: datetime) -> Course:
    """Work out where a maintenance stands by its window and by what was said of it.

    A word from before the window (of a former one, perhaps) neither begins nor verifies it. An end that
    is said after the window has closed by itself changes the status, but not the time of the end.
    """
    start, until = began(incident), incident.scheduled_until or LATEST
    said = [update for update in words if update.says_status]
    last = next((update for update in said if update.status in ENDED), None)
    runs_on = any(update.status in _AT_WORK and update.at >= until for update in said)
    ended: datetime | None = None
    if last and (runs_on or last.at < until):
        ended = last.at
    elif not runs_on and until <= now:
        ended = until
    if ended:
        status = last.status if last else Status.COMPLETED
    elif now < start:
        status = Status.SCHEDULED
    else:
        verifies = said and said[-1].status is Status.VERIFYING and said[-1].at >= start
        status = Status.VERIFYING if verifies else Status.IN_PROGRESS
    was_open = start <= now and (ended is None or start < ended)
    times = (OpenTime(start=start, end=ended),) if was_open else ()
    overrun = runs_on and ended is None
    return Course(now=now, words=words, status=status, open_times=times, ended=ended, overrun=overrun)
