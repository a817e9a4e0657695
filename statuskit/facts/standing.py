"""Where one incident stands at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from statuskit.facts.course import Course, course, heard
from statuskit.facts.timeline import last_word, state_spans
from statuskit.model import ComponentState, Impact, Incident, Kind, Status

FEED_STAYS = timedelta(days=90)
"""For how long after its last word an incident keeps a feed of its own."""

_IMPACTS = {
    ComponentState.OPERATIONAL: Impact.NONE,
    ComponentState.UNDER_MAINTENANCE: Impact.NONE,
    ComponentState.DEGRADED_PERFORMANCE: Impact.MINOR,
    ComponentState.PARTIAL_OUTAGE: Impact.MAJOR,
    ComponentState.MAJOR_OUTAGE: Impact.CRITICAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an incident stands.

    A maintenance `is_ahead` before it begins and `is_open` while it is under way; `overrun` while it runs
    on past its scheduled end. `ended` is None until it ends; `reopened` counts how often a resolution did
    not hold. `states` has every component that the incident names. A withdrawn incident is neither ahead
    nor open, ended when it was withdrawn, hurt nothing and names nothing.
    """

    status: Status
    is_open: bool
    is_ahead: bool
    ended: datetime | None
    reopened: int
    overrun: bool
    impact: Impact
    states: dict[str, ComponentState]


def standing(incident: Incident, now: datetime) -> Standing:
    """Work out where an incident stands at `now`; words that lie after `now` are not heard."""
    went = course(incident, now)
    return Standing(
        status=went.status,
        is_open=_is_open(went),
        is_ahead=_is_ahead(incident, went),
        ended=went.ended,
        reopened=max(len(went.open_times) - 1, 0),
        overrun=went.overrun,
        impact=_impact(incident, now),
        states=_states(incident, now),
    )


def has_own_feed(incident: Incident, now: datetime) -> bool:
    """Tell whether an incident has a feed of its own: until its end, and for 90 days after its last word."""
    went = course(incident, now)
    return _is_open(went) or _is_ahead(incident, went) or now - last_word(incident) < FEED_STAYS


def _is_open(went: Course) -> bool:
    return bool(went.open_times) and went.ended is None


def _is_ahead(incident: Incident, went: Course) -> bool:
    return incident.kind is Kind.MAINTENANCE and not went.open_times and went.ended is None


def _states(incident: Incident, now: datetime) -> dict[str, ComponentState]:
    return {
        component: spans[-1].state if spans and spans[-1].end is None else ComponentState.OPERATIONAL
        for component, spans in state_spans(incident, now).items()
    }


def _impact(incident: Incident, now: datetime) -> Impact:
    """Take the impact from the file, else from the worst state ever given to a component by `now`."""
    if incident.withdrawn:
        return Impact.NONE
    if incident.impact:
        return incident.impact
    given = set(incident.components.values())
    for update in heard(incident, now):
        given.update(update.components.values())
    for window in incident.windows or ():
        if window.start <= now:
            given.update(window.components.values())
    return max((_IMPACTS[state] for state in given), key=list(Impact).index, default=Impact.NONE)
