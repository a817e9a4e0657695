"""`sitemap.xml`: every page with the time of its newest word (the protocol of sitemaps.org, 0.9)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree as ET

from statuskit.facts.cases import Case, last_spoken
from statuskit.facts.ledger import ledger, settled_years
from statuskit.outputs import OutputFile
from statuskit.outputs.xml import written
from statuskit.views.brand import Brand
from statuskit.views.components import begun_by_component
from statuskit.views.context import (
    Context,
    component_url,
    incident_url,
    iso,
    month_url,
    promises_url,
    year_url,
)
from statuskit.views.history import months_held
from statuskit.views.subscribe import SUBSCRIBE_URL

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def build(ctx: Context, brand: Brand) -> Iterator[OutputFile]:
    """Make the site map; without an address of the site there is none, for it needs absolute ones."""
    if not brand.url:
        return
    top = ET.Element("urlset", {"xmlns": _NAMESPACE})
    for address, said in sorted(_pages(ctx, brand).items()):
        url = ET.SubElement(top, "url")
        ET.SubElement(url, "loc").text = brand.url + address
        if said:
            ET.SubElement(url, "lastmod").text = iso(said.replace(microsecond=0))
    yield OutputFile("sitemap.xml", written(top))


def _pages(ctx: Context, brand: Brand) -> dict[str, datetime | None]:
    """Map each page's address to its newest word, None where it has none."""
    newest = last_spoken(ctx.cases.values(), ctx.now)
    pages: dict[str, datetime | None] = dict.fromkeys(brand.pages)
    pages[SUBSCRIBE_URL] = None
    pages |= {
        incident_url(each.id): each.last_word if each.last_word <= ctx.now else None
        for each in ctx.cases.values()
    }
    pages |= dict.fromkeys(("", "history/", "maintenance/", "uptime/", promises_url()), newest)
    years: dict[int, list[Case]] = defaultdict(list)
    for month, held in months_held(ctx).items():
        pages[month_url(month)] = last_spoken(held, ctx.now)
        years[month.year] += held
    pages |= {year_url(year): last_spoken(held, ctx.now) for year, held in years.items()}
    for settled in settled_years(ledger(ctx.cases.values())):
        pages[promises_url(settled)] = newest
    for component, named in begun_by_component(ctx).items():
        pages[component_url(component)] = last_spoken(named, ctx.now)
    return pages
