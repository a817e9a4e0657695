"""Badges as a browser draws them."""

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from statuskit.outputs.badges.svg import draw

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

NAMES = (
    "Rooms",
    "Sign-in & billing",
    "All Systems Operational",
    "WWWW iiii",
    "Größe",
    "Кириллица",
    "שלום עולם",
)


def test_the_room_of_a_text_is_what_the_text_takes(browser: "Browser") -> None:
    """In a font as wide as Verdana no letter is visibly squeezed or stretched."""
    page = browser.new_page()
    natural = """text => {
        const wanted = parseFloat(text.getAttribute("textLength"));
        text.removeAttribute("textLength");
        return text.getComputedTextLength() / wanted;
    }"""
    for name in NAMES:
        page.set_content(draw(name, "Operational", "operational", "").decode())
        label, state = page.locator("text").all()
        assert 0.88 < label.evaluate(natural) < 1.12, name
        assert 0.95 < state.evaluate(natural) < 1.05
    page.close()


def test_a_badge_in_a_page_is_as_large_as_it_says(browser: "Browser") -> None:
    """As a picture it stands in a line of 20 px; inside a page a screen reader finds one image with its name."""
    page = browser.new_page()
    svg = draw("Rooms", "Major outage", "major-outage", "Rooms: Major outage")
    page.set_content(f'<img src="data:image/svg+xml;base64,{b64encode(svg).decode()}">')
    box = page.locator("img").bounding_box()
    assert box is not None
    assert box["height"] == 20
    assert 120 < box["width"] < 180
    page.set_content(svg.decode())
    assert page.get_by_role("img", name="Rooms: Major outage", exact=True).count() == 1
    page.close()
