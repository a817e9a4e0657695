"""The state of each component, and of the site as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from statuskit.facts.course import began
from statuskit.facts.standing import Standing, standing
from statuskit.model import Catalog, Component, ComponentState, Impact, Incident, Kind

_FINE = ComponentState.OPERATIONAL
_WORST_FIRST = tuple(reversed(Impact))


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """What Statuspage's API says of a site as a whole: `indicator` for machines, `description` in English."""

    indicator: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """What the front page says.

    `open_incidents` are of kind incident, worst impact first, then newest first; `notices` are the open
    ones, pinned first, then newest first; `under_way` and `ahead` are maintenance, earliest first.
    Nothing that was withdrawn is in any of them.
    """

    roll_up: RollUp
    worst: ComponentState
    open_incidents: tuple[Incident, ...]
    notices: tuple[Incident, ...]
    under_way: tuple[Incident, ...]
    ahead: tuple[Incident, ...]


def current_components(catalog: Catalog, now: datetime) -> tuple[Component, ...]:
    """Give the components that are not retired, in the order of the settings.

    A component lives through the whole day on which it is retired; one that is yet to come is current.
    """
    return tuple(
        component
        for component in catalog.settings.components
        if component.until is None or now < component.until.end
    )


def component_states(catalog: Catalog, now: datetime) -> dict[str, ComponentState]:
    """Give the state of each current component, in the order of the settings: the worst of all incidents."""
    return _worst_states(catalog, [standing(incident, now) for incident in catalog.incidents], now)


def _worst_states(
    catalog: Catalog, standings: Iterable[Standing], now: datetime
) -> dict[str, ComponentState]:
    states = {component.id: _FINE for component in current_components(catalog, now)}
    for stands in standings:
        for component, state in stands.states.items():
            if state is not _FINE and component in states and state.rank > states[component].rank:
                states[component] = state
    return states


def roll_up(states: Iterable[ComponentState]) -> RollUp:
    """Sum up the states of components as Statuspage does.

    Components under maintenance do not count beside worse ones: what is left may then be "all" of them.
    """
    hurt = list(states)
    if any(state not in {_FINE, ComponentState.UNDER_MAINTENANCE} for state in hurt):
        hurt = [state for state in hurt if state is not ComponentState.UNDER_MAINTENANCE]
    worst = max(hurt, key=lambda state: state.rank, default=_FINE)
    all_worst = all(state is worst for state in hurt)
    match worst:
        case ComponentState.OPERATIONAL:
            return RollUp(indicator="none", description="All Systems Operational")
        case ComponentState.UNDER_MAINTENANCE:
            return RollUp(indicator="maintenance", description="Service Under Maintenance")
        case ComponentState.DEGRADED_PERFORMANCE:
            of_all = all_worst and len(hurt) > 1
            description = "Degraded System Service" if of_all else "Partially Degraded Service"
            return RollUp(indicator="minor", description=description)
        case ComponentState.PARTIAL_OUTAGE if not all_worst:
            return RollUp(indicator="minor", description="Minor Service Outage")
        case ComponentState.MAJOR_OUTAGE if all_worst:
            return RollUp(indicator="critical", description="Major System Outage")
        case _:
            return RollUp(indicator="major", description="Partial System Outage")


def page_state(catalog: Catalog, now: datetime) -> PageState:
    """Work out what the front page says at `now`."""
    standings = [standing(incident, now) for incident in catalog.incidents]
    found = list(zip(catalog.incidents, standings, strict=True))
    states = _worst_states(catalog, standings, now)
    newest = sorted(
        ((incident, stands) for incident, stands in found if stands.is_open or stands.is_ahead),
        key=lambda pair: (began(pair[0]), pair[0].id),
        reverse=True,
    )
    of_kind = {
        kind: [(incident, stands) for incident, stands in newest if incident.kind is kind] for kind in Kind
    }
    by_impact = sorted(of_kind[Kind.INCIDENT], key=lambda pair: _WORST_FIRST.index(pair[1].impact))
    soonest = of_kind[Kind.MAINTENANCE][::-1]
    return PageState(
        roll_up=roll_up(states.values()),
        worst=max(states.values(), key=lambda state: state.rank, default=_FINE),
        open_incidents=tuple(incident for incident, _ in by_impact),
        notices=tuple(
            sorted((notice for notice, _ in of_kind[Kind.NOTICE]), key=lambda notice: not notice.pinned)
        ),
        under_way=tuple(incident for incident, stands in soonest if stands.is_open),
        ahead=tuple(incident for incident, stands in soonest if stands.is_ahead),
    )
