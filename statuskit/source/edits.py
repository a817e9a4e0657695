"""Edits of a YAML file in place: what is not part of the edit keeps every byte.

An edit is tried in the style of the file, proven by reading the result, and refused where no style gives
exactly what was there before and the edit.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeAlias

from statuskit.problems import KeyPath
from statuskit.source.document import Source
from statuskit.source.insertion import (
    document_end,
    line_start,
    lines_at,
    newline,
    next_in_braces,
    next_item,
    opened,
)
from statuskit.source.marks import Mark
from statuskit.source.reader import read
from statuskit.source.yaml_text import Pen, flow, plain

_STEP = 2
_BOM = b"\xef\xbb\xbf"
_PENS = (Pen(compact=True), Pen(literal=False))
"""Texts below a `|` read best; in quotes nothing that follows can become a part of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """Add a value at the end of the list at `path`; where there is no list, one is made."""

    path: KeyPath
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Set the plain value at `path`, in a map that is there; a key that is missing is added at its end."""

    path: KeyPath
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """Add keys, as YAML `text` with its comments, at the end of the map at `path`; that of the whole file is ().

    A map in braces, on one line and not that of the whole file, is opened up for it.
    """

    text: str
    path: KeyPath = ()


Edit: TypeAlias = Append | Put | Extend


class CannotEditError(Exception):
    """The file is written in a way that takes no such edit; `snippet` is what to put in by hand."""

    def __init__(self, edit: Edit) -> None:
        super().__init__("this file is written in a way that cannot be added to safely")
        self.snippet = snippet(edit)


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the file's bytes with the edits made, one after the other.

    Line ends are those of the file; a last line without one gets one where lines follow, which end with one. Raises
    `CannotEditError` where the file has faults, or is written in a way that cannot be added to.
    """
    mark = _BOM if data.startswith(_BOM) else b""
    for edit in edits:
        data = mark + _edited(data, edit).encode("utf-8")
    return data


def snippet(edit: Edit) -> str:
    """Return an edit as lines to put into a file by hand."""
    pen = Pen(compact=True)
    if isinstance(edit, Extend):
        return edit.text
    *_, key = edit.path
    if isinstance(edit, Append):
        return "\n".join((f"{key}:", *pen.item(edit.value, "  "))) + "\n"
    return "\n".join(pen.map({str(key): edit.value}, "")) + "\n"


def _edited(data: bytes, edit: Edit) -> str:
    source = read(data, "")
    if source.problems or source.value is None:
        raise CannotEditError(edit)
    expected = [_expected(value, edit) for value in _readings(source)]
    for text in _candidates(source, edit):
        after = read(text.encode("utf-8"), "")
        if not after.problems and plain(after.value) in expected:
            return text
    raise CannotEditError(edit)


def _readings(source: Source) -> Iterator[Any]:
    """Yield what the file means as it is, and with its last line ended, as it has to be where lines follow."""
    yield plain(source.value)
    if not source.text.endswith(("\n", "\r")):
        yield plain(read((source.text + newline(source.text)).encode("utf-8"), "").value)


def _expected(value: Any, edit: Edit) -> Any:  # noqa: ANN401 - a value of YAML
    """Return what the file must mean afterwards."""
    value = deepcopy(value)
    way = edit.path if isinstance(edit, Extend) else edit.path[:-1]
    parent = value
    for step in way:
        parent = parent[step]
    if not isinstance(parent, dict):
        raise CannotEditError(edit)
    if isinstance(edit, Extend):
        parent.update(plain(read(edit.text.encode("utf-8"), "").value))
    elif isinstance(edit, Put):
        parent[edit.path[-1]] = edit.value
    else:
        parent[edit.path[-1]] = [*(parent.get(edit.path[-1]) or []), edit.value]
    return value


def _candidates(source: Source, edit: Edit) -> Iterator[str]:
    """Yield texts with the edit made, the most pleasant first."""
    if isinstance(edit, Extend):
        yield from _extended(source, edit)
    elif (
        isinstance(edit, Append) and (listed := source.mark(edit.path)) and listed.style in {"block", "flow"}
    ):
        yield from _appended(source, edit, listed)
    else:
        value = [edit.value] if isinstance(edit, Append) else edit.value
        yield from _put(source, edit.path, value)


def _appended(source: Source, edit: Append, listed: Mark) -> Iterator[str]:
    count = sum(path[:-1] == edit.path for path in source.marks)
    last = source.mark((*edit.path, count - 1))
    if listed.style == "flow":
        yield next_in_braces(source.text, listed, last, flow(edit.value))
    if listed.style == "flow" or last is None:
        return
    place = next_item(source.text, last)
    for pen in _PENS:
        lines = list(pen.item(edit.value, place.indent, place.gap))
        if place.is_spaced and count > 1:
            yield lines_at(source.text, place.at, ["", *lines])
        yield lines_at(source.text, place.at, lines)


def _put(source: Source, path: KeyPath, value: Any) -> Iterator[str]:  # noqa: ANN401 - a value of YAML
    text, there, parent = source.text, source.mark(path), source.mark(path[:-1])
    if there is not None:
        yield from _replaced(text, there, value)
        return
    keys = [mark for inner, mark in source.marks.items() if inner[:-1] == path[:-1] and mark.key]
    if parent is None or not path:
        return
    if parent.style == "flow":
        last = keys[-1] if keys else None
        yield next_in_braces(text, parent, last, flow({str(path[-1]): value})[1:-1])
    elif parent.style == "block" and keys and keys[0].key:
        at, first = parent.end, keys[0].key[0]
        indent = " " * (first - line_start(text, first))
        for pen in _PENS:
            yield lines_at(text, at, list(pen.map({str(path[-1]): value}, indent)))


def _replaced(text: str, there: Mark, value: Any) -> Iterator[str]:  # noqa: ANN401 - a value of YAML
    """Put a value in the place of one that stands on one line, or of none."""
    if there.style in {"plain", "single", "double"} and "\n" not in text[there.start : there.end]:
        space = " " if there.start == there.end else ""
        yield text[: there.start] + space + flow(value) + text[there.end :]


def _extended(source: Source, edit: Extend) -> Iterator[str]:
    text, whole = source.text, source.mark(edit.path)
    keys = [mark.key[0] for inner, mark in source.marks.items() if inner[:-1] == edit.path and mark.key]
    if whole is None:
        return
    if whole.style == "flow" and whole.key:
        indent = " " * (whole.key[0] - line_start(text, whole.key[0]) + _STEP)
        value: Any = plain(source.value)
        for step in edit.path:
            value = value[step]
        lines = [*_PENS[0].map(value, indent), *_indented(edit.text, indent)]
        yield opened(text, whole, lines)
    elif whole.style == "block" and keys:
        indent = " " * (keys[0] - line_start(text, keys[0]))
        lines = _indented(edit.text, indent)
        at = whole.end if edit.path else document_end(source)
        if not edit.path and not text[:at].replace("\r\n", "\n").endswith("\n\n"):
            yield lines_at(text, at, ["", *lines])
        yield lines_at(text, at, lines)


def _indented(text: str, indent: str) -> list[str]:
    return [indent + line if line else "" for line in text.splitlines()]
