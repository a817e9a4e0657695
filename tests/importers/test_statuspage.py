"""What `statuskit.importers.statuspage` makes of Statuspage's JSON."""

import json
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statuskit.errors import UsageError
from statuskit.importers import FoundComponent, History, all_notes
from statuskit.importers.statuspage import Statuspage
from statuskit.source.yaml_text import to_yaml


def update(at: str, status: str = "investigating", body: str = "Text.", **more: Any) -> dict[str, Any]:  # noqa: ANN401  -- JSON
    """Return an update as Statuspage writes it; `at` is the time on 1 March 2022."""
    return {
        "display_at": f"2022-03-01T{at}Z",
        "status": status,
        "body": body,
        "affected_components": None,
    } | more


def affected(code: str, name: str, state: str) -> dict[str, str]:
    """Return a component as an update names it."""
    return {"code": code, "name": name, "old_status": "operational", "new_status": state}


def incident(*newest_first: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401  -- JSON
    """Return an incident as Statuspage writes it."""
    return {
        "id": "1whd66ydswnx",
        "name": "Cards fail",
        "status": "resolved",
        "impact": "minor",
        "started_at": newest_first[-1]["display_at"] if newest_first else None,
        "resolved_at": newest_first[0]["display_at"] if newest_first else None,
        "incident_updates": list(newest_first),
        "components": [],
    } | more


@pytest.fixture
def read(tmp_path: Path) -> "Reader":
    """Return a function that imports a JSON value."""
    return Reader(tmp_path / "incidents.json")


class Reader:
    """Writes JSON to a file and imports it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(
        self, data: object, *, known: Sequence[FoundComponent] = (), zone: ZoneInfo | None = None
    ) -> History:
        """Import a JSON value, or bytes as they are."""
        self.path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        return Statuspage().read([self.path], known=known, zone=zone)

    def one(self, item: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Import one incident; return its document and the texts of all notes."""
        history = self({"page": {}, "incidents": [item]})
        document = history.incidents[0].document
        assert document is not None
        to_yaml(document)
        return document, [note.text for note in all_notes(history)]


def test_an_incident_comes_in_whole(read: Reader) -> None:
    """Updates are turned oldest first; title, impact, states and the origin are written as given."""
    document, notes = read.one(
        incident(
            update("11:00:00", "resolved", "Over."),
            update("10:30:00", "monitoring", affected_components=[affected("c1", "Checkout", "operational")]),
            update(
                "10:00:00.250",
                affected_components=[
                    affected("c1", "Checkout", "partial_outage"),
                    affected("c2", "API", "operational"),
                ],
            ),
            shortlink="https://stspg.example/x",
            components=[{"id": "c1", "name": "Checkout"}],
        )
    )
    assert notes == []
    assert document == {
        "title": "Cards fail",
        "impact": "minor",
        "components": {"checkout": "partial_outage", "api": "operational"},
        "updates": [
            {"at": "2022-03-01T10:00:00.250Z", "status": "investigating", "message": "Text.\n"},
            {
                "at": "2022-03-01T10:30:00Z",
                "status": "monitoring",
                "message": "Text.\n",
                "components": {"checkout": "operational"},
            },
            {"at": "2022-03-01T11:00:00Z", "status": "resolved", "message": "Over.\n"},
        ],
    }
    assert list(document) == ["title", "impact", "components", "updates"]


def test_an_earlier_start_is_written(read: Reader) -> None:
    """A start before the first word stands in the file, and the first states begin with their word."""
    document, notes = read.one(
        incident(
            update("11:00:00", "resolved"),
            update("10:00:00", affected_components=[affected("c1", "Checkout", "major_outage")]),
            started_at="2022-03-01T09:30:00Z",
        )
    )
    assert notes == []
    assert document["started"] == "2022-03-01T09:30:00Z"
    assert document["components"] == {"checkout": "operational"}
    assert document["updates"][0]["components"] == {"checkout": "major_outage"}


def test_a_later_start_is_left_out(read: Reader) -> None:
    """A start after the first word makes no sense; the note says what was there."""
    document, notes = read.one(
        incident(update("11:00:00", "resolved"), update("10:00:00"), started_at="2022-03-01T10:20:00Z")
    )
    assert "started" not in document
    assert notes == ["started_at 2022-03-01T10:20:00Z lies after the first update; left out"]


@pytest.mark.parametrize(
    ("resolved_at", "written", "notes"),
    [
        ("2022-03-01T10:40:00Z", "2022-03-01T10:40:00Z", 0),
        ("2022-03-01T11:00:00.900Z", None, 0),
        ("2022-03-01T12:00:00Z", None, 1),
        ("2022-03-01T09:00:00Z", None, 1),
        (None, None, 0),
        ("2017-02-30T00:00:00Z", None, 0),
    ],
)
def test_the_end_is_written_only_where_it_says_more(
    read: Reader, resolved_at: str | None, written: str | None, notes: int
) -> None:
    """`resolved` stands in the file only where it lies between the beginning and the word that says so."""
    document, told = read.one(
        incident(update("11:00:00", "resolved"), update("10:00:00"), resolved_at=resolved_at)
    )
    assert document.get("resolved") == written
    assert len(told) == notes


def test_an_end_without_a_word_is_added(read: Reader) -> None:
    """Where the source says that it is over and no update does, one is added and told."""
    document, notes = read.one(incident(update("10:00:00"), resolved_at="2022-03-01T12:00:00Z"))
    assert document["updates"][-1] == {
        "at": "2022-03-01T12:00:00Z",
        "status": "resolved",
        "message": "Resolved.\n",
    }
    assert notes == ["is resolved, but no update says so; one was added at resolved_at"]
    document, notes = read.one(incident(update("10:00:00"), resolved_at=None))
    assert document["updates"][-1]["at"] == "2022-03-01T10:00:00Z"
    assert "dated by its last update" in notes[0]


def test_an_open_incident_stays_open(read: Reader) -> None:
    """Nothing is added to what the source itself leaves open."""
    document, notes = read.one(incident(update("10:00:00"), status="investigating", resolved_at=None))
    assert len(document["updates"]) == 1
    assert notes == []


def test_updates_out_of_order_are_sorted(read: Reader) -> None:
    """The public time decides the order, equal times keep the source's, and the note says so."""
    document, notes = read.one(
        incident(
            update("11:00:00", "resolved"),
            update("10:00:00", body="b"),
            update("10:00:00", body="a"),
            update("10:30:00"),
        )
    )
    assert [item["at"][11:16] for item in document["updates"]] == ["10:00", "10:00", "10:30", "11:00"]
    assert [item["message"] for item in document["updates"]][:2] == ["a\n", "b\n"]
    assert "its updates were not in the order of their times; they were sorted" in notes


def test_states_left_behind_by_an_end_are_left_out(read: Reader) -> None:
    """A component that the source resolves as degraded would be degraded for ever; it is told instead."""
    document, notes = read.one(
        incident(
            update(
                "11:00:00", "resolved", affected_components=[affected("c", "API", "degraded_performance")]
            ),
            update("10:00:00", affected_components=[affected("c", "API", "degraded_performance")]),
        )
    )
    assert "components" not in document["updates"][-1]
    assert notes == ["ends with api in degraded_performance, and the source never says until when; left out"]


def test_a_reopened_incident_says_its_states_again(read: Reader) -> None:
    """The format brings back what stood before an end, so only what differs from that is written."""
    document, _ = read.one(
        incident(
            update("13:00:00", "resolved"),
            update(
                "12:00:00",
                affected_components=[affected("c", "API", "operational"), affected("d", "B", "major_outage")],
            ),
            update("11:00:00", "resolved", affected_components=[affected("c", "API", "operational")]),
            update("10:00:00", affected_components=[affected("c", "API", "partial_outage")]),
        )
    )
    assert document["components"] == {"b": "operational", "api": "partial_outage"} or document[
        "components"
    ] == {
        "api": "partial_outage",
        "b": "operational",
    }
    assert document["updates"][2]["components"] == {"api": "operational", "b": "major_outage"}


def test_an_end_before_a_reopening_is_left_out(read: Reader) -> None:
    """The end that the source states must be that of the last opening."""
    document, notes = read.one(
        incident(
            update("13:00:00", "resolved"),
            update("12:00:00"),
            update("11:00:00", "resolved"),
            update("10:00:00"),
            resolved_at="2022-03-01T11:00:00Z",
        )
    )
    assert "resolved" not in document
    assert notes == ["resolved_at 2022-03-01T11:00:00Z lies before it began, or was opened again; left out"]


def test_a_maintenance_comes_in(read: Reader) -> None:
    """A planned window is a maintenance, with its two times and its own statuses."""
    history = read(
        {
            "scheduled_maintenances": [
                incident(
                    update("13:00:00", "completed"),
                    update(
                        "12:00:00",
                        "in_progress",
                        affected_components=[affected("c", "API", "under_maintenance")],
                    ),
                    update(
                        "10:00:00", "scheduled", affected_components=[affected("c", "API", "operational")]
                    ),
                    impact="maintenance",
                    status="completed",
                    scheduled_for="2022-03-01T12:00:00.000Z",
                    scheduled_until="2022-03-01T14:00:00.000Z",
                )
            ]
        }
    )
    document = history.incidents[0].document
    assert document is not None
    assert list(history.notes) == []
    assert document["kind"] == "maintenance"
    assert "impact" not in document
    assert document["scheduled_for"] == "2022-03-01T12:00:00Z"
    assert document["scheduled_until"] == "2022-03-01T14:00:00Z"
    assert [item["status"] for item in document["updates"]] == ["scheduled", "in_progress", "completed"]
    assert document["updates"][1]["components"] == {"api": "under_maintenance"}


def test_a_maintenance_without_an_end(read: Reader) -> None:
    """The update that ended it is taken as its end, and told; without one it is left out, and named."""
    window = {"impact": "maintenance", "scheduled_for": "2022-03-01T12:00:00Z", "scheduled_until": None}
    document, notes = read.one(
        incident(update("13:00:00", "completed"), update("10:00:00", "scheduled"), **window)
    )
    assert document["scheduled_until"] == "2022-03-01T13:00:00Z"
    assert len(notes) == 1
    history = read([incident(update("10:00:00", "scheduled"), **window)])
    assert history.incidents[0].document is None
    assert "without an end" in history.incidents[0].notes[0].text


def test_words_after_the_end_of_a_maintenance_are_notes(read: Reader) -> None:
    """After its end a maintenance has no more statuses: the words stay, the status is told."""
    document, notes = read.one(
        incident(
            update("14:00:00", "verifying"),
            update("13:00:00", "completed"),
            scheduled_for="2022-03-01T12:00:00Z",
            scheduled_until="2022-03-01T14:00:00Z",
        )
    )
    assert "status" not in document["updates"][-1]
    assert notes == ["status 'verifying' after the end of a maintenance; left out"]


def test_a_maintenance_without_words_comes_in(read: Reader) -> None:
    """A maintenance needs no update, only its window."""
    history = read(
        [incident(name="M", scheduled_for="2022-03-01T12:00:00Z", scheduled_until="2022-03-01T14:00:00Z")]
    )
    assert history.incidents[0].document is not None
    assert "updates" not in history.incidents[0].document


def test_a_postmortem_becomes_one(read: Reader) -> None:
    """An update of status `postmortem` is the story, final once the incident is resolved."""
    document, notes = read.one(
        incident(
            update("15:00:00", "postmortem", "## Cause\n\nA *cable*."),
            update("14:00:00", "postmortem", "Early."),
            update("11:00:00", "resolved"),
            update("10:00:00"),
            status="postmortem",
            resolved_at="2022-03-01T11:00:00Z",
        )
    )
    assert document["postmortem"] == {
        "state": "final",
        "published": "2022-03-01T15:00:00Z",
        "plain": "## Cause\n\nA *cable*.\n",
    }
    assert len(document["updates"]) == 2
    assert notes == ["is an earlier postmortem; left out: Early."]
    document, notes = read.one(
        incident(
            update("15:00:00", "postmortem", "x"), update("10:00:00"), status="monitoring", resolved_at=None
        )
    )
    assert document["postmortem"]["state"] == "preliminary"
    assert notes == ["has a postmortem and is not over; it came in as preliminary"]


def test_html_becomes_markdown(read: Reader) -> None:
    """Bodies are converted, and hostile ones are harmless."""
    document, _ = read.one(
        incident(
            update("11:00:00", "resolved", "<script>alert(1)</script><p>Over &amp; <b>out</b>\x07</p>"),
            update("10:00:00", body="1 * 2 * 3 < 4"),
            name="Cards &amp; <b>more</b>\n\x1b[31m",
        )
    )
    assert document["title"] == "Cards & more [31m"
    assert document["updates"][0]["message"] == "1 \\* 2 \\* 3 < 4\n"
    assert document["updates"][1]["message"] == "Over & **out**\n"


def test_what_cannot_be_said_is_told(read: Reader) -> None:
    """Unknown words, empty texts, tweets and metadata are left out, each with a note and its place."""
    history = read(
        {
            "incidents": [
                incident(
                    update("11:00:00", "resolved", "  "),
                    update("10:30:00", "panicking", custom_tweet="We panic"),
                    update("10:20:00", "", ""),
                    {
                        "display_at": "2017-02-30T00:00:00Z",
                        "created_at": "2022-03-01T10:10:00Z",
                        "status": "identified",
                        "body": "b",
                    },
                    {"display_at": "soon", "status": "identified", "body": "lost word"},
                    "no update",  # type: ignore[arg-type]
                    update(
                        "10:00:00",
                        affected_components=[
                            affected("c", "API", "on_fire"),
                            {"new_status": "operational"},
                            7,
                        ],
                    ),
                    impact="enormous",
                    metadata={"a": 1},
                )
            ]
        }
    )
    notes = {(note.place, note.text) for note in all_notes(history)}
    place = "incidents.json incidents[0] 1whd66ydswnx"
    assert notes == {
        (place, "impact 'enormous' is none that we know; left out"),
        (place, "metadata has no place in an incident file; left out"),
        (f"{place} update[0]", "has no text; its status stands in its place"),
        (f"{place} update[1]", "status 'panicking' is none of an incident; left out"),
        (f"{place} update[1]", "its tweet has no place in an incident file; left out: We panic"),
        (f"{place} update[2]", "status '' is none of an incident; left out"),
        (f"{place} update[2]", "has neither a text nor a status; left out"),
        (f"{place} update[3]", "has no readable display_at; created_at was taken"),
        (f"{place} update[4]", "has no readable time; left out: lost word"),
        (f"{place} update[5]", "is no update; left out"),
        (f"{place} update[6]", "state 'on_fire' of api is none that we know; left out"),
        (f"{place} update[6]", "names a component without name or code; left out"),
    }
    document = history.incidents[0].document
    assert document is not None
    assert document["updates"][-1]["message"] == "Resolved.\n"
    assert "impact" not in document


def test_incidents_that_cannot_come_in_are_named(read: Reader) -> None:
    """Without a name, or without any word, an incident is left out by name; the others come in."""
    history = read(
        [
            incident(update("10:00:00"), id="a", name=" "),
            incident(id="b"),
            incident(update("10:00:00"), id="c"),
            incident(update("10:00:00"), id="c"),
            "nonsense",
        ]
    )
    assert [(item.foreign, item.document is None) for item in history.incidents] == [
        ("a", True),
        ("c", False),
        ("b", True),
    ]
    assert [(note.place, note.text) for note in all_notes(history) if "resolved_at" not in note.text] == [
        ("incidents.json incidents[4]", "is no incident; left out"),
        ("the source", "one incident stands in it more than once, in the same words"),
        ("incidents.json incidents[0] a", "has no name; left out"),
        ("incidents.json incidents[1] b", "has no update with a time and a text; left out"),
    ]


def test_what_an_incident_left_out_said_is_told(read: Reader) -> None:
    """The words of an incident that cannot come in stand in the notes on it."""
    history = read([incident({"display_at": "soon", "status": "resolved", "body": "Nobody noticed."})])
    assert [note.text for note in history.incidents[0].notes] == [
        "has no readable time; left out: Nobody noticed.",
        "has no update with a time and a text; left out",
    ]


def test_where_an_incident_was_is_told(read: Reader) -> None:
    """Its own id, place, beginning, old address and short link are there for those who write the file."""
    found = read([incident(update("12:00:00", "resolved"), id="Two_2", shortlink="https://stspg.example/x")])
    one = found.incidents[0]
    assert (one.foreign, one.place, one.addresses, one.origin) == (
        "Two_2",
        "incidents.json incidents[0]",
        ("/incidents/Two_2",),
        {"url": "https://stspg.example/x"},
    )
    assert one.begins == datetime(2022, 3, 1, 12, tzinfo=UTC)


def test_components_have_one_id_whatever_their_name(read: Reader) -> None:
    """A code is one component, named as the page names it now; groups come from prefixes and lists."""
    history = read(
        {
            "components": [
                {"id": "g1", "name": "Data", "group": True},
                {
                    "id": "c3",
                    "name": "Search",
                    "group": False,
                    "group_id": "g1",
                    "description": " Find\nthings ",
                },
            ],
            "incidents": [
                incident(
                    update(
                        "10:00:00",
                        "resolved",
                        affected_components=[
                            affected("c1", "GitHub Actions", "operational"),
                            affected("c2", "Europe - API", "operational"),
                            affected("c4", "API", "operational"),
                            affected("c5", "private", "operational"),
                            affected("c6", "Sign-in", "operational"),
                        ],
                    ),
                    components=[{"id": "c1", "name": "Actions"}, {"id": "c2", "name": "API"}],
                )
            ],
        },
        known=[FoundComponent(id="login", name="sign-IN")],
    )
    assert history.components == (
        FoundComponent(id="search", name="Search", group="Data", description="Find things"),
        FoundComponent(id="actions", name="Actions"),
        FoundComponent(id="api", name="API", group="Europe"),
        FoundComponent(id="api-2", name="API"),
        FoundComponent(id="private-component", name="private"),
        FoundComponent(id="login", name="Sign-in"),
    )
    document = history.incidents[0].document
    assert document is not None
    assert list(document["components"]) == ["actions", "api", "api-2", "private-component", "login"]


def test_known_ids_are_not_taken_by_others(read: Reader) -> None:
    """A slug that the site uses for another component gets its group, else a number."""
    component = {"id": "c", "name": "API!", "group_id": "g"}
    data = {"components": [{"id": "g", "name": "EU", "group": True}, component], "incidents": []}
    assert read(data, known=[FoundComponent(id="api", name="API")]).components[0].id == "eu-api"
    component["group_id"] = "none"
    assert read(data, known=[FoundComponent(id="api", name="API")]).components[0].id == "api-2"


def test_components_of_one_name_are_told_apart_by_group(read: Reader) -> None:
    """Two components of one name in two groups get two ids, and the same ones once the site has them."""
    data = {
        "components": [
            {"id": "g1", "name": "US", "group": True},
            {"id": "g2", "name": "EU", "group": True},
            {"id": "c1", "name": "API", "group_id": "g1"},
            {"id": "c2", "name": "API", "group_id": "g2"},
        ],
        "incidents": [],
    }
    found = read(data).components
    assert [component.id for component in found] == ["api", "eu-api"]
    assert read(data, known=found).components == found
    assert read(data, known=found[::-1]).components == found


def test_times_without_an_offset_need_a_zone(read: Reader) -> None:
    """They are read in the zone given, and refused with the option to give where there is none."""
    item = incident({"display_at": "2022-03-01 10:00:00", "status": "resolved", "body": "x"})
    history = read([item], zone=ZoneInfo("Europe/Berlin"))
    assert history.incidents[0].document is not None
    assert history.incidents[0].document["updates"][0]["at"] == "2022-03-01T09:00:00Z"
    with pytest.raises(UsageError, match="--timezone"):
        read([item])


@pytest.mark.parametrize(
    "value", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1800-01-01T00:00:00Z", 7]
)
def test_times_out_of_this_world_are_no_times(read: Reader, value: object) -> None:
    """Times that no file can hold are told like unreadable ones."""
    history = read([incident({"display_at": value, "status": "resolved", "body": "x"})])
    assert history.incidents[0].document is None


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"",
        b"\xff\xfe\x00",
        b"<html>",
        b'{"a": 1}',
        b"7",
        b'"x"',
        b"[" * 100_000,
        b"null",
    ],
)
def test_wrong_files_are_told_plainly(read: Reader, data: bytes) -> None:
    """What is no such JSON is one clear note, and nothing else."""
    history = read(data)
    assert [note.place for note in all_notes(history)] == ["incidents.json"]
    assert history.unread
    assert history.incidents == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_encoding_of_json_is_read(read: Reader, encoding: str) -> None:
    """JSON may come in any Unicode encoding, and as one incident alone."""
    item = incident(update("10:00:00", "resolved", "Größe"))
    for data in (item, {"incident": item}, {"page": {}, "incidents": item}):
        history = read(json.dumps(data, ensure_ascii=False).encode(encoding))
        assert history.incidents[0].document is not None
        assert history.incidents[0].document["updates"][0]["message"] == "Größe\n"


