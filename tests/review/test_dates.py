"""Dates in texts: found in the forms in which people write them, and held against calendar and incident."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.model import Incident, Status, Update
from statuskit.review import BY_ID
from statuskit.review.beginnings import beginnings
from statuskit.review.dates import mentions, span_of
from statuskit.review.rule import Record

from .samples import record, said, written

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the real updates are not here")
FORMS = ("%A, %B {d}, %Y", "%a %b {d}th %Y", "%A, {d} %B %Y", "%A the {d}st of %B %Y", "%a %Y-%m-%d")
NEAR = date(2026, 11, 20)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def wrote(day: date, form: str) -> str:
    """Write a date in one of the forms."""
    return f"It began on {day.strftime(form.format(d=day.day))} at 10:00 UTC."


def found(rule: str, read: Record) -> list[str]:
    """Give what a rule finds, as the text has it."""
    texts = {passage.path: passage.text for passage in read.passages}
    return [texts[finding.path][finding.start : finding.end] for finding in BY_ID[rule].check(read)]


@given(day=days, form=st.sampled_from(FORMS))
def test_a_right_weekday_is_left_alone(day: date, form: str) -> None:
    """A date with its own weekday is read back as that date, whatever its form, and never found."""
    text = wrote(day, form)
    assert [(each.day, each.weekday) for each in mentions(text, NEAR)] == [(day, day.weekday())]
    assert found("FA01", said(text)) == []


@given(day=days, off=st.integers(1, 6), form=st.sampled_from(FORMS))
def test_a_wrong_weekday_is_found(day: date, off: int, form: str) -> None:
    """A date with the weekday of another day is found, once."""
    other = day + timedelta(days=off)
    text = wrote(day, form).replace(day.strftime("%A"), other.strftime("%A"))
    text = text.replace(f"on {day:%a} ", f"on {other:%a} ")
    assert len(found("FA01", said(text))) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on March 31st, 2026", date(2026, 3, 31)),
        ("on Dec. 31", date(2026, 12, 31)),
        ("on 2 January", date(2027, 1, 2)),
        ("on the 3rd of October", date(2026, 10, 3)),
        ("cut over on October 18th 0100 UTC", date(2026, 10, 18)),
        ("on November 20th 2030 UTC", date(2026, 11, 20)),
        ("on 2026-11-20T14:02:00Z", date(2026, 11, 20)),
    ],
)
def test_forms_of_dates(text: str, day: date) -> None:
    """A date without a year is the closest one; four digits before a zone are a time of day."""
    assert [each.day for each in mentions(text, NEAR)] == [day]


@pytest.mark.parametrize("form", ["%B 5", "5 %b", "%b. 5", "Sept 5"])
@pytest.mark.parametrize("month", range(1, 13))
def test_no_text_with_a_date_is_passed_over(month: int, form: str) -> None:
    """By its month alone a date is seen, in each of the forms in which one is read."""
    text = f"It began on {date(2026, month, 1).strftime(form)} at noon."
    assert len(list(mentions(text, NEAR))) == 1
    for rule in ("FA01", "FA02"):
        needs = BY_ID[rule].needs
        assert needs
        assert not needs.isdisjoint(beginnings(text))


@pytest.mark.parametrize(
    "text",
    [
        "You may 5 times out of 6 sign in.",
        "Market 5 is back.",
        "In March 2026 we moved.",
        "February 30, 2026",
        "Mon 12:30",
        "2026-13-45",
        "1 in 20 requests; see 20-30",
        "build 12026-11-201",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """A month alone, a day that does not exist, and numbers of other sorts are no dates."""
    assert list(mentions(text, NEAR)) == []


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-10-06", []),
        ("2026-10-05", ["2026-10-05"]),
        ("2027-01-19", []),
        ("2027-01-20", ["2027-01-20"]),
        ("November 20, 2025", ["November 20, 2025"]),
        ("20 May", ["20 May"]),
    ],
)
def test_dates_lie_near_the_incident(day: str, told: list[str]) -> None:
    """45 days before the first moment and 60 after the last may be named; beyond, year or month is doubted."""
    assert found("FA02", said(f"On {day} you could not pay.")) == told


def test_a_sentence_that_looks_back_or_ahead_may_name_any_date() -> None:
    """A date that is far away on purpose is no mistake, and the next sentence is read by itself."""
    assert found("FA02", said("The disk has been in use since 3 May 2024.")) == []
    assert found("FA02", said("This will change by 1 June 2027. On 20 November 2025 it broke.")) == [
        "20 November 2025"
    ]


def test_a_notice_may_name_any_date(tmp_path: Path) -> None:
    """What is announced may lie years ahead."""
    text = "title: Old keys end\nkind: notice\nupdates:\n  - {at: 2026-11-20T14:00:00Z, message: Old keys end on 1 June 2028.}\n"
    assert found("FA02", written(text, tmp_path)) == []


def test_a_maintenance_is_measured_from_its_plan(tmp_path: Path) -> None:
    """The window of a maintenance counts, however long before it was announced."""
    text = """\
