"""What `statuskit.importers.statuspage.words` reads in the updates of an incident."""

from pathlib import Path
from typing import Any

import pytest

from statuskit.importers import all_notes
from tests.importers.statuspage.source import Reader, affected, documents, incident, read_folder, told, update


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


@pytest.mark.parametrize(
    "value", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1800-01-01T00:00:00Z", 7]
)
def test_times_out_of_this_world_are_no_times(read: Reader, value: object) -> None:
    """Times that no file can hold are told like unreadable ones."""
    history = read([incident({"display_at": value, "status": "resolved", "body": "x"})])
    assert history.incidents[0].document is None


FILED_LATER = "Resolved - 12:17 (EST) — \r\nMended, see <a href='https://a.example/b'>there</a>.\r\n\r\nInvestigating - 11:15 (EST) —\r\nSlow."
FILED_AS_HTML = """<p><strong>Investigating</strong> - 11:15 EST<br>Slow.</p>
<p><b>Resolved</b> - 12:17 EST<br />Mended, see <a href='https://a.example/b'>there</a>.</p>"""


def filed_later(body: str = FILED_LATER, **more: object) -> dict[str, Any]:
    """Return an incident that was filled in afterwards as one update, dated noon of its day."""
    return incident(update("12:00:00", "investigating", body), created_at="2022-03-02T15:00:00Z", **more)


@pytest.mark.parametrize("body", [FILED_LATER, FILED_AS_HTML])
def test_a_list_of_moments_becomes_updates(tmp_path: Path, body: str) -> None:
    """The date that stood for the whole is gone, each moment is an update, and the report tells of it."""
    history = read_folder(tmp_path, a_json=[filed_later(body)])
    assert documents(history)["1whd66ydswnx"] == {
        "title": "Cards fail",
        "impact": "minor",
        "updates": [
            {"at": "2022-03-01T16:15:00Z", "status": "investigating", "message": "Slow.\n"},
            {
                "at": "2022-03-01T17:17:00Z",
                "status": "resolved",
                "message": "Mended, see [there](https://a.example/b).\n",
            },
        ],
    }
    assert told(history) == [
        (
            "a.json incidents[0] 1whd66ydswnx update[0]",
            "is a list of 2 moments; each became an update, from 2022-03-01T16:15:00Z on",
        )
    ]


def test_a_list_keeps_the_states_of_its_update(tmp_path: Path) -> None:
    """States that the one update gave go to the moment of its status."""
    item = filed_later()
    item["incident_updates"][0]["affected_components"] = [affected("c", "API", "partial_outage")]
    document = documents(read_folder(tmp_path, a_json=[item]))["1whd66ydswnx"]
    assert document["components"] == {"api": "partial_outage"}


@pytest.mark.parametrize(
    "more",
    [
        {"created_at": "2022-03-01T16:30:00Z"},
        {"scheduled_for": "2022-03-01T12:00:00Z", "scheduled_until": "2022-03-01T14:00:00Z"},
    ],
)
def test_a_list_that_cannot_be_true_stays_one(tmp_path: Path, more: dict[str, Any]) -> None:
    """Moments after it was filed, or words that this kind does not have, are a text like any other."""
    document = documents(read_folder(tmp_path, a_json=[filed_later() | more]))["1whd66ydswnx"]
    assert document["updates"][0]["at"] == "2022-03-01T12:00:00Z"
