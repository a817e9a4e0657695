"""Every page made from incident data: views and templates in, files out; of incidents, copies in Markdown too."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from statuskit.facts.entries import ActionEntry
from statuskit.facts.ledger import ledger, settled_years
from statuskit.model import ComponentState, Incident, Kind
from statuskit.outputs import OutputFile, Part, feeds
from statuskit.outputs.assets import THEME
from statuskit.outputs.english import mark_english
from statuskit.outputs.markdown import incident_markdown, markdown_url
from statuskit.outputs.marks import SHAPES
from statuskit.outputs.policy import meta, of_ours
from statuskit.outputs.templates import Templates, compiled
from statuskit.views.brand import Brand
from statuskit.views.components import begun_by_component, component_page
from statuskit.views.context import (
    Context,
    calendar_url,
    component_url,
    history_url,
    incident_url,
    iso,
    promises_url,
)
from statuskit.views.history import HistoryPage, Volume, history_front, volume_page, volumes
from statuskit.views.incident import Head, Heads, incident_page
from statuskit.views.pages import front_page, maintenance_page, state_lines, uptime_page
from statuskit.views.promises import promises_page, settled_page
from statuskit.views.subscribe import SUBSCRIBE_URL, subscribe_page

_PARTS = 500
"""How many parts of the shell are kept; there is one a depth of address, and one for each incident with a feed."""


@dataclass(frozen=True, slots=True)
class _Printer:
    """Prints pages with one set of templates; `borrowed` is the tag of our words where the site has another."""

    templates: Environment
    brand: Brand
    borrowed: str

    def page(
        self, template: str, address: str | None, *, title: str, description: str, page: object
    ) -> OutputFile:
        """Print one page; an `address` of None is the page for what is not found."""
        html = self.templates.get_template(f"statuskit/{template}.html").render(
            title=title, description=description, page=page, address=address, root=self._root(address)
        )
        if self.borrowed:
            html = mark_english(html, self.borrowed)
        return OutputFile("404.html" if address is None else f"{address}index.html", html.encode())

    def _root(self, address: str | None) -> str:
        """Lead from a page to the site's root; the page for what is not found may be shown at any depth."""
        if address is None:
            return urlsplit(self.brand.url).path or "/"
        return "../" * address.count("/") or "./"


class Pages:
    """Prints every page.

    `home` is the HTML of the site's own text below the state line, `assets` the addresses of our style
    sheet and scripts by name. Pages that are `frozen` at a moment say so. Pages that are `ruled` carry their
    content security policy.
    """

    def __init__(
        self,
        ctx: Context,
        brand: Brand,
        *,
        home: str,
        frozen: datetime | None,
        assets: Mapping[str, str],
        theme: Templates,
        ruled: bool,
    ) -> None:
        templates = _environment(ctx, theme)
        policy, front_policy = meta(of_ours(brand.copyright)), meta(of_ours(brand.copyright, home))
        has_feeds = not feeds.left_out(brand, ctx.catalog.settings.feeds)
        templates.globals |= _ways(ctx, has_feeds=has_feeds) | {
            "brand": brand,
            "home": home,
            "assets": assets,
            "policy": lambda address: "" if not ruled else front_policy if address == "" else policy,
            "feeds": lambda address: feeds.links(ctx, brand, address),
            "has_calendars": has_feeds,
            "once": _once(templates),
            "frozen_at": iso(frozen) if frozen else "",
            "frozen": ctx.say("This site is frozen at {time}.", time=ctx.moment(frozen)) if frozen else "",
        }
        self._ctx, self._has_feeds = ctx, has_feeds
        self._printer = _Printer(templates, brand, ctx.words.spoken if ctx.words.is_borrowed else "")
        self._heads = Heads(ctx)

    def of(self, incident: Incident) -> Iterator[OutputFile]:
        """Print an incident's own page, and its copy in Markdown."""
        page = incident_page(self._ctx, incident, self._heads[incident.id])
        head = page.live.head
        yield self._printer.page(
            "incident",
            incident_url(incident.id),
            title=head.title,
            description=head.excerpt or head.title,
            page=page,
        )
        yield OutputFile(markdown_url(incident.id), incident_markdown(self._ctx, page).encode())

    def parts(self) -> Iterator[Part]:
        """Name the months and years of history, and the years in which promises were settled."""
        for volume in volumes(self._ctx):
            yield Part(volume, tuple(volume.ids), partial(self._volume, volume))
        for year, entries in settled_years(ledger(self._ctx.cases.values())).items():
            ids = tuple(entry.incident_id for entry in entries)
            yield Part(promises_url(year), ids, partial(self._settled, year, entries))

    def _volume(self, volume: Volume) -> Iterator[OutputFile]:
        yield self._history(volume.url, volume_page(self._ctx, self._heads, volume))

    def _settled(self, year: int, entries: Sequence[ActionEntry]) -> Iterator[OutputFile]:
        page = settled_page(self._ctx, year, entries)
        description = self._ctx.labelled(page.title, self._printer.brand.name)
        yield self._printer.page(
            "settled", promises_url(year), title=page.title, description=description, page=page
        )

    def _history(self, address: str, page: HistoryPage) -> OutputFile:
        description = self._ctx.labelled(page.title, self._printer.brand.name)
        return self._printer.page("history", address, title=page.title, description=description, page=page)

    def gathering(self) -> Iterator[OutputFile]:
        """Print the pages that gather many incidents, but for months and years, and how to follow."""
        ctx, printer = self._ctx, self._printer
        yield self._history(history_url(), history_front(ctx, self._heads))
        yield from _gathering(ctx, printer, self._heads)
        follow = subscribe_page(ctx, printer.brand, has_feeds=self._has_feeds)
        title = ctx.words.gettext("Follow")
        description = ctx.labelled(title, printer.brand.name)
        yield printer.page("subscribe", SUBSCRIBE_URL, title=title, description=description, page=follow)

    def components(self) -> Iterator[OutputFile]:
        """Print the page of each component."""
        return _components(self._ctx, self._printer, self._heads)

    def promises(self) -> Iterator[OutputFile]:
        """Print the page of all promises."""
        title = self._ctx.words.gettext("Promises")
        description = self._ctx.labelled(title, self._printer.brand.name)
        page = promises_page(self._ctx, ledger(self._ctx.cases.values()))
        yield self._printer.page("promises", promises_url(), title=title, description=description, page=page)


