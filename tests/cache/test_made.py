"""Files of many things, from the cache where it has them."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.cache import Cache, Made, Standing, Thing
from statuskit.cache.fingerprints import digest_of

MANY = 700
"""More than are kept in one step."""


class Shop:
    """Makes files of things, and remembers what it was asked to make."""

    def __init__(self, folder: Path | None, *, has: set[str] | None = None, made_by: bytes = b"1") -> None:
        self.folder, self.has, self.made_by = folder, has or set(), made_by
        self.asked: list[bytes] = []

    def files(self, keys: Sequence[bytes]) -> list[tuple[str, str, bytes | None]]:
        """Give path, digest and content of the files of things with these keys."""
        self.asked.clear()

        def thing(key: bytes) -> Thing:
            def make() -> list[tuple[str, bytes]]:
                self.asked.append(key)
                return list(content(key))

            return Thing(key, make)

        with Cache(self.folder) as cache:
            made = Made(
                cache, self.made_by, [*map(thing, keys)], has=lambda path, _: path in self.has, alone=True
            )
            with made:
                found = [(file.path, file.digest, file.content) for file in made.files()]
        return found


def content(key: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the files of a thing: as many as its key's last byte says, one of them empty."""
    yield f"{key.hex()}/index.html", key * 3
    for number in range(key[-1] % 3):
        yield f"{key.hex()}/{number}", key * number


def wanted(keys: Sequence[bytes], has: set[str] = frozenset()) -> list[tuple[str, str, bytes | None]]:  # type: ignore[assignment]  # not changed
    """Give what should come of keys, sorted; things whose files are all there come without content."""
    found: list[tuple[str, str, bytes | None]] = []
    for key in keys:
        files = list(content(key))
        there = all(path in has for path, _ in files)
        for path, data in files:
            found.append((path, blake2b(data, digest_size=16).hexdigest(), None if there else data))
    return sorted(found, key=str)


def keys_of(count: int) -> list[bytes]:
    """Give so many keys."""
    return [number.to_bytes(2, "big") for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, 250, 251, MANY])
def test_second_time_nothing_is_made(count: int, tmp_path: Path) -> None:
    """Every file comes once, and a second time as it was, though nothing is made."""
    keys = keys_of(count)
    shop = Shop(tmp_path)
    assert sorted(shop.files(keys), key=str) == wanted(keys)
    assert sorted(shop.asked) == keys
    assert sorted(shop.files(keys), key=str) == wanted(keys)
    assert shop.asked == []


