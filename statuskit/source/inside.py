"""Where a piece of a text stands in its file: through folding, indentation, quotes and escapes.

YAML folds and indents white space alone, so the n-th character of a value that is no white space is the
n-th such character of what was written. That holds for what a form makes of a value as well, where it only
strips it or joins its lines.
"""

import re
from collections.abc import Iterator

from statuskit.source.marks import Mark

_SPACE = " \t\r\n\x85\u2028\u2029"
_SOLID = re.compile(rf"[^{_SPACE}]")
_PROPERTY = re.compile(rf"[&!][^{_SPACE}]*[{_SPACE}]+")
_HEADER = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_SINGLE = re.compile(rf"''|[^{_SPACE}]")
_DOUBLE = re.compile(
    rf"\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|\r\n|.)|[^{_SPACE}]", re.DOTALL
)
# YAML 1.2, section 5.7: the escapes that mean white space; a line break that was escaped means nothing.
_BLANK_ESCAPES = frozenset(
    "\\" + sign for sign in ("t", "n", "r", " ", "\t", "N", "L", "P", "\n", "\r", "\r\n")
)

_Unit = tuple[int, int]


def locate(raw: str, mark: Mark, text: str, start: int, end: int) -> _Unit | None:
    """Tell where `start` to `end` of `text` stands in the file's text `raw`, as offsets.

    `mark` is the place of the value that `text` is, or was made from. None where the two do not fit, and
    where the piece holds white space only.
    """
    first, last = _solid(text, 0, start), _solid(text, 0, end)
    units = list(_units(raw[mark.start : mark.end], mark.style))
    if first == last or len(units) != last + _solid(text, end, len(text)):
        return None
    return mark.start + units[first][0], mark.start + units[last - 1][1]


def _solid(text: str, start: int, end: int) -> int:
    return len(_SOLID.findall(text, start, end))


def _units(raw: str, style: str) -> Iterator[_Unit]:
    """Yield the place of everything in a scalar that means a character which is no white space."""
    at = 0
    while found := _PROPERTY.match(raw, at):
        at = found.end()
    if style in {"single", "double"}:
        pattern = _SINGLE if style == "single" else _DOUBLE
        for found in pattern.finditer(raw, at + 1, len(raw) - 1):
            if style == "single" or not _is_blank(found[0]):
                yield found.span()
        return
    if style in {"literal", "folded"} and (header := _HEADER.match(raw, at)):
        at = header.end()
    if style in {"plain", "literal", "folded"}:
        for found in _SOLID.finditer(raw, at):
            yield found.span()


def _is_blank(written: str) -> bool:
    """Tell whether an escape of a double-quoted text means white space, or nothing."""
    if written[0] != "\\":
        return False
    if digits := written[2:].strip("\r\n"):
        return chr(int(digits, base=16)) in _SPACE
    return written in _BLANK_ESCAPES
