"""How long an incident lasted, and for how long of that something was down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from statuskit.facts.course import Course
from statuskit.facts.spans import Span, total
from statuskit.facts.timeline import StateSpan
from statuskit.model import ComponentState, Incident, Kind

OUTAGES = frozenset({ComponentState.PARTIAL_OUTAGE, ComponentState.MAJOR_OUTAGE})
"""The states in which a component counts as down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """The lengths of an incident, each to now while it grows.

    `duration` adds up the times in which it was open: that between a resolution and its reopening does not
    count. `downtime` adds up the times in which some component was down, and grows while one lasts: something
    may stay down after an incident was resolved. `longest_window` is that of the longest window; without
    windows it is the downtime.
    """

    duration: timedelta
    downtime: timedelta
    downtime_grows: bool
    longest_window: timedelta


def lengths(incident: Incident, went: Course, spans: Mapping[str, tuple[StateSpan, ...]]) -> Lengths:
    """Measure an incident; `spans` are the times of its components (`timeline.state_spans`)."""
    times = _down(incident, went, spans)
    downtime = total(_up_to(times, went.now))
    if incident.windows is None:
        longest = downtime
    else:
        windows = _up_to(_windows(incident, went), went.now)
        longest = max((span.end - span.start for span in windows), default=timedelta())
    return Lengths(
        duration=total(_up_to(_open(went), went.now)),
        downtime=downtime,
        downtime_grows=any(end is None for _, end in times),
        longest_window=longest,
    )


_Time = tuple[datetime, datetime | None]
"""From when to when; None while it lasts."""


def _down(incident: Incident, went: Course, by_component: Mapping[str, tuple[StateSpan, ...]]) -> list[_Time]:
    """Give the times in which some component was down.

    Down is `partial_outage` or `major_outage`; where none ever was, the times in which some was degraded.
    Where no component is named, the windows, or else the time in which the incident was open. That last
    holds for incidents alone: a notice or a maintenance that names no component had nothing down.
    """
    if incident.windows is not None and not any(window.components for window in incident.windows):
        return _windows(incident, went)
    if by_component:
        spans = [span for found in by_component.values() for span in found]
        down = [span for span in spans if span.state in OUTAGES]
        slow = [span for span in spans if span.state is ComponentState.DEGRADED_PERFORMANCE]
        return [(span.start, span.end) for span in down or slow]
    return _open(went) if incident.kind is Kind.INCIDENT else []


def _open(went: Course) -> list[_Time]:
    return [(time.start, time.end) for time in went.open_times]


def _windows(incident: Incident, went: Course) -> list[_Time]:
    """Give the windows as they stand in the file, as far as seen now; those of a withdrawn incident never were."""
    if incident.withdrawn:
        return []
    return [
        (window.start, window.end if window.end and window.end <= went.now else None)
        for window in incident.windows or ()
        if window.start <= went.now
    ]


def _up_to(times: list[_Time], now: datetime) -> list[Span]:
    return [Span(start=start, end=end or now) for start, end in times]
