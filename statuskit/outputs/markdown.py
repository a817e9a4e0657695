"""An incident's page as Markdown, beside the page: `index.md`, for those who read it as text."""

from collections.abc import Iterator

from statuskit.outputs.english import unmarked
from statuskit.outputs.fit import fit
from statuskit.outputs.story import Head, Listing, Part, Passage, Said, Telling, parts
from statuskit.prose.commonmark import line_of, listed, quoted, to_markdown
from statuskit.views.context import Context, incident_url
from statuskit.views.incident import IncidentPage
from statuskit.views.postmortem import ApologyView
from statuskit.views.updates import UpdateView

NAME = "index.md"
"""The copy's name in the folder of its page: what the page's relative addresses mean, they mean in it too."""


def markdown_url(incident_id: str) -> str:
    """Tell the address of an incident's copy, relative to the site's root."""
    return incident_url(incident_id) + NAME


def incident_markdown(ctx: Context, page: IncidentPage) -> str:
    """Write an incident's page as Markdown, in the page's order."""
    blocks = (block for part in parts(ctx, page) for block in _part(ctx, part))
    return unmarked(fit("\n\n".join(filter(None, blocks)))) + "\n"


def _part(ctx: Context, part: Part) -> Iterator[str]:
    match part:
        case Head():
            yield f"# {line_of(part.title)}"
            yield " · ".join(map(line_of, part.facts))
            yield from map(line_of, part.lines)
            yield listed(line_of(ctx.words.labelled(name, state)) for name, state in part.states)
        case Passage():
            yield line_of(part.text)
        case Listing():
            yield _heading(part.title)
            yield listed(map(line_of, part.items))
        case Telling():
            yield _heading(part.title)
            yield to_markdown(part.text)
        case Said():
            yield _heading(part.title or ctx.words.gettext("Updates"))
            for update in part.updates:
                yield from _update(ctx, update)
        case ApologyView():
            yield quoted(f"{to_markdown(part.text)}\n\n{line_of(part.signature)}")


def _heading(title: str) -> str:
    return f"## {line_of(title)}"


def _update(ctx: Context, update: UpdateView) -> Iterator[str]:
    """Write an update; a rule of bold type heads it, for headings may stand in its text."""
    yield " · ".join(
        [f"**{line_of(update.label)}**", update.at.text, *filter(None, [line_of(update.progress)])]
    )
    yield to_markdown(update.body)
    yield listed(line_of(ctx.words.labelled(name, mark.text)) for name, mark in update.states)
    yield from map(line_of, update.notes)
