"""What an incident is read from, as a key: whatever changes what is read, changes the key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from statuskit.load.bundle import LARGEST_FILE
from statuskit.load.contents import key_of
from statuskit.load.files import Found


def found(folder: Path, name: str = "a") -> Found:
    """Make a bundle as it is found."""
    return Found(
        id=name, location=folder / "incident.yml", file=f"incidents/{name}/incident.yml", bundle=folder
    )


def large(path: Path, size: int) -> None:
    """Make a file of a size, without writing all of it."""
    with path.open("wb") as stream:
        stream.truncate(size)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "plain.md").write_text("other", encoding="utf-8"),
        lambda folder: (folder / "plain.md").rename(folder / "other.md"),
        lambda folder: (folder / "plain.md").unlink(),
        lambda folder: (folder / "new").mkdir(),
        lambda folder: (folder / "more" / "new.png").write_bytes(b""),
        lambda folder: large(folder / "film.mp4", LARGEST_FILE + 2),
    ],
)
def test_all_of_a_bundle_counts(change: Callable[[Path], object], tmp_path: Path) -> None:
    """The key is the same until a file of the bundle changes, comes, goes or is named anew, or a folder does."""
    (tmp_path / "more").mkdir()
    (tmp_path / "plain.md").write_text("It broke.", encoding="utf-8")
    large(tmp_path / "film.mp4", LARGEST_FILE + 1)
    before = key_of(found(tmp_path), b"title: x")
    assert key_of(found(tmp_path), b"title: x") == before
    change(tmp_path)
    assert key_of(found(tmp_path), b"title: x") != before


def test_name_and_bytes_count(tmp_path: Path) -> None:
    """Two incidents never share a key, and a byte makes another one."""
    plain = Found(id="a", location=tmp_path / "a.yml", file="incidents/a.yml")
    moved = Found(id="a", location=tmp_path / "a.yml", file="incidents/2026/a.yml")
    keys = {key_of(each, data) for each in (plain, moved, found(tmp_path)) for data in (b"x", b"y")}
    assert len(keys) == 6
    assert key_of(plain, b"x") in keys


def test_what_may_change_unseen_has_no_lasting_key(tmp_path: Path) -> None:
    """A bundle with a link, or one that cannot be read, has another key each time."""
    (tmp_path / "plain.md").symlink_to(tmp_path / "elsewhere.md")
    assert key_of(found(tmp_path), b"x") != key_of(found(tmp_path), b"x")
    gone = found(tmp_path / "gone")
    assert key_of(gone, b"x") != key_of(gone, b"x")
