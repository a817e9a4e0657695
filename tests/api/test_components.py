"""Components and groups in one flat list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from statuskit.model import Component, Settings

from .samples import FULL, OPEN, RETIRED, SETTINGS

ReadApi = Callable[..., dict[str, Any]]

OVERLAP = """
title: Checkout is slow
components: {checkout: STATE}
updates:
  - {at: 2026-11-20T1START:00Z, message: It is slow.}
"""


def by_id(components: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Look components up by id; each id stands once."""
    found = {component["id"]: component for component in components}
    assert len(found) == len(components)
    return found


def test_order_groups_and_positions(read_api: ReadApi) -> None:
    """Components of no group come first, a group before its own; positions begin anew in each group."""
    listed = read_api(FULL)["components"]["components"]
    places = [(part["id"], part["position"], part["group"], part["group_id"]) for part in listed]
    assert places == [
        ("checkout", 1, False, None),
        ("invoices", 3, False, None),
        ("group:chat", 4, True, None),
        ("rooms", 1, False, "group:chat"),
        ("search", 2, False, "group:chat"),
    ]
    assert by_id(listed)["group:chat"]["components"] == ["rooms", "search"]


def test_a_group_is_as_its_worst_component(read_api: ReadApi) -> None:
    """State and last change of a group are those of its components."""
    parts = by_id(read_api({"open.yml": OPEN})["summary"]["components"])
    assert parts["rooms"]["status"] == "partial_outage"
    assert parts["search"]["status"] == "degraded_performance"
    assert parts["group:chat"]["status"] == "partial_outage"
    assert parts["group:chat"]["updated_at"] == "2026-11-20T14:30:00.000Z"


def test_times_of_a_component(read_api: ReadApi) -> None:
    """It was made on its first day, else with the first word of the history, and changed with its state."""
    parts = by_id(read_api(FULL)["components"]["components"])
    assert parts["search"]["created_at"] == "2026-11-01T00:00:00.000Z"
    assert parts["search"]["start_date"] == "2026-11-01"
    assert parts["rooms"]["created_at"] == "2026-05-03T09:00:00.000Z"
    assert parts["rooms"]["start_date"] is None
    assert parts["invoices"]["updated_at"] == "2026-11-20T15:00:00.000Z"
    assert parts["checkout"]["updated_at"] == "2026-11-05T11:00:00.000Z"


def test_nothing_known_is_1970(read_api: ReadApi) -> None:
    """Without a first day and without a history only the epoch is left."""
    (part,) = read_api({}, settings=Settings(components=(Component(id="one", name="One"),)))["components"][
        "components"
    ]
    assert part["created_at"] == part["updated_at"] == "1970-01-01T00:00:00.000Z"
    assert part["description"] is None


def test_a_lesser_fault_beside_a_worse_one_changes_no_state(read_api: ReadApi) -> None:
    """The last change is that of the worst state, not of each incident that touches the component."""
    files = {
        "worse.yml": OVERLAP.replace("STATE", "major_outage").replace("START", "2:00"),
        "lesser.yml": OVERLAP.replace("STATE", "degraded_performance").replace("START", "4:00"),
    }
    parts = by_id(read_api(files)["components"]["components"])
    assert parts["checkout"]["status"] == "major_outage"
    assert parts["checkout"]["updated_at"] == "2026-11-20T12:00:00.000Z"


def test_a_retired_component_stays_in_its_incidents_file_alone(read_api: ReadApi) -> None:
    """What is gone stands in no list, but the file of an old incident keeps it."""
    answers = read_api({"fax.yml": RETIRED})
    assert "fax" not in by_id(answers["components"]["components"])
    assert answers["incidents"]["incidents"][0]["components"] == []
    (kept,) = answers["incidents/fax"]["incident"]["components"]
    assert (kept["id"], kept["status"], kept["position"]) == ("fax", "operational", 2)


def test_lists_show_components_as_they_are_now_and_files_as_the_incident_puts_them(read_api: ReadApi) -> None:
    """An open incident elsewhere changes what a list says of an old incident's component, never its file."""
    before, after = read_api({"fax.yml": RETIRED}), read_api(FULL)
    assert after["incidents/fax-silent"]["incident"]["id"] == "fax-silent"
    listed = by_id(after["incidents"]["incidents"])["search-slow"]["components"]
    own = after["incidents/search-slow"]["incident"]["components"]
    assert [part["status"] for part in listed] == ["degraded_performance"]
    assert [(part["status"], part["updated_at"]) for part in own] == [
        ("operational", "2026-11-10T11:00:00.000Z")
    ]
    assert before["incidents/fax"]["page"] == after["incidents/fax-silent"]["page"]


def test_uptime_tells_whether_a_component_is_showcased(read_api: ReadApi) -> None:
    """Where no figure is shown, nothing is showcased."""
    parts = by_id(read_api({})["components"]["components"])
    assert (parts["rooms"]["showcase"], parts["checkout"]["showcase"]) == (True, False)


def test_a_component_and_a_group_of_one_name_are_told_apart(read_api: ReadApi) -> None:
    """Settings may name a group as a component; the flat list still has each id once."""
    twins = tuple(replace(part, id="chat") if part.id == "rooms" else part for part in SETTINGS.components)
    parts = by_id(read_api({}, settings=replace(SETTINGS, components=twins))["components"]["components"])
    assert parts["chat"]["group_id"] == parts["group:chat"]["id"]


def test_the_end_of_a_fault_is_a_change(read_api: ReadApi) -> None:
    """A component that is well again changed when it became so, minutes or days ago."""
    for later in (timedelta(minutes=1), timedelta(days=30)):
        now = datetime(2026, 11, 10, 11, tzinfo=UTC) + later
        parts = by_id(read_api({"slow.yml": FULL["search-slow.yml"]}, now=now)["components"]["components"])
        assert parts["search"]["updated_at"] == "2026-11-10T11:00:00.000Z"
