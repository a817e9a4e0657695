"""What `statuskit.importers.google_cloud` makes of the JSON of Google Cloud's dashboard."""

import json
from pathlib import Path
from typing import Any

import pytest

from statuskit.importers import FoundComponent, History, all_notes
from statuskit.importers.google_cloud import GoogleCloud
from statuskit.source.yaml_text import to_yaml

PRODUCT = {"title": "Search", "id": "Se4rch"}
NORTH = {"title": "Zürich (north-1)", "id": "north-1"}
Json = dict[str, Any]


def update(at: str, status: str = "SERVICE_DISRUPTION", text: str = "Text.", **more: object) -> Json:
    """Return an update as Google writes it; `at` is the time on 1 March 2024."""
    when = f"2024-03-01T{at}+00:00"
    return {"created": when, "modified": when, "when": when, "text": text, "status": status} | more


def incident(*newest_first: Json, **more: object) -> Json:
    """Return an incident as Google writes it, begun at 9:00 and over at 11:00."""
    return {
        "id": "Kx2vN8hTq5ZsD1fG",
        "begin": "2024-03-01T09:00:00+00:00",
        "end": "2024-03-01T11:00:00+00:00",
        "modified": "2024-03-01T12:00:00+00:00",
        "external_desc": "Searches are slow",
        "updates": list(newest_first),
        "status_impact": "SERVICE_DISRUPTION",
        "severity": "medium",
        "affected_products": [PRODUCT],
    } | more


class Reader:
    """Writes JSON to files and imports their folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *values: object, known: tuple[FoundComponent, ...] = ()) -> History:
        """Import each value as a file of its own."""
        for index, value in enumerate(values):
            (self.folder / f"{index}.json").write_text(json.dumps(value), encoding="utf-8")
        return GoogleCloud().read([self.folder], known=known, zone=None)

    def one(self, item: Json) -> tuple[Json, list[str]]:
        """Import one incident; return its document and the texts of all notes."""
        history = self([item])
        document = history.incidents[0].document
        assert document is not None
        to_yaml(document)
        return document, [note.text for note in all_notes(history)]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Return a function that imports JSON values."""
    return Reader(tmp_path)


def test_an_incident_comes_in_whole(read: Reader) -> None:
    """States hold from the beginning to the end that Google dates; the word after it says that all is over."""
    document, notes = read.one(
        incident(
            update("11:10:00", "AVAILABLE", "Over."),
            update("10:00:00", "SERVICE_OUTAGE", "**Summary**\nWorse.", affected_locations=[NORTH]),
            update("09:30:00"),
        )
    )
    assert notes == []
    assert document == {
        "title": "Searches are slow",
        "impact": "major",
        "components": {"search": "partial_outage"},
        "started": "2024-03-01T09:00:00Z",
        "resolved": "2024-03-01T11:00:00Z",
        "tags": ["north-1"],
        "updates": [
            {"at": "2024-03-01T09:30:00Z", "message": "Text.\n"},
            {
                "at": "2024-03-01T10:00:00Z",
                "message": "**Summary**\n\nWorse.\n",
                "components": {"search": "major_outage"},
            },
            {"at": "2024-03-01T11:10:00Z", "status": "resolved", "message": "Over.\n"},
        ],
    }
    assert list(document)[-1] == "updates"


def test_the_old_address_and_id_are_told(read: Reader) -> None:
    """An id with capitals is no id of ours, so the old address needs a rule; feeds have theirs."""
    history = read([incident(update("10:00:00"))])
    assert history.incidents[0].foreign == "Kx2vN8hTq5ZsD1fG"
    assert history.incidents[0].addresses == ("/incidents/Kx2vN8hTq5ZsD1fG",)
    assert history.incidents[0].place == "0.json [0] Kx2vN8hTq5ZsD1fG"
    assert history.addresses["/en/feed.atom"] == "/updates.atom"


@pytest.mark.parametrize(
    ("severity", "impact"), [("low", "minor"), ("medium", "major"), ("high", "critical")]
)
def test_the_impact_is_the_severity(read: Reader, severity: str, impact: str) -> None:
    """Google's three severities are our three impacts."""
    document, _ = read.one(incident(update("11:00:00", "AVAILABLE"), severity=severity))
    assert document["impact"] == impact


def test_information_hurts_no_product(read: Reader) -> None:
    """What Google posts as information names its products without hurting them."""
    document, _ = read.one(incident(update("10:00:00", "SERVICE_INFORMATION"), end=None))
    assert document["components"] == {"search": "operational"}


def test_a_first_word_after_the_end_has_the_state_of_the_whole(read: Reader) -> None:
    """Where all was over when the first word came, the states are those that the incident has as a whole."""
    document, notes = read.one(incident(update("12:00:00", "AVAILABLE"), status_impact="SERVICE_OUTAGE"))
    assert notes == []
    assert document["components"] == {"search": "major_outage"}
    assert document["resolved"] == "2024-03-01T11:00:00Z"
    assert document["updates"] == [{"at": "2024-03-01T12:00:00Z", "status": "resolved", "message": "Text.\n"}]


