"""What every page of a built site tells programs of its feeds, and what a site without an address goes without."""

import re
from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath

import pytest

from statuskit import plugin

pytestmark = pytest.mark.slow

WORKS = """\
title: New cables
kind: maintenance
components: {checkout: under_maintenance}
scheduled_for: 2026-11-24T02:00:00Z
scheduled_until: 2026-11-24T04:00:00Z
"""
NAMED = 'Acme <b>"Status"</b> & more'
TYPES = {".atom": "application/atom+xml", ".rss": "application/rss+xml", ".json": "application/feed+json"}
WORDS = ["Updates"] * 3 + ["History"] * 2
SITE_FEEDS = ["updates.atom", "updates.rss", "updates.json", "history.atom", "history.rss"]

WriteSite = Callable[..., Path]


class Feeds(HTMLParser):
    """Gather what a page says of feeds, as a browser or a reader finds it: address, type and title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.in_head = True
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a link to a feed; those below the head count for nobody, and a copy in Markdown is none."""
        values = {name: value or "" for name, value in attrs}
        self.in_head = self.in_head and tag != "body"
        is_copy = values.get("type") == "text/markdown"
        if self.in_head and tag == "link" and values.get("rel") == "alternate" and not is_copy:
            self.found.append((values["href"], values["type"], values["title"]))


def build(write_site: WriteSite, now: datetime, settings: tuple[str, str]) -> Path:
    """Build the small site with a maintenance more, and one text of its settings in place of another."""
    root = write_site({"incidents/works.yml": WORKS})
    path = root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(*settings), encoding="utf-8")
    return plugin.build(path, strict=True, now=now).site_dir


def files(site: Path) -> set[str]:
    """Name every file of a site."""
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def test_every_page_points_to_feeds(write_site: WriteSite, now: datetime) -> None:
    """Ours and those written by hand: each feed that is named exists, and the site's own are always named."""
    site = build(write_site, now, ("site_name: Acme Status", f"site_name: '{NAMED}'"))
    pages = sorted(site.rglob("*.html"))
    assert {"about/index.html", "404.html"} < files(site)
    for page in pages:
        address = page.relative_to(site).as_posix()
        found = Feeds(page.read_text(encoding="utf-8")).found
        # The page for what is not found stands at any depth, so its addresses begin at the host's root.
        where = [
            normpath(f"{address}/../{href}") if address != "404.html" else href.removeprefix("/sub/")
            for href, _, _ in found
        ]
        assert where[-5:] == SITE_FEEDS, address
        assert set(where) <= files(site), address
        assert [kind for _, kind, _ in found] == [TYPES[Path(feed).suffix] for feed in where]
        assert [title for _, _, title in found[-5:]] == [f"{NAMED}: {word}" for word in WORDS]


def test_a_site_without_an_address_says_what_it_goes_without(
    write_site: WriteSite, now: datetime, capfd: pytest.CaptureFixture[str]
) -> None:
    """It builds, strictly too; each kind of file that it lacks is named once, with the reason; no page points there."""
    address = "site_url: https://status.acme.example/sub/\n"
    whole = files(build(write_site, now, (address, address)))
    assert capfd.readouterr().err == ""
    site = build(write_site, now, (address, ""))
    told = capfd.readouterr().err
    lacking = whole - files(site)
    assert {name for name in lacking if "/" not in name} == set(re.findall(r"\w+\.\w+(?=[, ])", told))
    assert {name.partition("/")[0] for name in lacking if "/" in name} == {"components", "incidents"}
    assert {Path(name).suffix for name in lacking if "/" in name} == {".atom", ".rss", ".ics"}
    assert "no feeds and calendars of components and incidents" in told
    assert "`site_url` is not set" in told
    assert told.count("\n") == 1
    for page in site.rglob("*.html"):
        assert Feeds(page.read_text(encoding="utf-8")).found == []
