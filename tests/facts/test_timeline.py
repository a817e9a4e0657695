"""Which component was in which state when, and the order of what was said."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from statuskit.facts.cases import case, cases, last_spoken
from statuskit.facts.timeline import StateSpan, last_word, merged_timeline
from statuskit.model import (
    ComponentState,
    Correction,
    Incident,
    Kind,
    Postmortem,
    PostmortemState,
    Status,
    TimelineEntry,
    TimelineEvent,
)

from .samples import FINE, MAJOR, PARTIAL, SLOW, WORKS, at, incident, incidents, say, window, works

RESOLVED, MONITORING = Status.RESOLVED, Status.MONITORING


def _spans(one: Incident, now: float, name: str = "api") -> list[tuple[float, float | None, ComponentState]]:
    def minute(moment: datetime) -> float:
        return (moment - at(0)) / timedelta(minutes=1)

    return [
        (minute(span.start), None if span.end is None else minute(span.end), span.state)
        for span in case(one, at(now)).spans[name]
    ]


def test_a_component_is_in_the_state_last_said() -> None:
    """The file's states hold from the start, an update's from its word, until all is resolved."""
    one = incident(
        say(0), say(10, components={"api": SLOW}), say(20, RESOLVED), started=-5, components={"api": MAJOR}
    )
    assert _spans(one, 30) == [(-5, 10, MAJOR), (10, 20, SLOW)]
    assert _spans(one, 15) == [(-5, 10, MAJOR), (10, None, SLOW)]
    assert _spans(one, 0) == [(-5, None, MAJOR)]


def test_a_fault_that_begins_now_is_there() -> None:
    """At the very moment it begins a fault lasts; before that there is none."""
    one = incident(say(0), components={"api": MAJOR})
    assert _spans(one, 0) == [(0, None, MAJOR)]
    assert _spans(one, -1) == []


def test_a_component_that_is_only_named_has_no_times() -> None:
    """`operational` names a component without hurting it."""
    assert case(incident(say(0, components={"web": FINE}), components={"api": FINE}), at(5)).spans == {
        "api": (),
        "web": (),
    }
    assert case(incident(say(0)), at(5)).spans == {}


def test_words_of_later_are_not_heard() -> None:
    """A state said after `now` is not known at `now`."""
    one = incident(say(0, components={"api": MAJOR}), say(10, components={"web": MAJOR}))
    assert set(case(one, at(5)).spans) == {"api"}


def test_equal_states_in_a_row_are_one_time() -> None:
    """Saying a state again, or leaving it for no time at all, does not cut it."""
    one = incident(
        say(0),
        say(5, components={"api": MAJOR}),
        say(10, components={"api": SLOW}),
        say(10, components={"api": MAJOR}),
        components={"api": MAJOR},
    )
    assert _spans(one, 20) == [(0, None, MAJOR)]


def test_a_resolution_may_leave_a_component_hurt() -> None:
    """What the resolving update says otherwise holds, and counts, until a later update changes it."""
    one = incident(
        say(0), say(10, RESOLVED, {"api": SLOW}), say(30, components={"api": FINE}), components={"api": MAJOR}
    )
    assert _spans(one, 20) == [(0, 10, MAJOR), (10, None, SLOW)]
    assert _spans(one, 40) == [(0, 10, MAJOR), (10, 30, SLOW)]


def test_a_stated_end_mends_all_but_what_the_resolution_says() -> None:
    """From a stated end on all is well, save what the resolving update says, which waits for that update."""
    one = incident(
        say(0),
        say(30, RESOLVED, {"web": SLOW, "api": FINE}),
        components={"api": MAJOR, "web": PARTIAL},
        resolved=20,
    )
    assert _spans(one, 40) == [(0, 20, MAJOR)]
    assert _spans(one, 40, "web") == [(0, 30, PARTIAL), (30, None, SLOW)]
    assert _spans(one, 25) == [(0, None, MAJOR)]


def test_a_word_after_the_stated_end_holds_until_the_resolution() -> None:
    """What customers were told is not taken back by a stated end from before it."""
    one = incident(
        say(0),
        say(10),
        say(25, components={"api": SLOW}),
        say(30, RESOLVED),
        components={"api": MAJOR},
        resolved=20,
    )
    assert _spans(one, 40) == [(0, 20, MAJOR), (25, 30, SLOW)]


def test_a_note_after_the_resolution_changes_states_alone() -> None:
    """A stated end does its work once; notes that follow hold from their word."""
    one = incident(
        say(0),
        say(30, RESOLVED),
        say(30, components={"api": SLOW}),
        say(50),
        components={"api": MAJOR},
        resolved=20,
    )
    assert _spans(one, 60) == [(0, 20, MAJOR), (30, None, SLOW)]


def test_reopening_brings_back_the_states_from_before() -> None:
    """After a resolution that did not hold, each component is as it was, unless the word says others."""
    one = incident(
        say(0),
        say(10, RESOLVED),
        say(30, MONITORING, {"web": SLOW}),
        components={"api": MAJOR, "web": PARTIAL},
    )
    assert _spans(one, 40) == [(0, 10, MAJOR), (30, None, MAJOR)]
    assert _spans(one, 40, "web") == [(0, 10, PARTIAL), (30, None, SLOW)]


def test_reopening_after_two_resolutions_remembers_the_first() -> None:
    """`resolved` said again does not make us forget what was hurt."""
    one = incident(
        say(0), say(10, RESOLVED), say(20, RESOLVED), say(30, MONITORING), components={"api": MAJOR}
    )
    assert _spans(one, 40) == [(0, 10, MAJOR), (30, None, MAJOR)]


def test_reopening_heals_nothing() -> None:
    """A component that got worse after the resolution stays so, also one that was not named before."""
    one = incident(
        say(0),
        say(10, RESOLVED, {"web": SLOW}),
        say(20, components={"api": MAJOR}),
        say(30, MONITORING),
        components={"api": SLOW},
    )
    assert _spans(one, 40) == [(0, 10, SLOW), (20, None, MAJOR)]
    assert _spans(one, 40, "web") == [(10, None, SLOW)]


def test_nothing_counts_before_the_start() -> None:
    """A word from before the stated start hurts from the start on."""
    one = incident(say(0, components={"api": MAJOR}), say(9, RESOLVED), started=5, components={"api": SLOW})
    assert _spans(one, 20) == [(5, 9, MAJOR)]


def test_windows_are_the_whole_record() -> None:
    """Inside a window its states hold, outside all is well, and states in updates are words only."""
    one = incident(
        say(0, components={"web": MAJOR}),
        components={"api": MAJOR},
        windows=(window(0, 5, {"api": MAJOR}), window(20, None, {"api": SLOW})),
    )
    assert _spans(one, 30) == [(0, 5, MAJOR), (20, None, SLOW)]
    assert _spans(one, 10) == [(0, 5, MAJOR)]
    assert _spans(one, 3) == [(0, None, MAJOR)]
    assert _spans(one, 30, "web") == []


def test_no_windows_mean_a_false_alarm() -> None:
    """`windows: []` says that nothing was ever down."""
    assert _spans(incident(say(0), components={"api": MAJOR}, windows=()), 30) == []


def test_of_overlapping_windows_the_worst_counts() -> None:
    """Where windows overlap, the worst state is left at each moment."""
    one = incident(
        say(0),
        windows=(
            window(0, 30, {"api": SLOW, "web": FINE}),
            window(10, 20, {"api": MAJOR}),
            window(5, 12, {"api": PARTIAL}),
            window(15, 25, {"api": MAJOR}),
        ),
    )
    assert _spans(one, 60) == [(0, 5, SLOW), (5, 10, PARTIAL), (10, 25, MAJOR), (25, 30, SLOW)]
    assert _spans(one, 60, "web") == []


def test_a_maintenance_holds_its_states_from_start_to_end() -> None:
    """Neither an announcement before the window nor anything after it touches a component."""
    one = works(say(-100, components={"web": SLOW}), say(30, components={"api": PARTIAL}), say(80))
    assert _spans(one, -1) == []
    assert _spans(one, 10) == [(0, None, WORKS)]
    assert _spans(one, 90) == [(0, 30, WORKS), (30, 60, PARTIAL)]
    assert _spans(one, 90, "web") == [(0, 60, SLOW)]


def test_a_state_said_after_a_maintenance_is_a_word_only() -> None:
    """A component named after the end is named, and unhurt."""
    assert _spans(works(say(70, components={"web": MAJOR})), 90, "web") == []


def test_windows_of_a_maintenance_count_while_it_is_under_way() -> None:
    """A window that sticks out of a maintenance is cut, and before its beginning there is none."""
    one = incident(
        kind=Kind.MAINTENANCE, scheduled=(0, 60), windows=(window(-10, 10, {"api": SLOW}), window(50, 70))
    )
    assert _spans(one, -5) == []
    assert _spans(one, 5) == [(0, None, SLOW)]
    assert _spans(one, 90) == [(0, 10, SLOW)]


def test_what_was_withdrawn_hurt_nothing() -> None:
    """A withdrawn incident names no component."""
    assert case(incident(say(0), components={"api": MAJOR}, withdrawn=3), at(5)).spans == {}


@given(incidents(until=4000), st.integers(-5000, 5000))
def test_times_are_in_order_and_apart(one: Incident, now: int) -> None:
    """Whatever a file tells, a component's times follow each other, none is fine, and only the last lasts."""
    for spans in case(one, at(now)).spans.values():
        assert all(span.state is not FINE for span in spans)
        assert all(span.start <= at(now) for span in spans)
        assert all(span.end is not None and span.start < span.end <= at(now) for span in spans[:-1])
        for earlier, later in pairwise(spans):
            assert earlier.end is not None
            assert earlier.end <= later.start
            assert earlier.end < later.start or earlier.state is not later.state
        assert all(span.end is None or span.start < span.end <= at(now) for span in spans[-1:])


