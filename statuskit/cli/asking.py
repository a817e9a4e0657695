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
    kept = _typed("" if given is None else sys.stdin.read(), about, edit=given is None)
    try:
        yield clean(_said(kept))
    except BaseException:
        if kept.exists():
            click.echo(f"What you wrote is kept in {kept}", err=True)
        raise
    kept.unlink(missing_ok=True)


def _said(kept: Path) -> str:
    said = kept.read_text(encoding="utf-8", errors="surrogateescape").partition(_CUT)[0]
    if not said.strip():
        kept.unlink()
        raise ProblemsFound("Nothing was said, so nothing was written.")
    return said


def _typed(text: str, about: Sequence[str], *, edit: bool) -> Path:
    """Put what a person has to say into a file of its own, by their editor where they have not said it yet."""
    handle, name = tempfile.mkstemp(prefix="statuskit-message-", suffix=".md")
    kept = Path(name)
    below = "\n".join(("", "", _CUT, *(f"# {line}".rstrip() for line in about))) + "\n" if edit else ""
    with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text + below)
    if edit:
        click.edit(filename=name)
    return kept


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
