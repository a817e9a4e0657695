"""Keep what is sound of a file with problems, so that the rest of it is checked in the same run."""

from collections.abc import Iterable
from typing import Any

from statuskit.load.findings import Finding
from statuskit.problems import KeyPath
from statuskit.schema import IncidentDocument, ShapeProblem, check, without_private

_CONSEQUENCES = frozenset({"missing-key", "not-resolved", "not-ended"})
"""Rules that complain of something not being there, which it may well be, though misshapen."""


def sound_part(value: Any, problems: Iterable[ShapeProblem]) -> IncidentDocument | None:  # noqa: ANN401 - YAML
    """Check a file again without the keys that hold `problems`; None where too little is left.

    List entries are never taken out, so key paths lead to the same places.
    """
    kept = without_private(value)
    if not isinstance(kept, dict):
        return None
    for problem in problems:
        if problem.path == ("kind",):
            return None
        _take_out(kept, _reach(problem))
    kept.setdefault("title", "Untitled")
    document, _left = check(IncidentDocument, kept)
    return document


def _reach(problem: ShapeProblem) -> KeyPath:
    """Give the path of what must go for a problem to go: the key itself, a part of the postmortem, or a top-level key."""
    if problem.rule == "unknown-key":
        return problem.path
    return problem.path[: 2 if problem.path[0] == "postmortem" else 1]


def _take_out(value: Any, path: KeyPath) -> None:  # noqa: ANN401 - any value of a YAML file
    for step in path[:-1]:
        value = value.get(step, {}) if isinstance(value, dict) else value[step]
    value.pop(path[-1], None)


def is_consequence(finding: Finding, problems: Iterable[ShapeProblem]) -> bool:
    """Tell whether a finding only follows from a key that is there, but misshapen or misspelt."""
    return finding.rule in _CONSEQUENCES and any(_explains(problem, finding) for problem in problems)


def _explains(problem: ShapeProblem, finding: Finding) -> bool:
    missed = (*problem.path[:-1], problem.meant) if problem.meant else _reach(problem)
    if finding.rule == "missing-key":
        return finding.path[: len(missed)] == missed
    return missed[0] in {"updates", "scheduled_until"}
