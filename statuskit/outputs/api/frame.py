"""What all objects of the API share: the page that they belong to, their addresses, how they write times and texts."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from markupsafe import escape

from statuskit.model import Incident
from statuskit.outputs.feeds.feed import host
from statuskit.prose import Figures
from statuskit.prose.plain import to_plain
from statuskit.views.brand import Brand
from statuskit.views.context import Context, incident_url
from statuskit.views.telling import as_text

Record = dict[str, object]
"""A JSON object; its keys stand in the order in which they are written."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a time that nobody knows and that the format requires."""

_UTC_ZONE = "Etc/UTC"
_NAMES_OF_UTC = frozenset(
    {None, "UTC", "UCT", "Universal", "Zulu", "Etc/UCT", "Etc/Universal", "Etc/Zulu", _UTC_ZONE}
)
_ELEMENT = re.compile(r'<(?:a|img)\b[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_ADDRESS = re.compile(r' (href|src)="([^"]*)"')
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FOOTNOTE = 'class="footnote-'


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The page around every object.

    `url` ends with a slash, or is "" where the site does not know its address: all addresses are then
    relative to the site's root. `page_id` is the host, "" where there is none. `zone` is None for UTC.
    """

    ctx: Context
    name: str
    url: str
    page_id: str
    zone: ZoneInfo | None

    def page(self, updated: datetime) -> Record:
        """Describe the page; `updated` is when anything in the file last changed."""
        return {
            "id": self.page_id,
            "name": self.name,
            "url": self.url.removesuffix("/"),
            "time_zone": self.zone.key if self.zone else _UTC_ZONE,
            "updated_at": self.time(updated),
        }

    def time(self, when: datetime) -> str:
        """Write a time in the page's zone, with exactly three digits of a second."""
        if self.zone is None:
            return when.isoformat("T", "milliseconds").replace("+00:00", "Z")
        return when.astimezone(self.zone).isoformat(timespec="milliseconds")

    def time_or_none(self, when: datetime | None) -> str | None:
        """Write a time that may be missing."""
        return None if when is None else self.time(when)

    def address(self, incident: Incident) -> str:
        """Tell the address of an incident's page."""
        return self.url + incident_url(incident.id)

    def text(
        self,
        incident: Incident,
        markdown: str,
        *,
        figures: Figures | None = None,
        footnotes: bool = False,
    ) -> tuple[str, str]:
        """Return a text of an incident as plain text and as clean HTML, its addresses made whole."""
        filled = as_text(figures) if figures else None
        files = {name: name for name in incident.files}
        html = str(self.ctx.prose.block(markdown, figures=filled, files=files, footnotes=footnotes))
        whole = _whole(html, self.address(incident))
        return to_plain(whole), whole


def frame(ctx: Context, brand: Brand) -> Frame:
    """Lay out what all objects share."""
    settings = ctx.catalog.settings
    return Frame(
        ctx=ctx,
        name=brand.name,
        url=brand.url,
        page_id=host(brand, settings.feeds),
        zone=None if settings.timezone in _NAMES_OF_UTC else ZoneInfo(str(settings.timezone)),
    )


def _whole(html: str, base: str) -> str:
    """Resolve the relative addresses of cleaned HTML; links between a text and its own footnotes stay."""

    def one(match: re.Match[str]) -> str:
        name, address = match[1], unescape(match[2])
        if _SCHEME.match(address):
            return match[0]
        return f' {name}="{escape(urljoin(base, address))}"'

    def element(match: re.Match[str]) -> str:
        return match[0] if _FOOTNOTE in match[0] else _ADDRESS.sub(one, match[0])

    return _ELEMENT.sub(element, html) if ' href="' in html or ' src="' in html else html
