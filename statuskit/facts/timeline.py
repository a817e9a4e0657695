"""What an incident's file tells along the line of time: which component was how, and what was said when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from statuskit.facts.course import Course, began
from statuskit.facts.public import published_postmortem
from statuskit.facts.spans import EARLIEST, LATEST, Span, clip, merge, subtract
from statuskit.model import ComponentState, Incident, Kind, States, Status, TimelineEntry, Update, Window

_FINE = ComponentState.OPERATIONAL


class StateSpan(NamedTuple):
    """A time that a component spent in a state other than operational; `end` is None while it lasts."""

    start: datetime
    end: datetime | None
    state: ComponentState


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLine:
    """One line of the merged timeline: a public word, or what happened behind it; never both."""

    at: datetime
    update: Update | None
    entry: TimelineEntry | None


def last_word(incident: Incident) -> datetime:
    """Say when we last spoke: an update, a withdrawal, a published postmortem or its correction.

    Where nothing was said, which only a maintenance may, it is the moment it is scheduled for.
    """
    words = [update.at for update in incident.updates[-1:]]
    if incident.withdrawn:
        words.append(incident.withdrawn.at)
    if postmortem := published_postmortem(incident):
        words += [correction.at for correction in postmortem.corrections]
        words += [postmortem.published] if postmortem.published else []
    return max(words) if words else began(incident)


def merged_timeline(incident: Incident) -> tuple[TimelineLine, ...]:
    """Put the updates and the public postmortem's timeline into one order of time.

    At equal times what happened stands before what was said of it.
    """
    postmortem = published_postmortem(incident)
    entries = postmortem.timeline if postmortem else ()
    lines = [TimelineLine(at=entry.at, update=None, entry=entry) for entry in entries]
    lines += [TimelineLine(at=update.at, update=update, entry=None) for update in incident.updates]
    return tuple(sorted(lines, key=attrgetter("at")))


def state_spans(incident: Incident, went: Course) -> dict[str, tuple[StateSpan, ...]]:
    """Give for each component named by now its times in a state other than operational.

    They are in order and do not overlap; within overlapping windows the worst state counts. Times that
    begin after now are left out. A withdrawn incident names nothing. Where the format is silent:

    - a word said between a stated `resolved` and the update that resolves holds until that update;
    - a reopening never makes a component better than it stood: of its states before the resolution and
      just before the reopening the worse one holds, unless the reopening says another;
    - windows of a maintenance count only while it is under way.
    """
    if incident.withdrawn:
        return {}
    words = went.words
    spans: dict[str, tuple[StateSpan, ...]] = dict.fromkeys(named_by(incident, words), ())
    if not spans:
        return spans
    if incident.windows is not None:
        return spans | _window_spans(incident.windows, _bounds(incident, went), went.now)
    if not went.open_times:
        return spans
    if incident.kind is Kind.MAINTENANCE:
        return spans | _trace(_maintenance_steps(incident, words, went))
    return spans | _trace(_incident_steps(incident, words, went))


def named_by(incident: Incident, words: Iterable[Update]) -> Iterator[str]:
    """Yield the components that an incident names: as its file does, or its windows, or these words."""
    yield from incident.components
    for update in words:
        yield from update.components
    for window in incident.windows or ():
        yield from window.components


def _bounds(incident: Incident, went: Course) -> Span:
    """Say between which moments an incident's windows count."""
    if incident.kind is not Kind.MAINTENANCE:
        return Span(start=EARLIEST, end=LATEST)
    if not went.open_times:
        return Span(start=LATEST, end=LATEST)
    return Span(start=went.open_times[0].start, end=went.ended or LATEST)


def _window_spans(windows: Iterable[Window], bounds: Span, now: datetime) -> dict[str, tuple[StateSpan, ...]]:
    hurt: dict[str, dict[ComponentState, list[Span]]] = {}
    for window in windows:
        span = Span(start=window.start, end=window.end or LATEST)
        for component, state in window.components.items():
            hurt.setdefault(component, {}).setdefault(state, []).append(span)
    return {component: _worst_counts(by_state, bounds, now) for component, by_state in hurt.items()}


