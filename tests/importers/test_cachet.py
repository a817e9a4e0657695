"""What `statuskit.importers.cachet` makes of what Cachet's API answers."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from statuskit.errors import UsageError
from statuskit.importers import FoundComponent, History, all_notes
from statuskit.importers.cachet import Cachet
from statuskit.source.yaml_text import to_yaml

Json = dict[str, Any]
BERLIN = ZoneInfo("Europe/Berlin")
GUID = "3aad01a9-be10-422b-a90b-413c850cf89b"


def said(number: int, at: str, status: int = 2, message: str = "Text.", **more: Any) -> Json:  # noqa: ANN401  -- JSON
    """Return an update as version 1 writes it; `at` is the time on 1 March 2019."""
    return {"id": number, "status": status, "message": message, "created_at": f"2019-03-01 {at}"} | more


def incident(*updates: Json, **more: Any) -> Json:  # noqa: ANN401  -- JSON
    """Return an incident as version 1 writes it, begun at 10:00."""
    return {
        "id": 12,
        "component_id": 0,
        "name": "Cards fail",
        "status": updates[-1]["status"] if updates else 1,
        "visible": 1,
        "stickied": False,
        "message": "Cards *fail*.",
        "occurred_at": "2019-03-01 10:00:00",
        "created_at": "2019-03-01 10:02:00",
        "updated_at": "2019-03-01 12:00:00",
        "deleted_at": None,
        "updates": list(updates),
    } | more


def schedule(**more: Any) -> Json:  # noqa: ANN401  -- JSON
    """Return a schedule as version 1 writes it, from 10:00 to 12:00."""
    return {
        "id": 12,
        "name": "A new database",
        "message": "We move.",
        "status": 2,
        "scheduled_at": "2019-03-01 10:00:00",
        "completed_at": "2019-03-01 12:00:00",
        "created_at": "2019-02-20 10:00:00",
        "updated_at": "2019-03-01 12:30:00",
    } | more


def component(number: int, name: str, **more: Any) -> Json:  # noqa: ANN401  -- JSON
    """Return a component as version 1 writes it."""
    return {
        "id": number,
        "name": name,
        "description": "",
        "link": "",
        "status": 1,
        "order": 0,
        "enabled": True,
    } | more


def page(*entries: Json, number: int = 1, of: int = 1) -> Json:
    """Return a page of version 1."""
    links = {"next_page": "https://status.example/api/v1/x?page=2" if number < of else None}
    return {"meta": {"pagination": {"current_page": number, "links": links}}, "data": list(entries)}


class Reader:
    """Writes JSON to files and imports their folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self, *values: object, known: tuple[FoundComponent, ...] = (), zone: ZoneInfo | None = BERLIN
    ) -> History:
        """Import each value as a file of its own."""
        for index, value in enumerate(values):
            (self.folder / f"{index}.json").write_text(json.dumps(value), encoding="utf-8")
        return Cachet().read([self.folder], known=known, zone=zone)

    def one(self, *values: object) -> tuple[Json, list[str]]:
        """Import files that hold one incident; return its document and the texts of all notes."""
        history = self(*values)
        (found,) = history.incidents
        assert found.document is not None
        to_yaml(found.document)
        return found.document, [note.text for note in all_notes(history)]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Return a function that imports JSON values."""
    return Reader(tmp_path)


def test_an_incident_comes_in_whole(read: Reader) -> None:
    """Its own text is the first word; updates stand oldest first, with our statuses; times are of the zone."""
    updates = [said(3, "11:30:00", 4, "Over."), said(2, "11:00:00", 3), said(1, "10:30:00")]
    document, notes = read.one(page(incident(*updates, stickied=True, status=4)))
    assert notes == []
    assert document == {
        "title": "Cards fail",
        "pinned": True,
        "updates": [
            {"at": "2019-03-01T09:00:00Z", "message": "Cards *fail*.\n"},
            {"at": "2019-03-01T09:30:00Z", "status": "identified", "message": "Text.\n"},
            {"at": "2019-03-01T10:00:00Z", "status": "monitoring", "message": "Text.\n"},
            {"at": "2019-03-01T10:30:00Z", "status": "resolved", "message": "Over.\n"},
        ],
    }


def test_a_number_is_the_id_and_old_addresses_are_told(read: Reader) -> None:
    """The address of an incident stays; that of before Cachet 2.4, and one below a folder, have a rule."""
    history = read(page(incident(permalink="https://example.com/status/incidents/12")))
    (found,) = history.incidents
    assert found.foreign == "12"
    assert found.place == "0.json data[0] 12"
    assert found.addresses == ("/incidents/12", "/incident/12", "/status/incidents/12")
    assert found.origin == {"url": "https://example.com/status/incidents/12"}
    assert history.addresses == {"/atom": "/history.atom", "/rss": "/history.rss"}


def test_a_zone_is_asked_for(read: Reader) -> None:
    """Cachet's times have no offset; without a zone nothing is guessed."""
    with pytest.raises(UsageError, match="--timezone"):
        read(page(incident()), zone=None)


