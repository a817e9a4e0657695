"""Calendars of maintenance, read back by two libraries, and what reaches somebody who subscribed."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from statuskit.facts.moments import settle
from statuskit.facts.public import public
from statuskit.load import load
from statuskit.model import Component, FeedRule, Settings
from statuskit.prose import Prose
from statuskit.views.brand import Brand
from statuskit.views.context import context
from statuskit.words import Words
from tests.feeds.made import all_calendars

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
SETTINGS = Settings(timezone="UTC", components=(Component(id="rooms", name="Rooms"),))
BRAND = Brand(name="Acme, Status; & more", url="https://status.acme.example/sub/")

Publish = Callable[..., dict[str, bytes]]

WORKS = """
title: New cables
kind: maintenance
components: {rooms: under_maintenance}
scheduled_for: 2026-11-24T02:00:00Z
scheduled_until: 2026-11-24T04:00:00Z
updates:
  - at: 2026-11-10T09:00:00Z
    message: We replace **cables**. See [the plan](https://acme.example/plan).
"""
MOVED = (
    WORKS.replace("2026-11-24", "2026-11-25")
    + """
  - at: 2026-11-18T09:00:00Z
    message: A day later, on the 25th.
"""
)
CANCELLED = (
    MOVED
    + """
  - at: 2026-11-19T09:00:00Z
    status: cancelled
    message: It is not needed any more.
"""
)


@pytest.fixture(scope="session")
def prose() -> Prose:
    """Share one renderer: it keeps nothing between texts."""
    return Prose()


@pytest.fixture
def publish(tmp_path: Path, prose: Prose) -> Publish:
    """Load one maintenance, `works.yml`, and make its calendars, by address."""

    def make(
        text: str, *, now: datetime = NOW, settings: Settings = SETTINGS, brand: Brand = BRAND
    ) -> dict[str, bytes]:
        folder = tmp_path / "incidents"
        folder.mkdir(exist_ok=True)
        (folder / "works.yml").write_text(text, encoding="utf-8")
        loaded = load(tmp_path, settings, now)
        assert [problem for problem in loaded.problems if problem.severity == "error"] == []
        moment = settle(loaded.catalog, now).now
        ctx = context(public(loaded.catalog), moment, Words("en"), prose)
        return {
            file.path: file.content for file in all_calendars(ctx, brand) if isinstance(file.content, bytes)
        }

    return make


def one(document: bytes) -> Any:  # noqa: ANN401 - properties of icalendar's components have no common type.
    """Read the only event of a calendar with icalendar."""
    (event,) = icalendar.Calendar.from_ical(document).walk("VEVENT")
    return event


def other(document: bytes) -> Event:
    """Read the only event of a calendar with ical, which knows nothing of the library that wrote it."""
    (event,) = IcsCalendarStream.calendar_from_ics(document.decode()).events
    return event


def test_a_maintenance_has_two_calendars(publish: Publish) -> None:
    """That of the site, and one of its own; the same event stands in both."""
    made = publish(WORKS)
    assert made.keys() == {"maintenance.ics", "incidents/works.ics"}
    assert one(made["maintenance.ics"]) == one(made["incidents/works.ics"])


def test_two_libraries_read_the_same_event(publish: Publish) -> None:
    """Title, window, id, words and address come out as they went in, whoever reads them."""
    document = publish(WORKS)["maintenance.ics"]
    first, second = one(document), other(document)
    start, end = (datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (2, 4))
    said = "Scheduled, 10 Nov 2026, 09:00 UTC\nWe replace cables. See the plan (https://acme.example/plan)."
    page = "https://status.acme.example/sub/incidents/works/"
    assert (first["SUMMARY"], second.summary) == ("New cables", "New cables")
    assert (
        (first.decoded("DTSTART"), first.decoded("DTEND")) == (start, end) == (second.dtstart, second.dtend)
    )
    assert first["UID"] == second.uid == "works@status.acme.example"
    assert first["DESCRIPTION"] == second.description == said
    assert first["URL"] == str(second.url) == page
    assert (first["STATUS"], second.status) == ("CONFIRMED", "CONFIRMED")


def test_times_are_those_of_the_newest_word(publish: Publish) -> None:
    """DTSTAMP and LAST-MODIFIED say when we last spoke, so the same words give the same bytes."""
    document = publish(MOVED)["maintenance.ics"]
    said = datetime(2026, 11, 18, 9, tzinfo=UTC)
    first, second = one(document), other(document)
    assert first.decoded("DTSTAMP") == first.decoded("LAST-MODIFIED") == said
    assert (second.dtstamp, second.last_modified) == (said, said)
    assert publish(MOVED, now=NOW + timedelta(hours=1))["maintenance.ics"] == document


def test_changes_and_cancellation_reach_a_subscriber(publish: Publish) -> None:
    """One event under one id, each time with a higher sequence: it moves, and in the end it is off."""
    seen = [publish(text)["maintenance.ics"] for text in (WORKS, MOVED, CANCELLED)]
    assert {one(document)["UID"] for document in seen} == {other(document).uid for document in seen}
    assert {other(document).uid for document in seen} == {"works@status.acme.example"}
    assert [other(document).sequence for document in seen] == [1, 2, 3]
    assert [one(document)["SEQUENCE"] for document in seen] == [1, 2, 3]
    assert [one(document).decoded("DTSTART").day for document in seen] == [24, 25, 25]
    assert [other(document).status for document in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert other(seen[2]).summary == "Cancelled: New cables"
    assert (other(seen[2]).description or "").endswith("\nIt is not needed any more.")


def test_a_withdrawal_is_a_cancellation(publish: Publish) -> None:
    """What was announced by mistake leaves the calendars that took it."""
    text = WORKS + "withdrawn: {at: 2026-11-19T09:00:00Z, because: Wrong company.}\n"
    event = other(publish(text)["maintenance.ics"])
    assert (event.status, event.sequence, event.description) == ("CANCELLED", 2, "Wrong company.")


def test_one_without_words_is_in_the_calendar(publish: Publish) -> None:
    """A calendar is for what comes, announced or not."""
    event = other(publish(WORKS.partition("updates:")[0])["maintenance.ics"])
    assert (event.sequence, event.description) == (0, "Scheduled maintenance.")
    assert event.dtstamp == event.dtstart


def test_a_maintenance_stays_for_ninety_days(publish: Publish) -> None:
    """After that only its own calendar is left; nothing else in it has changed."""
    last = datetime(2026, 11, 19, 9, tzinfo=UTC)
    before = publish(CANCELLED, now=last + timedelta(days=90, seconds=-1))
    after = publish(CANCELLED, now=last + timedelta(days=90))
    assert other(before["maintenance.ics"]).status == "CANCELLED"
    assert icalendar.Calendar.from_ical(after["maintenance.ics"]).walk("VEVENT") == []
    assert after["incidents/works.ics"] == before["incidents/works.ics"]


def test_calendars_say_what_they_are_and_when_to_ask_again(publish: Publish) -> None:
    """Version, maker, method, name and interval stand in front; no time of the reader is taken."""
    found: Any = icalendar.Calendar.from_ical(publish(WORKS)["maintenance.ics"])
    assert (found["VERSION"], found["METHOD"]) == ("2.0", "PUBLISH")
    assert found["X-WR-CALNAME"] == found["NAME"] == "Acme, Status; & more: Maintenance"
    assert found.decoded("REFRESH-INTERVAL") == timedelta(hours=1)
    assert other(publish(WORKS)["maintenance.ics"]).transparency == "TRANSPARENT"


def test_an_event_has_what_the_format_demands(publish: Publish) -> None:
    """Once each: an id, a stamp, a beginning, an end after it, a title, a status, a place in the order; times in UTC."""
    for text in (WORKS, MOVED, CANCELLED, WORKS.partition("updates:")[0]):
        lines = publish(text)["maintenance.ics"].decode().replace("\r\n ", "").split("\r\n")
        assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
        assert lines[-2:] == ["END:VCALENDAR", ""]
        assert (lines.count("BEGIN:VEVENT"), lines.count("END:VEVENT")) == (1, 1)
        names = [line.partition(":")[0].partition(";")[0] for line in lines]
        for name in ("PRODID", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE", "URL"):
            assert names.count(name) == 1, name
        values = dict(line.partition(":")[::2] for line in lines)
        times = [values[name] for name in ("DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND")]
        assert all(re.fullmatch(r"\d{8}T\d{6}Z", time) for time in times)
        assert values["DTSTART"] < values["DTEND"]
        assert values["SEQUENCE"].isdecimal()


def test_a_window_that_moves_without_a_word_moves_the_event(publish: Publish) -> None:
    """It is the same event, so whoever subscribed sees it at its new time; its place in the order does not fall."""
    seen = [publish(text)["maintenance.ics"] for text in (WORKS, WORKS.replace("2026-11-24", "2026-11-26"))]
    assert [other(document).uid for document in seen] == ["works@status.acme.example"] * 2
    assert [one(document).decoded("DTSTART").day for document in seen] == [24, 26]
    assert [other(document).sequence for document in seen] == [1, 1]


def test_lines_are_as_the_format_demands(publish: Publish) -> None:
    """CRLF at each end, no line over 75 bytes, no control character."""
    text = WORKS.replace("We replace", "🔥👩‍🚒 " * 400 + 'BEGIN:VEVENT "quotes", \\n; ]]> <b> עברית')
    document = publish(text.replace("title: New cables", 'title: "New; cables, \\\\n END:VCALENDAR 🔥"'))[
        "maintenance.ics"
    ]
    assert all(line.endswith(b"\r") and len(line) <= 76 for line in document.split(b"\n")[:-1])
    assert not set(document.decode()) & {chr(code) for code in (*range(10), *range(14, 32))}
    assert one(document)["SUMMARY"] == other(document).summary == "New; cables, \\n END:VCALENDAR 🔥"
    assert one(document)["DESCRIPTION"] == other(document).description
    assert (other(document).description or "").count("👩‍🚒") == 400


def test_without_the_sites_address_there_is_none(publish: Publish) -> None:
    """Ids and links need it."""
    assert publish(WORKS, brand=Brand(name="Acme")) == {}


def test_ids_outlive_a_move(publish: Publish) -> None:
    """With `feeds.host` set, a new address makes no second event."""
    settings = Settings(components=SETTINGS.components, feeds=FeedRule(host="status.acme.example"))
    moved = Brand(name="Acme", url="https://new.example/")
    assert (
        one(publish(WORKS, settings=settings, brand=moved)["maintenance.ics"])["UID"]
        == "works@status.acme.example"
    )
