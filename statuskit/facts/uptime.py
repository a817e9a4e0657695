"""How much of the time a component was up, and what each day and month was like.

The arithmetic is exact: whole microseconds and fractions, cut to decimals only by `percent`.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from statuskit.facts.cases import Case
from statuskit.facts.lengths import OUTAGES
from statuskit.facts.spans import EARLIEST, LATEST, Span, clip, merge, total
from statuskit.model import DEFAULT_WEIGHTS, Component, ComponentState, Settings, UptimeRule

_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A time that one incident put a component in a state other than operational.

    `end` is `now` while the fault lasts, and `lasts` tells so.
    """

    incident_id: str
    start: datetime
    end: datetime
    state: ComponentState
    lasts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A component's day in UTC: its worst state, and the incidents behind it in order of time.

    `state` is None where the component was not measured. `downtime` is that in a partial or major outage.
    """

    date: date
    state: ComponentState | None
    incidents: tuple[str, ...]
    downtime: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthUptime:
    """A component's uptime in a month of UTC, a share in [0, 1]; None where no time was measured."""

    year: int
    month: int
    share: Fraction | None


def component_history(
    settings: Settings, seen: Iterable[Case], now: datetime
) -> dict[str, tuple[Fault, ...]]:
    """Gather for each component, retired ones too, its faults up to `now`, sorted by start.

    `seen` are all cases at `now`, in the order of their ids.
    """
    faults: dict[str, list[Fault]] = {component.id: [] for component in settings.components}
    for case in seen:
        for component, spans in case.spans.items():
            faults.setdefault(component, []).extend(
                Fault(
                    incident_id=case.id,
                    start=span.start,
                    end=span.end or now,
                    state=span.state,
                    lasts=span.end is None,
                )
                for span in spans
            )
    return {component: tuple(sorted(found, key=attrgetter("start"))) for component, found in faults.items()}


def uptime(component: Component, faults: Iterable[Fault], rule: UptimeRule, within: Span) -> Fraction | None:
    """Work out the share of `within` in which a component was up, in [0, 1].

    1 - Σ weight x time / time, where at each moment only the costliest of the states that hold counts,
    once. Only time between the component's `since` and `until` is measured; None where there is none.
    `within` must not reach past the moment the faults were gathered for.
    """
    measured = clip((within,), _life(component))
    if not measured:
        return None
    weights = {state: _weight(rule, state) for state in ComponentState}
    by_weight: dict[Fraction, list[Span]] = {}
    for fault in faults:
        if fault.start < measured[0].end and fault.end > measured[0].start and weights[fault.state]:
            by_weight.setdefault(weights[fault.state], []).append(Span(start=fault.start, end=fault.end))
    lost = Fraction(0)
    counted = timedelta()
    covered: tuple[Span, ...] = ()
    for weight in sorted(by_weight, reverse=True):
        covered = merge((*covered, *clip(by_weight[weight], measured[0])))
        lost += weight * ((total(covered) - counted) // _TICK)
        counted = total(covered)
    return 1 - lost / (total(measured) // _TICK)


def percent(share: Fraction) -> Decimal:
    """Give a share as a percentage of two decimals, cut and never rounded up: 100 only for a whole share."""
    return Decimal(math.floor(share * 10_000)).scaleb(-2)


def window(rule: UptimeRule, now: datetime) -> Span:
    """Give the time over which uptime is shown: the rule's number of UTC days, today up to `now`."""
    return Span(start=_midnight(now) - _DAY * (rule.days - 1), end=now)


def days(component: Component, faults: Iterable[Fault], rule: UptimeRule, now: datetime) -> tuple[Day, ...]:
    """Tell what each day of the window was like for a component, oldest first; the last is today.

    A fault that lasts at `now` counts for today even where no time of it has passed yet.
    """
    shown = window(rule, now)
    touching: list[list[Fault]] = [[] for _ in range(rule.days)]
    for fault in faults:
        if fault.end > shown.start or fault.lasts:
            first = max((fault.start - shown.start) // _DAY, 0)
            last = rule.days - 1 if fault.lasts else (fault.end - shown.start - _TICK) // _DAY
            for bucket in touching[first : last + 1]:
                bucket.append(fault)
    life = _life(component)
    return tuple(_day(shown.start + _DAY * index, found, life, now) for index, found in enumerate(touching))


def _day(start: datetime, faults: Iterable[Fault], life: Span, now: datetime) -> Day:
    parts = clip((Span(start=start, end=start + _DAY),), life)
    if not parts or parts[0].start > now:
        return Day(date=start.date(), state=None, incidents=(), downtime=timedelta())
    (part,) = parts
    found = [fault for fault in faults if fault.start < part.end and (fault.end > part.start or fault.lasts)]
    down = (Span(start=fault.start, end=fault.end) for fault in found if fault.state in OUTAGES)
    return Day(
        date=start.date(),
        state=max(
            (fault.state for fault in found), key=lambda state: state.rank, default=ComponentState.OPERATIONAL
        ),
        incidents=tuple(dict.fromkeys(fault.incident_id for fault in found)),
        downtime=total(clip(down, part)),
    )


def months(
    component: Component, faults: Iterable[Fault], rule: UptimeRule, first: date, now: datetime
) -> tuple[MonthUptime, ...]:
    """Work out a component's uptime in each month from that of `first` to that of `now`, in UTC."""
    spans = list(_months(first, now))
    touching: dict[tuple[int, int], list[Fault]] = {(span.start.year, span.start.month): [] for span in spans}
    for fault in faults:
        for span in _months(max(first, fault.start.date()), fault.end):
            touching[span.start.year, span.start.month].append(fault)
    return tuple(
        MonthUptime(
            year=span.start.year,
            month=span.start.month,
            share=uptime(component, touching[span.start.year, span.start.month], rule, span),
        )
        for span in spans
    )


def _months(first: date, now: datetime) -> Iterator[Span]:
    """Yield the months from that of `first` to that of `now`; the last ends at `now`."""
    start = datetime(first.year, first.month, 1, tzinfo=UTC)
    while start <= now:
        following = (start + _DAY * 31).replace(day=1)
        yield Span(start=start, end=min(following, now))
        start = following


def _life(component: Component) -> Span:
    """Say when a component is measured: from its `since` to the end of the day on which it is retired."""
    since = component.since.start if component.since else EARLIEST
    return Span(start=since, end=max(since, component.until.end if component.until else LATEST))


def _weight(rule: UptimeRule, state: ComponentState) -> Fraction:
    # Through text: 0.3 is meant as 3/10, not as the binary fraction next to it.
    return Fraction(str(rule.weights.get(state, DEFAULT_WEIGHTS.get(state, 0))))


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
