"""Where one incident stands, and for how long that holds."""

import pickle
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from statuskit.facts.cases import case, cases
from statuskit.facts.public import public
from statuskit.model import Catalog, ComponentState, Impact, Incident, Kind, Status

from .samples import (
    FINE,
    MAJOR,
    PARTIAL,
    SLOW,
    WORKS,
    at,
    catalog,
    catalogs,
    incident,
    incidents,
    minutes,
    say,
    window,
    works,
)

DAY = 24 * 60


def test_an_open_incident_stands_open() -> None:
    """Status, impact and states are those of the newest word."""
    one = incident(say(0), say(5, Status.MONITORING), components={"api": MAJOR, "web": FINE})
    stands = case(one, at(9))
    assert (stands.is_open, stands.is_ahead, stands.was_open) == (True, False, True)
    assert (stands.ended, stands.reopened, stands.overrun) == (None, 0, False)
    assert (stands.status, stands.impact) == (Status.MONITORING, Impact.CRITICAL)
    assert stands.states == {"api": MAJOR, "web": FINE}


def test_a_resolved_incident_keeps_what_it_left_behind() -> None:
    """After the end all is well but what the resolution says; a past state is past."""
    one = incident(say(0), say(5, Status.RESOLVED, {"web": SLOW}), components={"api": MAJOR})
    stands = case(one, at(9))
    assert not stands.is_open
    assert stands.ended == at(5)
    assert stands.states == {"api": FINE, "web": SLOW}


def test_a_maintenance_has_edges() -> None:
    """Its beginning and its end are there once they have come; one that never began, and an incident, have none."""
    assert [case(works(), at(minute)).edges for minute in (-5, 5, 65)] == [(), (at(0),), (at(0), at(60))]
    assert case(works(say(-9, Status.CANCELLED)), at(5)).edges == ()
    assert case(incident(say(0), say(5, Status.RESOLVED)), at(9)).edges == ()


def test_reopenings_are_counted() -> None:
    """Each status after a resolution counts once."""
    one = incident(say(0), say(5, Status.RESOLVED), say(9, Status.MONITORING), say(12))
    assert case(one, at(7)).reopened == 0
    assert case(one, at(15)).reopened == 1
    assert case(one, at(15)).is_open


def test_an_incident_that_has_not_begun_is_not_open() -> None:
    """Before its start an incident is neither open nor reopened."""
    stands = case(incident(say(10)), at(0))
    assert not stands.is_open
    assert not stands.is_ahead
    assert stands.reopened == 0


def test_a_maintenance_is_ahead_then_open_then_ended() -> None:
    """Scheduled is ahead, under way is open, and both end."""
    one = works()
    ahead, under_way, over = (case(one, at(minute)) for minute in (-5, 5, 65))
    assert (ahead.is_ahead, ahead.is_open, ahead.ended) == (True, False, None)
    assert (under_way.is_ahead, under_way.is_open, under_way.states) == (False, True, {"api": WORKS})
    assert (over.is_ahead, over.is_open, over.ended) == (False, False, at(60))


def test_a_cancelled_maintenance_is_not_ahead() -> None:
    """Called off before it began, it is neither ahead nor open."""
    stands = case(works(say(-9, Status.CANCELLED)), at(-5))
    assert not stands.is_ahead
    assert not stands.is_open


def test_an_overrun_shows_while_it_lasts() -> None:
    """A maintenance that runs on is shown as overrun until its end is said."""
    one = works(say(60, Status.IN_PROGRESS), say(70, Status.COMPLETED))
    assert case(one, at(65)).overrun
    assert not case(one, at(75)).overrun


@pytest.mark.parametrize(
    ("state", "impact"),
    [
        (FINE, Impact.NONE),
        (WORKS, Impact.NONE),
        (SLOW, Impact.MINOR),
        (PARTIAL, Impact.MAJOR),
        (MAJOR, Impact.CRITICAL),
    ],
)
def test_impact_follows_the_worst_state(state: ComponentState, impact: Impact) -> None:
    """Without a word in the file, impact is that of the worst state ever given."""
    assert case(incident(say(0, components={"api": state})), at(5)).impact is impact


def test_impact_looks_at_file_updates_and_windows_so_far() -> None:
    """All that was given by now counts, wherever it stands; nothing given is no impact."""
    one = incident(
        say(0),
        say(9, components={"api": PARTIAL}),
        components={"api": SLOW},
        windows=(window(12, 13, {"api": MAJOR}),),
    )
    assert case(one, at(5)).impact is Impact.MINOR
    assert case(one, at(10)).impact is Impact.MAJOR
    assert case(one, at(14)).impact is Impact.CRITICAL
    assert case(incident(say(0)), at(5)).impact is Impact.NONE


