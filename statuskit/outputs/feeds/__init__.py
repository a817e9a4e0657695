"""Which feeds a site has, what stands in each, and where pages point to them.

They need the site's address: every address in a feed is absolute, and a host is part of every id.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from statuskit.facts.cases import Case
from statuskit.model import FeedRule, Incident
from statuskit.outputs import OutputFile, Part
from statuskit.outputs.feeds import atom, json_feed, rss
from statuskit.outputs.feeds.entries import Teller
from statuskit.outputs.feeds.feed import Entry, Feed, host, tag
from statuskit.outputs.feeds.said import Said, latest, said
from statuskit.views.brand import Brand
from statuskit.views.context import Context, component_url, incident_url
from statuskit.words import Words

_WRITERS = {each.SUFFIX: each.write for each in (atom, rss, json_feed)}
_TYPES = {each.SUFFIX: each.TYPE for each in (atom, rss, json_feed)}


@dataclass(frozen=True, slots=True)
class FeedLink:
    """What a page says of a feed for programs to find; `url` is relative to the site's root."""

    title: str
    type: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a feed is: its address without suffix, the page it belongs to, its subject, its formats."""

    path: str
    page: str
    subject: str
    suffixes: tuple[str, ...]


def build(ctx: Context, brand: Brand) -> Iterator[OutputFile]:
    """Make the feeds of the site, and of the incidents that have one; a site without an address has none (`left_out`)."""
    rule = ctx.catalog.settings.feeds
    if left_out(brand, rule):
        return
    teller = Teller(ctx, brand.url, host(brand, rule))
    told = _Told(ctx)
    ranked = _ranked(ctx)
    history, updates = _site_places(ctx.words)
    yield from _write_history(teller, brand, history, _newest_of(ctx, ranked, told), told)
    yield from _write(teller, brand, updates, _updates(teller, ranked, told))
    for case in ctx.cases.values():
        if case.has_own_feed:
            incident = ctx.incidents[case.id]
            entries = [teller.item(incident, it) for it in reversed(told.of(case))]
            yield from _write(teller, brand, _incident_place(incident), entries)


def parts(ctx: Context, brand: Brand) -> Iterator[Part]:
    """Name the feeds of components, if the site has feeds."""
    rule = ctx.catalog.settings.feeds
    if left_out(brand, rule):
        return
    teller = Teller(ctx, brand.url, host(brand, rule))
    told = _Told(ctx)
    by_component: dict[str, list[Case]] = {each.id: [] for each in ctx.catalog.settings.components}
    for case in _ranked(ctx):
        for component in case.named:
            by_component[component].append(case)
    for component, cases in by_component.items():
        place, ids = _component_place(ctx, component), _newest_of(ctx, cases, told)
        yield Part(place.path, ids, partial(_write_history, teller, brand, place, ids, told))


def _ranked(ctx: Context) -> list[Case]:
    """Give all cases, that of which something was said last first."""
    return sorted(ctx.cases.values(), key=latest, reverse=True)


def left_out(brand: Brand, rule: FeedRule) -> str:
    """Say which feeds and calendars the site goes without, and why; "" where it has them all.

    A site without an address has no site map either (`sitemap`).
    """
    if brand.url and host(brand, rule):
        return ""
    why = "`site_url` names no host, nor does `feeds.host`" if brand.url else "`site_url` is not set"
    names = [f"{place}.{suffix}" for place in ("history", "updates") for suffix in ("atom", "rss")]
    names += ["updates.json", "maintenance.ics", *([] if brand.url else ["sitemap.xml"])]
    return (
        f"There will be no {', '.join(names[:-1])} and {names[-1]},"
        " and no feeds and calendars of components and incidents: readers away from the site need whole"
        f" addresses, and {why}."
    )


def links(ctx: Context, brand: Brand, address: str | None) -> tuple[FeedLink, ...]:
    """Tell which feeds the page at `address` points to, its own ones first; None is the page for what is not found."""
    if left_out(brand, ctx.catalog.settings.feeds):
        return ()
    places: list[_Place] = []
    kind, _, name = (address or "").rstrip("/").partition("/")
    if kind == "components" and name in ctx.components:
        places.append(_component_place(ctx, name))
    elif kind == "incidents" and name in ctx.incidents and ctx.cases[name].has_own_feed:
        places.append(_incident_place(ctx.incidents[name]))
    own = tuple(_link(ctx.words, brand.name, place, suffix) for place in places for suffix in place.suffixes)
    return (*own, *site_links(ctx.words, brand.name))


def site_links(words: Words, name: str) -> tuple[FeedLink, ...]:
    """Tell the feeds of the whole site, to which every page points; the site has this name, and an address."""
    history, updates = _site_places(words)
    return tuple(
        _link(words, name, place, suffix) for place in (updates, history) for suffix in place.suffixes
    )


def _link(words: Words, name: str, place: _Place, suffix: str) -> FeedLink:
    return FeedLink(words.labelled(name, place.subject), _TYPES[suffix], f"{place.path}.{suffix}")


def _site_places(words: Words) -> tuple[_Place, _Place]:
    say = words.gettext
    return (
        _Place(path="history", page="", subject=say("History"), suffixes=("atom", "rss")),
        _Place(path="updates", page="", subject=say("Updates"), suffixes=("atom", "rss", "json")),
    )


def _component_place(ctx: Context, component: str) -> _Place:
    page = component_url(component)
    return _Place(path=f"{page}history", page=page, subject=ctx.name(component), suffixes=("atom", "rss"))


def _incident_place(incident: Incident) -> _Place:
    page = incident_url(incident.id)
    return _Place(path=f"{page}updates", page=page, subject=incident.title, suffixes=("atom",))


class _Told:
    """What was said of each incident, looked at once it is asked for."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._known: dict[str, tuple[Said, ...]] = {}

    def of(self, case: Case) -> tuple[Said, ...]:
        """Give all that was said of an incident, oldest first."""
        if case.id not in self._known:
            self._known[case.id] = said(self._ctx.incidents[case.id], self._ctx.now)
        return self._known[case.id]


