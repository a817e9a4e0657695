"""Problems in the forms that programs read: Vale's JSON, SARIF 2.1.0, the annotations of GitHub."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from statuskit import __version__
from statuskit.problems import Problem, Severity, in_order
from statuskit.report import safe
from statuskit.review.manual import page
from statuskit.review.rule import Rule

_VALE = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "suggestion"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Json = Mapping[str, Any]


def render_json(problems: Iterable[Problem]) -> str:
    """Write problems as Vale does: file → list of alerts.

    `Span` holds the columns of the first and the last character, counted from 1; a problem without a place
    stands on line 1.
    """
    files: dict[str, list[Json]] = {}
    for problem in in_order(problems):
        span = problem.span
        files.setdefault(problem.file, []).append(
            {
                "Action": {"Name": "", "Params": None},
                "Span": [span.column, span.end_column - 1] if span else [1, 1],
                "Check": f"statuskit.{problem.rule}",
                "Description": "",
                "Link": "",
                "Message": _message(problem),
                "Severity": _VALE[problem.severity],
                "Match": _match(problem),
                "Line": span.line if span else 1,
            }
        )
    return json.dumps(files, indent=2)


def _message(problem: Problem) -> str:
    return "\n".join(line.rstrip() for line in f"{problem.message} {problem.hint}".strip().split("\n"))


def _match(problem: Problem) -> str:
    if problem.span is None or problem.excerpt is None:
        return ""
    return problem.excerpt[problem.span.column - 1 : problem.span.end_column - 1]


def render_sarif(problems: Iterable[Problem], rules: Mapping[str, Rule]) -> str:
    """Write problems as a SARIF log of one run; `rules` tell of the house rules among them.

    Columns count code points, and an end column lies behind the last character, as SARIF has it.
    """
    ordered = in_order(problems)
    ids = list(dict.fromkeys(problem.rule for problem in ordered))
    driver = {
        "name": "statuskit",
        "version": __version__,
        "rules": [_descriptor(name, rules.get(name)) for name in ids],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, ids) for problem in ordered],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _descriptor(name: str, rule: Rule | None) -> Json:
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": rule.finds},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Better: {rule.better}", "markdown": page(rule)},
        "defaultConfiguration": {"level": _SARIF[rule.level]},
    }


def _result(problem: Problem, ids: Sequence[str]) -> Json:
    span = problem.span
    place: dict[str, Json] = {
        "artifactLocation": {"uri": quote(problem.file, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
    }
    if span:
        place["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endColumn": span.end_column,
        }
    return {
        "ruleId": problem.rule,
        "ruleIndex": ids.index(problem.rule),
        "level": _SARIF[problem.severity],
        "message": {"text": _message(problem)},
        "locations": [{"physicalLocation": place}],
    }


def render_github(problems: Iterable[Problem]) -> str:
    """Write problems as workflow commands, one a line, which GitHub shows beside the lines of a change."""
    return "\n".join(_command(problem) for problem in in_order(problems))


def _command(problem: Problem) -> str:
    properties = {"file": problem.file}
    if problem.span:
        properties["line"] = str(problem.span.line)
        properties["col"] = str(problem.span.column)
        properties["endColumn"] = str(problem.span.end_column)
    properties["title"] = problem.rule
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_GITHUB[problem.severity]} {told}::{_data(_message(problem))}"


def _data(text: str) -> str:
    """Escape a message: its line breaks stay, as `%0A`; nothing else that a terminal obeys does."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "%0A".join(safe(line).replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return safe(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