@pytest.mark.parametrize(
    ("status", "ours"), [(1, "investigating"), (2, "identified"), (3, "monitoring"), ("3", "monitoring")]
)
def test_a_text_alone_has_the_status_of_its_incident(read: Reader, status: object, ours: str) -> None:
    """Without updates, what the incident says of itself is said by its text."""
    document, notes = read.one(page(incident(status=status)))
    assert notes == []
    assert document["updates"][0]["status"] == ours


def test_a_fixed_text_alone_is_dated_by_its_beginning(read: Reader) -> None:
    """When it was fixed Cachet does not tell, and the report says so."""
    document, notes = read.one(page(incident(status=4)))
    assert document["updates"] == [
        {"at": "2019-03-01T09:00:00Z", "status": "resolved", "message": "Cards *fail*.\n"}
    ]
    assert notes == ["is fixed, and does not say when; its only text is dated by its beginning"]


def test_the_status_of_an_incident_is_that_of_its_newest_update(read: Reader) -> None:
    """An update changes it, so the text before is not known to have had it; another one it had itself."""
    document, notes = read.one(page(incident(said(1, "10:30:00", 3), status=3)))
    assert [word.get("status") for word in document["updates"]] == [None, "monitoring"]
    document, notes = read.one(page(incident(said(1, "10:30:00", 3), status=2)))
    assert [word.get("status") for word in document["updates"]] == ["identified", "monitoring"]
    assert notes == []


def test_updates_with_one_number_are_two(read: Reader) -> None:
    """Cachet 3 counts the updates of incidents and schedules together, others count each for itself."""
    history = read(page(incident(said(1, "10:30:00")), incident(said(1, "11:00:00"), id=13)))
    assert [len((found.document or {})["updates"]) for found in history.incidents] == [2, 2]


def test_an_end_that_no_update_says_is_added(read: Reader) -> None:
    """An incident that was marked as fixed is over, as of its last change."""
    document, notes = read.one(page(incident(said(1, "10:30:00", 3), status=4)))
    assert document["updates"][0].get("status") is None
    assert document["updates"][-1] == {
        "at": "2019-03-01T11:00:00Z",
        "status": "resolved",
        "message": "Resolved.\n",
    }
    assert notes == ["is fixed, but no update says so; one was added, dated by its last change"]


def test_updates_come_from_pages_of_their_own(read: Reader) -> None:
    """`/incidents/12/updates` says whose they are; what stands in both is taken once."""
    first, second = said(1, "10:30:00"), said(2, "11:00:00", 4, "Over.")
    document, notes = read.one(
        page(incident(first, status=4)), page(*({"incident_id": 12} | each for each in (second, first)))
    )
    assert notes == []
    assert [word["message"] for word in document["updates"]] == ["Cards *fail*.\n", "Text.\n", "Over.\n"]


def test_updates_of_one_time_stand_in_the_order_of_their_numbers(read: Reader) -> None:
    """Cachet gives them newest first, and its clock knows no part of a second."""
    document, _ = read.one(page(incident(said(10, "11:00:00", 4), said(9, "11:00:00", 3), status=4)))
    assert [word.get("status") for word in document["updates"]] == [None, "monitoring", "resolved"]


