"""What every command that writes needs: the site, the moment, the incident files, and which of them is meant."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from statuskit.cli import config_file
from statuskit.errors import ProblemsFound, UsageError

if TYPE_CHECKING:
    from statuskit.load import Surroundings
    from statuskit.load.files import Found
    from statuskit.model import Incident
    from statuskit.problems import Problem
    from statuskit.settings import SiteSettings

F = TypeVar("F", bound=Callable[..., Any])

_LISTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A site as of `now`. `files` are its incident files, newest names first; `zone` that of bare times."""

    site: "SiteSettings"
    now: datetime
    files: Sequence["Found"]
    around: "Surroundings"
    zone: ZoneInfo | None


def writing(command: F) -> F:
    """Give a command the options of all that write."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Print the difference, and write nothing."),
        click.option("--yes", is_flag=True, help="Write what looks like a secret without asking."),
        click.option("--now", metavar="TIME", hidden=True, help="Take this moment for now."),
    ):
        command = option(command)
    return command


def desk(now: str | None) -> Desk:
    """Look at the site as of now; no incident is read.

    Raises `ProblemsFound` where the settings have errors: then nothing can be built either.
    """
    # Nearly all that such a command makes it needs to its end: looking for garbage takes a tenth of its time.
    gc.disable()
    click.get_current_context().call_on_close(gc.enable)
    from statuskit import load, settings
    from statuskit.authoring.given import zone_of
    from statuskit.authoring.lookup import newest_first
    from statuskit.clock import moment
    from statuskit.load.files import find
    from statuskit.problems import Severity

    site = settings.read(config_file())
    if any(problem.severity is Severity.ERROR for problem in site.problems):
        tell_problems(site.problems)
        raise ProblemsFound("Mend the settings first; nothing was written.")
    at = moment(now, os.environ)
    found, _ = find(site.root, site.settings.incidents_dir)
    return Desk(
        site=site,
        now=at,
        files=newest_first(found),
        around=load.surroundings(site.settings, found, at),
        zone=zone_of(site.settings),
    )


def meant(at: Desk, part: str | None) -> "tuple[Found, Incident]":
    """Find the one incident file that `part` of an id means, or the one that is open; and what it says.

    Raises `UsageError` where none or several fit, and `ProblemsFound` where the file has errors.
    """
    if part is None:
        return _open_one(at)
    from statuskit.authoring.lookup import matching

    fit = set(matching([found.id for found in at.files], part))
    found = _one([found for found in at.files if found.id in fit], part)
    return found, read(at, found)


def read(at: Desk, found: "Found") -> "Incident":
    """Read one incident file; raises `ProblemsFound` where it has errors."""
    from statuskit.authoring.change import WrongFileError
    from statuskit.load import read_incident

    data = found.path.read_bytes()
    incident, problems = read_incident(found, data, at.around)
    if incident is None:
        raise WrongFileError(
            f"{found.file} has errors. Mend them first; nothing was written.", found, data, problems
        )
    return incident


def tell_if_changed(before: "Incident", now: "Incident") -> None:
    """Say that somebody else wrote into the file while a person was writing; both stay."""
    if before == now:
        return
    click.echo("The file has changed while you wrote. What it says now stays, above your word.", err=True)
    for update in now.updates[len(before.updates) :]:
        click.echo(f"  {update.at:%H:%M} UTC, {update.status}: {update.message}", err=True)


def _one(fit: "Sequence[Found]", part: str) -> "Found":
    from statuskit.cli.finding import several

    if not fit:
        raise UsageError(f'No incident has "{part}" in its id.')
    if len(fit) > 1:
        raise UsageError(several(f'"{part}" may be any of these', _named(fit)))
    return fit[0]


def _named(fit: "Sequence[Found]") -> list[tuple[str, str]]:
    from statuskit.authoring.lookup import title_of

    return [(found.id, title_of(found) if number < _LISTED else "") for number, found in enumerate(fit)]


def _open_one(at: Desk) -> "tuple[Found, Incident]":
    from statuskit.authoring.lookup import find_open, foremost
    from statuskit.cli.finding import several

    opened = find_open(at.files, at.around)
    unread = f" Not looked at, for they have errors: {', '.join(opened.unread)}." if opened.unread else ""
    fit = foremost(opened)
    if not fit:
        raise UsageError(f"Nothing is open. Say which incident is meant, by a part of its id.{unread}")
    if len(fit) > 1:
        named = [(found.id, incident.title) for found, incident in fit]
        raise UsageError(several("Several are open", named) + unread)
    click.echo(f"The one that is open: {fit[0][0].id}.{unread}", err=True)
    return fit[0]


def tell_problems(problems: "Sequence[Problem]") -> None:
    """Print problems to whoever looks on, with their places."""
    from statuskit.report import render_text

    if problems:
        click.echo(render_text(problems, color="NO_COLOR" not in os.environ), err=True)


@contextmanager
def told() -> Iterator[None]:
    """Print what is wrong with a file where that is why nothing was written; its secrets stay hidden."""
    from statuskit.authoring.change import WrongFileError

    try:
        yield
    except WrongFileError as error:
        from statuskit.gate.hiding import Hiding

        hiding = Hiding(config_file().parent)
        hiding.read(error.file, error.data.decode("utf-8-sig", "replace"))
        tell_problems(hiding.hide_all(error.problems))
        raise
