"""What an incident is read from, as a key: the same key, the same words."""

import os
from collections.abc import Iterator
from pathlib import Path

from statuskit.cache import fingerprint
from statuskit.load.bundle import LARGEST_FILE
from statuskit.load.files import Found


def key_of(found: Found, data: bytes) -> bytes:
    """Digest the name of an incident file, its bytes, and all that lies in its bundle.

    Where a bundle holds a link, or anything that cannot be read, the key is another each time: what it stands for
    may change unseen.
    """
    beside = _bundle(found.bundle) if found.bundle else []
    return fingerprint(found.id, found.file, data, *beside)


def _bundle(folder: Path) -> list[str | bytes]:
    try:
        return [*_entries(folder)]
    except OSError:
        return [os.urandom(16)]


def _entries(bundle: Path) -> Iterator[str | bytes]:
    """Yield name and content of everything; of a file too large to be published its size will do."""
    for folder, folders, names in os.walk(bundle, onerror=_refuse):
        folders.sort()
        for name in sorted([*folders, *names]):
            path = Path(folder, name)
            if path.is_symlink():
                raise OSError(f"{path} is a link")
            yield path.relative_to(bundle).as_posix()
            if path.is_dir():
                yield "folder"
            else:
                size = path.stat().st_size
                # One at a time in memory.
                yield fingerprint(path.read_bytes()) if size <= LARGEST_FILE else str(size)


def _refuse(error: OSError) -> None:
    raise error
