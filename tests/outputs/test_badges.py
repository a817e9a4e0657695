"""Badges: what they say, to eyes, to screen readers and to shields.io."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from statuskit.model import Component, ComponentState, Settings
from statuskit.outputs import badges
from statuskit.outputs.badges.svg import LABEL_COLOUR, LONGEST, draw
from statuskit.outputs.badges.widths import cut, is_right_to_left, width
from statuskit.outputs.marks import COLOURS, DARK_COLOURS, SHAPES
from statuskit.views.brand import Brand
from statuskit.views.context import Context

Look = Callable[..., Context]

SVG = "{http://www.w3.org/2000/svg}"
STYLES = Path(__file__).parents[2] / "statuskit" / "theme" / "assets" / "status.css"

OPEN = """
title: Rooms do not open
components: {rooms: STATE}
updates:
  - {at: 2026-11-20T14:00:00Z, message: We are looking.}
"""
WORKS = """
title: New cables
kind: maintenance
components: {rooms: under_maintenance}
scheduled_for: 2026-11-20T15:00:00Z
scheduled_until: 2026-11-20T16:00:00Z
"""

SHIELDS = frozenset({
    "schemaVersion", "label", "message", "color", "labelColor", "isError", "namedLogo", "logoSvg", "logoColor",
    "logoSize", "logoWidth", "logoPosition", "style", "cacheSeconds",
})  # fmt: skip
"""What shields.io's endpoint badge knows; it refuses all else."""

HOSTILE = (
    'a "quoted" name & <b>bold</b> ]]> -->',
    "\x00\x07\x1b[31m\x7f\x85\ufdd0\ufffe\uffff",
    "two\nlines\tand\u2028more",
    "\U0001f525 \U0001f468‍\U0001f469‍\U0001f467 \U0001f1e9\U0001f1ea",
    "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645",
    "word " * 20_000,
    "\u0301" * 5_000,
)


def made(ctx: Context, name: str = "Acme Status") -> dict[str, bytes]:
    """Make all badges, by address."""
    files = {file.path: file.content for file in badges.build(ctx, Brand(name=name))}
    return {path: content for path, content in files.items() if isinstance(content, bytes)}


def picture(content: bytes) -> ET.Element:
    """Read a badge as XML; what it says stands the same in its title and in its label."""
    top = ET.fromstring(content)  # noqa: S314 - our own file
    assert (top.tag, top.get("role")) == (f"{SVG}svg", "img")
    title = top.find(f"{SVG}title")
    assert title is not None
    assert title.text == top.get("aria-label")
    return top


def said(content: bytes) -> str:
    """Tell what a screen reader hears."""
    return picture(content).get("aria-label", "")


def data(content: bytes) -> dict[str, Any]:
    """Read the data for shields.io, which has no key that it does not know."""
    found = json.loads(content)
    assert found.keys() <= SHIELDS
    assert (found["schemaVersion"], type(found["label"]), type(found["isError"])) == (1, str, bool)
    assert found["message"]
    assert re.fullmatch("#[0-9a-f]{6}", found["color"])
    assert found["cacheSeconds"] >= 300
    return dict(found)


@pytest.mark.parametrize("state", ComponentState)
def test_a_badge_says_the_state_of_its_component(look: Look, state: ComponentState) -> None:
    """Text, shape and colour say it; shields.io is told the same."""
    files = made(look({"rooms.yml": OPEN.replace("STATE", state)}))
    term = state.replace("_", " ").capitalize()
    top = picture(files["components/rooms/badge.svg"])
    assert top.get("aria-label") == f"Rooms: {term}"
    assert [each.text for each in top.iter(f"{SVG}text")] == ["Rooms", term]
    mark = state.replace("_", "-")
    assert [COLOURS[mark], SHAPES[mark]] == [
        [each.get("fill") for each in top.iter(f"{SVG}path")][1],
        [each.get("d") for each in top.iter(f"{SVG}path")][2],
    ]
    told = data(files["components/rooms/badge.json"])
    assert (told["label"], told["message"], told["color"]) == ("Rooms", term, COLOURS[mark])
    assert told["isError"] is (state.rank > ComponentState.UNDER_MAINTENANCE.rank)
    assert said(files["components/search/badge.svg"]) == "Search: Operational"