def test_a_word_after_the_end_hurts_no_product(read: Reader) -> None:
    """What is said of a disruption after the end that Google dates changes no state."""
    document, notes = read.one(incident(update("11:05:00"), update("10:00:00")))
    assert notes == []
    assert "components" not in document["updates"][1]
    assert document["updates"][1]["status"] == "resolved"


def test_the_word_that_says_it_is_over_is_one_of_service(read: Reader) -> None:
    """Of the words after the end, the first that calls the product available is it, and no report before a word."""
    words = [update("11:40:00", "AVAILABLE"), update("11:20:00"), update("10:00:00")]
    document, _ = read.one(incident(*words))
    assert [word.get("status") for word in document["updates"]] == [None, None, "resolved"]
    document, _ = read.one(
        incident(update("13:00:00", "AVAILABLE", FINAL), update("12:00:00", "AVAILABLE", EARLY), *words[1:])
    )
    assert [word.get("status") for word in document["updates"]] == [None, "resolved", None]


def test_a_first_word_that_all_is_well_heals_what_was_hurt(read: Reader) -> None:
    """What was available again with the first word was hurt before it, as the whole incident says."""
    document, notes = read.one(incident(update("10:00:00", "AVAILABLE"), end=None))
    assert notes == []
    assert document["components"] == {"search": "partial_outage"}
    assert document["updates"][0]["components"] == {"search": "operational"}


def test_an_end_without_a_word_is_said(read: Reader) -> None:
    """Where the last word came before the end, one is added there, and the report says so."""
    document, notes = read.one(incident(update("10:00:00")))
    assert document["updates"][1] == {
        "at": "2024-03-01T11:00:00Z",
        "status": "resolved",
        "message": "Resolved.\n",
    }
    assert "resolved" not in document
    assert notes == ["has an end, but no update after it; one was added"]


def test_without_an_end_it_is_open(read: Reader) -> None:
    """That a product is available again ends no incident: Google's `end` alone does."""
    document, notes = read.one(incident(update("10:30:00", "AVAILABLE"), update("10:00:00"), end=None))
    assert notes == []
    assert "resolved" not in document
    assert document["updates"][1] == {
        "at": "2024-03-01T10:30:00Z",
        "message": "Text.\n",
        "components": {"search": "operational"},
    }


FINAL = "# Incident Report\n## Summary\nIt was slow."
EARLY = "# Preliminary Incident Report\n## Summary\nIt was slow."


def test_a_report_is_the_postmortem(read: Reader) -> None:
    """An update whose heading calls it so is no update; the preliminary one before it stays one."""
    document, notes = read.one(
        incident(
            update("15:00:00", "AVAILABLE", FINAL),
            update("13:00:00", "AVAILABLE", EARLY),
            update("11:30:00", "AVAILABLE"),
            update("10:00:00"),
        )
    )
    assert notes == []
    assert document["postmortem"] == {
        "state": "final",
        "published": "2024-03-01T15:00:00Z",
        "plain": "# Incident Report\n## Summary\n\nIt was slow.\n",
    }
    assert [word.get("status") for word in document["updates"]] == [None, "resolved", None]
    assert document["updates"][2]["message"].startswith("# Preliminary")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (EARLY, "preliminary"),
        ("## \\# Mini Incident Report\nThis is subject to change.", "preliminary"),
        ("Mini Incident Report while full Incident Report is prepared\nAll times US/Pacific", "preliminary"),
        ("**Mini Incident Report**\nThe root cause was a change.", "final"),
    ],
)
def test_what_may_change_is_preliminary(read: Reader, text: str, state: str) -> None:
    """A report is preliminary where its heading or its own words say that more is to come."""
    document, _ = read.one(incident(update("13:00:00", "AVAILABLE", text), update("11:00:00", "AVAILABLE")))
    assert document["postmortem"]["state"] == state


def test_words_on_a_report_are_no_report(read: Reader) -> None:
    """An update that promises a report in running text stays an update."""
    document, _ = read.one(
        incident(update("11:00:00", "AVAILABLE", "Over.\nAn Incident Report will follow."))
    )
    assert "postmortem" not in document


def test_a_report_alone_stays_an_update(read: Reader) -> None:
    """An incident needs a public word; where the report is the only one, it is that word."""
    document, notes = read.one(incident(update("13:00:00", "AVAILABLE", FINAL)))
    assert "postmortem" not in document
    assert document["updates"][0]["status"] == "resolved"
    assert notes == ["its only update is the report; it came in as an update"]


