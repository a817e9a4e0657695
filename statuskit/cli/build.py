"""`statuskit build`: the site."""

import os
from pathlib import Path

import click

from statuskit.cli import config_file


@click.command(
    short_help="Build the site.",
    epilog="""Examples:

\b
  statuskit build --strict
  statuskit build --now 2026-11-20T15:40:00Z --freeze-clock --site-dir /tmp/look
""",
)
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes.  [default: site_dir of the settings, else site beside them]",
)
@click.option("--strict", is_flag=True, help="Stop at warnings too, and leave the last site as it is.")
@click.option("--now", metavar="TIME", help="Build as of this moment: 2026-11-20T15:40:00Z.")
@click.option("--freeze-clock", is_flag=True, help="Let pages take that moment for the reader's clock.")
@click.option("--clean", is_flag=True, help="Empty the site's folder first, once the files are found good.")
def command(site_dir: Path | None, *, strict: bool, now: str | None, freeze_clock: bool, clean: bool) -> None:
    """Build the site and bring its folder up to date by difference.

    Files whose bytes did not change are not touched. If a file is wrong, all problems of all files are
    listed, nothing is written, and the last site stays as it is.

    What was read and rendered is kept in `.cache/statuskit/`, and the next build begins with it, as a preview and
    `mkdocs build` do. The folder may be deleted at any time.
    """
    from statuskit.clock import moment
    from statuskit.lasting import made_to_last

    with made_to_last():
        from statuskit.plugin import build

    built = build(
        config_file(),
        site_dir=site_dir.absolute() if site_dir else None,
        strict=strict,
        now=moment(now, os.environ),
        frozen=freeze_clock,
        clean=clean,
    )
    done = built.published
    kept = f", {done.kept} kept for cached pages" if done.kept else ""
    click.echo(
        f"{done.written} written, {done.unchanged} unchanged, {done.removed} removed{kept}"
        f" in {_shown(built.site_dir)}"
    )


def _shown(folder: Path) -> str:
    here = Path.cwd()
    return f"{folder.relative_to(here) if folder.is_relative_to(here) else folder}{os.sep}"
