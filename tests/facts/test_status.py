"""The state of components, the roll-up, and what the front page says."""

from dataclasses import replace

import pytest

from statuskit.facts.status import RollUp, component_states, current_components, page_state, roll_up
from statuskit.model import Component, ComponentState, Kind, Status

from .samples import FINE, MAJOR, PARTIAL, SLOW, WORKS, at, catalog, day, incident, say, seen, works


@pytest.mark.parametrize(
    ("states", "indicator", "description"),
    [
        ([], "none", "All Systems Operational"),
        ([FINE, FINE], "none", "All Systems Operational"),
        ([WORKS, FINE], "maintenance", "Service Under Maintenance"),
        ([WORKS], "maintenance", "Service Under Maintenance"),
        ([SLOW, FINE], "minor", "Partially Degraded Service"),
        ([SLOW], "minor", "Partially Degraded Service"),
        ([SLOW, SLOW], "minor", "Degraded System Service"),
        ([SLOW, SLOW, WORKS], "minor", "Degraded System Service"),
        ([PARTIAL, FINE], "minor", "Minor Service Outage"),
        ([PARTIAL, SLOW], "minor", "Minor Service Outage"),
        ([PARTIAL], "major", "Partial System Outage"),
        ([PARTIAL, PARTIAL], "major", "Partial System Outage"),
        ([MAJOR, FINE], "major", "Partial System Outage"),
        ([MAJOR, PARTIAL, SLOW], "major", "Partial System Outage"),
        ([MAJOR, FINE, WORKS], "major", "Partial System Outage"),
        ([MAJOR], "critical", "Major System Outage"),
        ([MAJOR, MAJOR], "critical", "Major System Outage"),
        ([MAJOR, WORKS], "critical", "Major System Outage"),
    ],
)
def test_roll_up_is_statuspages(states: list[ComponentState], indicator: str, description: str) -> None:
    """Each row of the table gives Statuspage's indicator and text, in whatever order the states come."""
    expected = RollUp(indicator=indicator, description=description)
    assert roll_up(states) == expected
    assert roll_up(iter(reversed(states))) == expected


def test_the_worst_of_all_incidents_counts() -> None:
    """A component has the worst state of all incidents; a component of no incident is well."""
    found = catalog(
        incident(say(0), id="a", components={"api": SLOW}),
        incident(say(0), id="b", components={"api": MAJOR}),
        incident(say(0), id="c", components={"api": PARTIAL}),
    )
    assert component_states(found.settings, seen(found, at(5)), at(5)) == {"api": MAJOR, "web": FINE}
    assert component_states(found.settings, seen(found, at(-5)), at(-5)) == {"api": FINE, "web": FINE}


def test_maintenance_hides_no_outage() -> None:
    """Under maintenance and down at once is down; a maintenance ahead changes nothing."""
    found = catalog(works(), incident(say(10), components={"api": SLOW}))
    assert component_states(found.settings, seen(found, at(-5)), at(-5))["api"] is FINE
    assert component_states(found.settings, seen(found, at(5)), at(5))["api"] is WORKS
    assert component_states(found.settings, seen(found, at(15)), at(15))["api"] is SLOW


def test_what_holds_for_good_hurts_nothing() -> None:
    """Long after its end an incident leaves its components well, beside one that still hurts them."""
    over = incident(say(0), say(5, Status.RESOLVED), id="over", components={"api": MAJOR, "web": MAJOR})
    found, now = catalog(over, incident(say(0), id="open", components={"api": SLOW})), at(200 * 24 * 60)
    assert [one.ripe is None for one in seen(found, now)] == [True, False]
    assert component_states(found.settings, seen(found, now), now) == {"api": SLOW, "web": FINE}


def test_retired_components_are_gone_after_their_day() -> None:
    """A component lives through its last day; one yet to come is there; an unknown one is not."""
    components = (
        Component(id="old", name="Old", until=day(2026, 3, 9)),
        Component(id="last", name="Last", until=day(2026, 3, 10)),
        Component(id="new", name="New", since=day(2026, 4, 1)),
    )
    found = catalog(incident(say(0), components={"old": MAJOR, "gone": MAJOR}), components=components)
    assert [component.id for component in current_components(found.settings, at(0))] == ["last", "new"]
    assert component_states(found.settings, seen(found, at(5)), at(5)) == {"last": FINE, "new": FINE}
    assert list(component_states(found.settings, seen(found, at(12 * 60)), at(12 * 60))) == ["new"]


def test_the_page_puts_the_worst_first() -> None:
    """Open incidents stand by impact, then newest first; resolved and withdrawn ones are in no list."""
    found = catalog(
        incident(say(0), id="a-slow", components={"api": SLOW}),
        incident(say(1), id="b-slow", components={"api": SLOW}),
        incident(say(0), id="c-down", components={"web": MAJOR}),
        incident(say(0), say(2, Status.RESOLVED), id="d-over", components={"web": MAJOR}),
        incident(say(0), id="e-mistake", components={"web": MAJOR}, withdrawn=2),
    )
    page = page_state(found.settings, seen(found, at(5)), at(5))
    assert [one.id for one in page.open_incidents] == ["c-down", "b-slow", "a-slow"]
    assert page.worst is MAJOR
    assert page.roll_up == RollUp(indicator="major", description="Partial System Outage")
    assert (page.notices, page.under_way, page.ahead) == ((), (), ())


def test_the_page_sorts_notices_and_maintenance() -> None:
    """Pinned notices come first, then the newest; maintenance soonest first, under way apart from ahead."""
    notices = [
        incident(say(minute), id=f"n{minute}", kind=Kind.NOTICE, pinned=minute == 1) for minute in range(3)
    ]
    over = incident(say(0), say(1, Status.RESOLVED), id="n-over", kind=Kind.NOTICE)
    planned = [works(start=start, end=start + 60, id=f"w{start}") for start in (0, 2, 300, 200)]
    called_off = replace(works(say(0, Status.CANCELLED), start=400, end=460), id="w-off")
    found = catalog(*notices, over, *planned, called_off)
    page = page_state(found.settings, seen(found, at(5)), at(5))
    assert [one.id for one in page.notices] == ["n1", "n2", "n0"]
    assert [one.id for one in page.under_way] == ["w0", "w2"]
    assert [one.id for one in page.ahead] == ["w200", "w300"]
    assert page.worst is WORKS


def test_an_empty_site_is_well() -> None:
    """Without components and incidents the page is operational."""
    page = page_state(catalog(components=()).settings, (), at(0))
    assert page.worst is FINE
    assert page.roll_up.indicator == "none"