@given(
    before=st.sets(st.binary(min_size=1, max_size=2)),
    after=st.sets(st.binary(min_size=1, max_size=2)),
    data=st.data(),
)
def test_what_is_new_is_made(
    before: set[bytes], after: set[bytes], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever was made before and whatever the site has, all files come right, and only new things are made."""
    shop = Shop(tmp_path_factory.mktemp("kept"))
    shop.files(sorted(before))
    every = [path for key in sorted(after) for path, _ in content(key)]
    shop.has = set(data.draw(st.lists(st.sampled_from(every)))) if every else set()
    # What is not known cannot be told to stand.
    known = shop.has - {path for key in after - before for path, _ in content(key)}
    assert sorted(shop.files(sorted(after)), key=str) == wanted(sorted(after), known)
    assert sorted(shop.asked) == sorted(after - before)


@pytest.mark.parametrize("shelf", ["files", "contents", "both"])
def test_rows_are_lost(shelf: str, tmp_path: Path) -> None:
    """Where names or contents of things are gone, these are made anew, and kept again."""
    keys = keys_of(MANY)
    shop = Shop(tmp_path)
    shop.files(keys)
    with closing(sqlite3.connect(tmp_path / "kept.sqlite")) as database, database:
        database.execute(
            "DELETE FROM item WHERE rowid % 2 AND shelf IN (SELECT id FROM shelf WHERE ? IN (kind, 'both'))",
            (shelf,),
        )
    assert sorted(shop.files(keys), key=str) == wanted(keys)
    assert 0 < len(shop.asked) <= MANY
    shop.files(keys)
    assert shop.asked == []


def test_made_by_other_code(tmp_path: Path) -> None:
    """What other code or settings made is not taken."""
    keys = keys_of(3)
    Shop(tmp_path).files(keys)
    other = Shop(tmp_path, made_by=b"2")
    other.files(keys)
    assert other.asked == keys


def test_without_a_folder() -> None:
    """Without a cache all is made, each time."""
    shop = Shop(None)
    for _ in range(2):
        assert sorted(shop.files(keys_of(5)), key=str) == wanted(keys_of(5))
        assert shop.asked == keys_of(5)


def test_a_thing_that_cannot_be_made(tmp_path: Path) -> None:
    """An error of one thing is told, and what was made of others before it stays."""
    keys = keys_of(MANY)

    def make(key: bytes) -> list[tuple[str, bytes]]:
        if key == keys[-1]:
            raise ValueError("wrong")
        return list(content(key))

    with Cache(tmp_path) as cache:
        things = [Thing(key, lambda key=key: make(key)) for key in keys]  # type: ignore[misc]  # bound here
        with (
            Made(cache, b"1", things, has=lambda *_: False, alone=True) as made,
            pytest.raises(ValueError, match="wrong"),
        ):
            list(made.files())
    shop = Shop(tmp_path)
    shop.files(keys)
    assert keys[0] not in shop.asked
    assert keys[-1] in shop.asked


class Folder:
    """A published folder, and what is known to stand in it."""

    def __init__(self, folder: Path) -> None:
        self.site, self.cache = folder / "site", folder / "cache"
        self.site.mkdir()

    def publish(self, files: dict[str, str], untouched: frozenset[str] = frozenset()) -> None:
        """Write files, path → text, and note them."""
        with Cache(self.cache) as cache:
            standing = Standing(cache, self.site)
            for path, text in files.items():
                if path not in untouched:
                    (self.site / path).write_text(text)
            standing.note(files, untouched)

    def has(self, path: str, digest: str, *, forget: bool = False, site: Path | None = None) -> bool:
        """Tell whether a file is known to stand."""
        with Cache(self.cache) as cache:
            return Standing(cache, site or self.site, forget=forget).has(path, digest)


FILES = {str(number): f"text {number}" for number in range(200)}


def test_what_was_published_stands(tmp_path: Path) -> None:
    """What was published stands in the next build, with its own digest and in its own folder alone."""
    folder = Folder(tmp_path)
    folder.publish(FILES)
    assert all(folder.has(path, text) for path, text in FILES.items())
    assert not folder.has("0", "text 1")
    assert not folder.has("no", "text 0")
    assert not folder.has("0", "text 0", forget=True)
    assert not folder.has("0", "text 0", site=tmp_path)


def test_untouched_files_still_stand(tmp_path: Path) -> None:
    """Files that a build left alone stand as before; what it left out stands no more."""
    folder = Folder(tmp_path)
    folder.publish(FILES)
    folder.publish({**FILES, "7": "other"} | {"new": "x"}, frozenset(FILES) - {"7"})
    assert all(folder.has(path, text) for path, text in {**FILES, "7": "other", "new": "x"}.items())
    folder.publish({"3": FILES["3"]}, frozenset({"3"}))
    assert [path for path, text in FILES.items() if folder.has(path, text)] == ["3"]


@pytest.mark.parametrize("way", ["written", "replaced", "gone", "link", "folder", "same time"])
def test_meddled_files_do_not_stand(way: str, tmp_path: Path) -> None:
    """A file that somebody wrote into, swapped or took away does not stand, even of the same size and time."""
    folder = Folder(tmp_path)
    folder.publish({"a": "text", "b": "text"})
    path = folder.site / "a"
    seen = path.stat()
    clock = folder.site / "clock"
    clock.touch()
    while clock.stat().st_ctime_ns == seen.st_ctime_ns:
        # That of a file system ticks some hundred times a second.
        clock.touch()
    match way:
        case "written":
            path.write_text("text, and more")
        case "same time":
            with path.open("r+") as stream:
                stream.write("TEXT")
            os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
            assert path.stat().st_size == seen.st_size
        case "replaced":
            other = folder.site / "c"
            other.write_text("text")
            other.replace(path)
        case _:
            path.unlink()
            if way == "link":
                path.symlink_to("b")
            elif way == "folder":
                path.mkdir()
    assert not folder.has("a", "text")
    assert folder.has("b", "text")


def test_a_copy_of_a_site_counts_by_its_bytes(tmp_path: Path) -> None:
    """A folder that was copied has its files; one with other bytes, or a link in a file's place, is missing."""
    site = tmp_path / "site"
    site.mkdir()
    contents = {name: name.encode() for name in ("same", "edited", "linked")}
    for name, data in contents.items():
        (site / name).write_bytes(data)
    digests = {name: digest_of(data) for name, data in contents.items()}
    with Cache(tmp_path / "cache") as cache:
        Standing(cache, site).note(digests, frozenset())
        copied = Path(shutil.copytree(site, tmp_path / "copy"))
        shutil.rmtree(site)
        copied.rename(site)
        (site / "edited").write_bytes(b"EDITED")
        (site / "linked").rename(tmp_path / "linked")
        (site / "linked").symlink_to(tmp_path / "linked")
        again = Standing(cache, site)
        assert [name for name, digest in digests.items() if again.has(name, digest)] == ["same"]
        again.note({"same": digests["same"]}, frozenset({"same"}))
        assert Standing(cache, site).has("same", digests["same"])
        assert not Standing(cache, site, forget=True).has("same", digests["same"])
