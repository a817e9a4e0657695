"""The case of an incident: all that follows from it at one moment, worked out once and kept for as long as it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from statuskit.facts.course import Course, began, course
from statuskit.facts.entries import (
    AccountEntry,
    ActionEntry,
    CorrectionEntry,
    account,
    actions,
    corrections,
)
from statuskit.facts.lengths import lengths
from statuskit.facts.promises import Promise, update_promises
from statuskit.facts.response import first_word, longest_silence
from statuskit.facts.steps import FEED_STAYS, NO_STEPS, Steps, steps
from statuskit.facts.timeline import StateSpan, last_word, named_by, state_spans
from statuskit.model import ComponentState, Impact, Incident, Kind, Status

_FINE = ComponentState.OPERATIONAL
_IMPACTS = {
    ComponentState.OPERATIONAL: Impact.NONE,
    ComponentState.UNDER_MAINTENANCE: Impact.NONE,
    ComponentState.DEGRADED_PERFORMANCE: Impact.MINOR,
    ComponentState.PARTIAL_OUTAGE: Impact.MAJOR,
    ComponentState.MAJOR_OUTAGE: Impact.CRITICAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Where one incident stands at a moment, and what it adds to the facts of the site.

    A maintenance `is_ahead` before it begins and `is_open` while it is under way; `overrun` while it runs
    on past its scheduled end. `was_open` holds from its beginning on, also when it is over. `ended` is None
    until it ends; `reopened` counts how often a resolution did not hold. A withdrawn incident is neither
    ahead nor open and never was; it ended when it was withdrawn, hurt nothing and promised nothing.

    `spans` are the times of each component that it names by now (`timeline.state_spans`), `named` are all
    that it ever names. Of its promises of a next word, `kept` counts those that were kept; `unkept` are
    broken or still open, oldest first. For the lengths see `lengths`, for first word and silence `response`.

    `since` is the last of the incident's own moments by now: from then on the case is the same until the next
    one. It is None while anything lasts, and may grow. All moments are `steps`; there are none once none is ahead
    and nothing lasts.
    """

    id: str
    kind: Kind
    pinned: bool
    withdrawn: bool
    began: datetime
    last_word: datetime
    status: Status
    is_open: bool
    is_ahead: bool
    was_open: bool
    ended: datetime | None
    reopened: int
    overrun: bool
    impact: Impact
    spans: Mapping[str, tuple[StateSpan, ...]]
    named: tuple[str, ...]
    duration: timedelta
    downtime: timedelta
    downtime_grows: bool
    longest_window: timedelta
    first_word: timedelta | None
    longest_silence: timedelta | None
    kept: int
    unkept: tuple[Promise, ...]
    account: AccountEntry | None
    actions: tuple[ActionEntry, ...]
    corrections: tuple[CorrectionEntry, ...]
    has_own_feed: bool
    steps: Steps
    since: datetime | None

    @property
    def ripe(self) -> datetime | None:
        """The moment since which the case is the same for ever; None while one of its moments is ahead, or anything lasts."""
        return None if self.steps.all else self.since

    @property
    def states(self) -> dict[str, ComponentState]:
        """The state of each component that the incident names, by this incident alone."""
        return {
            component: spans[-1].state if spans and spans[-1].end is None else _FINE
            for component, spans in self.spans.items()
        }

    @property
    def edges(self) -> tuple[datetime, ...]:
        """When a maintenance began and ended, as far as it has."""
        if self.kind is not Kind.MAINTENANCE or not self.was_open:
            return ()
        return (self.began, self.ended) if self.ended else (self.began,)

    def holds(self, now: datetime) -> bool:
        """Tell whether the case would be worked out the same at `now`, for being ripe."""
        return self.ripe is not None and self.ripe <= now


def cases(
    incidents: Iterable[Incident], now: datetime, kept: Mapping[str, Case] | None = None
) -> dict[str, Case]:
    """Give the case of each incident at `now` by id, in the order given; `kept` ones are taken where they hold."""
    known = kept or {}
    return {
        each.id: found if (found := known.get(each.id)) and found.holds(now) else case(each, now)
        for each in incidents
    }


def case(incident: Incident, now: datetime) -> Case:
    """Work out all that follows from an incident at `now`; words that lie after `now` are not heard.

    What may not be shown yet changes nothing: the case is that of the incident's public part (`public`).
    """
    went = course(incident, now)
    spans = state_spans(incident, went)
    measured = lengths(incident, went, spans)
    promises = update_promises(incident, went)
    spoken = last_word(incident)
    moments = steps(incident)
    lasts = _lasts(incident, went, spans, promises)
    since = None if lasts else max((each for each in moments.all if each <= now), default=None)
    is_ripe = since is not None and all(each <= now for each in moments.all)
    return Case(
        id=incident.id,
        kind=incident.kind,
        pinned=incident.pinned,
        withdrawn=incident.withdrawn is not None,
        began=began(incident),
        last_word=spoken,
        status=went.status,
        is_open=went.is_open,
        is_ahead=went.is_ahead,
        was_open=bool(went.open_times),
        ended=went.ended,
        reopened=max(len(went.open_times) - 1, 0),
        overrun=went.overrun,
        impact=_impact(incident, went),
        spans=spans,
        named=tuple(dict.fromkeys(named_by(incident, incident.updates))),
        duration=measured.duration,
        downtime=measured.downtime,
        downtime_grows=measured.downtime_grows,
        longest_window=measured.longest_window,
        first_word=first_word(incident, went),
        longest_silence=longest_silence(incident, went),
        kept=sum(promise.kept is True for promise in promises),
        unkept=tuple(promise for promise in promises if promise.kept is not True),
        account=account(incident, now),
        actions=tuple(actions(incident, now)),
        corrections=tuple(corrections(incident, went)),
        has_own_feed=went.is_open or went.is_ahead or now - spoken < FEED_STAYS,
        steps=NO_STEPS if is_ripe else moments,
        since=since,
    )


def last_spoken(seen: Iterable[Case], now: datetime) -> datetime | None:
    """Say when we last spoke by `now` in any of the cases; a maintenance ahead without a word is no word yet."""
    return max((each.last_word for each in seen if each.last_word <= now), default=None)


def _lasts(
    incident: Incident,
    went: Course,
    spans: Mapping[str, tuple[StateSpan, ...]],
    promises: Iterable[Promise],
) -> bool:
    """Tell whether anything is still going on: it is open or ahead, something is down, a promise has no answer."""
    return (
        went.is_open
        or went.is_ahead
        or any(window.end is None or window.end > went.now for window in incident.windows or ())
        or any(span.end is None for found in spans.values() for span in found)
        or any(promise.answered is None for promise in promises)
    )


def _impact(incident: Incident, went: Course) -> Impact:
    """Take the impact from the file, else from the worst state ever given to a component by now."""
    if incident.withdrawn:
        return Impact.NONE
    if incident.impact:
        return incident.impact
    given = set(incident.components.values())
    for update in went.words:
        given.update(update.components.values())
    for window in incident.windows or ():
        if window.start <= went.now:
            given.update(window.components.values())
    return max((_IMPACTS[state] for state in given), key=list(Impact).index, default=Impact.NONE)
