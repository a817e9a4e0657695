"""Every word of ours goes through the catalogue: pages whose catalogue sets each message in brackets.

All that incident files and settings say is written in Greek letters here, and dates are Japanese: a Latin
letter outside brackets is a word of ours that no translator would ever see.
"""

import json
import re
from collections.abc import Iterator
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from icalendar import Calendar

from statuskit import words
from statuskit.model import Component, Group, Settings, UptimeRule, When
from statuskit.views.brand import Brand
from tests.site.conftest import NOW, RETIRED

if TYPE_CHECKING:
    from tests.site.conftest import MakeSite

PROJECT = Path(__file__).parents[1] / "golden" / "full" / "project" / "incidents"

GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "αβγδεζ" * 8 + "ηθικ")
NO_TEXT = frozenset(
    [
        "answered",
        "at",
        "basis",
        "channels",
        "claim",
        "components",
        "corrects",
        "detected",
        "due",
        "done_on",
        "event",
        "exposed",
        "file",
        "from",
        "how",
        "kind",
        "lost",
        "next_update",
        "pinned",
        "private",
        "progress",
        "published",
        "related",
        "resolved",
        "review",
        "scheduled_for",
        "scheduled_until",
        "started",
        "state",
        "status",
        "tags",
        "timezone",
        "until",
        "url",
        "worked",
    ]
)
"""Keys of an incident file whose values are for machines, here at least."""

SETTINGS = Settings(
    timezone="UTC",
    groups=(Group(id="chat", name="Ομάδα"), Group(id="money", name="Χρήμα")),
    components=(
        Component(id="rooms", name="Δωμάτια", group="chat", description="Άνοιγμα"),
        Component(id="search", name="Αναζήτηση", group="chat"),
        Component(id="checkout", name="Ταμείο", group="money"),
        Component(id="invoices", name="Λογαριασμοί", group="money", uptime=False),
        Component(id="fax", name="Φαξ", group="money", until=When(start=RETIRED, end=RETIRED)),
    ),
    uptime=UptimeRule(days=30),
)
BRAND = Brand(name="Άλφα", url="https://status.acme.example/sub/", language="ja", nav=(("Εμείς", "about/"),))

MACHINES = frozenset(
    {"sheet", "from", "until", "age", "day", "states", "root", "language", "any", "clock", "frozen"}
)
"""Attributes `data-…` that hold no text."""
NAMES = re.compile(r"\b(?:API|Atom|JSON|Markdown|Prometheus|RSS|Slack)\b")
"""Names of formats and products, the same in every language."""


class Brackets(NullTranslations):
    """Set every message in brackets."""

    def gettext(self, message: str) -> str:
        """Bracket a message."""
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Bracket the form for a number."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


_KEPT = re.compile(r"(\{\w+\}|\]\(\w+\.\w+\))")


def greek(text: str) -> str:
    """Write a text in Greek letters, without the signs that end a sentence; placeholders and pictures stay."""
    pieces = _KEPT.split(text)
    return "".join(
        piece if _KEPT.match(piece) else re.sub("[.:;,]", "", piece).translate(GREEK) for piece in pieces
    )


def written(value: Any, key: str = "") -> str:  # noqa: ANN401 - whatever YAML may hold
    """Write a file's value as YAML again, its texts in Greek letters."""
    if isinstance(value, dict):
        named = ((greek(name) if key == "glossary" else name, inner) for name, inner in value.items())
        inside = (f"{name}: {written(inner, key if key in NO_TEXT else name)}" for name, inner in named)
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(inner, key) for inner in value) + "]"
    if re.fullmatch(r"[\d.:TZ-]+|true|false", value):
        return str(value)
    return json.dumps(value if key in NO_TEXT else greek(value), ensure_ascii=False)


def project() -> Iterator[tuple[str, str]]:
    """Give the files of the kept site's project in Greek letters, by name."""
    for path in sorted(PROJECT.rglob("*.*")):
        name, text = path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")
        if path.suffix == ".yml":
            yield name, written(yaml.load(text, yaml.CBaseLoader))  # noqa: S506 - it makes nothing but strings
        else:
            yield name, greek(text) if path.suffix == ".md" else text


@pytest.fixture
def bracketed(make_site: "MakeSite", monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Build that site with every message in brackets."""
    monkeypatch.setattr(words, "catalogue", lambda _: Brackets())
    return make_site(dict(project()), now=NOW, frozen=NOW, settings=SETTINGS, brand=BRAND)


class _Said(HTMLParser):
    """Collect all that a page says: its texts, and the attributes that are read out or shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._is_code = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what is said in attributes."""
        self._is_code = tag == "code" or (self._is_code and tag == "a")
        values = {name: value or "" for name, value in attrs}
        said = ["alt", "aria-label", "placeholder", "title"]
        if values.get("name") == "description":
            said.append("content")
        said += [name for name in values if name.startswith("data-") and name[5:] not in MACHINES]
        self.texts += [values[name] for name in said if name in values]

    def handle_data(self, data: str) -> None:
        """Take a text, but for what is there to be copied; those of one line belong together."""
        if not self._is_code:
            self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Leave a piece of code."""
        self._is_code = self._is_code and tag != "code"


def outside(text: str) -> str:
    """Give what stands outside brackets."""
    kept, depth = [], 0
    for sign in text:
        depth += (sign == "⟦") - (sign == "⟧")
        if not depth and sign != "⟧":
            kept.append(sign)
    return "".join(kept)


def leaks(texts: list[str]) -> list[str]:
    """Name what stands outside brackets and is ours: Latin letters, and signs that end or join sentences."""
    left = re.sub(r"UTC|\{\w+\}|https?://[^\s)]+", "", NAMES.sub("", outside("\n".join(texts))))
    return re.findall(r".*(?:[A-Za-z]|[:;.](?!\d)).*", left)


def test_every_word_of_a_page_goes_through_the_catalogue(bracketed: dict[str, str]) -> None:
    """On every kind of page, in its head and in what its script will say."""
    pages = {path: html for path, html in bracketed.items() if path.endswith(".html")}
    assert len(pages) > 20
    found = {path: leaks(_Said(html).texts) for path, html in pages.items()}
    assert {path: told for path, told in found.items() if told} == {}


def test_every_word_of_a_feed_goes_through_the_catalogue(bracketed: dict[str, str]) -> None:
    """Titles, labels and sentences; addresses and ids are for machines."""
    feeds = {path: text for path, text in bracketed.items() if path.endswith((".atom", ".rss"))}
    assert len(feeds) > 4
    for path, text in feeds.items():
        names = ("title", "content", "description")
        said = [it.text or "" for it in ET.fromstring(text).iter() if it.tag.rpartition("}")[2] in names]  # noqa: S314 - our own
        assert leaks([piece for each in said for piece in _Said(each).texts]) == [], path


def test_every_word_of_a_badge_goes_through_the_catalogue(bracketed: dict[str, str]) -> None:
    """The state that it shows, as a picture and as data."""
    badges = [path for path in bracketed if path.endswith("badge.json")]
    assert len(badges) > 4
    assert leaks([json.loads(bracketed[path])["message"] for path in badges]) == []


def test_every_word_of_a_calendar_goes_through_the_catalogue(bracketed: dict[str, str]) -> None:
    """Its name, and what its events are called and say."""
    calendar = Calendar.from_ical(bracketed["maintenance.ics"])
    said = [str(calendar["name"])]
    for event in calendar.walk("VEVENT"):
        said += [str(event["summary"]), str(event["description"])]
    assert len(said) > 4
    assert leaks(said) == []
