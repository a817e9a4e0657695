"""Problems as programs read them."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from statuskit.problems import Problem, Severity, Span
from statuskit.report.formats import render_github, render_json, render_sarif
from statuskit.review import BY_ID

HOSTILE = st.text(st.sampled_from("ab:,%\n\r\x00\x1b\u202e\U0001f9ef\"'/ é"), max_size=30)


def problem(**fields: Any) -> Problem:  # noqa: ANN401 - any field of a problem
    """Make a problem on line 7, with some fields of its own."""
    plain: dict[str, Any] = {
        "rule": "AP01",
        "severity": Severity.ERROR,
        "file": "incidents/a b.yml",
        "message": "Sorry for what, 100%?",
        "hint": "Better: say it.",
        "span": Span(line=7, column=5, end_column=9),
        "excerpt": "    sorry for it",
    }
    return Problem(**{**plain, **fields})


def test_json() -> None:
    """One alert a problem, in order, with what was matched; hints are Vale's suggestions."""
    told = json.loads(
        render_json(
            [problem(severity=Severity.HINT), problem(file="z.yml", span=None, excerpt=None, hint="")]
        )
    )
    assert list(told) == ["incidents/a b.yml", "z.yml"]
    assert told["incidents/a b.yml"] == [
        {
            "Action": {"Name": "", "Params": None},
            "Span": [5, 8],
            "Check": "statuskit.AP01",
            "Description": "",
            "Link": "",
            "Message": "Sorry for what, 100%? Better: say it.",
            "Severity": "suggestion",
            "Match": "sorr",
            "Line": 7,
        }
    ]
    assert (told["z.yml"][0]["Line"], told["z.yml"][0]["Span"]) == (1, [1, 1])


def check_sarif(log: dict[str, Any]) -> None:
    """Hold a log against what SARIF 2.1.0 requires of the objects that we write, and allows them to hold.

    Our own reading of the schema, reduced to those objects; logs of ours were held against the whole of it
    when this was written.
    """
    assert log["version"] == "2.1.0"
    assert set(log) == {"$schema", "version", "runs"}
    for run in log["runs"]:
        assert set(run) == {"tool", "columnKind", "results"}
        assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
        driver = run["tool"]["driver"]
        assert driver["name"]
        assert set(driver) <= {"name", "version", "rules"}
        rules = driver["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        for rule in rules:
            assert set(rule) <= {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}
            for key in ("shortDescription", "fullDescription", "help"):
                assert rule.get(key, {"text": "x"})["text"]
        for result in run["results"]:
            assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations"}
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in {"none", "note", "warning", "error"}
            assert isinstance(result["message"]["text"], str)
            for location in result["locations"]:
                place = location["physicalLocation"]
                assert place["artifactLocation"]["uri"].isascii()
                assert " " not in place["artifactLocation"]["uri"]
                region = place.get("region", {"startLine": 1, "startColumn": 1, "endColumn": 2})
                assert all(isinstance(number, int) and number >= 1 for number in region.values())


def test_sarif() -> None:
    """House rules bring their words; others are named; every object is of the form that SARIF asks for."""
    told = json.loads(
        render_sarif(
            [problem(), problem(rule="unknown-key", span=None), problem(severity=Severity.HINT)], BY_ID
        )
    )
    check_sarif(told)
    run = told["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["unknown-key", "AP01"]
    assert run["tool"]["driver"]["rules"][1]["defaultConfiguration"] == {"level": "error"}
    assert [result["level"] for result in run["results"]] == ["error", "error", "note"]
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "incidents/a%20b.yml"
    assert place["region"] == {"startLine": 7, "startColumn": 5, "endColumn": 9}


def test_github() -> None:
    """Each problem is one command; what would end a property or the message is escaped."""
    told = render_github(
        [problem(file="a:b,c.yml", hint="Add:\n  x: 1"), problem(file="z", severity=Severity.HINT, span=None)]
    )
    assert told.splitlines() == [
        "::error file=a%3Ab%2Cc.yml,line=7,col=5,endColumn=9,title=AP01::Sorry for what, 100%25? Add:%0A  x: 1",
        "::notice file=z,title=AP01::Sorry for what, 100%25? Better: say it.",
    ]
    assert render_github([]) == ""


@given(rule=HOSTILE, file=HOSTILE, message=HOSTILE, hint=HOSTILE, excerpt=HOSTILE)
def test_hostile_texts(*, rule: str, file: str, message: str, hint: str, excerpt: str) -> None:
    """Whatever a file holds: one command a problem, no control characters, and JSON that can be read."""
    listed = [problem(rule=rule, file=file, message=message, hint=hint, excerpt=excerpt), problem()]
    told = render_github(listed)
    assert len(told.split("\n")) == 2
    assert all(line.startswith("::error file=") for line in told.split("\n"))
    assert not set("\r\x00\x1b\u202e") & set(told)
    check_sarif(json.loads(render_sarif(listed, BY_ID)))
    assert sum(map(len, json.loads(render_json(listed)).values())) == 2