@pytest.mark.parametrize(
    ("files", "text", "is_error"),
    [
        ({}, "All Systems Operational", False),
        ({"rooms.yml": OPEN.replace("STATE", "partial_outage")}, "Minor Service Outage", True),
        ({"rooms.yml": OPEN.replace("STATE", "operational")}, "1 open incident", False),
        ({"works.yml": WORKS}, "Service Under Maintenance", False),
    ],
)
def test_the_badge_of_the_site_says_what_its_front_page_says(
    look: Look, files: dict[str, str], text: str, *, is_error: bool
) -> None:
    """It is the state line; an incident that hurts no component is not hidden."""
    made_files = made(look(files))
    assert said(made_files["badge.svg"]) == f"Acme Status: {text}"
    told = data(made_files["badge.json"])
    assert (told["label"], told["message"], told["isError"]) == ("Acme Status", text, is_error)


def test_a_retired_component_says_so(look: Look) -> None:
    """Where its badge was put on a page, that page does not break."""
    files = made(look({}))
    assert said(files["components/fax/badge.svg"]) == "Fax: Retired"
    assert data(files["components/fax/badge.json"])["message"] == "Retired"


def test_name_and_state_are_joined_as_the_language_does(look: Look) -> None:
    """A screen reader hears the colon of the site's own language."""
    files = made(look({"rooms.yml": OPEN.replace("STATE", "major_outage")}, language="fr"))
    assert said(files["components/rooms/badge.svg"]) == "Rooms\u00a0: Panne majeure"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_stay_text(look: Look, text: str) -> None:
    """Any name makes a picture that is XML, of a size that fits a line, and data that is JSON."""
    settings = Settings(components=(Component(id="part", name=text),))
    files = made(look({}, settings=settings), name=text)
    for path in ("badge", "components/part/badge"):
        top = picture(files[f"{path}.svg"])
        assert {each.tag.removeprefix(SVG) for each in top.iter()} <= {"svg", "title", "path", "g", "text"}
        assert int(top.get("width", "")) < 2 * LONGEST * 11
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", files[f"{path}.svg"].decode())
        assert data(files[f"{path}.json"])["label"] in top.get("aria-label", "")


@pytest.mark.parametrize("colour", [LABEL_COLOUR, *COLOURS.values()])
def test_white_letters_can_be_read_on_every_colour(colour: str) -> None:
    """The contrast is that of WCAG 2.2, AA: 4.5 to 1."""

    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_the_colours_are_those_of_the_pages() -> None:
    """A badge beside its page has the same red."""
    light, dark, *_ = STYLES.read_text(encoding="utf-8").split("@media")
    names = {
        "operational": "ok",
        "under-maintenance": "work",
        "degraded-performance": "degraded",
        "partial-outage": "partial",
        "major-outage": "major",
        "note": "note",
    }
    for sheet, colours in ((light, COLOURS), (dark, DARK_COLOURS)):
        found = {mark: re.search(rf"--{name}: (#\w+);", sheet) for mark, name in names.items()}
        assert {mark: match and match[1] for mark, match in found.items()} == colours


def test_a_wide_text_is_cut_between_letters() -> None:
    """Dots stand for the rest, an accent stays with its letter, and what fits is left alone."""
    assert cut("short", 10) == "short"
    long = cut("e\u0301" * 50, 10)
    assert long.endswith("e\u0301…")
    assert width(long) <= 10
    assert cut("", 10) == ""


def test_widths_know_what_has_none() -> None:
    """Accents and joiners move nothing on; a family is one picture, a flag one flag."""
    assert width("e\u0301") == width("é") == width("e")
    assert width("\U0001f468‍\U0001f469‍\U0001f467") == width("\U0001f525")
    assert width("\U0001f1e9\U0001f1ea") == width("\U0001f525")
    assert width("\U0001f44d\U0001f3fd") == width("\U0001f44d")
    assert width("日本") == 2


@pytest.mark.parametrize(
    ("text", "is_rtl"), [("Rooms", False), ("12 שלום", True), ("السلام", True), ("42", False), ("", False)]
)
def test_the_first_letter_tells_the_direction(text: str, *, is_rtl: bool) -> None:
    """Digits and signs have none; without any letter it is from left to right."""
    assert is_right_to_left(text) is is_rtl


def test_a_badge_without_a_name_is_its_state_alone() -> None:
    """A name of nothing but control characters leaves no empty box."""
    top = picture(draw("", "Operational", "operational", "Operational"))
    assert top.get("aria-label") == "Operational"
    assert [each.text for each in top.iter(f"{SVG}text")] == ["Operational"]
