"""What a command asks a person: a message in an editor, a choice, a second thought. Nothing typed is lost."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from statuskit.errors import ProblemsFound, UsageError

T = TypeVar("T")

_CUT = "# ---- >8 ---- Write the message above this line, in Markdown. All below is left out."


def person_is_there() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@contextmanager
def message(given: str | None, about: Sequence[str]) -> Iterator[str]:
    """Give the message: `given`, from standard input where that is `-`, else from the person's editor.

    `about` are lines to show below it there. What was not on the command line is kept in a file, and the file
    named, unless all that is done with the message ends well. Raises `UsageError` where there is no message and
    nobody to ask, and `ProblemsFound` where a person says nothing.
    """
    from statuskit.authoring.given import message as clean

    if given is not None and given != "-":
        yield clean(given)
        return
    if given is None and not person_is_there():
        raise UsageError("Say it with -m TEXT, or with -m - to read it from standard input.")
    handle, name = tempfile.mkstemp(prefix="statuskit-message-", suffix=".md")
    os.close(handle)
    kept = Path(name)
    try:
        yield clean(_typed(kept, sys.stdin.read()) if given else _edited(kept, about))
    except BaseException:
        if _said(kept).strip():
            click.echo(f"What you wrote is kept in {kept}", err=True)
        else:
            kept.unlink()
        raise
    kept.unlink()


def _typed(kept: Path, text: str) -> str:
    kept.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
    return _something(text)


def _edited(kept: Path, about: Sequence[str]) -> str:
    below = ("", "", _CUT, *(f"# {line}".rstrip() for line in about))
    kept.write_text("\n".join(below) + "\n", encoding="utf-8", errors="surrogateescape")
    click.edit(filename=os.fspath(kept))
    return _something(_said(kept))


def _said(kept: Path) -> str:
    return kept.read_text(encoding="utf-8", errors="surrogateescape").partition(_CUT)[0]


def _something(text: str) -> str:
    if not text.strip():
        raise ProblemsFound("Nothing was said, so nothing was written.")
    return text


def ask(question: str, reader: Callable[[str], T], default: str | None = None) -> T:
    """Ask until the answer can be read; `reader` raises `UsageError` where it cannot."""
    while True:
        answer = click.prompt(question, default=default, err=True, show_default=bool(default))
        try:
            return reader(str(answer))
        except UsageError as error:
            click.echo(str(error), err=True)


def confirm_secrets(texts: Sequence[str], *, yes: bool) -> None:
    """Ask once more before a secret is written.

    Raises `UsageError` where nobody can be asked, and `ProblemsFound` where the answer is no.
    """
    from statuskit.review.secrets import secrets

    found = sorted({str(secret) for text in texts for secret in secrets(text)})
    if not found:
        return
    click.echo(f"This looks like a secret: {', '.join(found)}. What is published stays known.", err=True)
    if yes:
        return
    if not person_is_there():
        raise UsageError("Take it out, or say --yes if it is none.")
    if not click.confirm("Write it all the same?", default=False, err=True):
        raise ProblemsFound("Nothing was written.")
