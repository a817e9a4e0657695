"""`/subscribe/` in a real browser: copying, and what stands there without it."""

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from statuskit import plugin
from tests.conftest import MKDOCS

if TYPE_CHECKING:
    from tests.browser.conftest import Open, Serve, Site
    from tests.conftest import WriteSite

pytestmark = pytest.mark.browser

HOME = "https://status.hearth.example/sub/"


def test_an_address_is_copied_with_one_press(demo: "Site", visit: "Open") -> None:
    """The clipboard holds it, the button says so, screen readers are told, and the name comes back."""
    seen = visit(demo.root + "subscribe/")
    page = seen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Copy Slack")
    button.click()
    expect(page.locator("#told")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"/feed subscribe {HOME}updates.rss"
    button.wait_for()
    assert seen.said == []


def test_without_a_clipboard_the_address_is_selected(demo: "Site", visit: "Open") -> None:
    """On plain http, or where the reader forbids it, the text is selected for the reader's own keys."""
    page = visit(demo.root).page
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(demo.root + "subscribe/")
    page.get_by_role("button", name="Copy Calendar").click()
    expect(page.locator("#told")).to_have_text("Selected, for you to copy")
    assert page.evaluate("getSelection().toString().trim()") == f"{HOME}maintenance.ics"


def test_without_scripts_the_addresses_stand_there(demo: "Site", visit: "Open") -> None:
    """No button is shown that would do nothing; every address can be read and followed."""
    page = visit(demo.root + "subscribe/", script=False).page
    assert page.get_by_role("button").count() == 0
    page.locator("main").get_by_role("link", name=f"{HOME}updates.json").wait_for()


def test_a_component_leads_to_its_own_ways(demo: "Site", visit: "Open") -> None:
    """The link on its page opens the part, wherever one comes from."""
    page = visit(demo.root + "components/rooms/").page
    page.get_by_role("link", name="Follow this part").click()
    page.get_by_text(f"{HOME}components/rooms/history.atom").wait_for()
    page.evaluate("location.hash = '#part-files'")
    page.get_by_text(f"{HOME}components/files/history.rss").wait_for()


def test_a_site_without_an_address_takes_that_of_its_reader(
    write_site: "WriteSite", serve: "Serve", visit: "Open", now: datetime
) -> None:
    """Where `site_url` is missing, what is copied is whole all the same."""
    settings = MKDOCS.replace("site_url: https://status.acme.example/sub/\n", "")
    root = write_site({"mkdocs.yml": settings})
    address = serve(plugin.build(root / "mkdocs.yml", now=now).site_dir)
    page = visit(address + "subscribe/").page
    page.get_by_text(f'<script src="{address}embed.js" async></script>').wait_for()
    page.get_by_role("link", name=f"{address}api/v2/summary.json").wait_for()
    page.get_by_text(f"[![Acme Status]({address}badge.svg)]({address})").wait_for()
