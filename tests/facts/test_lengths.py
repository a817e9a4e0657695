"""How long an incident lasted, and for how long something was down."""

from hypothesis import given
from hypothesis import strategies as st

from statuskit.facts.cases import case
from statuskit.model import Incident, Kind, Status

from .samples import FINE, MAJOR, PARTIAL, SLOW, at, incident, incidents, minutes, say, window, works

RESOLVED = Status.RESOLVED


def test_duration_runs_from_start_to_resolution() -> None:
    """An incident lasts from its start to its end, and to now while it is open."""
    one = incident(say(0), say(20, RESOLVED), started=-10)
    assert case(one, at(5)).duration == minutes(15)
    assert case(one, at(50)).duration == minutes(30)
    assert case(one, at(-20)).duration == minutes(0)


def test_the_time_before_a_reopening_does_not_count() -> None:
    """Between a resolution and its reopening nothing lasts."""
    one = incident(say(0), say(20, RESOLVED), say(50, Status.MONITORING), say(60, RESOLVED))
    assert case(one, at(100)).duration == minutes(30)


def test_downtime_is_the_union_of_outages() -> None:
    """A time in which two components are down counts once; degraded does not count beside an outage."""
    one = incident(
        say(0, components={"api": MAJOR}),
        say(10, components={"web": PARTIAL}),
        say(20, components={"api": SLOW}),
        say(30, components={"web": SLOW}),
        say(60, RESOLVED),
    )
    assert case(one, at(90)).downtime == minutes(30)
    assert case(one, at(25)).downtime == minutes(25)


def test_without_an_outage_the_degraded_time_counts() -> None:
    """Where no component was ever down, downtime is the time in which some was degraded."""
    one = incident(say(0, components={"api": SLOW}), say(15, RESOLVED))
    assert case(one, at(90)).downtime == minutes(15)


def test_a_component_that_stayed_well_means_no_downtime() -> None:
    """Where components are named and never hurt, nothing was down."""
    assert case(incident(say(0), components={"api": FINE}), at(90)).downtime == minutes(0)


def test_downtime_grows_while_something_is_down() -> None:
    """A resolution that leaves a component degraded does not end the downtime; a word or a worse state in it does."""
    slow = incident(
        say(0, components={"api": SLOW}), say(15, RESOLVED, {"api": SLOW}), say(40, None, {"api": FINE})
    )
    assert [case(slow, at(minute)).downtime_grows for minute in (5, 30, 40, 90)] == [True, True, False, False]
    worse = incident(say(0, components={"api": MAJOR}), say(15, RESOLVED, {"api": SLOW}))
    assert not case(worse, at(30)).downtime_grows


def test_without_components_the_duration_counts() -> None:
    """An incident that names no component was down for as long as it lasted."""
    assert case(incident(say(0), say(20, RESOLVED)), at(90)).downtime == minutes(20)


def test_a_notice_without_components_has_nothing_down() -> None:
    """Neither an announcement nor a maintenance that names no component had any downtime."""
    assert case(incident(say(0), kind=Kind.NOTICE), at(90)).downtime == minutes(0)
    plain = incident(kind=Kind.MAINTENANCE, scheduled=(0, 60))
    assert case(plain, at(90)).downtime == minutes(0)
    assert case(plain, at(90)).duration == minutes(60)


def test_maintenance_is_no_downtime() -> None:
    """A component under maintenance is not down."""
    assert case(works(), at(90)).downtime == minutes(0)


def test_windows_without_components_count_themselves() -> None:
    """Where windows name no component, they are the downtime, whatever the updates say."""
    one = incident(
        say(0, components={"api": MAJOR}),
        windows=(window(0, 5), window(3, 9), window(20, None), window(80, 90)),
    )
    assert case(one, at(30)).downtime == minutes(9 + 10)
    assert case(incident(say(0), windows=()), at(30)).downtime == minutes(0)


def test_windows_with_components_count_by_state() -> None:
    """Where windows name components, only their outages count."""
    one = incident(
        say(0), windows=(window(0, 5, {"api": MAJOR}), window(10, 30, {"api": FINE}), window(40, 50))
    )
    assert case(one, at(90)).downtime == minutes(5)


def test_the_longest_window_is_one_of_the_file() -> None:
    """Without windows it is the downtime; of none it is nothing; one that lasts runs to now."""
    assert case(incident(say(0), say(20, RESOLVED)), at(90)).longest_window == minutes(20)
    assert case(incident(say(0), windows=()), at(90)).longest_window == minutes(0)
    one = incident(say(0), windows=(window(0, 5), window(5, 9), window(20, None)))
    assert case(one, at(22)).longest_window == minutes(5)
    assert case(one, at(60)).longest_window == minutes(40)


def test_what_was_withdrawn_lasted_no_time() -> None:
    """A withdrawn incident has no length of any kind."""
    for one in (
        incident(say(0), withdrawn=9),
        incident(say(0), withdrawn=9, components={"api": MAJOR}, windows=(window(0, 5), window(5, 7))),
    ):
        assert (case(one, at(9)).duration, case(one, at(9)).downtime, case(one, at(9)).longest_window) == (
            minutes(0),
        ) * 3


@given(incidents(until=4000), st.integers(-5000, 5000))
def test_lengths_lie_in_the_past(one: Incident, now: int) -> None:
    """Whatever a file tells, no length is negative, and none is longer than all the time up to now or its stated end."""
    found = case(one, at(now))
    longest = max(at(now), one.resolved or at(now)) - at(-5000)
    for length in (found.duration, found.downtime, found.longest_window):
        assert minutes(0) <= length <= longest


@given(incidents(until=4000), st.integers(-5000, 5000), st.integers(0, 5))
def test_downtime_grows_as_long_as_it_says_so(one: Incident, now: int, later: int) -> None:
    """Until the next moment of the incident, downtime grows by the time that passes, or not at all."""
    before = case(one, at(now))
    moments = (*before.steps.said, *before.steps.clock)
    if not any(at(now) < moment <= at(now + later) for moment in moments):
        grown = case(one, at(now + later)).downtime - before.downtime
        assert grown == minutes(later if before.downtime_grows else 0)
