"""One incident or schedule of Cachet → one document of ours, and what it could not say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from statuskit.importers import Document, Imported, Unreadable
from statuskit.importers.bodies import one_line
from statuskit.importers.cachet.records import Record, RecordKind, entries, identifier
from statuskit.importers.cachet.words import FIXED, SCHEDULED, WordReader, number
from statuskit.importers.document import Work, converted, short, title, updates
from statuskit.importers.times import written
from statuskit.model import ComponentState, Kind, Status

_STATES = {
    1: ComponentState.OPERATIONAL,
    2: ComponentState.DEGRADED_PERFORMANCE,
    3: ComponentState.PARTIAL_OUTAGE,
    4: ComponentState.MAJOR_OUTAGE,
}
_COMPLETE = 2
_PUBLIC = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """Converts the incidents of one source.

    `components` gives our id of a component by Cachet's number, `state` the number of the state that it is in now.
    """

    reader: WordReader
    components: Callable[[str], str | None]
    state: Callable[[str], object]

    def incident(self, record: Record, said: Sequence[Record]) -> Imported:
        """Return an incident with its updates."""
        if number(record.value.get("status")) == SCHEDULED:
            return _imported(record, Kind.MAINTENANCE, said, self._scheduled)
        return _imported(record, Kind.INCIDENT, said, self._told)

    def schedule(self, record: Record, said: Sequence[Record]) -> Imported:
        """Return a schedule as a maintenance."""
        return _imported(record, Kind.MAINTENANCE, said, self._planned)

    def _told(self, work: Work, said: Sequence[Record]) -> tuple[datetime, Document]:
        document = self._head(work)
        words = self.reader.of_incident(work, said)
        if not words:
            raise Unreadable("has no text with a time; left out")
        over = words[-1].status == Status.RESOLVED
        document["components"] = {
            ours: self._now(work, code, ours, over=over) for code, ours in self._named(work).items()
        }
        document["updates"] = updates(work, words, document["components"])
        return words[0].at, document

    def _head(self, work: Work) -> Document:
        document: Document = {"title": title(work, work.item.get("name"))}
        if work.kind is Kind.MAINTENANCE:
            document["kind"] = work.kind.value
        if work.item.get("stickied") in (1, True):
            document["pinned"] = True
        return document

    def _named(self, work: Work) -> dict[str, str]:
        """Return our ids of the components that the incident names, by Cachet's numbers."""
        codes = [identifier(work.item.get("component_id"))]
        codes += [
            identifier(each.get("component_id", each.get("id")))
            for each in entries(work.item.get("components"))
        ]
        named: dict[str, str] = {}
        for code in codes:
            if not code or code == "0":
                continue
            ours = self.components(code)
            if ours is None:
                work.note(f"names component {code}, which the files do not hold; left out")
            else:
                named[code] = ours
        return named

    def _now(self, work: Work, code: str, ours: str, *, over: bool) -> str:
        """Return the state of a component: Cachet tells that of now alone, which is no word on what is over."""
        state = _STATES.get(number(self.state(code)), ComponentState.OPERATIONAL)
        if over or state is ComponentState.OPERATIONAL:
            return ComponentState.OPERATIONAL.value
        work.note(f"is open; {ours} was taken to be in {state} from its beginning on, as it is now")
        return state.value

    def _scheduled(self, work: Work, said: Sequence[Record]) -> tuple[datetime, Document]:
        """Return a maintenance that Cachet 2.3 kept among its incidents: without an end, until it is fixed."""
        begins = self.reader.time(work, work.item.get("scheduled_at"))
        ends = [
            at
            for update in said
            if number(update.value.get("status")) == FIXED
            and (at := self.reader.time(work, update.value.get("created_at"), update.place)) is not None
        ]
        return self._window(work, said, begins, max(ends, default=None))

    def _planned(self, work: Work, said: Sequence[Record]) -> tuple[datetime, Document]:
        begins = self.reader.time(work, work.item.get("scheduled_at"))
        ends = self.reader.time(work, work.item.get("completed_at"))
        if ends is None and number(work.item.get("status")) == _COMPLETE:
            ends = self.reader.time(work, work.item.get("updated_at"))
            work.note("is complete, and does not say when; its last change was taken")
        return self._window(work, said, begins, ends)

    def _window(
        self, work: Work, said: Sequence[Record], begins: datetime | None, ends: datetime | None
    ) -> tuple[datetime, Document]:
        document = self._head(work)
        if begins is None:
            raise Unreadable("is a maintenance without a readable scheduled_at; left out")
        if ends is None:
            raise Unreadable("is a maintenance, and does not say until when; left out")
        if ends <= begins:
            raise Unreadable("is a maintenance that ends before it begins; left out")
        document["scheduled_for"] = written(begins)
        document["scheduled_until"] = written(ends)
        document["components"] = self._planned_states(work)
        words = self.reader.of_maintenance(work, said, begins, ends)
        document["updates"] = updates(work, words, document["components"])
        return begins, document

    def _planned_states(self, work: Work) -> dict[str, str]:
        given = {
            identifier(each.get("component_id", each.get("id"))): number(each.get("component_status"))
            for each in entries(work.item.get("components"))
        }
        return {
            ours: _STATES.get(given.get(code, 0), ComponentState.OPERATIONAL).value
            for code, ours in self._named(work).items()
        }


def _imported(
    record: Record,
    kind: Kind,
    said: Sequence[Record],
    document: Callable[[Work, Sequence[Record]], tuple[datetime, Document]],
) -> Imported:
    def convert(work: Work) -> tuple[datetime, Document]:
        _check_public(work.item)
        return document(work, said)

    url = one_line(record.value.get("permalink"))
    empty = Imported(
        place=record.place,
        document=None,
        foreign=_foreign(record),
        addresses=tuple(_addresses(record, url)),
        origin={"url": url} if url else {},
    )
    return converted(Work(place=record.place, item=record.value, kind=kind), empty, convert)


def _foreign(record: Record) -> str:
    """Return what the old site calls an incident: its number, in Cachet 3 its guid.

    A schedule may have the number of an incident, so its id is its address.
    """
    if record.kind is RecordKind.SCHEDULE:
        return f"schedules/{record.id}" if record.id else ""
    return one_line(record.value.get("guid")) or record.id


def _addresses(record: Record, url: str) -> list[str]:
    name = _foreign(record)
    if not name:
        return []
    paths = [f"/{name}"] if record.kind is RecordKind.SCHEDULE else [f"/incidents/{name}"]
    if name.isdigit():
        paths.append(f"/incident/{name}")  # Before Cachet 2.4.
    try:
        path = urlsplit(url).path
    except ValueError:
        path = ""
    return list(dict.fromkeys([*paths, *([path] if path not in ("", "/") else [])]))


def _check_public(value: Mapping[str, Any]) -> None:
    visible = value.get("visible", _PUBLIC)
    if value.get("deleted_at"):
        raise Unreadable("was deleted; left out")
    if number(visible) != _PUBLIC:
        raise Unreadable(f"is not public (visible: {short(str(visible))}); left out")
