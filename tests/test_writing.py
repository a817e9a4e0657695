"""Files into a folder, and how far it is."""

import io
from pathlib import Path

import pytest

from statuskit.outputs import OutputFile
from statuskit.writing import Written, with_progress, write


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        """Say that somebody looks on."""
        return True


def test_files_are_written_and_copied(tmp_path: Path) -> None:
    """Bytes are written, files are copied, folders are made."""
    original = tmp_path / "graph.png"
    original.write_bytes(b"picture")
    site = tmp_path / "site"
    written = write([OutputFile("a/b.txt", b"text"), OutputFile("c.png", original)], site, {})
    assert written == Written(problems=(), digests={}, standing=frozenset())
    assert (site / "a/b.txt").read_bytes() == b"text"
    assert (site / "c.png").read_bytes() == b"picture"


def test_a_hand_written_page_is_never_overwritten(tmp_path: Path) -> None:
    """An address that is taken is a problem of the hand-written file, which stays as it is."""
    page = tmp_path / "uptime" / "index.html"
    page.parent.mkdir()
    page.write_bytes(b"mine")
    files = [OutputFile("uptime/index.html", b"ours")]
    [problem] = write(files, tmp_path, {"uptime/index.html": "docs/uptime.md"}).problems
    assert (problem.rule, problem.file) == ("address-taken", "docs/uptime.md")
    assert page.read_bytes() == b"mine"


def test_a_file_and_a_folder_of_one_name_are_a_problem(tmp_path: Path) -> None:
    """A hand-written page below the address of a file of ours is told of, and nothing fails on disk."""
    page = tmp_path / "metrics" / "index.html"
    page.parent.mkdir()
    page.write_bytes(b"mine")
    files = [OutputFile("metrics", b"ours")]
    [problem] = write(files, tmp_path, {"metrics/index.html": "docs/metrics.md"}).problems
    assert (problem.rule, problem.file) == ("address-taken", "docs/metrics.md")
    assert page.read_bytes() == b"mine"


def test_what_the_site_has_is_not_written(tmp_path: Path) -> None:
    """A file without bytes is told of with its digest, and nothing is written for it."""
    files = [OutputFile("a.txt", None, "1"), OutputFile("b.txt", b"text", "2")]
    written = write(files, tmp_path, {})
    assert written == Written(
        problems=(), digests={"a.txt": "1", "b.txt": "2"}, standing=frozenset({"a.txt"})
    )
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


@pytest.mark.parametrize("incidents", [3, 500])
def test_progress_is_shown_of_long_builds_alone(monkeypatch: pytest.MonkeyPatch, incidents: int) -> None:
    """A short build says nothing; every file passes either way."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    files = [OutputFile(str(number), b"") for number in range(incidents)]
    assert list(with_progress(iter(files), incidents)) == files
    assert ("Writing the pages" in terminal.getvalue()) is (incidents == 500)


def test_nobody_is_shown_progress_in_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard error is no terminal, nothing is drawn."""
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    assert len(list(with_progress(iter([OutputFile("a", b"")] * 600), 600))) == 600
    assert log.getvalue() == ""
