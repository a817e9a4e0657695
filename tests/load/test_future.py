"""Nothing said lies in the future."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from statuskit.load import Loaded
from statuskit.problems import Problem, Severity

Problems = Callable[..., list[Problem]]
Load = Callable[..., Loaded]

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
SAID = """\
title: x
started: {at}
detected: {at}
resolved: {at}
windows: [{{from: 2026-11-20T10:00:00Z, to: {at}}}]
updates: [{{at: {at}, message: x, status: resolved}}]
withdrawn: {{at: {at}, because: x}}
postmortem:
  state: final
  published: {at}
  timeline: [{{at: {at}, event: start, what: x}}]
  actions: [{{what: x, state: done, done_on: {at}}}]
  corrections: [{{at: {at}, what: x}}]
"""


@pytest.mark.parametrize(
    ("ahead", "severity", "rule"),
    [
        (timedelta(seconds=40), Severity.HINT, "clock-ahead"),
        (timedelta(minutes=10), Severity.HINT, "clock-ahead"),
        (timedelta(minutes=10, seconds=1), Severity.ERROR, "in-the-future"),
        (timedelta(hours=1), Severity.ERROR, "in-the-future"),
    ],
)
def test_what_is_said_ahead(ahead: timedelta, severity: Severity, rule: str, problems: Problems) -> None:
    """Every time that tells what happened is judged: a hint up to ten minutes ahead, an error beyond."""
    text = SAID.format(at=f"{NOW + ahead:%Y-%m-%dT%H:%M:%SZ}")

    told = problems(text)

    assert {(problem.severity, problem.rule) for problem in told} == {(severity, rule)}
    assert len(told) == text.count(f"{NOW + ahead:%H:%M:%S}")


def test_both_clocks_are_named(problems: Problems) -> None:
    """The error says what the file says and what this machine's clock says."""
    [problem] = problems("title: x\nupdates: [{at: 2026-11-20T17:40+01:00, message: x}]\n")

    assert (
        "The file says 2026-11-20 16:40 UTC, this machine's clock says 2026-11-20 15:40 UTC"
        in problem.message
    )


def test_a_little_ahead_still_loads(load_files: Load) -> None:
    """A clock that is 40 seconds ahead keeps no word from customers."""
    loaded = load_files({"a.yml": "title: x\nupdates: [{at: 2026-11-20T15:40:40Z, message: x}]\n"})

    assert [incident.id for incident in loaded.catalog.incidents] == ["a"]


def test_what_is_to_come_may_lie_ahead(problems: Problems) -> None:
    """Schedules, promises and due dates speak of the future."""
    text = """\
title: x
kind: maintenance
scheduled_for: 2027-01-01T00:00:00Z
scheduled_until: 2027-01-01T02:00:00Z
updates: [{at: 2026-11-20T15:00:00Z, message: x, next_update: 2026-12-31T00:00:00Z}]
postmortem:
  due: 2027-02-01
  make_right: {offer: x, until: 2027-03-01}
  actions: [{what: x, due: 2027-01-01}]
"""
    assert problems(text) == []


def test_today_is_not_the_future(problems: Problems) -> None:
    """A day that has begun is not ahead, though it has not ended."""
    text = "title: x\nupdates: [{at: 2026-11-20T15:00:00Z, message: x}]\npostmortem: {actions: [{what: x, done_on: %s}]}\n"

    assert problems(text % "2026-11-20") == []
    assert [problem.rule for problem in problems(text % "2026-11-21")] == ["in-the-future"]
