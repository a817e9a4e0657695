"""A house rule that is one regular expression: a phrase that may not stand, and when it may."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from statuskit.problems import Severity
from statuskit.review.rule import WORDING, Finding, Part, Passage, Record, Rule

Excuse = Callable[[Passage, re.Match[str]], bool]
"""Tell whether a phrase that was found may stand where it does."""

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
# What a customer asked stays as they asked it; the answer is ours.
_ASKED = "asked"


def phrase(  # noqa: PLR0913 - a rule as data: one argument a field
    *,
    id: str,  # noqa: A002 - the field's own name
    level: Severity,
    pattern: str,
    finds: str,
    why: str,
    better: str,
    source: str,
    good: tuple[str, ...],
    bad: tuple[str, ...],
    parts: frozenset[Part] = WORDING,
    unless: Excuse | None = None,
    needs: tuple[str, ...] = (),
) -> Rule:
    """Make a rule of a pattern, which is searched in the prose of `parts` without regard to case.

    A match is a finding unless `unless` says that it may stand. `needs` are small-letter pieces of text of
    which every match holds at least one: texts without any are passed over quickly.
    """
    # Of most rules no text holds a piece that is needed; their patterns are never made.
    made = cache(partial(re.compile, pattern, re.IGNORECASE))

    def check(record: Record) -> Iterator[Finding]:
        search: re.Pattern[str] = made()
        for passage in record.passages:
            if passage.part not in parts or passage.path[-1] == _ASKED:
                continue
            prose = passage.prose
            # Written out: this loop is the greater part of what all rules cost.
            if needs:
                folded = prose.lower()
                for piece in needs:
                    if piece in folded:
                        break
                else:
                    continue
            for match in search.finditer(prose):
                if unless is None or not unless(passage, match):
                    start, end = match.span()
                    yield Finding(path=passage.path, start=start, end=end, file=passage.file)

    return Rule(
        id=id,
        level=level,
        finds=finds,
        why=why,
        better=better,
        source=source,
        good=good,
        bad=bad,
        check=check,
        needs=needs,
    )


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
