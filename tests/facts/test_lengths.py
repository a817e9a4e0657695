"""How long an incident lasted, and for how long something was down."""

from hypothesis import given
from hypothesis import strategies as st

from statuskit.facts.lengths import downtime, downtime_grows, duration, longest_window, outage_spans
from statuskit.facts.spans import total
from statuskit.model import Incident, Kind, Status

from .samples import FINE, MAJOR, PARTIAL, SLOW, at, incident, incidents, minutes, say, span, window, works

RESOLVED = Status.RESOLVED


def test_duration_runs_from_start_to_resolution() -> None:
    """An incident lasts from its start to its end, and to now while it is open."""
    one = incident(say(0), say(20, RESOLVED), started=-10)
    assert duration(one, at(5)) == minutes(15)
    assert duration(one, at(50)) == minutes(30)
    assert duration(one, at(-20)) == minutes(0)


def test_the_time_before_a_reopening_does_not_count() -> None:
    """Between a resolution and its reopening nothing lasts."""
    one = incident(say(0), say(20, RESOLVED), say(50, Status.MONITORING), say(60, RESOLVED))
    assert duration(one, at(100)) == minutes(30)


def test_downtime_is_the_union_of_outages() -> None:
    """A time in which two components are down counts once; degraded does not count beside an outage."""
    one = incident(
        say(0, components={"api": MAJOR}),
        say(10, components={"web": PARTIAL}),
        say(20, components={"api": SLOW}),
        say(30, components={"web": SLOW}),
        say(60, RESOLVED),
    )
    assert outage_spans(one, at(90)) == (span(0, 30),)
    assert downtime(one, at(25)) == minutes(25)


def test_without_an_outage_the_degraded_time_counts() -> None:
    """Where no component was ever down, downtime is the time in which some was degraded."""
    one = incident(say(0, components={"api": SLOW}), say(15, RESOLVED))
    assert downtime(one, at(90)) == minutes(15)


def test_a_component_that_stayed_well_means_no_downtime() -> None:
    """Where components are named and never hurt, nothing was down."""
    assert downtime(incident(say(0), components={"api": FINE}), at(90)) == minutes(0)


def test_downtime_grows_while_something_is_down() -> None:
    """A resolution that leaves a component degraded does not end the downtime; a word or a worse state in it does."""
    slow = incident(
        say(0, components={"api": SLOW}), say(15, RESOLVED, {"api": SLOW}), say(40, None, {"api": FINE})
    )
    assert [downtime_grows(slow, at(minute)) for minute in (5, 30, 40, 90)] == [True, True, False, False]
    worse = incident(say(0, components={"api": MAJOR}), say(15, RESOLVED, {"api": SLOW}))
    assert not downtime_grows(worse, at(30))


def test_without_components_the_duration_counts() -> None:
    """An incident that names no component was down for as long as it lasted."""
    assert downtime(incident(say(0), say(20, RESOLVED)), at(90)) == minutes(20)


def test_a_notice_without_components_has_nothing_down() -> None:
    """Neither an announcement nor a maintenance that names no component had any downtime."""
    assert downtime(incident(say(0), kind=Kind.NOTICE), at(90)) == minutes(0)
    plain = incident(kind=Kind.MAINTENANCE, scheduled=(0, 60))
    assert downtime(plain, at(90)) == minutes(0)
    assert duration(plain, at(90)) == minutes(60)


def test_maintenance_is_no_downtime() -> None:
    """A component under maintenance is not down."""
    assert downtime(works(), at(90)) == minutes(0)


def test_windows_without_components_count_themselves() -> None:
    """Where windows name no component, they are the downtime, whatever the updates say."""
    one = incident(
        say(0, components={"api": MAJOR}),
        windows=(window(0, 5), window(3, 9), window(20, None), window(80, 90)),
    )
    assert outage_spans(one, at(30)) == (span(0, 9), span(20, 30))
    assert downtime(incident(say(0), windows=()), at(30)) == minutes(0)


def test_windows_with_components_count_by_state() -> None:
    """Where windows name components, only their outages count."""
    one = incident(
        say(0), windows=(window(0, 5, {"api": MAJOR}), window(10, 30, {"api": FINE}), window(40, 50))
    )
    assert outage_spans(one, at(90)) == (span(0, 5),)


def test_the_longest_window_is_one_of_the_file() -> None:
    """Without windows it is the downtime; of none it is nothing; one that lasts runs to now."""
    assert longest_window(incident(say(0), say(20, RESOLVED)), at(90)) == minutes(20)
    assert longest_window(incident(say(0), windows=()), at(90)) == minutes(0)
    one = incident(say(0), windows=(window(0, 5), window(5, 9), window(20, None)))
    assert longest_window(one, at(22)) == minutes(5)
    assert longest_window(one, at(60)) == minutes(40)


def test_what_was_withdrawn_lasted_no_time() -> None:
    """A withdrawn incident has no length of any kind."""
    for one in (
        incident(say(0), withdrawn=9),
        incident(say(0), withdrawn=9, components={"api": MAJOR}, windows=(window(0, 5), window(5, 7))),
    ):
        assert (duration(one, at(9)), downtime(one, at(9)), longest_window(one, at(9))) == (minutes(0),) * 3


@given(incidents(until=4000), st.integers(-5000, 5000))
def test_outages_lie_in_the_past_and_apart(one: Incident, now: int) -> None:
    """Whatever a file tells, outages end by now, and none overlaps another."""
    spans = outage_spans(one, at(now))
    assert all(part.end <= at(now) for part in spans)
    assert (
        sum((part.end - part.start for part in spans), minutes(0)) == total(spans) == downtime(one, at(now))
    )
    assert duration(one, at(now)) >= minutes(0)
    assert longest_window(one, at(now)) >= minutes(0)