def test_the_last_word_may_be_a_withdrawal_or_a_story() -> None:
    """The newest of updates, withdrawal, publication and corrections counts; a draft's do not."""
    story = Postmortem(
        state=PostmortemState.FINAL, published=at(50), corrections=(Correction(at=at(70), what="A slip."),)
    )
    draft = Postmortem(state=PostmortemState.DRAFT, published=at(50))
    unpublished = Postmortem(state=PostmortemState.FINAL)
    assert last_word(incident(say(0), say(9))) == at(9)
    assert last_word(incident(say(0), withdrawn=12)) == at(12)
    assert last_word(incident(say(0), postmortem=story)) == at(70)
    assert last_word(incident(say(0), postmortem=draft)) == at(0)
    assert last_word(incident(say(0), postmortem=unpublished)) == at(0)
    assert last_word(works(start=5)) == at(5)


def test_a_plan_was_not_spoken_yet() -> None:
    """A maintenance ahead of which nothing was said is not counted before its time."""
    planned, both = [works(start=5)], [works(start=5), incident(say(0))]
    assert last_spoken(cases(planned, at(4)).values(), at(4)) is None
    assert last_spoken(cases(both, at(4)).values(), at(4)) == at(0)
    assert last_spoken(cases(both, at(6)).values(), at(6)) == at(5)


