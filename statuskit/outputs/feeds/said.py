"""What an incident's feeds tell of it, one record an item: words, accounts, corrections, moments nobody named."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter

from statuskit.facts.cases import Case
from statuskit.facts.course import course, heard
from statuskit.facts.public import published_postmortem
from statuskit.model import ENDED, Correction, Incident, Kind, PostmortemState, Status, Update

_AT_WORK = frozenset({Status.IN_PROGRESS, Status.VERIFYING})


class Event(StrEnum):
    """What an item is; the names of all but the first begin with its value."""

    UPDATE = "update"
    BEGINS = "begins"
    ENDS = "ends"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    CORRECTION = "correction"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One item: when it was said, and what.

    `name` is unique in the incident and given once for ever. `update` and `before`, the word ahead of it, are
    set for an update; `correction` for one of the postmortem.
    """

    at: datetime
    event: Event
    name: str
    update: Update | None = None
    before: Update | None = None
    correction: Correction | None = None


def said(incident: Incident, now: datetime) -> tuple[Said, ...]:
    """Give all that was said of an incident by `now`, oldest first.

    An item depends on nothing that came after it. Of a withdrawn incident only the withdrawal is left,
    as on its page.
    """
    if incident.withdrawn:
        at = incident.withdrawn.at
        return (_bare(at, Event.WITHDRAWN),) if at <= now else ()
    items = [*_updates(incident, now)]
    if incident.kind is Kind.MAINTENANCE:
        items = [*_unsaid_begin(incident, now), *items, *_unsaid_end(incident, now)]
    if incident.postmortem:
        items += _account(incident, now)
    return tuple(sorted(items, key=attrgetter("at")))


def latest(case: Case) -> datetime:
    """Give a moment after which nothing was said of an incident: its last word, or an edge of a maintenance."""
    return max([case.last_word, *case.edges])


def _bare(at: datetime, event: Event) -> Said:
    return Said(at=at, event=event, name=event.value)


def _edge(at: datetime, event: Event) -> Said:
    """Name an edge of a window by its moment: a window that is moved after it began begins once more."""
    return Said(at=at, event=event, name=_dated(event, at))


def _dated(event: Event, at: datetime) -> str:
    return f"{event}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _updates(incident: Incident, now: datetime) -> Iterator[Said]:
    before: Update | None = None
    for update in heard(incident, now):
        yield Said(at=update.at, event=Event.UPDATE, name=update.id, update=update, before=before)
        before = update


def _unsaid_begin(incident: Incident, now: datetime) -> Iterator[Said]:
    """Yield the beginning of a maintenance, unless somebody said at work, then or since."""
    went = course(incident, now)
    if not went.open_times:
        return
    start = went.open_times[0].start
    words = [update for update in heard(incident, now) if update.says_status]
    newest_before = [update for update in words if update.at <= start][-1:]
    since = [update for update in words if update.at > start]
    if not any(update.status in _AT_WORK for update in (*newest_before, *since)):
        yield _edge(start, Event.BEGINS)


def _unsaid_end(incident: Incident, now: datetime) -> Iterator[Said]:
    """Yield the end of a maintenance that closed with its window, unless somebody said so, then or since."""
    went = course(incident, now)
    if went.ended is None or not went.open_times:
        return
    if not any(update.says_status and update.status in ENDED for update in heard(incident, now)):
        yield _edge(went.ended, Event.ENDS)


def _account(incident: Incident, now: datetime) -> Iterator[Said]:
    """Yield the published postmortem and each correction of it."""
    postmortem = published_postmortem(incident)
    if postmortem is None:
        return
    final = postmortem.state is PostmortemState.FINAL
    if postmortem.published and postmortem.published <= now:
        yield _bare(postmortem.published, Event.FINAL if final else Event.PRELIMINARY)
    seen: Counter[str] = Counter()
    for correction in postmortem.corrections:
        name = _dated(Event.CORRECTION, correction.at)
        seen[name] += 1
        if correction.at <= now:
            name += f"-{seen[name]}" if seen[name] > 1 else ""
            yield Said(at=correction.at, event=Event.CORRECTION, name=name, correction=correction)
