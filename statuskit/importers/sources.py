"""The files of a source: found, decoded, and parsed where they are JSON."""

import codecs
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statuskit.importers import Note
from statuskit.importers.broken_json import whole_items

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEFT_OVER = "cp1252"
"""What text that is not UTF-8 is taken for: Latin-1 with the signs that Windows adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the source; `place` is its name in the report, seen from the folder that was given."""

    path: Path
    place: str


class UnreadableFile(Exception):
    """Nothing of this file can be read; `note` says why."""

    def __init__(self, file: SourceFile, text: str) -> None:
        super().__init__(text)
        self.note = Note(place=file.place, text=text)


def files(sources: Sequence[Path], suffixes: Collection[str]) -> Iterator[SourceFile]:
    """Yield each file once: those that were named, and those of the folders with one of the suffixes.

    Folders are searched all the way down, in the order of names; hidden ones are not.
    """
    seen: set[Path] = set()
    for source in sources:
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            inside = path.relative_to(source)
            if source.is_dir() and (
                path.suffix.lower() not in suffixes
                or any(name.startswith(".") for name in inside.parts)
                or not path.is_file()
            ):
                continue
            if (whole := path.resolve()) not in seen:
                seen.add(whole)
                yield SourceFile(path=path, place=inside.as_posix() if source.is_dir() else path.name)


def text(file: SourceFile) -> tuple[str, tuple[Note, ...]]:
    """Return the text of a file with plain line ends, and a note where its encoding was guessed.

    Raises `UnreadableFile` where it is no text.
    """
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise UnreadableFile(file, f"cannot be read ({error.strerror})") from error
    found, notes = _decoded(file, data)
    return found.replace("\r\n", "\n").replace("\r", "\n"), notes


def json_value(file: SourceFile) -> tuple[Any, tuple[Note, ...]]:
    """Return what a file of JSON holds, and notes on what was mended.

    Of a file that breaks off, whole incidents before the break are kept. Raises `UnreadableFile` where
    there is nothing of that kind.
    """
    found, notes = text(file)
    value, mended = parsed(file, found)
    return value, (*notes, *mended)


def parsed(file: SourceFile, found: str) -> tuple[Any, tuple[Note, ...]]:
    """Return what the text of a file holds, as `json_value` does."""
    try:
        return json.loads(found), ()
    except RecursionError as error:
        raise UnreadableFile(file, "is no JSON that can be read (it is nested too deep)") from error
    except ValueError as error:
        reason = error
    kept = whole_items(found)
    if kept is None:
        raise UnreadableFile(file, f"is no JSON that can be read ({reason})") from reason
    place = f"{file.place}:{getattr(reason, 'lineno', 1)}"
    return kept, (
        Note(place=place, text=f"the JSON breaks off ({reason}); what is whole before that came in"),
    )


def parsed_lines(file: SourceFile, found: str) -> tuple[list[tuple[str, Any]], tuple[Note, ...]]:
    """Return the values of a text with one of JSON a line, each with its place, and notes on lines that are none.

    Raises `UnreadableFile` where no line is.
    """
    values: list[tuple[str, Any]] = []
    notes = []
    for number, line in enumerate(found.split("\n"), 1):
        place = f"{file.place}:{number}"
        try:
            if line.strip():
                values.append((place, json.loads(line)))
        except (ValueError, RecursionError) as error:
            notes.append(Note(place=place, text=f"is no JSON that can be read ({error}); left out"))
    if not values:
        raise UnreadableFile(file, "is no JSON that can be read")
    return values, tuple(notes)


def maps(value: object) -> list[dict[str, Any]]:
    """Return the maps in a list; of anything else none."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _decoded(file: SourceFile, data: bytes) -> tuple[str, tuple[Note, ...]]:
    named = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    # Without a mark, zero bytes beside signs of ASCII tell the encoding, as RFC 4627 has it for JSON.
    encoding = named or json.detect_encoding(data)
    try:
        found = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UnreadableFile(file, f"is no text that can be read ({error})") from error
        found = data.decode(_LEFT_OVER, errors="replace")
        if "\x00" in found:
            raise UnreadableFile(file, "is no text") from error
        return found, (Note(place=file.place, text=f"is not UTF-8; it was read as {_LEFT_OVER}"),)
    if "\x00" in found:
        raise UnreadableFile(file, "is no text")
    return found, ()
