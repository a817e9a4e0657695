"""The roll-up: what the components together say of the page."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import combinations_with_replacement
from typing import Any

import pytest

from statuskit.model import Catalog, Component, ComponentState, Group, Incident, Settings, Status, Update

ReadApi = Callable[..., dict[str, Any]]

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
FINE = ComponentState.OPERATIONAL
SLOW = ComponentState.DEGRADED_PERFORMANCE
PARTIAL = ComponentState.PARTIAL_OUTAGE
MAJOR = ComponentState.MAJOR_OUTAGE
WORKS = ComponentState.UNDER_MAINTENANCE

GOOD = ("none", "All Systems Operational")
PLANNED = ("maintenance", "Service Under Maintenance")

ROLL_UP = [
    ([], *GOOD),
    ([FINE, FINE], *GOOD),
    ([FINE], *GOOD),
    ([WORKS, FINE], *PLANNED),
    ([WORKS, WORKS], *PLANNED),
    ([WORKS], *PLANNED),
    ([SLOW, FINE], "minor", "Partially Degraded Service"),
    ([SLOW, SLOW], "minor", "Degraded System Service"),
    ([SLOW, SLOW, WORKS], "minor", "Degraded System Service"),
    ([PARTIAL, FINE], "minor", "Minor Service Outage"),
    ([PARTIAL, SLOW, WORKS], "minor", "Minor Service Outage"),
    ([PARTIAL, PARTIAL], "major", "Partial System Outage"),
    ([PARTIAL, PARTIAL, WORKS], "major", "Partial System Outage"),
    ([MAJOR, FINE], "major", "Partial System Outage"),
    ([MAJOR, PARTIAL], "major", "Partial System Outage"),
    ([MAJOR, MAJOR], "critical", "Major System Outage"),
    ([MAJOR, MAJOR, WORKS], "critical", "Major System Outage"),
    ([SLOW, WORKS], "minor", "Partially Degraded Service"),
    ([PARTIAL, WORKS], "major", "Partial System Outage"),
    ([MAJOR, WORKS], "critical", "Major System Outage"),
    ([MAJOR, FINE, WORKS], "major", "Partial System Outage"),
    ([SLOW], "minor", "Partially Degraded Service"),
    ([PARTIAL], "major", "Partial System Outage"),
    ([MAJOR], "critical", "Major System Outage"),
]


def site(states: list[ComponentState]) -> Catalog:
    """Make a site whose components, all of one group, stand in these states."""
    names = [f"part-{number}" for number in range(len(states))]
    update = Update(
        id="broken-1", at=NOON, status=Status.INVESTIGATING, says_status=True, message="We are looking."
    )
    broken = Incident(
        id="broken",
        file="incidents/broken.yml",
        title="It broke",
        components=dict(zip(names, states, strict=True)),
        updates=(update,),
    )
    settings = Settings(
        groups=(Group(id="all", name="All"),),
        components=tuple(Component(id=name, name=name, group="all") for name in names),
    )
    return Catalog(settings=settings, incidents=(broken,))


@pytest.mark.parametrize(("states", "indicator", "description"), ROLL_UP)
def test_roll_up(answers: ReadApi, states: list[ComponentState], indicator: str, description: str) -> None:
    """Leaf components alone decide: their group, which is as bad as its worst, does not count as one."""
    given = answers(site(states), now=NOON)
    assert given["status"]["status"] == {
        "indicator": indicator,
        "description": description,
        "localized_description": description,
    }
    assert given["summary"]["status"] == given["status"]["status"]


RANKED = [FINE, WORKS, SLOW, PARTIAL, MAJOR]


@pytest.mark.parametrize(("lesser", "worse"), list(combinations_with_replacement(RANKED, 2)))
def test_a_group_is_as_its_worst_component(
    answers: ReadApi, lesser: ComponentState, worse: ComponentState
) -> None:
    """Maintenance is worse than operational alone; the order of the components decides nothing."""
    for states in ([lesser, worse], [worse, lesser]):
        group, *_ = answers(site(states), now=NOON)["components"]["components"]
        assert (group["group"], group["status"]) == (True, worse.value)


def test_an_open_incident_alone_hurts_nothing(answers: ReadApi) -> None:
    """All components operational means "All Systems Operational", with the incident beside it."""
    summary = answers(site([FINE, FINE]), now=NOON)["summary"]
    assert summary["status"]["indicator"] == "none"
    assert [incident["id"] for incident in summary["incidents"]] == ["broken"]
