"""What a published folder holds, so that a file which stands there as it should need not be made again."""

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from zlib import crc32

from statuskit.cache.fingerprints import digest_of, fingerprint
from statuskit.cache.store import Cache

_PARTS = 64
"""Into how many parts the list of files is split, so that one more word writes few of them."""

_Seen = list[object]
"""Digest, size, times of change of bytes and of the entry in nanoseconds, and number of a file as it was published."""


class Standing:
    """The files that an earlier build published into `site_dir`, by digest.

    One counts while its entry in the folder is just the one that was published: whoever writes into the file, or
    puts another in its place, changes that (as git's index has it). Where the entry is another, as in a copy
    that CI brought back, the bytes are read. With `forget` none counts.
    """

    def __init__(self, cache: Cache, site_dir: Path, *, forget: bool = False) -> None:
        self._folder = os.fspath(site_dir)
        self._shelf = cache.shelf("standing", fingerprint(os.path.realpath(site_dir)))
        kept = {} if forget else self._shelf.get(list(map(_key, range(_PARTS))))
        self._forget = forget
        self._read: set[int] = set()
        self._seen: dict[str, _Seen] = {}
        for part in kept.values():
            self._seen |= json.loads(part)

    def has(self, path: str, digest: str) -> bool:
        """Tell whether the file at `path` is there with these bytes."""
        if self._forget:
            return False
        look, seen = self._look(path, digest), self._seen.get(path)
        if look is None or look == seen:
            return look is not None
        if self._digest(path) != digest:
            return False
        self._seen[path] = look
        self._read.add(_part(path))
        return True

    def note(self, files: Mapping[str, str], untouched: frozenset[str]) -> None:
        """Remember what is published now: path → digest; of these the `untouched` stand as they did."""
        parts: list[dict[str, _Seen]] = [{} for _ in range(_PARTS)]
        changed = self._read | {_part(path) for path in self._seen.keys() ^ files.keys()}
        for path, digest in files.items():
            part = _part(path)
            seen = self._seen.get(path) if path in untouched else self._look(path, digest)
            if seen:
                parts[part][path] = seen
            if path not in untouched:
                changed.add(part)
        self._shelf.put({_key(part): json.dumps(parts[part]).encode() for part in changed})

    def _digest(self, path: str) -> str:
        try:
            return digest_of(Path(self._folder, path).read_bytes())
        except OSError:
            return ""

    def _look(self, path: str, digest: str) -> _Seen | None:
        try:
            found = os.lstat(f"{self._folder}/{path}")
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        return [digest, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _part(path: str) -> int:
    return crc32(path.encode()) % _PARTS


def _key(part: int) -> bytes:
    return part.to_bytes(1, "big")
