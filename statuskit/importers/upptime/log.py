"""A log of commits: that of a git repository, or a file with a line for each, `sha⇥time⇥message`.

Read a line at a time: logs of a few sites reach tens of megabytes in a few years.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from statuskit import git
from statuskit.importers import Note
from statuskit.importers.sources import SourceFile

SUFFIXES = (".tsv",)

_SHA = re.compile(r"[0-9a-f]{7,64}")
_COLUMNS = 3
_LONGEST_LINE = 65_536
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""PowerShell writes what it is given so."""

GUESSED = "cp1252"
"""What a line that is not UTF-8 is taken for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A commit as the log has it; `at` is text as yet. `slugs`: the sites whose files it touched, if told.

    `is_guessed`: its encoding was.
    """

    sha: str
    at: str
    message: str
    place: str
    slugs: frozenset[str] = frozenset()
    is_merge: bool = False
    is_guessed: bool = False


def of_repository(folder: Path) -> Iterator[Logged]:
    """Yield the commits of a repository that its HEAD leads to, newest first.

    Raises `UsageError` where git cannot tell them.
    """
    for commit in git.commits(folder):
        yield Logged(
            sha=commit.sha,
            at=commit.at,
            message=commit.subject,
            place=f"commit {commit.sha[:12]}",
            slugs=frozenset(filter(None, map(_slug, commit.files))),
            is_merge=commit.parents > 1,
        )


def of_file(file: SourceFile) -> Iterator[Logged | Note]:
    """Yield the commits of a file, in its order, and a note for each line that is none."""
    with file.path.open("rb") as stream:
        for number, (line, is_guessed) in enumerate(_lines(stream), start=1):
            place = f"{file.place}:{number}"
            columns = [column.strip() for column in line.split("\t", _COLUMNS - 1)]
            if len(columns) == _COLUMNS and _SHA.fullmatch(columns[0]):
                sha, at, message = columns
                yield Logged(sha=sha, at=at, message=message, place=place, is_guessed=is_guessed)
            elif line.strip():
                yield Note(
                    place=place, text="is no line of sha, time and message with tabs between; left out"
                )


def _lines(stream: BinaryIO) -> Iterator[tuple[str, bool]]:
    """Yield each line, whatever its end and its encoding, and whether the encoding was guessed."""
    start = stream.read(2)
    stream.seek(0)
    wide = _WIDE.get(start) or (
        "utf-16-le" if start[1:] == b"\0" else "utf-16-be" if start[:1] == b"\0" else ""
    )
    if wide:
        with io.TextIOWrapper(stream, encoding=wide, errors="replace") as lines:
            yield from ((line, False) for line in lines)
        return
    while line := stream.readline(_LONGEST_LINE):
        # What is longer is one line still, of which nothing behind this counts.
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(_LONGEST_LINE)
        try:
            yield line.decode("utf-8-sig"), False
        except UnicodeDecodeError:
            yield line.decode(GUESSED, errors="replace"), True


def _slug(name: str) -> str:
    path = PurePosixPath(name)
    return path.stem if path.parent == PurePosixPath("history") and path.suffix == ".yml" else ""