def test_a_long_name_is_cut(read: Reader) -> None:
    """A title has 300 characters at most; the note says that it was cut."""
    document, notes = read.one(incident(update("10:00:00", "resolved"), name="x" * 400))
    assert document["title"] == "x" * 299 + "…"
    assert notes == ["its name is longer than 300 characters; cut"]


SOUND = {
    "page": {"id": "p"},
    "components": [{"id": "g", "name": "G", "group": True}, {"id": "c", "name": "API", "group_id": "g"}],
    "incidents": [
        incident(
            update("15:00:00", "postmortem", "x"),
            update("11:00:00", "resolved", affected_components=[affected("c", "API", "operational")]),
            update("10:00:00", affected_components=[affected("c", "API", "major_outage")]),
            shortlink="https://stspg.example/x",
        )
    ],
    "scheduled_maintenances": [
        incident(
            update("13:00:00", "completed"),
            id="m",
            scheduled_for="2022-03-01T12:00:00Z",
            scheduled_until="2022-03-01T14:00:00Z",
        )
    ],
}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["resolved", "", "2022-03-01T10:00:00Z"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "name", "status"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def damaged(value: Any, places: set[int], by: object, count: list[int]) -> Any:  # noqa: ANN401  -- JSON
    """Return a copy of a JSON value in which the values at some places, counted as they come, are others."""
    count[0] += 1
    if count[0] in places:
        return by
    if isinstance(value, dict):
        return {key: damaged(inner, places, by, count) for key, inner in value.items()}
    if isinstance(value, list):
        return [damaged(inner, places, by, count) for inner in value]
    return value


@given(st.sets(st.integers(min_value=2, max_value=90), max_size=4), JSON)
@settings(max_examples=300, deadline=None)
def test_no_damage_stops_an_import(places: set[int], by: object) -> None:
    """Whatever stands in place of any value, the import ends in files that can be written, or in a clear error."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.json"
        path.write_text(json.dumps(damaged(SOUND, places, by, [0])), encoding="utf-8")
        history = Statuspage().read([path], known=(), zone=ZoneInfo("UTC"))
    for item in history.incidents:
        assert item.document is None or to_yaml(item.document)
        assert item.document is None or item.begins
        assert item.document is not None or item.notes


def test_components_without_a_code_go_by_their_name(read: Reader) -> None:
    """A listed component without a name is nothing; one that an update names without its code is the listed one."""
    document, notes = read.one(
        incident(
            update(
                "10:00:00",
                "identified",
                affected_components=[
                    {"name": "API", "new_status": "major_outage"},
                    {"code": "c", "new_status": "major_outage"},
                ],
            ),
            components=[{"id": "c", "name": "API"}, {"id": "d", "name": ""}],
            status="identified",
        )
    )
    assert document["components"] == {"api": "major_outage"}
    assert notes == []