def _worst_counts(
    by_state: dict[ComponentState, list[Span]], bounds: Span, now: datetime
) -> tuple[StateSpan, ...]:
    """Lay one component's states over each other: where several hold, only the worst is left."""
    found: list[StateSpan] = []
    covered: tuple[Span, ...] = ()
    for state in sorted(by_state.keys() - {_FINE}, key=attrgetter("rank"), reverse=True):
        found += (
            StateSpan(start=span.start, end=span.end if span.end <= now else None, state=state)
            for span in subtract(clip(by_state[state], bounds), covered)
            if span.start <= now
        )
        covered = merge((*covered, *by_state[state]))
    return tuple(sorted(found, key=attrgetter("start")))


def _maintenance_steps(
    incident: Incident, words: Iterable[Update], went: Course
) -> Iterator[tuple[datetime, States]]:
    """Yield the states said, from the start of the window on; at its end all are operational."""
    start, end = went.open_times[0].start, went.ended
    yield start, incident.components
    named = dict(incident.components)
    for update in words:
        if end is None or update.at < end:
            yield max(update.at, start), update.components
            named.update(update.components)
    if end:
        yield end, dict.fromkeys(named, _FINE)


def _incident_steps(
    incident: Incident, words: tuple[Update, ...], went: Course
) -> Iterator[tuple[datetime, States]]:
    """Yield the states that change at each moment, of an incident or a notice; moments never go back."""
    start = began(incident)
    yield start, incident.components
    stands, before = dict(incident.components), dict(incident.components)
    resolved = False
    early = _early_end(words, went)
    for update in words:
        if early and early[0] < update.at:
            mended = dict.fromkeys(stands.keys() - early[1], _FINE)
            yield early[0], mended
            stands.update(mended)
            early = None
        changes = update.components
        if update.says_status:
            if update.status is Status.RESOLVED:
                before = before if resolved else dict(stands)
                changes = {**dict.fromkeys(stands, _FINE), **changes}
            elif resolved:
                changes = {**{name: _worse(before.get(name), stands[name]) for name in stands}, **changes}
            resolved = update.status is Status.RESOLVED
        yield max(update.at, start), changes
        stands.update(changes)


def _early_end(words: Iterable[Update], went: Course) -> tuple[datetime, set[str]] | None:
    """Give the stated end, where it lies before the word of it, and which components it does not mend.

    Those are the ones of which the resolving update says another state: they wait for that update.
    """
    said = [update for update in words if update.says_status and update.status is Status.RESOLVED]
    if not said or not went.ended or said[-1].at <= went.ended:
        return None
    return went.ended, {name for name, state in said[-1].components.items() if state is not _FINE}


def _worse(before: ComponentState | None, state: ComponentState) -> ComponentState:
    return before if before and before.rank > state.rank else state


def _trace(steps: Iterable[tuple[datetime, States]]) -> dict[str, tuple[StateSpan, ...]]:
    """Turn changes of state into times; the moments of the steps never go back."""
    spans: dict[str, list[StateSpan]] = {}
    since: dict[str, tuple[datetime, ComponentState]] = {}
    for at, changes in steps:
        for component, state in changes.items():
            start, stood = since.get(component, (at, _FINE))
            if stood is state:
                continue
            found = spans.setdefault(component, [])
            if stood is not _FINE and start < at:
                found.append(StateSpan(start=start, end=at, state=stood))
            # A state that was left and taken up again in the same moment went on.
            goes_on = found and found[-1].end == at and found[-1].state is state
            since[component] = (found.pop().start if goes_on else at, state)
    for component, (start, state) in since.items():
        if state is not _FINE:
            spans[component].append(StateSpan(start=start, end=None, state=state))
    return {component: tuple(found) for component, found in spans.items()}
