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


class Feeds:
    """Makes every feed; a site without an address has none (`left_out`)."""

    def __init__(self, ctx: Context, brand: Brand) -> None:
        rule = ctx.catalog.settings.feeds
        self._ctx, self._brand = ctx, brand
        self._has_any = not left_out(brand, rule)
        self._teller = Teller(ctx, brand.url, host(brand, rule))
        self._known: dict[str, tuple[Said, ...]] = {}

    def gathering(self) -> Iterator[OutputFile]:
        """Make the feeds of the site, and of the incidents that have one."""
        if not self._has_any:
            return
        ranked = self._ranked()
        history, updates = _site_places(self._ctx.words)
        yield from self._history(history, self._spoken_last(ranked))
        yield from self._write(updates, self._updates(ranked))
        for case in ranked:
            if case.has_own_feed:
                incident = self._ctx.incidents[case.id]
                entries = [self._teller.item(incident, it) for it in reversed(self._said(case))]
                yield from self._write(_incident_place(incident), entries)

    def parts(self) -> Iterator[Part]:
        """Name the feeds of components."""
        if not self._has_any:
            return
        by_component: dict[str, list[Case]] = {each.id: [] for each in self._ctx.catalog.settings.components}
        for case in self._ranked():
            for component in case.named:
                by_component[component].append(case)
        for component, cases in by_component.items():
            place, ids = _component_place(self._ctx, component), self._spoken_last(cases)
            yield Part(place.path, ids, partial(self._history, place, ids))

    def _ranked(self) -> list[Case]:
        """Give all cases, that of which something was said last first."""
        return sorted(self._ctx.cases.values(), key=latest, reverse=True)

    def _said(self, case: Case) -> tuple[Said, ...]:
        """Give all that was said of an incident, oldest first; it is looked at once it is asked for."""
        if case.id not in self._known:
            self._known[case.id] = said(self._ctx.incidents[case.id], self._ctx.now)
        return self._known[case.id]

    def _spoken_last(self, ranked: Iterable[Case]) -> tuple[str, ...]:
        """Name the incidents of which something was said last."""

        def last(case: Case) -> list[_Item]:
            return [(it.at, case.id, 0) for it in self._said(case)[-1:]]

        newest = _newest(self._ctx.catalog.settings.feeds.history, ranked, last)
        return tuple(name for _, name, _ in newest)

    def _updates(self, ranked: Iterable[Case]) -> Iterator[Entry]:
        """Tell what was said last."""

        def each(case: Case) -> list[_Item]:
            return [(it.at, case.id, place) for place, it in enumerate(self._said(case))]

        for _, name, place in _newest(self._ctx.catalog.settings.feeds.updates, ranked, each):
            yield self._teller.item(self._ctx.incidents[name], self._said(self._ctx.cases[name])[place])

    def _history(self, place: _Place, ids: Iterable[str]) -> Iterator[OutputFile]:
        """Write a feed whose entries are whole incidents."""
        ctx = self._ctx
        entries = [self._teller.whole(ctx.incidents[each], self._said(ctx.cases[each])) for each in ids]
        return self._write(place, entries, by_page=True)

    def _write(
        self, place: _Place, entries: Iterable[Entry], *, by_page: bool = False
    ) -> Iterator[OutputFile]:
        """Write one feed in each of its formats."""
        feed = Feed(
            path=place.path,
            id=tag(self._teller.host, f"/{place.path}"),
            title=self._ctx.labelled(self._brand.name, place.subject),
            home=self._brand.url + place.page,
            author=self._brand.name,
            language=self._ctx.words.language,
            entries=tuple(entries),
            by_page=by_page,
        )
        for suffix in place.suffixes:
            path = f"{feed.path}.{suffix}"
            yield OutputFile(path, _WRITERS[suffix](feed, self._brand.url + path))


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
