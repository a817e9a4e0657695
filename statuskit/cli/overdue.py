"""`statuskit overdue`: the promises that have passed."""

import os

import click

from statuskit.cli import config_file
from statuskit.cli.telling import format_option, require_sound, tell

_SORTS = ("updates", "postmortems", "actions")


@click.command(
    short_help="List the promises that have passed.",
    epilog="""Examples:

\b
  statuskit overdue
  statuskit overdue --only updates --format github
""",
)
@click.option("--only", type=click.Choice(_SORTS), help="Look at promises of one sort alone.")
@format_option
@click.option("--now", metavar="TIME", help="Look as of this moment: 2026-11-20T15:40:00Z.")
def command(*, only: str | None, form: str, now: str | None) -> None:
    """List each promise that has passed with no answer, where it was made, and what answers it.

    Updates promised for a time, postmortems and actions promised for a day. The exit code is 1 if there is
    one, so that a timer can call somebody; if there is none, nothing is printed for people.
    """
    from statuskit import load, settings
    from statuskit.clock import moment
    from statuskit.errors import ExitCode
    from statuskit.gate.overdue import Sort, overdue

    site = settings.read(config_file())
    at = moment(now, os.environ)
    loaded = load.load(site.root, site.settings, at)
    require_sound([*site.problems, *loaded.problems])
    late = overdue(site, loaded.catalog, at, [Sort(only)] if only else tuple(Sort))
    tell(late, form, end=f"{len(late)} {'promise is' if len(late) == 1 else 'promises are'} overdue.")
    if late:
        click.get_current_context().exit(ExitCode.PROBLEMS)
