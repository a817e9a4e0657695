"""Files that are made of one thing each, kept by the key of everything that they are made from."""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from types import TracebackType
from typing import Self

from statuskit.abreast import Abreast
from statuskit.cache.store import Cache

Files = list[tuple[str, bytes]]
"""Path → bytes."""

_LEVEL = 1
_AT_ONCE = 250
"""How many things are in memory at a time, and are kept in one step."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file as it was made now or before; `content` is None where the site has it already."""

    path: str
    digest: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of one thing: path, digest and length of each file, and their bytes in a row, packed."""

    files: list[tuple[str, str, int]]
    pack: bytes


class Made:
    """The files of many things, from the cache where it has them.

    `keys` hold the key of each thing, `make` gives the files of the thing at a place in that row. `has`
    tells whether the site has a file of this path and digest already. The work begins at once, in a second
    process too unless `alone`; as a context manager, none is left running.
    """

    def __init__(
        self,
        cache: Cache,
        made_by: bytes,
        keys: Sequence[bytes],
        make: Callable[[int], Files],
        *,
        has: Callable[[str, str], bool],
        alone: bool = False,
    ) -> None:
        self._lists, self._packs = cache.shelf("files", made_by), cache.shelf("contents", made_by)
        self._keys, self._make, self._has = keys, make, has
        self._known = {key: json.loads(data) for key, data in self._lists.get(keys).items()}
        self._new = [place for place, key in enumerate(keys) if key not in self._known]
        self._work = Abreast(len(self._new), self._make_and_pack, alone=alone)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._work.__exit__(kind, error, trace)

    def files(self) -> Iterator[MadeFile]:
        """Yield all files, and keep those that are new."""
        yield from self._old_ones()
        fresh: dict[bytes, _Kept] = {}
        for place, kept in self._work.results():
            yield from _unpacked(kept.files, kept.pack)
            fresh[self._keys[self._new[place]]] = kept
            if len(fresh) == _AT_ONCE:
                self._keep(fresh)
                fresh.clear()
        self._keep(fresh)
        for shelf in (self._lists, self._packs):
            shelf.keep_only(self._keys)

    def _old_ones(self) -> Iterator[MadeFile]:
        wanted: list[int] = []
        for place, key in enumerate(self._keys):
            files = self._known.get(key)
            if files is None:
                continue
            if all(self._has(path, digest) for path, digest, _ in files):
                yield from (MadeFile(path, digest, None) for path, digest, _ in files)
            else:
                wanted.append(place)
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            packs = self._packs.get([self._keys[place] for place in some])
            for place in some:
                key = self._keys[place]
                if key in packs:
                    yield from _unpacked(self._known[key], packs[key])
                else:
                    kept = self._make_and_keep(place)
                    yield from _unpacked(kept.files, kept.pack)

    def _make_and_pack(self, new: int) -> _Kept:
        return _packed(self._make(self._new[new]))

    def _make_and_keep(self, place: int) -> _Kept:
        """Make again what is known by name alone."""
        kept = _packed(self._make(place))
        self._keep({self._keys[place]: kept})
        return kept

    def _keep(self, fresh: Mapping[bytes, _Kept]) -> None:
        # The contents first: what is known must be there.
        self._packs.put({key: kept.pack for key, kept in fresh.items()})
        self._lists.put({key: json.dumps(kept.files).encode() for key, kept in fresh.items()})


def _packed(files: Files) -> _Kept:
    listed = [(path, blake2b(data, digest_size=16).hexdigest(), len(data)) for path, data in files]
    return _Kept(listed, zlib.compress(b"".join(data for _, data in files), _LEVEL))


def _unpacked(files: Sequence[tuple[str, str, int]], pack: bytes) -> Iterator[MadeFile]:
    data = zlib.decompress(pack)
    at = 0
    for path, digest, length in files:
        yield MadeFile(path, digest, data[at : at + length])
        at += length
