"""The table of `make bench`: a row a figure, a column a size, and what we hold it to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tools.bench.results import Results

HELD_AT = 10_000
"""The number of incidents at which the figures are held to their bars."""

Figure = Callable[[Results, int], float | None]
_TENFOLD = 10
_MB = 1_000_000
_KB = 1_000
_NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure at each size; `bar` is the most that it may be at `HELD_AT`, `beside` a number that stands by it.

    `grows`: it is a time, and its growth counts.
    """

    label: str
    figure: Figure
    form: str
    bar: float | None = None
    beside: Figure | None = None
    grows: bool = False


def _wall(key: str) -> Figure:
    return lambda results, size: results.wall(key, size)


def _ratio(key: str, other: str) -> Figure:
    return lambda results, size: results.ratio(key, other, size)


def _memory(key: str) -> Figure:
    def figure(results: Results, size: int) -> float | None:
        found = results.find(key, size)
        return found.memory / _MB if found and found.memory else None

    return figure


def _count(key: str, name: str) -> Figure:
    def figure(results: Results, size: int) -> float | None:
        found = results.find(key, size)
        return found.figures.get(name) if found else None

    return figure


def _visit(key: str, page: str, *, requests: bool = False) -> Figure:
    def figure(results: Results, size: int) -> float | None:
        for each in results.visits:
            if (each.key, each.page, each.size) == (key, page, size):
                return each.requests if requests else each.weight / _KB
        return None

    return figure


def _time(label: str, key: str, bar: float | None = None) -> Row:
    return Row(label=label, figure=_wall(key), form="{:.2f} s", bar=bar, grows=True)


def _page(label: str, key: str, page: str, bar: float | None = None) -> Row:
    figure, beside = _visit(key, page), _visit(key, page, requests=True)
    return Row(label=label, figure=figure, form="{:.1f} kB", beside=beside, bar=bar)


ROWS = (
    _time("`statuskit build`, cold", "cold"),
    _time("… one more word, `site/` kept", "warm", bar=2.5),
    _time("… one more word, only the cache kept", "restored"),
    _time("`statuskit check`, cold", "check", bar=25),
    _time("… one file changed", "check again", bar=1.5),
    _time("plain MkDocs + Material, as many pages", "mkdocs"),
    _time("bare Hugo, as many pages", "hugo"),
    Row(label="cold : plain MkDocs", figure=_ratio("cold", "mkdocs"), form="{:.2f}", bar=1.0),
    Row(label="`site/` kept : cold", figure=_ratio("warm", "cold"), form="{:.2f}", bar=0.15),
    Row(label="only the cache kept : cold", figure=_ratio("restored", "cold"), form="{:.2f}", bar=0.4),
    Row(label="memory, cold", figure=_memory("cold"), form="{:.0f} MB", bar=600),
    Row(label="memory, `site/` kept", figure=_memory("warm"), form="{:.0f} MB", bar=600),
    Row(label="memory, only the cache kept", figure=_memory("restored"), form="{:.0f} MB", bar=600),
    Row(label="memory, `check`", figure=_memory("check"), form="{:.0f} MB"),
    Row(label="memory, plain MkDocs", figure=_memory("mkdocs"), form="{:.0f} MB"),
    Row(label="memory, bare Hugo", figure=_memory("hugo"), form="{:.0f} MB"),
    Row(label="files of the site", figure=_count("cold", "files"), form="{:,.0f}"),
    Row(label="files that one more word touches", figure=_count("warm", "touched"), form="{:.0f}", bar=36),
    Row(label="… of them, with the same bytes", figure=_count("warm", "idle"), form="{:.0f}", bar=0),
    Row(
        label="files unlike a cold build's, `site/` kept",
        figure=_count("warm", "differing"),
        form="{:.0f}",
        bar=0,
    ),
    Row(label="… only the cache kept", figure=_count("restored", "differing"), form="{:.0f}", bar=0),
    _page("first visit of `/`: bytes, requests", "restored", "front", bar=40),
    _page("… of an incident with its postmortem", "restored", "incident"),
    _page("… of `/history/`", "restored", "history"),
    _page("… of that incident by plain MkDocs", "mkdocs", "incident"),
    _page("… of that incident by bare Hugo", "hugo", "incident"),
)
GROWTH = 11
"""The most that a cold build may grow where the history grows tenfold."""


def table(results: Results, *, beside: bool = True) -> str:
    """Print the rows in Markdown; a figure that is not there is a dash, and what failed is told below.

    With `beside`, growth and bars stand in columns of their own; a phone has no room for them.
    """
    sizes = results.sizes
    pairs = tenfold(results) if beside else []
    head = ["", *(f"{size:,}" for size in sizes), *(f"{large:,} : {small:,}" for small, large in pairs)]
    head += [f"at most, at {HELD_AT:,}"] if beside else []
    lines = [head, ["---", *["--:"] * (len(head) - 1)]]
    for row in ROWS:
        cells = [_shown(row, results, size) for size in sizes]
        grown = [_grown(row, results, *pair) for pair in pairs]
        bar = ["" if row.bar is None else row.form.format(row.bar)] if beside else []
        if row.grows or {*cells} != {_NONE}:
            lines.append([row.label, *cells, *grown, *bar])
    failures = [f"- {each.key} at {each.size:,}: {each.failed}" for each in results.measured if each.failed]
    below = ["", "Failed:", "", *failures] if failures else []
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), *below])


def tenfold(results: Results) -> list[tuple[int, int]]:
    """Give the neighbouring sizes of which one is ten times the other."""
    return [(small, large) for small, large in pairwise(results.sizes) if large == _TENFOLD * small]


def _shown(row: Row, results: Results, size: int) -> str:
    value, beside = row.figure(results, size), row.beside(results, size) if row.beside else None
    if value is None:
        return _NONE
    return row.form.format(value) + ("" if beside is None else f", {beside:.0f}")


def _grown(row: Row, results: Results, small: int, large: int) -> str:
    one, two = row.figure(results, small), row.figure(results, large)
    return f"{two / one:.1f}" if row.grows and one and two else ""


def missed(results: Results) -> Iterator[str]:
    """Say which figures are above their bars, at the size at which they are held to them."""
    for row in ROWS:
        value = row.figure(results, HELD_AT)
        if row.bar is not None and value is not None and value > row.bar:
            yield f"{row.label}: {row.form.format(value)}, and at most {row.form.format(row.bar)}"
    one, two = results.wall("cold", HELD_AT // _TENFOLD), results.wall("cold", HELD_AT)
    if one and two and two / one > GROWTH:
        yield f"cold, {HELD_AT:,} : {HELD_AT // _TENFOLD:,}: {two / one:.1f}, and at most {GROWTH}"
