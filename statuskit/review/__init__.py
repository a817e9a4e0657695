"""The house rules: what every text of an incident is read for before and after it is public."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from statuskit.review import (
    agency,
    apology,
    blame,
    cadence,
    complete,
    dates,
    deflection,
    durations,
    live,
    plain,
    promises,
    safety,
    scope,
    spin,
)
from statuskit.review.rule import Family, Finding, Passage, Record, Rule, family

FAMILIES: Final[Sequence[Family]] = tuple(
    family(rules)
    for rules in (
        apology.RULES,
        agency.RULES,
        scope.RULES,
        deflection.RULES,
        promises.RULES,
        spin.RULES,
        blame.RULES,
        plain.RULES,
        complete.RULES,
        live.RULES,
        dates.RULES,
        durations.RULES,
        cadence.RULES,
        safety.RULES,
    )
)

RULES: Final[Sequence[Rule]] = tuple(rule for each in FAMILIES for rule in each.rules)
"""All house rules, by family."""

BY_ID: Final[Mapping[str, Rule]] = {rule.id: rule for rule in RULES}


def review(record: Record, only: Collection[str] = BY_ID) -> Iterator[tuple[Rule, Finding]]:
    """Yield what the house rules find in an incident, less what the site's settings let stand.

    `only` are the ids of the rules to ask, all unless some are named.
    """
    setting = record.settings.review
    allowed = tuple(text.lower() for text in setting.allow)
    texts = {passage.path: passage for passage in record.passages} if allowed else {}
    for each in FAMILIES:
        if not _may_find(each, record):
            continue
        for rule in each.rules:
            if rule.id not in only or rule.id in setting.off or not _may_find(rule, record):
                continue
            for finding in rule.check(record):
                if not _may_stand(finding, texts.get(finding.path), allowed):
                    yield rule, finding


def _may_find(those: Rule | Family, record: Record) -> bool:
    return those.needs is None or not those.needs.isdisjoint(record.beginnings)


def _may_stand(finding: Finding, passage: Passage | None, allowed: Iterable[str]) -> bool:
    """Tell whether a finding lies inside a text that the site allows."""
    if passage is None or not finding.end:
        return False
    text = passage.text.lower()
    if len(text) != len(passage.text):  # Some letters have a small form of two characters.
        text = passage.text
    for each in allowed:
        at = text.find(each, max(0, finding.end - len(each)))
        if 0 <= at <= finding.start:
            return True
    return False
