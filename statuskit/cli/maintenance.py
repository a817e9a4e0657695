"""`statuskit maintenance`: work is announced."""

import click

from statuskit.cli import asking, completing
from statuskit.cli.desk import desk, told, writing
from statuskit.errors import UsageError


@click.command(
    short_help="Announce a maintenance.",
    epilog="""Example:

\b
  statuskit maintenance "New cables in Frankfurt" -c calls --from "2026-11-29 07:00" --until 2h \\
    -m "Calls may drop for a minute each. Everything else works."
""",
)
@click.argument("title")
@click.option("--from", "start", metavar="TIME", required=True, help="When it begins.")
@click.option("--until", "end", metavar="TIME", required=True, help="When it ends, or how long it takes: 2h.")
@click.option(
    "-c",
    "states",
    metavar="ID",
    multiple=True,
    required=True,
    shell_complete=completing.states,
    help="A component that is under maintenance then; repeat it for more. ID=STATE gives it another state.",
)
@click.option("-m", "text", metavar="TEXT", help="What customers read; - takes it from standard input.")
@writing
def command(
    title: str,
    *,
    start: str,
    end: str,
    states: tuple[str, ...],
    text: str | None,
    dry_run: bool,
    yes: bool,
    now: str | None,
) -> None:
    """Announce a maintenance: write its file, incidents/<day>-<title>.yml, and print the path.

    Times without an offset are read in the site's zone. It begins and ends by itself; say
    `statuskit update ID -s verifying` or `statuskit resolve ID` as the work goes on.
    """
    at = desk(now)
    from statuskit.authoring import drafts, given
    from statuskit.authoring.change import create
    from statuskit.cli.afterwards import tell
    from statuskit.model import ComponentState, Status

    title = " ".join(title.split())
    given.check_text(title)
    begins = given.coming(start, at.zone, at.now)
    ends = given.until(end, at.zone, begins)
    if ends <= begins:
        raise UsageError(
            f"It would end ({ends:%Y-%m-%d %H:%M} UTC) before it begins ({begins:%Y-%m-%d %H:%M} UTC)."
        )
    hurt = given.states(states, at.around.components, ComponentState.UNDER_MAINTENANCE)
    about = [title, "", "Say what customers will notice, what keeps working, and what they can do before."]
    with asking.message(text, about) as said, told():
        asking.confirm_secrets([title, said], yes=yes)
        first = drafts.update(at=at.now, message=said, status=Status.SCHEDULED)
        document = drafts.new_maintenance(title, hurt, (begins, ends), first)
        day = f"{begins:%Y-%m-%d}"
        written = create(at.site, title, document, at.around, day=day, dry_run=dry_run)
    tell(at, written, dry_run=dry_run, is_new=True)
