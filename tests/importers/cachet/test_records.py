"""Which entries `statuskit.importers.cachet.records` finds in files, in each form of Cachet's API."""

from statuskit.importers import FoundComponent, all_notes
from tests.importers.cachet.source import Reader, incident, page, said

GUID = "3aad01a9-be10-422b-a90b-413c850cf89b"


def test_updates_with_one_number_are_two(read: Reader) -> None:
    """Cachet 3 counts the updates of incidents and schedules together, others count each for itself."""
    history = read(page(incident(said(1, "10:30:00")), incident(said(1, "11:00:00"), id=13)))
    assert [len((found.document or {})["updates"]) for found in history.incidents] == [2, 2]


def test_updates_come_from_pages_of_their_own(read: Reader) -> None:
    """`/incidents/12/updates` says whose they are; what stands in both is taken once."""
    first, second = said(1, "10:30:00"), said(2, "11:00:00", 4, "Over.")
    document, notes = read.one(
        page(incident(first, status=4)), page(*({"incident_id": 12} | each for each in (second, first)))
    )
    assert notes == []
    assert [word["message"] for word in document["updates"]] == ["Cards *fail*.\n", "Text.\n", "Over.\n"]


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
