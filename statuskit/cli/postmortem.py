"""`statuskit postmortem`: the story is begun."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from statuskit.cli import completing
from statuskit.cli.desk import desk, meant, told, writing

if TYPE_CHECKING:
    from statuskit.model import Incident
    from statuskit.source.edits import Edit


@click.command(short_help="Begin a postmortem.", epilog="Example: statuskit postmortem card-payments")
@click.argument("incident_id", metavar="ID", shell_complete=completing.incident_ids)
@writing
def command(incident_id: str, *, dry_run: bool, yes: bool, now: str | None) -> None:  # noqa: ARG001 - all that write take it
    """Add the skeleton of a postmortem to an incident's file, as a draft, and print the path.

    Times, figures and the timeline are filled in. Everything that a person has to say stands there as a comment,
    so that nothing unfinished can become public. Where there is a postmortem already, it stays as it is, and you
    are told what it still needs.
    """
    at = desk(now)
    from statuskit.authoring.change import change
    from statuskit.authoring.skeleton import block, skeleton
    from statuskit.cli.afterwards import shown, tell_needs
    from statuskit.source.edits import Extend

    with told():
        found, incident = meant(at, incident_id)
    if _is_begun(incident):
        click.echo(shown(found.path))
        click.echo(f"{incident.id} has a postmortem already; nothing was written.", err=True)
        tell_needs(at, incident)
        return

    def make(incident: "Incident") -> "Sequence[Edit]":
        if incident.postmortem is None:
            return [Extend(text=block(incident, at.now))]
        return [Extend(text=skeleton(incident, at.now), path=("postmortem",))]

    with told():
        written = change(found, at.around, make, dry_run=dry_run)
    click.echo(written.difference() if dry_run else shown(found.path), nl=not dry_run)
    due = written.incident.postmortem.due if written.incident.postmortem else None
    if due and due.day:
        click.echo(
            f"\nCustomers {'would' if dry_run else 'will'} read that it comes by {due.day}. Change `due` if it must be another day.",
            err=True,
        )
    tell_needs(at, written.incident)


def _is_begun(incident: "Incident") -> bool:
    """Tell whether a postmortem says more than when it comes."""
    from dataclasses import replace

    from statuskit.model import Postmortem, PostmortemState

    story = incident.postmortem
    return story is not None and replace(story, due=None) != Postmortem(state=PostmortemState.DRAFT)
