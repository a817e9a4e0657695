"""One incident or schedule of Cachet → one document of ours, and what it could not say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from statuskit.importers import Document, Imported
from statuskit.importers.bodies import one_line
from statuskit.importers.cachet.records import Record, RecordKind, entries, identifier
from statuskit.importers.commonmark import from_commonmark
from statuskit.importers.document import Unreadable, Word, Work, in_order, short, title, updates
from statuskit.importers.times import Times, written
from statuskit.model import ComponentState, Kind, Status

_SCHEDULED = 0
_FIXED = 4
_STATUSES = {1: Status.INVESTIGATING, 2: Status.IDENTIFIED, 3: Status.MONITORING, _FIXED: Status.RESOLVED}
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

    times: Times
    components: Callable[[str], str | None]
    state: Callable[[str], object]

    def incident(self, record: Record, said: Sequence[Record]) -> Imported:
        """Return an incident with its updates; raises `Unreadable` where it cannot or is not to come in."""
        scheduled = _number(record.value.get("status")) == _SCHEDULED
        work = Work(
            place=record.place, item=record.value, kind=Kind.MAINTENANCE if scheduled else Kind.INCIDENT
        )
        return self._imported(work, record, said, self._scheduled if scheduled else self._told)

    def schedule(self, record: Record, said: Sequence[Record]) -> Imported:
        """Return a schedule as a maintenance; raises `Unreadable` where it cannot or is not to come in."""
        work = Work(place=record.place, item=record.value, kind=Kind.MAINTENANCE)
        return self._imported(work, record, said, self._planned)

    def _imported(
        self,
        work: Work,
        record: Record,
        said: Sequence[Record],
        document: Callable[[Work, Sequence[Record]], tuple[datetime, Document]],
    ) -> Imported:
        try:
            _check_public(record.value)
            begins, found = document(work, said)
        except Unreadable as reason:
            reason.notes = tuple(work.notes)
            raise
        url = one_line(str(record.value.get("permalink") or ""))
        return Imported(
            place=record.place,
            document=in_order(found),
            foreign=foreign(record),
            begins=begins,
            addresses=tuple(_addresses(record, url)),
            origin={"url": url} if url else {},
            notes=tuple(work.notes),
        )

    def _told(self, work: Work, said: Sequence[Record]) -> tuple[datetime, Document]:
        document = self._head(work)
        words = self._words(work, said)
        if not words:
            raise Unreadable("has no text with a time; left out")
        words = self._close(work, words)
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

    def _time(self, value: object) -> datetime | None:
        """Return a moment; Cachet 1 wrote seconds since 1970."""
        if isinstance(value, int) and not isinstance(value, bool):
            try:
                value = datetime.fromtimestamp(value, tz=UTC).isoformat()
            except (ValueError, OverflowError, OSError):
                return None
        return self.times.read(value)

    def _first(self, work: Work) -> datetime | None:
        for key in ("occurred_at", "created_at"):
            value = work.item.get(key)
            if (found := self._time(value)) is not None:
                return found
            if value:
                work.note(f"{key} {short(str(value))!r} is no time; left out")
        return None

    def _words(self, work: Work, said: Sequence[Record]) -> list[Word]:
        """Return the updates, oldest first; the incident's own text is the first of them."""
        words = self._said(work, said)
        at = self._first(work)
        if at is None and words:
            work.note("has no readable time; its first update was taken")
            at = words[0].at
        message = from_commonmark(str(work.item.get("message") or ""))
        if at is None or not (message or not words):
            return words
        if not message:
            work.note("has no text; its title stands in its place")
            message = from_commonmark(one_line(str(work.item.get("name") or "")))
        if words and words[0].at < at:
            work.note("its first update lies before it; it was dated by that one")
            at = words[0].at
        own = self._status(work, work.place, work.item.get("status"))
        # An update changes the incident's own status: with updates, that is the status of the newest one.
        if words and own in {words[-1].status, Status.RESOLVED}:
            own = ""
        return [Word(at=at, place=work.place, status=own, message=message, states={}), *words]

    def _said(self, work: Work, said: Sequence[Record]) -> list[Word]:
        """Return what the updates say, oldest first; of two at one time the one with the lower number is older."""
        numbered = sorted(said, key=lambda update: (_number(update.id), update.place))
        words = [word for update in numbered if (word := self._word(work, update)) is not None]
        return sorted(words, key=lambda word: word.at)

    def _word(self, work: Work, update: Record) -> Word | None:
        at = self._time(update.value.get("created_at"))
        message = from_commonmark(str(update.value.get("message") or ""))
        status = (
            ""
            if work.kind is Kind.MAINTENANCE
            else self._status(work, update.place, update.value.get("status"))
        )
        if at is None:
            work.note(f"has no readable created_at; left out: {short(message)}", update.place)
            return None
        if not message and not status:
            work.note("has neither a text nor a status; left out", update.place)
            return None
        if not message:
            work.note("has no text; its status stands in its place", update.place)
            message = f"{status.capitalize()}."
        return Word(at=at, place=update.place, status=status, message=message, states={})

    def _status(self, work: Work, place: str, value: object) -> str:
        found = _STATUSES.get(_number(value))
        if found is None and value is not None:
            work.note(f"status {short(str(value))!r} is none that we know; left out", place)
        return found.value if found else ""

    def _close(self, work: Work, words: list[Word]) -> list[Word]:
        """Say the end that the incident's own status states, where no update does."""
        if _number(work.item.get("status")) != _FIXED:
            return words
        if len(words) == 1:
            work.note("is fixed, and does not say when; its only text is dated by its beginning")
            return [replace(words[0], status=Status.RESOLVED)]
        if next((word.status for word in reversed(words) if word.status), "") == Status.RESOLVED:
            return words
        changed = self._time(work.item.get("updated_at"))
        at = max(changed or words[-1].at, words[-1].at)
        work.note("is fixed, but no update says so; one was added, dated by its last change")
        return [*words, Word(at=at, place=work.place, status=Status.RESOLVED, message="Resolved.", states={})]

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
        state = _STATES.get(_number(self.state(code)), ComponentState.OPERATIONAL)
        if over or state is ComponentState.OPERATIONAL:
            return ComponentState.OPERATIONAL.value
        work.note(f"is open; {ours} was taken to be in {state} from its beginning on, as it is now")
        return state.value

    def _scheduled(self, work: Work, said: Sequence[Record]) -> tuple[datetime, Document]:
        """Return a maintenance that Cachet 2.3 kept among its incidents: without an end, until it is fixed."""
        begins = self._time(work.item.get("scheduled_at"))
        ends = [
            at
            for update in said
            if _number(update.value.get("status")) == _FIXED
            and (at := self._time(update.value.get("created_at"))) is not None
        ]
        return self._window(work, said, begins, max(ends, default=None))

    def _planned(self, work: Work, said: Sequence[Record]) -> tuple[datetime, Document]:
        begins = self._time(work.item.get("scheduled_at"))
        ends = self._time(work.item.get("completed_at"))
        if ends is None and _number(work.item.get("status")) == _COMPLETE:
            ends = self._time(work.item.get("updated_at"))
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
        words = sorted(
            [*self._announcement(work), *(word for update in said if (word := self._word(work, update)))],
            key=lambda word: word.at,
        )
        document["updates"] = updates(work, _in_time(words, begins, ends), document["components"])
        return begins, document

    def _planned_states(self, work: Work) -> dict[str, str]:
        given = {
            identifier(each.get("component_id", each.get("id"))): _number(each.get("component_status"))
            for each in entries(work.item.get("components"))
        }
        return {
            ours: _STATES.get(given.get(code, 0), ComponentState.OPERATIONAL).value
            for code, ours in self._named(work).items()
        }

    def _announcement(self, work: Work) -> list[Word]:
        message = from_commonmark(str(work.item.get("message") or ""))
        at = self._time(work.item.get("created_at"))
        if message and at is None:
            work.note(f"has no readable created_at; its text was left out: {short(message)}")
        return (
            [Word(at=at, place=work.place, status="", message=message, states={})] if message and at else []
        )


def foreign(record: Record) -> str:
    """Return what the old site calls an incident: its number, in Cachet 3 its guid.

    A schedule may have the number of an incident, so its id is its address.
    """
    if record.kind is RecordKind.SCHEDULE:
        return f"schedules/{record.id}" if record.id else ""
    return one_line(str(record.value.get("guid") or "")) or record.id


def _addresses(record: Record, url: str) -> list[str]:
    name = foreign(record)
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
    if _number(visible) != _PUBLIC:
        raise Unreadable(f"is not public (visible: {short(str(visible))}); left out")


def _number(value: object) -> int:
    """Return a number of Cachet's, which some answers write as text; -1 for anything else."""
    if isinstance(value, int):
        return int(value)
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else -1


def _in_time(words: list[Word], begins: datetime, ends: datetime) -> list[Word]:
    """Give the words on a maintenance the statuses of their times; Cachet has none for them."""
    told: list[Word] = []
    for word in words:
        status = Status.SCHEDULED if word.at < begins else Status.IN_PROGRESS
        if word.at >= ends:
            status = Status.COMPLETED
        repeated = any(before.status == status for before in told)
        told.append(replace(word, status="" if repeated else status.value))
    return told
