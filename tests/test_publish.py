"""Publication by difference."""

import errno
import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.publish import Published, Staging, empty, in_turn, is_foreign, publish

FRONT = (
    '<link rel="stylesheet" href="assets/site.0123abcd.css"><script src="assets/live.4567cdef.js"></script>'
)


def fill(folder: Path, files: dict[str, str]) -> Path:
    """Write files, and nothing else, into a folder."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    return add(folder, files)


def add(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder beside what it holds."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, str]:
    """Read all files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def bring(tmp_path: Path, files: dict[str, str]) -> Published:
    """Publish files to `tmp_path / "site"`."""
    return publish(fill(tmp_path / "staging", files), tmp_path / "site")


def test_a_first_publication_writes_everything(tmp_path: Path) -> None:
    """A folder that is not there yet is made and filled."""
    done = bring(tmp_path, {"index.html": "front", "a/index.html": "a"})
    assert done == Published(written=2, unchanged=0, removed=0, kept=0)
    assert tree(tmp_path / "site") == {"index.html": "front", "a/index.html": "a"}


def test_unchanged_files_keep_inode_and_time(tmp_path: Path) -> None:
    """A file whose bytes did not change is not touched at all."""
    bring(tmp_path, {"index.html": "one", "a.html": "same"})
    page = tmp_path / "site/a.html"
    os.utime(page, (1_000_000_000, 1_000_000_000))
    before = page.stat()
    done = bring(tmp_path, {"index.html": "two", "a.html": "same"})
    assert done == Published(written=1, unchanged=1, removed=0, kept=0)
    assert (page.stat().st_ino, page.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_change_of_equal_length_is_seen(tmp_path: Path) -> None:
    """Files are told apart by their bytes, not by their sizes."""
    bring(tmp_path, {"a.html": "abc"})
    assert bring(tmp_path, {"a.html": "abd"}).written == 1
    assert tree(tmp_path / "site") == {"a.html": "abd"}


def test_what_is_gone_is_removed_with_its_folder(tmp_path: Path) -> None:
    """A page that is no longer part of the site goes, and so does the folder that it leaves empty."""
    bring(tmp_path, {"index.html": "front", "old/deep/index.html": "old"})
    assert bring(tmp_path, {"index.html": "front"}).removed == 1
    assert sorted(entry.name for entry in (tmp_path / "site").iterdir()) == ["index.html"]


def test_dotfiles_at_the_top_stay(tmp_path: Path) -> None:
    """What the host keeps in the folder (`.git`, `.htaccess`) is not the site's to remove."""
    add(tmp_path / "site", {".htaccess": "x", ".git/HEAD": "y", "gone.html": "z"})
    (tmp_path / "site/.git/empty").mkdir()
    bring(tmp_path, {"index.html": "front"})
    assert tree(tmp_path / "site") == {".htaccess": "x", ".git/HEAD": "y", "index.html": "front"}
    assert (tmp_path / "site/.git/empty").is_dir()


def test_a_published_dotfile_is_compared_too(tmp_path: Path) -> None:
    """A file such as `.well-known/security.txt`, once published, counts as unchanged."""
    bring(tmp_path, {".well-known/security.txt": "mail"})
    assert bring(tmp_path, {".well-known/security.txt": "mail"}).unchanged == 1


def test_assets_of_the_outgoing_front_page_stay_one_build_longer(tmp_path: Path) -> None:
    """A cached page finds its old style and script after one more build, and not after two."""
    assets = {"assets/site.0123abcd.css": "old", "assets/live.4567cdef.js": "old"}
    bring(tmp_path, {"index.html": FRONT, **assets, "assets/plain.css": "no hash"})
    done = bring(tmp_path, {"index.html": "new"})
    assert done == Published(written=1, unchanged=0, removed=1, kept=2)
    assert tree(tmp_path / "site") == {"index.html": "new", **assets}
    assert bring(tmp_path, {"index.html": "new"}).removed == 2
    assert tree(tmp_path / "site") == {"index.html": "new"}


@pytest.mark.parametrize(
    "address",
    ["https://cdn.example/a.0123abcd.css", "/a.0123abcd.css", "../a.0123abcd.css", "http://[::", "a.css"],
)
def test_only_hashed_files_of_the_site_are_kept(tmp_path: Path, address: str) -> None:
    """An address that leaves the site, or has no hash, keeps nothing alive."""
    bring(tmp_path, {"index.html": f'<link href="{address}">', "a.css": "x", "b.0123abcd.css": "y"})
    done = bring(tmp_path, {"index.html": "new"})
    assert (done.kept, done.removed) == (0, 2)


def test_a_page_may_become_a_folder_and_back(tmp_path: Path) -> None:
    """A name that was a file may be a folder in the next build, and a file again in the one after."""
    bring(tmp_path, {"a": "file"})
    bring(tmp_path, {"a/index.html": "page"})
    assert tree(tmp_path / "site") == {"a/index.html": "page"}
    bring(tmp_path, {"a": "file"})
    assert tree(tmp_path / "site") == {"a": "file"}


def test_a_link_in_the_folder_is_replaced_and_never_followed(tmp_path: Path) -> None:
    """A link to elsewhere is no part of the site; what it points at is left alone."""
    outside = add(tmp_path / "outside", {"index.html": "mine"})
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a").symlink_to(outside)
    (tmp_path / "site/b.html").symlink_to(outside / "index.html")
    bring(tmp_path, {"a/index.html": "page", "b.html": "mine"})
    assert tree(outside) == {"index.html": "mine"}
    assert not (tmp_path / "site/a").is_symlink()
    assert not (tmp_path / "site/b.html").is_symlink()


@pytest.mark.parametrize("after", range(4))
def test_a_crash_at_any_point_leaves_every_page_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Each page is the old or the new one, never half of it, and the next build completes the work."""
    old = {"index.html": "old" * 9, "a.html": "old" * 9, "b.css": "old" * 9, "gone.html": "gone"}
    new = {"index.html": "new" * 8, "a.html": "new" * 8, "b.css": "new" * 8}
    bring(tmp_path, old)
    put = os.replace
    calls = iter(range(9))

    def crash(source: str, target: str) -> None:
        if next(calls) >= after:
            raise KeyboardInterrupt
        put(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", crash)
        if after < 3:
            with pytest.raises(KeyboardInterrupt):
                bring(tmp_path, new)
    left = tree(tmp_path / "site")
    assert all(text in {old.get(name), new.get(name)} for name, text in left.items())
    assert "gone.html" in left
    bring(tmp_path, new)
    assert tree(tmp_path / "site") == new


def test_folders_of_a_first_publication_come_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What pages ask for is there before any page, and the front page comes last."""
    files = dict.fromkeys(
        ("a/index.html", "b.html", "css/site.css", "assets/s.js", "z/y.png", "index.html"), "x"
    )
    came: list[str] = []
    for way in ("replace", "rename"):
        put = getattr(os, way)

        def watched(source: str, target: str, put: Callable[[str, str], None] = put) -> None:
            put(source, target)
            came.append(Path(target).name)

        monkeypatch.setattr(os, way, watched)
    bring(tmp_path, files)
    assert tree(tmp_path / "site") == files
    assert came == ["assets", "css", "z", "a", "b.html", "index.html"]


def test_a_new_folder_of_pages_comes_after_what_it_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a site that is public already a new page is never there before its new style sheet."""
    bring(tmp_path, {"index.html": "old", "css/1.css": "old"})
    put = os.replace
    came: list[str] = []

    def watched(source: str, target: str) -> None:
        put(source, target)
        came.append(Path(target).name)

    monkeypatch.setattr(os, "replace", watched)
    bring(tmp_path, {"index.html": "new", "css/2.css": "new", "about/index.html": "new"})
    assert came == ["2.css", "index.html", "index.html"]


def test_another_file_system_is_copied_to_beside_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where staging lies on another disk, files are copied whole first; nothing temporary stays."""
    put = os.replace

    def only_beside(source: str, target: str) -> None:
        if Path(source).parent != Path(target).parent:
            raise OSError(18, "Invalid cross-device link")
        put(source, target)

    for way in ("replace", "rename"):
        monkeypatch.setattr(os, way, only_beside)
    for page in ("old", "new"):
        bring(tmp_path, {"a/index.html": page})
        assert tree(tmp_path / "site") == {"a/index.html": page}


def test_a_copy_that_fails_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full ends the publication with an error, the old page whole and no scrap beside it."""
    bring(tmp_path, {"index.html": "old"})

    def refuse(source: str, target: str) -> None:
        raise OSError(28, f"No space left for {source} or {target}")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        bring(tmp_path, {"index.html": "new"})
    assert tree(tmp_path / "site") == {"index.html": "old"}


def test_scraps_of_a_killed_build_are_swept(tmp_path: Path) -> None:
    """A half-copied file that a killed build left behind goes at the next publication."""
    add(tmp_path / "site", {"a/.statuskit-x1y2": "half"})
    bring(tmp_path, {"index.html": "front"})
    assert tree(tmp_path / "site") == {"index.html": "front"}


@pytest.mark.parametrize(
    ("files", "foreign"),
    [
        ({}, False),
        ({".git/HEAD": "x"}, False),
        ({"index.html": "x", "CNAME": "y"}, False),
        ({"assets/statuskit/status.css": "x"}, False),
        ({"2026-11-20-card-payments.yml": "x"}, True),
        ({"assets/logo.svg": "x"}, True),
    ],
)
def test_a_folder_in_use_for_something_else_is_known(
    tmp_path: Path, files: dict[str, str], *, foreign: bool
) -> None:
    """A folder that holds files and no site is told apart, before a publication sweeps it."""
    assert is_foreign(fill(tmp_path / "site", files)) == foreign


@pytest.mark.parametrize("after", range(1, 5))
def test_a_first_publication_that_was_cut_short_is_a_site(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few of its files are there, the next build knows the folder for its own."""
    files = {
        ".nojekyll": "",
        "_headers": "x",
        "assets/a.css": "x",
        "assets/statuskit/a.css": "x",
        "index.html": "x",
    }
    real, left = os.replace, [None] * after

    def put(source: str, target: str) -> None:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        real(source, target)

    def another_file_system(folder: Path, target: Path) -> Path:
        raise OSError(folder, target)

    monkeypatch.setattr(os, "replace", put)
    monkeypatch.setattr(Path, "rename", another_file_system)
    with pytest.raises(KeyboardInterrupt):
        bring(tmp_path, files)
    assert len(tree(tmp_path / "site")) == after
    assert not is_foreign(tmp_path / "site")


def test_a_file_or_nothing_in_the_place_of_the_folder_is_known(tmp_path: Path) -> None:
    """A file is in use; what is not there is not."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert is_foreign(tmp_path / "file")
    assert not is_foreign(tmp_path / "nothing")


def test_emptying_keeps_dotfiles(tmp_path: Path) -> None:
    """A clean build starts from nothing but the host's own files."""
    add(tmp_path / "site", {"index.html": "x", "a/b.html": "y", ".git/HEAD": "z"})
    empty(tmp_path / "site")
    empty(tmp_path / "not-there")
    assert tree(tmp_path / "site") == {".git/HEAD": "z"}


def test_staging_goes_with_its_content(tmp_path: Path) -> None:
    """The folder aside stands beside the site while it is needed, and goes; closing twice does no harm."""
    staging = Staging(tmp_path / "site")
    add(staging.path, {"a/index.html": "x"})
    assert staging.path.parent == tmp_path
    staging.close()
    staging.close()
    assert list(tmp_path.iterdir()) == []


def test_staging_of_a_killed_build_is_swept_and_that_of_a_living_one_is_not(tmp_path: Path) -> None:
    """The next build clears up after a dead one, and leaves one alone that is still at work."""
    dead = tmp_path / ".site.building-dead"
    add(dead, {"a.html": "x"})
    (tmp_path / ".site.building-file").write_text("not a folder", encoding="utf-8")
    living = Staging(tmp_path / "site")
    other = Staging(tmp_path / "site")
    assert not dead.exists()
    assert living.path.is_dir()
    living.close()
    other.close()


def test_staging_goes_elsewhere_where_nothing_may_stand_beside_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site folder in a place that we may not write to is built in the system's own place for such things."""
    make = tempfile.mkdtemp

    def refuse(prefix: str, dir: Path | None = None) -> str:  # noqa: A002 - the name of the standard library
        if dir is not None:
            raise PermissionError(13, "Permission denied")
        return make(prefix=prefix)

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    staging = Staging(tmp_path / "site")
    assert staging.path.is_dir()
    assert staging.path.parent != tmp_path
    staging.close()
    assert not staging.path.exists()


NAMES = st.sampled_from(["index.html", "a/index.html", "b/index.html", "c.css", "d/e/f.json"])


@given(
    old=st.dictionaries(NAMES, st.sampled_from(["1", "2", "33"])), new=st.dictionaries(NAMES, st.text("ab"))
)
def test_the_folder_ends_as_the_staging_folder_was(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, str], new: dict[str, str]
) -> None:
    """Whatever stood there before, afterwards the folder holds the new site, and the counts add up."""
    tmp_path = tmp_path_factory.mktemp("publish")
    bring(tmp_path, old)
    done = bring(tmp_path, new)
    assert tree(tmp_path / "site") == new
    assert done.written + done.unchanged == len(new)
    assert done.removed == len(old.keys() - new.keys())


def test_builds_publish_in_turn(tmp_path: Path) -> None:
    """A second build says that it waits, and goes on when the first one has ended, well or badly."""
    order: list[str] = []
    waits = threading.Event()

    def second() -> None:
        with in_turn(tmp_path / "site", waits.set):
            order.append("second")

    thread = threading.Thread(target=second)
    with suppress(KeyboardInterrupt), in_turn(tmp_path / "site", lambda: pytest.fail("nobody is here")):
        thread.start()
        assert waits.wait(60)
        order.append("first")
        raise KeyboardInterrupt
    thread.join(60)
    assert order == ["first", "second"]


@pytest.mark.parametrize("call", ["open", "flock"])
def test_where_nothing_can_be_locked(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without locks, or beside a folder that cannot be read, builds go on, and leave nothing open."""

    def refuse(*_given: object) -> int:
        raise OSError(errno.ENOLCK, "no locks available")

    before = sorted(map(str, Path("/dev/fd").iterdir()))
    with monkeypatch.context() as for_now:
        for_now.setattr(os if call == "open" else fcntl, call, refuse)
        with in_turn(tmp_path / "site", lambda: pytest.fail("nobody is here")):
            pass
    assert sorted(map(str, Path("/dev/fd").iterdir())) == before
