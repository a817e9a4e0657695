"""What `statuskit.importers.statuspage` makes of Statuspage's JSON."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statuskit.errors import UsageError
from statuskit.importers import all_notes
from statuskit.importers.statuspage import Statuspage
from statuskit.source.yaml_text import to_yaml
from tests.importers.statuspage.source import Reader, affected, incident, update


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


def test_times_without_an_offset_need_a_zone(read: Reader) -> None:
    """They are read in the zone given, and refused with the option to give where there is none."""
    item = incident({"display_at": "2022-03-01 10:00:00", "status": "resolved", "body": "x"})
    history = read([item], zone=ZoneInfo("Europe/Berlin"))
    assert history.incidents[0].document is not None
    assert history.incidents[0].document["updates"][0]["at"] == "2022-03-01T09:00:00Z"
    with pytest.raises(UsageError, match="--timezone"):
        read([item])


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
