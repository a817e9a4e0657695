"""Where new lines, and new entries in brackets, go into a YAML text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yaml import events as yaml_events

from statuskit.source.document import Source
from statuskit.source.marks import Mark
from statuskit.source.places import start_of

_BREAK = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*")
_COMMENT_LINE = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*([ \t]*)#[^\r\n]*(?:\r\n|\r|\n|\Z)")
_DASH_LINE = re.compile(r"( *)-[ \t]*(?:#.*)?")
_COMMENT = re.compile(r"(?<![^\s,])#[^\r\n]*")
_OPENING = re.compile(r"[\[{]")
_USUAL_GAP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NextItem:
    """Where the next item of a block list goes: the offset, its dash's indentation, the way to its text.

    `is_spaced` tells that a blank line stands before the item above.
    """

    at: int
    indent: str
    gap: int
    is_spaced: bool


def newline(text: str) -> str:
    """Give the line break of a text: its first."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def line_start(text: str, at: int) -> int:
    """Tell where the line begins in which `at` lies."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def lines_at(text: str, at: int, lines: Sequence[str]) -> str:
    """Put lines behind the line that holds `at`, or at `at` where a line begins there."""
    end = newline(text)
    if at and text[at - 1] not in "\r\n":
        found = _BREAK.search(text, at)
        if found is None:
            return text + end + end.join(lines) + end
        at = found.end()
    return text[:at] + end.join(lines) + end + text[at:]


def next_item(text: str, last: Mark) -> NextItem:
    """Find the place below the item `last` of a block list; comments that are indented like it stay with it."""
    start = line_start(text, last.start)
    before = text[start : last.start]
    if before.strip():
        dash = before.rfind("-")
        indent, gap = " " * dash, len(before) - dash
    else:
        start, dash = _dash_above(text, start)
        indent, gap = " " * dash, _USUAL_GAP
    above = text[line_start(text, max(start - 1, 0)) : start] if start else ""
    return NextItem(
        at=_past_comments(text, last.end, len(indent)),
        indent=indent,
        gap=gap,
        is_spaced=start > 0 and not above.strip(),
    )


def _dash_above(text: str, start: int) -> tuple[int, int]:
    """Find the dash that stands on a line of its own above its item: where its line begins, and its column."""
    while start > 0:
        start = line_start(text, start - 1)
        line = _LINE.match(text, start)
        if line and (found := _DASH_LINE.fullmatch(line[0])):
            return start, len(found[1])
    return 0, 0


def _past_comments(text: str, end: int, column: int) -> int:
    at = end
    if at and text[at - 1] not in "\r\n":
        found = _BREAK.search(text, at)
        if found is None:
            return at
        at = found.end()
    while (comment := _COMMENT_LINE.match(text, at)) and len(comment[1]) > column:
        at = comment.end()
    return at


def next_in_braces(text: str, whole: Mark, last: Mark | None, entry: str) -> str:
    """Put an entry behind `last` in the flow collection `whole`; None is the last of an empty one.

    An entry that begins a line is followed by one that does.
    """
    if last is None:
        bracket = _OPENING.search(text, whole.start)
        at = bracket.end() if bracket else whole.end
        return text[:at] + entry + text[at:]
    rest = text[last.end : whole.end - 1]
    bare = _COMMENT.sub(lambda found: " " * len(found[0]), rest)
    begins = line_start(text, last.key[0] if last.key else last.start)
    margin = text[begins : last.key[0] if last.key else last.start]
    gap = newline(text) + margin if not margin.strip() else " "
    if "," in bare:
        at = last.end + bare.index(",") + 1
        return text[:at] + gap + entry + text[at:]
    return text[: last.end] + "," + gap + entry + text[last.end :]


def opened(text: str, whole: Mark, lines: Sequence[str]) -> str:
    """Put block lines in the place of a map in braces; what stands behind it stays on its key's line."""
    found = _BREAK.search(text, whole.end)
    end = found.start() if found else len(text)
    behind = text[whole.end : end].strip()
    head = text[: whole.start].rstrip(" ") + (f" {behind}" if behind else "")
    cut = text[end:] or newline(text)
    return head + newline(text) + newline(text).join(lines) + cut


def document_end(source: Source) -> int:
    """Tell where the document ends: before its `...`, else where the text does."""
    for event in source.events:
        if isinstance(event, yaml_events.DocumentEndEvent):
            return start_of(event) if event.explicit else len(source.text)
    return len(source.text)
