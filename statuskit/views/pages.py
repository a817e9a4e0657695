"""The pages that gather: front page, maintenance and uptime."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from markupsafe import Markup

from statuskit.facts.cases import Case, last_spoken
from statuskit.facts.uptime import months, percent
from statuskit.model import ComponentState, Kind
from statuskit.views.components import GroupView, groups
from statuskit.views.context import (
    Context,
    Link,
    Mark,
    Moment,
    calendar_url,
    component_url,
    history_url,
    incident_url,
    iso,
    months_back,
    newest_first,
)
from statuskit.views.incident import Head, Live, head, live
from statuskit.views.later import Phase, foresee, foreseen, open_phase

LAST_DAYS = 7
"""How many UTC days the front page tells of, today among them."""

UPTIME_MONTHS = 12
PAST_MAINTENANCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLine:
    """The state of everything in one line, `detail` in a second."""

    mark: Mark
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A day of the last ones, or of those ahead: `coming` begin by the clock alone."""

    day: Moment
    incidents: tuple[Head, ...]
    coming: tuple[Phase[Head], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A maintenance ahead, with the day of its `start` as a small calendar sheet.

    `until` it begins, as far as one foresees; `calendar` is the address of its own one.
    """

    start: str
    month: str
    day: str
    live: Live
    until: str
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """`/`; `under_way` holds what is and what will be, `days_ahead` the days on which something begins."""

    state: StateLine
    states: tuple[Phase[StateLine], ...]
    pinned: tuple[Live, ...]
    incidents: tuple[Live, ...]
    notices: tuple[Live, ...]
    under_way: tuple[Phase[Live], ...]
    ahead: tuple[Plan, ...]
    groups: tuple[GroupView, ...]
    days: tuple[DayView, ...]
    days_ahead: tuple[DayView, ...]
    last_word: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenancePage:
    """`/maintenance/`; `past` begins with what the clock alone will bring there, `more` leads to the rest."""

    under_way: tuple[Phase[Live], ...]
    ahead: tuple[Plan, ...]
    past: tuple[Phase[Head], ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeRow:
    component: Link
    figures: tuple[str, ...]
    overall: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimePage:
    """`months` head the columns; `weights` are (state, share of the time that counts)."""

    months: tuple[str, ...]
    days: int
    groups: tuple[tuple[str, tuple[UptimeRow, ...]], ...]
    weights: tuple[tuple[Mark, str], ...]


def state_line(ctx: Context) -> StateLine:
    """Say the state of everything, and what hurts."""
    state = ctx.state
    text = ctx.words.gettext(state.roll_up.description)
    hurt: dict[ComponentState, list[str]] = defaultdict(list)
    for component, now in ctx.states.items():
        if now is not ComponentState.OPERATIONAL:
            hurt[now].append(ctx.name(component))
    count = len(state.open_incidents)
    if count and not hurt:
        title = ctx.count("{n} open incident", "{n} open incidents", count)
        return StateLine(mark=Mark("note", title), detail=text)
    worst_first = sorted(hurt, key=lambda each: each.rank, reverse=True)
    sentence = ctx.words.gettext("{state}: {what}.")
    detail = [
        sentence.format(state=ctx.words.term(each), what=ctx.words.listing(hurt[each]))
        for each in worst_first
    ]
    return StateLine(mark=Mark(ctx.mark(state.worst).shape, text), detail=ctx.words.sentences(detail))


def state_lines(ctx: Context) -> tuple[Phase[StateLine], ...]:
    """Say the state of everything now, and as the clock alone will change it."""
    return foresee(ctx, state_line)


def front_page(ctx: Context, heads: Mapping[str, Head]) -> FrontPage:
    """Print `/`."""
    state = ctx.state
    newest = last_spoken(ctx.cases.values(), ctx.now)
    pinned = [notice for notice in state.notices if notice.pinned]
    return FrontPage(
        state=state_line(ctx),
        states=state_lines(ctx),
        pinned=_lives(ctx, heads, pinned),
        incidents=_lives(ctx, heads, state.open_incidents),
        notices=_lives(ctx, heads, [notice for notice in state.notices if not notice.pinned]),
        under_way=tuple(_under_way(ctx)),
        ahead=tuple(_plan(ctx, heads, each) for each in state.ahead),
        groups=groups(ctx),
        days=_last_days(ctx, heads),
        days_ahead=_days_ahead(ctx),
        last_word=ctx.say("Last word: {time}", time=ctx.moment(newest)) if newest else None,
    )


def maintenance_page(ctx: Context, heads: Mapping[str, Head]) -> MaintenancePage:
    """Print `/maintenance/`."""
    state = ctx.state
    current = {each.id for each in (*state.under_way, *state.ahead)}
    past = newest_first(
        each for each in ctx.cases.values() if each.kind is Kind.MAINTENANCE and each.id not in current
    )
    return MaintenancePage(
        under_way=tuple(_under_way(ctx)),
        ahead=tuple(_plan(ctx, heads, each) for each in state.ahead),
        past=(*_ending(ctx), *(Phase(shows=heads[each.id]) for each in past[:PAST_MAINTENANCE])),
        more=history_url(kind=Kind.MAINTENANCE) if len(past) > PAST_MAINTENANCE else "",
    )


def uptime_page(ctx: Context) -> UptimePage:
    """Print `/uptime/`: the newest twelve months, and the days that the bars show."""
    rule = ctx.catalog.settings.uptime
    first = months_back(ctx.now, UPTIME_MONTHS - 1)
    shown = groups(ctx)
    overall = {view.url: view.percent for group in shown for view in group.components}
    by_url = {component_url(component.id): component for component in ctx.catalog.settings.components}
    rows: list[tuple[str, tuple[UptimeRow, ...]]] = []
    for group in shown:
        in_group = []
        for view in group.components:
            component = by_url[view.url]
            if not component.uptime:
                continue
            found = months(component, ctx.faults.get(component.id, ()), rule, first, ctx.now)
            figures = tuple(
                "" if m.share is None else ctx.words.percent(percent(m.share)) for m in reversed(found)
            )
            in_group.append(
                UptimeRow(component=Link(view.name, view.url), figures=figures, overall=overall[view.url])
            )
        if in_group:
            rows.append((group.name, tuple(in_group)))
    return UptimePage(
        months=tuple(ctx.words.short_month(months_back(ctx.now, back)) for back in range(UPTIME_MONTHS)),
        days=rule.days,
        groups=tuple(rows),
        weights=tuple((ctx.mark(state), ctx.words.number(weight)) for state, weight in rule.weights.items()),
    )


def _lives(ctx: Context, heads: Mapping[str, Head], current: Iterable[Case]) -> tuple[Live, ...]:
    return tuple(
        live(ctx, ctx.incidents[each.id], heads[each.id], base=incident_url(each.id)) for each in current
    )


def _plan(ctx: Context, heads: Mapping[str, Head], planned: Case) -> Plan:
    start, maintenance = planned.began, ctx.incidents[planned.id]
    return Plan(
        start=iso(start),
        month=ctx.words.month_name(start),
        day=ctx.words.number(start.day),
        live=live(ctx, maintenance, heads[maintenance.id], base=incident_url(maintenance.id)),
        until=iso(start) if planned in foreseen(ctx) else "",
        calendar=calendar_url(maintenance.id),
    )


def _under_way(ctx: Context) -> Iterator[Phase[Live]]:
    """Print what is under way, and what will be: as it will be printed then."""
    for each in foreseen(ctx):
        maintenance = ctx.incidents[each.id]
        if phase := open_phase(maintenance, ctx.now):
            then = ctx.at(max(each.began, ctx.now), maintenance)
            shown = live(then, maintenance, head(then, maintenance), base=incident_url(maintenance.id))
            yield Phase(shows=shown, start=phase.start, end=phase.end)


def _ending(ctx: Context) -> Iterator[Phase[Head]]:
    """Print the maintenances that the clock alone will end, newest first."""
    for each in newest_first(foreseen(ctx)):
        maintenance = ctx.incidents[each.id]
        until = maintenance.scheduled_until
        phase = open_phase(maintenance, ctx.now)
        if until and phase and phase.end:
            yield Phase(shows=head(ctx.at(until, maintenance), maintenance), start=phase.end)


def _coming(ctx: Context) -> dict[date, list[Phase[Head]]]:
    """Group the maintenances that the clock alone will begin by their day, newest first."""
    by_day: dict[date, list[Phase[Head]]] = defaultdict(list)
    for each in newest_first(foreseen(ctx)):
        start, maintenance = each.began, ctx.incidents[each.id]
        if start > ctx.now:
            then = head(ctx.at(start, maintenance), maintenance)
            by_day[start.date()].append(Phase(shows=then, start=iso(start)))
    return by_day


def _days_ahead(ctx: Context) -> tuple[DayView, ...]:
    today = ctx.now.date()
    return tuple(
        DayView(day=_dated(ctx, day), incidents=(), coming=tuple(coming))
        for day, coming in _coming(ctx).items()
        if day > today
    )


def _dated(ctx: Context, day: date) -> Moment:
    return Moment(day.isoformat(), ctx.words.weekday(datetime.combine(day, time(), UTC)))


def _last_days(ctx: Context, heads: Mapping[str, Head]) -> tuple[DayView, ...]:
    today = ctx.now.date()
    by_day: dict[date, list[Case]] = defaultdict(list)
    oldest = datetime.combine(today - timedelta(days=LAST_DAYS - 1), time(), UTC)
    for each in newest_first(each for each in ctx.cases.values() if oldest <= each.began <= ctx.now):
        by_day[each.began.date()].append(each)
    coming = _coming(ctx)
    shown = []
    for back in range(LAST_DAYS):
        day = today - timedelta(days=back)
        named = Moment(day.isoformat(), ctx.words.gettext("Today")) if back == 0 else _dated(ctx, day)
        begun = tuple(heads[each.id] for each in by_day[day])
        shown.append(DayView(day=named, incidents=begun, coming=tuple(coming.get(day, ()))))
    return tuple(shown)
