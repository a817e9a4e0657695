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
from statuskit.review.rule import Finding, Passage, Record, Rule

RULES: Final[Sequence[Rule]] = (
    *apology.RULES,
    *agency.RULES,
    *scope.RULES,
    *deflection.RULES,
    *promises.RULES,
    *spin.RULES,
    *blame.RULES,
    *plain.RULES,
    *complete.RULES,
    *live.RULES,
    *dates.RULES,
    *durations.RULES,
    *cadence.RULES,
    *safety.RULES,
)
"""All house rules, by family."""

BY_ID: Final[Mapping[str, Rule]] = {rule.id: rule for rule in RULES}


def review(record: Record, only: Collection[str] = BY_ID) -> Iterator[tuple[Rule, Finding]]:
    """Yield what the house rules find in an incident, less what the site's settings let stand.

    `only` are the ids of the rules to ask, all unless some are named.
    """
    setting = record.settings.review
    allowed = tuple(text.lower() for text in setting.allow)
    texts = {passage.path: passage for passage in record.passages} if allowed else {}
    prose = "\n".join(passage.prose for passage in record.passages).lower()
    for rule in RULES:
        if rule.id in only and rule.id not in setting.off and _may_hold(prose, rule.needs):
            for finding in rule.check(record):
                if not _may_stand(finding, texts.get(finding.path), allowed):
                    yield rule, finding


def _may_hold(prose: str, needs: Sequence[str]) -> bool:
    for piece in needs:
        if piece in prose:
            return True
    return not needs


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
