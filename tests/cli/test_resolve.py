"""`statuskit resolve`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Hand

MAINTENANCE = """\
title: New cables
kind: maintenance
components: {checkout: under_maintenance}
scheduled_for: 2026-11-20T13:00:00Z
scheduled_until: 2026-11-20T16:00:00Z
"""
WINDOWS = """\
title: Cards come and go
components: {checkout: partial_outage}
windows:
  - {from: 2026-11-20T13:00:00Z, to: 2026-11-20T13:10:00Z}
  - from: 2026-11-20T14:00:00Z
updates:
  - at: 2026-11-20T14:02:00Z
    message: Cards come and go.
"""


def test_the_last_word(hand: "Callable[..., Hand]") -> None:
    """The whole screen: what customers read, and what the story of what hurt them still needs."""
    at = hand()
    done = at("resolve", "-m", "You can pay by card again.", at="14:30")
    assert (done.exit_code, done.stdout) == (0, "incidents/2026-11-20-card-payments.yml\n")
    assert done.stderr == (
        "The one that is open: 2026-11-20-card-payments.\n"
        "\n"
        "Once this is published, customers read:\n"
        "\n"
        "  Card payments are failing\n"
        "  =========================\n"
        "  Resolved · Checkout · 20 Nov 2026, 14:02 to 14:30 UTC · lasted 28 mins\n"
        "\n"
        "  Resolved, 14:30 UTC\n"
        "    You can pay by card again.\n"
        "\n"
        "Its impact was major. The story is not told yet; to begin it:\n"
        "  statuskit postmortem 2026-11-20-card-payments\n"
        "\n"
        "Before the postmortem can be final:\n"
        "  - Nobody says that it was our doing.\n"
        "  - It does not say what customers could not do.\n"
        "  - It does not say from when to when.\n"
        "  - It does not say whether data was lost or seen by others.\n"
        "  - It does not say in plain words what happened and why.\n"
        "  - It does not say what we change.\n"
        "  - It does not say what we give back, if only that it is nothing.\n"
        "  - Nobody signs.\n"
        "  - It does not say where customers can answer.\n"
    )
    assert at.file().endswith(
        "  - at: 2026-11-20T14:30:00Z\n    status: resolved\n    message: You can pay by card again.\n"
    )


def test_what_is_over_is_not_resolved_again(hand: "Callable[..., Hand]") -> None:
    """The command that says more is named instead."""
    at = hand()
    at("resolve", "-m", "Over.")
    before = at.file()
    done = at("resolve", "card", "-m", "Over.", at="14:20")
    assert (done.exit_code, at.file()) == (2, before)
    assert "2026-11-20-card-payments is resolved, since 2026-11-20 14:10 UTC." in done.stderr
    assert "statuskit update 2026-11-20-card-payments -m TEXT" in done.stderr


def test_a_maintenance_is_completed(hand: "Callable[..., Hand]") -> None:
    """One without any update gets its list; before it begins there is nothing to complete."""
    at = hand({"incidents/2026-11-20-cables.yml": MAINTENANCE})
    done = at("resolve", "cables", "-m", "Done.", at="12:00")
    assert (done.exit_code, at.file("2026-11-20-cables")) == (2, MAINTENANCE)
    assert "has not begun. To call it off: statuskit update 2026-11-20-cables -s cancelled" in done.stderr
    done = at("resolve", "cables", "-m", "Done.")
    assert done.exit_code == 0, done.output
    assert at.file("2026-11-20-cables") == MAINTENANCE + (
        "updates:\n  - at: 2026-11-20T14:10:00Z\n    status: completed\n    message: Done.\n"
    )
    assert "postmortem" not in done.stderr


def test_the_last_window_closes(hand: "Callable[..., Hand]") -> None:
    """Where windows are the record, the one that lasts ends with the last word, by `update` as well."""
    at = hand({"incidents/2026-11-20-card-payments.yml": WINDOWS})
    closed = WINDOWS.replace("14:00:00Z\n", "14:00:00Z\n    to: 2026-11-20T14:10:00Z\n")
    end = "  - at: 2026-11-20T14:10:00Z\n    status: resolved\n    message: Over.\n"
    assert at("update", "-s", "resolved", "-m", "Over.", "--dry-run").exit_code == 0
    assert at("resolve", "-m", "Over.").exit_code == 0
    assert at.file() == closed + end
