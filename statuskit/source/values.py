"""What a YAML text means: maps, lists and text, and the text that is also null, a bool or a number."""

import math
import re
from typing import TypeAlias

Value: TypeAlias = dict[str, "Value"] | list["Value"] | str
"""A YAML node. Keys are text; a `str` that is a `Special` was written without quotes."""

# YAML 1.2, section 10.3.2 (core schema), less infinity and NaN, which no incident file has a use for.
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_FIRST = frozenset("~nNtTfF+-.0123456789")
_LONGEST_NUMBER = 64


class Special(str):
    """A plain scalar that YAML 1.2 reads as null, a bool or a number; as a `str` the text as written."""

    __slots__ = ()

    @property
    def value(self) -> bool | int | float | None:
        """The meaning of the text under the core schema of YAML 1.2."""
        if self in _WORDS:
            return _WORDS[self]
        if _INTEGER.fullmatch(self):
            return int(self)
        if self[:2] in {"0o", "0x"}:
            return int(self, 0)
        return float(self)


def scalar(text: str) -> str:
    """Read a scalar that stands without quotes: `Special` where YAML 1.2 gives it a meaning, else text.

    Numbers too long or too large to be meant as one stay text.
    """
    if text and text[0] not in _FIRST:
        return text
    if text in _WORDS:
        return Special(text)
    if len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text):
        special = Special(text)
        return special if math.isfinite(special.value or 0) else text
    return text
