"""What axe cannot see: the way of the keyboard, words in little room, and states without colours."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from .kinds import OURS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Open, Site

pytestmark = pytest.mark.browser

WALKED = ("front", "open incident", "bundle", "history", "component", "follow")
"""Kinds of pages whose controls differ."""
EACH = pytest.mark.parametrize("kind", WALKED)

STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(it => it.tabIndex >= 0 && !it.disabled && it.checkVisibility({ visibilityProperty: true }))
    .map(it => it.outerHTML.slice(0, 160))"""
FOCUSED = """() => {
    const it = document.activeElement;
    if (it === document.body || it === document.documentElement) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(it);
    const { top, bottom, left, right } = it.getBoundingClientRect();
    const isSeen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    return [it.outerHTML.slice(0, 160), isSeen && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2];
}"""
LANDMARKS = """() => {
    const seen = selector => [...document.querySelectorAll(selector)].filter(it => it.checkVisibility());
    const navs = seen("nav").map(it => it.getAttribute("aria-label"));
    const levels = seen(":is(h1, h2, h3, h4, h5, h6, [role=heading])")
        .map(it => Number(it.getAttribute("aria-level") ?? it.tagName[1]));
    return {
        mains: seen("main").length,
        heads: seen("body > .page > header").length,
        feet: seen("body > .page > footer").length,
        firsts: levels.filter(level => level === 1).length,
        jumps: levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1).length,
        unnamed: navs.filter(name => !name).length + navs.length - new Set(navs).size,
    };
}"""
SPACED = """*, *::before, *::after {
    line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
}
p { margin-bottom: 2em !important; }"""
ADOPT = """css => {
    // As a reader's own style: a page's policy forbids what is written into it.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
}"""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter(it => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(it);
    const cuts = overflow => overflow === "hidden" || overflow === "clip";
    return clipPath === "none" && it.checkVisibility()
        && ((cuts(overflowX) && it.scrollWidth > it.clientWidth + 1)
            || (cuts(overflowY) && it.scrollHeight > it.clientHeight + 1));
}).map(it => it.outerHTML.slice(0, 120))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOVING = """() => [...document.querySelectorAll("*")].flatMap(it => ["", "::before", "::after"].map(part => {
    const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(it, part);
    const moves = animationName !== "none" || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth";
    return moves ? it.outerHTML.slice(0, 80) + part : "";
})).filter(Boolean)"""
ORDER = """() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, article, section)")]
    .filter(it => it.checkVisibility()).map(it => [it.getBoundingClientRect().top, it.textContent.trim().slice(0, 40)])"""
TAGS = """() => [...document.querySelectorAll("main .tag")].filter(it => it.checkVisibility()).map(it => {
    const mark = it.querySelector(".mark"), { width, height } = mark.getBoundingClientRect();
    const paint = getComputedStyle(mark).fill, shape = mark.querySelector("use").getAttribute("href");
    const isDrawn = width > 8 && height > 8 && document.querySelector(shape)?.childElementCount > 0;
    return [it.textContent.trim(), isDrawn ? shape : "", paint, getComputedStyle(document.body).backgroundColor];
})"""
BARS = """() => [...document.querySelectorAll("main .bars > *")].filter(it => it.checkVisibility())
    .map(it => [it.className, getComputedStyle(it).backgroundColor])"""


@pytest.fixture
def reader(browser: "Browser", demo: "Site") -> Iterator[Callable[..., "Page"]]:
    """Open a kind of page as a reader with needs of their own."""
    contexts = []

    def go(kind: str, width: int = 1280, **needs: Any) -> "Page":  # noqa: ANN401 - a browser's options
        context = browser.new_context(viewport={"width": width, "height": 900}, **needs)
        contexts.append(context)
        page = context.new_page()
        page.goto(demo.root + OURS[kind])
        return page

    yield go
    for context in contexts:
        context.close()


