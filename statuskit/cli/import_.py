"""`statuskit import`: a history from elsewhere becomes incident files."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statuskit.cli import config_file
from statuskit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from statuskit.importers import FoundComponent, History, Importer
    from statuskit.importers.folder import Planned
    from statuskit.model import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """Where the history goes. `config` and `settings` are None where the folder belongs to no site."""

    folder: Path
    config: Path | None
    settings: "Settings | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """The settings file before and after the components were added."""

    path: Path
    before: str
    after: str


@click.group(
    short_help="Bring in a history that you have elsewhere.",
    epilog="Example: statuskit import statuspage incidents.json --add-components",
)
def command() -> None:
    """Write incident files from a history kept elsewhere.

    A report names everything that was left out or guessed. A file that is there already is never overwritten,
    so a second run changes nothing.
    """


@command.command(
    short_help="Import the JSON of Atlassian Statuspage.",
    epilog="Example: statuskit import statuspage incidents.json --add-components",
)
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go.  [default: incidents_dir of the settings]",
)
@click.option("--add-components", is_flag=True, help="Put the components found into mkdocs.yml.")
@click.option("--timezone", metavar="ZONE", help="Where times without an offset are read, as Europe/Berlin.")
@click.option("--dry-run", is_flag=True, help="Report, and write nothing.")
def statuspage(
    source: Path, *, to: Path | None, add_components: bool, timezone: str | None, dry_run: bool
) -> None:
    """Import the JSON of Atlassian Statuspage.

    SOURCE is one file, as /api/v2/incidents.json of a page answers it: {page, incidents}, a list of incidents,
    or one incident.
    """
    from statuskit.importers import statuspage as importer

    _run(importer, source, to=to, add_components=add_components, timezone=timezone, dry_run=dry_run)


def _run(
    importer: "Importer",
    source: Path,
    *,
    to: Path | None,
    add_components: bool,
    timezone: str | None,
    dry_run: bool,
) -> None:
    from statuskit.importers import folder, settings_text

    site = _site(to)
    known = _known(site.settings)
    history = importer.read(source, known=known, zone=_zone(timezone, site.settings))
    missing = [found for found in history.components if found.id not in {ours.id for ours in known}]
    edit = _edit(site, missing) if add_components and missing else None
    planned = folder.plan(history.incidents, site.folder)
    if not dry_run:
        folder.write(planned)
        if edit:
            _write_settings(edit)
    _report(source, history, planned, site.folder, dry_run=dry_run)
    if edit:
        done = "would be added" if dry_run else "was added" if len(missing) == 1 else "were added"
        click.echo(f"{_counted(len(missing), 'component')} {done} to {_shown(edit.path)}.")
    elif missing:
        click.echo(
            "The settings lack these components. Put them into mkdocs.yml, or import with --add-components:"
        )
        click.echo()
        click.echo(settings_text.snippet(*_items(site, missing)), nl=False)
    if any(incident.document is None for incident in history.incidents):
        click.get_current_context().exit(ExitCode.PROBLEMS)


def _site(to: Path | None) -> _Site:
    from statuskit import settings

    try:
        config = config_file()
    except UsageError:
        if to is None:
            raise
        return _Site(folder=to, config=None, settings=None)
    site = settings.read(config)
    return _Site(folder=to or site.root / site.settings.incidents_dir, config=config, settings=site.settings)


def _known(settings: "Settings | None") -> list["FoundComponent"]:
    from statuskit.importers import FoundComponent

    if settings is None:
        return []
    groups = {group.id: group.name for group in settings.groups}
    return [
        FoundComponent(id=item.id, name=item.name, group=groups.get(item.group or "", ""))
        for item in settings.components
    ]


def _zone(name: str | None, settings: "Settings | None") -> "ZoneInfo | None":
    from zoneinfo import ZoneInfo

    chosen = name if name is not None else settings.timezone if settings else None
    if chosen is None:
        return None
    try:
        return ZoneInfo(chosen)
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(
            f"{chosen!r} is no time zone. Write an IANA name: --timezone Europe/Berlin"
        ) from error


def _items(
    site: _Site, missing: Sequence["FoundComponent"]
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    from statuskit.importers import settings_text

    groups = site.settings.groups if site.settings else ()
    return settings_text.items(missing, [{"id": group.id, "name": group.name} for group in groups])


def _edit(site: _Site, missing: Sequence["FoundComponent"]) -> _Edit:
    """Work the new settings out before anything is written, so that a refusal leaves everything as it was."""
    from statuskit.importers import settings_text

    if site.config is None:
        raise UsageError("There is no mkdocs.yml to add components to. Name it: -f mkdocs.yml")
    groups, components = _items(site, missing)
    before = site.config.read_bytes().decode("utf-8")
    try:
        after = settings_text.with_items(before, groups, components)
    except UsageError as reason:
        raise UsageError(
            f"Components cannot be added to {_shown(site.config)}: {reason} Nothing was written. "
            "Put these lines in by hand, and import without --add-components:\n\n"
            + settings_text.snippet(groups, components)
        ) from reason
    return _Edit(path=site.config, before=before, after=after)


def _write_settings(edit: _Edit) -> None:
    from statuskit.saving import write_whole

    path = edit.path.resolve()
    if path.read_bytes().decode("utf-8") != edit.before:
        raise UsageError(f"{_shown(edit.path)} changed meanwhile; no components were added. Run again.")
    write_whole(path, edit.after.encode("utf-8"))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shown(path: Path) -> str:
    """Name a file as seen from where the person stands."""
    here = Path.cwd()
    return click.format_filename(path.relative_to(here) if path.is_relative_to(here) else path)


def _report(
    source: Path, history: "History", planned: Sequence["Planned"], folder: Path, *, dry_run: bool
) -> None:
    from statuskit.importers import all_notes
    from statuskit.importers.folder import Outcome

    counts = Counter(item.outcome for item in planned)
    lost = len(history.incidents) - len(planned)
    verb = "to write" if dry_run else "written"
    click.echo(
        f"{_counted(len(history.incidents), 'incident')} in {_shown(source)}: {counts[Outcome.NEW]} {verb} to "
        f"{_shown(folder)}, {counts[Outcome.UNCHANGED]} unchanged, "
        f"{counts[Outcome.DIFFERS]} left as they are, {lost} left out."
    )
    for item in planned:
        if item.outcome is Outcome.DIFFERS:
            click.echo(f"  {_shown(item.path)}: differs from the source; not overwritten")
        elif dry_run and item.outcome is Outcome.NEW:
            click.echo(f"  {_shown(item.path)}: new")
    for note in all_notes(history):
        click.echo(f"  {note.place}: {note.text}")
