"""What `statuskit.importers.cachet.incident` makes of one incident or schedule."""

import pytest

from statuskit.importers import all_notes
from tests.importers.cachet.source import Json, Reader, component, incident, page, said, schedule


def test_a_number_is_the_id_and_old_addresses_are_told(read: Reader) -> None:
    """The address of an incident stays; that of before Cachet 2.4, and one below a folder, have a rule."""
    history = read(page(incident(permalink="https://example.com/status/incidents/12")))
    (found,) = history.incidents
    assert found.foreign == "12"
    assert found.place == "0.json data[0] 12"
    assert found.addresses == ("/incidents/12", "/incident/12", "/status/incidents/12")
    assert found.origin == {"url": "https://example.com/status/incidents/12"}
    assert history.addresses == {"/atom": "/history.atom", "/rss": "/history.rss"}


def test_a_past_incident_hurts_no_component(read: Reader) -> None:
    """Cachet keeps no state of the past: what is over names its component, whatever that is in now."""
    over = incident(said(1, "11:00:00", 4), component_id=1)
    document, notes = read.one(page(over), page(component(1, "API", status=4)))
    assert document["components"] == {"api": "operational"}
    assert notes == []


@pytest.mark.parametrize(
    ("status", "state"), [(2, "degraded_performance"), (3, "partial_outage"), (4, "major_outage")]
)
def test_an_open_incident_has_the_state_of_now(read: Reader, status: int, state: str) -> None:
    """What is open has its component in the state that Cachet shows, and the report says that it was taken."""
    document, notes = read.one(page(incident(component_id=1)), page(component(1, "API", status=status)))
    assert document["components"] == {"api": state}
    assert notes == [f"is open; api was taken to be in {state} from its beginning on, as it is now"]


def test_a_component_that_the_files_lack_is_told(read: Reader) -> None:
    """A number alone is no name."""
    document, notes = read.one(page(incident(component_id=7)))
    assert "components" not in document
    assert notes == ["names component 7, which the files do not hold; left out"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"visible": 0}, "is not public (visible: 0); left out"),
        ({"visible": 2}, "is not public (visible: 2); left out"),
        ({"deleted_at": "2019-03-02 10:00:00"}, "was deleted; left out"),
        ({"name": " "}, "has no name; left out"),
        ({"occurred_at": None, "created_at": None}, "has no text with a time; left out"),
    ],
)
def test_what_does_not_come_in_is_told(read: Reader, more: Json, reason: str) -> None:
    """What was never public, or cannot be an incident, is named with its reason, and the rest comes in."""
    history = read(page(incident(**more), incident(id=13)))
    assert [found.document is None for found in history.incidents] == [True, False]
    assert [(note.place, note.text) for note in all_notes(history)] == [("0.json data[0] 12", reason)]


def test_a_schedule_is_a_maintenance(read: Reader) -> None:
    """Its window is that of its two times. Its number may be an incident's, so its id is its old address."""
    planned = schedule(components=[{"id": 9, "component_id": 1, "component_status": 4}])
    history = read(page(planned), page(component(1, "API")), page(incident()))
    found = next(each for each in history.incidents if each.foreign != "12")
    assert found.document == {
        "title": "A new database",
        "kind": "maintenance",
        "components": {"api": "major_outage"},
        "scheduled_for": "2019-03-01T09:00:00Z",
        "scheduled_until": "2019-03-01T11:00:00Z",
        "updates": [{"at": "2019-02-20T09:00:00Z", "status": "scheduled", "message": "We move.\n"}],
    }
    assert (found.foreign, found.addresses) == ("schedules/12", ("/schedules/12",))
    assert history.notes == ()


def test_a_complete_schedule_without_an_end_ends_with_its_last_change(read: Reader) -> None:
    """That is guessed, and told."""
    document, notes = read.one(page(schedule(completed_at=None)))
    assert document["scheduled_until"] == "2019-03-01T11:30:00Z"
    assert notes == ["is complete, and does not say when; its last change was taken"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"completed_at": None, "status": 1}, "is a maintenance, and does not say until when; left out"),
        ({"completed_at": "2019-03-01 09:00:00"}, "is a maintenance that ends before it begins; left out"),
        (
            {"scheduled_at": "2019-02-30 09:00:00"},
            "is a maintenance without a readable scheduled_at; left out",
        ),
    ],
)
def test_a_window_that_is_none_is_told(read: Reader, more: Json, reason: str) -> None:
    """A maintenance needs a beginning and an end after it."""
    history = read(page(schedule(**more)))
    assert history.incidents[0].document is None
    assert [note.text for note in all_notes(history)] == [reason]


def test_scheduled_incidents_of_old_are_maintenances(read: Reader) -> None:
    """Before 2.4 a maintenance was an incident of status 0; it ends with the update that fixes it."""
    planned = incident(said(1, "12:00:00", 4, "Done."), status=0, scheduled_at="2019-03-01 11:00:00")
    document, notes = read.one(page(planned))
    assert notes == []
    assert document["kind"] == "maintenance"
    assert document["scheduled_until"] == "2019-03-01T11:00:00Z"
    assert [word["status"] for word in document["updates"]] == ["scheduled", "completed"]
