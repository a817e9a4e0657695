"""What `statuskit.importers.cachet.words` reads in texts and updates."""

import pytest

from tests.importers.cachet.source import Reader, incident, page, said, schedule


@pytest.mark.parametrize(
    ("status", "ours"), [(1, "investigating"), (2, "identified"), (3, "monitoring"), ("3", "monitoring")]
)
def test_a_text_alone_has_the_status_of_its_incident(read: Reader, status: object, ours: str) -> None:
    """Without updates, what the incident says of itself is said by its text."""
    document, notes = read.one(page(incident(status=status)))
    assert notes == []
    assert document["updates"][0]["status"] == ours


def test_a_fixed_text_alone_is_dated_by_its_beginning(read: Reader) -> None:
    """When it was fixed Cachet does not tell, and the report says so."""
    document, notes = read.one(page(incident(status=4)))
    assert document["updates"] == [
        {"at": "2019-03-01T09:00:00Z", "status": "resolved", "message": "Cards *fail*.\n"}
    ]
    assert notes == ["is fixed, and does not say when; its only text is dated by its beginning"]


def test_the_status_of_an_incident_is_that_of_its_newest_update(read: Reader) -> None:
    """An update changes it, so the text before is not known to have had it; another one it had itself."""
    document, notes = read.one(page(incident(said(1, "10:30:00", 3), status=3)))
    assert [word.get("status") for word in document["updates"]] == [None, "monitoring"]
    document, notes = read.one(page(incident(said(1, "10:30:00", 3), status=2)))
    assert [word.get("status") for word in document["updates"]] == ["identified", "monitoring"]
    assert notes == []


def test_an_end_that_no_update_says_is_added(read: Reader) -> None:
    """An incident that was marked as fixed is over, as of its last change."""
    document, notes = read.one(page(incident(said(1, "10:30:00", 3), status=4)))
    assert document["updates"][0].get("status") is None
    assert document["updates"][-1] == {
        "at": "2019-03-01T11:00:00Z",
        "status": "resolved",
        "message": "Resolved.\n",
    }
    assert notes == ["is fixed, but no update says so; one was added, dated by its last change"]


def test_an_hour_that_a_clock_change_made_twice_is_told(read: Reader) -> None:
    """Of the two moments that it names the first was taken, once for each place that says it."""
    updates = (said(1, "10:30:00", 3) | {"created_at": "2019-10-27 02:30:00"},)
    document, notes = read.one(page(incident(*updates, occurred_at="2019-10-27 01:30:00")))
    assert document["updates"][-1]["at"] == "2019-10-27T00:30:00Z"
    assert notes == [
        "'2019-10-27 02:30:00' is an hour in which clocks were changed; the first of two was taken"
    ]
    planned = schedule(scheduled_at="2019-10-27 02:00:00", completed_at="2019-10-27 04:00:00")
    _, notes = read.one(page(planned))
    assert notes == [
        "'2019-10-27 02:00:00' is an hour in which clocks were changed; the first of two was taken"
    ]


def test_updates_of_one_time_stand_in_the_order_of_their_numbers(read: Reader) -> None:
    """Cachet gives them newest first, and its clock knows no part of a second."""
    document, _ = read.one(page(incident(said(10, "11:00:00", 4), said(9, "11:00:00", 3), status=4)))
    assert [word.get("status") for word in document["updates"]] == [None, "monitoring", "resolved"]


@pytest.mark.parametrize(
    ("at", "status"),
    [("09:59:00", "scheduled"), ("10:00:00", "in_progress"), ("12:00:00", "completed")],
)
def test_a_schedule_that_was_entered_late_says_so(read: Reader, at: str, status: str) -> None:
    """Cachet has no statuses for words on a maintenance; the time of each tells."""
    document, _ = read.one(page(schedule(created_at=f"2019-03-01 {at}")))
    assert document["updates"][0]["status"] == status


def test_seconds_are_times_too(read: Reader) -> None:
    """The first Cachets answered with seconds since 1970, and had neither `visible` nor an occurrence."""
    old = {
        "id": 6,
        "name": "Old",
        "status": 1,
        "message": "Text.",
        "component": None,
        "created_at": 1420036705,
    }
    document, notes = read.one({"data": [old]})
    assert notes == []
    assert document["updates"][0]["at"] == "2014-12-31T14:38:25Z"


def test_broken_updates_are_told(read: Reader) -> None:
    """30 February, an unknown status, a word before the beginning, and no word at all."""
    document, notes = read.one(
        page(
            incident(
                said(1, "09:00:00"),
                said(2, "10:30:00", 9, "Text."),
                said(3, "10:40:00", 3, ""),
                said(4, "10:50:00", created_at="2017-02-30 10:00:00"),
                said(5, "11:00:00", 9, ""),
                message="",
            )
        )
    )
    assert notes == [
        "status '9' is none that we know; left out",
        "has no text; its status stands in its place",
        "has no readable created_at; left out: Text.",
        "status '9' is none that we know; left out",
        "has neither a text nor a status; left out",
    ]
    assert [word["message"] for word in document["updates"]] == ["Text.\n", "Text.\n", "Monitoring.\n"]


def test_updates_before_their_incident_move_its_text(read: Reader) -> None:
    """Updates ascend in time: the text of the incident is never later than what answers it."""
    document, notes = read.one(page(incident(said(1, "09:00:00"))))
    assert [word["at"] for word in document["updates"]] == ["2019-03-01T08:00:00Z"] * 2
    assert notes == ["its first update lies before it; it was dated by that one"]


def test_markdown_and_html_of_messages_are_clean(read: Reader) -> None:
    """Lists stay lists, HTML becomes Markdown, and what could run is gone."""
    message = "We know:\n- a\n- <b>b</b><script>alert(1)</script>"
    document, _ = read.one(page(incident(message=message)))
    assert document["updates"][0]["message"] == "We know:\n\n- a\n- **b**\n"