def test_the_files_impact_goes_first() -> None:
    """A stated impact is not worked out again, whatever the states."""
    one = replace(incident(say(0), components={"api": MAJOR}), impact=Impact.MINOR)
    assert case(one, at(5)).impact is Impact.MINOR


def test_what_was_withdrawn_counts_nowhere() -> None:
    """A withdrawn incident is closed, without impact and without states."""
    stands = case(incident(say(0), components={"api": MAJOR}, withdrawn=3), at(5))
    assert (stands.is_open, stands.ended, stands.impact, stands.states) == (False, at(3), Impact.NONE, {})


def test_a_feed_of_its_own_stays_for_90_days() -> None:
    """It lasts while the incident is open or ahead, and for 90 days after the last word."""
    resolved = incident(say(0), say(5, Status.RESOLVED))
    assert case(resolved, at(90 * DAY + 4)).has_own_feed
    assert not case(resolved, at(90 * DAY + 5)).has_own_feed
    assert case(incident(say(0), kind=Kind.NOTICE), at(400 * DAY)).has_own_feed
    assert case(works(say(-200 * DAY)), at(-1)).has_own_feed


@given(incidents(until=4000), st.integers(-5000, 9000), st.integers(0, 400 * DAY))
def test_a_ripe_case_is_the_same_for_ever(one: Incident, now: int, later: int) -> None:
    """Whatever a file tells, once a case is ripe nothing in it changes, from the moment on that it names."""
    found = case(one, at(now))
    if found.ripe is None:
        found = case(one, at(now + 200 * DAY))
    assume(found.ripe is not None)
    assert found.ripe is not None
    assert case(one, found.ripe) == found
    assert case(one, found.ripe + minutes(later)) == found
    assert found.holds(found.ripe)
    assert not found.holds(found.ripe - minutes(1 / 60))
    assert case(one, found.ripe - minutes(1 / 60)) != found


@given(incidents(until=4000), st.integers(-5000, 200 * DAY), st.integers(0, 999))
def test_a_case_is_the_same_between_two_moments(one: Incident, now: int, thousandths: int) -> None:
    """Where nothing lasts, a case is that of the last of its moments, until the next one comes."""
    found = case(one, at(now))
    assume(found.since is not None)
    assert found.since is not None
    ahead = [moment for moment in found.steps.all if moment > at(now)]
    following = min(ahead, default=at(999 * DAY))
    assert case(one, found.since) == found
    assert case(one, at(now) + (following - at(now)) * thousandths // 1000) == found
    assert bool(ahead) is (found.ripe is None)


@given(incidents(until=4000), st.integers(-5000, 5000))
def test_what_is_under_way_is_not_ripe(one: Incident, now: int) -> None:
    """Open, ahead, with a component still down or a promise without an answer, a case is not kept."""
    found = case(one, at(now))
    pending = any(promise.answered is None for promise in found.unkept)
    lasts = found.is_open or found.is_ahead or found.downtime_grows or pending
    if lasts:
        assert found.since is None
    if lasts or found.has_own_feed:
        assert found.ripe is None
        assert not found.holds(at(99 * DAY))


def test_an_incident_is_ripe_once_its_feed_has_ended() -> None:
    """Of one that is over the end of its feed is the last moment; what lasts never gets ripe."""
    over = incident(say(0), say(5, Status.RESOLVED))
    end = at(90 * DAY + 5)
    assert case(over, end - minutes(1)).ripe is None
    assert case(over, end).ripe == case(over, at(999 * DAY)).ripe == end
    hurt = incident(say(0), say(5, Status.RESOLVED, {"api": SLOW}))
    unending = incident(say(0), say(5, Status.RESOLVED), windows=(window(0, None, {"api": FINE}),))
    for one in (hurt, unending, incident(say(0))):
        assert case(one, at(999 * DAY)).ripe is None


@given(incidents(until=4000), st.integers(-5000, 5000))
def test_a_case_tells_nothing_that_is_not_public(one: Incident, now: int) -> None:
    """The case of a file is that of the part of it that may be shown."""
    (shown,) = public(catalog(one)).incidents
    assert case(shown, at(now)) == case(one, at(now))


@given(catalogs(until=4000), st.integers(-5000, 200 * DAY), st.integers(-5000, 200 * DAY))
def test_kept_cases_change_nothing(found: Catalog, before: int, now: int) -> None:
    """Cases kept from any other moment, before or after, give the same as none; those that hold are taken."""
    kept = cases(found.incidents, at(before))
    taken = cases(found.incidents, at(now), kept)
    assert taken == cases(found.incidents, at(now))
    assert list(taken) == [one.id for one in found.incidents]
    assert all(taken[one] is kept[one] for one in kept if kept[one].holds(at(now)))


@given(incidents(until=4000), st.integers(-5000, 5000))
def test_a_case_can_be_put_away(one: Incident, now: int) -> None:
    """Written out and read back it is the same."""
    found = case(one, at(now))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
