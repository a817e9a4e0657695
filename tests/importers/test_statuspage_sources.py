"""Which files of a Statuspage are read, and how several become one history."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from statuskit.errors import UsageError
from statuskit.importers import FoundComponent, History, all_notes
from statuskit.importers.statuspage import Statuspage
from tests.importers.test_statuspage import affected, incident, update


def read(folder: Path, *, zone: ZoneInfo | None = None, **files: object) -> History:
    """Import a folder; `a_json=…` is the file `a.json`."""
    for name, value in files.items():
        stem, _, suffix = name.rpartition("_")
        text = value if isinstance(value, str) else json.dumps(value)
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return Statuspage().read([folder], known=(), zone=zone)


def told(history: History) -> list[tuple[str, str]]:
    """Return all notes."""
    return [(note.place, note.text) for note in all_notes(history)]


def documents(history: History) -> dict[str, Any]:
    """Return the documents by their ids in the source."""
    return {item.foreign: item.document for item in history.incidents}


def test_every_answer_of_the_api_is_read(tmp_path: Path) -> None:
    """Lists, single incidents, a summary, components, and what holds nothing of all this, stand in one folder."""
    window = {"scheduled_for": "2022-03-01T12:00:00Z", "scheduled_until": "2022-03-01T14:00:00Z"}
    resolved = update("11:00:00", "resolved")
    history = read(
        tmp_path,
        incidents_json={"page": {}, "incidents": [incident(resolved, id="a")]},
        page2_json=[incident(resolved, id="b")],
        one_json={"incident": incident(resolved, id="c")},
        bare_json=incident(resolved, id="d"),
        scheduled_json={
            "scheduled_maintenances": [incident(update("13:00:00", "completed"), id="e", **window)]
        },
        summary_json={
            "components": [{"id": "x", "name": "X"}],
            "incidents": [incident(resolved, id="f")],
            "status": {},
        },
        components_json={"page": {}, "components": [{"id": "y", "name": "Y"}]},
        list_json=[{"id": "z", "name": "Z", "group_id": None}],
        status_json={"page": {}, "status": {"indicator": "none"}},
        lines_jsonl="\n".join(json.dumps(incident(resolved, id=name)) for name in "gh") + "\n",
        readme_md="# Not taken",
    )
    assert sorted(documents(history)) == list("abcdefgh")
    assert [component.name for component in history.components] == ["Y", "Z", "X"]
    assert told(history) == []
    assert history.addresses == {f"/uptime/{code}": f"/components/{code}/" for code in "yzx"}


def test_of_several_copies_the_fullest_is_taken(tmp_path: Path) -> None:
    """The most updates win, then the newest; words that only another copy holds are told."""
    first, second, third = (
        update("10:00:00"),
        update("10:30:00", "identified"),
        update("11:00:00", "resolved"),
    )
    history = read(
        tmp_path,
        a_json=[incident(first, status="investigating", resolved_at=None)],
        b_json=[incident(third, second, first), incident(third, id="same")],
        c_json=[incident(update("12:00:00", "resolved"), first), incident(third, id="same")],
    )
    document = documents(history)["1whd66ydswnx"]
    assert [each["at"][11:16] for each in document["updates"]] == ["10:00", "10:30", "11:00"]
    assert told(history) == [
        ("a.json incidents[0] 1whd66ydswnx", "stands in the source twice; b.json incidents[0] was taken"),
        (
            "c.json incidents[0] 1whd66ydswnx",
            "stands in the source twice; b.json incidents[0] was taken; 1 of its updates stand only there, and are left out",
        ),
        ("the source", "one incident stands in it more than once, in the same words"),
    ]


def test_components_stand_as_on_the_page(tmp_path: Path) -> None:
    """Groups and components follow their positions, each group its own; the newest name is the name."""
    listed = [
        {"id": "c1", "name": "Pages", "group_id": "g2", "position": 1},
        {
            "id": "c2",
            "name": "Search",
            "group_id": "g1",
            "position": 2,
            "description": "Find it",
            "start_date": "2021-08-11",
        },
        {"id": "c3", "name": "Sign-in", "group_id": None, "position": 2, "start_date": "2021-02-30"},
        {"id": "g1", "name": "Reading", "group": True, "group_id": None, "position": 3},
        {"id": "g2", "name": "Writing", "group": True, "group_id": None, "position": 1},
        {"id": "c4", "name": "Lists", "group_id": "g1", "position": 1},
        {"id": "g3", "name": "Knot", "group": True, "group_id": "g3", "position": 1},
        {"id": "c5", "name": "Lost", "group_id": "g3", "position": 1},
    ]
    old = incident(
        update(
            "10:00:00", "resolved", affected_components=[affected("c4", "Reading - Old lists", "operational")]
        ),
        components=[{"id": "c4", "name": "Old lists", "group_id": "g1", "position": 9}],
    )
    history = read(tmp_path, incidents_json=[old], components_json={"components": listed})
    assert history.components == (
        FoundComponent(id="pages", name="Pages", group="Writing"),
        FoundComponent(id="sign-in", name="Sign-in"),
        FoundComponent(id="lists", name="Lists", group="Reading"),
        FoundComponent(
            id="search", name="Search", group="Reading", description="Find it", since="2021-08-11"
        ),
        FoundComponent(id="lost", name="Lost", group="Knot"),
    )
    assert documents(history)["1whd66ydswnx"]["components"] == {"lists": "operational"}


def test_a_postmortem_beside_the_updates_is_taken(tmp_path: Path) -> None:
    """Version 1 of the API has it there; one that was never published stays out, and is told."""
    story = {"postmortem_body": "## Why\n\nA *cable*.", "postmortem_published_at": "2022-03-04T09:00:00Z"}
    resolved = update("11:00:00", "resolved")
    history = read(
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


FILED_LATER = "Resolved - 12:17 (EST) — \r\nMended, see <a href='https://a.example/b'>there</a>.\r\n\r\nInvestigating - 11:15 (EST) —\r\nSlow."


FILED_AS_HTML = """<p><strong>Investigating</strong> - 11:15 EST<br>Slow.</p>
<p><b>Resolved</b> - 12:17 EST<br />Mended, see <a href='https://a.example/b'>there</a>.</p>"""


def filed_later(body: str = FILED_LATER, **more: Any) -> dict[str, Any]:  # noqa: ANN401  -- JSON
    """Return an incident that was filled in afterwards as one update, dated noon of its day."""
    return incident(update("12:00:00", "investigating", body), created_at="2022-03-02T15:00:00Z", **more)


@pytest.mark.parametrize("body", [FILED_LATER, FILED_AS_HTML])
def test_a_list_of_moments_becomes_updates(tmp_path: Path, body: str) -> None:
    """The date that stood for the whole is gone, each moment is an update, and the report tells of it."""
    history = read(tmp_path, a_json=[filed_later(body)])
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
    document = documents(read(tmp_path, a_json=[item]))["1whd66ydswnx"]
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
    document = documents(read(tmp_path, a_json=[filed_later() | more]))["1whd66ydswnx"]
    assert document["updates"][0]["at"] == "2022-03-01T12:00:00Z"


def scraped(**more: object) -> dict[str, Any]:
    """Return an incident that a program read off a page."""
    return {
        "title": "Cards fail",
        "url": "https://status.example.com/incidents/1whd66ydswnx",
        "updates": [
            {"at": "2022-03-01T10:00:00Z", "status": "Investigating", "message": "Slow."},
            {"at": "2022-03-01T10:30:00Z", "status": "Update", "message": "Still slow."},
            {"at": "2022-03-01T11:00:00Z", "status": "Resolved", "message": "Quick."},
        ],
        "impact": "major",
        "components": ["API"],
    } | more


def test_lines_read_off_a_page_come_in(tmp_path: Path) -> None:
    """Its words, impact and components are taken; what a program guessed is not."""
    history = read(
        tmp_path,
        a_jsonl=json.dumps(scraped()) + "\n{\n" + json.dumps(scraped(url="", id="7", components_source="x")),
    )
    found = documents(history)
    assert found["1whd66ydswnx"] == {
        "title": "Cards fail",
        "impact": "major",
        "components": {"api": "operational"},
        "updates": [
            {"at": "2022-03-01T10:00:00Z", "status": "investigating", "message": "Slow.\n"},
            {"at": "2022-03-01T10:30:00Z", "message": "Still slow.\n"},
            {"at": "2022-03-01T11:00:00Z", "status": "resolved", "message": "Quick.\n"},
        ],
    }
    assert "components" not in found["7"]
    assert [place for place, _ in told(history)] == ["a.jsonl:2", "a.jsonl:3 7"]


def test_a_maintenance_without_its_window_began_with_its_word(tmp_path: Path) -> None:
    """Where only the words are known, the one that began it and the one that ended it are its window."""
    words = [
        {"at": "2022-03-01T10:00:00Z", "status": "Scheduled", "message": "Soon."},
        {"at": "2022-03-01T12:01:00Z", "status": "In progress", "message": "Now."},
        {"at": "2022-03-01T13:00:00Z", "status": "Completed", "message": "Done."},
    ]
    history = read(tmp_path, a_jsonl=json.dumps(scraped(impact="maintenance", updates=words)))
    document = documents(history)["1whd66ydswnx"]
    assert (document["kind"], document["scheduled_for"], document["scheduled_until"]) == (
        "maintenance",
        "2022-03-01T12:01:00Z",
        "2022-03-01T13:00:00Z",
    )
    assert len(told(history)) == 2


def word(at: str, status: str, body: str) -> str:
    """Return an update as a feed has it; `at` as `Jan 1, 00:10 UTC`."""
    day, _, rest = at.partition(",")
    month, number = day.split()
    time, _, zone = rest.strip().partition(" ")
    return (
        f"<p> <small>{month} <var data-var='date'> {number}</var>, <var data-var='time'>{time}</var> {zone}</small><br> "
        f"<strong>{status}</strong> - {body} </p> "
    )


def entry(*words: str, code: str = "1whd66ydswnx", event: str = "", at: str = "2022-01-01T00:10:00Z") -> str:
    """Return an entry of an Atom feed."""
    html = event + "".join(words)
    content = html.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<entry><published>{at}</published><title>Cards &amp; fail</title>"
        f'<link rel="alternate" href="https://status.example.com/incidents/{code}"/>'
        f'<content type="html">{content}</content></entry>'
    )


def atom(*entries: str) -> str:
    """Return an Atom feed."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{"".join(entries)}</feed>'


