"""What `statuskit.importers.upptime` makes of repositories and logs of Upptime."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from statuskit.errors import UsageError
from statuskit.importers import FoundComponent, History, Imported, all_notes
from statuskit.importers.upptime import Upptime
from tests.importers.memory import MOST_KILOBYTES, measure

if TYPE_CHECKING:
    from tests.conftest import Git

SETTINGS = "sites:\n  - name: Shop\n  - name: API (EU) 🚀\n    slug: api\n"


def line(minute: int, message: str, sha: str = "") -> str:
    """Return a line of a log; `minute` is the time on 1 March 2025."""
    at = datetime(2025, 3, 1, tzinfo=UTC) + timedelta(minutes=minute)
    return f"{sha or f'{minute:040x}'}\t{at.isoformat()}\t{message}"


def imported(
    *sources: Path, known: Sequence[FoundComponent] = (), zone: ZoneInfo | None = None, window: int = 15
) -> History:
    """Import sources."""
    return Upptime(window=timedelta(minutes=window)).read(sources, known=known, zone=zone)


def from_log(folder: Path, *lines: str, settings: str = SETTINGS) -> History:
    """Import a folder with settings and a log of these lines."""
    (folder / ".upptimerc.yml").write_text(settings, encoding="utf-8")
    (folder / "log.tsv").write_text("\n".join(lines), encoding="utf-8")
    return imported(folder)


def told(history: History) -> list[str]:
    """Return the report, less what it says of every source."""
    return [f"{note.place}: {note.text}" for note in all_notes(history) if "GitHub issues" not in note.text]


def titles(history: History) -> list[str]:
    """Return the titles of what came in, as they began."""
    ready = sorted(history.incidents, key=lambda incident: incident.place)
    return [incident.document["title"] for incident in ready if incident.document]


def only(history: History) -> Imported:
    """Return the one incident."""
    (found,) = history.incidents
    return found


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


def test_a_log_alone_will_do(tmp_path: Path) -> None:
    """Without a repository every site of the log is a component, and none is known to be gone."""
    log = tmp_path / "commits.txt"
    log.write_text(line(0, "🟥 Shop is down") + "\n", encoding="utf-8")
    history = imported(log)
    assert history.components == (FoundComponent(id="shop", name="Shop"),)
    document = only(history).document
    assert document
    assert [update["status"] for update in document["updates"]] == ["investigating"]


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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings(tmp_path: Path, encoding: str, end: str) -> None:
    """A log reads the same in the encodings that shells write, whatever its line ends."""
    log = tmp_path / "log.tsv"
    lines = (line(0, "🟥 Café is down (503 in 410 ms)"), line(1, "🟩 Café is up (200 in 1 ms)"))
    log.write_bytes(end.join(lines).encode(encoding))
    assert titles(imported(log)) == ["Café is down"]
    assert told(imported(log)) == ["upptime: commits 2: told by incidents 2"]


def test_a_guessed_encoding_is_told(tmp_path: Path) -> None:
    """Lines that are not UTF-8 are read as Windows writes them, and counted."""
    log = tmp_path / "log.tsv"
    log.write_bytes(
        line(0, "? Café is down (503 in 410 ms)").encode("cp1252") + b"\n" + line(9, "x").encode()
    )
    assert titles(imported(log)) == ["Café is down"]
    assert "log.tsv: is not UTF-8 (1 line); read as cp1252 there" in told(imported(log))


def test_no_log_is_told(tmp_path: Path) -> None:
    """A folder without commits gives its components and says what is missing; so does a repository without any."""
    (tmp_path / ".upptimerc.yml").write_text(SETTINGS, encoding="utf-8")
    history = imported(tmp_path)
    assert len(history.components) == 2
    assert "holds no commits" in history.unread[0].text
    (tmp_path / ".git").mkdir()
    assert "git cannot tell which commits there are" in imported(tmp_path).unread[0].text


def test_sources_that_do_not_fit(tmp_path: Path) -> None:
    """Two repositories are two imports; a log that cannot be opened is named; a zone is asked for."""
    with pytest.raises(UsageError, match="one repository"):
        imported(tmp_path, tmp_path)
    assert "log.tsv" in imported(tmp_path / "log.tsv").unread[0].place
    (tmp_path / "log.tsv").write_text("a" * 40 + "\t2025-03-01T01:00:00\t🟥 Shop is down\n", encoding="utf-8")
    with pytest.raises(UsageError, match="--timezone"):
        imported(tmp_path)
    begins = only(imported(tmp_path, zone=ZoneInfo("Europe/Berlin"))).begins
    assert begins == datetime(2025, 3, 1, tzinfo=UTC)


def test_too_many_changes_for_one_file(tmp_path: Path) -> None:
    """An outage that no incident file can hold is left out by name, and nothing else is."""
    states = ("down", "degraded")
    lines = [line(minute, f"🟥 Shop is {states[minute % 2]}") for minute in range(900)]
    history = from_log(
        tmp_path, *lines, line(1000, "🟥 API (EU) 🚀 is down"), line(1001, "🟩 API (EU) 🚀 is up")
    )
    assert titles(history) == ["API (EU) 🚀 is down"]
    assert any("changes 900 times: more than one file takes" in text for text in told(history))


@pytest.fixture
def repository(tmp_path: Path, git: "Git") -> Path:
    """Give a repository of Upptime with a rename, a merge and a commit of something else."""
    root = tmp_path / "upptime"
    (root / "history").mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch", "main")
    (root / ".upptimerc.yml").write_text(SETTINGS, encoding="utf-8")

    def commit(at: str, message: str, slug: str) -> None:
        (root / f"history/{slug}.yml").write_text(
            f"{at}\nstartTime: 2025-01-01T00:00:00.000Z\n", encoding="utf-8"
        )
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", message, "--date", f"2025-03-01T{at}Z")

    commit("10:00:00", "🟥 Old API is down (503 in 410 ms) [skip ci] [upptime]", "api")
    git(root, "commit", "--quiet", "--allow-empty", "--message", ":pencil: Update summary in README")
    git(root, "switch", "--quiet", "--create", "side")
    commit("10:02:00", "🟨 Shop is degraded (200 in 31000 ms) [skip ci] [upptime]", "shop")
    git(root, "switch", "--quiet", "main")
    commit("10:05:00", "🟩 API (EU) 🚀 is up (200 in 41 ms) [skip ci] [upptime]", "api")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Merge branch 'side'", "side")
    commit("10:40:00", "🟩 Shop is up (200 in 41 ms) [skip ci] [upptime]", "shop")
    return root


def test_the_log_of_a_repository(repository: Path) -> None:
    """Git's own log is read; the file that a commit touched tells the site, whatever its name was then."""
    history = imported(repository)
    assert sorted(titles(history)) == ["Old API is down", "Shop has degraded performance"]
    assert [component.name for component in history.components] == ["Shop", "API (EU) 🚀"]
    assert {component.since for component in history.components} == {"2025-01-01"}
    assert told(history) == [
        "upptime: commits 6: told by incidents 4, merges 1, no word on a site 1",
        'history/api: "API (EU) 🚀" is also called "Old API" there',
    ]


