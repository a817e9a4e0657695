"""Incident files that were read before, and were without fault, need not be read again."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from statuskit.cache import Cache, Reader, Unreadable, Writer, fingerprint, of_code
from statuskit.facts.cases import Case
from statuskit.load import Found, Read, Surroundings, read_incident, read_start
from statuskit.load.contents import key_of
from statuskit.model import Incident, Settings
from statuskit.problems import Problem
from statuskit.source import MAX_BYTES

_AT_ONCE = 500
"""How many files are in memory at a time."""


class Documents:
    """Reads incident files for `load`, from the cache where it knows their bytes.

    `digests` maps the ids read to the fingerprint of all that their files say, for those who keep what follows
    from it, and `cases` to what followed from them for ever. A file with a problem is read anew each time, so that
    the problem is told in its own words.
    """

    def __init__(self, cache: Cache, settings: Settings) -> None:
        components = (component.id for component in settings.components)
        made_by = fingerprint(of_code(), settings.timezone or "", *components)
        self._shelf, self._cases = cache.shelf("incident", made_by), cache.shelf("case", made_by)
        self._reader, self._writer = Reader(), Writer()
        self.digests: dict[str, bytes] = {}
        self.cases: dict[str, Case] = {}

    def read(self, files: Sequence[Found], around: Surroundings) -> Iterator[Read]:
        """Read files in their order, each as `read_incident` would by itself."""
        for first in range(0, len(files), _AT_ONCE):
            yield from self._read(files[first : first + _AT_ONCE], around)

    def keep(self, cases: Mapping[str, Case]) -> None:
        """Keep the cases that hold for ever, and drop what none of the files says; for those who read them all."""
        self._cases.put(
            {
                self.digests[case.id]: self._writer.write(case)
                for case in cases.values()
                if case.ripe and case.id in self.digests and case.id not in self.cases
            }
        )
        for shelf in (self._shelf, self._cases):
            shelf.keep_only(self.digests.values())

    def _read(self, files: Sequence[Found], around: Surroundings) -> Iterator[Read]:
        contents = [(found, read_start(found, MAX_BYTES)) for found in files]
        keys = {found: key_of(found, data) for found, data in contents if isinstance(data, bytes)}
        kept, cases = self._shelf.get(keys.values()), self._cases.get(keys.values())
        fresh: dict[bytes, bytes] = {}
        for found, data in contents:
            if isinstance(data, Problem):
                yield None, [data]
                continue
            key = self.digests[found.id] = keys[found]
            incident, problems = self._recall(kept.get(key), around), list[Problem]()
            if incident is None:
                incident, problems = read_incident(found, data, around)
                if incident and not problems:
                    fresh[key] = self._writer.write((around.now, incident))
            elif key in cases and (case := self._case(cases[key])):
                self.cases[found.id] = case
            yield incident, problems
        self._shelf.put(fresh)

    def _recall(self, data: bytes | None, around: Surroundings) -> Incident | None:
        """Give an incident as it was read, if nothing around it has become wrong since.

        What was without fault at one moment is at every later one; before it something may lie ahead.
        """
        match self._record(data):
            case datetime() as read_at, Incident() as incident:
                is_right = read_at <= around.now and all(each in around.ids for each in incident.related)
                return incident if is_right else None
        return None

    def _case(self, data: bytes) -> Case | None:
        found = self._record(data)
        return found if isinstance(found, Case) else None

    def _record(self, data: bytes | None) -> object:
        try:
            return None if data is None else self._reader.read(data)
        except Unreadable:
            return None
