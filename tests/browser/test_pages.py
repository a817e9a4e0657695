"""Every kind of page in a real browser: wide and narrow, light and dark, with and without scripts."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from statuskit import plugin
from tests.conftest import MKDOCS

from .kinds import EVERY, HAND_WRITTEN, LONG, OURS, UNBROKEN

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open, Serve, Site
    from tests.conftest import WriteSite

pytestmark = pytest.mark.browser

WIDTHS = (1280, 375, 320)

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDE = """[...document.querySelectorAll("body *")]
    .filter(it => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 5).map(it => it.outerHTML.slice(0, 120))"""
BRIGHTNESS = """() => {
    for (const it of [document.body, document.documentElement]) {
        const [red, green, blue, alpha = 1] = getComputedStyle(it).backgroundColor.match(/[\\d.]+/g).map(Number);
        if (alpha > 0) return (red + green + blue) / 3;
    }
    return 255;
}"""


def assert_fits(page: "Page") -> None:
    """Hold that nothing makes the page scroll sideways at any width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate(OVERFLOW)
        assert over == 0, f"{width} px wide, it scrolls by {over} px: {page.evaluate(WIDE)}"


def by_kind(pages: dict[str, str]) -> pytest.MarkDecorator:
    """Run a test for each page; its kind is the test's name."""
    return pytest.mark.parametrize("address", pages.values(), ids=pages)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@by_kind(EVERY)
def test_a_page_fits_and_keeps_to_itself(demo: "Site", visit: "Open", address: str, *, dark: bool) -> None:
    """Light or dark as the reader's system asks, from a desk to 320 px: it fits, is silent, and asks nobody."""
    seen = visit(demo.root + address, dark=dark)
    if address in HAND_WRITTEN.values():
        seen.page.wait_for_load_state("networkidle")
    brightness = seen.page.evaluate(BRIGHTNESS)
    assert brightness < 80 if dark else brightness > 200
    assert_fits(seen.page)
    assert seen.abroad(demo.root) == []
    assert seen.failed == []
    assert seen.said == []


def test_a_word_without_a_break_makes_no_page_wider(
    write_site: "WriteSite", serve: "Serve", visit: "Open", now: datetime
) -> None:
    """However long a word of an incident file is, in whichever text, it fits the narrowest screen."""
    root = write_site()
    config = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("name: Checkout", f"name: {LONG}")
    write_site({"mkdocs.yml": config, "incidents/unbroken.yml": UNBROKEN})
    site = plugin.build(root / "mkdocs.yml", now=now).site_dir
    address = serve(site)
    page = visit(address).page
    for path in ("", "incidents/unbroken/", "history/", "history/2026/", "components/checkout/", "uptime/"):
        page.goto(address + path)
        assert_fits(page)


def test_a_long_state_in_the_head_makes_no_page_wider(
    write_site: "WriteSite", serve: "Serve", visit: "Open", now: datetime
) -> None:
    """In French all is well in 36 letters, which a narrow phone has no line for."""
    root = write_site(
        {"mkdocs.yml": MKDOCS.replace("  name: material\n", "  name: material\n  language: fr\n")}
    )
    (root / "incidents" / "2026-11-20-card-payments.yml").unlink()
    page = visit(serve(plugin.build(root / "mkdocs.yml", now=now).site_dir) + "history/").page
    expect(page.locator("#state")).to_have_text("Tous les systèmes sont opérationnels")
    assert_fits(page)


def test_what_is_not_found_leads_back(demo: "Site", visit: "Open") -> None:
    """A wrong address, at any depth, shows our page with its style, and a link to the front page."""
    seen = visit(demo.root + "history/1999/no/such/page/")
    assert seen.page.get_by_role("heading", name="There is no such page").is_visible()
    assert seen.abroad(demo.root) == []
    assert seen.failed == [f"404 {seen.page.url}"]
    assert_fits(seen.page)
    seen.page.get_by_role("link", name="To the status page").click()
    assert seen.page.url == demo.root


@by_kind(HAND_WRITTEN)
def test_a_hand_written_page_leads_back_to_the_front(demo: "Site", visit: "Open", address: str) -> None:
    """The way back to the state can be seen at a desk, and in the menu of a phone."""
    page = visit(demo.root + address).page
    back = page.get_by_role("link", name="Status", exact=True).filter(visible=True)
    assert back.evaluate_all("links => links.map(link => link.href)") == [demo.root]
    page.set_viewport_size({"width": 375, "height": 800})
    page.locator("label.md-header__button[for=__drawer]").click()
    # A page within a section opens the menu at that section, with an arrow that leads up.
    for up in page.locator(".md-nav__item--active > nav > label[for^=__nav_]").all():
        up.click()
    back.first.click()
    page.wait_for_url(demo.root)


def test_every_time_stands_there_without_scripts(demo: "Site", visit: "Open") -> None:
    """With JavaScript off each time of each page is text, and machines can read it."""
    page = visit(demo.root, script=False).page
    machine = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?")
    for kind, address in OURS.items():
        page.goto(demo.root + address)
        times = page.locator("main time").evaluate_all("all => all.map(it => [it.dateTime, it.textContent])")
        assert [time for time in times if not machine.fullmatch(time[0]) or not time[1].strip()] == [], kind
        assert times or kind in {"uptime", "follow"}, kind


def test_the_state_stands_there_without_scripts(demo: "Site", visit: "Open") -> None:
    """The front page tells the state, the late promise, all parts with their bars, and what is planned."""
    page = visit(demo.root, script=False).page
    assert page.locator("main .state h1").inner_text() == "Minor Service Outage"
    assert page.locator("main .state p").first.is_visible()
    assert "We are late" in page.locator("main .promise.late:visible").first.inner_text()
    parts = page.locator("main .part")
    assert parts.count() == 12
    for part in parts.all():
        assert part.locator(".tag").first.is_visible()
    assert page.get_by_role("heading", name="Planned").is_visible()
    assert page.locator("main").get_by_role("link", name="New cables", exact=False).first.is_visible()


def test_the_states_of_maintenance_stand_there_without_scripts(demo: "Site", visit: "Open") -> None:
    """What is ahead has its window, and what is past its end, with JavaScript off."""
    page = visit(demo.root + "maintenance/", script=False).page
    for heading in ("Ahead", "Past"):
        section = page.locator("main section").filter(has=page.get_by_role("heading", name=heading))
        assert section.locator("article:visible time").first.is_visible()
    assert page.locator("main .tag:visible", has_text="Completed").first.is_visible()
