"""What every command of `statuskit import` does: read, compare, write, report."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from statuskit.cli import config_file
from statuskit.errors import ExitCode, StatuskitError, UsageError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from statuskit.importers import FoundComponent, History, Importer, Note
    from statuskit.importers.folder import Planned
    from statuskit.importers.redirects import Rules
    from statuskit.model import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """Where the history goes. `config` and `settings` are None where the folder belongs to no site.

    `base`: the path below which the site is published.
    """

    folder: Path
    config: Path | None
    settings: "Settings | None"
    base: str = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """The settings file before and after the components were added."""

    path: Path
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options that every provider's command has."""

    to: Path | None
    add_components: bool
    timezone: str | None
    redirects: Path | None
    dry_run: bool


def run(importer: "Importer", provider: str, sources: Sequence[Path], wanted: Wanted) -> None:
    """Bring a history in, and report; exit with 1 where something of it could not come in.

    Raises `StatuskitError` where nothing of it can be read, `UsageError` where options do not fit.
    """
    from statuskit.clock import moment
    from statuskit.importers import folder, redirects
    from statuskit.importers.ahead import kept_back

    site = _site(wanted.to)
    known = _known(site.settings)
    history = importer.read(sources, known=known, zone=_zone(wanted.timezone, site.settings))
    history = replace(history, incidents=tuple(kept_back(history.incidents, moment(None, os.environ))))
    _refuse_nothing(history)
    missing = [found for found in history.components if found.id not in {ours.id for ours in known}]
    edit = _edit(site, missing) if wanted.add_components and missing else None
    planned = folder.plan(history.incidents, site.folder, provider)
    rules, unruled = _rules(wanted.redirects, site, history, planned)
    if not wanted.dry_run:
        folder.write(planned)
        redirects.write(rules)
        if edit:
            _write_settings(edit)
    _report(sources, history, planned, site.folder, dry_run=wanted.dry_run)
    _tell_rules(rules, unruled, dry_run=wanted.dry_run)
    _tell_components(site, missing, edit, dry_run=wanted.dry_run)
    if history.unread or _left_out(history, planned):
        click.get_current_context().exit(ExitCode.PROBLEMS)


def _refuse_nothing(history: "History") -> None:
    if history.unread and not history.incidents and not history.components:
        raise StatuskitError(
            "Nothing came in.\n" + "\n".join(f"  {note.place}: {note.text}" for note in history.unread)
        )


def _site(to: Path | None) -> _Site:
    from statuskit import settings

    try:
        config = config_file()
    except UsageError:
        if to is None:
            raise
        return _Site(folder=to, config=None, settings=None)
    site = settings.read(config)
    return _Site(
        folder=to or site.root / site.settings.incidents_dir,
        config=config,
        settings=site.settings,
        base=urlsplit(site.site_url).path,
    )


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


def _rules(
    wanted: Path | None, site: _Site, history: "History", planned: Sequence["Planned"]
) -> tuple[list["Rules"], list["Note"]]:
    from statuskit.importers import redirects

    if wanted is None:
        return [], []
    addresses = [(old, f"/incidents/{item.id}/") for item in planned for old in item.addresses]
    found, notes = redirects.pairs([*history.addresses.items(), *addresses], site.base)
    return redirects.plan(found, wanted), notes


def _left_out(history: "History", planned: Sequence["Planned"]) -> int:
    from statuskit.importers.folder import Outcome

    too_large = sum(item.outcome is Outcome.TOO_LARGE for item in planned)
    return len(history.incidents) - len(planned) + too_large


def _report(
    sources: Sequence[Path], history: "History", planned: Sequence["Planned"], folder: Path, *, dry_run: bool
) -> None:
    from statuskit.importers import all_notes
    from statuskit.importers.folder import Outcome

    counts = Counter(item.outcome for item in planned)
    verb = "to write" if dry_run else "written"
    click.echo(
        f"{_counted(len(history.incidents), 'incident')} in {', '.join(_shown(path) for path in sources)}: "
        f"{counts[Outcome.NEW]} {verb} to "
        f"{_shown(folder)}, {counts[Outcome.UNCHANGED]} unchanged, "
        f"{counts[Outcome.DIFFERS]} left as they are, {_left_out(history, planned)} left out."
    )
    for item in planned:
        if item.outcome is Outcome.DIFFERS:
            click.echo(f"  {_shown(item.path)}: differs from the source; not overwritten")
        elif item.outcome is Outcome.TOO_LARGE:
            click.echo(f"  {item.id}: is too large for an incident file; left out")
        elif dry_run and item.outcome is Outcome.NEW:
            click.echo(f"  {_shown(item.path)}: new")
    for note in all_notes(history):
        click.echo(f"  {note.place}: {note.text}")


def _tell_rules(rules: Sequence["Rules"], notes: Sequence["Note"], *, dry_run: bool) -> None:
    for file in rules:
        verb = "would be added" if dry_run else "was added" if file.added == 1 else "were added"
        click.echo(f"{_counted(file.added, 'rule')} {verb} to {_shown(file.path)}.")
    for note in notes:
        click.echo(f"  {note.place}: {note.text}")


def _tell_components(
    site: _Site, missing: Sequence["FoundComponent"], edit: _Edit | None, *, dry_run: bool
) -> None:
    from statuskit.importers import settings_text

    if edit:
        done = "would be added" if dry_run else "was added" if len(missing) == 1 else "were added"
        click.echo(f"{_counted(len(missing), 'component')} {done} to {_shown(edit.path)}.")
    elif missing:
        click.echo(
            "The settings lack these components. Put them into mkdocs.yml, or import with --add-components:"
        )
        click.echo()
        click.echo(settings_text.snippet(*_items(site, missing)), nl=False)
