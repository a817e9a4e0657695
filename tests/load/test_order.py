"""Order of updates, start and end of an incident."""

from collections.abc import Callable

import pytest

from statuskit.load import Loaded
from statuskit.model import Status
from statuskit.problems import Problem, Severity

Problems = Callable[..., list[Problem]]
Rules = Callable[..., list[str]]
Load = Callable[..., Loaded]


def file(*updates: str, head: str = "") -> str:
    """Write a file; an update is its clock time on 20 November and what follows its message."""
    lines = [
        f"  - {{at: 2026-11-20T{update.split(' ', 1)[0]}:00Z, message: x{', ' + rest if (rest := update[6:]) else ''}}}"
        for update in updates
    ]
    return f"title: x\n{head}updates:\n" + "\n".join(lines) + "\n"


RESOLVED = "status: resolved"


def test_equal_times_are_legal(load_files: Load) -> None:
    """Updates of one moment are told apart by a number, in the order of the file."""
    [incident] = load_files({"a.yml": file("14:02", "14:02", "14:02", "14:03")}).catalog.incidents

    assert [update.id for update in incident.updates] == [
        "a-20261120T140200Z",
        "a-20261120T140200Z-2",
        "a-20261120T140200Z-3",
        "a-20261120T140300Z",
    ]


def test_updates_ascend(rules: Rules) -> None:
    """An update below a later one is an error."""
    assert rules(file("14:02", "14:01", "14:03")) == ["out-of-order updates.1.at"]


def test_default_statuses(load_files: Load) -> None:
    """The first update's status is the kind's first, any other's that of the update before."""
    files = {
        "a.yml": file("14:02", "14:03 status: monitoring", "14:04"),
        "b.yml": file("14:02", head="kind: notice\n"),
    }
    first, second = load_files(files).catalog.incidents

    assert [update.status for update in first.updates] == [
        Status.INVESTIGATING,
        Status.MONITORING,
        Status.MONITORING,
    ]
    assert [update.says_status for update in first.updates] == [False, True, False]
    assert second.updates[0].status is Status.IDENTIFIED


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("incident", "completed"),
        ("notice", "investigating"),
        ("incident", "verifying"),
        ("incident", "in_progress"),
    ],
)
def test_status_of_another_kind(kind: str, status: str, problems: Problems) -> None:
    """A status that another kind uses is an error, and the kind's own are listed."""
    [problem] = problems(file(f"14:02 status: {status}", head=f"kind: {kind}\n"))

    assert (problem.rule, problem.path) == ("wrong-status", ("updates", 0, "status"))
    assert "Allowed: " in problem.hint


def test_any_order_of_statuses(rules: Rules) -> None:
    """Before the end any order is legal, and so is opening again."""
    text = file(
        "14:02 " + RESOLVED,
        "14:03 status: investigating",
        "14:04 status: monitoring",
        "14:05 status: identified",
    )

    assert rules(text) == []


def test_corrects_an_earlier_update(rules: Rules) -> None:
    """A correction names the time of an update above it, in whatever offset."""
    assert rules(file("14:02", "14:03 corrects: 2026-11-20T15:02+01:00")) == []


@pytest.mark.parametrize("corrected", ["14:01", "14:03", "14:04"])
def test_corrects_nothing(corrected: str, rules: Rules) -> None:
    """A correction of itself, of a later update or of none is an error."""
    text = file("14:02", f"14:03 corrects: 2026-11-20T{corrected}:00Z", "14:04")

    assert rules(text) == ["unknown-update updates.1.corrects"]


def test_first_update_corrects(problems: Problems) -> None:
    """The first update has nothing to correct."""
    [problem] = problems(file("14:02 corrects: 2026-11-20T14:02:00Z"))

    assert problem.hint == "Take `corrects` away."


def test_start_after_the_first_word(problems: Problems) -> None:
    """A start after the first word is a warning; before or with it is not."""
    [problem] = problems(file("14:02", head="started: 2026-11-20T14:03:00Z\n"))

    assert (problem.rule, problem.severity) == ("late-start", Severity.WARNING)
    assert problems(file("14:02", head="started: 2026-11-20T14:02:00Z\n")) == []


@pytest.mark.parametrize(
    ("head", "updates", "expected"),
    [
        ("resolved: 2026-11-20T14:10:00Z\n", ["14:02", "14:12 " + RESOLVED], []),
        ("resolved: 2026-11-20T14:12:00Z\n", ["14:02", "14:12 " + RESOLVED], []),
        ("resolved: 2026-11-20T14:10:00Z\n", ["14:02", "14:12 " + RESOLVED, "14:20"], []),
        ("resolved: 2026-11-20T14:13:00Z\n", ["14:02", "14:12 " + RESOLVED, "14:20"], ["late-end resolved"]),
        ("resolved: 2026-11-20T14:10:00Z\n", ["14:02"], ["not-resolved resolved"]),
        (
            "resolved: 2026-11-20T14:10:00Z\n",
            ["14:02", "14:12 " + RESOLVED, "14:14 status: monitoring"],
            ["not-resolved resolved"],
        ),
        ("resolved: 2026-11-20T14:00:00Z\n", ["14:02", "14:12 " + RESOLVED], ["early-end resolved"]),
        (
            "started: 2026-11-20T13:00:00Z\nresolved: 2026-11-20T14:00:00Z\n",
            ["14:02 " + RESOLVED],
            [],
        ),
        (
            "started: 2026-11-20T14:01:00Z\nresolved: 2026-11-20T14:00:00Z\n",
            ["14:02 " + RESOLVED],
            ["early-end resolved"],
        ),
        (
            "resolved: 2026-11-20T14:10:00Z\n",
            ["14:02", "14:12 " + RESOLVED, "14:14 status: monitoring", "14:20 " + RESOLVED],
            ["early-end resolved"],
        ),
        (
            "resolved: 2026-11-20T14:15:00Z\n",
            ["14:02", "14:12 " + RESOLVED, "14:14 status: monitoring", "14:20 " + RESOLVED],
            [],
        ),
    ],
)
def test_end(head: str, updates: list[str], expected: list[str], rules: Rules) -> None:
    """`resolved` needs a resolved file, is not after that word, and not before the start or a reopening."""
    assert rules(file(*updates, head=head)) == expected


def test_order_is_judged_where_times_are_known(rules: Rules) -> None:
    """A time that cannot be read hides no other problem, and makes none of its own."""
    text = file("14:10", "14:61", "14:05 " + RESOLVED, head="resolved: 2026-11-20T14:09:00Z\n")

    assert rules(text) == [
        "early-end resolved",
        "late-end resolved",
        "bad-time updates.1.at",
        "out-of-order updates.2.at",
    ]


@pytest.mark.parametrize("unread", [0, 1, 2])
def test_end_beside_unread_times(unread: int, rules: Rules) -> None:
    """Where the update that the end is measured by has no time, only that is told."""
    updates = ["14:02 " + RESOLVED, "14:05 status: monitoring", "14:10 " + RESOLVED]
    updates[unread] = "14:61" + updates[unread][5:]

    assert rules(file(*updates, head="resolved: 2026-11-20T14:08:00Z\n")) == [f"bad-time updates.{unread}.at"]
