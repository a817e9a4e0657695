"""A house rule that is one regular expression: a phrase that may not stand, and when it may."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from statuskit.problems import Severity
from statuskit.review.beginnings import beginnings_of
from statuskit.review.rule import WORDING, Finding, Part, Passage, Record, Rule

Excuse = Callable[[Passage, re.Match[str]], bool]
"""Tell whether a phrase that was found may stand where it does."""

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
    needs: tuple[str, ...],
) -> Rule:
    """Make a rule of a pattern, which is searched in the prose of `parts` without regard to case.

    A match is a finding unless `unless` says that it may stand. `needs` are beginnings of words in small letters, of
    which every match holds at least one; one of less than four letters is a whole word.
    """
    beginnings = beginnings_of(needs)
    # Most rules find none of what they need in any text; their patterns are never made.
    made = cache(partial(re.compile, pattern, re.IGNORECASE))

    def check(record: Record) -> Iterator[Finding]:
        search: re.Pattern[str] = made()
        for passage in record.passages:
            if passage.part not in parts or passage.path[-1] == _ASKED:
                continue
            if beginnings.isdisjoint(passage.beginnings):
                continue
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
        needs=beginnings,
        pattern=pattern,
    )
