"""Values → YAML text, in the style that a person would write.

Block style; texts of several lines as `|`; quotes only where they are needed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from statuskit.source.reader import read
from statuskit.source.values import Special, Value, scalar

Document = Mapping[str, Any]
"""An incident file as plain values: text, numbers, booleans, lists and maps, in the order in which it is written."""

LITERAL_KEYS: Final = frozenset({"message", "plain", "technical"})
"""Keys whose texts are long as a rule."""

_PLAIN = re.compile(r"[^\W_][^\n\t]*")
_NOT_PLAIN = re.compile(r": |:$| #|\s$|^[-?:] ")
_PLAIN_IN_BRACES = re.compile(r"[\w./+-]+|\d{4}-\d\d-\d\d[\w:.+-]*")
_FIT_FOR_LITERAL = re.compile(r"\S(?:[^\n]|\n(?!\s*\Z))*\n")
_LONGEST_PLAIN = 100
_LONGEST_BRACES = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How values are written.

    With `literal`, texts of several lines and those of `LITERAL_KEYS` stand below a `|`; without, all stand in
    quotes. With `compact`, a short text of those keys stands on its key's line, and a short map of words in braces.
    """

    literal: bool = True
    compact: bool = False

    def map(self, values: Document, indent: str) -> Iterator[str]:
        """Yield the lines of a block map."""
        for key, value in values.items():
            yield from self._entry(f"{indent}{quoted(key)}:", value, indent, is_long=key in LITERAL_KEYS)

    def item(self, value: object, indent: str, gap: int = 2) -> Iterator[str]:
        """Yield the lines of an item of a block list; `gap` is the way from its dash to its text."""
        dash = f"{indent}-{' ' * (gap - 1)}"
        if isinstance(value, Mapping) and value:
            first, *rest = self.map(value, indent + " " * gap)
            yield dash + first.lstrip()
            yield from rest
        else:
            yield from self._entry(dash.rstrip(), value, indent, is_long=False)

    def _entry(self, head: str, value: object, indent: str, *, is_long: bool) -> Iterator[str]:
        inner = indent + "  "
        if isinstance(value, Mapping):
            if not value or (self.compact and _is_short(value)):
                yield f"{head} {flow(value)}"
            else:
                yield from (head, *self.map(value, inner))
        elif isinstance(value, list):
            yield from (
                [head, *(line for each in value for line in self.item(each, inner))]
                if value
                else [f"{head} []"]
            )
        elif isinstance(value, str):
            yield from self._text(head, value, inner, is_long=is_long)
        else:
            yield f"{head} {_bare(value)}"

    def _text(self, head: str, value: str, indent: str, *, is_long: bool) -> Iterator[str]:
        if self.compact and len(value) <= _LONGEST_PLAIN and quoted(value) == value:
            yield f"{head} {value}"
        elif self.literal and (is_long or "\n" in value) and _fits_literal(value):
            yield f"{head} |" if value.endswith("\n") else f"{head} |-"
            for line in value.removesuffix("\n").split("\n"):
                yield indent + line if line else ""
        elif "\n" in value or "\t" in value:
            yield f"{head} {double_quoted(value)}"
        else:
            yield f"{head} {quoted(value)}"


def to_yaml(document: Document, pen: Pen | None = None) -> str:
    """Return the text of a file that reads back as exactly these values.

    Values are text, whole numbers, booleans, lists and maps. Raises `ValueError` where a text holds what no
    incident file may hold, such as control characters.
    """
    text = "\n".join((pen or Pen()).map(document, "")) + "\n"
    source = read(text.encode("utf-8"), "document")
    if source.problems or plain(source.value) != document:
        raise ValueError(f"cannot be written as YAML: {source.problems or document!r}")
    return text


def quoted(text: str) -> str:
    """Return a text of one line as a YAML scalar, in quotes where it needs them."""
    bare = _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text) and not isinstance(scalar(text), Special)
    return text if bare else "'" + text.replace("'", "''") + "'"


def double_quoted(value: str) -> str:
    """Return any text as a YAML scalar on one line."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def flow(value: object) -> str:
    """Return any value on one line, with brackets and braces."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_in_braces(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return _in_braces(value) if isinstance(value, str) else _bare(value)


def plain(value: Value | None) -> Any:  # noqa: ANN401 - a value of YAML
    """Return what was read as plain values, null as None."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.value if isinstance(value, Special) else value


def _fits_literal(value: str) -> bool:
    return _FIT_FOR_LITERAL.fullmatch(value + "\n" * (not value.endswith("\n"))) is not None


def _is_short(value: Document) -> bool:
    return all(isinstance(inner, str) for inner in value.values()) and len(flow(value)) <= _LONGEST_BRACES


def _in_braces(text: str) -> str:
    is_bare = _PLAIN_IN_BRACES.fullmatch(text) and quoted(text) == text
    return text if is_bare else double_quoted(text)


def _bare(value: object) -> str:
    return "null" if value is None else str(value).lower()
