"""JSON that breaks off → what is whole before the break."""

import json
import re
from typing import Any

_BLANKS = re.compile(r"[ \t\n\r]*+")
_DECODER = json.JSONDecoder()


def whole_items(text: str) -> dict[str, Any] | list[Any] | None:
    """Return a list or a map of lists up to the last item that is whole; None where none is.

    No copy of the text is made: it may be most of the memory that there is.
    """
    at = _after_blanks(text, 0)
    opening = text[at : at + 1]
    if opening == "[":
        return _items(text, at + 1) or None
    return _named(text, at + 1) or None if opening == "{" else None


def _items(text: str, at: int) -> list[Any]:
    """Return the whole items of a list; `at` is behind its bracket."""
    found: list[Any] = []
    try:
        while True:
            value, end = _DECODER.raw_decode(text, _after_blanks(text, at))
            found.append(value)
            at = _after(text, end, ",")
    except (ValueError, RecursionError):
        return found


def _named(text: str, at: int) -> dict[str, Any]:
    """Return the whole values of a map, and of the one that breaks off, if it is a list, the whole items."""
    found: dict[str, Any] = {}
    try:
        while True:
            key, end = _DECODER.raw_decode(text, _after_blanks(text, at))
            start = _after_blanks(text, _after(text, end, ":"))
            value, at = _value(text, start)
            if value is not None or at > start:
                found[str(key)] = value
            at = _after(text, at, ",")
    except (ValueError, RecursionError):
        return found


def _value(text: str, at: int) -> tuple[Any, int]:
    """Return a value and the place behind it; of one that breaks off its whole items, and where it began."""
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return _items(text, at + 1) or None if text[at : at + 1] == "[" else None, at


def _after(text: str, at: int, sign: str) -> int:
    """Return the place behind a sign and the blanks before it; raises `ValueError` where another stands there."""
    at = _after_blanks(text, at)
    if text[at : at + 1] != sign:
        raise ValueError(sign)
    return at + 1


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
