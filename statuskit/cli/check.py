"""`statuskit check`: everything that is wrong with the files, in one run."""

import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statuskit.cli import config_file

if TYPE_CHECKING:
    from statuskit.problems import Problem
    from statuskit.settings import SiteSettings


@click.command(
    short_help="Say all that is wrong with the files.",
    epilog="""Examples:

\b
  statuskit check --strict
  statuskit check incidents/2026-11-20-card-payments.yml
""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--now", metavar="TIME", help="Check as of this moment: 2026-11-20T15:40:00Z.")
def command(paths: tuple[Path, ...], *, strict: bool, now: str | None) -> None:
    """Say all that is wrong with the incident files and the settings: shape, references, order of times.

    With PATHs, files or folders, only what is wrong with those is told, and with the settings;
    what they refer to is looked for in all files.
    """
    from statuskit import load, settings
    from statuskit.cli.report import render_text
    from statuskit.clock import moment
    from statuskit.problems import in_order

    site = settings.read(config_file())
    loaded = load.load(site.root, site.settings, moment(now, os.environ))
    found: Iterable[Problem] = loaded.problems
    files = loaded.files
    if paths:
        names = _names(paths, site.root)
        files = _count(names, site)
        found = [problem for problem in found if _is_below(problem.file, names)]
    problems = in_order([*site.problems, *found])
    if problems:
        click.echo(render_text(problems, color="NO_COLOR" not in os.environ))
    if stops := _stops(problems, strict=strict):
        click.get_current_context().exit(stops)
    if not problems:
        click.echo(f"All well: {files} {'file' if files == 1 else 'files'} read.")


def _stops(problems: Sequence["Problem"], *, strict: bool) -> int:
    """Tell the exit status."""
    from statuskit.errors import ExitCode
    from statuskit.problems import Severity, count

    counts = count(problems)
    if counts[Severity.ERROR] or (strict and counts[Severity.WARNING]):
        return ExitCode.PROBLEMS
    return ExitCode.FINE


def _names(paths: Iterable[Path], root: Path) -> frozenset[str]:
    """Name paths as problems name files: relative to the project, with forward slashes."""
    return frozenset(Path(os.path.relpath(path.absolute(), root)).as_posix() for path in paths)


def _is_below(file: str, names: Collection[str]) -> bool:
    parts = file.split("/")
    return "." in names or any("/".join(parts[:length]) in names for length in range(1, len(parts) + 1))


def _count(names: Collection[str], site: "SiteSettings") -> int:
    """Count the incident files that the names mean.

    Raises `UsageError` for a name that means none, unless it is that of the settings: "all well" would
    be said of a file that nobody read.
    """
    from statuskit.errors import UsageError
    from statuskit.load.files import find

    found, told = find(site.root, site.settings.incidents_dir)
    known = [*(each.file for each in found), *(problem.file for problem in told), site.config_file.name]
    for name in sorted(names):
        if not any(_is_below(file, {name}) for file in known):
            raise UsageError(
                f"{name} is no incident file of this site, and holds none. "
                f"They stand in {site.settings.incidents_dir}/."
            )
    return sum(_is_below(each.file, names) for each in found)
