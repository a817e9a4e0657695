"""History: its pages by month and by year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from statuskit.facts.timeline import began
from statuskit.model import Incident
from statuskit.views.context import Context, Link, month_url, months_back, newest_first, year_url
from statuskit.views.incident import Head

Item = TypeVar("Item")

HISTORY_MONTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """A month's incidents, newest first."""

    title: str
    url: str
    incidents: tuple[Head, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """`months` in full; `older`, `newer` lead to the neighbours that hold something; `years` to all of them."""

    title: str
    months: tuple[MonthView, ...]
    newer: Link | None
    older: Link | None
    years: tuple[Link, ...]
    titles_only: bool


def months_held(ctx: Context) -> dict[date, list[Incident]]:
    """Group all that has begun by the first day of its month, oldest month first, newest incident first."""
    held: dict[date, list[Incident]] = defaultdict(list)
    for incident in newest_first(each for each in ctx.catalog.incidents if began(each) <= ctx.now):
        held[began(incident).date().replace(day=1)].append(incident)
    return dict(sorted(held.items()))


def newest_months(now: datetime) -> tuple[date, ...]:
    """Name the months that `/history/` shows whole, newest first."""
    return tuple(months_back(now, back) for back in range(HISTORY_MONTHS))


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
        return HistoryPage(
            title=title,
            months=views,
            newer=newer,
            older=older,
            years=tuple(years.values()),
            titles_only=False,
        )

    def link(month: date) -> Link:
        return Link(ctx.words.month(month), month_url(month))

    before = [month for month in months if month < newest[-1]]
    yield "history/", page(ctx.words.gettext("History"), newest, None, link(before[-1]) if before else None)
    for older, month, newer in _with_neighbours(months):
        title = ctx.words.month(month)
        yield (
            month_url(month),
            page(title, [month], link(newer) if newer else None, link(older) if older else None),
        )
    for newer_year, number, older_year in _with_neighbours(numbers):
        shown = [month for month in reversed(months) if month.year == number]
        neighbours = (years[each] if each else None for each in (newer_year, older_year))
        yield years[number].url, replace(page(years[number].text, shown, *neighbours), titles_only=True)


def _with_neighbours(items: Sequence[Item]) -> Iterator[tuple[Item | None, Item, Item | None]]:
    """Give each item with the one before and the one after it."""
    return zip([None, *items], items, [*items[1:], None], strict=False)
