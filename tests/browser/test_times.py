"""Times in the reader's zone, with UTC beside them, right across changes of the clock."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statuskit import site
from statuskit.facts.moments import settle
from statuskit.load import load
from statuskit.model import Component, Settings
from statuskit.outputs.hosting import Beside
from statuskit.outputs.templates import Templates
from statuskit.prose import Prose
from statuskit.views.brand import Brand
from statuskit.words import Words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Serve

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
STORY = """
title: Rooms do not open
components: {rooms: partial_outage}
updates:
"""
SPRING_AMERICA = ("2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z")
AUTUMN_AMERICA = ("2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z")
SPRING_EUROPE = ("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")
AUTUMN_CHATHAM = ("2026-04-04T13:50:00Z", "2026-04-04T14:10:00Z")
NEW_YEAR = ("2025-12-31T20:00:00Z", "2025-12-31T22:00:00Z")
PLAIN = ("2026-11-20T14:02:00Z", "2026-11-20T14:29:00Z")

Look = Callable[..., "Page"]


def said(times: tuple[str, ...]) -> str:
    """Write an incident with a word at each time; it is over, so that the oldest stands first."""
    updates = [f"  - {{at: {at}, message: Word.}}\n" for at in times[:-1]]
    return STORY + "".join(updates) + f"  - {{at: {times[-1]}, status: resolved, message: Over.}}\n"


@pytest.fixture(scope="module")
def speak(tmp_path_factory: pytest.TempPathFactory, serve: "Serve") -> Callable[[str], str]:
    """Build the site in a language, once; gives its address."""
    return cache(lambda language: serve(build(tmp_path_factory.mktemp("times"), language)))


def build(folder: Path, language: str) -> Path:
    """Build a site whose incidents have their words around changes of the clock, frozen at a moment."""
    (folder / "incidents").mkdir()
    incidents = {
        "plain": said(PLAIN),
        "spring-america": said(SPRING_AMERICA),
        "autumn-america": said(AUTUMN_AMERICA),
        "spring-europe": said(SPRING_EUROPE),
        "autumn-chatham": said(AUTUMN_CHATHAM),
        "new-year": said(NEW_YEAR),
        "evening": said(("2026-11-19T23:00:00Z", "2026-11-20T01:00:00Z", "2026-11-20T06:00:00Z")),
    }
    for name, text in incidents.items():
        (folder / "incidents" / f"{name}.yml").write_text(text, encoding="utf-8")
    settings = Settings(timezone="UTC", components=(Component(id="rooms", name="Rooms"),))
    loaded = load(folder, settings, NOW)
    made = site.build(
        loaded.catalog,
        Brand(name="Acme Status", language=language),
        settled=settle(loaded.catalog, NOW),
        frozen=NOW,
        prose=Prose(),
        beside=Beside(root=folder),
        theme=Templates(),
    )
    out = folder / "site"
    for file in made:
        path = out / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.read())
    return out


@pytest.fixture
def look(browser: "Browser", speak: Callable[[str], str]) -> Iterator[Look]:
    """Open a page as a reader in a zone."""
    contexts = []

    def go(path: str, zone: str, *, script: bool = True, language: str = "en") -> "Page":
        context = browser.new_context(timezone_id=zone, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.goto(speak(language) + path)
        return page

    yield go
    for context in contexts:
        context.close()


def words(page: "Page") -> list[str]:
    """Read the times of an incident's words, oldest first."""
    return page.locator(".said time").all_inner_texts()


@pytest.mark.parametrize(
    ("incident", "zone", "expected"),
    [
        ("plain", "America/New_York", ["20 Nov 2026, 09:02 (14:02 UTC)", "09:29 (14:29 UTC)"]),
        ("plain", "Europe/Berlin", ["20 Nov 2026, 15:02 (14:02 UTC)", "15:29 (14:29 UTC)"]),
        ("plain", "Asia/Kolkata", ["20 Nov 2026, 19:32 (14:02 UTC)", "19:59 (14:29 UTC)"]),
        ("plain", "Pacific/Chatham", ["21 Nov 2026, 03:47 (20 Nov, 14:02 UTC)", "04:14 (20 Nov, 14:29 UTC)"]),
        ("plain", "UTC", ["20 Nov 2026, 14:02 UTC", "14:29 UTC"]),
        ("spring-america", "America/New_York", ["8 Mar 2026, 01:30 (06:30 UTC)", "03:30 (07:30 UTC)"]),
        ("autumn-america", "America/New_York", ["1 Nov 2026, 01:30 (05:30 UTC)", "01:30 (06:30 UTC)"]),
        ("spring-europe", "Europe/Berlin", ["29 Mar 2026, 01:30 (00:30 UTC)", "03:30 (01:30 UTC)"]),
        (
            "autumn-chatham",
            "Pacific/Chatham",
            ["5 Apr 2026, 03:35 (4 Apr, 13:50 UTC)", "02:55 (4 Apr, 14:10 UTC)"],
        ),
        ("new-year", "Asia/Kolkata", ["1 Jan 2026, 01:30 (31 Dec, 20:00 UTC)", "03:30 (31 Dec, 22:00 UTC)"]),
        (
            "evening",
            "America/New_York",
            [
                "19 Nov 2026, 18:00 (23:00 UTC)",
                "19 Nov 2026, 20:00 (20 Nov, 01:00 UTC)",
                "20 Nov, 01:00 (06:00 UTC)",
            ],
        ),
    ],
)
def test_a_time_is_the_readers_with_utc_beside(
    look: Look, incident: str, zone: str, expected: list[str]
) -> None:
    """Whichever zone and side of a clock change: the reader's time first, its day where it is not plain."""
    page = look(f"incidents/{incident}/", zone)
    assert words(page) == expected


