"""`statuskit next-change`: when a rebuild would change something."""

import os
from datetime import UTC, datetime

import click

from statuskit.cli import config_file
from statuskit.cli.telling import require_sound


@click.command(
    short_help="Print when a rebuild would next change a file.",
    epilog="Example: statuskit next-change --after 2026-11-20T15:40:00Z",
)
@click.option("--after", metavar="TIME", help="Look from this moment on.  [default: now]")
def command(after: str | None) -> None:
    """Print the next moment at which a rebuild would change a file, in UTC; nothing if there is none.

    Any build before that moment writes the same bytes, so a timer needs no other.
    """
    from statuskit import load, settings
    from statuskit.clock import moment
    from statuskit.facts.cases import cases
    from statuskit.facts.moments import next_change

    now = moment(after, os.environ)
    site = settings.read(config_file())
    # Seen from an earlier moment, words said since lie ahead; that makes no file wrong.
    loaded = load.load(site.root, site.settings, max(now, moment(None, os.environ)))
    require_sound([*site.problems, *loaded.problems])
    seen = cases(loaded.catalog.incidents, now)
    change = next_change(loaded.catalog.settings, seen.values(), now)
    if change is not None:
        click.echo(_rfc_3339(change))


def _rfc_3339(at: datetime) -> str:
    """Write a moment with the fraction that it has: a rebuild a second too early would change nothing."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
