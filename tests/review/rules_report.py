"""Measure the house rules on real updates: `python -m tests.review.rules_report` writes rules-report.md anew.

The updates (GitHub, collected by mrshu/github-statuses) lie outside the repository and are not copied into it. Verdicts on hits that were read
stand in rules-verdicts.csv: rule, level, message, `right` or `wrong`.
"""

import csv
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from statuskit.model import Incident, ReviewRule, Settings, Status, Update
from statuskit.problems import Severity
from statuskit.review import RULES, review
from statuskit.review.passages import passages
from statuskit.review.rule import Finding, Record, Rule

HERE = Path(__file__).parent
UPDATES = HERE.parents[2] / "shared/data/github-updates/incidents.jsonl"
VERDICTS = HERE / "rules-verdicts.csv"
REPORT = HERE / "rules-report.md"

NOW = datetime(2025, 1, 1, tzinfo=UTC)
LEAST_RIGHT = 0.9
"""The share of an error rule's hits that must be right; else it is a warning."""

SETTINGS = Settings(review=ReviewRule(levels={"EU06": "hint"}))

_STATUSES = {"in progress": Status.IN_PROGRESS, "verifying": Status.VERIFYING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A message in which a rule finds something. `message` is the incident's id and the update's place in it."""

    rule: str
    level: Severity
    message: str


Verdicts = Mapping[Hit, bool]
"""Hit → whether it is right."""


def records(path: Path = UPDATES) -> Iterator[Record]:
    """Read the real updates as records for the house rules."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            incident = _incident(json.loads(line))
            yield Record(incident=incident, passages=passages(incident), settings=SETTINGS, now=NOW)


def _incident(row: Mapping[str, Any]) -> Incident:
    return Incident(id=row["id"], file=f"{row['id']}.yml", title=row["title"], updates=tuple(_updates(row)))


def _updates(row: Mapping[str, Any]) -> Iterator[Update]:
    status = Status.INVESTIGATING
    for number, update in enumerate(row["updates"]):
        said = update["status"].lower()
        if says_status := said != "update":
            status = _STATUSES.get(said) or Status(said)
        yield Update(
            id=f"{row['id']}-{number}",
            at=datetime.fromisoformat(update["at"]),
            status=status,
            says_status=says_status,
            message=update["message"],
        )


def hits(found: Record) -> Iterator[Hit]:
    """Yield each hit in a record's texts once."""
    yield from dict.fromkeys(_hit(found, rule, finding) for rule, finding in review(found))


def _hit(found: Record, rule: Rule, finding: Finding) -> Hit:
    place = ".".join(map(str, finding.path[1:2] if finding.path[:1] == ("updates",) else finding.path))
    return Hit(rule=rule.id, level=finding.level or rule.level, message=f"{found.incident.id}#{place}")


def verdicts(path: Path = VERDICTS) -> Verdicts:
    """Read the verdicts on hits that were read."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            Hit(rule=row["rule"], level=Severity(row["level"]), message=row["message"]): row["verdict"]
            == "right"
            for row in csv.DictReader(lines)
        }


def grouped(found: Iterable[Hit]) -> Mapping[tuple[str, Severity], list[Hit]]:
    """Sort hits by rule and level."""
    groups: defaultdict[tuple[str, Severity], list[Hit]] = defaultdict(list)
    for hit in found:
        groups[hit.rule, hit.level].append(hit)
    return groups


def table(found: Iterable[Hit], messages: int, read: Verdicts) -> str:
    """Write the report, in Markdown; a rule without hits has one row, at its own level."""
    groups = grouped(found)
    rules_hit = {rule for rule, _ in groups}
    lines = [
        "# The house rules on real updates",
        "",
        (
            f"{messages:,} updates, 2022 to 2024. A hit is an update in which a rule finds something. All "
            "hits of level error were read one by one; a rule that is right in fewer than nine of ten of them may not "
            "be an error. Which were read, and whether the rule was right, stands in `rules-verdicts.csv`. EU06 is off "
            "unless a site asks for it, and was asked for here. This page is made by `make rules-report`."
        ),
        "",
        "| rule | level | hits | share | right, as read |",
        "| --- | --- | ---: | ---: | --- |",
    ]
    for rule in RULES:
        for level in Severity:
            group = groups.get((rule.id, level), [])
            if group or (level is rule.level and rule.id not in rules_hit):
                right = _right(group, read) if level is Severity.ERROR else ""
                lines.append(
                    f"| {rule.id} | {level} | {len(group)} | {len(group) / messages:.1%} | {right} |"
                )
    return "\n".join([*lines, ""])


def _right(group: list[Hit], read: Verdicts) -> str:
    judged = [read[hit] for hit in group if hit in read]
    return f"{sum(judged)} of {len(judged)}" if group else "untested"


def main() -> None:
    """Measure, write the report, and tell on standard error which hits nobody has read and how long it took."""
    read = verdicts()
    all_records = list(records())
    began = time.perf_counter()
    found = [hit for each in all_records for hit in hits(each)]
    took = time.perf_counter() - began
    messages = sum(len(each.incident.updates) for each in all_records)
    REPORT.write_text(table(found, messages, read), encoding="utf-8")
    unread = [hit for hit in found if hit.level is Severity.ERROR and hit not in read]
    sys.stderr.write(f"{messages} messages in {took:.2f} s; {len(unread)} errors have not been read\n")


if __name__ == "__main__":
    main()
