"""`statuskit check`: everything that is wrong with the files, in one run."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statuskit.cli import config_file
from statuskit.cli.telling import format_option, tell

if TYPE_CHECKING:
    from statuskit.gate import Told, Waived
    from statuskit.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """What was found, in which of the files; `files` counts those that were read."""

    told: "Sequence[Told]"
    waived: "Sequence[Waived]"
    files: int


def _explain(context: click.Context, _parameter: click.Parameter, rule: str | None) -> None:
    """Print the page of a rule, and end; raises `UsageError` where there is no such rule."""
    if rule is None:
        return
    from statuskit.errors import UsageError
    from statuskit.gate import meant
    from statuskit.review import BY_ID
    from statuskit.review.manual import page

    found = BY_ID.get(rule.upper())
    if found is None:
        raise UsageError(f'There is no house rule "{rule}". {meant(rule)}')
    click.echo(page(found).rstrip())
    context.exit()


@click.command(
    short_help="Say all that is wrong with the files.",
    epilog="""Examples:

\b
  statuskit check --strict
  statuskit check incidents/2026-11-20-card-payments.yml
  statuskit check --fix --dry-run
  statuskit check --against origin/main
  statuskit check --explain SC01
  statuskit check --format sarif > statuskit.sarif
""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Let warnings of shape, and all errors of wording, count.")
@format_option
@click.option(
    "--fix",
    is_flag=True,
    help="First mend what has only one meaning: misspelt keys and states, missing quotes.",
)
@click.option("--dry-run", is_flag=True, help="With --fix: print the difference, and write nothing.")
@click.option(
    "--against",
    metavar="REV",
    help="Check what differs from this revision, and that no word which is public there was edited or removed.",
)
@click.option("--waivers", is_flag=True, help="List the rules that files waive, with their reasons.")
@click.option(
    "--explain",
    metavar="RULE",
    help="Show the page of a house rule.",
    is_eager=True,
    expose_value=False,
    callback=_explain,
)
@click.option("--now", metavar="TIME", help="Check as of this moment: 2026-11-20T15:40:00Z.")
def command(
    paths: tuple[Path, ...],
    *,
    strict: bool,
    form: str,
    fix: bool,
    dry_run: bool,
    against: str | None,
    waivers: bool,
    now: str | None,
) -> None:
    """Say all that is wrong with the incident files and the settings: shape, references, order, house rules.

    With PATHs, files or folders, only what is wrong with those is told, and with the settings;
    what they refer to is looked for in all files.

    A house rule stops the check where it weighs as an error and stands in a final postmortem, or with
    --strict; a secret always does. Warnings and hints of house rules stop nothing.

    With --fix files are mended first, where a misspelt key, state or other word can only mean one, or a text
    lacks its quotes; what was mended is told on standard error. Every other byte stays.

    With --against REV, say origin/main, only files that differ from that revision of the git repository are
    checked, and all, if the settings differ. What stands in the revision counts as public: its updates are
    corrected by new ones, never edited.

    What was found in incidents that are over for long is kept in `.cache/statuskit/`, and told of in the same words
    until anything changes that it was found in: a file, the settings, the rules. The folder may be deleted at any time.
    """
    if fix or dry_run:
        from statuskit.cli.fixing import fix_files

        fix_files(paths, fix=fix, dry_run=dry_run)
        if dry_run:
            return
    checked = _checked(paths, now, against)
    if waivers:
        _list_waivers(checked.waived)
        return
    stops = _stops(checked.told, strict=strict)
    read = f"{checked.files} {'file' if checked.files == 1 else 'files'} read"
    well = f"All well: {read}." if against is None else f"All well: {read} that differ from {against}."
    _print([each.problem for each in checked.told], form=form, well=well, stops=stops)
    if stops:
        from statuskit.errors import ExitCode

        click.get_current_context().exit(ExitCode.PROBLEMS)


def _checked(paths: Iterable[Path], now: str | None, against: str | None) -> "_Checked":
    """Read the files that are meant, and judge them; hold them against a revision where one is given."""
    from statuskit import gate, settings
    from statuskit.cache import FOLDER, Cache
    from statuskit.cli.scope import scope
    from statuskit.clock import moment

    site = settings.read(config_file())
    at = moment(now, os.environ)
    meant = scope(paths, site)
    published = None
    if against is not None:
        from statuskit.gate.against import Comparison
        from statuskit.git import revision

        published = Comparison(site, revision(site.root, against))
        meant = meant if published.differing is None else meant.within(published.differing)
    with Cache(site.root / FOLDER) as cache:
        checked = gate.check_site(site, at, meant.means, cache=cache, with_incidents=published is not None)
    told = [*map(gate.of_shape, checked.settings)]
    told += (each for each in checked.told if meant.holds(each.problem.file))
    if published is not None:
        edited = (each for each in published.problems(checked.catalog, at) if meant.holds(each.file))
        told += map(gate.of_shape, edited)
    waived = [each for each in checked.waived if meant.holds(each.file)]
    return _Checked(told=told, waived=waived, files=checked.files)


def _stops(told: "Iterable[Told]", *, strict: bool) -> bool:
    from statuskit.review.judge import Stops

    stopping = {Stops.ALWAYS, Stops.STRICT} if strict else {Stops.ALWAYS}
    return any(each.stops in stopping for each in told)


def _print(problems: "Sequence[Problem]", *, form: str, well: str, stops: bool) -> None:
    """Print problems in the form asked for; to a person also that there are none, or why nothing stops."""
    from statuskit.problems import Severity
    from statuskit.report import safe

    tell(problems, form)
    if form != "text":
        return
    if not problems:
        click.echo(safe(well))
    elif not stops and any(problem.severity is Severity.ERROR for problem in problems):
        click.echo("Errors of wording stop the check in a final postmortem, and with --strict.", err=True)


def _list_waivers(waived: "Sequence[Waived]") -> None:
    """Print each waiver: where, which rule, why, and how much it lets stand."""
    from statuskit.report import safe

    for each in waived:
        finds = "finds nothing" if not each.findings else f"{each.findings} let stand"
        place = f"{each.file}:{each.span.line}:{each.span.column}"
        click.echo(safe(f"{place} {each.waiver.rule}  {each.waiver.because} ({finds})"))
    if not waived:
        click.echo("No file waives a rule.")
