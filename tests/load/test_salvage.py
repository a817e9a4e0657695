"""What is wrong in one place hides no problem in another, and makes none up."""

from collections.abc import Callable

import pytest

from statuskit.load.salvage import sound_part

Rules = Callable[..., list[str]]

HEAD = "title: x\ncomponents: {chat: major_outage}\n"
UPDATES = "updates:\n  - {at: 2026-11-20T14:02:00Z, message: x, status: resolved}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A misshapen kind leaves no ground to judge the rest on.
        (HEAD + "kind: maintenence\nscheduled_for: 2026-11-20T14:02:00Z\n", ["unknown-value kind"]),
        (HEAD + "kid: maintenance\nscheduled_for: 2026-11-20T14:02:00Z\n" + UPDATES, ["unknown-key kid"]),
        (HEAD + "updates: none\nresolved: 2026-11-20T14:02:00Z\n", ["wrong-type updates"]),
        (HEAD + "updtes: []\n", ["unknown-key updtes"]),
        (UPDATES, ["missing-key title"]),
        (
            UPDATES.replace("resolved", "resloved") + HEAD + "resolved: 2026-11-20T14:02:00Z\n"
            "postmortem: {state: final, published: 2026-11-20T14:02:00Z}\n",
            ["unknown-value updates.0.status"],
        ),
        (
            HEAD + UPDATES.replace("status", "statsu") + "resolved: 2026-11-20T14:02:00Z\n",
            ["unknown-key updates.0.statsu"],
        ),
        (
            HEAD + UPDATES + "windows:\n  - {from: 2026-11-20T14:00:00Z, to: noon}\n  - nonsense\n",
            ["bad-time windows.0.to", "wrong-type windows.1"],
        ),
        (
            HEAD + UPDATES + "windows: [{too: x}]\n",
            ["missing-key windows.0.from", "unknown-key windows.0.too"],
        ),
        (
            HEAD + UPDATES + "postmortem: {state: final, published: soon}\nrelated: [nowhere]\n",
            ["bad-time postmortem.published", "unknown-incident related.0"],
        ),
        (
            HEAD + UPDATES + "postmortem: {plain: [], statee: x, actions: [{what: x, state: dropped}]}\n",
            [
                "wrong-type postmortem.plain",
                "unknown-key postmortem.statee",
                "missing-key postmortem.actions.0.because",
            ],
        ),
        (
            HEAD + UPDATES + "postmortem: []\nrelated: [nowhere]\n",
            ["wrong-type postmortem", "unknown-incident related.0"],
        ),
        (
            HEAD
            + "updates:\n"
            + "  - {at: 2026-11-20T14:02:00Z}\n"
            + "  - {at: noon, message: x, next_update: 30m}\n"
            + "  - only text\n"
            + "  - {at: 2026-11-20T14:01:00Z, message: x, components: {spaace: operational, chat: down}}\n"
            + "  - {at: 2026-11-20T14:00:00Z, message: x, components: {space: operational}}\n",
            [
                "missing-key updates.0.message",
                "bad-time updates.1.at",
                "wrong-type updates.2",
                "out-of-order updates.3.at",
                "unknown-value updates.3.components.chat",
                "out-of-order updates.4.at",
                "unknown-component updates.4.components.space",
            ],
        ),
        (HEAD + UPDATES.replace("Z", "") + "timezon: Europe/Berlin\n", ["unknown-key timezon"]),
        (HEAD + UPDATES.replace("Z", "") + "timezone: []\n", ["wrong-type timezone"]),
        (HEAD + "kid: maintenance\nscheduled_for: 2026-11-20T14:02:00Z\n", ["unknown-key kid"]),
        ("- a list\n", ["not-a-map "]),
    ],
)
def test_one_run_tells_all(text: str, expected: list[str], rules: Rules) -> None:
    """The rest of a file with misshapen parts is checked in the same run, without consequences of those parts."""
    assert rules(text) == expected


def test_maintenance_with_a_misshapen_end(rules: Rules) -> None:
    """A schedule that is there, but misshapen, is not reported as missing."""
    text = "title: x\nkind: maintenance\nscheduled_for: 2026-11-20T14:02:00Z\nscheduled_until: noon\n"

    assert rules(text + "postmortem: {state: final, published: 2026-11-20T14:02:00Z}\n") == [
        "bad-time scheduled_until"
    ]


def test_nothing_to_keep() -> None:
    """Of a value that is no map nothing is kept."""
    assert sound_part("x", ()) is None
