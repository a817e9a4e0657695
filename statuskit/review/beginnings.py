"""The beginnings of a text's words, by which most rules know at once that a text is nothing to them."""

import re
from collections.abc import Iterable

_LONGEST = 4
_WORD = re.compile(r"[a-z0-9]+")


def beginnings(text: str) -> frozenset[str]:
    """Give the first four letters of each word of a text, folded. Signs and letters that are not of English part words."""
    return frozenset([word[:_LONGEST] for word in _WORD.findall(fold(text))])


def fold(text: str) -> str:
    """Give a text in small letters; those that expressions take for an English one, capitals ignored, are that one."""
    if not text.isascii():
        text = text.replace("İ", "i").replace("ı", "i").replace("ſ", "s")
    return text.lower()


def beginnings_of(pieces: Iterable[str]) -> frozenset[str]:
    """Give the beginnings of pieces that stand at the beginning of a word; a piece of less than four letters is all of it."""
    return frozenset([piece[:_LONGEST] for piece in pieces])
