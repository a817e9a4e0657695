"""Write the files of a site into a folder, and tell how far it is."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from statuskit.outputs import OutputFile
from statuskit.outputs.hosting import OF_THE_SITE
from statuskit.problems import Problem, Severity

_LONG_BUILD = 500
"""From how many incidents on a person is shown how far a build is."""


def write(files: Iterable[OutputFile], folder: Path, hand_written: Mapping[str, str]) -> list[Problem]:
    """Write files into `folder`; give a problem for each whose address a file of the site has taken.

    `hand_written` maps addresses to source files, relative to the project's folder.
    """
    problems = []
    for file in files:
        target = folder / file.path
        source = hand_written.get(file.path)
        if target.is_dir():
            source = next(
                (by for taken, by in hand_written.items() if taken.startswith(f"{file.path}/")), None
            )
        if source is not None and target.exists():
            problems.append(_taken(file.path, source))
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(file.content, Path):
            shutil.copyfile(file.content, target)
        else:
            target.write_bytes(file.content)
    return problems


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
