"""The state of each component, and of the site as a whole."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from statuskit.facts.cases import Case
from statuskit.model import Component, ComponentState, Impact, Kind, Settings

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
    open_incidents: tuple[Case, ...]
    notices: tuple[Case, ...]
    under_way: tuple[Case, ...]
    ahead: tuple[Case, ...]


def current_components(settings: Settings, now: datetime) -> tuple[Component, ...]:
    """Give the components that are not retired, in the order of the settings.

    A component lives through the whole day on which it is retired; one that is yet to come is current.
    """
    return tuple(
        component for component in settings.components if component.until is None or now < component.until.end
    )


def component_states(settings: Settings, seen: Iterable[Case], now: datetime) -> dict[str, ComponentState]:
    """Give the state of each current component, in the order of the settings: the worst of all incidents.

    `seen` are the cases at `now`; those that hold for good hurt nothing.
    """
    states = {component.id: _FINE for component in current_components(settings, now)}
    for case in seen:
        if case.ripe is None:
            for component, state in case.states.items():
                if component in states and state.rank > states[component].rank:
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


def page_state(settings: Settings, seen: Collection[Case], now: datetime) -> PageState:
    """Work out what the front page says at `now`; `seen` are all cases at that moment."""
    states = component_states(settings, seen, now)
    current = [case for case in seen if case.is_open or case.is_ahead]
    current.sort(key=lambda case: (case.began, case.id), reverse=True)
    of_kind = {kind: [case for case in current if case.kind is kind] for kind in Kind}
    soonest = of_kind[Kind.MAINTENANCE][::-1]
    return PageState(
        roll_up=roll_up(states.values()),
        worst=max(states.values(), key=lambda state: state.rank, default=_FINE),
        open_incidents=tuple(
            sorted(of_kind[Kind.INCIDENT], key=lambda case: _WORST_FIRST.index(case.impact))
        ),
        notices=tuple(sorted(of_kind[Kind.NOTICE], key=lambda case: not case.pinned)),
        under_way=tuple(case for case in soonest if case.is_open),
        ahead=tuple(case for case in soonest if case.is_ahead),
    )