def test_a_report_on_what_goes_on_is_preliminary(read: Reader) -> None:
    """A final story needs an end."""
    document, notes = read.one(incident(update("13:00:00", "AVAILABLE", FINAL), update("11:00:00"), end=None))
    assert document["postmortem"]["state"] == "preliminary"
    assert notes == ["has a report and is not over; it came in as preliminary"]


def test_a_product_keeps_one_id_under_its_newest_title(read: Reader) -> None:
    """A product that was renamed is one component, and the site's own of that name is taken."""
    renamed = incident(
        update("11:00:00"), affected_products=[{"title": "Finder", "id": "x", "current_title": "Search"}]
    )
    history = read([renamed], known=(FoundComponent(id="find", name="search"),))
    document = history.incidents[0].document
    assert document is not None
    assert document["components"] == {"find": "partial_outage"}
    assert history.components == (FoundComponent(id="find", name="Search"),)


def test_without_products_the_service_is_the_component(read: Reader) -> None:
    """Older incidents name a service alone; what stands for several is none."""
    one = incident(update("11:00:00"), affected_products=[], service_name="Search", service_key="x")
    assert read.one(one)[0]["components"] == {"search": "partial_outage"}
    document, notes = read.one(one | {"service_name": "Multiple Products"})
    assert "components" not in document
    assert notes == ["names no product"]


def test_lists_that_overlap_give_the_newest_of_each(read: Reader) -> None:
    """The list is a window that moves: an incident of two files comes in as the one modified later has it."""
    older = incident(update("10:00:00"), end=None, modified="2024-03-01T10:00:00+00:00")
    newer = incident(update("11:00:00", "AVAILABLE"), update("10:00:00"))
    history = read([newer], [older], [newer])
    assert len(history.incidents) == 1
    assert history.incidents[0].place.startswith("0.json")
    assert [note.place for note in all_notes(history)] == ["1.json [0] Kx2vN8hTq5ZsD1fG"]


def test_the_newest_update_stands_for_a_missing_list(read: Reader) -> None:
    """A trimmed copy has `most_recent_update` alone."""
    document, _ = read.one(incident(most_recent_update=update("11:00:00", "AVAILABLE", "Over.")))
    assert [word["message"] for word in document["updates"]] == ["Over.\n"]


def test_times_that_are_none_are_told(read: Reader) -> None:
    """30 February, an end before the beginning, and updates without a time cost no more than themselves."""
    document, notes = read.one(
        incident(
            update("10:30:00", "AVAILABLE", when="2017-02-30T10:00:00Z"),
            update("10:00:00", text="Lost.", when="2017-02-30T10:00:00Z", created=None),
            update("09:30:00"),
            begin="2024-02-30T09:00:00Z",
            end="2024-03-01T08:00:00Z",
        )
    )
    assert [word["at"] for word in document["updates"]] == ["2024-03-01T09:30:00Z", "2024-03-01T10:30:00Z"]
    assert document["updates"][1]["status"] == "resolved"
    assert notes == [
        "has no readable time; left out: Lost.",
        "has no readable `when`; `created` was taken",
        "has no readable `begin`; its first update was taken",
        "end 2024-03-01T08:00:00Z lies before it began; its last update was taken",
    ]


def test_what_cannot_come_in_is_told(read: Reader) -> None:
    """No description, no word, no map: each has its line, with its place."""
    history = read([incident(external_desc=" "), 7, incident(id="b"), incident(update("11:00:00"), id="c")])
    assert [incident.document is None for incident in history.incidents] == [True, True, False]
    assert [(note.place, note.text) for note in all_notes(history)][:3] == [
        ("0.json [1]", "is no incident; left out"),
        ("0.json [0] Kx2vN8hTq5ZsD1fG", "has no name; left out"),
        ("0.json [2] b", "has no update with a time and a text; left out"),
    ]


def test_another_file_is_not_read(read: Reader) -> None:
    """JSON of another kind is named, and the rest comes in."""
    history = read({"page": {}}, [incident(update("11:00:00"))], "text")
    assert [note.place for note in history.unread] == ["0.json", "2.json"]
    assert len(history.incidents) == 1


def test_values_that_nobody_knows_are_told(read: Reader) -> None:
    """A severity or a status that Google has not had yet is left out, with its line."""
    document, notes = read.one(incident(update("11:00:00", "SERVICE_GONE"), severity="huge"))
    assert "impact" not in document
    assert notes == [
        "severity 'huge' is none that we know; left out",
        "status 'SERVICE_GONE' is none that we know; left out",
    ]


def test_a_title_is_one_line_of_plain_text(read: Reader) -> None:
    """Marks of Markdown and line breaks in the description are none of a title's."""
    document, _ = read.one(incident(update("11:00:00"), external_desc="**Title:**\nMail is\\-- slow"))
    assert document["title"] == "Title: Mail is-- slow"
