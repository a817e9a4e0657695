"""A feed as data, the ids in it, and its addresses made whole."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from statuskit.model import FeedRule
from statuskit.outputs.fit import fit
from statuskit.prose.clean import is_external
from statuskit.views.brand import Brand

NOTHING_SAID = datetime(2005, 1, 1, tzinfo=UTC)
"""The date of a feed without items, which Atom asks for: the day on which the ids of feeds begin."""

_TAG = re.compile(r'<(?:a|img)\b(?:[^<>"]|"[^"]*")*>')
_ADDRESS = re.compile(r' (href|src)="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item. `url` is absolute and unique in its feed, `html` whole in itself; `until` ends a maintenance."""

    id: str
    url: str
    title: str
    at: datetime
    html: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, its entries newest first.

    `path` is its address relative to the site, without the suffix of a format. `home` is the absolute
    address of the page it belongs to. `by_page`: each entry stands for a page, so RSS takes the page's
    address for its id.
    """

    path: str
    id: str
    title: str
    home: str
    author: str
    language: str
    entries: tuple[Entry, ...]
    by_page: bool = False

    @property
    def updated(self) -> datetime:
        """The time of the newest entry."""
        return self.entries[0].at if self.entries else NOTHING_SAID


def host(brand: Brand, rule: FeedRule) -> str:
    """Name the host that stands in every id: the setting, else that of the site's address, else ""."""
    return (rule.host or urlsplit(brand.url).hostname or "").lower()


def tag(site: str, name: str) -> str:
    """Make an id that outlives addresses (RFC 4151); `site` is a host name."""
    return f"tag:{site},2005:{name}"


def for_readers(html: str, page: str) -> str:
    """Make cleaned HTML stand alone: every address absolute.

    `page` is the absolute address of the page that relative ones are meant from.
    """

    def address(match: re.Match[str]) -> str:
        target = unescape(match[2])
        if not is_external(target) and not target.lower().startswith("mailto:"):
            target = urljoin(page, target)
        return f' {match[1]}="{escape(target)}"'

    return _TAG.sub(lambda match: _ADDRESS.sub(address, match[0]), fit(html))
