"""A feed as Atom (RFC 4287).

Written with `xml.etree`, as is RSS: feedgenerator, the other choice, takes the clock's time for a feed without
items, names no types in its links, and fails on a control character.
"""

from datetime import datetime
from xml.etree import ElementTree as ET

from statuskit.outputs.feeds.feed import Entry, Feed
from statuskit.outputs.fit import one_line
from statuskit.outputs.xml import written
from statuskit.views.context import iso

SUFFIX, TYPE = "atom", "application/atom+xml"


def write(feed: Feed, address: str) -> bytes:
    """Write a feed that is found at the absolute `address`."""
    top = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language})
    ET.SubElement(top, "id").text = feed.id
    _link(top, "alternate", "text/html", feed.home)
    _link(top, "self", TYPE, address)
    ET.SubElement(top, "title").text = one_line(feed.title)
    ET.SubElement(top, "updated").text = _time(feed.updated)
    ET.SubElement(ET.SubElement(top, "author"), "name").text = one_line(feed.author)
    for entry in feed.entries:
        _entry(ET.SubElement(top, "entry"), entry)
    return written(top)


def _entry(item: ET.Element, entry: Entry) -> None:
    ET.SubElement(item, "id").text = entry.id
    ET.SubElement(item, "published").text = _time(entry.at)
    ET.SubElement(item, "updated").text = _time(entry.at)
    _link(item, "alternate", "text/html", entry.url)
    ET.SubElement(item, "title").text = entry.title
    ET.SubElement(item, "content", {"type": "html"}).text = entry.html


def _link(parent: ET.Element, rel: str, kind: str, address: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": address})


def _time(when: datetime) -> str:
    return iso(when.replace(microsecond=0))
