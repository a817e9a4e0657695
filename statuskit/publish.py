"""Bring a published folder up to date by difference, so that every page in it is whole at any moment.

A build writes into a `Staging` folder beside the real one; `publish` carries over what changed.
"""

import contextlib
import glob
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

HASHED = re.compile(r"[.-](?=[0-9a-f]*\d)[0-9a-f]{8,64}\.")
"""Finds the hash in a file's name."""
_OURS = "assets/statuskit"
_TEMPORARY = ".statuskit-"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many files a publication wrote, left as they were, removed, and kept one build longer."""

    written: int
    unchanged: int
    removed: int
    kept: int


def publish(staging: Path, site_dir: Path, standing: frozenset[str] = frozenset()) -> Published:
    """Make `site_dir` hold what `staging` holds; `staging` itself is emptied on the way.

    A file whose bytes did not change is not touched, nor is one that is `standing`: part of the site, and in
    `site_dir` already. A changed one is put in place whole, pages after what they ask for. What is no longer
    part of the site goes last; of that, assets with a hash in their name which the outgoing front page asks for
    stay one build longer, for a cached page still asks for them. Names that begin with a dot at the top of
    `site_dir` are not the site's, and stay.

    Both folders are best on one file system; else each file is copied beside its place first. A failure
    raises `OSError` and leaves every page whole, old or new.
    """
    site_dir.mkdir(parents=True, exist_ok=True)
    old = set(_swept(site_dir))
    new = sorted(_files(staging), key=_pages_last)
    wanted = standing.union(new)
    moved = set() if old else _move_folders(staging, site_dir, new)
    asked = _asked_for(site_dir) - wanted
    made: set[str] = set()
    written = 0
    for path in new:
        source, target = f"{staging}/{path}", f"{site_dir}/{path}"
        if path.partition("/")[0] in moved:
            written += 1
            continue
        if path in old and _same(source, target):
            continue
        _make_room(path, site_dir, made)
        _put(source, target)
        written += 1
    kept = old & asked
    gone = {path for path in old - wanted - kept if not path.startswith(".")}
    for path in sorted(gone):
        # Where a file and a folder changed places, the old one has gone already.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            (site_dir / path).unlink()
    if gone:
        _drop_empty_folders(site_dir)
    return Published(written=written, unchanged=len(wanted) - written, removed=len(gone), kept=len(kept))


def is_foreign(site_dir: Path) -> bool:
    """Tell a folder that is in use for something else, which a publication would sweep away.

    A site has a front page, or where its first publication was cut short, our assets. Names that begin
    with a dot do not count.
    """
    if not site_dir.exists():
        return False
    if not site_dir.is_dir():
        return True
    in_use = any(not entry.name.startswith(".") for entry in site_dir.iterdir())
    return in_use and not (site_dir / "index.html").is_file() and not (site_dir / _OURS).is_dir()


def empty(folder: Path) -> None:
    """Remove what stands in a published folder, but for names that begin with a dot."""
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _files(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder, with forward slashes; links to folders are files here."""
    stack = [("", os.fspath(folder))]
    while stack:
        prefix, where = stack.pop()
        with os.scandir(where) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    stack.append((f"{prefix}{entry.name}/", entry.path))
                else:
                    yield prefix + entry.name


def _pages_last(path: str) -> tuple[int, str]:
    """Order what pages ask for before the pages, and the front page last of all; first what tells that it is a site."""
    if path.startswith(f"{_OURS}/"):
        return -1, path
    if path == "index.html":
        return 2, path
    return int(path.endswith(".html")), path


def _move_folders(staging: Path, site_dir: Path, files: Iterable[str]) -> set[str]:
    """Put the folders of a first publication in place whole, those with pages after the others; name them.

    Assets come first of all, by which a publication that is cut short is known for one (`is_foreign`).
    """
    with_pages: dict[str, bool] = {}
    for path in files:
        top, below, _ = path.partition("/")
        if below:
            with_pages[top] = with_pages.get(top, False) or path.endswith(".html")
    moved = set()
    for name in sorted(with_pages, key=lambda name: (with_pages[name], name != "assets", name)):
        # On another file system, or in the way of a folder, its files go one by one.
        with contextlib.suppress(OSError):
            (staging / name).rename(site_dir / name)
            moved.add(name)
    return moved


def _same(one: str, other: str) -> bool:
    found = os.lstat(other)
    if stat.S_ISLNK(found.st_mode) or os.lstat(one).st_size != found.st_size:
        return False
    with open(one, "rb") as left, open(other, "rb") as right:  # noqa: PTH123 - many thousand of them
        while chunk := left.read(_CHUNK):
            if chunk != right.read(_CHUNK):
                return False
    return True


