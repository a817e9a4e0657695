"""From when to when an incident was open, and the status that follows."""

from datetime import datetime, timedelta

import pytest

from statuskit.facts.course import Course, OpenTime, began, course
from statuskit.model import Incident, Kind, Status

from .samples import at, incident, say, works

RESOLVED, MONITORING = Status.RESOLVED, Status.MONITORING
CANCELLED, COMPLETED = Status.CANCELLED, Status.COMPLETED
IN_PROGRESS, VERIFYING = Status.IN_PROGRESS, Status.VERIFYING


def _times(one: Incident, now: float) -> list[tuple[float, float | None]]:
    def minute(moment: datetime) -> float:
        return (moment - at(0)) / timedelta(minutes=1)

    times = course(one, at(now)).open_times
    return [(minute(time.start), None if time.end is None else minute(time.end)) for time in times]


def test_an_incident_begins_as_stated_or_with_its_first_word() -> None:
    """`started` beats the first update."""
    assert began(incident(say(5), started=1)) == at(1)
    assert began(incident(say(5))) == at(5)


def test_a_maintenance_begins_as_scheduled() -> None:
    """What was said before the window does not begin a maintenance."""
    assert began(works(say(-500), start=30)) == at(30)


def test_a_record_without_any_time_has_no_beginning() -> None:
    """A record that the loader never makes is refused, with its id."""
    with pytest.raises(ValueError, match="broken"):
        began(incident())


def test_an_incident_is_open_until_it_is_resolved() -> None:
    """Open or resolved follows from the newest status alone, and a note changes nothing."""
    one = incident(say(0), say(10, MONITORING), say(20, RESOLVED), say(30))
    assert _times(one, 15) == [(0, None)]
    assert course(one, at(15)).status is MONITORING
    assert _times(one, 40) == [(0, 20)]
    assert course(one, at(40)) == Course(
        now=at(40),
        words=one.updates,
        status=RESOLVED,
        open_times=(OpenTime(start=at(0), end=at(20)),),
        ended=at(20),
    )


def test_reopening_opens_a_second_time() -> None:
    """Another status after `resolved` opens the incident again from that word on."""
    one = incident(say(0), say(20, RESOLVED), say(50, MONITORING), say(60, RESOLVED), resolved=55)
    assert _times(one, 52) == [(0, 20), (50, None)]
    assert _times(one, 60) == [(0, 20), (50, 55)]


def test_a_stated_end_waits_for_its_word() -> None:
    """`resolved` is the newest resolution's, so an earlier one keeps the time of its own word."""
    one = incident(say(0), say(20, RESOLVED), say(50, MONITORING), say(60, RESOLVED), resolved=55)
    assert _times(one, 30) == [(0, 20)]


def test_a_stated_end_lies_within_the_last_opening() -> None:
    """A stated end from before the last reopening leaves no time open, and never a negative one."""
    one = incident(say(0), say(20, RESOLVED), say(50, MONITORING), say(60, RESOLVED), resolved=10)
    assert _times(one, 60) == [(0, 20), (50, 50)]


def test_resolved_twice_in_a_row_moves_the_end() -> None:
    """The newest `resolved` is the resolution."""
    assert _times(incident(say(0), say(20, RESOLVED), say(50, RESOLVED)), 60) == [(0, 50)]


def test_nothing_happens_before_the_start() -> None:
    """A word from before a stated start opens nothing earlier, and ends nothing earlier."""
    assert _times(incident(say(0), say(3, RESOLVED), started=5), 9) == [(5, 5)]
    assert _times(incident(say(0), started=5), 3) == []


def test_before_the_first_word_the_status_is_the_kinds_first() -> None:
    """An incident of which nothing was said yet is being investigated, a notice is identified."""
    assert course(incident(say(10), started=0), at(5)).status is Status.INVESTIGATING
    assert course(incident(say(10), kind=Kind.NOTICE), at(5)).status is Status.IDENTIFIED


def test_what_was_withdrawn_was_never_open() -> None:
    """A withdrawn incident has no open time and ended with its withdrawal."""
    one = incident(say(0), withdrawn=7)
    went = course(one, at(9))
    assert (went.status, went.open_times, went.ended) == (Status.INVESTIGATING, (), at(7))


def test_a_maintenance_follows_the_clock() -> None:
    """Without a word it is scheduled, in progress and completed as its window says."""
    one = works()
    ahead = course(one, at(-1))
    assert (ahead.status, ahead.open_times, ahead.ended) == (Status.SCHEDULED, (), None)
    assert course(one, at(0)).status is IN_PROGRESS
    assert _times(one, 59) == [(0, None)]
    assert course(one, at(60)).status is COMPLETED
    assert _times(one, 60) == [(0, 60)]


def test_a_maintenance_is_verifying_once_said() -> None:
    """`verifying` counts within the window alone, and `in_progress` said later takes it back."""
    one = works(say(-10, VERIFYING), say(10), say(20, VERIFYING), say(30, IN_PROGRESS))
    assert course(one, at(-5)).status is Status.SCHEDULED
    assert course(one, at(15)).status is IN_PROGRESS
    assert course(one, at(25)).status is VERIFYING
    assert course(one, at(35)).status is IN_PROGRESS


def test_a_maintenance_said_to_go_on_overruns() -> None:
    """A word at or after the end lets it run on, from the start without a gap, until an end is said."""
    one = works(say(60, VERIFYING), say(90, COMPLETED))
    assert _times(one, 70) == [(0, None)]
    assert course(one, at(70)).overrun
    assert course(one, at(70)).status is VERIFYING
    assert _times(one, 95) == [(0, 90)]
    assert not course(one, at(95)).overrun


def test_a_note_does_not_let_a_maintenance_run_on() -> None:
    """An update that says no status changes no state, even past the end."""
    assert _times(works(say(10, IN_PROGRESS), say(70)), 80) == [(0, 60)]


def test_an_end_said_early_ends_a_maintenance() -> None:
    """`completed` or `cancelled` ends it at once; before its window, it never begins."""
    assert _times(works(say(30, COMPLETED)), 50) == [(0, 30)]
    called_off = course(works(say(-30, CANCELLED)), at(30))
    assert (called_off.status, called_off.open_times, called_off.ended) == (CANCELLED, (), at(-30))


def test_an_end_said_late_changes_the_status_alone() -> None:
    """A window that had closed by itself keeps its end; the word still says how it went."""
    one = works(say(70, CANCELLED))
    assert course(one, at(65)).status is COMPLETED
    assert course(one, at(75)).status is CANCELLED
    assert _times(one, 75) == [(0, 60)]
