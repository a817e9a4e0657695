"""An incident's page as plain text, for a terminal."""

from collections.abc import Iterator
from textwrap import fill

from markupsafe import Markup

from statuskit.outputs.story import Head, Listing, Part, Passage, Said, Telling, parts
from statuskit.prose.plain import to_plain
from statuskit.views.context import Context
from statuskit.views.incident import IncidentPage
from statuskit.views.postmortem import ApologyView
from statuskit.views.updates import UpdateView

WIDTH = 88
"""Columns that a line of prose fills; code keeps its own."""


def incident_text(ctx: Context, page: IncidentPage) -> str:
    """Print an incident's page as a customer will read it, as lines of text."""
    lines = (line for part in parts(ctx, page) for line in (*_part(part), ""))
    return "\n".join(lines).rstrip() + "\n"


def newest_word(ctx: Context, page: IncidentPage) -> str:
    """Print what stands on top of an incident's page and its newest update, as lines of text."""
    lines: list[str] = []
    for part in parts(ctx, page):
        if isinstance(part, Said):
            lines += _update(part.updates[0] if page.live.head.is_open else part.updates[-1])
        elif isinstance(part, (Head, Passage)):
            lines += (*_part(part), "")
    return "\n".join(lines).rstrip() + "\n"


def _part(part: Part) -> Iterator[str]:
    match part:
        case Head():
            yield part.title
            yield "=" * min(len(part.title), WIDTH)
            yield _wrapped(" · ".join(map(_plain, part.facts)))
            yield from map(_wrapped, part.lines)
            yield from (f"  {name}: {state}" for name, state in part.states)
        case Passage():
            yield _wrapped(part.text)
        case Listing():
            yield from _headed(part.title)
            yield from (_wrapped(item, "- ", "  ") for item in part.items)
        case Telling():
            yield from _headed(_plain(part.title))
            yield _plain(part.text)
        case Said():
            yield from _headed(part.title) if part.title else ()
            for number, update in enumerate(part.updates):
                yield from [""] if number else ()
                yield from _update(update)
        case ApologyView():
            yield _indented(part.text)
            yield _indented(part.signature)


def _update(update: UpdateView) -> Iterator[str]:
    progress = f" ({update.progress})" if update.progress else ""
    yield f"{update.label}, {update.at.text}{progress}"
    yield _indented(update.body)
    yield from (f"  {name}: {mark.text}" for name, mark in update.states)
    yield from (_indented(note) for note in update.notes)


def _headed(title: str) -> Iterator[str]:
    yield from (title, "-" * len(title))


def _plain(text: str) -> str:
    """Take the HTML off what is HTML."""
    return to_plain(text) if isinstance(text, Markup) else text


def _wrapped(text: str, first: str = "", later: str = "") -> str:
    return fill(
        _plain(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _indented(html: str) -> str:
    """Indent a text, its paragraphs wrapped and its blank lines kept."""
    return "\n".join(_wrapped(line, "  ", "  ") if line else "" for line in _plain(html).splitlines())
