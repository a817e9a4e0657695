"""Incident files: one that was read before, and was without fault, is not read again; many new ones are, by two processes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from statuskit.abreast import Abreast
from statuskit.cache import Cache, Reader, Unreadable, Writer, fingerprint, of_code
from statuskit.facts.cases import Case
from statuskit.facts.cases import case as case_of
from statuskit.load import Found, Read, Surroundings, read_incident, read_start
from statuskit.load.contents import key_of
from statuskit.model import Incident, Settings
from statuskit.problems import Problem
from statuskit.source import MAX_BYTES

_AT_ONCE = 500
"""How many files are in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fresh:
    """What was read of a new file: its key, its problems, and its records as they are kept, b"" where there is none.

    A file of which a part was changed while it was read has no key.
    """

    key: bytes = b""
    problems: Sequence[Problem]
    incident: bytes = b""
    case: bytes = b""


class Documents:
    """Reads incident files for `load`, from the cache where it knows their bytes.

    `digests` maps the ids read to the fingerprint of all that their files say, for those who keep what follows
    from it, and `cases` to what follows from them for ever. A file with a problem is read anew each time, so that
    the problem is told in its own words. `alone` keeps the work in one process.
    """

    def __init__(self, cache: Cache, settings: Settings, *, alone: bool = False) -> None:
        components = (component.id for component in settings.components)
        made_by = fingerprint(of_code(), settings.timezone or "", *components)
        self._incidents, self._cases = cache.shelf("incident", made_by), cache.shelf("case", made_by)
        self._reader, self._writer, self._alone = Reader(), Writer(), alone
        self.digests: dict[str, bytes] = {}
        self.cases: dict[str, Case] = {}

    def read(self, files: Sequence[Found], around: Surroundings) -> Iterator[Read]:
        """Read files in their order, each as `read_incident` would by itself."""
        read: dict[Found, Read] = {}
        for first in range(0, len(files), _AT_ONCE):
            read |= self._old(files[first : first + _AT_ONCE], around)
        read |= self._new([found for found in files if found not in read], around)
        for found in files:
            yield read[found]

    def keep(self, cases: Mapping[str, Case]) -> None:
        """Keep the cases that hold for ever, and drop what none of the files says; for those who read them all."""
        self._cases.put(
            {
                self.digests[case.id]: self._writer.write(case)
                for case in cases.values()
                if case.ripe and case.id in self.digests and case.id not in self.cases
            }
        )
        for shelf in (self._incidents, self._cases):
            shelf.keep_only(self.digests.values())

    def _old(self, files: Sequence[Found], around: Surroundings) -> Iterator[tuple[Found, Read]]:
        """Give what is known of files."""
        contents = ((found, read_start(found, MAX_BYTES)) for found in files)
        keys = {found: key_of(found, data) for found, data in contents if isinstance(data, bytes)}
        incidents, cases = self._incidents.get(keys.values()), self._cases.get(keys.values())
        for found, key in keys.items():
            if incident := self._recall(found, incidents.get(key), around):
                self._remember(found, key, cases.get(key))
                yield found, (incident, [])

    def _new(self, files: Sequence[Found], around: Surroundings) -> Iterator[tuple[Found, Read]]:
        """Read files that are not known."""
        here: dict[int, Incident] = {}

        def read(place: int) -> _Fresh:
            incident, fresh = self._read(files[place], around)
            if incident and not work.is_copy:
                here[place] = incident
            return fresh

        incidents: dict[bytes, bytes] = {}
        cases: dict[bytes, bytes] = {}
        work = Abreast(len(files), read, alone=self._alone)
        with work:
            for place, fresh in work.results():
                found = files[place]
                incident = here.pop(place, None) or self._incident(fresh.incident)
                if fresh.key:
                    self._remember(found, fresh.key, fresh.case)
                if fresh.key and fresh.incident and not fresh.problems:
                    incidents[fresh.key] = fresh.incident
                    cases |= {fresh.key: fresh.case} if fresh.case else {}
                yield found, (incident, list(fresh.problems))
        self._incidents.put(incidents)
        self._cases.put(cases)

    def _read(self, found: Found, around: Surroundings) -> tuple[Incident | None, _Fresh]:
        data = read_start(found, MAX_BYTES)
        if isinstance(data, Problem):
            return None, _Fresh(problems=[data])
        key = key_of(found, data)
        incident, problems = read_incident(found, data, around)
        seen = case_of(incident, around.now) if incident else None
        return incident, _Fresh(
            key=key if not found.bundle or key_of(found, data) == key else b"",
            problems=problems,
            incident=self._writer.write((around.now, incident)) if incident else b"",
            case=self._writer.write(seen) if seen and seen.ripe else b"",
        )

    def _remember(self, found: Found, key: bytes, data: bytes | None) -> None:
        self.digests[found.id] = key
        if isinstance(seen := self._record(data), Case):
            self.cases[found.id] = seen

    def _recall(self, found: Found, data: bytes | None, around: Surroundings) -> Incident | None:
        """Give an incident as it was read, if nothing around it has become wrong since.

        What was without fault at one moment is at every later one; before it something may lie ahead.
        """
        match self._record(data):
            case (datetime() as read_at, Incident() as incident):
                is_right = read_at <= around.now and all(each in around.ids for each in incident.related)
                return incident if is_right and _is_of(found, incident) else None
        return None

    def _incident(self, data: bytes) -> Incident | None:
        match self._record(data):
            case (datetime(), Incident() as incident):
                return incident
        return None

    def _record(self, data: bytes | None) -> object:
        try:
            return self._reader.read(data) if data else None
        except Unreadable:
            return None


def _is_of(found: Found, incident: Incident) -> bool:
    """Tell whether a record is of this file and names no other; a stranger may have written it."""
    names = {part for name in incident.files for part in PurePosixPath(name).parts}
    return (incident.id, incident.file) == (found.id, found.file) and names.isdisjoint({"..", "/"})