def test_the_merged_timeline_puts_events_before_their_words() -> None:
    """Updates and entries stand in one order of time; at equal times the entry comes first."""
    events = tuple(
        TimelineEntry(at=at(minute), event=TimelineEvent.LEARN, what="Found it.") for minute in (20, 10)
    )
    story = Postmortem(state=PostmortemState.FINAL, published=at(50), timeline=events)
    lines = merged_timeline(incident(say(0), say(10), say(15), postmortem=story))
    assert [line.at for line in lines] == [at(0), at(10), at(10), at(15), at(20)]
    assert [line.entry is not None for line in lines] == [False, True, False, False, True]
    assert [line.update is None for line in lines] == [False, True, False, False, True]


def test_a_drafts_timeline_stays_out() -> None:
    """What a draft tells is in no timeline, and without a postmortem only words are there."""
    events = (TimelineEntry(at=at(5), event=TimelineEvent.LEARN, what="Found it."),)
    draft = Postmortem(state=PostmortemState.DRAFT, timeline=events)
    assert len(merged_timeline(incident(say(0), postmortem=draft))) == 1
    assert len(merged_timeline(incident(say(0)))) == 1


def test_state_spans_are_records() -> None:
    """The times are given as records of start, end and state."""
    one = incident(say(0), components={"api": MAJOR})
    assert case(one, at(5)).spans["api"] == (StateSpan(start=at(0), end=None, state=MAJOR),)
