"""Incidents whose texts are hostile, and what the feeds of a site hold, format by format."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"

NASTY = r"""]]> <script>alert(1)</script> "quotes" 'single' &amp; & <b>bold</b> 🔥👩‍🚒 מימין לשמאל ٣"""
QUOTED = '"' + NASTY.replace('"', r"\"") + '"'
HOSTILE = f"""
title: {QUOTED}
components: {{rooms: major_outage}}
updates:
  - at: 2026-11-20T11:00:00Z
    message: {QUOTED[:-1]} [x](javascript:alert(1))"
  - at: 2026-11-20T11:05:00Z
    message: |
      > A quotation, and a table.

      | a | b |
      |---|---|
      | [c](/d) | ![e](https://e.example/f.png) |

      ```html
      <a href="x">
      ```
  - at: 2026-11-20T11:10:00Z
    message: {"A long word. " * 8000}
"""


def atoms(site: dict[str, bytes]) -> Iterator[tuple[str, ET.Element]]:
    """Yield the address and the root of each Atom feed."""
    for path, document in site.items():
        if path.endswith(".atom"):
            yield path, ET.fromstring(document)  # noqa: S314 - our own bytes


def rsses(site: dict[str, bytes]) -> Iterator[tuple[str, ET.Element]]:
    """Yield the address and the channel of each RSS feed."""
    for path, document in site.items():
        if path.endswith(".rss"):
            yield path, ET.fromstring(document)[0]  # noqa: S314 - our own bytes


def bodies(site: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the HTML of every item of every feed, with the address of its page."""
    for _, top in atoms(site):
        for entry in top.iter(f"{ATOM}entry"):
            link = entry.find(f"{ATOM}link")
            assert link is not None
            yield link.get("href", ""), entry.findtext(f"{ATOM}content") or ""
    for _, channel in rsses(site):
        for item in channel.iter("item"):
            yield item.findtext("link") or "", item.findtext("description") or ""
    for item in json.loads(site["updates.json"])["items"]:
        yield item["url"], item["content_html"]


class Html(HTMLParser):
    """Read an HTML text: `found` are its elements with their attributes, `open` what is closed late or never."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element, and open it if it has an end."""
        self.found.append((tag, dict(attrs)))
        if tag not in {"br", "hr", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        if not self.open or self.open.pop() != tag:
            self.open.append(f"/{tag}")
