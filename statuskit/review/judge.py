"""How much each finding weighs on this site and in this file, and what it stops."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from statuskit.model import PostmortemState
from statuskit.problems import Severity
from statuskit.review import BY_ID, review
from statuskit.review.rule import Finding, Record, Rule

SECRET_RULES = frozenset({"SP01"})
"""Rules whose findings are never shown, and which stop `check` wherever they are found."""

_WEIGHTS = {Severity.HINT: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Stops(StrEnum):
    """When a finding stops `check`."""

    ALWAYS = "always"
    STRICT = "strict"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A finding with its weight on this site."""

    rule: Rule
    finding: Finding
    level: Severity
    stops: Stops


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the house rules say of one incident. `waived` counts, by rule, what the file's waivers let stand."""

    verdicts: tuple[Verdict, ...]
    waived: Mapping[str, int]


def judge(record: Record, only: Collection[str] = BY_ID) -> Judgement:
    """Weigh all findings of an incident, or those of some rules.

    The site's `review.level` is the most that a rule weighs there; a place that weighs less stays so.
    """
    allowed = {waiver.rule for waiver in record.incident.waivers}
    verdicts: list[Verdict] = []
    waived: Counter[str] = Counter()
    for rule, finding in review(record, only):
        if rule.id in allowed:
            waived[rule.id] += 1
            continue
        level = _level(rule, finding, record.settings.review.levels)
        stops = _stops(rule, finding, level, record)
        verdicts.append(Verdict(rule=rule, finding=finding, level=level, stops=stops))
    return Judgement(verdicts=tuple(verdicts), waived=waived)


def _level(rule: Rule, finding: Finding, levels: Mapping[str, str]) -> Severity:
    if rule.id not in levels:
        return finding.level or rule.level
    most = Severity(levels[rule.id])
    return min(most, finding.level or most, key=_WEIGHTS.__getitem__)


def _stops(rule: Rule, finding: Finding, level: Severity, record: Record) -> Stops:
    if rule.id in SECRET_RULES:
        return Stops.ALWAYS
    if level is not Severity.ERROR:
        return Stops.NEVER
    story = record.incident.postmortem
    is_final = story is not None and story.state is PostmortemState.FINAL
    # A published update is not rewritten because a postmortem has become final.
    return Stops.ALWAYS if is_final and finding.path[:1] != ("updates",) else Stops.STRICT