def test_components_and_groups_come_in_the_order_of_the_page(read: Reader) -> None:
    """Groups and components have an order; those of no group stand last, as on Cachet's page."""
    group = {"id": 3, "name": "Shop", "order": 1, "collapsed": 0, "visible": 1}
    history = read(
        page(component(1, "API"), component(2, "Cards", group_id=3, order=2, description="Pay")),
        page(group | {"enabled_components": [component(4, "Cart", order=1)]}),
    )
    assert history.components == (
        FoundComponent(id="cart", name="Cart", group="Shop"),
        FoundComponent(id="cards", name="Cards", group="Shop", description="Pay"),
        FoundComponent(id="api", name="API"),
    )
    assert history.addresses["/atom/3"] == "/history.atom"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://api.example.com/", "https://api.example.com/"),
        ("javascript:alert(1)", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_link_of_a_component_stays(read: Reader, link: str | None, url: str) -> None:
    """Its address on the web is its address here, and nothing else is."""
    history = read(page(component(1, "API", link=link)))
    assert history.components == (FoundComponent(id="api", name="API", url=url),)


def test_what_was_hidden_comes_in_where_an_incident_names_it(read: Reader) -> None:
    """A component that is disabled or deleted is not shown; it is told, unless the history needs it."""
    history = read(
        page(component(1, "API", enabled=False), component(2, "Cards", deleted_at="2019-01-01 10:00:00")),
        page(incident(component_id=1)),
    )
    assert [found.name for found in history.components] == ["API"]
    assert [note.text for note in all_notes(history)] == [
        "component 'Cards' is not shown on the page; left out"
    ]


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


def test_a_missing_page_is_told(read: Reader) -> None:
    """A page that says that another one follows wants that one too."""
    history = read(page(incident(), number=1, of=3))
    assert [note.text for note in history.notes] == [
        "says that there is a page 2 of incidents; it is not here"
    ]
    assert read(page(incident(), number=1, of=2), page(incident(id=13), number=2, of=2)).notes == ()


def test_an_incident_of_two_files_is_taken_once(read: Reader) -> None:
    """The one that changed later is taken, and the other told; where they are the same there is nothing to tell."""
    later = incident(status=2, updated_at="2019-03-02 10:00:00")
    history = read(page(incident()), {"data": later}, {"data": later})
    assert [found.place for found in history.incidents] == ["1.json data 12"]
    assert [(note.place, note.text) for note in history.notes] == [
        ("0.json data[0] 12", "stands in 1.json data 12 too; that one was taken")
    ]


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


@pytest.mark.parametrize(
    ("at", "status"),
    [("09:59:00", "scheduled"), ("10:00:00", "in_progress"), ("12:00:00", "completed")],
)
def test_a_schedule_that_was_entered_late_says_so(read: Reader, at: str, status: str) -> None:
    """Cachet has no statuses for words on a maintenance; the time of each tells."""
    document, _ = read.one(page(schedule(created_at=f"2019-03-01 {at}")))
    assert document["updates"][0]["status"] == status


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


def test_seconds_are_times_too(read: Reader) -> None:
    """The first Cachets answered with seconds since 1970, and had neither `visible` nor an occurrence."""
    old = {
        "id": 6,
        "name": "Old",
        "status": 1,
        "message": "Text.",
        "component": None,
        "created_at": 1420036705,
    }
    document, notes = read.one({"data": [old]})
    assert notes == []
    assert document["updates"][0]["at"] == "2014-12-31T14:38:25Z"


def test_cachet_3_comes_in(read: Reader) -> None:
    """JSON:API: attributes, times and numbers of two parts, what is included; the guid is the id."""
    time = {"human": "1 hour ago", "string": "2024-10-27 08:31:59"}
    attributes = {
        "id": 2,
        "guid": GUID,
        "name": "Docs are slow",
        "message": "We look.",
        "visible": 1,
        "stickied": False,
        "status": {"human": "Fixed", "value": 4},
        "occurred": time,
        "created": time,
        "updated": time,
    }
    updated = {
        "id": 9,
        "updateable_id": 2,
        "updateable_type": "incident",
        "message": "Quick again.",
        "status": {"human": "Fixed", "value": 4},
        "created": time | {"string": "2024-10-27 09:31:59"},
    }
    docs = {"id": 1, "name": "Docs", "status": {"human": "Operational", "value": 1}, "enabled": True}
    history = read(
        {
            "data": [
                {
                    "id": "2",
                    "type": "incidents",
                    "attributes": attributes,
                    "relationships": {"components": {"data": [{"type": "components", "id": "1"}]}},
                }
            ],
            "included": [
                {"id": "9", "type": "updates", "attributes": updated},
                {
                    "id": "1",
                    "type": "components",
                    "attributes": docs,
                    "relationships": {"group": {"data": {"type": "componentGroups", "id": "5"}}},
                },
                {"id": "5", "type": "componentGroups", "attributes": {"id": 5, "name": "Help"}},
            ],
            "links": {"next": None},
            "meta": {"current_page": 1},
        }
    )
    (found,) = history.incidents
    assert (found.foreign, found.addresses) == (GUID, (f"/incidents/{GUID}",))
    assert found.document == {
        "title": "Docs are slow",
        "components": {"docs": "operational"},
        "updates": [
            {"at": "2024-10-27T07:31:59Z", "message": "We look.\n"},
            {"at": "2024-10-27T08:31:59Z", "status": "resolved", "message": "Quick again.\n"},
        ],
    }
    assert history.components == (FoundComponent(id="docs", name="Docs", group="Help"),)
    assert list(all_notes(history)) == []


def test_a_list_of_pages_is_read(read: Reader) -> None:
    """What joins pages in one file, or drops their frames, does not matter."""
    assert len(read([page(incident()), page(incident(id=13))]).incidents) == 2
    assert len(read([incident(), incident(id=13)]).incidents) == 2


def test_another_file_is_not_read(read: Reader) -> None:
    """JSON of another kind is named; of a list with other entries they alone are left out."""
    history = read({"page": {}}, page(incident(), {"id": 3, "suffix": "ms"}), [1, None])
    assert [note.place for note in history.unread] == ["0.json", "2.json"]
    assert [note.text for note in history.notes] == [
        "entries that are neither incident, update, schedule, component nor group: 1; left out"
    ]
    assert len(history.incidents) == 1


def test_broken_updates_are_told(read: Reader) -> None:
    """30 February, an unknown status, a word before the beginning, and no word at all."""
    document, notes = read.one(
        page(
            incident(
                said(1, "09:00:00"),
                said(2, "10:30:00", 9, "Text."),
                said(3, "10:40:00", 3, ""),
                said(4, "10:50:00", created_at="2017-02-30 10:00:00"),
                said(5, "11:00:00", 9, ""),
                message="",
            )
        )
    )
    assert notes == [
        "status '9' is none that we know; left out",
        "has no text; its status stands in its place",
        "has no readable created_at; left out: Text.",
        "status '9' is none that we know; left out",
        "has neither a text nor a status; left out",
    ]
    assert [word["message"] for word in document["updates"]] == ["Text.\n", "Text.\n", "Monitoring.\n"]


def test_updates_before_their_incident_move_its_text(read: Reader) -> None:
    """Updates ascend in time: the text of the incident is never later than what answers it."""
    document, notes = read.one(page(incident(said(1, "09:00:00"))))
    assert [word["at"] for word in document["updates"]] == ["2019-03-01T08:00:00Z"] * 2
    assert notes == ["its first update lies before it; it was dated by that one"]


def test_markdown_and_html_of_messages_are_clean(read: Reader) -> None:
    """Lists stay lists, HTML becomes Markdown, and what could run is gone."""
    message = "We know:\n- a\n- <b>b</b><script>alert(1)</script>"
    document, _ = read.one(page(incident(message=message)))
    assert document["updates"][0]["message"] == "We know:\n\n- a\n- **b**\n"
