"""The store of the cache."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.cache import Cache
from statuskit.cache.fingerprints import fingerprint, of_code, of_files

if TYPE_CHECKING:
    from tests.conftest import Git

VALUES = {b"a": b"one", b"b": b"", b"c": b"x" * 100_000}


def _kept(folder: Path, made_by: bytes = b"1", kind: str = "page") -> dict[bytes, bytes]:
    with Cache(folder) as cache:
        return cache.shelf(kind, made_by).get(VALUES)


def _keep(folder: Path, made_by: bytes = b"1", kind: str = "page") -> None:
    with Cache(folder) as cache:
        cache.shelf(kind, made_by).put(VALUES)


def test_finds_what_was_kept(tmp_path: Path) -> None:
    """What one command keeps the next one finds, and no key that nobody kept."""
    _keep(tmp_path)
    assert _kept(tmp_path) == VALUES
    with Cache(tmp_path) as cache:
        assert cache.shelf("page", b"1").get([b"a", b"z"]) == {b"a": b"one"}


def test_shelves_are_apart(tmp_path: Path) -> None:
    """What other code or other settings made, or what is of another kind, is not found."""
    _keep(tmp_path)
    assert _kept(tmp_path, made_by=b"2") == {}
    assert _kept(tmp_path, kind="finding") == {}


def test_three_shelves_of_a_kind_stay(tmp_path: Path) -> None:
    """Of four ways to make a thing the one that wrote longest ago is dropped."""
    for made_by in (b"1", b"2", b"3", b"1", b"4"):
        _keep(tmp_path, made_by)
    assert [_kept(tmp_path, made_by) for made_by in (b"1", b"2", b"3", b"4")] == [VALUES, {}, VALUES, VALUES]


def test_drops_what_nobody_wants(tmp_path: Path) -> None:
    """Once most of a shelf is of no use, what is of use alone stays."""
    many = {b"%d" % number: b"old" for number in range(2_000)}
    with Cache(tmp_path) as cache:
        shelf = cache.shelf("page", b"1")
        shelf.put(many | VALUES)
        shelf.keep_only(VALUES)
        assert shelf.get([*many, *VALUES]) == VALUES


def test_git_overlooks_it(tmp_path: Path, git: "Git") -> None:
    """In a project that says nothing of the folder, nobody commits it by accident."""
    git(tmp_path, "init", "--quiet")
    _keep(tmp_path / ".cache/statuskit")
    assert git(tmp_path, "status", "--porcelain", "--untracked-files=all") == ""


def test_nothing_is_kept_without_a_folder() -> None:
    """Without a folder everything is made anew, and nothing fails."""
    with Cache() as cache:
        shelf = cache.shelf("page", b"1")
        shelf.put(VALUES)
        shelf.keep_only(VALUES)
        assert shelf.get(VALUES) == {}


def test_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    """A file where the folder should be is left alone, and the command goes on without a cache."""
    place = tmp_path / "taken"
    place.write_text("mine")
    _keep(place)
    assert _kept(place) == {}
    assert place.read_text() == "mine"


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough to look like one" * 40])
def test_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    """A file that is no store is replaced at once, so that the same command keeps again."""
    _keep(tmp_path)
    (tmp_path / "kept.sqlite").write_bytes(damage)
    assert _kept(tmp_path) == {}
    _keep(tmp_path)
    assert _kept(tmp_path) == VALUES


@given(at=st.floats(0, 1, exclude_max=True), byte=st.integers(1, 255))
def test_flipped_bytes_never_give_a_wrong_value(
    tmp_path_factory: pytest.TempPathFactory, at: float, byte: int
) -> None:
    """Whatever byte of the file is damaged, a value is missing or right."""
    folder = tmp_path_factory.mktemp("kept")
    _keep(folder)
    path = folder / "kept.sqlite"
    data = bytearray(path.read_bytes())
    data[int(at * len(data))] ^= byte
    path.write_bytes(data)
    assert _kept(folder).items() <= VALUES.items()
    _keep(folder)


@pytest.mark.parametrize("value", [7, 1.5, "text", None, b"", b"short"])
def test_value_of_another_type_is_missing(tmp_path: Path, value: object) -> None:
    """Where a value is none that was kept, of whatever type, it is missing, and the others are there."""
    _keep(tmp_path)
    with sqlite3.connect(tmp_path / "kept.sqlite") as database:
        database.execute("CREATE TABLE other AS SELECT * FROM item")
        database.execute("DROP TABLE item")
        database.execute("ALTER TABLE other RENAME TO item")
        database.execute("UPDATE item SET value = ? WHERE key = ?", (value, b"a"))
    database.close()
    assert _kept(tmp_path) == {key: each for key, each in VALUES.items() if key != b"a"}


def test_store_of_another_form_is_replaced(tmp_path: Path) -> None:
    """A file that another version laid out differently is replaced."""
    _keep(tmp_path)
    with sqlite3.connect(tmp_path / "kept.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    _keep(tmp_path)
    assert _kept(tmp_path) == VALUES


def test_two_commands_at_a_time(tmp_path: Path) -> None:
    """Two commands that write turn by turn both keep what they made."""
    with Cache(tmp_path) as one, Cache(tmp_path) as other:
        left, right = one.shelf("page", b"1"), other.shelf("page", b"1")
        left.put({b"a": b"1"})
        right.put({b"b": b"2"})
        left.put({b"c": b"3"})
        assert right.get([b"a", b"b", b"c"]) == {b"a": b"1", b"b": b"2", b"c": b"3"}


def test_parts_of_a_fingerprint_do_not_run_together() -> None:
    """Where one part ends and the next begins counts."""
    assert (
        len({fingerprint("ab", "c"), fingerprint("a", "bc"), fingerprint("abc"), fingerprint(b"ab", "c", "")})
        == 4
    )


def test_fingerprint_of_code_holds_within_a_run() -> None:
    """The code has one fingerprint."""
    assert of_code() == of_code()


def test_fingerprint_of_files_sees_bytes_and_names(tmp_path: Path) -> None:
    """A byte changed, or a file renamed, gives another fingerprint; a file that is missing gives one too."""
    path = tmp_path / "a.html"
    seen = set()
    for content in ("1", "2"):
        path.write_text(content)
        seen.add(of_files([path], tmp_path))
    other = path.rename(tmp_path / "b.html")
    seen |= {of_files([other], tmp_path), of_files([path], tmp_path)}
    assert len(seen) == 4
