"""What feeds say of a maintenance, and when."""

from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from statuskit.outputs.feeds.rss import NAMESPACE

from .stories import WORKS, ids, read

Publish = Callable[..., dict[str, bytes]]

ANNOUNCED = (
    WORKS
    + """
updates:
  - at: 2026-11-10T09:00:00Z
    message: We replace cables.
"""
)
SCHEDULED = "works/works-20261110T090000Z"
BEGINS, ENDS = "works#begins-20261120T130000Z", "works#ends-20261120T150000Z"


def at(hour: int, minute: int = 0) -> datetime:
    """Give a moment on the day of the maintenance."""
    return datetime(2026, 11, 20, hour, minute, tzinfo=UTC)


def word(when: str, status: str) -> str:
    """Write one more update."""
    return f"  - at: 2026-11-20T{when}:00Z\n    status: {status}\n    message: A word.\n"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at(12, 59), [SCHEDULED]),
        (at(13), [BEGINS, SCHEDULED]),
        (at(15), [ENDS, BEGINS, SCHEDULED]),
    ],
)
def test_what_nobody_said_is_an_item_when_it_comes(publish: Publish, now: datetime, told: list[str]) -> None:
    """The beginning and the end are told by the window where no word tells them."""
    assert ids(publish({"works.yml": ANNOUNCED}, now=now)["updates.atom"]) == told


def test_what_nobody_said_is_dated_by_the_window(publish: Publish) -> None:
    """Titles say the state; the dates are those of the window's edges."""
    entries = read(publish({"works.yml": ANNOUNCED})["updates.atom"]).entries
    assert [(entry.title, entry.published) for entry in entries] == [
        ("Completed: New cables", "2026-11-20T15:00:00Z"),
        ("In progress: New cables", "2026-11-20T13:00:00Z"),
        ("Scheduled: New cables", "2026-11-10T09:00:00Z"),
    ]


def test_a_window_that_moves_after_it_began_begins_once_more(publish: Publish) -> None:
    """The new beginning and the new end are items of their own, so a reader that saw the old ones sees them too."""
    moved = ANNOUNCED.replace("T13:00", "T16:00").replace("T15:00", "T18:00")
    longer = ANNOUNCED.replace("T15:00", "T18:00")
    seen = {*ids(publish({"works.yml": ANNOUNCED}, now=at(15, 30))["updates.atom"])}
    assert {BEGINS, ENDS} < seen
    assert ids(publish({"works.yml": moved}, now=at(15, 30))["updates.atom"]) == [SCHEDULED]
    assert ids(publish({"works.yml": moved}, now=at(18))["updates.atom"]) == [
        *("works#ends-20261120T180000Z", "works#begins-20261120T160000Z", SCHEDULED)
    ]
    assert ids(publish({"works.yml": longer}, now=at(18))["updates.atom"]) == [
        *("works#ends-20261120T180000Z", BEGINS, SCHEDULED)
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([("13:02", "in_progress")], [ENDS, "works/works-20261120T130200Z", SCHEDULED]),
        ([("12:58", "in_progress")], [ENDS, "works/works-20261120T125800Z", SCHEDULED]),
        ([("14:30", "completed")], ["works/works-20261120T143000Z", BEGINS, SCHEDULED]),
        ([("15:10", "completed")], ["works/works-20261120T151000Z", BEGINS, SCHEDULED]),
        ([("12:00", "cancelled")], ["works/works-20261120T120000Z", SCHEDULED]),
        ([("15:10", "in_progress")], ["works/works-20261120T151000Z", SCHEDULED]),
    ],
)
def test_what_was_said_is_not_said_twice(
    publish: Publish, words: list[tuple[str, str]], told: list[str]
) -> None:
    """A word that tells a beginning or an end, even late, stands alone."""
    story = ANNOUNCED + "".join(word(*each) for each in words)
    assert ids(publish({"works.yml": story})["updates.atom"]) == told


def test_a_maintenance_without_words_enters_when_it_begins(publish: Publish) -> None:
    """It was never announced, so no feed announces it."""
    before, after = (publish({"works.yml": WORKS}, now=now) for now in (at(12, 59), at(13)))
    assert ids(before["history.atom"]) == ids(before["updates.atom"]) == []
    assert ids(before["incidents/works/updates.atom"]) == []
    assert ids(after["history.atom"]) == ["works"]
    assert ids(after["updates.atom"]) == [BEGINS]


def test_one_that_is_ahead_says_so(publish: Publish) -> None:
    """It carries its window in words, and the date of its newest word; once it has begun it is as any other."""
    ahead, begun = (
        read(publish({"works.yml": ANNOUNCED}, now=now)["history.atom"]).entries[0]
        for now in (at(12), at(13))
    )
    notice = "<p><strong>THIS IS A SCHEDULED EVENT 20 Nov 2026, 13:00 to 15:00 UTC</strong></p>"
    assert ahead.content[0].value.startswith(notice)
    assert ahead.published == ahead.updated == "2026-11-10T09:00:00Z"
    assert "SCHEDULED EVENT" not in begun.content[0].value
    assert begun.published == "2026-11-20T13:00:00Z"


def test_a_cancelled_one_is_no_scheduled_event(publish: Publish) -> None:
    """Nobody is told to expect what will not come."""
    made = publish({"works.yml": ANNOUNCED + word("12:00", "cancelled")}, now=at(12, 30))
    html = read(made["history.atom"]).entries[0].content[0].value
    assert "SCHEDULED EVENT" not in html
    assert "<strong>Cancelled</strong> - A word." in html


def test_rss_tells_the_end_in_a_namespace_of_its_own(publish: Publish) -> None:
    """RSS knows no such element, so a bare one would be an error."""
    document = publish({"works.yml": ANNOUNCED})["history.rss"]
    item = ET.fromstring(document).find("channel/item")  # noqa: S314 - our own bytes
    assert item is not None
    assert item.findtext(f"{{{NAMESPACE}}}maintenanceEndDate") == "Fri, 20 Nov 2026 15:00:00 GMT"
    assert item.find("maintenanceEndDate") is None