_Item = tuple[datetime, str, int]
"""When an item was said, of which incident, and its place in what was said of it."""


def _newest(count: int, ranked: Iterable[Case], items: Callable[[Case], Iterable[_Item]]) -> list[_Item]:
    """Give the newest items, the newest first.

    The cases are ranked by `latest`: no item is newer than that, so most need not be asked for any.
    """
    found: list[_Item] = []
    for case in ranked:
        if len(found) == count and found[-1][0] > latest(case):
            break
        found = sorted([*found, *items(case)], reverse=True)[:count]
    return found


def _newest_of(ctx: Context, ranked: Iterable[Case], told: _Told) -> tuple[str, ...]:
    """Name the incidents of which something was said last."""

    def last(case: Case) -> list[_Item]:
        return [(it.at, case.id, 0) for it in told.of(case)[-1:]]

    newest = _newest(ctx.catalog.settings.feeds.history, ranked, last)
    return tuple(name for _, name, _ in newest)


def _updates(teller: Teller, ranked: Iterable[Case], told: _Told) -> list[Entry]:
    """Tell what was said last."""
    ctx = teller.ctx

    def each(case: Case) -> list[_Item]:
        return [(it.at, case.id, place) for place, it in enumerate(told.of(case))]

    newest = _newest(ctx.catalog.settings.feeds.updates, ranked, each)
    return [teller.item(ctx.incidents[name], told.of(ctx.cases[name])[place]) for _, name, place in newest]


def _write_history(
    teller: Teller, brand: Brand, place: _Place, ids: Iterable[str], told: _Told
) -> Iterator[OutputFile]:
    """Write a feed whose entries are whole incidents."""
    ctx = teller.ctx
    entries = [teller.whole(ctx.incidents[each], told.of(ctx.cases[each])) for each in ids]
    return _write(teller, brand, place, entries, by_page=True)


def _write(
    teller: Teller, brand: Brand, place: _Place, entries: Iterable[Entry], *, by_page: bool = False
) -> Iterator[OutputFile]:
    """Write one feed in each of its formats."""
    feed = Feed(
        path=place.path,
        id=tag(teller.host, f"/{place.path}"),
        title=teller.ctx.labelled(brand.name, place.subject),
        home=brand.url + place.page,
        author=brand.name,
        language=teller.ctx.words.language,
        entries=tuple(entries),
        by_page=by_page,
    )
    for suffix in place.suffixes:
        path = f"{feed.path}.{suffix}"
        yield OutputFile(path, _WRITERS[suffix](feed, brand.url + path))
