"""History: its pages by month and by year, and the list that readers filter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
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


def history_pages(ctx: Context, heads: Mapping[str, Head]) -> Iterator[tuple[str, HistoryPage]]:
    """Print `/history/`, each month and each year that holds something, as (address, page)."""
    held = {month: tuple(heads[each.id] for each in found) for month, found in months_held(ctx).items()}
    months, newest = list(held), newest_months(ctx.now)
    numbers = sorted({month.year for month in months}, reverse=True)
    years = {number: Link(ctx.words.year(number), year_url(number)) for number in numbers}

    def page(title: str, shown: Iterable[date], newer: Link | None, older: Link | None) -> HistoryPage:
        views = tuple(
            MonthView(title=ctx.words.month(month), url=month_url(month), incidents=held.get(month, ()))
            for month in shown
        )
        return HistoryPage(title=title, months=views, newer=newer, older=older, years=tuple(years.values()))

    def link(month: date) -> Link:
        return Link(ctx.words.month(month), month_url(month))

    before = [month for month in months if month < newest[-1]]
    front = page(ctx.words.gettext("History"), newest, None, link(before[-1]) if before else None)
    yield history_url(), replace(front, filter=_filter(ctx, numbers) if numbers else None)
    for older, month, newer in _with_neighbours(months):
        title = ctx.words.month(month)
        alone = page(title, [month], link(newer) if newer else None, link(older) if older else None)
        yield month_url(month), replace(alone, search=history_url(year=str(month.year)))
    for newer_year, number, older_year in _with_neighbours(numbers):
        shown = [month for month in reversed(months) if month.year == number]
        neighbours = (years[each] if each else None for each in (newer_year, older_year))
        whole = page(years[number].text, shown, *neighbours)
        yield years[number].url, replace(whole, titles_only=True, search=history_url(year=str(number)))


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
