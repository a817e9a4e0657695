"""Lists of moments in a text, taken apart."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from statuskit.importers.timeline import entries, moment

NEAR = datetime(2018, 3, 15, 12, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


def found(text: str, zone: ZoneInfo | None = None, near: datetime = NEAR) -> list[tuple[str, str, str]]:
    """Return the entries with their times in UTC, as text."""
    return [
        (entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M"), entry.status, entry.said)
        for entry in entries(text, near, zone)
    ]


BOTH = [("2018-03-15 11:15", "investigating", "Slow."), ("2018-03-15 12:17", "resolved", "Quick.\nWe watch.")]


@pytest.mark.parametrize(
    "text",
    [
        "Resolved - 12:17 (UTC) — \nQuick.\nWe watch.\n\nInvestigating - 11:15 (UTC) —\nSlow.",
        "Investigating - 11:15 GMT: Slow.\nResolved - 12:17 GMT: Quick.\nWe watch.",
        "**Investigating** 11:15 UTC - Slow.\n**Resolved** 12:17 UTC - Quick.\nWe watch.",
        "11:15 UTC - Investigating - Slow.\n12:17 UTC - Resolved - Quick.\nWe watch.",
        "[2018-03-15 11:15Z] Investigating: Slow.\n[2018-03-15 12:17Z] Resolved: Quick.\nWe watch.",
        "Mar 15, 12:17 UTC\nResolved - Quick.\nWe watch.\nMarch 15, 11:15 UTC\nInvestigating - Slow.",
        "investigating - 6:15am EST - Slow.\nRESOLVED - 7:17 a.m. EST - Quick.\nWe watch.",
        "Mar 15, 2018 - 13:15 +02:00 - Investigating - Slow.\nMar 15, 2018 at 13:17 +0100 - Resolved - Quick.\nWe watch.",
    ],
)
def test_a_list_is_taken_apart(text: str) -> None:
    """Status and time may stand in either order, newest or oldest first, on one line or two."""
    assert found(text) == BOTH


def test_entries_may_have_no_status() -> None:
    """A time and words are an entry; an update is one that changes no status."""
    assert found("11:15 UTC - Slow.\n12:17 UTC - Update - Still slow.") == [
        ("2018-03-15 11:15", "", "Slow."),
        ("2018-03-15 12:17", "", "Still slow."),
    ]


@pytest.mark.parametrize(
    ("letters", "expected"), [("", 2), ("ET", 2), ("EDT", 2), ("PT", 0), ("CET", 0), ("IST", 0)]
)
def test_a_zone_is_read_only_where_it_is_known(letters: str, expected: int) -> None:
    """Times without a zone are read in the one given; letters must be its own, or have one meaning everywhere."""
    text = f"Investigating - 11:15 {letters} - Slow.\nResolved - 12:17 {letters} - Quick."
    assert len(found(text, NEW_YORK)) == expected
    if expected:
        assert found(text, NEW_YORK)[0][0] == "2018-03-15 15:15"
    if letters != "EDT":
        assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We were slow.",
        "Resolved - 12:17 UTC - Quick.",
        "What happened:\n11:15 UTC - Slow.\n12:17 UTC - Quick.",
        "23:50 UTC - Slow.\n00:10 UTC - Slower.\n00:20 UTC - Quick.",
        "23:50 UTC - Investigating - Slow.\n00:20 UTC - Resolved - Quick.",
        "11:15 UTC - 11:30 UTC slow.\n12:17 UTC - 12:30 UTC slower.",
        "Between 11:15 UTC and 12:17 UTC we were slow.\n12:20 UTC is when it ended.",
        "25:15 UTC - Slow.\n26:17 UTC - Quick.",
        "2018-02-30 11:15 UTC - Slow.\n12:17 UTC - Quick.",
        "Feb 30, 11:15 UTC - Slow.\n12:17 UTC - Quick.",
        "11:15 UTC -\n12:17 UTC - Quick.",
    ],
)
def test_what_is_no_such_list_stays_one(text: str) -> None:
    """A text that is not a list from end to end, or whose order nobody can tell, is not taken apart."""
    assert found(text) == []


def test_a_day_without_a_year_is_the_nearest() -> None:
    """In January a list of December is of the year before."""
    january = datetime(2019, 1, 1, 3, tzinfo=UTC)
    text = "Dec 31, 23:50 UTC - Slow.\nJan 1, 00:10 UTC - Quick."
    assert [at for at, *_ in found(text, near=january)] == ["2018-12-31 23:50", "2019-01-01 00:10"]


def test_one_moment_is_read() -> None:
    """A time alone is read as in a list; words behind it make it none."""
    assert moment("Feb 29, 00:37 UTC", datetime(2024, 3, 1, tzinfo=UTC), None) == datetime(
        2024, 2, 29, 0, 37, tzinfo=UTC
    )
    assert moment("Aug 21, 00:37 UTC and more", NEAR, None) is None
    assert moment("Aug 21, 00:37 CEST", NEAR, None) is None
