"""Promises that passed, silences that are too long, words said twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from statuskit.review import BY_ID
from statuskit.review.rule import Finding, Record

from .samples import SETTINGS, written

SAID = """\
title: You cannot sign in
impact: {impact}
updates:
  - at: 2026-11-20T{at}:00Z
    message: You cannot sign in.
    next_update: {promise}
"""


def said(impact: str, at: str, promise: str, folder: Path) -> Record:
    """Make the record, at 16:00, of an open incident with one word."""
    return written(SAID.format(impact=impact, at=at, promise=promise), folder)


def found(rule: str, record: Record) -> list[Finding]:
    """Ask one rule."""
    return list(BY_ID[rule].check(record))


def test_a_promise_is_late_when_its_minute_is_over(tmp_path: Path) -> None:
    """A promise for 16:00 is open at 16:00; one for 15:59 is broken, and told with the command that answers it."""
    assert not found("CA01", said("critical", "15:30", "30m", tmp_path))
    (finding,) = found("CA01", said("critical", "15:29", "30m", tmp_path))
    assert finding.path == ("updates", 0, "next_update")
    assert "15:59 UTC, 1 min ago" in finding.message
    assert "statuskit update a --nothing-new" in finding.message


def test_an_answered_promise_is_past(tmp_path: Path) -> None:
    """A later word, even a late one, ends the matter here: the page tells of the broken promise."""
    text = SAID.format(impact="critical", at="14:00", promise="30m")
    text += "  - {at: 2026-11-20T15:50:00Z, message: Late and sorry., next_update: 30m}\n"
    assert not found("CA01", written(text, tmp_path))


@pytest.mark.parametrize(
    ("impact", "at", "promise", "told"),
    [
        ("major", "15:30", "1h", None),
        ("major", "15:30", "3h", "this promises the next word after 3 h"),
        ("minor", "13:00", "3h", None),
        ("none", "09:00", "7h", None),
        ("critical", "15:20", "45m", "this promises the next word after 45 min"),
    ],
)
def test_a_promise_is_held_against_the_norm(
    *, impact: str, at: str, promise: str, told: str | None, tmp_path: Path
) -> None:
    """A promise longer than the site's own norm for the impact is told; an impact without a norm has none."""
    messages = [finding.message for finding in found("CA02", said(impact, at, promise, tmp_path))]
    assert len(messages) == (told is not None)
    assert all(told in message for message in messages if told)


def test_a_silence_is_held_against_the_norm(tmp_path: Path) -> None:
    """Without a promise the newest word may be as old as the norm allows, and no older."""
    text = SAID.format(impact="major", at="14:30", promise="30m").replace("    next_update: 30m\n", "")
    (finding,) = found("CA02", written(text, tmp_path))
    assert "1 h 30 min old" in finding.message
    assert not found("CA02", written(text.replace("14:30", "15:00"), tmp_path))
    assert not found("CA02", written(text, tmp_path, replace(SETTINGS, cadence={})))


def test_one_matter_is_told_once(tmp_path: Path) -> None:
    """A promise that has passed is told as that, not as a silence too."""
    record = said("major", "14:00", "1h", tmp_path)
    assert found("CA01", record)
    assert not found("CA02", record)


def test_the_same_words_twice_are_told_at_the_second(tmp_path: Path) -> None:
    """Neighbouring updates are compared by their words alone; the same words later are another matter."""
    text = """\
title: You cannot sign in
updates:
  - {at: 2026-11-20T14:00:00Z, message: "You cannot sign in."}
  - {at: 2026-11-20T14:10:00Z, message: "**You** cannot  sign in!"}
  - {at: 2026-11-20T14:20:00Z, message: "We found the cause."}
  - {at: 2026-11-20T14:30:00Z, message: "You cannot sign in."}
"""
    assert [finding.path for finding in found("CA03", written(text, tmp_path))] == [("updates", 1, "message")]
