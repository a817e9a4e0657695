"""Incident files: one that was read before, and was without fault, is not read again; many new ones are, by two processes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

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
    """What was read of a new file: its key, its problems, and its record as it is kept, b"" where there is none.

    A file of which a part was changed while it was read has no key.
    """

    key: bytes = b""
    problems: Sequence[Problem]
    record: bytes = b""


class _Known(NamedTuple):
    """An incident, when its file was read without fault, and its case where that holds for ever."""

    read_at: datetime
    incident: Incident
    case: Case | None


class Documents:
    """Reads incident files for `load`, from the cache where it knows their bytes.

    `digests` maps the ids read to the fingerprint of all that their files say, for those who keep what follows
    from it, and `cases` to what follows from them for ever. A file with a problem is read anew each time, so that
    the problem is told in its own words. `alone` keeps the work in one process.
    """

    def __init__(self, cache: Cache, settings: Settings, *, alone: bool = False) -> None:
        components = (component.id for component in settings.components)
        made_by = fingerprint(of_code(), settings.timezone or "", *components)
        self._shelf = cache.shelf("incident", made_by)
        self._reader, self._writer, self._alone = Reader(), Writer(), alone
        self._unripe: dict[str, datetime] = {}
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

    def keep(self, incidents: Iterable[Incident], cases: Mapping[str, Case]) -> None:
        """Keep the cases that have come to hold for ever, and drop what none of the files says.

        It is for those who read all files: these are their incidents, and the case of each.
        """
        self._shelf.put(
            {
                self.digests[each.id]: self._write(_Known(self._unripe[each.id], each, cases[each.id]))
                for each in incidents
                if each.id in self._unripe and cases[each.id].ripe
            }
        )
        self._shelf.keep_only(self.digests.values())

    def _old(self, files: Sequence[Found], around: Surroundings) -> Iterator[tuple[Found, Read]]:
        """Give what is known of files."""
        contents = ((found, read_start(found, MAX_BYTES)) for found in files)
        keys = {found: key_of(found, data) for found, data in contents if isinstance(data, bytes)}
        records = self._shelf.get(keys.values())
        for found, key in keys.items():
            if (known := self._recall(records.get(key))) and _holds(known, found, around):
                self.digests[found.id] = key
                self._remember(known)
                yield found, (known.incident, [])

    def _new(self, files: Sequence[Found], around: Surroundings) -> Iterator[tuple[Found, Read]]:
        """Read files that are not known."""
        here: dict[int, _Known] = {}

        def read(place: int) -> _Fresh:
            known, fresh = self._read(files[place], around)
            if known and not work.is_copy:
                here[place] = known
            return fresh

        records: dict[bytes, bytes] = {}
        work = Abreast(len(files), read, alone=self._alone)
        with work:
            for place, fresh in work.results():
                found = files[place]
                known = here.pop(place, None) or self._recall(fresh.record)
                if fresh.key:
                    self.digests[found.id] = fresh.key
                if known and fresh.key and not fresh.problems:
                    self._remember(known)
                    records[fresh.key] = fresh.record
                yield found, (known.incident if known else None, list(fresh.problems))
        self._shelf.put(records)

    def _read(self, found: Found, around: Surroundings) -> tuple[_Known | None, _Fresh]:
        data = read_start(found, MAX_BYTES)
        if isinstance(data, Problem):
            return None, _Fresh(problems=[data])
        key = key_of(found, data)
        incident, problems = read_incident(found, data, around)
        known = _known(incident, around.now) if incident else None
        return known, _Fresh(
            key=key if not found.bundle or key_of(found, data) == key else b"",
            problems=problems,
            record=self._write(known) if known else b"",
        )

    def _remember(self, known: _Known) -> None:
        if known.case:
            self.cases[known.incident.id] = known.case
        else:
            self._unripe[known.incident.id] = known.read_at

    def _write(self, known: _Known) -> bytes:
        return self._writer.write(tuple(known))

    def _recall(self, data: bytes | None) -> _Known | None:
        try:
            record = self._reader.read(data) if data else None
        except Unreadable:
            return None
        match record:
            case (datetime() as read_at, Incident() as incident, (Case() | None) as case):
                return _Known(read_at, incident, case)
        return None


def _known(incident: Incident, now: datetime) -> _Known:
    case = case_of(incident, now)
    return _Known(now, incident, case if case.ripe else None)


def _holds(known: _Known, found: Found, around: Surroundings) -> bool:
    """Tell whether an incident is as it was read, nothing around it having become wrong since.

    What was without fault at one moment is at every later one; before it something may lie ahead. A stranger may
    have written the record: it has to be of this file, and name no other.
    """
    names = {part for name in known.incident.files for part in PurePosixPath(name).parts}
    return (
        known.read_at <= around.now
        and all(each in around.ids for each in known.incident.related)
        and (known.incident.id, known.incident.file) == (found.id, found.file)
        and (known.case is None or known.case.id == found.id)
        and names.isdisjoint({"..", "/"})
    )