def test_a_shallow_clone_is_told(repository: Path, tmp_path: Path, git: "Git") -> None:
    """A clone that holds the newest commits alone says so, with the remedy."""
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), "shallow")
    assert any("git fetch --unshallow" in text for text in told(imported(tmp_path / "shallow")))


def test_a_known_component_keeps_its_id(repository: Path) -> None:
    """The site's component of the same name is the one meant."""
    ours = FoundComponent(id="storefront", name="Shop")
    assert imported(repository, known=[ours]).components[0].id == "storefront"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="kilobytes are those of Linux")
def test_a_large_log_takes_little_memory(tmp_path: Path) -> None:
    """A log of 50 MB, one commit in a hundred of them down, is read in less than 500 MB."""
    log = tmp_path / "log.tsv"
    with log.open("w", encoding="utf-8") as stream:
        for number in range(420_000):
            state = "🟥 Site {0} is down (503" if number % 100 == 0 else "🟩 Site {0} is up (200"
            said = state.format(number % 41)
            stream.write(line(number * 5, f"{said} in {number % 3000} ms) [skip ci] [upptime]") + "\n")
    assert log.stat().st_size > 45 * 1024**2
    done, peak = measure("upptime", str(log), "--to", str(tmp_path), "--dry-run")
    assert (done.returncode, "commits 420,000:" in done.stdout) == (0, True), done.stderr
    assert peak < MOST_KILOBYTES
