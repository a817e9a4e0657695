"""Files are written whole or not at all, one writer at a time, and never over what changed meanwhile."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_MODE = 0o644


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process of ours writes in `folder`, and keep others waiting.

    The folder itself is locked, so that no lock file is left among the incidents. Where the system has no such
    lock (Windows, some shared drives), the comparison before each write is what is left.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in place of a file in one step, with the mode it had: a crash leaves the old file or the new.

    What a link leads to is replaced, not the link.
    """
    path = path.resolve()
    temporary = _beside(path, data)
    try:
        temporary.chmod(path.stat().st_mode if path.exists() else _MODE)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def write_new(path: Path, data: bytes, *, settle: bool = True) -> None:
    """Write a file that is not there yet, whole; raises `FileExistsError` where there is one.

    Without `settle` nobody waits for the disk: of many files that can be written again, that takes long.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _beside(path, data, settle=settle)
    try:
        temporary.chmod(_MODE)
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:
            # No hard links here; the name is taken before it is filled.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _MODE))
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    if settle:
        _settle(path.parent)


def _beside(path: Path, data: bytes, *, settle: bool = True) -> Path:
    """Write `data` to the disk, under a name that a build meanwhile skips."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        if settle:
            file.flush()
            os.fsync(file.fileno())
    return Path(name)


def _settle(folder: Path) -> None:
    """Let the folder's own change reach the disk, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
