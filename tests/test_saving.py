"""Files are written whole or not at all."""

import multiprocessing
from pathlib import Path

import pytest

from statuskit.saving import alone, write_new, write_whole


def test_a_crash_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If putting the new file in place fails, the old one is untouched and nothing lies about."""
    path = tmp_path / "a.yml"
    path.write_text("old", encoding="utf-8")

    def crash(_self: Path, _target: Path) -> None:
        raise OSError("no")

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(OSError, match="no"):
        write_whole(path, b"new")
    assert [item.name for item in tmp_path.iterdir()] == ["a.yml"]
    assert path.read_bytes() == b"old"


def test_the_mode_of_a_file_stays(tmp_path: Path) -> None:
    """A file that is replaced keeps who may read it."""
    path = tmp_path / "a.yml"
    path.touch(mode=0o600)
    write_whole(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_one(tmp_path: Path) -> None:
    """Where a file is a link, what it leads to is replaced."""
    (tmp_path / "real.yml").write_bytes(b"old")
    link = tmp_path / "a.yml"
    link.symlink_to("real.yml")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.yml").read_bytes() == b"new"


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    """What is there already stays, and nothing lies about."""
    path = tmp_path / "deep" / "a.yml"
    write_new(path, b"first")
    with pytest.raises(FileExistsError):
        write_new(path, b"second")
    assert path.read_bytes() == b"first"
    assert [item.name for item in path.parent.iterdir()] == ["a.yml"]


def count_up(folder: Path, times: int) -> None:
    """Read a number, and write it back one higher, again and again."""
    path = folder / "number"
    for _ in range(times):
        with alone(folder):
            write_whole(path, str(int(path.read_bytes()) + 1).encode())


def test_only_one_process_writes_at_a_time(tmp_path: Path) -> None:
    """Of what several processes read and write again, nothing is lost, and no lock file stays."""
    (tmp_path / "number").write_bytes(b"0")
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=count_up, args=(tmp_path, 25)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    assert (tmp_path / "number").read_bytes() == b"100"
    assert [item.name for item in tmp_path.iterdir()] == ["number"]
