"""What a person writes on the command line, as it is read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from statuskit.authoring import given
from statuskit.errors import UsageError
from statuskit.model import ComponentState, Kind, Status

NOW = datetime(2026, 11, 20, 23, 50, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "zone", "past", "coming"),
    [
        ("23:45", None, "2026-11-20T23:45:00Z", "2026-11-21T23:45:00Z"),
        ("23:55", None, "2026-11-20T23:55:00Z", "2026-11-20T23:55:00Z"),
        ("0:30", BERLIN, "2026-11-20T23:30:00Z", "2026-11-21T23:30:00Z"),
        ("00:30Z", BERLIN, "2026-11-20T00:30:00Z", "2026-11-21T00:30:00Z"),
        ("1:30 UTC", BERLIN, "2026-11-20T01:30:00Z", "2026-11-21T01:30:00Z"),
        (" 2026-11-20 15:00 ", BERLIN, "2026-11-20T14:00:00Z", "2026-11-20T14:00:00Z"),
        ("2026-11-20T15:00:07+01:00", None, "2026-11-20T14:00:07Z", "2026-11-20T14:00:07Z"),
    ],
)
def test_times(text: str, zone: ZoneInfo | None, past: str, coming: str) -> None:
    """A bare clock is the nearest such moment on the side that is meant, in the site's zone unless it says UTC."""
    assert given.stamp(given.past(text, zone, NOW)) == past
    assert given.stamp(given.coming(text, zone, NOW)) == coming


@pytest.mark.parametrize("text", ["", "later", "24:00", "2026-11-20", "2026-11-31 10:00", "2026-11-20 10:00"])
def test_what_is_no_time(text: str) -> None:
    """It is refused with what to write; so is a local time where no zone is known."""
    with pytest.raises(UsageError, match=r"Z|15:04|Look at the day"):
        given.past(text, None, NOW)


def test_an_hour_that_comes_twice() -> None:
    """A local time that is two moments is refused with both of them."""
    with pytest.raises(UsageError, match="comes twice in Europe/Berlin"):
        given.past("2026-10-25 02:30", BERLIN, NOW)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("30m", "30m"),
        ("1H30M", "1h30m"),
        ("00:20", "2026-11-21T00:20:00Z"),
        ("2026-11-21 01:00Z", "2026-11-21T01:00:00Z"),
    ],
)
def test_promises(text: str, written: str) -> None:
    """A length stays as it was written, and a time becomes one of UTC."""
    assert given.promise(text, None, NOW) == written


@pytest.mark.parametrize("text", ["0m", "soon", "30", "2026-11-20 23:00Z", "-5m", "23:40"])
def test_what_is_no_promise(text: str) -> None:
    """What is no time, and what has passed, is refused."""
    with pytest.raises(UsageError):
        given.promise(text, None, NOW)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("major", "major_outage"),
        ("Partial-Outage", "partial_outage"),
        ("op", "operational"),
        ("u", "under_maintenance"),
    ],
)
def test_states_may_be_shortened(text: str, state: str) -> None:
    """The beginning of a name is enough where no other begins so."""
    assert given.state_named(text) is ComponentState(state)


def test_statuses_are_those_of_the_kind() -> None:
    """`in` is one of an incident's, and another one of a maintenance's; an `i` may be two."""
    assert given.status_named("inv", Kind.INCIDENT) is Status.INVESTIGATING
    assert given.status_named("in", Kind.MAINTENANCE) is Status.IN_PROGRESS
    with pytest.raises(UsageError, match="The status of an incident cannot be"):
        given.status_named("i", Kind.INCIDENT)
    with pytest.raises(UsageError, match="The status of a notice cannot be"):
        given.status_named("investigating", Kind.NOTICE)


def test_the_last_of_a_component_counts() -> None:
    """States stand in the order given, each component once."""
    read = given.states(["b=major", "a", "b=partial"], ["a", "b"], ComponentState.OPERATIONAL)
    assert list(read.items()) == [("b", ComponentState.PARTIAL_OUTAGE), ("a", ComponentState.OPERATIONAL)]


@drawn(st.text())
def test_a_message_is_what_was_said_or_is_refused(text: str) -> None:
    """Of what is taken no character that can be seen is lost, and taking it again changes nothing."""
    try:
        said = given.message(text)
    except UsageError:
        return
    assert said.split() == text.split()
    assert given.message(said) == said
