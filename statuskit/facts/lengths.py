"""How long an incident lasted, and for how long of that something was down."""

from datetime import datetime, timedelta

from statuskit.facts.course import course
from statuskit.facts.spans import Span, merge, total
from statuskit.facts.timeline import StateSpan, state_spans
from statuskit.model import ComponentState, Incident, Kind

OUTAGES = frozenset({ComponentState.PARTIAL_OUTAGE, ComponentState.MAJOR_OUTAGE})
"""The states in which a component counts as down."""


def duration(incident: Incident, now: datetime) -> timedelta:
    """Add up the times in which an incident was open, to `now` while it is.

    The time between a resolution and its reopening does not count.
    """
    return total(_open_spans(incident, now))


def downtime(incident: Incident, now: datetime) -> timedelta:
    """Add up `outage_spans`."""
    return total(outage_spans(incident, now))


def downtime_grows(incident: Incident, now: datetime) -> bool:
    """Tell whether the downtime is still growing: something may stay down after an incident was resolved."""
    return downtime(incident, now + timedelta.resolution) > downtime(incident, now)


def longest_window(incident: Incident, now: datetime) -> timedelta:
    """Give the length of the longest window, to `now` while it lasts; without windows, the downtime."""
    if incident.windows is None:
        return downtime(incident, now)
    return max((span.end - span.start for span in _window_spans(incident, now)), default=timedelta())


def outage_spans(incident: Incident, now: datetime) -> tuple[Span, ...]:
    """Give the times, up to `now`, in which some component was down; in order, without overlaps.

    Down is `partial_outage` or `major_outage`; where none ever was, the times in which some was degraded.
    Where no component is named, the windows, or else the time in which the incident was open. That last
    holds for incidents alone: a notice or a maintenance that names no component had nothing down.
    """
    by_component = state_spans(incident, now)
    if incident.windows is not None and not any(window.components for window in incident.windows):
        return merge(_window_spans(incident, now))
    if by_component:
        spans = [span for found in by_component.values() for span in found]
        down = [span for span in spans if span.state in OUTAGES]
        slow = [span for span in spans if span.state is ComponentState.DEGRADED_PERFORMANCE]
        return merge(_up_to(span, now) for span in down or slow)
    return _open_spans(incident, now) if incident.kind is Kind.INCIDENT else ()


def _up_to(span: StateSpan, now: datetime) -> Span:
    return Span(start=span.start, end=span.end or now)


def _open_spans(incident: Incident, now: datetime) -> tuple[Span, ...]:
    return merge(Span(start=time.start, end=time.end or now) for time in course(incident, now).open_times)


def _window_spans(incident: Incident, now: datetime) -> tuple[Span, ...]:
    """Give the windows as they stand in the file, cut at `now`; those of a withdrawn incident never were."""
    if incident.withdrawn:
        return ()
    return tuple(
        Span(start=window.start, end=min(window.end or now, now))
        for window in incident.windows or ()
        if window.start <= now
    )
