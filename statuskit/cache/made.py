"""Files that are made of one thing each, kept by the key of everything that they are made from."""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from statuskit.abreast import Abreast
from statuskit.cache.fingerprints import digest_of
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


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that files are made of; `key` names all that they are made from."""

    key: bytes
    make: Callable[[], Files]


class Made:
    """The files of many things, from the cache where it has them.

    `has` tells whether the site has a file of this path and digest already. As a context manager: on
    entering, the work begins in a second process, unless `alone`; on leaving, none is left running.
    """

    def __init__(
        self,
        cache: Cache,
        made_by: bytes,
        things: Sequence[Thing],
        *,
        has: Callable[[str, str], bool],
        alone: bool = False,
    ) -> None:
        self._lists, self._packs = cache.shelf("files", made_by), cache.shelf("contents", made_by)
        self._things, self._has = things, has
        known = self._lists.get([thing.key for thing in things])
        self._known = {key: files for key, data in known.items() if (files := _listed(data)) is not None}
        self._new = [thing for thing in things if thing.key not in self._known]
        self._here: dict[int, Files] = {}
        self._work = Abreast(len(self._new), self._make, alone=alone)

    def __enter__(self) -> Self:
        self._work.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._work.__exit__(kind, error, trace)

    @property
    def is_shared(self) -> bool:
        """Tell whether a second process works too."""
        return self._work.is_shared

    def files(self) -> Iterator[MadeFile]:
        """Yield all files, and keep those that are new."""
        yield from self._old_ones()
        fresh: dict[bytes, _Kept] = {}
        for place, kept in self._work.results():
            yield from _whole(kept, self._here.pop(place, None))
            fresh[self._new[place].key] = kept
            if len(fresh) == _AT_ONCE:
                self._keep(fresh)
                fresh.clear()
        self._keep(fresh)
        for shelf in (self._lists, self._packs):
            shelf.keep_only([thing.key for thing in self._things])

    def _old_ones(self) -> Iterator[MadeFile]:
        wanted: list[Thing] = []
        for thing in self._things:
            files = self._known.get(thing.key)
            if files is None:
                continue
            if all(self._has(path, digest) for path, digest, _ in files):
                yield from (MadeFile(path, digest, None) for path, digest, _ in files)
            else:
                wanted.append(thing)
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            packs = self._packs.get([thing.key for thing in some])
            for thing in some:
                if thing.key in packs:
                    yield from _whole(_Kept(self._known[thing.key], packs[thing.key]))
                else:
                    # Known by name alone.
                    made = thing.make()
                    kept = _packed(made)
                    self._keep({thing.key: kept})
                    yield from _whole(kept, made)

    def _make(self, place: int) -> _Kept:
        """Make files, and leave them here for whoever writes them; the copy of ourselves hands over packs alone."""
        files = self._new[place].make()
        if not self._work.is_copy:
            self._here[place] = files
        return _packed(files)

    def _keep(self, fresh: Mapping[bytes, _Kept]) -> None:
        # The contents first: what is known must be there.
        self._packs.put({key: kept.pack for key, kept in fresh.items()})
        self._lists.put({key: json.dumps(kept.files).encode() for key, kept in fresh.items()})


def _listed(data: bytes) -> list[tuple[str, str, int]] | None:
    """Read the list of a thing's files; none that nobody of ours wrote, or whose files would lie out of the site."""
    try:
        files = [(str(path), str(digest), int(length)) for path, digest, length in json.loads(data)]
    except (ValueError, TypeError):
        return None
    return None if any(".." in path and _leads_out(path) for path, _, _ in files) else files


def _leads_out(path: str) -> bool:
    return ".." in path.replace("\\", "/").split("/")


def _packed(files: Files) -> _Kept:
    listed = [(path, digest_of(data), len(data)) for path, data in files]
    return _Kept(listed, zlib.compress(b"".join(data for _, data in files), _LEVEL))


def _whole(kept: _Kept, files: Files | None = None) -> Iterator[MadeFile]:
    """Give files with their bytes, out of the pack where they were not made just now."""
    contents = [data for _, data in files] if files else _unpacked(kept)
    for (path, digest, _), content in zip(kept.files, contents, strict=True):
        yield MadeFile(path, digest, content)


def _unpacked(kept: _Kept) -> Iterator[bytes]:
    data = zlib.decompress(kept.pack)
    at = 0
    for *_, length in kept.files:
        yield data[at : at + length]
        at += length
