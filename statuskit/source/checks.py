"""Refusals that need the text itself: control characters, tabs in indentation, comments that cut a text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from statuskit.problems import KeyPath
from statuskit.source.fault import Fault, shown
from statuskit.source.marks import Mark
from statuskit.source.values import Special, Value, scalar

# Control characters but for tab and line breaks; the line breaks of Unicode, which YAML 1.1 folds; the
# overrides of writing direction, which make a text read as what it is not; what is no character at all.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff\ufffe\uffff]")
_ESCAPED_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NAMES = {0x85: "next line (NEL)", 0x2028: "line separator", 0x2029: "paragraph separator"}
_MOST_CONTROLS = 20
_TAB = re.compile(r"^ *\t[ \t]*(?=[^ \t\r\n])", re.MULTILINE)
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")

_CONFLICT = re.compile(r"^(<{7}(?: [^\r\n]*)?)\r?$(?=[\s\S]*^={7}\r?$)", re.MULTILINE)

_WORD = re.compile(r"[\w./+:@-]+")
_TIME = re.compile(r"\d{4}-\d\d?-\d\d?[\d:.TtZzUC +-]*")
# The keys whose values are words of a vocabulary, ids, durations or addresses; everything else may be text.
_WORD_KEYS = frozenset(
    {"audience", "basis", "claim", "components", "event", "exposed", "file", "how", "impact", "kind", "lost"}
    | {"next_update", "progress", "related", "rule", "state", "status", "tags", "timezone", "url"}
)


def need_a_closer_look(text: str) -> bool:
    """Tell quickly whether a text that the parser took could still hold something to refuse."""
    if "\\" in text or " #" in text or "\t" in text or "<<<<<<<" in text:
        return True
    return not text.isascii() and _CONTROL.search(text) is not None


def conflicts(text: str) -> Iterator[Fault]:
    """Find where git left two versions of the same lines, for a person to choose."""
    for found in _CONFLICT.finditer(text):
        yield Fault(
            rule="unresolved-merge",
            start=found.start(),
            end=found.end(1),
            message="This file holds an unresolved merge: git wrote both versions of these lines into it.",
            hint="Keep the updates of both sides, in the order of their times, and take out the lines that begin "
            "with <<<<<<<, =======, ||||||| and >>>>>>>.",
        )


def controls(text: str) -> Iterator[Fault]:
    """Find the characters of a text that nobody can see and that do harm where they are shown.

    Each line that holds one is told once, the first 20 of them; `without_controls` mends all.
    """
    told = 0
    line_end = -1
    for found in _CONTROL.finditer(text):
        start = found.start()
        if start < line_end:
            continue
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        told += 1
        yield Fault(
            rule="control-character",
            start=start,
            end=start + 1,
            message=f"There is a control character here: {_name(found[0])}.",
            hint="Delete it; an editor that shows invisible characters helps.",
        )
        if told == _MOST_CONTROLS:
            return


def without_controls(text: str) -> str:
    """Put a replacement character in place of each control character; offsets stay."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def escaped_controls(value: Value, marks: Mapping[KeyPath, Mark]) -> Iterator[Fault]:
    r"""Find the same characters written as escapes, as in `"\x07"`."""
    for path, text, is_key in _texts(value):
        found = _ESCAPED_CONTROL.search(text)
        if found:
            mark = _nearest(path, marks)
            start, end = mark.key if is_key and mark.key else (mark.start, mark.end)
            yield Fault(
                rule="control-character",
                start=start,
                end=end,
                message=f"This text holds a control character, written as an escape: {_name(found[0])}.",
                hint="Delete the escape.",
                path=path,
            )


def tabs(text: str) -> list[int]:
    """Find the lines that are indented with tabs: the offset of each such indentation."""
    return [found.start() for found in _TAB.finditer(text)]


def tab_fault(text: str, offsets: list[int]) -> Fault:
    """Report tabs in the indentation once, and mend each with a space."""
    at = text.index("\t", offsets[0])
    more = f", here and on {len(offsets) - 1} more" if len(offsets) > 1 else ""
    return Fault(
        rule="tab-indentation",
        start=at,
        end=at + 1,
        message=f"A line is indented with a tab{more}. YAML indents with spaces.",
        hint="Put two spaces in place of each tab at the start of a line.",
        mends=tuple(
            (at, " ")
            for offset in offsets
            for at in range(offset, _indent_end(text, offset))
            if text[at] == "\t"
        ),
    )


def _indent_end(text: str, offset: int) -> int:
    while text[offset : offset + 1] in {" ", "\t"}:
        offset += 1
    return offset


def outside_texts(offsets: list[int], marks: Mapping[KeyPath, Mark]) -> list[int]:
    """Leave out the offsets within a literal, folded or quoted text."""
    inner = sorted(
        (mark.start, mark.end) for mark in marks.values() if mark.style not in {"plain", "block", "flow"}
    )

    def within(offset: int) -> bool:
        before = bisect_left(inner, (offset,)) - 1
        return before >= 0 and offset < inner[before][1]

    return [offset for offset in offsets if not within(offset)]


def comments(text: str, marks: Mapping[KeyPath, Mark]) -> Iterator[Fault]:
    """Find the texts without quotes that a comment ends: `Pump #5 is back` would lose its second half.

    Behind times, numbers, empty values and words of a vocabulary a comment does no harm.
    """
    for path, mark in marks.items():
        if mark.style != "plain":
            continue
        found = _COMMENT.match(text, mark.end)
        if found and not _bears_comment(path, text[mark.start : mark.end]):
            yield comment_fault(text, mark.end, path)


def comment_fault(text: str, end: int, path: KeyPath = ()) -> Fault:
    """Report the comment that follows a text without quotes which ends at `end`."""
    hash_at = text.index("#", end)
    found = _COMMENT.match(text, end)
    stop = found.end() if found else hash_at + 1
    return Fault(
        rule="comment-in-text",
        start=hash_at,
        end=stop,
        message=f"{shown(text[hash_at:stop])} is read as a comment and cut away, "
        "because a `#` after a space begins one.",
        hint="If it belongs to the text, put the whole text in quotes; if not, move it to a line of its own.",
        path=path,
        mends=((hash_at, None),),
    )


def followed_by_comment(text: str, end: int) -> bool:
    """Tell whether a comment follows `end` on the same line."""
    return _COMMENT.match(text, end) is not None


def _bears_comment(path: KeyPath, written: str) -> bool:
    if not written or isinstance(scalar(written), Special) or _TIME.fullmatch(written):
        return True
    return _WORD.fullmatch(written) is not None and any(key in _WORD_KEYS for key in path[-2:])


def _texts(value: Value) -> Iterator[tuple[KeyPath, str, bool]]:
    """Walk every text and every key of a tree; no deeper than the reader allows."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (key,), key, True
            yield from (((key, *path), text, is_key) for path, text, is_key in _texts(inner))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from (((number, *path), text, is_key) for path, text, is_key in _texts(inner))
    else:
        yield (), value, False


def _nearest(path: KeyPath, marks: Mapping[KeyPath, Mark]) -> Mark:
    while path not in marks:
        path = path[:-1]
    return marks[path]


def _name(character: str) -> str:
    code = ord(character)
    return _NAMES.get(code, f"U+{code:04X}")
