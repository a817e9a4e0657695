"""Keep what is sound of a file with problems, so that the rest of it is checked in the same run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from statuskit.load.findings import Finding
from statuskit.problems import KeyPath
from statuskit.schema import IncidentDocument, ShapeProblem, check, without_private

_STAND_INS: Final[Mapping[str, Mapping[str, str]]] = {
    "updates": {"at": "1900-01-01T00:00:00Z", "message": "-"},
    "windows": {"from": "1900-01-01T00:00:00Z"},
}
"""What the entries of a list need, so that they keep their places where one has lost it."""

_CONSEQUENCES = frozenset({"missing-key", "not-resolved", "not-ended", "open-window", "no-zone"})
"""Rules that complain of something not being there, which it may well be, though misshapen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """The sound part of a file. `unknown` are the paths whose value is only a stand-in."""

    document: IncidentDocument
    unknown: frozenset[KeyPath]


def sound_part(value: Any, problems: Iterable[ShapeProblem]) -> Sound | None:  # noqa: ANN401 - a value of YAML
    """Check a file again without what has `problems`; None where too little is left."""
    kept = without_private(value)
    if not isinstance(kept, dict):
        return None
    unknown: set[KeyPath] = set()
    for problem in problems:
        if _missed(problem) == ("kind",):
            return None
        if problem.rule != "unknown-key" and problem.path[0] in _STAND_INS and len(problem.path) > 1:
            unknown.update(_mend_entry(kept[problem.path[0]], problem.path))
        else:
            _take_out(kept, _reach(problem))
    kept.setdefault("title", "Untitled")
    document, _left = check(IncidentDocument, kept)
    return Sound(document=document, unknown=frozenset(unknown)) if document else None


def _mend_entry(entries: list[Any], path: KeyPath) -> Iterable[KeyPath]:
    """Take what is wrong out of an update or a window, and yield the paths that hold a stand-in then."""
    name, number, *rest = path
    entry: dict[str | int, Any] = {}
    if rest:
        entry = entries[int(number)]
        entry.pop(rest[0], None)
    for key, stand_in in _STAND_INS[str(name)].items():
        if key not in entry:
            entry[key] = stand_in
            yield name, number, key
    entries[int(number)] = entry


def _reach(problem: ShapeProblem) -> KeyPath:
    """Give the path of what must go: the unknown key, a part of the postmortem, or a top-level key."""
    if problem.rule == "unknown-key":
        return problem.path
    return problem.path[: 2 if problem.path[0] == "postmortem" else 1]


def _take_out(value: Any, path: KeyPath) -> None:  # noqa: ANN401 - a value of YAML
    for step in path[:-1]:
        value = value.get(step, {}) if isinstance(value, dict) else value[step]
    value.pop(path[-1], None)


def is_consequence(finding: Finding, problems: Iterable[ShapeProblem]) -> bool:
    """Tell whether a finding only follows from a key that is there, but misshapen or misspelt."""
    return finding.rule in _CONSEQUENCES and any(_explains(problem, finding) for problem in problems)


def _missed(problem: ShapeProblem) -> KeyPath:
    """Give the path of what the rest of the file has to do without: the key that was meant, or what goes."""
    return (*problem.path[:-1], problem.meant) if problem.meant else _reach(problem)


def _explains(problem: ShapeProblem, finding: Finding) -> bool:
    missed = _missed(problem)
    match finding.rule:
        case "missing-key":
            return finding.path[: len(missed)] == missed
        case "open-window":
            return missed[0] in {"updates", "windows"}
        case "no-zone":
            return missed == ("timezone",)
        case _:
            return missed[0] in {"updates", "scheduled_until"}
