"""What `statuskit.importers.statuspage.copies` reads in feeds, and in lines read off a page."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from statuskit.errors import UsageError
from tests.importers.statuspage.source import documents, read_folder, told


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
    history = read_folder(
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
    history = read_folder(tmp_path, a_jsonl=json.dumps(scraped(impact="maintenance", updates=words)))
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
    history = read_folder(tmp_path, history_atom=atom(entry(*WORDS)))
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
    assert len(documents(read_folder(tmp_path, history_rss=rss))["x1"]["updates"]) == 3


def test_a_scheduled_event_of_a_feed_is_a_maintenance(tmp_path: Path) -> None:
    """Its window stands above the words."""
    event = (
        "<p><strong>THIS IS A SCHEDULED EVENT Jan <var data-var='date'>3</var>, <var data-var='time'>22:00</var> - "
        "Jan <var data-var='date'>4</var>, <var data-var='time'>01:00</var> UTC</strong></p>"
    )
    scheduled = word("Jan 1, 00:10 UTC", "Scheduled", "Soon.")
    document = documents(read_folder(tmp_path, h_atom=atom(entry(scheduled, event=event))))["1whd66ydswnx"]
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
        read_folder(tmp_path, h_atom=feed)
    document = documents(read_folder(tmp_path, zone=ZoneInfo("Europe/Berlin")))["1whd66ydswnx"]
    assert document["updates"][0]["at"] == "2021-12-31T22:40:00Z"


def test_a_feed_that_breaks_off_is_kept_up_to_there(tmp_path: Path) -> None:
    """Whole entries come in, one that is no list of words is left out, and each is told."""
    feed = atom(entry(*WORDS), entry("<p>Something else</p>", code="b"), entry(*WORDS, code="c"))
    history = read_folder(tmp_path, h_atom=feed[:-40])
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
    history = read_folder(tmp_path, h_atom=text)
    assert history.incidents == ()
    assert [note.place for note in history.unread] == ["h.atom"]
