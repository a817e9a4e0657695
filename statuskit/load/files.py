"""Find the incident files of a folder, and judge their names."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from statuskit.problems import Problem, Severity
from statuskit.schema import ID, LONGEST_ID

SUFFIXES: Final = frozenset({".yml", ".yaml"})
BUNDLE_FILES: Final = ("incident.yml", "incident.yaml")
RESERVED_IDS: Final = frozenset({"unresolved"})
"""Ids whose file in the API (`incidents/<id>.json`) is another one already."""

_ID = re.compile(ID.pattern)
_USUAL = 1 << 16
"""More bytes than nearly all incident files have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An incident file: `file` is its path relative to the project, `bundle` the folder that is its own."""

    id: str
    location: str | Path
    file: str
    bundle: Path | None = None

    @property
    def path(self) -> Path:
        """Where it stands. Of ten thousand files most are never opened, and a path takes long to make."""
        return Path(self.location)


def find(root: Path, folder: str) -> tuple[list[Found], list[Problem]]:
    """Find all incident files below `folder` of the project `root`, sorted, and what cannot be taken.

    Names that begin with `_` or `.` are skipped. A symbolic link is taken if it leads to a file inside
    the folder; linked folders are never entered.
    """
    top = root / folder
    name = PurePosixPath(folder).as_posix()
    if not top.is_dir():
        missing = Problem(
            rule="no-incidents-folder",
            severity=Severity.WARNING,
            file=name,
            message="There is no such folder, so there are no incidents.",
            hint="Make the folder, or set `incidents_dir` to the one that holds the incident files.",
        )
        return [], [missing]
    entries = list(_walk(top, name))
    files = [entry for entry in entries if isinstance(entry, Found)]
    problems = [entry for entry in entries if isinstance(entry, Problem)]
    return sorted(files, key=lambda found: found.file), problems


def _walk(top: Path, name: str) -> Iterator[Found | Problem]:
    """Yield what lies at and below `top`, without recursion: a path may have thousands of folders."""
    inside = top.resolve()
    folders = [(top, name)]
    while folders:
        folder, name = folders.pop()
        try:
            with os.scandir(folder) as scan:
                entries = [entry for entry in scan if not entry.name.startswith(("_", "."))]
        except OSError as error:
            yield _unreadable(name, error.strerror)
            continue
        for entry in entries:
            is_link = entry.is_symlink()
            # What a scan knows of a plain entry it knows without asking the system again.
            file = f"{name}/{_printable(entry.name)}"
            if not (Path(entry).is_dir() if is_link else entry.is_dir()):
                stem, _, suffix = entry.name.rpartition(".")
                if f".{suffix.lower()}" in SUFFIXES:
                    found = Found(id=_printable(stem), location=entry.path, file=file)
                    yield found if not is_link and entry.is_file() else _judge(found, inside)
                continue
            path = Path(entry)
            if is_link:
                yield _linked_folder(path, file, inside)
            elif own := [own for own in BUNDLE_FILES if os.path.lexists(path / own)]:
                for each in own:
                    found = Found(
                        id=_printable(entry.name), location=path / each, file=f"{file}/{each}", bundle=path
                    )
                    yield _judge(found, inside)
            else:
                folders.append((path, file))


def named(paths: Iterable[str], folder: str) -> dict[str, str]:
    """Tell which of these paths are incident files below `folder`, by their names alone: path → id.

    They are read as `find` reads a folder that holds just them.
    """
    top = PurePosixPath(folder)
    inside = [path for path in map(PurePosixPath, paths) if _is_read(path, top)]
    bundles = {path.parent for path in inside if path.name in BUNDLE_FILES and path.parent != top}
    ids: dict[str, str] = {}
    for path in inside:
        if path.parent in bundles and path.name in BUNDLE_FILES:
            if not bundles.intersection(path.parent.parents):
                ids[path.as_posix()] = _printable(path.parent.name)
        elif path.suffix.lower() in SUFFIXES and not bundles.intersection(path.parents):
            ids[path.as_posix()] = _printable(path.stem)
    return ids


def _is_read(path: PurePosixPath, top: PurePosixPath) -> bool:
    """Tell whether a path lies below `top`, and no name on the way is one that is skipped."""
    if not path.is_relative_to(top):
        return False
    return not any(name.startswith(("_", ".")) for name in path.relative_to(top).parts)


def _printable(name: str) -> str:
    """Put a mark for each byte of a file's name that is not UTF-8, and for each control character."""
    if name.isprintable():
        return name
    return "".join(character if character.isprintable() else "�" for character in name)


def _judge(found: Found, inside: Path) -> Found | Problem:
    """Let a file pass if it is a plain one inside the folder, once links are resolved."""
    if found.path.is_symlink() and not _leads_into(found.path, inside):
        return _outside(found.file)
    if not found.path.is_file():
        return _unreadable(found.file, "not a plain file")
    return found


def _leads_into(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):
        return False


def _linked_folder(path: Path, file: str, inside: Path) -> Problem:
    if not _leads_into(path, inside):
        return _outside(file)
    return Problem(
        rule="linked-folder",
        severity=Severity.WARNING,
        file=file,
        message="This is a link to another folder of incidents, and is not entered.",
        hint="Take the link away: what it leads to is read where it stands.",
    )


def _outside(file: str) -> Problem:
    return Problem(
        rule="outside-folder",
        severity=Severity.ERROR,
        file=file,
        message="This link leads out of the incidents folder, so it is not read.",
        hint="Put the file itself here in place of the link.",
    )


def _unreadable(file: str, reason: str | None) -> Problem:
    return Problem(
        rule="unreadable",
        severity=Severity.ERROR,
        file=file,
        message=f"It cannot be read: {reason or 'the system gives no reason'}.",
        hint="Let it be a plain file that you may read, or take it away.",
    )


def read_start(found: Found, most: int) -> bytes | Problem:
    """Read a file's bytes, but not many more than `most`: a file longer than that is refused anyway."""
    try:
        with open(found.location, "rb") as stream:  # noqa: PTH123 - a path object for each of many thousand costs more
            # Room for all that is asked for is made first, which for `most` takes longer than to read the file.
            start = stream.read(min(_USUAL, most + 1))
            return start if len(start) < _USUAL else start + stream.read(most + 1 - _USUAL)
    except OSError as error:
        return _unreadable(found.file, error.strerror)


def judge_ids(files: Iterable[Found]) -> Iterator[Problem]:
    """Yield an error for each id that is misshapen, taken by the site, or used twice."""
    by_id: dict[str, list[Found]] = defaultdict(list)
    for found in files:
        by_id[found.id].append(found)
        if not _ID.fullmatch(found.id) or len(found.id) > LONGEST_ID:
            yield _bad_id(
                found,
                f"\"{found.id[:LONGEST_ID]}\" cannot be an id, and the file's name is the incident's id.",
                f"{ID.hint} At most {LONGEST_ID} characters.",
            )
        elif found.id in RESERVED_IDS:
            yield _bad_id(found, f'The id "{found.id}" is taken by the API.', "Rename the file.")
    for same in by_id.values():
        for found in same if len(same) > 1 else ():
            others = " and ".join(other.file for other in same if other is not found)
            yield _bad_id(
                found,
                f'The id "{found.id}" is also that of {others}.',
                "An id is a page's address. Rename one of the files.",
                rule="duplicate-id",
            )


def _bad_id(found: Found, message: str, hint: str, rule: str = "bad-id") -> Problem:
    return Problem(rule=rule, severity=Severity.ERROR, file=found.file, message=message, hint=hint)