def _make_room(path: str, site_dir: Path, made: set[str]) -> None:
    """Make the folder of a file; a file that stands where a folder is needed goes, and the other way round.

    Folders that are `made` are known to be there.
    """
    above = path.rpartition("/")[0]
    if above not in made:
        folder = site_dir / above
        while folder != site_dir:
            if folder.is_symlink() or folder.is_file():
                folder.unlink()
            folder = folder.parent
        (site_dir / above).mkdir(parents=True, exist_ok=True)
        made.add(above)
    target = site_dir / path
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def _put(source: str, target: str) -> None:
    try:
        os.replace(source, target)  # noqa: PTH105 - many thousand of them
    except OSError:
        # Another file system: copy beside the place, then swap.
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=Path(target).parent)
        os.close(handle)
        copy = Path(name)
        try:
            shutil.copyfile(source, copy)
            shutil.copymode(source, copy)
            os.replace(copy, target)  # noqa: PTH105 - as above
        except BaseException:
            copy.unlink(missing_ok=True)
            raise


def _swept(site_dir: Path) -> Iterator[str]:
    """Yield the files of a published folder; half-copied ones of a build that was killed are removed."""
    for path in _files(site_dir):
        if path.rpartition("/")[2].startswith(_TEMPORARY):
            (site_dir / path).unlink()
        else:
            yield path


def _drop_empty_folders(site_dir: Path) -> None:
    for where, _, _ in os.walk(site_dir, topdown=False):
        folder = Path(where)
        top = folder.relative_to(site_dir).parts[:1]
        if top and not top[0].startswith("."):
            # Not empty: it stays.
            with contextlib.suppress(OSError):
                folder.rmdir()


class Staging:
    """A folder beside `site_dir` to build in, which always goes: at `close`, else at the next build's start.

    A living build holds a lock on its folder, so that another one does not sweep it away.
    """

    def __init__(self, site_dir: Path) -> None:
        """Sweep what killed builds left, and make the folder; in the system's own place where none may be made."""
        prefix = f".{site_dir.name}.building-"
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        for stale in sorted(site_dir.parent.glob(f"{glob.escape(prefix)}*")):
            if not stale.is_symlink() and not _is_locked(stale):
                shutil.rmtree(stale, ignore_errors=True)
        try:
            self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=site_dir.parent))
        except PermissionError:
            self.path = Path(tempfile.mkdtemp(prefix="statuskit-"))
        self._lock = _lock(self.path)

    def close(self) -> None:
        """Remove the folder; closing twice does no harm."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextlib.contextmanager
def in_turn(site_dir: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Let one build at a time see what stands in `site_dir`, and publish; `wait` tells that another one is at it.

    Where folders cannot be locked, as on Windows, builds go on at once.
    """
    # By whatever link each of them goes there.
    handle = _turn(Path(os.path.realpath(site_dir)).parent, wait)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


if sys.platform == "win32":
    # Folders cannot be locked there; what a killed build left has to be removed by hand.
    def _lock(_folder: Path) -> int | None:
        return None

    def _is_locked(_folder: Path) -> bool:
        return True

    def _turn(_folder: Path, _wait: Callable[[], None]) -> int | None:
        return None

else:
    import fcntl

    def _lock(folder: Path) -> int | None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return handle

    def _is_locked(folder: Path) -> bool:
        try:
            handle = _lock(folder)
        except OSError:
            return True
        if handle is None:
            return True
        os.close(handle)
        return False

    def _turn(folder: Path, wait: Callable[[], None]) -> int | None:
        with contextlib.ExitStack() as unless_locked, contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            unless_locked.callback(os.close, handle)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                wait()
                fcntl.flock(handle, fcntl.LOCK_EX)
            unless_locked.pop_all()
            return handle
        # Not every file system has locks.
        return None


class _References(HTMLParser):
    """Collect the addresses of scripts, styles, icons and pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = "href" if tag == "link" else "src"
        self.found.update(value for name, value in attrs if name == wanted and value)


def _asked_for(site_dir: Path) -> set[str]:
    """Name the files with a hash in their name that the front page in `site_dir` asks for."""
    front = site_dir / "index.html"
    if not front.is_file():
        return set()
    references = _References()
    references.feed(front.read_text(encoding="utf-8", errors="replace"))
    paths = {_inside(address) for address in references.found}
    return {path for path in paths if HASHED.search(PurePosixPath(path).name)}


def _inside(address: str) -> str:
    """Turn a relative address of the front page into a path of the site; "" for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    return os.path.normpath(unquote(parts.path)).replace(os.sep, "/")
