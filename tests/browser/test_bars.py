"""The bars of a component: each day tells what it was, to mouse, finger and keys."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.conftest import Open, Site

pytestmark = pytest.mark.browser

OUTAGE = "Wed 14 Oct: Major outage: Rooms do not open"
BACK = 37
"""How many days before the demo's moment that was."""


@pytest.fixture
def phone(browser: "Browser", demo: "Site") -> "Iterator[Page]":
    """Open the front page under a finger, 320 px wide."""
    context = browser.new_context(viewport={"width": 320, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(demo.root)
    yield page
    context.close()


def bars(page: "Page", component: str = "Rooms") -> "Locator":
    """Find the bars of a component."""
    return (
        page.locator(".part")
        .filter(has=page.get_by_role("link", name=component, exact=True))
        .locator(".bars")
    )


def tip(page: "Page") -> "Locator":
    """Find the text of the day chosen."""
    return page.locator(".tip")


def test_the_mouse_finds_what_a_day_was(demo: "Site", visit: "Open") -> None:
    """Over a bar its day is told, for as long as the pointer stays; Escape takes it away at once."""
    page = visit(demo.root).page
    days = bars(page).locator("i")
    days.nth(-1 - BACK).hover()
    expect(tip(page)).to_have_text(OUTAGE)
    days.nth(-2).hover()
    expect(tip(page)).to_have_text("Thu 19 Nov: nothing to report.")
    page.keyboard.press("Escape")
    expect(tip(page)).to_have_count(0)
    days.nth(-1).hover()
    expect(tip(page)).to_have_count(1)
    page.get_by_role("heading", name="All parts").hover()
    expect(tip(page)).to_have_count(0)


def test_a_text_can_be_reached_with_the_pointer(demo: "Site", visit: "Open") -> None:
    """Who moves onto the text itself may read it to its end."""
    page = visit(demo.root).page
    bars(page).locator("i").nth(-1 - BACK).hover()
    tip(page).hover()
    expect(tip(page)).to_have_text(OUTAGE)


def test_one_stop_of_the_tab_key_leads_to_every_day(demo: "Site", visit: "Open") -> None:
    """Arrow keys go from day to day, Home and End to the edges, and a screen reader hears each."""
    page = visit(demo.root).page
    page.get_by_role("link", name="Rooms", exact=True).last.focus()
    page.keyboard.press("Tab")
    slider = page.get_by_role("slider", name="Rooms: 90 days. Major outage: 1 day")
    expect(slider).to_be_focused()
    expect(tip(page)).to_have_text("Fri 20 Nov: nothing to report.")
    for _ in range(BACK):
        page.keyboard.press("ArrowLeft")
    expect(tip(page)).to_have_text(OUTAGE)
    expect(slider).to_have_attribute("aria-valuetext", OUTAGE)
    expect(slider).to_have_attribute("aria-valuenow", str(90 - BACK))
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "Thu 15 Oct: nothing to report.")
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "1")
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "Sun 23 Aug: nothing to report.")
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuenow", "90")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Messages", exact=True).last).to_be_focused()
    expect(tip(page)).to_have_count(0)


def test_a_day_before_the_component_was_measured_says_so(demo: "Site", visit: "Open") -> None:
    """Nothing is claimed of a time that nobody measured."""
    page = visit(demo.root).page
    bars(page, "Webhooks").locator("i").first.hover()
    expect(tip(page)).to_have_text("Sun 23 Aug: not measured.")


def test_from_right_to_left_the_arrow_keys_turn_round(demo: "Site", visit: "Open") -> None:
    """Where days run to the left, the left arrow leads to later ones."""
    page = visit(demo.root).page
    page.evaluate("document.dir = 'rtl'")
    bars(page).focus()
    page.keyboard.press("ArrowRight")
    expect(bars(page)).to_have_attribute("aria-valuenow", "89")
    page.keyboard.press("ArrowLeft")
    expect(bars(page)).to_have_attribute("aria-valuenow", "90")


def test_a_finger_finds_what_a_day_was(phone: "Page") -> None:
    """A tap tells the day; a tap elsewhere takes it away; at either edge the text stays on the screen."""
    days = bars(phone, "Checkout").locator("i:visible")
    assert days.count() == 45
    for place, text in ((-1, "Fri 20 Nov: Partial outage: Card payments are failing"), (0, "Wed 7 Oct")):
        days.nth(place).tap()
        expect(tip(phone)).to_contain_text(text)
        box = tip(phone).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    phone.get_by_role("heading", name="All parts").tap()
    expect(tip(phone)).to_have_count(0)


def test_without_scripts_bars_are_a_picture_with_a_text(demo: "Site", visit: "Open") -> None:
    """One sentence names what they show, and each eventful day has its own for the mouse."""
    page = visit(demo.root, script=False).page
    picture = page.get_by_role("img", name="Rooms: 90 days. Major outage: 1 day")
    expect(picture).to_be_visible()
    expect(picture.locator("i").nth(-1 - BACK)).to_have_attribute("title", OUTAGE)
    expect(page.get_by_role("slider")).to_have_count(0)
