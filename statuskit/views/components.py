"""Components: their state now, their bars, and their own pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from markupsafe import Markup

from statuskit.facts.cases import Case
from statuskit.facts.ledger import ledger
from statuskit.facts.uptime import Day, days, percent, uptime, window
from statuskit.model import Component, ComponentState
from statuskit.views.context import (
    Context,
    Link,
    Mark,
    Moment,
    Score,
    component_url,
    history_url,
    incident_url,
    newest_first,
)
from statuskit.views.incident import Head
from statuskit.views.later import Phase, foresee
from statuskit.views.promises import scores
from statuskit.views.subscribe import subscribe_url

LISTED = 50
"""How many incidents a component's page lists; the rest stand in the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A day: its CSS class, and what happened ("" where nothing did)."""

    shape: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A day on which something happened, for the table beside the bars."""

    day: Moment
    mark: Mark
    down: str
    incidents: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentView:
    """A component as a card shows it.

    `phases` are its marks as the clock alone will change them, `today` is the day of the last bar
    (ISO 8601). `percent` is "" where no figure is shown.
    """

    id: str
    name: str
    url: str
    description: str
    mark: Mark
    phases: tuple[Phase[Mark], ...]
    today: str
    bars: tuple[Bar, ...]
    bars_text: str
    rows: tuple[DayRow, ...]
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """`name` is "" for components of no group."""

    name: str
    components: tuple[ComponentView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentPage:
    """`/components/<id>/`; `more` leads to what is not listed, "" where all is.

    `follow` is where the ways to follow it stand, "" for a retired one.
    """

    component: ComponentView
    follow: str
    group: str
    link: str
    since: Markup | None
    retired: Markup | None
    scores: tuple[Score, ...]
    incidents: tuple[Head, ...]
    more: str


def groups(ctx: Context) -> tuple[GroupView, ...]:
    """Print all current components, by group in the order of the settings; those of no group come first."""
    current = [component for component in ctx.catalog.settings.components if component.id in ctx.states]
    named = [("", None), *((group.name, group.id) for group in ctx.catalog.settings.groups)]
    return tuple(
        GroupView(
            name=name,
            components=tuple(
                component_view(ctx, component) for component in current if component.group == group_id
            ),
        )
        for name, group_id in named
        if any(component.group == group_id for component in current)
    )


def component_view(ctx: Context, component: Component) -> ComponentView:
    """Print one component with its bars."""
    faults = ctx.faults.get(component.id, ())
    state = ctx.states.get(component.id, ComponentState.OPERATIONAL)
    rule = ctx.catalog.settings.uptime
    shown = days(component, faults, rule, ctx.now) if component.uptime else ()
    share = uptime(component, faults, rule, window(rule, ctx.now)) if component.uptime else None
    return ComponentView(
        id=component.id,
        name=component.name,
        url=component_url(component.id),
        description=component.description,
        mark=ctx.mark(state),
        phases=foresee(ctx, lambda then: ctx.mark(then.states.get(component.id, ComponentState.OPERATIONAL))),
        today=ctx.now.date().isoformat(),
        bars=tuple(_bar(ctx, day) for day in shown),
        bars_text=ctx.labelled(component.name, _bars_text(ctx, shown)),
        rows=tuple(_row(ctx, day) for day in reversed(shown) if day.incidents),
        percent="" if share is None else ctx.words.percent(percent(share)),
    )


def component_page(
    ctx: Context, component: Component, incidents: list[Case], heads: Mapping[str, Head]
) -> ComponentPage:
    """Print a component's own page; `incidents` are those that name it and have begun."""
    newest = newest_first(incidents)
    group = next((g.name for g in ctx.catalog.settings.groups if g.id == component.group), "")
    retired = component.until if component.until and component.id not in ctx.states else None
    return ComponentPage(
        component=component_view(ctx, component),
        follow="" if retired else subscribe_url(component.id),
        group=group,
        link=component.url,
        since=ctx.say("Measured since {day}.", day=ctx.when(component.since)) if component.since else None,
        retired=ctx.say("Retired on {day}.", day=ctx.when(retired)) if retired else None,
        scores=scores(ctx, ledger(incidents)),
        incidents=tuple(heads[incident.id] for incident in newest[:LISTED]),
        more=history_url(component=component.id) if len(newest) > LISTED else "",
    )


def begun_by_component(ctx: Context) -> dict[str, list[Case]]:
    """Group the incidents that have begun by the components that they name."""
    grouped: dict[str, list[Case]] = {component.id: [] for component in ctx.catalog.settings.components}
    for case in ctx.cases.values():
        if case.began <= ctx.now:
            for component in case.named:
                grouped[component].append(case)
    return grouped


def _shape(state: ComponentState | None) -> str:
    return "unknown" if state is None else state.value.replace("_", "-")


def _bar(ctx: Context, day: Day) -> Bar:
    if not day.incidents or day.state is None:
        return Bar(shape=_shape(day.state), text="")
    titles = ctx.words.listing(ctx.incidents[i].title for i in day.incidents)
    text = ctx.words.gettext("{day}: {state}: {what}").format(
        day=ctx.words.weekday(day.date), state=ctx.words.term(day.state), what=titles
    )
    return Bar(shape=_shape(day.state), text=text)


def _bars_text(ctx: Context, shown: tuple[Day, ...]) -> str:
    """Say in one sentence what the bars show."""
    measured = [day for day in shown if day.state is not None]
    if not measured:
        return ctx.words.gettext("No day has been measured yet.")
    sentence = ctx.words.gettext("{state}: {what}.")
    said = []
    for state in sorted(ComponentState, key=lambda s: s.rank, reverse=True):
        count = sum(day.state is state for day in measured)
        if count and state is not ComponentState.OPERATIONAL:
            counted = ctx.count("{n} day", "{n} days", count)
            said.append(sentence.format(state=ctx.words.term(state), what=counted))
    whole = ctx.count("{n} day", "{n} days", len(measured))
    what = ctx.words.sentences(said) or ctx.words.gettext("Nothing happened.")
    return ctx.words.gettext("{days}. {what}").format(days=whole, what=what)


def _row(ctx: Context, day: Day) -> DayRow:
    midnight = datetime.combine(day.date, time(), UTC)
    return DayRow(
        day=Moment(day.date.isoformat(), ctx.words.day(midnight)),
        mark=ctx.mark(day.state or ComponentState.OPERATIONAL),
        down=ctx.length(day.downtime) if day.downtime else "",
        incidents=tuple(Link(ctx.incidents[i].title, incident_url(i)) for i in day.incidents),
    )
