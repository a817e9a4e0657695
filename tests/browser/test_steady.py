"""Nothing moves under a reader's eyes while a page comes to be."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Route, expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

PAGES = ("", "history/", "incidents/hearth-2010/", "maintenance/", "components/search/", "promises/")
SHIFT = """() => new Promise(done => {
    const told = { sum: 0, moved: [] };
    const name = it => it?.outerHTML?.slice(0, 80) ?? it?.textContent ?? "";
    new PerformanceObserver(list => {
        for (const { value, sources } of list.getEntries()) {
            told.sum += value;
            told.moved.push(...sources.map(it => [name(it.node), it.previousRect, it.currentRect]));
        }
    }).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(told))));
})"""
"""Cumulative layout shift, and what it moved, once the page has been drawn twice more."""


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Chatham"])
@pytest.mark.parametrize("width", [1280, 375])
def test_nothing_moves_when_times_become_the_readers(
    demo: "Site", browser: "Browser", zone: str, width: int
) -> None:
    """Times grow longer in another zone, ages appear: no line of the page is moved by that."""
    context = browser.new_context(timezone_id=zone, viewport={"width": width, "height": 800})
    page = context.new_page()
    moved = {}
    for address in PAGES:
        page.goto(demo.root + address, wait_until="load")
        expect(page.locator("html.ready")).to_be_attached()
        moved[address] = page.evaluate(SHIFT)
    context.close()
    # To three digits, as Lighthouse tells it: one line that moves by its height counts 0.01 and more.
    assert {address: told for address, told in moved.items() if round(told["sum"], 3)} == {}


@pytest.mark.parametrize("hangs", [True, False], ids=["hangs", "fails"])
def test_a_script_that_does_not_come_hides_nothing(browser: "Browser", demo: "Site", *, hangs: bool) -> None:
    """The page waits a moment for its times, and shows itself in UTC then, the state line at once."""
    context = browser.new_context()
    page = context.new_page()

    def answer(route: Route) -> None:
        if not hangs:
            route.fulfill(status=500, body="")

    page.route("**/status.*.js", answer)
    page.goto(demo.root, wait_until="commit")
    expect(page.locator(".state h1")).to_be_visible()
    expect(page.get_by_role("heading", name="Card payments are failing")).to_be_visible()
    assert page.locator("html.ready").count() == 0
    context.close()
