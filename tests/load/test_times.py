"""Times with and without offsets, clock changes, days and durations."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.load import Loaded
from statuskit.model import Settings
from statuskit.problems import Problem
from statuskit.written import DoubtfulTimeError, duration, find_zone, moment, when

Problems = Callable[..., list[Problem]]
Load = Callable[..., Loaded]

BERLIN = ZoneInfo("Europe/Berlin")
FILE = "title: x\nupdates:\n  - {{at: {at}, message: x}}\n"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20T14:02:00Z",
        "2026-11-20t14:02:00z",
        "2026-11-20 14:02:00Z",
        "2026-11-20 14:02Z",
        "2026-11-20 14:02 Z",
        "2026-11-20 14:02 UTC",
        "2026-11-20 14:02UTC",
        "2026-11-20T15:02+01:00",
        "2026-11-20 15:02 +01:00",
        "2026-11-20T09:02:00-05:00",
        "2026-11-20 15:02",
        "2026-11-20T15:02:00.000",
    ],
)
def test_ways_to_write_one_moment(text: str, load_files: Load) -> None:
    """Every way of writing a time that the format allows gives the same moment, in UTC."""
    [incident] = load_files({"a.yml": FILE.format(at=text) + "timezone: Europe/Berlin\n"}).catalog.incidents

    assert incident.updates[0].at == datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
    assert incident.updates[0].at.tzinfo is UTC


def test_fractions_are_kept() -> None:
    """A fraction of a second is kept."""
    assert moment("2026-11-20T14:02:00.25Z", None).microsecond == 250_000


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20",
        "2026-11-20T14Z",
        "20 November 2026",
        "2026-11-20T14:02:00 CET",
        "2026-11-20T14:02:00+0100",
        "1066-10-14T09:00:00Z",
        "2026-11-20T14:02:60Z",
        "2026-11-20T24:00:00Z",
        "2026-02-30T14:02:00Z",
        "2026-11-20T14:02:00+24:00",
        "٢٠٢٦-11-20T14:02:00Z",
    ],
)
def test_what_is_no_time(text: str, problems: Problems) -> None:
    """What is no time of the format, or none of the calendar, is refused with an example of a good one."""
    [problem] = problems(FILE.format(at=f'"{text}"'))

    assert (problem.rule, problem.path) == ("bad-time", ("updates", 0, "at"))
    assert problem.hint


def test_zone_of_the_file_beats_that_of_the_site(load_files: Load) -> None:
    """A time without an offset is one of the file's zone, else of the site's."""
    site = Settings(timezone="America/Chicago")
    files = {
        "a.yml": FILE.format(at="2026-11-20 08:02"),
        "b.yml": FILE.format(at="2026-11-20 15:02") + "timezone: Europe/Berlin\n",
    }
    incidents = load_files(files, settings=site).catalog.incidents

    assert [incident.updates[0].at.hour for incident in incidents] == [14, 14]


def test_no_zone_at_all(problems: Problems) -> None:
    """A time without an offset is an error where no zone is set, and so says what to write."""
    [problem] = problems(FILE.format(at="2026-11-20 14:02"))

    assert problem.rule == "no-zone"
    assert '"2026-11-20 14:02Z"' in problem.hint


@pytest.mark.parametrize(
    "zone", ["Europe/Berln", "europe/berlin", "../../etc/passwd", "/etc/passwd", "Mars", "Europe"]
)
def test_unknown_zones(zone: str, problems: Problems) -> None:
    """A zone that is none is told once, not again at each time; paths are no zones."""
    [problem] = problems(FILE.format(at="2026-11-20 14:02") + f"timezone: {zone}\n")

    assert (problem.rule, problem.path) == ("unknown-zone", ("timezone",))
    if "ber" in zone.lower():
        assert "Europe/Berlin" in problem.hint


def test_other_doubts_stay_under_an_unknown_zone(problems: Problems) -> None:
    """Under an unknown zone, a time with an offset is still judged."""
    told = problems(FILE.format(at="2026-02-30T14:02:00Z") + "timezone: Mars\n")

    assert {problem.rule for problem in told} == {"unknown-zone", "bad-time"}


def test_hour_that_comes_twice(problems: Problems) -> None:
    """A local time that a clock change repeats is an error that gives both readings."""
    [problem] = problems(FILE.format(at="2026-10-25 02:30") + "timezone: Europe/Berlin\n")

    assert problem.rule == "doubtful-time"
    assert "comes twice" in problem.message
    assert "2026-10-25 02:30:00+02:00 (00:30 UTC)" in problem.hint
    assert "2026-10-25 02:30:00+01:00 (01:30 UTC)" in problem.hint


def test_hour_that_is_skipped(problems: Problems) -> None:
    """A local time that a clock change skips is an error that gives both readings."""
    [problem] = problems(FILE.format(at="2026-03-29 02:30") + "timezone: Europe/Berlin\n")

    assert problem.rule == "doubtful-time"
    assert "does not exist" in problem.message
    assert "01:30:00+01:00 (00:30 UTC)" in problem.hint
    assert "03:30:00+02:00 (01:30 UTC)" in problem.hint


def test_offset_ends_the_doubt(load_files: Load) -> None:
    """With its offset, a repeated hour is plain."""
    text = FILE.format(at="2026-10-25 02:30+01:00") + "timezone: Europe/Berlin\n"

    assert load_files({"a.yml": text}).catalog.incidents[0].updates[0].at.hour == 1


def test_whole_day() -> None:
    """A day goes from its first moment in the zone to the first of the next, clock changes included."""
    day = when("2026-10-25", BERLIN)

    assert day.day is not None
    assert day.start == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert day.end - day.start == timedelta(hours=25)


def test_day_without_a_zone() -> None:
    """A day without a zone is one of UTC."""
    assert when("2026-11-20", None).start == datetime(2026, 11, 20, tzinfo=UTC)


def test_moment_where_a_day_may_stand() -> None:
    """A time is a moment without length."""
    at = when("2026-11-20T14:02:00Z", None)

    assert (at.start, at.day) == (at.end, None)


def test_day_of_no_calendar() -> None:
    """A day that is not in the calendar is refused."""
    with pytest.raises(DoubtfulTimeError, match="no such day"):
        when("2026-02-30", None)


def test_day_whose_midnight_is_skipped() -> None:
    """Where the clocks go forward at midnight, the day begins at its first moment."""
    day = when("2018-11-04", ZoneInfo("America/Sao_Paulo"))

    assert day.start == datetime(2018, 11, 4, 3, tzinfo=UTC)
    assert day.end - day.start == timedelta(hours=23)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30m", 30), ("2h", 120), ("1h30m", 90), ("3d", 4320), ("1d2h3m", 1563), ("90m", 90)],
)
def test_durations(text: str, minutes: int) -> None:
    """A day is 24 hours, and parts add up."""
    assert duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["30", "30 m", "1.5h", "30m1h", "half an hour", "15:05", "-30m", "30s", '""']
)
def test_what_is_no_duration(text: str, problems: Problems) -> None:
    """What is neither duration nor time is refused once, with examples of both."""
    [problem] = problems(
        f"title: x\nupdates:\n  - {{at: 2026-11-20T14:02:00Z, message: x, next_update: {text}}}\n"
    )

    assert (problem.rule, problem.path) == ("bad-duration", ("updates", 0, "next_update"))
    assert "30m" in problem.hint


@pytest.mark.parametrize("text", ["0m", "2026-11-20T14:02:00Z", "2026-11-20T13:00:00Z"])
def test_promise_that_is_no_promise(text: str, problems: Problems) -> None:
    """The next update cannot be promised for the moment of this one, or before."""
    [problem] = problems(
        f"title: x\nupdates:\n  - {{at: 2026-11-20T14:02:00Z, message: x, next_update: {text}}}\n"
    )

    assert (problem.rule, problem.path) == ("bad-promise", ("updates", 0, "next_update"))


def test_promise_by_a_doubtful_time(problems: Problems) -> None:
    """A promised time is judged as any other."""
    [problem] = problems(
        "title: x\nupdates:\n  - {at: 2026-11-20T14:02:00Z, message: x, next_update: 2026-11-20 15:00}\n"
    )

    assert problem.rule == "no-zone"


def test_places_of_doubtful_times(problems: Problems) -> None:
    """Every key that holds a time is read: each tells its own doubt."""
    text = """\
