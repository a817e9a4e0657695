"""A document → the YAML text of an incident file, in the style that a person would write.

Block style throughout; texts of several lines and messages as `|`; quotes only where they are needed.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from statuskit.importers import Document
from statuskit.source import Special, Value, read
from statuskit.source.values import scalar

_LITERAL_KEYS = frozenset({"message", "plain", "technical"})
"""Keys whose texts always stand as `|`, so that a later edit finds room."""

_PLAIN = re.compile(r"[^\W_][^\n\t]*")
_NOT_PLAIN = re.compile(r": |:$| #|\s$|^[-?:] ")
_FIT_FOR_LITERAL = re.compile(r"\S(?:[^\n]|\n(?!\s*\Z))*\n")


def to_yaml(document: Document) -> str:
    """Return the text of a file that reads back as exactly these values.

    Values are text, whole numbers, booleans, lists and maps. Raises `ValueError` where a text holds what no
    incident file may hold, such as control characters.
    """
    text = "\n".join(_map(document, "")) + "\n"
    source = read(text.encode("utf-8"), "document")
    if source.problems or _plain(source.value) != document:
        raise ValueError(f"cannot be written as YAML: {source.problems or document!r}")
    return text


def quoted(text: str) -> str:
    """Return a text of one line as a YAML scalar, in quotes where it needs them."""
    plain = _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text) and not isinstance(scalar(text), Special)
    return text if plain else "'" + text.replace("'", "''") + "'"


def _map(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        yield from _entry(f"{indent}{quoted(key)}:", value, indent, literal=key in _LITERAL_KEYS)


def _entry(head: str, value: object, indent: str, *, literal: bool) -> Iterator[str]:
    inner = indent + "  "
    if isinstance(value, dict):
        yield from ([head, *_map(value, inner)] if value else [f"{head} {{}}"])
    elif isinstance(value, list):
        yield from ([head, *_list(value, inner)] if value else [f"{head} []"])
    elif isinstance(value, str):
        yield from _text(head, value, inner, literal=literal)
    else:
        yield f"{head} {str(value).lower()}"


def _list(values: list[Any], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict) and value:
            first, *rest = _map(value, indent + "  ")
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        else:
            yield from _entry(f"{indent}-", value, indent, literal=False)


def _text(head: str, value: str, indent: str, *, literal: bool) -> Iterator[str]:
    if (literal or "\n" in value) and _FIT_FOR_LITERAL.fullmatch(value + "\n" * (not value.endswith("\n"))):
        yield f"{head} |" if value.endswith("\n") else f"{head} |-"
        for line in value.removesuffix("\n").split("\n"):
            yield indent + line if line else ""
    elif "\n" in value:
        yield f"{head} {_double_quoted(value)}"
    else:
        yield f"{head} {quoted(value)}"


def _double_quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _plain(value: Value | None) -> object:
    """Return what was read as the values that were written."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.value if isinstance(value, Special) else value
