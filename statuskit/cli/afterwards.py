"""What is said after a command has written: the path, what customers read now, what is promised, what is missing."""

import os
from collections.abc import Collection, Iterator
from textwrap import indent
from typing import TYPE_CHECKING

import click

from statuskit.cli.desk import Desk, tell_problems

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from statuskit.authoring.change import Written
    from statuskit.model import Incident, Settings
    from statuskit.problems import Problem

_NEEDED = frozenset(f"MH{number}" for number in range(1, 10))
"""The rules that say what a public story must have."""


def tell(at: Desk, written: "Written", *, dry_run: bool, is_new: bool = False) -> None:
    """Print the path, or the difference, to standard output; to standard error what follows from it."""
    if dry_run:
        click.echo(written.difference(), nl=False)
    else:
        click.echo(shown(written.found.path))
    tell_problems(written.problems)
    click.echo(f"\n{'If this were' if dry_run else 'Once this is'} published, customers read:\n", err=True)
    click.echo(indent(_word(at, written.incident), "  "), err=True, nl=False)
    for line in _next(written.incident, at.now):
        click.echo(line, err=True)
    if not dry_run:
        found = _findings(at, written.incident, is_new=is_new)
        if found:
            click.echo("\nWhat the house rules say of it; they stop nothing:\n", err=True)
            tell_problems(found)


def needs(incident: "Incident", settings: "Settings", now: "datetime") -> list[str]:
    """Give what a postmortem of this incident still needs before it can be final, a sentence each."""
    from dataclasses import replace

    from statuskit.model import Postmortem, PostmortemState
    from statuskit.review.judge import judge
    from statuskit.review.passages import passages
    from statuskit.review.rule import Record

    if incident.postmortem is None:
        incident = replace(incident, postmortem=Postmortem(state=PostmortemState.DRAFT))
    record = Record(incident=incident, passages=passages(incident), settings=settings, now=now, names=())
    said = (verdict.finding.message.splitlines()[0] for verdict in judge(record, only=_NEEDED).verdicts)
    return [_sentence(text.removeprefix("Before it can be final: ")) for text in said]


def _sentence(text: str) -> str:
    """Give the first sentence, whole."""
    first = text.split(". ", maxsplit=1)[0].rstrip(":. ")
    return f"{first[:1].upper()}{first[1:]}."


def tell_needs(at: Desk, incident: "Incident") -> None:
    """Print what a postmortem still needs."""
    missing = needs(incident, at.site.settings, at.now)
    if missing:
        click.echo("\nBefore the postmortem can be final:", err=True)
        for text in missing:
            click.echo(f"  - {text}", err=True)


def _word(at: Desk, incident: "Incident") -> str:
    """Print an incident's head and newest word as customers will read it, in the site's language."""
    from statuskit.facts.public import public
    from statuskit.model import Catalog
    from statuskit.outputs.text import newest_word
    from statuskit.prose import Prose
    from statuskit.views.context import context
    from statuskit.views.incident import head, incident_page
    from statuskit.words import Words

    now = max([at.now, *(update.at for update in incident.updates[-1:])])
    shown = public(Catalog(settings=at.site.settings, incidents=(incident,)))
    if not shown.incidents:
        return ""
    ctx = context(shown, now, Words(at.site.language), Prose())
    return newest_word(ctx, incident_page(ctx, shown.incidents[0], head(ctx, ctx.incidents[incident.id])))


def _next(incident: "Incident", now: "datetime") -> Iterator[str]:
    """Say what is promised next, and by which command it is kept."""
    from statuskit.facts.promises import full_minute
    from statuskit.words import Words

    promised = incident.updates[-1].next_update if incident.updates else None
    if promised is None:
        return
    due = full_minute(promised)
    words = Words("en")
    yield ""
    yield f"The next word is promised by {words.moment(due)}, in {words.duration(due - now)}. Keep it with:"
    yield f"  statuskit update {incident.id} --next 30m -m TEXT"


def _findings(at: Desk, incident: "Incident", *, is_new: bool) -> "list[Problem]":
    """Give what the house rules find in what was just said."""
    from statuskit import gate

    newest: Collection[object] = ("updates", len(incident.updates) - 1)
    found = gate.review_incident(at.site, incident, at.now)
    return [each for each in found if is_new or each.path[:2] == newest]


def shown(path: "Path") -> str:
    """Name a file as seen from where the person stands."""
    return click.format_filename(os.path.relpath(path))
