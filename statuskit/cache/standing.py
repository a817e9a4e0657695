"""What a published folder holds, so that a file which stands there as it should need not be made again."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from statuskit.cache.fingerprints import fingerprint
from statuskit.cache.store import Cache

_KEY = b"standing"
_Seen = list[object]
"""Digest, size, times of change of bytes and of the entry in nanoseconds, and number of a file as it was published."""


class Standing:
    """The files that an earlier build published into `site_dir`, by digest.

    One counts only while its entry in the folder is just the one that was published: whoever writes into the
    file, or puts another in its place, changes that (as git's index has it). With `forget` none counts.
    """

    def __init__(self, cache: Cache, site_dir: Path, *, forget: bool = False) -> None:
        self._folder = os.fspath(site_dir)
        self._shelf = cache.shelf("standing", fingerprint(os.path.realpath(site_dir)))
        kept = {} if forget else self._shelf.get([_KEY])
        self._seen: dict[str, _Seen] = json.loads(kept[_KEY]) if kept else {}

    def has(self, path: str, digest: str) -> bool:
        """Tell whether the file at `path` is there with these bytes."""
        seen = self._seen.get(path)
        return seen is not None and seen[0] == digest and self._look(path, digest) == seen

    def note(self, files: Mapping[str, str], untouched: Iterable[str]) -> None:
        """Remember what is published now: path → digest; of these the `untouched` stand as they did."""
        same = set(untouched)
        looks = {
            path: self._seen[path] if path in same else self._look(path, digest)
            for path, digest in files.items()
        }
        self._shelf.put({_KEY: json.dumps({path: look for path, look in looks.items() if look}).encode()})

    def _look(self, path: str, digest: str) -> _Seen | None:
        try:
            found = os.lstat(f"{self._folder}/{path}")
        except OSError:
            return None
        return [digest, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
