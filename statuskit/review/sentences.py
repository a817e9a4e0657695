"""Where sentences begin and end, and which words stand in them."""

import re
from collections.abc import Iterator

# A stop behind a single letter (e.g., a.m., U.S.) ends nothing, nor does one before a small letter.
# All boundaries begin with one set of characters, which lets the search skip the rest of a text quickly.
_BOUNDARY = re.compile(
    r"[.!?…。！？\n](?:"
    r"(?<=[.!?…])(?<!\b[A-Za-z].)[\"'”’)\]*_]*\s+(?=[^a-z\s])"
    r"|(?<=[。！？])"
    r"|(?<=\n)\s*\n"
    r"|(?<=\n)(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])"
    r")"
)
_LONGEST_SENTENCE = 1_000
_WORD = re.compile(r"[^\W_]+(?:[.,:'’/-][^\W_]+)*")


def sentences(prose: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of `prose` begins and ends, white space left out.

    A paragraph and a list item end a sentence too.
    """
    start = 0
    for end in (*(boundary.end() for boundary in _BOUNDARY.finditer(prose)), len(prose)):
        text = prose[start:end]
        begun = text.lstrip()
        if begun:
            yield end - len(begun), end - len(begun) + len(begun.rstrip())
        start = end


def sentence_around(prose: str, start: int, end: int) -> str:
    """Give the sentence that `start` to `end` lies in, cut 1,000 characters before and behind."""
    first, last = max(0, start - _LONGEST_SENTENCE), min(len(prose), end + _LONGEST_SENTENCE)
    # Without an end, as a boundary looks at what follows it.
    for boundary in _BOUNDARY.finditer(prose, first):
        if boundary.end() > start:
            break
        first = boundary.end()
    # What was found may end with the stop itself.
    following = _BOUNDARY.search(prose, max(start, end - 1), last)
    return prose[first : following.end() if following else last].strip()


def words(prose: str, start: int, end: int) -> list[str]:
    """Give the words that stand from `start` to `end`."""
    return _WORD.findall(prose, start, end)