@EACH
def test_tab_reaches_every_control_in_order_and_is_seen(reader: Callable[..., "Page"], kind: str) -> None:
    """The skip link comes first, then each control as it stands in the page, each with a ring around it."""
    # Who likes motion sees the page glide to what has the focus.
    page = reader(kind, reduced_motion="reduce")
    reached: list[str] = []
    unseen: list[str] = []
    stops = page.evaluate(STOPS)
    for _ in range(2 * len(stops) + 20):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        reached.append(focused[0])
        if not focused[1]:
            unseen.append(focused[0])
    assert unseen == []
    assert 'class="skip"' in reached[0]
    # What scrolls is a stop of the browser's own.
    assert [each for each in reached if each in stops] == stops


@EACH
def test_the_skip_link_skips(demo: "Site", visit: "Open", kind: str) -> None:
    """After it, Tab goes on within the content."""
    page = visit(demo.root + OURS[kind]).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@EACH
def test_every_control_has_a_name(demo: "Site", visit: "Open", kind: str) -> None:
    """Whatever can be used, or is an image or a region, says what it is to who does not see it."""
    page = visit(demo.root + OURS[kind]).page
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    named = {"link", "button", "textbox", "searchbox", "combobox", "checkbox", "DisclosureTriangle", "image"}
    named |= {"navigation", "region", "heading"}
    nodes = [it for it in tree if not it["ignored"] and it["role"]["value"] in named]
    assert len(nodes) > 10
    assert [it for it in nodes if not it.get("name", {}).get("value", "").strip()] == []


def test_every_page_has_its_landmarks(demo: "Site", visit: "Open") -> None:
    """One head, content and foot, one heading above all others, no level left out, each menu with its own name."""
    page = visit("about:blank").page
    found = {}
    for kind, address in OURS.items():
        page.goto(demo.root + address)
        found[kind] = page.evaluate(LANDMARKS)
    expected = {"mains": 1, "heads": 1, "feet": 1, "firsts": 1, "jumps": 0, "unnamed": 0}
    assert found == dict.fromkeys(OURS, expected)


@EACH
def test_nothing_is_lost_on_a_narrow_screen(reader: Callable[..., "Page"], kind: str) -> None:
    """At 320 px, which is 1280 px at 400 %, every word is there, and in the order of the page."""
    page = reader(kind)
    wide = Counter(page.locator("body").inner_text().split())
    page.set_viewport_size({"width": 320, "height": 900})
    narrow = Counter(page.locator("body").inner_text().split())
    # Bars show as many days as there is room for, and their scale says how many.
    assert set(wide - narrow) <= {"90"}
    places = page.evaluate(ORDER)
    assert places == sorted(places, key=lambda place: place[0])


@EACH
def test_room_between_letters_and_lines_clips_nothing(reader: Callable[..., "Page"], kind: str) -> None:
    """With the spacing of WCAG 1.4.12 all texts are whole, and no page scrolls sideways."""
    page = reader(kind)
    page.evaluate(ADOPT, SPACED)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(CLIPPED) == []
        assert page.evaluate(OVERFLOW) == 0


@EACH
def test_nothing_moves_for_who_wants_it_still(reader: Callable[..., "Page"], kind: str) -> None:
    """With reduced motion there is no animation, no transition and no gliding to a place."""
    assert reader(kind, reduced_motion="reduce").evaluate(MOVING) == []


@pytest.mark.parametrize("forced", ["none", "active"])
@pytest.mark.parametrize("kind", ["front", "component", "maintenance"])
def test_a_state_is_text_and_shape_and_colour(reader: Callable[..., "Page"], kind: str, forced: str) -> None:
    """No two states share a shape, each has its word, and with the colours of the system all can still be told."""
    page = reader(kind, forced_colors=forced)
    tags = page.evaluate(TAGS)
    assert tags
    assert [tag for tag in tags if not tag[0] or not tag[1] or tag[2] == tag[3]] == []
    colours: dict[str, set[str]] = {}
    bars = page.evaluate(BARS)
    assert bars or kind == "maintenance"
    for state, colour in bars:
        colours.setdefault(colour, set()).add(state)
    assert [states for states in colours.values() if len(states) > 1] == []
