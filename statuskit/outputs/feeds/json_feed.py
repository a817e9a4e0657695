"""A feed as JSON Feed 1.1 (jsonfeed.org)."""

import json

from statuskit.outputs.feeds.feed import Feed
from statuskit.outputs.fit import one_line
from statuskit.prose.plain import to_plain
from statuskit.views.context import iso

SUFFIX, TYPE = "json", "application/feed+json"


def write(feed: Feed, address: str) -> bytes:
    """Write a feed that is found at the absolute `address`."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(feed.title),
        "home_page_url": feed.home,
        "feed_url": address,
        "language": feed.language,
        "authors": [{"name": one_line(feed.author)}],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.html,
                "content_text": to_plain(entry.html),
                "date_published": iso(entry.at.replace(microsecond=0)),
            }
            for entry in feed.entries
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