def test_without_scripts_every_time_is_utc(look: Look) -> None:
    """The page as built is right anywhere: it names its zone."""
    assert words(look("incidents/plain/", "Asia/Kolkata", script=False)) == [
        "20 Nov 2026, 14:02 UTC",
        "14:29 UTC",
    ]


def test_every_time_keeps_its_moment_for_machines(look: Look) -> None:
    """What is shown changes; `datetime` stays UTC and whole."""
    page = look("incidents/plain/", "Pacific/Chatham")
    found = page.locator("time").evaluate_all("times => times.map(it => it.dateTime)")
    assert "2026-11-20T14:02:00Z" in found
    assert [it for it in found if not (it.endswith("Z") or len(it) == len("2026-11-20"))] == []


def test_the_page_names_the_readers_zone(look: Look) -> None:
    """Whose times these are is said once, at the foot."""
    line = look("", "Europe/Berlin").locator("#checked")
    assert line.inner_text() == "Times are those of Europe/Berlin, UTC beside them."
    assert look("", "UTC").locator("#checked").inner_text() == ""


@pytest.mark.parametrize(
    ("language", "zone", "expected"),
    [
        ("de", "America/New_York", ["20. Nov. 2026, 09:02 (14:02 UTC)", "09:29 (14:29 UTC)"]),
        (
            "de",
            "Pacific/Chatham",
            ["21. Nov. 2026, 03:47 (20. Nov., 14:02 UTC)", "04:14 (20. Nov., 14:29 UTC)"],
        ),
        ("de", "UTC", ["20. Nov. 2026, 14:02 UTC", "14:29 UTC"]),
        ("ja", "Asia/Tokyo", ["2026年11月20日 23:02 (14:02 UTC)", "23:29 (14:29 UTC)"]),
        (
            "ja",
            "Pacific/Chatham",
            ["2026年11月21日 03:47 (11月20日 14:02 UTC)", "04:14 (11月20日 14:29 UTC)"],
        ),
        ("fr", "Pacific/Chatham", ["21 nov. 2026, 03:47 (20 nov., 14:02 UTC)", "04:14 (20 nov., 14:29 UTC)"]),
        ("es", "Pacific/Chatham", ["21 nov 2026, 03:47 (20 nov, 14:02 UTC)", "04:14 (20 nov, 14:29 UTC)"]),
        ("ar", "Europe/Berlin", ["20 Nov 2026, 15:02 (14:02 UTC)", "15:29 (14:29 UTC)"]),
    ],
)
def test_a_time_is_said_in_the_language_of_the_page(
    look: Look, language: str, zone: str, expected: list[str]
) -> None:
    """In each of them, and in English where we have no words in the site's."""
    assert words(look("incidents/plain/", zone, language=language)) == expected


def test_a_german_reader_is_told_all_in_german(look: Look) -> None:
    """What the script says comes from the page, lengths are the browser's in the page's language."""
    page = look("", "Europe/Berlin", language="de")
    assert page.locator("#checked").inner_text() == "Uhrzeiten gelten für Europe/Berlin, daneben steht UTC."


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ja"])
def test_the_browser_writes_dates_as_the_page_does(look: Look, language: str) -> None:
    """In every month a time put in by the script looks like those that were printed."""
    moments = [datetime(2026, month, 9, 14, 2, tzinfo=UTC) for month in range(1, 13)]
    said = look("", "UTC", language=language).evaluate(
        """times => {
            const language = document.querySelector("script[data-root]").dataset.language;
            const options = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" };
            const format = new Intl.DateTimeFormat(language, { ...options, hourCycle: "h23", timeZone: "UTC" });
            return times.map(it => format.format(Date.parse(it)));
        }""",
        [moment.isoformat() for moment in moments],
    )
    assert said == [Words(language).moment(moment, zone=False) for moment in moments]
