"""Lengths of time in texts, and the order of what happened."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.review import BY_ID
from statuskit.review.durations import lengths
from statuskit.review.rule import Finding

from .samples import said, written

DAY = 24 * 60
STORY = """\
title: You could not sign in
started: 2026-11-20T13:45:00Z
updates:
  - {{at: 2026-11-20T14:02:00Z, message: You cannot sign in.}}
  - {{at: 2026-11-20T14:30:00Z, status: resolved, message: You can sign in again.}}
postmortem:
  summary: {summary}
"""


def found(text: str) -> list[str]:
    """Give the lengths that are wrong in a message."""
    return [text[finding.start : finding.end] for finding in BY_ID["FA03"].check(said(text))]


def clock(minutes: int) -> str:
    """Write a time of day."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


@given(start=st.integers(0, DAY - 1), length=st.integers(1, DAY - 1), off=st.integers(0, 3 * 60))
def test_a_length_is_held_against_the_clocks_beside_it(start: int, length: int, off: int) -> None:
    """A length in hours and minutes may be off by five minutes, also across midnight, and no more."""
    said_length = length + off
    hours, minutes = divmod(said_length, 60)
    text = f"From {clock(start)} to {clock(start + length)} UTC ({hours} hours, {minutes} minutes) uploads failed."
    apart = min(off, DAY - off)
    assert bool(found(text)) is (apart > 5)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1h30m", 90),
        ("90 minutes", 90),
        ("an hour", 60),
        ("two hours and five minutes", 125),
        ("3.5 hours", 210),
        ("1 hr 5 min", 65),
        ("a 45-minute outage", 45),
        ("5m", 5),
    ],
)
def test_forms_of_lengths(text: str, minutes: int) -> None:
    """Hours and minutes are read in the forms in which people write them."""
    assert [length for _, _, length, _ in lengths(text)] == [timedelta(minutes=minutes)]


@pytest.mark.parametrize(
    "text", ["10:40 AM", "5 months", "a home", "3 machines", "14:05 h", "v1.5m2", "20 million"]
)
def test_what_is_no_length(text: str) -> None:
    """Times of day and other words are no lengths."""
    assert list(lengths(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Between 10:40 AM and 2:15 PM, for 3 hours 35 minutes, you could not sign in.",
        "Between 10:40 and 14:15, for about 4 hours, you could not sign in.",
        "From 18:21 to 21:14 UTC jobs started 12 minutes late.",
        "From 10:00 to 11:00 it failed, and from 12:00 to 12:20 again, for a total of 1 hour 20 minutes.",
        "Between 20:35 and 21:38 mails came up to 20 minutes late.",
        "Between November 20, 2026, 22:20 UTC and November 21, 2026, 5:00 UTC (6 hours, 40 minutes) it was slow.",
        "Down from 09:00. It lasted 20 minutes.",
    ],
)
def test_what_fits_or_tells_of_something_else(text: str) -> None:
    """A delay within an outage, two ranges in a sentence, and a rounded length are no mistakes."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("From 00:32 to 06:34 (6 hours, 32 minutes) it was slow.", "6 hours, 32 minutes"),
        ("Between 10:40 AM and 2:15 PM, for 2h35m, it was down.", "2h35m"),
        ("10:00–10:45 UTC: it was down for 90 minutes.", "90 minutes"),
    ],
)
def test_what_does_not_fit(text: str, wrong: str) -> None:
    """A length that claims to be that of the range, and is not, is found at its place."""
    assert found(text) == [wrong]


@pytest.mark.parametrize(
    ("summary", "wrong"),
    [
        ("You could not sign in for 45 minutes.", False),
        ("You could not sign in for {duration}.", False),
        ("You could not sign in for 3 hours.", True),
        ("You could not sign in. A mail to you takes 3 hours.", False),
    ],
)
def test_a_summary_is_held_against_the_record(*, summary: str, wrong: bool, tmp_path: Path) -> None:
    """The summary's own length is that of the incident, its downtime or its longest window."""
    record = written(STORY.format(summary=summary), tmp_path)
    messages = [finding.message for finding in BY_ID["FA03"].check(record)]
    assert bool(messages) is wrong
    assert all("{duration} is 45 min" in message for message in messages)


def order(extra: str, folder: Path) -> list[Finding]:
    """Ask for the order of times in a story with a timeline."""
    return list(BY_ID["FA04"].check(written(f"{STORY.format(summary='Down.')}  timeline:\n{extra}", folder)))


def entry(time: str, event: str) -> str:
    """Write an entry of the timeline."""
    return f"    - {{at: 2026-11-20T{time}:00Z, event: {event}, what: x}}\n"


def test_a_timeline_runs_forward(tmp_path: Path) -> None:
    """Started, noticed, declared, reduced, resolved: in this order, however the timeline is sorted."""
    right = [
        entry("13:50", "detect"),
        entry("13:55", "declare"),
        entry("14:10", "mitigate"),
        entry("14:25", "resolve"),
    ]
    assert order("".join(reversed(right)), tmp_path) == []


@pytest.mark.parametrize(
    ("entries", "place", "words"),
    [
        ((("13:40", "detect"),), 0, "we noticed it (2026-11-20 13:40 UTC) before it started"),
        ((("13:50", "detect"), ("13:48", "declare")), 1, "we declared it"),
        ((("14:20", "declare"), ("14:10", "mitigate")), 1, "we reduced it"),
        ((("14:20", "mitigate"), ("14:15", "resolve")), 1, "it was resolved"),
    ],
)
def test_what_cannot_be_is_an_error(
    *, entries: tuple[tuple[str, str], ...], place: int, words: str, tmp_path: Path
) -> None:
    """What lies before the thing that it follows from is told, at the later one's place."""
    (finding,) = order("".join(entry(*each) for each in entries), tmp_path)
    assert finding.path == ("postmortem", "timeline", place, "at")
    assert words in finding.message
    assert BY_ID["FA04"].level == "error"
