"""Every kind of page before axe: light and dark, at a desk and on a narrow phone, all that opens open."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from statuskit import plugin

from .host import Host
from .kinds import EVERY, ODD, put

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 20, 14, 40, tzinfo=UTC)

SET_UP = """() => {
    // Our pseudo-elements are dots and strips beside texts, never behind them.
    const { options } = axe._audit.checks["color-contrast"];
    axe.configure({ checks: [{ id: "color-contrast", options: { ...options, ignorePseudo: true } }] });
    document.querySelectorAll("details").forEach(it => it.open = true);
}"""
RUN = """async onlyColours => {
    document.getAnimations().forEach(it => it.finish());
    const rules = onlyColours ? { runOnly: ["color-contrast", "link-in-text-block"] } : {};
    const found = await axe.run({ rules: { "target-size": { enabled: true } }, ...rules });
    // Colours that axe cannot tell: of what is scrolled out of sight, where its neighbours have the same;
    // of a field without a text; of a link whose icon floats beside it. We looked.
    const ours = "pre, .scroll, .prose table", theirs = ".md-typeset__scrollwrap, .md-search__input, .md-source";
    const knows = node => !document.querySelector(node.target[0])?.closest(`${ours}, ${theirs}`);
    const told = (how, results) => results.flatMap(({ id, nodes }) =>
        nodes.filter(node => how === "wrong" || id !== "color-contrast" || knows(node)).map(node =>
            `${how}: ${id}: ${node.target}: ${[...node.any, ...node.all, ...node.none].map(it => it.message)}`));
    return [...told("wrong", found.violations), ...told("unsure", found.incomplete)];
}"""

Complaints = Callable[["Page"], list[str]]
SCHEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.fixture(scope="module")
def complaints(by_npm: Callable[[str], Path]) -> Complaints:
    """Let axe look at a page at two widths; gives what it finds, and where it is unsure."""
    program = (by_npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")

    def look(page: "Page") -> list[str]:
        is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        found = []
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            if page.locator("[name=generator]").count():
                # The theme's own script sees to its widths when a page is opened, and takes its time.
                page.reload(wait_until="networkidle")
            # Not by a <script>: a page may forbid those of others.
            page.evaluate(program)
            page.evaluate(SET_UP)
            # What is no matter of colours is the same in the dark.
            found += [f"{page.url} at {width}: {each}" for each in page.evaluate(RUN, is_dark)]
        return found

    return look


@pytest.fixture
def page(browser: "Browser", *, dark: bool) -> Iterator["Page"]:
    """Give a page of a reader who likes it light or dark."""
    with browser.new_context(color_scheme="dark" if dark else "light") as context:
        yield context.new_page()


@SCHEMES
def test_axe_finds_nothing_on_the_demo(demo: "Site", page: "Page", complaints: Complaints) -> None:
    """On every kind of page, with a late promise, a long story and the page for wrong addresses among them."""
    found = []
    for address in [*EVERY.values(), "manual/api/", "no/such/page/"]:
        page.goto(demo.root + address)
        found += complaints(page)
    assert found == []


@SCHEMES
def test_axe_finds_nothing_on_odd_sites(odd: dict[str, "Site"], page: "Page", complaints: Complaints) -> None:
    """With nothing to tell, with words that never end, from right to left, and with all that the theme can do."""
    found = []
    for name, addresses in {
        "nothing": ["", "history/", "uptime/"],
        "no incident": ["", "maintenance/", "promises/", "components/checkout/"],
        "unbroken": ["incidents/card-payments/"],
        "right to left": ["", "incidents/card-payments/", "history/", "components/checkout/"],
        "all of the theme": ["", "about/", "everything/"],
    }.items():
        for address in addresses:
            page.goto(odd[name].root + address)
            found += complaints(page)
    assert found == []


@SCHEMES
def test_axe_finds_nothing_on_a_page_that_lives(tmp_path: Path, page: "Page", complaints: Complaints) -> None:
    """The state in the head, the reader's zone, and the line that the page could not be refreshed are as sound."""
    put(ODD["no incident"], tmp_path)
    folder = plugin.build(tmp_path / "mkdocs.yml", now=NOW).site_dir
    with Host(folder=folder, now=NOW).open() as host:
        page.clock.install(time=NOW)
        page.goto(host.root + "history/")
        expect(page.locator("#state")).to_be_visible()
        found = complaints(page)
        page.route("**/summary.json", lambda route: route.abort())
        for _ in range(5):
            page.clock.run_for(60_000)
        expect(page.locator("#checked.late")).to_be_visible()
        found += complaints(page)
    assert found == []
