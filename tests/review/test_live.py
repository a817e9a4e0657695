"""What an open incident owes with each word, and a grave one once it is over."""

from pathlib import Path

from statuskit.review import BY_ID
from statuskit.review.rule import Record

from .samples import written

OPEN = """\
title: You cannot sign in
impact: critical
updates:
  - at: 2026-11-20T14:02:00Z
    message: You cannot sign in.
  - at: 2026-11-20T14:32:00Z
    message: You still cannot sign in.
  - at: 2026-11-20T14:50:00Z
    status: identified
    message: We found the cause.
"""
OVER = f"{OPEN}  - {{at: 2026-11-20T15:00:00Z, status: resolved, message: You can sign in again.}}\n"


def paths(rule: str, record: Record) -> list[object]:
    """Give the numbers of the updates that a rule finds."""
    return [finding.path[1] for finding in BY_ID[rule].check(record)]


def test_every_open_word_says_when_the_next_comes(tmp_path: Path) -> None:
    """Each update without `next_update` is told, from the first on."""
    assert paths("MH11", written(OPEN, tmp_path)) == [0, 1, 2]


def test_progress_is_said_where_it_is_not_plain_to_see(tmp_path: Path) -> None:
    """The first word, and one with a new status, need not say whether there is progress."""
    assert paths("MH10", written(OPEN, tmp_path)) == [1]


def test_published_words_of_what_is_over_are_left_alone(tmp_path: Path) -> None:
    """A word that is public is never edited, so nothing is asked of it afterwards."""
    record = written(OVER, tmp_path)
    assert paths("MH10", record) == paths("MH11", record) == []


def test_a_correction_promises_nothing(tmp_path: Path) -> None:
    """An update that only corrects an earlier one owes neither progress nor a promise."""
    text = (
        f"{OPEN}  - {{at: 2026-11-20T15:00:00Z, corrects: 2026-11-20T14:50:00Z, message: Not the cause.}}\n"
    )
    assert paths("MH11", written(text, tmp_path)) == [0, 1, 2]


def test_other_kinds_owe_no_rhythm(tmp_path: Path) -> None:
    """A notice stays open for months and promises no next word."""
    text = OPEN.replace("title", "kind: notice\ntitle")
    assert paths("MH11", written(text, tmp_path)) == []


def test_a_grave_incident_owes_a_story(tmp_path: Path) -> None:
    """For a month after its end an incident of critical impact without a story is told; a small one never is."""
    rule = BY_ID["MH12"]
    (finding,) = rule.check(written(OVER, tmp_path))
    assert "statuskit postmortem a" in finding.message
    assert not list(rule.check(written(OVER.replace("critical", "minor"), tmp_path)))
    assert not list(rule.check(written(OVER.replace("2026-11-20", "2026-09-20"), tmp_path)))
    assert not list(rule.check(written(OPEN, tmp_path)))
