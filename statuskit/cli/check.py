"""`statuskit check`: everything that is wrong with the files, in one run."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statuskit.cli import config_file
from statuskit.cli.telling import format_option, tell

if TYPE_CHECKING:
    from statuskit.cli.scope import Scope
    from statuskit.gate import Reviewed, Told
    from statuskit.problems import Problem


@click.command(
    short_help="Say all that is wrong with the files.",
    epilog="""Examples:

\b
  statuskit check --strict
  statuskit check incidents/2026-11-20-card-payments.yml
  statuskit check --explain SC01
  statuskit check --format sarif > statuskit.sarif
""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Let warnings of shape, and all errors of wording, count.")
@format_option
@click.option("--waivers", is_flag=True, help="List the rules that files waive, with their reasons.")
@click.option("--explain", metavar="RULE", help="Show the page of a house rule.")
@click.option("--now", metavar="TIME", help="Check as of this moment: 2026-11-20T15:40:00Z.")
def command(
    paths: tuple[Path, ...], *, strict: bool, form: str, waivers: bool, explain: str | None, now: str | None
) -> None:
    """Say all that is wrong with the incident files and the settings: shape, references, order, house rules.

    With PATHs, files or folders, only what is wrong with those is told, and with the settings;
    what they refer to is looked for in all files.

    A house rule stops the check where it weighs as an error and stands in a final postmortem, or with
    --strict; a secret always does. Warnings and hints of house rules stop nothing.
    """
    if explain is not None:
        click.echo(_explained(explain))
        return
    told, reviewed, scope = _checked(paths, now)
    if waivers:
        _list_waivers(reviewed, scope)
        return
    stops = _stops(told, strict=strict)
    _print([each.problem for each in told], form=form, files=scope.files, stops=stops)
    if stops:
        from statuskit.errors import ExitCode

        click.get_current_context().exit(ExitCode.PROBLEMS)


def _explained(rule: str) -> str:
    """Give the page of a rule; raises `UsageError` where there is no such rule."""
    from statuskit.errors import UsageError
    from statuskit.gate import meant
    from statuskit.review import BY_ID
    from statuskit.review.manual import page

    found = BY_ID.get(rule.upper())
    if found is None:
        raise UsageError(f'There is no house rule "{rule}". {meant(rule)}')
    return page(found).rstrip()


def _checked(paths: Iterable[Path], now: str | None) -> "tuple[list[Told], Reviewed, Scope]":
    """Read all files, and judge those that are meant."""
    from dataclasses import replace

    from statuskit import gate, load, settings
    from statuskit.cli.scope import scope
    from statuskit.clock import moment

    site = settings.read(config_file())
    at = moment(now, os.environ)
    loaded = load.load(site.root, site.settings, at)
    meant = scope(paths, site, loaded.files)
    incidents = tuple(incident for incident in loaded.catalog.incidents if meant.means(incident))
    reviewed = gate.review_site(site, replace(loaded.catalog, incidents=incidents), at)
    shape = [*site.problems, *gate.check_settings(site)]
    shape += [problem for problem in loaded.problems if meant.holds(problem.file)]
    told = [gate.of_shape(problem) for problem in reviewed.hiding.hide_all(shape)]
    told += [each for each in reviewed.told if meant.holds(each.problem.file)]
    return told, reviewed, meant


def _stops(told: "Iterable[Told]", *, strict: bool) -> bool:
    from statuskit.review.judge import Stops

    stopping = {Stops.ALWAYS, Stops.STRICT} if strict else {Stops.ALWAYS}
    return any(each.stops in stopping for each in told)


def _print(problems: "Sequence[Problem]", *, form: str, files: int, stops: bool) -> None:
    """Print problems in the form asked for, and to a person what else there is to know."""
    from statuskit.problems import Severity

    tell(problems, form)
    if form != "text":
        return
    if not problems:
        click.echo(f"All well: {files} {'file' if files == 1 else 'files'} read.")
    elif not stops and any(problem.severity is Severity.ERROR for problem in problems):
        click.echo("Errors of wording stop the check in a final postmortem, and with --strict.", err=True)


def _list_waivers(reviewed: "Reviewed", scope: "Scope") -> None:
    """Print each waiver of the files meant: where, which rule, why, and how much it lets stand."""
    from statuskit.report import safe

    waived = [each for each in reviewed.waived if scope.holds(each.file)]
    for each in waived:
        finds = "finds nothing" if not each.findings else f"{each.findings} let stand"
        place = f"{each.file}:{each.span.line}:{each.span.column}"
        click.echo(safe(f"{place} {each.waiver.rule}  {each.waiver.because} ({finds})"))
    if not waived:
        click.echo("No file waives a rule.")
