"""What `statuskit.importers.upptime.making` makes of the commits of each site."""

from pathlib import Path

from statuskit.importers import FoundComponent
from tests.importers.upptime.source import from_log, imported, line, only, titles, told


def test_sites_are_incidents_of_their_own(tmp_path: Path) -> None:
    """What is down at the same time is one incident a site: the source does not say that it is one fault."""
    history = from_log(
        tmp_path,
        line(3, "🟩 API (EU) 🚀 is up (200 in 40 ms) [skip ci] [upptime]"),
        line(2, "🟩 Shop is up (200 in 40 ms) [skip ci] [upptime]"),
        line(1, "🟥 API (EU) 🚀 is down (503 in 410 ms) [skip ci] [upptime]"),
        line(0, "🟥 Shop is down (0 in 0 ms) [skip ci] [upptime]"),
    )
    assert titles(history) == ["Shop is down", "API (EU) 🚀 is down"]
    assert [component.id for component in history.components] == ["shop", "api-eu"]
    assert [incident.place for incident in history.incidents] == [f"commit {0:040x}", f"commit {1:040x}"]
    assert history.addresses["/history/api"] == history.addresses["/history/api/"] == "/components/api-eu/"
    assert told(history) == ["upptime: commits 4: told by incidents 4"]


def test_sites_that_are_not_watched_any_more(tmp_path: Path) -> None:
    """What the settings do not name any more is retired on the day of its last commit, and never open."""
    history = from_log(
        tmp_path,
        line(0, "🟥 Test Broken Site is down (0 in 0 ms)"),
        line(1, "🟩 Google is up (200 in 97 ms)"),
        line(2, "🟩 Shop is up (200 in 97 ms)"),
    )
    assert history.components[-1] == FoundComponent(
        id="test-broken-site", name="Test Broken Site", since="2025-03-01", until="2025-03-01"
    )
    assert len(history.components) == 3
    document = only(history).document
    assert document
    assert document["updates"][-1]["status"] == "resolved"
    assert told(history) == [
        "upptime: commits 3: told by incidents 1, up as before 2",
        '.upptimerc.yml: does not name "Google" any more; never down, so left out',
        (
            '.upptimerc.yml: does not name "Test Broken Site" any more: 1 incident of it came in, and its '
            "component is retired on 2025-03-01, the day of its last commit"
        ),
        (
            'log.tsv:1: the log does not say that "Test Broken Site" is up again: no longer watched, it is taken '
            "as down until 2025-03-01T00:00:00Z, the last commit that saw it"
        ),
    ]


def test_the_window_is_chosen(tmp_path: Path) -> None:
    """How far apart outages may be for one incident is said by who imports."""
    log = tmp_path / "log.tsv"
    messages = (
        "🟥 Shop is down",
        "🟩 Shop is up",
        "🟥 Shop is down (1 in 1 ms)",
        "🟩 Shop is up (1 in 1 ms)",
    )
    log.write_text(
        "\n".join(line(10 * number, message) for number, message in enumerate(messages)), encoding="utf-8"
    )
    assert len(imported(log, window=9).incidents) == 2
    joined = imported(log, window=10)
    assert len(joined.incidents) == 1
    assert "upptime: 1 incident is joined of outages with at most 10 minutes between them" in told(joined)


def test_too_many_changes_for_one_file(tmp_path: Path) -> None:
    """An outage that no incident file can hold is left out by name, and nothing else is."""
    states = ("down", "degraded")
    lines = [line(minute, f"🟥 Shop is {states[minute % 2]}") for minute in range(900)]
    history = from_log(
        tmp_path, *lines, line(1000, "🟥 API (EU) 🚀 is down"), line(1001, "🟩 API (EU) 🚀 is up")
    )
    assert titles(history) == ["API (EU) 🚀 is down"]
    assert any("changes 900 times: more than one file takes" in text for text in told(history))
