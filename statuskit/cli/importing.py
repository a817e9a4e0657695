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
from statuskit.cli.import_report import Report, left_out, shown
from statuskit.errors import ExitCode, StatuskitError, UsageError

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from statuskit.importers import FoundComponent, History, Importer, Note
    from statuskit.importers.folder import Planned
    from statuskit.importers.redirects import Rules
    from statuskit.model import Settings
    from statuskit.problems import Severity


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
class _Done:
    """What a run did: the new files, whether the settings know all that they name, and whether all came in."""

    new: tuple[Path, ...]
    settled: bool
    whole: bool


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

    site, now = _site(wanted.to), moment(None, os.environ)
    # The history is let go before the site is read: each of the two may fill the memory.
    done = _brought_in(importer, provider, sources, wanted, site=site, now=now)
    if done.settled:
        Report(dry_run=False).review(_reviewed(site, done.new, now))
    if not done.whole:
        click.get_current_context().exit(ExitCode.PROBLEMS)


def _brought_in(
    importer: "Importer",
    provider: str,
    sources: Sequence[Path],
    wanted: Wanted,
    *,
    site: _Site,
    now: "datetime",
) -> _Done:
    from statuskit.importers import folder, redirects, settings_text
    from statuskit.importers.ahead import kept_back

    known = _known(site.settings)
    history = importer.read(sources, known=known, zone=_zone(wanted.timezone, site.settings))
    history = replace(history, incidents=tuple(kept_back(history.incidents, now)))
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
    report = Report(dry_run=wanted.dry_run)
    report.incidents(sources, history, planned, site.folder)
    report.rules(rules, unruled)
    if edit:
        report.components_added(len(missing), edit.path)
    elif missing:
        report.components_missing(settings_text.snippet(*_items(site, missing)))
    return _Done(
        new=tuple(item.path for item in planned if item.outcome is folder.Outcome.NEW),
        settled=not wanted.dry_run and bool(edit or not missing),
        whole=not history.unread and not left_out(history, planned),
    )


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
            f"Components cannot be added to {shown(site.config)}: {reason} Nothing was written. "
            "Put these lines in by hand, and import without --add-components:\n\n"
            + settings_text.snippet(groups, components)
        ) from reason
    return _Edit(path=site.config, before=before, after=after)


def _write_settings(edit: _Edit) -> None:
    from statuskit.saving import write_whole

    path = edit.path.resolve()
    if path.read_bytes().decode("utf-8") != edit.before:
        raise UsageError(f"{shown(edit.path)} changed meanwhile; no components were added. Run again.")
    write_whole(path, edit.after.encode("utf-8"))


def _rules(
    wanted: Path | None, site: _Site, history: "History", planned: Sequence["Planned"]
) -> tuple[list["Rules"], list["Note"]]:
    from statuskit.importers import redirects

    if wanted is None:
        return [], []
    addresses = [(old, f"/incidents/{item.id}/") for item in planned for old in item.addresses]
    found, notes = redirects.pairs([*history.addresses.items(), *addresses], site.base)
    return redirects.plan(found, wanted), notes


def _reviewed(site: _Site, written: Sequence[Path], now: "datetime") -> "Counter[Severity]":
    """Count what `statuskit check` will say of the new files, by how much it weighs."""
    from statuskit import gate, settings

    if site.config is None:
        return Counter()
    read = settings.read(site.config)
    new = {path.relative_to(read.root).as_posix() for path in written if path.is_relative_to(read.root)}
    told = (each.problem for each in gate.check_site(read, now, new.__contains__).told)
    return Counter(problem.severity for problem in told if problem.file in new)
