"""A feed as RSS 2.0, with the few things that its W3C validator recommends beside the format."""

from email.utils import format_datetime
from xml.etree import ElementTree as ET

from statuskit.outputs.feeds.feed import Entry, Feed
from statuskit.outputs.fit import one_line
from statuskit.outputs.xml import written

SUFFIX, TYPE = "rss", "application/rss+xml"

NAMESPACE = "urn:statuskit:feed"
"""Where the end of a maintenance stands: RSS itself knows no such element."""


def write(feed: Feed, address: str) -> bytes:
    """Write a feed that is found at the absolute `address`."""
    spaces = {"xmlns:atom": "http://www.w3.org/2005/Atom", "xmlns:statuskit": NAMESPACE}
    top = ET.Element("rss", {"version": "2.0", **spaces})
    channel = ET.SubElement(top, "channel")
    title = one_line(feed.title)
    ET.SubElement(channel, "title").text = title
    ET.SubElement(channel, "link").text = feed.home
    ET.SubElement(channel, "description").text = title
    ET.SubElement(channel, "language").text = feed.language
    ET.SubElement(channel, "atom:link", {"rel": "self", "type": TYPE, "href": address})
    for entry in feed.entries:
        _item(ET.SubElement(channel, "item"), entry, by_page=feed.by_page)
    return written(top)


def _item(item: ET.Element, entry: Entry, *, by_page: bool) -> None:
    ET.SubElement(item, "title").text = entry.title
    ET.SubElement(item, "link").text = entry.url
    permanent = {} if by_page else {"isPermaLink": "false"}
    ET.SubElement(item, "guid", permanent).text = entry.url if by_page else entry.id
    ET.SubElement(item, "pubDate").text = format_datetime(entry.at, usegmt=True)
    if entry.until:
        ET.SubElement(item, "statuskit:maintenanceEndDate").text = format_datetime(entry.until, usegmt=True)
    ET.SubElement(item, "description").text = entry.html
