"""Whatever stands in a title, a name or a message, each file of a site is valid in its format, and tells just that."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import pytest
import yaml
from ical.calendar_stream import IcsCalendarStream

from .conftest import BRAND, SETTINGS

MakeSite = Callable[..., dict[str, str]]

TEXTS = {
    "quotes": """ "double" 'single' `tick` \\" \\\\ “curly” """,
    "brackets": "a < b > c &amp; & &#x41; <b>bold</b> <script>alert(1)</script> <!-- x --> {curly} {{ more }}",
    "end of a section": "]]> <![CDATA[ --> */ %> ?> </script></title> BEGIN:VEVENT; END:VCALENDAR, \\n",
    "emoji": "\U0001f525 \U0001f468‍\U0001f469‍\U0001f467 \U0001f1e9\U0001f1ea",
    "right to left": "שלום עולם! 1 < 2 السلام عليكم \u200f",
    "long": "A long word. " * 8_000,
}
CONTROLS = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF]))
"""Signs that no file may hold; a name that `!ENV` brings into the settings may."""

NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MAY_HOLD_ALL = {"json", "metrics", "html"}
"""JSON and the text form of metrics may hold any sign; a page shows the names as its owner wrote them."""

LONGEST_TITLE = 300


class Tags(HTMLParser):
    """Gather the elements of a page that act."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a script, and whatever else would act by itself."""
        if tag == "script" or any(name.startswith("on") for name, _ in attrs):
            self.scripts.append(dict(attrs))


def stories(text: str) -> dict[str, dict[str, Any]]:
    """Write the text wherever an incident file may hold one."""
    title = " ".join(text[:LONGEST_TITLE].split())
    said = {"at": "2026-11-20T14:00:00Z", "message": text}
    account = {
        "state": "final",
        "published": "2026-11-20T15:10:00Z",
        "summary": text[:1000],
        "plain": text,
        "make_right": {"offer": title, "to": title, "because": title},
        "corrections": [{"at": "2026-11-20T15:20:00Z", "what": text}],
    }
    window = {"scheduled_for": "2026-11-24T02:00:00Z", "scheduled_until": "2026-11-24T04:00:00Z"}
    over = {"at": "2026-11-20T15:00:00Z", "status": "resolved", "message": text}
    return {
        "open.yml": {"title": title, "components": {"rooms": "major_outage"}, "updates": [said]},
        "told.yml": {"title": title, "updates": [said, over], "postmortem": account},
        "works.yml": {"title": title, "kind": "maintenance", **window, "updates": [said]},
        "notice.yml": {"title": title, "kind": "notice", "updates": [said], "workaround": [text[:1000]]},
        "off.yml": {
            "title": title,
            "updates": [said],
            "withdrawn": {"at": "2026-11-20T14:05:00Z", "because": title},
        },
    }


def build(make_site: MakeSite, text: str, name: str) -> dict[str, str]:
    """Build a site with a text in its files and a name for all that its settings name."""
    settings = replace(
        SETTINGS,
        components=tuple(replace(each, name=name, description=name) for each in SETTINGS.components),
        groups=tuple(replace(each, name=name) for each in SETTINGS.groups),
    )
    files = {file: yaml.safe_dump(story, allow_unicode=True) for file, story in stories(text).items()}
    return make_site(files, settings=settings, brand=replace(BRAND, name=name))


def validate(path: str, text: str) -> None:
    """Read a file as a strict program of its format does."""
    suffix = path.rpartition(".")[2]
    if suffix not in MAY_HOLD_ALL:
        assert not NEVER.search(text), path
    match suffix:
        case "json":
            json.loads(text)
        case "atom" | "rss" | "xml" | "svg":
            ET.fromstring(text)  # noqa: S314 - our own bytes
        case "ics":
            # Any: the type of what icalendar reads is not that of a calendar alone.
            calendar: Any = icalendar.Calendar.from_ical(text)
            found = calendar.walk("VEVENT")
            events = IcsCalendarStream.calendar_from_ics(text).events
            assert [each["SUMMARY"] for each in found] == [each.summary for each in events]
            assert [each["DESCRIPTION"] for each in found] == [each.description for each in events]
        case "html":
            foreign = [each for each in Tags(text).scripts if "src" not in each and "type" not in each]
            assert foreign == [], path


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_file_is_valid_and_tells_the_title(make_site: MakeSite, text: str) -> None:
    """JSON, XML, SVG, calendars and pages all parse; the title comes back letter by letter where it stands."""
    title = " ".join(text[:LONGEST_TITLE].split())
    made = build(make_site, text, title)
    suffixes = {path.rpartition(".")[2] for path in made}
    assert suffixes >= {"json", "atom", "rss", "ics", "html", "xml", "svg"}
    for path, content in made.items():
        validate(path, content)
    summary = json.loads(made["api/v2/summary.json"])
    assert summary["page"]["name"] == summary["incidents"][0]["name"] == title
    assert {part["name"] for part in summary["components"]} == {title}
    history = ET.fromstring(made["history.rss"])[0]  # noqa: S314 - our own bytes
    assert {item.findtext("title") for item in history.findall("item")} == {title}
    works: Any = icalendar.Calendar.from_ical(made["maintenance.ics"])
    assert [event["SUMMARY"] for event in works.walk("VEVENT")] == [title]


@pytest.mark.slow
def test_control_characters_reach_no_format_that_forbids_them(make_site: MakeSite) -> None:
    """Wherever a name of the settings is told, feeds, calendars and badges leave out what they may not hold."""
    for path, content in build(make_site, "A word.", f"Acme{CONTROLS} & more").items():
        validate(path, content)
