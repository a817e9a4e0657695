"""What `statuskit.importers.statuspage.incident` makes of one incident: its times, its kind, its states, its postmortem."""

from pathlib import Path

import pytest

from tests.importers.statuspage.source import Reader, affected, documents, incident, read_folder, told, update


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
    assert document["components"] == {"api": "partial_outage", "b": "operational"}
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


def test_a_long_name_is_cut(read: Reader) -> None:
    """A title has 300 characters at most; the note says that it was cut."""
    document, notes = read.one(incident(update("10:00:00", "resolved"), name="x" * 400))
    assert document["title"] == "x" * 299 + "…"
    assert notes == ["its name is longer than 300 characters; cut"]


def test_a_postmortem_beside_the_updates_is_taken(tmp_path: Path) -> None:
    """Version 1 of the API has it there; one that was never published stays out, and is told."""
    story = {"postmortem_body": "## Why\n\nA *cable*.", "postmortem_published_at": "2022-03-04T09:00:00Z"}
    resolved = update("11:00:00", "resolved")
    history = read_folder(
        tmp_path,
        a_json=[
            incident(resolved, id="a", **story),
            incident(resolved, id="b", **story | {"postmortem_published_at": None}),
            incident(update("15:00:00", "postmortem", "This."), resolved, id="c", **story),
        ],
    )
    found = documents(history)
    assert found["a"]["postmortem"] == {
        "state": "final",
        "published": "2022-03-04T09:00:00Z",
        "plain": "## Why\n\nA *cable*.\n",
    }
    assert "postmortem" not in found["b"]
    assert found["c"]["postmortem"]["plain"] == "This.\n"
    assert [text for place, text in told(history) if place.endswith(" b")] == [
        "has a postmortem that was never published; left out: ## Why A *cable*."
    ]
