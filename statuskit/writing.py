"""Write the files of a site into a folder, and tell how far it is."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from statuskit.outputs import OutputFile
from statuskit.outputs.hosting import OF_THE_SITE
from statuskit.problems import Problem, Severity

_LONG_BUILD = 500
"""From how many incidents on a person is shown how far a build is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of a site's files: a problem for each whose address is taken, and what is not in the folder.

    `digests` maps the address of each file that has one to it; those at `standing` addresses are not in the
    folder, since the published site has them.
    """

    problems: tuple[Problem, ...]
    digests: Mapping[str, str]
    standing: frozenset[str]


def write(files: Iterable[OutputFile], folder: Path, hand_written: Mapping[str, str]) -> Written:
    """Write files into `folder`, but for those whose address a file of the site has taken.

    `hand_written` maps addresses to source files, relative to the project's folder.
    """
    problems: list[Problem] = []
    digests: dict[str, str] = {}
    standing: set[str] = set()
    made: set[str] = set()
    taken = _with_folders(hand_written)
    for file in files:
        if file.path in taken and (folder / file.path).exists():
            problems.append(_taken(file.path, taken[file.path]))
            continue
        if file.digest:
            digests[file.path] = file.digest
        if file.content is None:
            standing.add(file.path)
            continue
        target = f"{folder}/{file.path}"
        above = file.path.rpartition("/")[0]
        if above not in made:
            _make(f"{folder}/{above}")
            made.add(above)
        if isinstance(file.content, Path):
            shutil.copyfile(file.content, target)
        else:
            with open(target, "wb") as stream:  # noqa: PTH123 - a path object for each of many thousand costs more
                stream.write(file.content)
    return Written(problems=tuple(problems), digests=digests, standing=frozenset(standing))


def _make(folder: str) -> None:
    """Make a folder; the one above it is there most of the time."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - a path object for each of many thousand costs more
    except OSError:
        Path(folder).mkdir(parents=True, exist_ok=True)


def _with_folders(hand_written: Mapping[str, str]) -> dict[str, str]:
    """Map the addresses of hand-written files, and of the folders above each, to a file that stands there."""
    taken: dict[str, str] = {}
    for address, source in hand_written.items():
        above = address
        while above:
            taken.setdefault(above, source)
            above = above.rpartition("/")[0]
    return taken | dict(hand_written)


def with_progress(files: Iterator[OutputFile], incidents: int) -> Iterator[OutputFile]:
    """Show how far a long build is, where a person looks on; `incidents` is about how many files to expect."""
    if incidents < _LONG_BUILD or not sys.stderr.isatty():
        yield from files
        return
    with click.progressbar(files, length=incidents, label="Writing the pages", file=sys.stderr) as bar:
        yield from bar


def _taken(address: str, source: str) -> Problem:
    if address in OF_THE_SITE:
        return Problem(
            rule="own-file",
            severity=Severity.HINT,
            file=source,
            message=f"stands at /{address} in place of the file that the site would write.",
            hint="Keep in it what readers and their programs need, or take it away.",
        )
    return Problem(
        rule="address-taken",
        severity=Severity.ERROR,
        file=source,
        message=f"would stand at /{address}, where the site writes a page of its own.",
        hint="Give the file another name.",
    )