title: New disks
kind: maintenance
scheduled_for: 2027-06-01T02:00:00Z
scheduled_until: 2027-06-01T03:00:00Z
updates:
  - {at: 2026-11-20T14:00:00Z, message: "On Tuesday, 1 June 2027 we change the disks."}
"""
    assert found("FA01", written(text, tmp_path)) == found("FA02", written(text, tmp_path)) == []


def test_an_incident_without_any_time_has_no_span() -> None:
    """A record that names no moment is measured against nothing."""
    assert span_of(Incident(id="a", file="a.yml", title="On 1 June 1999")) is None
    assert found("FA02", record(Incident(id="a", file="a.yml", title="On 1 June 1999"))) == []


def says(update_at: datetime, message: str) -> Record:
    """Make the record of an incident with one word at a moment of its own."""
    update = Update(id="a-1", at=update_at, status=Status.INVESTIGATING, says_status=False, message=message)
    return record(Incident(id="a", file="a.yml", title="a", updates=(update,)))


def real() -> Iterator[tuple[datetime, str]]:
    """Yield real public updates: moment and text."""
    for line in (SHARED / "github-updates" / "incidents.jsonl").read_text(encoding="utf-8").splitlines():
        for update in json.loads(line)["updates"]:
            yield datetime.fromisoformat(update["at"]).astimezone(UTC), update["message"]


@needs_shared
def test_real_updates_are_read_right() -> None:
    """Real texts of 2022 to 2024 hold no wrong date, and none is found in them."""
    for at, text in real():
        assert found("FA01", says(at, text)) == found("FA02", says(at, text)) == []


@needs_shared
def test_real_updates_with_other_weekdays_are_found() -> None:
    """The same texts with each weekday exchanged are found at every one of them."""
    weekdays = {"Monday": "Tuesday", "Friday": "Sunday", "Wednesday": "Thursday", "Saturday": "Monday"}
    named = 0
    for at, text in real():
        full = [mention for mention in mentions(text, at.date()) if mention.weekday is not None]
        other = text
        for day, exchanged in weekdays.items():
            other = re.sub(rf"{day}(?=[ ,])", exchanged, other)
        assert len(found("FA01", says(at, other))) == len(full)
        named += len(full)
    assert named > 5


@needs_shared
def test_real_updates_with_other_years_are_found() -> None:
    """Of the same texts with the year of their first date set two years back, nine in ten are found."""
    dated = [(at, text) for at, text in real() if re.match(rf"On \w+ \d+\w*, {at.year},", text)]
    moved = [(at, text.replace(str(at.year), str(at.year - 2), 1)) for at, text in dated]
    assert len(moved) > 50
    assert sum(bool(found("FA02", says(at, text))) for at, text in moved) >= 0.9 * len(moved)


@needs_shared
def test_real_wrong_dates_are_found() -> None:
    """Two reports of August 2026 tell of February, one maintenance names the wrong weekday: these, and no others."""
    feed = ET.parse(SHARED / "statuspage-feed" / "github-status-history.atom")  # noqa: S314 - a known file
    wrong = set()
    for entry in feed.iterfind("{*}entry"):
        published, content, link = (entry.find(f"{{*}}{name}") for name in ("published", "content", "link"))
        assert published is not None
        assert content is not None
        assert link is not None
        text = re.sub(r"<[^>]+>", " ", content.text or "")
        read = says(datetime.fromisoformat(published.text or "").astimezone(UTC), text)
        if found("FA01", read) or found("FA02", read):
            wrong.add(link.get("href", "").rpartition("/")[2])
    assert wrong == {"bmpybhnrky3x", "gx7js8bd0jpz"}
    upgrade = SHARED / "cstate-packit" / "content" / "issues" / "2022-10-13-cluster-upgrade.md"
    text = upgrade.read_text(encoding="utf-8").rpartition("---")[2]
    assert found("FA01", says(datetime(2022, 10, 13, tzinfo=UTC), text)) == ["Wed Oct 13"]