NO_MORE = "a feed holds no impact, no components and no states; they are left out"
WORDS = (
    word("Jan 1, 00:10 UTC", "Resolved", "Over &amp; out."),
    word("Dec 31, 23:50 UTC", "Update", "Slow.<br>Still."),
    word("Dec 31, 23:40 UTC", "Investigating", "We look."),
)


def test_a_feed_is_read(tmp_path: Path) -> None:
    """Each word of an entry has its status and time, in the year in which it must have been said."""
    history = read(tmp_path, history_atom=atom(entry(*WORDS)))
    assert documents(history)["1whd66ydswnx"] == {
        "title": "Cards & fail",
        "updates": [
            {"at": "2021-12-31T23:40:00Z", "status": "investigating", "message": "We look.\n"},
            {"at": "2021-12-31T23:50:00Z", "message": "Slow.  \nStill.\n"},
            {"at": "2022-01-01T00:10:00Z", "status": "resolved", "message": "Over & out.\n"},
        ],
    }
    assert told(history) == [("history.atom", NO_MORE)]
    assert history.incidents[0].addresses == ("/incidents/1whd66ydswnx",)


def test_an_rss_feed_is_read(tmp_path: Path) -> None:
    """The same words stand in an item of RSS."""
    html = "".join(WORDS).replace("&", "&amp;").replace("<", "&lt;")
    rss = (
        "<rss><channel><item><title>T</title><pubDate>Sat, 01 Jan 2022 00:10:00 +0000</pubDate>"
        f"<link> https://status.example.com/incidents/x1 </link><description>{html}</description></item></channel></rss>"
    )
    assert len(documents(read(tmp_path, history_rss=rss))["x1"]["updates"]) == 3


