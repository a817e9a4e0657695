"""`statuskit resolve`: the last word."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from statuskit.cli import asking, completing
from statuskit.cli.desk import Desk, desk, meant, tell_if_changed, told, writing
from statuskit.errors import UsageError

if TYPE_CHECKING:
    from statuskit.model import Incident, Status
    from statuskit.source.edits import Edit


@click.command(
    short_help="Say that it is over.",
    epilog='Example: statuskit resolve card-payments -m "You can pay by card again since 15:10 UTC."',
)
@click.argument("incident_id", metavar="[ID]", required=False, shell_complete=completing.incident_ids)
@click.option("-m", "text", metavar="TEXT", help="What customers read; - takes it from standard input.")
@writing
def command(incident_id: str | None, *, text: str | None, dry_run: bool, yes: bool, now: str | None) -> None:
    """Add the update that ends it: resolved, or completed for a maintenance. All its components are well again.

    ID may be any part of an id that no other has; it may be left out while one incident is open. Afterwards you
    are told what a postmortem still needs.
    """
    at = desk(now)
    from statuskit.authoring import drafts
    from statuskit.authoring.change import change
    from statuskit.cli.afterwards import tell
    from statuskit.cli.update import about, closing
    from statuskit.source.edits import Append

    with told():
        found, incident = meant(at, incident_id)
    _last_status(at, incident)

    def make(stands: "Incident") -> "Sequence[Edit]":
        tell_if_changed(incident, stands)
        status = _last_status(at, stands)
        moment = drafts.after_the_last(stands, at.now)
        word = drafts.update(at=moment, message=said, status=status)
        return [*closing(stands, status, moment), Append(path=("updates",), value=word)]

    with asking.message(text, list(about(incident))) as said, told():
        asking.confirm_secrets([said], yes=yes)
        written = change(found, at.around, make, dry_run=dry_run)
    tell(at, written, dry_run=dry_run)
    _tell_what_is_owed(at, written.incident)


def _last_status(at: Desk, incident: "Incident") -> "Status":
    """Give the status that ends it; raises `UsageError` where it is over, or has not begun."""
    from statuskit.facts.course import course
    from statuskit.model import ENDED, Kind, Status

    last = incident.updates[-1] if incident.updates else None
    if incident.withdrawn or (last and last.status in ENDED):
        said = (
            "withdrawn"
            if incident.withdrawn or last is None
            else f"{last.status}, since {last.at:%Y-%m-%d %H:%M} UTC"
        )
        raise UsageError(
            f"{incident.id} is {said}. To say more of it: statuskit update {incident.id} -m TEXT"
        )
    if incident.kind is not Kind.MAINTENANCE:
        return Status.RESOLVED
    if course(incident, at.now).is_ahead:
        raise UsageError(
            f"{incident.id} has not begun. To call it off: statuskit update {incident.id} -s cancelled -m TEXT"
        )
    return Status.COMPLETED


def _tell_what_is_owed(at: Desk, incident: "Incident") -> None:
    """Say what a postmortem needs, where customers were hurt or one was begun."""
    from statuskit.cli.afterwards import tell_needs
    from statuskit.facts.cases import case
    from statuskit.model import Impact, Kind

    if incident.kind is not Kind.INCIDENT:
        return
    impact = case(incident, at.now).impact
    if incident.postmortem is None:
        if impact is Impact.NONE:
            return
        click.echo(f"\nIts impact was {impact}. The story is not told yet; to begin it:", err=True)
        click.echo(f"  statuskit postmortem {incident.id}", err=True)
    tell_needs(at, incident)
