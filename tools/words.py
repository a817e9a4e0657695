"""Bring the catalogues of our own strings in step with the code: `python tools/words.py`.

What a translator does is left alone; what is new stands there with an empty translation, which a test finds.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "statuskit"
FOLDER = PACKAGE / "words"
TEMPLATE = FOLDER / "statuskit.pot"

_METHODS = [("**.py", "python"), ("theme/**.html", "jinja2")]
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "say": None,
    "count": (1, 2),
    "ngettext": (1, 2),
}
"""The functions whose first texts are for translators; `count` and `ngettext` take one and many."""

_LEFT_OUT = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
)
"""Lines of a catalogue's head that change with the day and the machine, or that nobody would keep up."""

_NOTE = "NOTE:"
"""Begins a comment that translators shall read."""


def template() -> Catalog:
    """Collect every string of ours."""
    catalog = Catalog(header_comment="# Every string of statuskit. Made by `make words`.", fuzzy=False)
    found = extract_from_dir(
        PACKAGE, _METHODS, keywords=_KEYWORDS, comment_tags=(_NOTE,), strip_comment_tags=True
    )
    for _, _, message, comments, _ in found:
        catalog.add(message, auto_comments=comments)
    return catalog


def catalogues() -> list[Path]:
    """Name the file of each language."""
    return sorted(FOLDER.glob("*.po"))


def read(path: Path) -> Catalog:
    """Read a catalogue; its name is its language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def updated(path: Path, source: Catalog) -> Catalog:
    """Keep what is translated of what the code still says; guess nothing."""
    catalog = read(path)
    catalog.update(source, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    return catalog


def text(catalog: Catalog) -> str:
    """Write a catalogue in order of its strings, without dates, names and places: only words change it."""
    written = io.BytesIO()
    write_po(written, catalog, width=0, sort_output=True, no_location=True, ignore_obsolete=True)
    lines = written.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}:' for name in _LEFT_OUT)))


def files() -> Iterator[tuple[Path, str]]:
    """Yield every file with the text that it should have."""
    source = template()
    yield TEMPLATE, text(source)
    for path in catalogues():
        yield path, text(updated(path, source))


if __name__ == "__main__":
    for path, content in files():
        path.write_text(content, encoding="utf-8")
        empty = sum(not message.string for message in read(path) if message.id) if path != TEMPLATE else 0
        print(f"{path.name}: {empty or 'nothing'} to translate", file=sys.stderr)  # noqa: T201 - a program