def _ways(ctx: Context, *, has_feeds: bool) -> dict[str, object]:
    """Tell templates where the formats of the site stand, and those of an incident, "" where it has none."""

    def has_own(incident_id: str) -> bool:
        return has_feeds and ctx.cases[incident_id].has_own_feed

    def calendar_of(incident_id: str) -> str:
        incident = ctx.incidents[incident_id]
        return calendar_url(incident_id) if has_feeds and incident.kind is Kind.MAINTENANCE else ""

    formats = [("API", "api/v2/summary.json")]
    if has_feeds:
        calendar = (ctx.words.gettext("Calendar"), "maintenance.ics")
        formats[:0] = [("Atom", "updates.atom"), ("RSS", "updates.rss"), ("JSON", "updates.json"), calendar]
    return {
        "formats": formats,
        "feed_of": lambda each: f"{incident_url(each)}updates.atom" if has_own(each) else "",
        "calendar_of": calendar_of,
    }


def _once(templates: Environment) -> Callable[..., Markup]:
    """Print a part of the shell with these names, once for all pages on which they are the same."""

    @lru_cache(_PARTS)
    def printed(part: str, **names: object) -> Markup:
        # A template escapes what it is given.
        return Markup(templates.get_template(f"statuskit/{part}.html").render(names))  # noqa: S704

    return printed


def _environment(ctx: Context, theme: Templates) -> Environment:
    """Set up the templates, with all that is the same on every page."""
    say = ctx.words.gettext
    templates = Environment(
        loader=FileSystemLoader([*theme.dirs, THEME]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.bytecode_cache = compiled(theme.by, templates) if theme.by else None
    templates.globals |= {
        "_": say,
        "count": ctx.count,
        "links": ctx.links,
        "sentences": ctx.sentences,
        "lang": ctx.words.language,
        "spoken": ctx.words.spoken,
        # Where the script will write our words.
        "ours": Markup(' lang="{}"').format(ctx.words.spoken) if ctx.words.is_borrowed else "",
        "dir": ctx.words.direction,
        "days": ctx.catalog.settings.uptime.days,
        "shapes": SHAPES,
        "state_names": {mark.shape: mark.text for mark in map(ctx.mark, ComponentState)},
        "menu": (
            (say("History"), "history/"),
            (say("Maintenance"), "maintenance/"),
            (say("Uptime"), "uptime/"),
            (say("Promises"), promises_url()),
        ),
        "follow": SUBSCRIBE_URL,
        "places": ("history/", "maintenance/", "uptime/", promises_url(), SUBSCRIBE_URL),
    }
    return templates


def _gathering(ctx: Context, printer: _Printer, shown: Mapping[str, Head]) -> Iterator[OutputFile]:
    """Make the pages that gather many incidents."""
    say, name = ctx.words.gettext, printer.brand.name
    front = front_page(ctx, shown)
    yield printer.page(
        "front", "", title=front.state.mark.text, description=front.state.detail or name, page=front
    )
    maintenance, uptime, missing = say("Maintenance"), say("Uptime"), say("There is no such page")
    yield printer.page(
        "maintenance",
        "maintenance/",
        title=maintenance,
        description=ctx.labelled(maintenance, name),
        page=maintenance_page(ctx, shown),
    )
    yield printer.page(
        "uptime", "uptime/", title=uptime, description=ctx.labelled(uptime, name), page=uptime_page(ctx)
    )
    yield printer.page("404", None, title=missing, description=missing, page=state_lines(ctx))


def _components(ctx: Context, printer: _Printer, shown: Mapping[str, Head]) -> Iterator[OutputFile]:
    """Make a page for each component, retired ones too."""
    named = begun_by_component(ctx)
    for component in ctx.catalog.settings.components:
        yield printer.page(
            "component",
            component_url(component.id),
            title=component.name,
            description=component.description or ctx.labelled(component.name, printer.brand.name),
            page=component_page(ctx, component, named[component.id], shown),
        )
