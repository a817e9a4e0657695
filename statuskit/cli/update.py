"""`statuskit update`: the next word."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from statuskit.cli import asking, completing
from statuskit.cli.desk import Desk, desk, meant, tell_if_changed, told, writing
from statuskit.errors import UsageError

if TYPE_CHECKING:
    from statuskit.model import ComponentState, Incident, Status
    from statuskit.source.edits import Edit


@click.command(
    short_help="Say the next word on an incident.",
    epilog="""Examples:

\b
  statuskit update -s identified --next 30m -m "A payment provider is down. Invoices still work."
  statuskit update card-payments -c checkout=degraded --nothing-new --next 1h
  statuskit update network-switch --from "2026-11-29 07:00" --until 2h -m "We begin an hour later."
""",
)
@click.argument("incident_id", metavar="[ID]", required=False, shell_complete=completing.incident_ids)
@click.option(
    "-s",
    "status",
    metavar="STATUS",
    shell_complete=completing.statuses,
    help="Where the work stands, if that has changed: investigating, identified, monitoring, resolved; "
    "of a maintenance scheduled, in_progress, verifying, completed, cancelled.",
)
@click.option("-m", "text", metavar="TEXT", help="What customers read; - takes it from standard input.")
@click.option(
    "-c",
    "states",
    metavar="ID=STATE",
    multiple=True,
    shell_complete=completing.states,
    help="A component whose state has changed; repeat it for more.",
)
@click.option("--next", "promise", metavar="WHEN", help="When the next word comes: 30m, or 15:30.")
@click.option("--nothing-new", is_flag=True, help="Say openly that there is no progress yet.")
@click.option("--from", "start", metavar="TIME", help="The new beginning of a maintenance.")
@click.option("--until", "end", metavar="TIME", help="The new end of a maintenance, or how long it takes.")
@writing
def command(  # noqa: PLR0913 - one for each option
    incident_id: str | None,
    *,
    status: str | None,
    text: str | None,
    states: tuple[str, ...],
    promise: str | None,
    nothing_new: bool,
    start: str | None,
    end: str | None,
    dry_run: bool,
    yes: bool,
    now: str | None,
) -> None:
    """Add an update to an incident's file, and print its path. All else in the file stays as it is.

    ID may be any part of an id that no other has; it may be left out while one incident is open. Without -m
    your editor opens. A published word is never edited: to correct one, say it anew.
    """
    at = desk(now)
    from statuskit.authoring import drafts, given
    from statuskit.authoring.change import change
    from statuskit.cli.afterwards import tell
    from statuskit.source.edits import Append

    with told():
        found, incident = meant(at, incident_id)
    said_status = given.status_named(status, incident.kind) if status else None
    changed = _changed(at, states)
    promised = given.promise(promise, at.zone, at.now) if promise else ""
    window = _window(at, incident, start, end)

    def make(stands: "Incident") -> "Sequence[Edit]":
        tell_if_changed(incident, stands)
        moment = drafts.after_the_last(stands, at.now)
        word = drafts.update(
            at=moment,
            message=said,
            status=said_status,
            promise=promised,
            nothing_new=nothing_new,
            states=changed,
        )
        return [*window, *closing(stands, said_status, moment), Append(path=("updates",), value=word)]

    with asking.message(text, list(about(incident))) as said, told():
        asking.confirm_secrets([said], yes=yes)
        written = change(found, at.around, make, dry_run=dry_run)
    tell(at, written, dry_run=dry_run)


def _changed(at: Desk, texts: Sequence[str]) -> "dict[str, ComponentState]":
    """Read the components whose state has changed; a state that is not given is asked for, or refused."""
    from statuskit.authoring import given
    from statuskit.cli.new import ask_states
    from statuskit.model import ComponentState

    names = {component.id: component.name for component in at.site.settings.components}
    default = ComponentState.OPERATIONAL if asking.person_is_there() else None
    return ask_states(given.states(texts, names, default), texts, names)


def about(incident: "Incident") -> Iterator[str]:
    """Yield what somebody who writes the next word wants to see of the last ones."""
    yield f"{incident.title} ({incident.id})"
    if incident.updates:
        last = incident.updates[-1]
        yield f"{last.status}, said at {last.at:%H:%M} UTC:"
        yield from (f"  {line}" for line in last.message.splitlines())
        if last.next_update:
            yield f"You promised the next word by {last.next_update:%H:%M} UTC."
    yield ""
    yield "Say what customers notice now, what they can do, and when you will say more."


def closing(incident: "Incident", status: "Status | None", moment: datetime) -> "Iterator[Edit]":
    """Yield what else has to be said where a word ends it: when its last window closed."""
    from statuskit.authoring.given import stamp
    from statuskit.model import ENDED
    from statuskit.source.edits import Put

    windows = incident.windows or ()
    if status in ENDED and windows and windows[-1].end is None:
        yield Put(path=("windows", len(windows) - 1, "to"), value=stamp(moment))


def _window(at: Desk, incident: "Incident", start: str | None, end: str | None) -> "list[Edit]":
    """Give the edits that move a maintenance's window."""
    from statuskit.authoring import given
    from statuskit.source.edits import Put

    if start is None and end is None:
        return []
    if incident.scheduled_for is None:
        raise UsageError(f"--from and --until move the window of a maintenance, and {incident.id} is none.")
    begins = given.coming(start, at.zone, at.now) if start else incident.scheduled_for
    edits: list[Edit] = []
    if start:
        edits.append(Put(path=("scheduled_for",), value=given.stamp(begins)))
    if end:
        until = given.until(end, at.zone, begins)
        edits.append(Put(path=("scheduled_until",), value=given.stamp(until)))
    return edits
