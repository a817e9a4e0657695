"""`/llms.txt`: what a language model has to know of the site, and where it reads on (the form of llmstxt.org).

A title, a summary as a quotation, then sections that are lists of links. It stays small however long the history.
"""

from collections.abc import Iterable, Iterator

from statuskit.facts.cases import Case, last_spoken
from statuskit.outputs import OutputFile
from statuskit.outputs.feeds import links
from statuskit.outputs.fit import fit
from statuskit.outputs.markdown import markdown_url
from statuskit.prose.commonmark import line_of, link_to, listed, quoted
from statuskit.views.brand import Brand
from statuskit.views.context import Context, component_url, newest_first, promises_url
from statuskit.views.incident import head
from statuskit.views.pages import state_line

NEWEST = 25
"""How many incidents that are over it names."""


def build(ctx: Context, brand: Brand) -> Iterator[OutputFile]:
    """Make the file. Without an address of the site its links are relative to the site's root."""
    say = ctx.words.gettext
    sections = {
        say("Happening now"): _incidents(ctx, brand, [*ctx.state.open_incidents, *ctx.state.under_way]),
        say("Good to know"): _incidents(ctx, brand, ctx.state.notices),
        say("Planned"): _incidents(ctx, brand, ctx.state.ahead),
        say("Components"): _components(ctx, brand),
        say("What happened before"): _incidents(ctx, brand, _over(ctx)),
        say("More"): _more(ctx, brand),
        # The one name that the form gives a meaning: what may be skipped.
        "Optional": _optional(ctx, brand),
    }
    told = [f"# {line_of(brand.name)}", quoted("\n\n".join(_summary(ctx)))]
    told += [f"## {title}\n\n{text}" for title, items in sections.items() if (text := listed(items))]
    yield OutputFile("llms.txt", fit("\n\n".join(told) + "\n").encode())


def _summary(ctx: Context) -> Iterator[str]:
    line = state_line(ctx)
    yield from map(line_of, filter(None, (line.mark.text, line.detail)))
    if newest := last_spoken(ctx.cases.values(), ctx.now):
        yield line_of(ctx.say("Last word: {time}", time=ctx.moment(newest)))


def _incidents(ctx: Context, brand: Brand, found: Iterable[Case]) -> Iterator[str]:
    for case in found:
        shown = head(ctx, ctx.incidents[case.id])
        note = f"{line_of(shown.mark.text)}, {line_of(shown.when)}"
        yield _item(brand, shown.title, markdown_url(case.id), note)


def _over(ctx: Context) -> list[Case]:
    """Give the newest incidents that stand in no section of their own."""
    state = ctx.state
    shown = {each.id for each in (*state.open_incidents, *state.notices, *state.under_way, *state.ahead)}
    return newest_first(each for each in ctx.cases.values() if each.id not in shown)[:NEWEST]


def _components(ctx: Context, brand: Brand) -> Iterator[str]:
    for component, state in ctx.states.items():
        yield _item(brand, ctx.name(component), component_url(component), line_of(ctx.words.term(state)))


def _more(ctx: Context, brand: Brand) -> Iterator[str]:
    say = ctx.words.gettext
    yield _item(brand, say("History"), "history/", say("everything that happened, by month and by year"))
    yield _item(brand, say("Maintenance"), "maintenance/", say("ahead, under way, past"))
    yield _item(brand, say("Uptime"), "uptime/", say("by component and month, with the formula"))
    yield _item(brand, say("Promises"), promises_url(), say("what we promised, and what became of it"))


def _optional(ctx: Context, brand: Brand) -> Iterator[str]:
    say = ctx.words.gettext
    yield _item(brand, "JSON", "api/v2/summary.json", say("the state now, in the form of Statuspage's API"))
    for feed in links(ctx, brand, ""):
        yield _item(brand, feed.title, feed.url, feed.type)
    yield _item(brand, "Prometheus", "metrics", say("the state in figures"))
    for title, address in brand.nav:
        yield _item(brand, title, address, "")


def _item(brand: Brand, title: str, address: str, note: str) -> str:
    link = link_to(title, brand.url + address)
    return f"{link}: {note}" if note else link
