"""A house rule that is one regular expression: a phrase that may not stand, and when it may."""

import re
from collections.abc import Callable, Iterator

from statuskit.problems import Severity
from statuskit.review.rule import WORDING, Finding, Part, Passage, Record, Rule

Excuse = Callable[[Passage, re.Match[str]], bool]
"""Tell whether a phrase that was found may stand where it does."""

# A stop behind a single letter (e.g., a.m., U.S.) ends nothing, nor does one before a small letter.
_BOUNDARY = re.compile(
    r"(?<!\b[A-Za-z])[.!?…][\"'”’)\]*_]*\s+(?=[^a-z\s])|[。！？]|\n\s*\n|\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])"
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
    search = re.compile(pattern, re.IGNORECASE)

    def check(record: Record) -> Iterator[Finding]:
        for passage in record.passages:
            if passage.part in parts and passage.path[-1] != _ASKED and _may_hold(passage.prose, needs):
                for match in search.finditer(passage.prose):
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
    )


def _may_hold(prose: str, needs: tuple[str, ...]) -> bool:
    if not needs:
        return True
    folded = prose.lower()
    for piece in needs:  # noqa: SIM110 - runs half a million times for 10,000 messages; `any` takes twice as long
        if piece in folded:
            return True
    return False


def sentences(prose: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of `prose` begins and ends, white space left out.

    A paragraph and a list item end a sentence too.
    """
    start = 0
    for boundary in _BOUNDARY.finditer(prose):
        yield from _stripped(prose, start, boundary.end())
        start = boundary.end()
    yield from _stripped(prose, start, len(prose))


def _stripped(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = prose[start:end]
    if stripped := text.strip():
        first = start + len(text) - len(text.lstrip())
        yield first, first + len(stripped)


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
