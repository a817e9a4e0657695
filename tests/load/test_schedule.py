"""Windows, the schedule of a maintenance, and what each kind needs."""

from collections.abc import Callable

import pytest

from statuskit.load import Loaded
from statuskit.model import ComponentState
from statuskit.problems import Problem, Severity

Problems = Callable[..., list[Problem]]
Rules = Callable[..., list[str]]
Load = Callable[..., Loaded]

OPEN = "title: x\ncomponents: {chat: major_outage}\nupdates:\n  - {at: 2026-11-20T14:02:00Z, message: x}\n"
ENDED = OPEN.replace("message: x", "message: x, status: resolved")
MAINTENANCE = """\
title: New cables
kind: maintenance
components: {chat: under_maintenance}
scheduled_for: 2026-11-20T06:00:00Z
scheduled_until: 2026-11-20T08:00:00Z
"""


def window(begin: str, end: str = "", rest: str = "") -> str:
    """Write one window by the hours and minutes of its ends."""
    to = f", to: 2026-11-20T{end}:00Z" if end else ""
    return f"  - {{from: 2026-11-20T{begin}:00Z{to}{rest}}}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OPEN + "windows: []\n", []),
        (OPEN + "windows:\n" + window("13:00", "13:10") + window("14:00"), []),
        (ENDED + "windows:\n" + window("13:00", "13:10") + window("13:30", "14:00"), []),
        (ENDED + "windows:\n" + window("13:00"), ["open-window windows.0"]),
        (OPEN + "windows:\n" + window("13:00") + window("14:00"), ["open-window windows.0"]),
        (ENDED + "windows:\n" + window("13:00") + window("14:00", "14:01"), ["open-window windows.0"]),
        (OPEN + "windows:\n" + window("13:10", "13:00"), ["empty-window windows.0.to"]),
        (OPEN + "windows:\n" + window("13:10", "13:10"), ["empty-window windows.0.to"]),
        (OPEN + "windows:\n" + window("13:61", "13:10"), ["bad-time windows.0.from"]),
        (OPEN + "windows:\n" + window("13:00", "13:61"), ["bad-time windows.0.to"]),
    ],
)
def test_windows(text: str, expected: list[str], rules: Rules) -> None:
    """Windows begin before they end; only the last is open, and only while the incident is."""
    assert rules(text) == expected


def test_components_of_windows(load_files: Load) -> None:
    """A window has the components of the file, or its own."""
    text = (
        OPEN
        + "windows:\n"
        + window("13:00", "13:10")
        + window("14:00", rest=", components: {checkout: partial_outage}")
    )

    [incident] = load_files({"a.yml": text}).catalog.incidents

    assert incident.windows
    assert [window.components for window in incident.windows] == [
        {"chat": ComponentState.MAJOR_OUTAGE},
        {"checkout": ComponentState.PARTIAL_OUTAGE},
    ]
    assert incident.windows[1].end is None


def test_no_windows_are_not_empty_windows(load_files: Load) -> None:
    """A file without the key has None; `[]` says that nothing was ever down."""
    first, second = load_files({"a.yml": OPEN, "b.yml": OPEN + "windows: []\n"}).catalog.incidents

    assert (first.windows, second.windows) == (None, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MAINTENANCE, []),
        (MAINTENANCE.replace("scheduled_for", "x_for"), ["missing-key scheduled_for", "unknown-key x_for"]),
        (
            "title: x\nkind: maintenance\n",
            ["missing-key scheduled_for", "missing-key scheduled_until"],
        ),
        (MAINTENANCE.replace("T08", "T06"), ["empty-window scheduled_until"]),
        (MAINTENANCE.replace("T08", "T05"), ["empty-window scheduled_until"]),
        (MAINTENANCE + "resolved: 2026-11-20T08:00:00Z\n", ["wrong-kind resolved"]),
        (OPEN + "scheduled_for: 2026-11-20T08:00:00Z\n", ["wrong-kind scheduled_for"]),
        ("title: x\n", ["missing-key updates"]),
        ("title: x\nupdates: []\n", ["missing-key updates"]),
        ("title: x\nkind: notice\n", ["missing-key updates"]),
    ],
)
def test_what_each_kind_needs(text: str, expected: list[str], rules: Rules) -> None:
    """A maintenance needs its schedule, any other kind its updates, and neither has the other's keys."""
    assert rules(text) == expected


@pytest.mark.parametrize(
    ("updates", "expected"),
    [
        ("  - {at: 2026-11-20T05:00:00Z, message: x, status: scheduled}\n", []),
        ("  - {at: 2026-11-20T06:00:00Z, message: x, status: in_progress}\n", []),
        (
            "  - {at: 2026-11-20T05:59:00Z, message: x, status: in_progress}\n",
            ["early-work updates.0.status"],
        ),
        ("  - {at: 2026-11-20T05:59:00Z, message: x, status: verifying}\n", ["early-work updates.0.status"]),
        (
            "  - {at: 2026-11-20T05:59:00Z, message: x, status: cancelled}\n  - {at: 2026-11-20T06:59:00Z, message: x}\n",
            [],
        ),
        (
            (
                "  - {at: 2026-11-20T05:59:00Z, message: x, status: cancelled}\n"
                "  - {at: 2026-11-20T06:59:00Z, message: x, status: scheduled}\n"
            ),
            ["after-the-end updates.1.status"],
        ),
        (
            (
                "  - {at: 2026-11-20T07:00:00Z, message: x, status: completed}\n"
                "  - {at: 2026-11-20T07:59:00Z, message: x, status: completed}\n"
            ),
            ["after-the-end updates.1.status"],
        ),
        ("  - {at: 2026-11-20T05:61:00Z, message: x, status: in_progress}\n", ["bad-time updates.0.at"]),
    ],
)
def test_maintenance_updates(updates: str, expected: list[str], rules: Rules) -> None:
    """Work before the schedule is a warning; a status after the end is an error, a note is not."""
    assert rules(MAINTENANCE + "updates:\n" + updates) == expected


def test_early_work_is_a_warning(problems: Problems) -> None:
    """The incident still loads, with the remedy told."""
    [problem] = problems(
        MAINTENANCE + "updates:\n  - {at: 2026-11-20T05:59:00Z, message: x, status: in_progress}\n"
    )

    assert problem.severity is Severity.WARNING
    assert "scheduled_for" in problem.hint


def test_maintenance_with_an_unread_schedule(rules: Rules) -> None:
    """A schedule that cannot be read is told as such, and nothing is measured by it."""
    text = (
        MAINTENANCE.replace("T06:00", "T06:61")
        + "updates:\n  - {at: 2026-11-20T05:00:00Z, message: x, status: in_progress}\n"
    )

    assert rules(text) == ["bad-time scheduled_for"]
