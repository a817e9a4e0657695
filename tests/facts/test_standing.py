"""Where one incident stands."""

from dataclasses import replace

import pytest

from statuskit.facts.standing import Standing, has_own_feed, standing
from statuskit.model import ComponentState, Impact, Kind, Status

from .samples import FINE, MAJOR, PARTIAL, SLOW, WORKS, at, incident, say, window, works

DAY = 24 * 60


def test_an_open_incident_stands_open() -> None:
    """Status, impact and states are those of the newest word."""
    one = incident(say(0), say(5, Status.MONITORING), components={"api": MAJOR, "web": FINE})
    assert standing(one, at(9)) == Standing(
        status=Status.MONITORING,
        is_open=True,
        is_ahead=False,
        ended=None,
        reopened=0,
        overrun=False,
        impact=Impact.CRITICAL,
        states={"api": MAJOR, "web": FINE},
    )


def test_a_resolved_incident_keeps_what_it_left_behind() -> None:
    """After the end all is well but what the resolution says; a past state is past."""
    one = incident(say(0), say(5, Status.RESOLVED, {"web": SLOW}), components={"api": MAJOR})
    stands = standing(one, at(9))
    assert not stands.is_open
    assert stands.ended == at(5)
    assert stands.states == {"api": FINE, "web": SLOW}


def test_reopenings_are_counted() -> None:
    """Each status after a resolution counts once."""
    one = incident(say(0), say(5, Status.RESOLVED), say(9, Status.MONITORING), say(12))
    assert standing(one, at(7)).reopened == 0
    assert standing(one, at(15)).reopened == 1
    assert standing(one, at(15)).is_open


def test_an_incident_that_has_not_begun_is_not_open() -> None:
    """Before its start an incident is neither open nor reopened."""
    stands = standing(incident(say(10)), at(0))
    assert not stands.is_open
    assert not stands.is_ahead
    assert stands.reopened == 0


def test_a_maintenance_is_ahead_then_open_then_ended() -> None:
    """Scheduled is ahead, under way is open, and both end."""
    one = works()
    ahead, under_way, over = (standing(one, at(minute)) for minute in (-5, 5, 65))
    assert (ahead.is_ahead, ahead.is_open, ahead.ended) == (True, False, None)
    assert (under_way.is_ahead, under_way.is_open, under_way.states) == (False, True, {"api": WORKS})
    assert (over.is_ahead, over.is_open, over.ended) == (False, False, at(60))


def test_a_cancelled_maintenance_is_not_ahead() -> None:
    """Called off before it began, it is neither ahead nor open."""
    stands = standing(works(say(-9, Status.CANCELLED)), at(-5))
    assert not stands.is_ahead
    assert not stands.is_open


def test_an_overrun_shows_while_it_lasts() -> None:
    """A maintenance that runs on is shown as overrun until its end is said."""
    one = works(say(60, Status.IN_PROGRESS), say(70, Status.COMPLETED))
    assert standing(one, at(65)).overrun
    assert not standing(one, at(75)).overrun


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
    assert standing(incident(say(0, components={"api": state})), at(5)).impact is impact


def test_impact_looks_at_file_updates_and_windows_so_far() -> None:
    """All that was given by now counts, wherever it stands; nothing given is no impact."""
    one = incident(
        say(0),
        say(9, components={"api": PARTIAL}),
        components={"api": SLOW},
        windows=(window(12, 13, {"api": MAJOR}),),
    )
    assert standing(one, at(5)).impact is Impact.MINOR
    assert standing(one, at(10)).impact is Impact.MAJOR
    assert standing(one, at(14)).impact is Impact.CRITICAL
    assert standing(incident(say(0)), at(5)).impact is Impact.NONE


def test_the_files_impact_goes_first() -> None:
    """A stated impact is not worked out again, whatever the states."""
    one = replace(incident(say(0), components={"api": MAJOR}), impact=Impact.MINOR)
    assert standing(one, at(5)).impact is Impact.MINOR


def test_what_was_withdrawn_counts_nowhere() -> None:
    """A withdrawn incident is closed, without impact and without states."""
    stands = standing(incident(say(0), components={"api": MAJOR}, withdrawn=3), at(5))
    assert (stands.is_open, stands.ended, stands.impact, stands.states) == (False, at(3), Impact.NONE, {})


def test_a_feed_of_its_own_stays_for_90_days() -> None:
    """It lasts while the incident is open or ahead, and for 90 days after the last word."""
    resolved = incident(say(0), say(5, Status.RESOLVED))
    assert has_own_feed(resolved, at(90 * DAY + 4))
    assert not has_own_feed(resolved, at(90 * DAY + 5))
    assert has_own_feed(incident(say(0), kind=Kind.NOTICE), at(400 * DAY))
    assert has_own_feed(works(say(-200 * DAY)), at(-1))
