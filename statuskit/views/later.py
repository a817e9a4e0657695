"""What the clock alone will change: the same views, taken at moments that are still ahead."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Generic, TypeVar

from statuskit.facts.cases import Case, cases
from statuskit.facts.course import began, course
from statuskit.facts.status import component_states, page_state
from statuskit.model import Incident, Kind
from statuskit.views.context import Context, iso

View = TypeVar("View")
Seen = TypeVar("Seen")

FORESEEN = 8
"""How many maintenances a page foresees, the soonest first; the times of the others stand there all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Generic[View]):
    """What a place shows from `start` until `end` (RFC 3339): "" where it shows it now, or for good."""

    shows: View
    start: str = ""
    end: str = ""


def phases(seen: Iterable[tuple[datetime, View]]) -> tuple[Phase[View], ...]:
    """Join what is seen at moments in order, the first of them now, to phases; equal neighbours are one."""
    runs = [(next(run)[0], view) for view, run in groupby(seen, key=lambda pair: pair[1])]
    starts = ["", *(iso(start) for start, _ in runs[1:])]
    return tuple(
        Phase(shows=view, start=start, end=end)
        for (_, view), start, end in zip(runs, starts, [*starts[1:], ""], strict=True)
    )


def foresee(ctx: Context, look: Callable[[Context], Seen]) -> tuple[Phase[Seen], ...]:
    """Look at the site now, and at each moment ahead at which a maintenance begins or ends by itself."""
    return phases((each.now, look(each)) for each in (ctx, *ctx.later))


def with_later(ctx: Context) -> Context:
    """Add the moments ahead to a context. Only incidents that can still hurt a component are looked at."""
    lasting = {fault.incident_id for faults in ctx.faults.values() for fault in faults if fault.lasts}
    current = [
        ctx.incidents[each.id]
        for each in ctx.cases.values()
        if each.is_open or each.is_ahead or each.id in lasting
    ]
    moments = sorted({edge for each in foreseen(ctx) for edge in edges(ctx.incidents[each.id], ctx.now)})
    return replace(ctx, later=tuple(_then(ctx, current, at) for at in moments))


def _then(ctx: Context, current: Iterable[Incident], at: datetime) -> Context:
    settings, seen = ctx.catalog.settings, cases(current, at)
    return replace(
        ctx,
        now=at,
        cases=seen,
        state=page_state(settings, seen.values(), at),
        states=component_states(settings, seen.values(), at),
    )


def foreseen(ctx: Context) -> tuple[Case, ...]:
    """Give the maintenances that are under way, and the soonest of those ahead."""
    return (*ctx.state.under_way, *ctx.state.ahead[:FORESEEN])


def edges(incident: Incident, now: datetime) -> Iterator[datetime]:
    """Yield the moments after `now` at which a maintenance begins and ends, by its window, in order."""
    if incident.kind is not Kind.MAINTENANCE or incident.withdrawn:
        return
    for edge in (began(incident), incident.scheduled_until):
        if edge and edge > now:
            yield edge


def open_phase(incident: Incident, now: datetime) -> Phase[Incident] | None:
    """Tell from when until when a maintenance is under way, by the clock alone; None where it will not be."""
    start = began(incident)
    if not course(incident, max(start, now)).is_open:
        return None
    until = incident.scheduled_until
    ends = until is not None and until > now and not course(incident, until).is_open
    return Phase(
        shows=incident,
        start=iso(start) if start > now else "",
        end=iso(until) if until and ends else "",
    )
