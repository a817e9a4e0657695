"""A postmortem in the browser: the technical section, and terms that explain themselves."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, ViewportSize, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Open, Site

pytestmark = pytest.mark.browser

Read = Callable[..., Page]

STORY = "incidents/2026-03-17-messages-late/"
PHONE: ViewportSize = {"width": 375, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 800}
OPEN = "document.querySelector('#technical details').open"


@pytest.fixture
def read(visit: "Open", demo: "Site") -> Read:
    """Open the demo's longest story at a size, with or without scripts."""

    def open_page(size: ViewportSize, place: str = "", *, script: bool = True) -> Page:
        page = visit("about:blank", script=script).page
        page.set_viewport_size(size)
        page.goto(f"{demo.root}{STORY}{place}")
        return page

    return open_page


def test_the_technical_section_is_folded_on_a_phone_alone(read: Read) -> None:
    """On a small screen it waits to be opened; beside a keyboard it stands open."""
    assert read(PHONE).evaluate(OPEN) is False
    assert read(DESK).evaluate(OPEN) is True


def test_a_link_to_the_technical_section_opens_it(read: Read) -> None:
    """Who follows a link into it does not meet a closed door, on arrival or from the page itself."""
    assert read(PHONE, "#technical").evaluate(OPEN) is True
    page = read(PHONE)
    page.evaluate("location.hash = 'technical'")
    expect(page.locator("#technical details").first).to_have_attribute("open", "")


def test_the_technical_section_is_printed(read: Read) -> None:
    """Paper has nothing to click on."""
    page = read(PHONE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(OPEN) is True


def test_the_technical_section_is_there_without_scripts(read: Read) -> None:
    """Folding is a courtesy of the script; without it all is open."""
    page = read(PHONE, script=False)
    assert page.locator("#technical .prose").is_visible()


def test_a_term_explains_itself_to_a_keyboard(read: Read) -> None:
    """Tab reaches it, its meaning is shown and read aloud, and Escape lets go of it."""
    page = read(DESK)
    term = page.locator(".term").first
    term.focus()
    shown = "getComputedStyle(document.querySelector('.term'), '::after').content"
    meaning = page.locator(f"#{term.get_attribute('aria-describedby')}").inner_text()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(shown) == f'"{meaning}"'
    page.keyboard.press("Escape")
    assert page.evaluate(shown) == "none"
