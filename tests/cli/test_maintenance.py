"""`statuskit maintenance`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Hand

GIVEN = ("maintenance", "New cables", "-c", "checkout", "--from", "2026-11-29 07:00", "-m", "Short breaks.")


def test_it_is_announced(hand: "Callable[..., Hand]") -> None:
    """The file, by the day on which it begins, with its `scheduled` update; and what customers read."""
    at = hand(empty=True)
    done = at(*GIVEN, "--until", "2h")
    assert (done.exit_code, done.stdout) == (0, "incidents/2026-11-29-new-cables.yml\n")
    assert "Scheduled · Checkout · 29 Nov 2026, 07:00 to 09:00 UTC\n" in done.stderr
    assert at.file("2026-11-29-new-cables") == (
        "title: New cables\n"
        "kind: maintenance\n"
        "components: {checkout: under_maintenance}\n"
        "scheduled_for: 2026-11-29T07:00:00Z\n"
        "scheduled_until: 2026-11-29T09:00:00Z\n"
        "updates:\n"
        "  - at: 2026-11-20T14:10:00Z\n"
        "    status: scheduled\n"
        "    message: Short breaks.\n"
    )


@pytest.mark.parametrize(
    ("until", "written"),
    [("09:30", "2026-11-29T09:30:00Z"), ("06:00", "2026-11-30T06:00:00Z"), ("1d", "2026-11-30T07:00:00Z")],
)
def test_its_end_may_be_a_clock_or_a_length(hand: "Callable[..., Hand]", until: str, written: str) -> None:
    """A bare clock is the next such moment after the beginning."""
    at = hand(empty=True)
    at(*GIVEN, "--until", until)
    assert f"scheduled_until: {written}\n" in at.file("2026-11-29-new-cables")


def test_it_ends_after_it_begins(hand: "Callable[..., Hand]") -> None:
    """A window that cannot be is refused before anything is typed."""
    at = hand(empty=True)
    done = at(*GIVEN, "--until", "2026-11-29 06:00")
    assert (done.exit_code, at.files()) == (2, [])
    assert "It would end (2026-11-29 06:00 UTC) before it begins (2026-11-29 07:00 UTC)." in done.stderr
