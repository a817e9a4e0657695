"""History: its pages by month and by year, and the list that readers filter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TypeVar

from statuskit.facts.cases import Case
from statuskit.model import Incident, Kind
from statuskit.views.context import (
    Context,
    Link,
    Mark,
    history_url,
    month_url,
    months_back,
    newest_first,
    year_url,
)
from statuskit.views.incident import Head, in_one_line, look
from statuskit.views.later import Phase

Item = TypeVar("Item")

HISTORY_MONTHS = 3

QUOTED = 1000
"""How many incidents, the newest, can be found by their first words too: all would be too much to fetch."""

FIRST_WORDS = 140
"""How many characters of its first word an incident can be found by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """A month's incidents, newest first."""

    title: str
    url: str
    incidents: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader can choose: `value` as an address has it."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What history can be filtered by: components by group, those of no group first; kinds; years, newest first.

    `searched` says where text is looked for.
    """

    components: tuple[tuple[str, tuple[Choice, ...]], ...]
    kinds: tuple[Choice, ...]
    years: tuple[Choice, ...]
    searched: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """`months` in full; `older`, `newer` lead to the neighbours that hold something; `years` to all of them.

    `/history/` alone has the `filter`, where there is anything to find; `search` leads there from elsewhere.
    """

    title: str
    months: tuple[MonthView, ...]
    newer: Link | None
    older: Link | None
    years: tuple[Link, ...]
    titles_only: bool = False
    filter: Filter | None = None
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A month or a year of history that is yet to be printed: `months` hold ids, newest first; for the rest see the page."""

    title: str
    url: str
    months: Mapping[date, tuple[str, ...]]
    newer: Link | None
    older: Link | None
    years: tuple[Link, ...]
    titles_only: bool = False
    search: str

    @property
    def ids(self) -> Iterator[str]:
        """Name all incidents in it."""
        return chain.from_iterable(self.months.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An incident as the filter knows it. `components` are all that it names, in the order of the settings."""

    id: str
    title: str
    phases: tuple[Phase[Mark], ...]
    tone: str
    kind: Kind
    began: datetime
    components: tuple[str, ...]
    tags: tuple[str, ...]
    first_words: str


def begun(ctx: Context) -> list[Case]:
    """Give all that has begun, newest first."""
    return newest_first(each for each in ctx.cases.values() if each.began <= ctx.now)


def months_held(ctx: Context) -> dict[date, list[Case]]:
    """Group all that has begun by the first day of its month, oldest month first, newest incident first."""
    held: dict[date, list[Case]] = defaultdict(list)
    for case in begun(ctx):
        held[case.began.date().replace(day=1)].append(case)
    return dict(sorted(held.items()))


def newest_months(now: datetime) -> tuple[date, ...]:
    """Name the months that `/history/` shows whole, newest first."""
    return tuple(months_back(now, back) for back in range(HISTORY_MONTHS))


def listed(ctx: Context) -> Iterator[Listed]:
    """List all that has begun, newest first."""
    order = {component.id: place for place, component in enumerate(ctx.catalog.settings.components)}
    for place, case in enumerate(begun(ctx)):
        incident = ctx.incidents[case.id]
        phases, tone = look(ctx, case)
        yield Listed(
            id=incident.id,
            title=incident.title,
            phases=phases,
            tone=tone,
            kind=incident.kind,
            began=case.began,
            components=tuple(sorted(case.named, key=order.__getitem__)),
            tags=incident.tags,
            first_words=_first_words(ctx, incident) if place < QUOTED else "",
        )


def history_front(ctx: Context, heads: Mapping[str, Head]) -> HistoryPage:
    """Print `/history/`: the newest months, and all that it can be filtered by."""
    held = months_held(ctx)
    newest, years = newest_months(ctx.now), _years(held)
    before = [month for month in held if month < newest[-1]]
    return HistoryPage(
        title=ctx.words.gettext("History"),
        months=tuple(
            _month(ctx, heads, month, [case.id for case in held.get(month, ())]) for month in newest
        ),
        newer=None,
        older=_month_link(ctx, before[-1]) if before else None,
        years=tuple(_year_link(ctx, year) for year in years),
        filter=_filter(ctx, years) if years else None,
    )


def volumes(ctx: Context) -> Iterator[Volume]:
    """Give each month and each year that holds something."""
    held = months_held(ctx)
    years = _years(held)
    links = tuple(_year_link(ctx, year) for year in years)
    for older, month, newer in _with_neighbours(list(held)):
        yield Volume(
            title=ctx.words.month(month),
            url=month_url(month),
            months={month: tuple(case.id for case in held[month])},
            newer=_month_link(ctx, newer) if newer else None,
            older=_month_link(ctx, older) if older else None,
            years=links,
            search=history_url(year=str(month.year)),
        )
    for newer_year, year, older_year in _with_neighbours(years):
        months = [month for month in reversed(held) if month.year == year]
        yield Volume(
            title=ctx.words.year(year),
            url=year_url(year),
            months={month: tuple(case.id for case in held[month]) for month in months},
            newer=_year_link(ctx, newer_year) if newer_year else None,
            older=_year_link(ctx, older_year) if older_year else None,
            years=links,
            titles_only=True,
            search=history_url(year=str(year)),
        )


def volume_page(ctx: Context, heads: Mapping[str, Head], volume: Volume) -> HistoryPage:
    """Print a month or a year."""
    return HistoryPage(
        title=volume.title,
        months=tuple(_month(ctx, heads, month, volume.months[month]) for month in volume.months),
        newer=volume.newer,
        older=volume.older,
        years=volume.years,
        titles_only=volume.titles_only,
        search=volume.search,
    )


def _month(ctx: Context, heads: Mapping[str, Head], month: date, ids: Iterable[str]) -> MonthView:
    return MonthView(
        title=ctx.words.month(month), url=month_url(month), incidents=tuple(heads[each] for each in ids)
    )


def _years(months: Iterable[date]) -> list[int]:
    """Name the years that hold something, newest first."""
    return sorted({month.year for month in months}, reverse=True)


def _month_link(ctx: Context, month: date) -> Link:
    return Link(ctx.words.month(month), month_url(month))


def _year_link(ctx: Context, year: int) -> Link:
    return Link(ctx.words.year(year), year_url(year))


def _filter(ctx: Context, years: Iterable[int]) -> Filter:
    settings = ctx.catalog.settings
    current = [each for each in settings.components if each.id in ctx.states]
    retired = [each for each in settings.components if each.id not in ctx.states]
    names = [("", None), *((group.name, group.id) for group in settings.groups)]
    groups = [(name, [each for each in current if each.group == group]) for name, group in names]
    return Filter(
        components=tuple(
            (name, tuple(Choice(each.id, each.name) for each in components))
            for name, components in (*groups, (ctx.words.gettext("Retired"), retired))
            if components
        ),
        kinds=tuple(Choice(kind, ctx.words.term(kind)) for kind in Kind),
        years=tuple(Choice(str(year), ctx.words.year(year)) for year in years),
        searched=_searched(ctx),
    )


def _searched(ctx: Context) -> str:
    """Say where text is looked for."""
    if len(begun(ctx)) <= QUOTED:
        return ctx.words.gettext("Looks in titles, parts, tags and the first words of each.")
    return ctx.words.gettext(
        "Looks in titles, parts and tags, and in the first words of the newest {n}."
    ).format(n=ctx.words.number(QUOTED))


def _first_words(ctx: Context, incident: Incident) -> str:
    """Quote the first word in one line, or say why the incident was none."""
    if incident.withdrawn:
        return incident.withdrawn.because
    return in_one_line(ctx, incident.updates[0].message, FIRST_WORDS) if incident.updates else ""


def _with_neighbours(items: Sequence[Item]) -> Iterator[tuple[Item | None, Item, Item | None]]:
    """Give each item with the one before and the one after it."""
    return zip([None, *items], items, [*items[1:], None], strict=False)