title: x
kind: maintenance
started: 2026-11-31T00:00:00Z
detected: 2026-11-31T00:00:00Z
scheduled_for: 2026-11-31T00:00:00Z
scheduled_until: 2026-11-31T00:00:00Z
windows:
  - {from: 2026-11-31T00:00:00Z, to: 2026-11-31T00:00:00Z}
updates:
  - {at: 2026-11-31T00:00:00Z, message: x, next_update: 30m, corrects: 2026-11-31T00:00:00Z}
withdrawn: {at: 2026-11-31T00:00:00Z, because: x}
postmortem:
  due: 2026-11-31
  published: 2026-11-31T00:00:00Z
  make_right: {offer: x, until: 2026-11-31}
  timeline: [{at: 2026-11-31T00:00:00Z, event: start, what: x}]
  actions: [{what: x, due: 2026-11-31, done_on: 2026-11-31}]
  corrections: [{at: 2026-11-31T00:00:00Z, what: x}]
"""
    told = problems(text)

    assert {problem.rule for problem in told} == {"bad-time"}
    assert len(told) == text.count("11-31")


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - local times
def test_local_times_come_back(local: datetime) -> None:
    """A local time that is read is the one that the zone's clocks show then; otherwise it is in doubt."""
    text = local.replace(microsecond=0).isoformat()
    try:
        at = moment(text, BERLIN)
    except DoubtfulTimeError as doubt:
        assert doubt.rule == "doubtful-time"  # noqa: PT017 - the other outcome is as good
    else:
        assert at.astimezone(BERLIN).replace(tzinfo=None).isoformat() == text


def test_find_zone() -> None:
    """A name that is none gives no zone."""
    assert (find_zone("UTC"), find_zone("Nowhere")) == (ZoneInfo("UTC"), None)
