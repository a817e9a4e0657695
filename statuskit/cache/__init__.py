"""What was made before, under `.cache/statuskit/`, by the content of everything that it was made from.

Whoever changes a page, a rule or a setting need not think of it: the code's own fingerprint is part of every
key, and what is missing, damaged or of another version is made anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from statuskit.cache.fingerprints import described, fingerprint, of_code, of_folder, of_package
from statuskit.cache.made import Made, Thing
from statuskit.cache.records import Reader, Unreadable, Writer
from statuskit.cache.standing import Standing
from statuskit.cache.store import Cache, Shelf

__all__ = [
    "FOLDER",
    "NOTHING",
    "Cache",
    "Kept",
    "Made",
    "Reader",
    "Shelf",
    "Standing",
    "Thing",
    "Unreadable",
    "Writer",
    "described",
    "fingerprint",
    "of_code",
    "of_folder",
    "of_package",
]

FOLDER = ".cache/statuskit"
"""Where it is, relative to the project's folder."""


def _nothing(_path: str, _digest: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What earlier builds left for this one: the cache, and what the published site has (path, digest).

    `digests` tell what the files of incidents say, by id. `alone` keeps the work in one process.
    """

    cache: Cache = field(default_factory=Cache)
    has: Callable[[str, str], bool] = _nothing
    digests: Mapping[str, bytes] = field(default_factory=dict)
    alone: bool = False


NOTHING = Kept()
"""For a build that neither finds anything nor leaves anything."""
