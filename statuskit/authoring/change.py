"""A file is changed: read, edited, read again as it would stand, and only then written."""

import contextlib
import difflib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from statuskit.errors import ProblemsFound
from statuskit.importers.naming import slug
from statuskit.load import Surroundings, read_incident
from statuskit.load.files import Found
from statuskit.model import Incident
from statuskit.problems import Problem
from statuskit.saving import alone, write_new, write_whole
from statuskit.settings import SiteSettings
from statuskit.source.edits import CannotEditError, Edit, edited

_TRIES = 5
_SCHEMA = ".statuskit/incident.schema.json"
"""Where `init` puts it."""

MakeEdits = Callable[[Incident], Sequence[Edit]]
"""What to change in a file, by what it says at that moment."""


class WrongFileError(ProblemsFound):
    """A file has errors as it stands, or would have: `problems` are all that is wrong with its `data`."""

    def __init__(self, message: str, found: Found, data: bytes, problems: Sequence[Problem]) -> None:
        super().__init__(message)
        self.file = found.file
        self.data = data
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file before and after; `incident` is what it says now. Before a new file there was nothing."""

    found: Found
    before: bytes
    after: bytes
    incident: Incident
    problems: tuple[Problem, ...]

    def difference(self) -> str:
        """Show the change as a unified diff."""
        return difference(self.found.file, self.before.decode("utf-8"), self.after.decode("utf-8"))


def difference(name: str, before: str, after: str) -> str:
    """Show what becomes of a file's text as a unified diff."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{name}" if before else "/dev/null",
        f"b/{name}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def change(found: Found, around: Surroundings, make: MakeEdits, *, dry_run: bool = False) -> Written:
    """Change a file by what it says when nobody else writes, so that two changes at a time lose nothing.

    What a program that knows no lock writes meanwhile is not overwritten: the change is then made anew. Raises
    `WrongFileError` where the file has errors or would have, and where it cannot be added to.
    """
    with alone(found.path.parent):
        for _ in range(_TRIES):
            before = found.path.read_bytes()
            written = _changed(found, before, around, make)
            if dry_run:
                return written
            if found.path.read_bytes() == before:
                write_whole(found.path, written.after)
                return written
    raise ProblemsFound(f"{found.file} changes all the time; nothing was written.")


def _changed(found: Found, before: bytes, around: Surroundings, make: MakeEdits) -> Written:
    incident, problems = read_incident(found, before, around)
    if incident is None:
        raise WrongFileError(
            f"{found.file} has errors; nothing was written. Mend them first.", found, before, problems
        )
    edits = make(incident)
    try:
        after = edited(before, edits)
    except CannotEditError as error:
        raise ProblemsFound(
            f"{found.file} is written in a way that cannot be added to safely; nothing was written. "
            f"Put these lines in by hand:\n\n{error.snippet}"
        ) from error
    return _checked(found, before, after, around)


def _checked(found: Found, before: bytes, after: bytes, around: Surroundings) -> Written:
    incident, problems = read_incident(found, after, around)
    if incident is None:
        raise WrongFileError(f"{found.file} would have errors; nothing was written.", found, after, problems)
    return Written(found=found, before=before, after=after, incident=incident, problems=tuple(problems))


def create(
    site: SiteSettings, title: str, text: str, around: Surroundings, *, day: str, dry_run: bool = False
) -> Written:
    """Write a new file for what begins on `day` (of UTC), under a name that is made of its title.

    Where the site keeps a folder for the year it goes there, and where the name is taken a number follows it.
    Raises `WrongFileError` where the file would have errors.
    """
    top = Path(site.settings.incidents_dir)
    folder = top / day[:4] if (site.root / top / day[:4]).is_dir() else top
    data = (_for_editors(site.root, folder) + text).encode("utf-8")
    name = f"{day}-{slug(title) or 'incident'}"
    number = 0
    while True:
        number += 1
        own = name if number == 1 else f"{name}-{number}"
        path = folder / f"{own}.yml"
        found = Found(id=own, location=site.root / path, file=path.as_posix())
        if found.id in around.ids:
            continue
        written = _checked(found, b"", data, around)
        if dry_run:
            return written
        with contextlib.suppress(FileExistsError):
            write_new(found.path, data)
            return written


def _for_editors(root: Path, folder: Path) -> str:
    """Give the line that tells an editor where the schema is, if the site keeps one."""
    if not (root / _SCHEMA).is_file():
        return ""
    address = Path(os.path.relpath(_SCHEMA, folder)).as_posix()
    return f"# yaml-language-server: $schema={address}\n"
