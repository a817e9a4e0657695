"""Which commits `statuskit.importers.upptime.commits` gives, and how it counts the others."""

from pathlib import Path

import pytest

from tests.importers.upptime.source import from_log, line, only, titles, told


def test_every_commit_is_counted(tmp_path: Path) -> None:
    """Merges, other messages, repeats, copies and lines that cannot be read are told, by number or by place."""
    history = from_log(
        tmp_path,
        line(0, "🟩 Shop is up (200 in 40 ms)"),
        line(1, "🟥 Shop is down (503 in 410 ms)"),
        line(1, "🟥 Shop is down (503 in 410 ms)"),
        line(1, "🟥 Shop is down (503 in 410 ms)", sha="f" * 40),
        line(2, "🟥 Shop is down (503 in 411 ms)"),
        line(3, "Merge branch 'master'"),
        "",
        "no log",
        "xyz\t2025-03-01T00:00:00Z\t🟥 Shop is down",
        "f" * 39 + "\t2017-02-30T00:00:00Z\t🟥 Shop is down",
        line(9, "🟩 Shop is up (200 in 40 ms)"),
    )
    assert only(history).document
    assert told(history) == [
        (
            "upptime: commits 10: told by incidents 2, down or slow as before 1, up as before 1, "
            "lines that cannot be read 3, no word on a site 1, there twice 2"
        ),
        "log.tsv:8: is no line of sha, time and message with tabs between; left out",
        "log.tsv:9: is no line of sha, time and message with tabs between; left out",
        "log.tsv:10: '2017-02-30T00:00:00Z' is no time that there is; left out",
    ]


def test_many_broken_lines_are_counted(tmp_path: Path) -> None:
    """A file that is no log does not fill the screen."""
    history = from_log(tmp_path, *["x"] * 80)
    assert len(told(history)) == 52
    assert told(history)[-1] == "log.tsv: cannot be read in 30 lines more"


@pytest.mark.parametrize("newest_first", [True, False])
def test_either_direction_of_a_log(tmp_path: Path, newest_first: bool) -> None:  # noqa: FBT001
    """Newest or oldest first, even what happened within one second is in order."""
    lines = [
        line(0, "🟩 Shop is up"),
        line(1, "🟥 Shop is down (503 in 410 ms)", sha="a" * 40),
        line(1, "🟩 Shop is up (200 in 40 ms)", sha="b" * 40),
        line(60, "🟥 Shop is down (500 in 410 ms)"),
    ]
    history = from_log(tmp_path, *(reversed(lines) if newest_first else lines))
    assert [
        incident.document["updates"][-1]["status"] for incident in history.incidents if incident.document
    ] == [
        "resolved",
        "investigating",
    ]
    assert any("is up again: the incident is open" in text for text in told(history))


def test_a_log_out_of_order(tmp_path: Path) -> None:
    """Commits count by their time, and the report says that they stood elsewhere."""
    history = from_log(
        tmp_path,
        line(0, "🟥 Shop is down"),
        line(30, "🟩 Shop is up (200 in 1 ms)"),
        line(10, "🟩 Shop is up (200 in 2 ms)"),
        line(40, "🟩 Shop is up (200 in 3 ms)"),
    )
    document = only(history).document
    assert document
    assert [update["at"] for update in document["updates"]] == [
        "2025-03-01T00:00:00Z",
        "2025-03-01T00:10:00Z",
    ]
    assert "log.tsv: goes back and forth in time (1); it was read in order of time" in told(history)


def test_what_was_reverted_does_not_count(tmp_path: Path) -> None:
    """A reverted commit is left out and named, one that was brought back counts."""
    down, other = "🟥 Shop is down (503 in 410 ms)", "🟥 API (EU) 🚀 is down (500 in 1 ms)"
    history = from_log(
        tmp_path,
        line(0, down),
        line(1, other),
        line(2, f'Revert "{down}"'),
        line(3, f'Revert "{other}"'),
        line(4, f'Revert "Revert "{other}""'),
        line(5, 'Revert "🟥 Shop is down (1 in 1 ms)"'),
        line(6, "🟩 API (EU) 🚀 is up"),
        line(7, "🟥 Mistake is down"),
        line(8, 'Revert "🟥 Mistake is down"'),
    )
    assert titles(history) == ["API (EU) 🚀 is down"]
    assert [component.name for component in history.components] == ["Shop", "API (EU) 🚀"]
    assert told(history) == [
        "upptime: commits 9: told by incidents 2, reverted 2, reverts 5",
        "log.tsv:3: reverts log.tsv:1; that one is left out",
        "log.tsv:6: reverts nothing that counts",
        "log.tsv:5: brings back what was reverted",
        "log.tsv:9: reverts log.tsv:8; that one is left out",
    ]
