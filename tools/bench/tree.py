"""What stands in a folder, so that two moments of it can be compared: bytes by their hash, and times."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """The hash of a file's bytes, and when it was written, in nanoseconds."""

    digest: bytes
    written: int


Tree = Mapping[str, File]


def look(folder: Path) -> Tree:
    """Read every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): File(
            hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


def touched(before: Tree, after: Tree) -> tuple[int, int]:
    """Count the files that a sync would look at again: those added, removed or written, and of these the same ones.

    The second number is of files that were written anew with the bytes that they had.
    """
    names = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    both = names & before.keys() & after.keys()
    return len(names), sum(before[name].digest == after[name].digest for name in both)


def differing(one: Tree, other: Tree) -> int:
    """Count the files whose bytes differ, or that only one of the trees has."""
    bytes_of = [{name: file.digest for name, file in tree.items()} for tree in (one, other)]
    return len({name for name, _ in bytes_of[0].items() ^ bytes_of[1].items()})


def age(folder: Path, seconds: int) -> None:
    """Give every file below a folder another time, as a fresh checkout does."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (seconds, seconds))