def test_a_scheduled_event_of_a_feed_is_a_maintenance(tmp_path: Path) -> None:
    """Its window stands above the words."""
    event = (
        "<p><strong>THIS IS A SCHEDULED EVENT Jan <var data-var='date'>3</var>, <var data-var='time'>22:00</var> - "
        "Jan <var data-var='date'>4</var>, <var data-var='time'>01:00</var> UTC</strong></p>"
    )
    scheduled = word("Jan 1, 00:10 UTC", "Scheduled", "Soon.")
    document = documents(read(tmp_path, h_atom=atom(entry(scheduled, event=event))))["1whd66ydswnx"]
    assert (document["kind"], document["scheduled_for"], document["scheduled_until"]) == (
        "maintenance",
        "2022-01-03T22:00:00Z",
        "2022-01-04T01:00:00Z",
    )


def test_letters_of_a_zone_need_to_be_known(tmp_path: Path) -> None:
    """Where a feed's letters mean several zones, the command asks; with the zone it reads them."""
    feed = atom(
        entry(
            word("Jan 1, 00:10 CET", "Resolved", "Over."),
            word("Dec 31, 23:40 CET", "Investigating", "We look."),
        )
    )
    with pytest.raises(UsageError, match=r"'Jan 1, 00:10 CET'.*--timezone"):
        read(tmp_path, h_atom=feed)
    document = documents(read(tmp_path, zone=ZoneInfo("Europe/Berlin")))["1whd66ydswnx"]
    assert document["updates"][0]["at"] == "2021-12-31T22:40:00Z"


def test_a_feed_that_breaks_off_is_kept_up_to_there(tmp_path: Path) -> None:
    """Whole entries come in, one that is no list of words is left out, and each is told."""
    feed = atom(entry(*WORDS), entry("<p>Something else</p>", code="b"), entry(*WORDS, code="c"))
    history = read(tmp_path, h_atom=feed[:-40])
    assert [(item.foreign, item.document is None) for item in history.incidents] == [
        ("1whd66ydswnx", False),
        ("b", True),
    ]
    assert [text.partition(" (")[0] for _, text in told(history)][:2] == [
        "its updates cannot be told apart",
        "the feed breaks off",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<feed/>",
        "<html>",
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><feed xmlns="http://www.w3.org/2005/Atom">&b;</feed>',
    ],
)
def test_what_is_no_feed_is_told(tmp_path: Path, text: str) -> None:
    """A page, an empty feed and a document type are one note each."""
    history = read(tmp_path, h_atom=text)
    assert history.incidents == ()
    assert [note.place for note in history.unread] == ["h.atom"]
