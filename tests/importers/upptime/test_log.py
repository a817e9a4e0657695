"""How `statuskit.importers.upptime.log` reads repositories and files."""

import sys
from pathlib import Path

import pytest

from tests.importers.memory import MOST_KILOBYTES, measure
from tests.importers.upptime.source import imported, line, titles, told


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
