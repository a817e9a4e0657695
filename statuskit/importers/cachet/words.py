"""The words on one incident or schedule of Cachet, read: when, which status, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from statuskit.importers.bodies import one_line
from statuskit.importers.cachet.records import Record
from statuskit.importers.commonmark import from_commonmark
from statuskit.importers.document import Word, Work, short
from statuskit.importers.times import Times
from statuskit.model import Kind, Status

SCHEDULED = 0
FIXED = 4
_STATUSES = {1: Status.INVESTIGATING, 2: Status.IDENTIFIED, 3: Status.MONITORING, FIXED: Status.RESOLVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordReader:
    """Reads the words of one source."""

    times: Times

    def time(self, work: Work, value: object, place: str = "") -> datetime | None:
        """Return a moment, and note where it was doubtful; Cachet 1 wrote seconds since 1970."""
        if isinstance(value, int) and not isinstance(value, bool):
            try:
                value = datetime.fromtimestamp(value, tz=UTC).isoformat()
            except (ValueError, OverflowError, OSError):
                return None
        if doubt := self.times.doubt(value):
            work.note(doubt, place)
        return self.times.read(value)

    def of_incident(self, work: Work, said: Sequence[Record]) -> list[Word]:
        """Return the words on an incident, oldest first; its own text is the first of them."""
        words = self._with_own(work, self._said(work, said))
        return self._close(work, words) if words else []

    def of_maintenance(
        self, work: Work, said: Sequence[Record], begins: datetime, ends: datetime
    ) -> list[Word]:
        """Return the words on a maintenance, oldest first."""
        words = sorted([*self._announcement(work), *self._said(work, said)], key=lambda word: word.at)
        return _in_time(words, begins, ends)

    def _with_own(self, work: Work, words: list[Word]) -> list[Word]:
        at = self._first(work)
        if at is None and words:
            work.note("has no readable time; its first update was taken")
            at = words[0].at
        message = from_commonmark(str(work.item.get("message") or ""))
        if at is None or not (message or not words):
            return words
        if not message:
            work.note("has no text; its title stands in its place")
            message = from_commonmark(one_line(work.item.get("name")))
        if words and words[0].at < at:
            work.note("its first update lies before it; it was dated by that one")
            at = words[0].at
        own = self._status(work, work.place, work.item.get("status"))
        # An update changes the incident's own status: with updates, that is the status of the newest one.
        if words and own in {words[-1].status, Status.RESOLVED}:
            own = ""
        return [Word(at=at, place=work.place, status=own, message=message, states={}), *words]

    def _first(self, work: Work) -> datetime | None:
        for key in ("occurred_at", "created_at"):
            value = work.item.get(key)
            if (found := self.time(work, value)) is not None:
                return found
            if value:
                work.note(f"{key} {short(str(value))!r} is no time; left out")
        return None

    def _said(self, work: Work, said: Sequence[Record]) -> list[Word]:
        """Return what the updates say, oldest first; of two at one time the one with the lower number is older."""
        numbered = sorted(said, key=lambda update: (number(update.id), update.place))
        words = [word for update in numbered if (word := self._word(work, update)) is not None]
        return sorted(words, key=lambda word: word.at)

    def _word(self, work: Work, update: Record) -> Word | None:
        at = self.time(work, update.value.get("created_at"), update.place)
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
        found = _STATUSES.get(number(value))
        if found is None and value is not None:
            work.note(f"status {short(str(value))!r} is none that we know; left out", place)
        return found.value if found else ""

    def _close(self, work: Work, words: list[Word]) -> list[Word]:
        """Say the end that the incident's own status states, where no update does."""
        if number(work.item.get("status")) != FIXED:
            return words
        if len(words) == 1:
            work.note("is fixed, and does not say when; its only text is dated by its beginning")
            return [replace(words[0], status=Status.RESOLVED)]
        if next((word.status for word in reversed(words) if word.status), "") == Status.RESOLVED:
            return words
        changed = self.time(work, work.item.get("updated_at"))
        at = max(changed or words[-1].at, words[-1].at)
        work.note("is fixed, but no update says so; one was added, dated by its last change")
        return [*words, Word(at=at, place=work.place, status=Status.RESOLVED, message="Resolved.", states={})]

    def _announcement(self, work: Work) -> list[Word]:
        message = from_commonmark(str(work.item.get("message") or ""))
        at = self.time(work, work.item.get("created_at"))
        if message and at is None:
            work.note(f"has no readable created_at; its text was left out: {short(message)}")
        return (
            [Word(at=at, place=work.place, status="", message=message, states={})] if message and at else []
        )


def number(value: object) -> int:
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
