"""The pieces of an issue's text → updates in the order of their times, each dated by what the source says."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from statuskit.importers import Note
from statuskit.importers.commonmark import from_commonmark
from statuskit.importers.cstate.hugo import Page
from statuskit.importers.cstate.timeline import TRACK, Piece, pieces
from statuskit.importers.times import Times, as_written
from statuskit.model import STATUSES, Kind, Status

_OF_MAINTENANCE = {Status.RESOLVED: Status.COMPLETED}
_SHELL_DATE = "%a %b %d %H:%M:%S %Y"
_UPDATE = "update"


@dataclass(slots=True)
class Reading:
    """What is read of one site: times, and what the report is to say of them. Nothing was said after `now`."""

    times: Times
    now: datetime | None = None
    naive: int = 0
    first_naive: str = ""

    def moment(self, value: str, place: str, notes: list[Note]) -> datetime | None:
        """Return a moment in UTC; None where the value is no time. Raises `UsageError` where it needs a zone."""
        found = self.times.read(value, place)
        local = as_written(value)
        if found is None or local is None or local.tzinfo:
            return found
        self.naive += 1
        self.first_naive = self.first_naive or place
        if doubt := self.times.doubt(value):
            notes.append(Note(place=place, text=doubt))
        return found

    def is_to_come(self, at: datetime) -> bool:
        """Tell whether nothing can have been said at a moment yet."""
        return self.now is not None and at > self.now


@dataclass(slots=True)
class Issue:
    """One issue while it is converted. `begins`, `ends`: what its front matter says, where that can be read."""

    place: str
    page: Page
    reading: Reading
    kind: Kind = Kind.INCIDENT
    begins: datetime | None = None
    ends: datetime | None = None
    is_over: bool = False
    notes: list[Note] = field(default_factory=list)

    def at(self, key: str = "") -> str:
        """Return the place of a key, or of the whole."""
        line = self.page.lines.get(key)
        return f"{self.place}:{line}" if line else self.place

    def in_body(self, line: int) -> str:
        """Return the place of a line of the text."""
        return f"{self.place}:{self.page.first - 1 + line}"

    def note(self, text: str, place: str = "") -> None:
        """Keep a note on the issue, or on a place inside it."""
        self.notes.append(Note(place=place or self.place, text=text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One update. `label`: the word that stood before it, in small letters; `is_dated`: it had its own time."""

    at: datetime
    message: str
    status: str = ""
    label: str = ""
    is_dated: bool = False


def words(issue: Issue, body: str) -> list[Word]:
    """Return the updates of a text, oldest first; empty where it says nothing or nothing tells when."""
    found = [(piece, _moment(issue, piece)) for piece in pieces(body)]
    found = [(piece, at) for piece, at in found if _says_something(issue, piece)]
    if any(at for _, at in found):
        return _dated(issue, found)
    return _undated(issue, [piece for piece, _ in found])


def _says_something(issue: Issue, piece: Piece) -> bool:
    if piece.text or piece.label:
        return True
    issue.note(f"the time {piece.stamp!r} has no words; left out", issue.in_body(piece.line))
    return False


def _moment(issue: Issue, piece: Piece) -> datetime | None:
    """Return when a piece was said; a stamp that is no time goes back into its text."""
    if not piece.stamp:
        return None
    place = issue.in_body(piece.line)
    at = _of_shell(issue, piece.stamp) or issue.reading.moment(piece.stamp, place, issue.notes)
    if at is None or issue.reading.is_to_come(at):
        issue.note(f"{piece.stamp!r} is no time{' that has come' if at else ''}; it was kept as text", place)
        at = None
        piece.lines = [*piece.text.split("\n"), "", f"({piece.stamp})"]
    return at


def _of_shell(issue: Issue, stamp: str) -> datetime | None:
    """Read a time as the program `date` prints it; of the year and its neighbours, the day of the week tells which."""
    if not issue.begins or not re.match(r"[A-Z][a-z]{2} ", stamp):
        return None
    day = stamp[:3]
    for year in (issue.begins.year, issue.begins.year + 1):
        try:
            found = datetime.strptime(f"{stamp.rsplit(' ', 1)[0]} {year} +0000", f"{_SHELL_DATE} %z")
        except ValueError:
            continue
        if found.strftime("%a") == day:
            return found
    return None


def _undated(issue: Issue, found: Sequence[Piece]) -> list[Word]:
    """Return a text without times as one update, and its word of the end as another where that can be told."""
    if issue.begins is None:
        return []
    first = issue.begins
    if issue.reading.is_to_come(first):
        issue.note("announces what is to come, and not since when; its words have the time of this import")
        first = issue.reading.now or first
    ends = issue.ends if issue.is_over else None
    last = [piece for piece in [*found[:1], *found[1:][-1:]] if piece.label.lower() == Status.RESOLVED]
    if ends and len(last) == 1 and last[0].text:
        issue.note("says Resolved without a time; resolvedWhen was taken", issue.in_body(last[0].line))
        rest = [piece for piece in found if piece is not last[0]]
        return [*_whole(issue, rest, first), _word(issue, last[0], ends)]
    return _whole(issue, found, first)


def _whole(issue: Issue, found: Sequence[Piece], at: datetime) -> list[Word]:
    """Return pieces as one update, as they stood."""
    if len(found) == 1:
        return [_word(issue, found[0], at)]
    parts = [piece.whole + ("\n\n---" if piece.apart and piece is not found[-1] else "") for piece in found]
    text = from_commonmark("\n\n".join(part for part in parts if part))
    return [Word(at=at, message=text)] if text else []


def _dated(issue: Issue, found: Sequence[tuple[Piece, datetime | None]]) -> list[Word]:
    """Return each piece as an update; those without a time have the one of the update before them."""
    times = [at for _, at in found if at]
    last = min([*times, *([issue.begins] if issue.begins else [])])
    seq = list(reversed(found)) if _newest_first(found, times) else list(found)
    told: list[tuple[Piece, datetime | None]] = []
    stories: list[tuple[Piece, datetime | None]] = []
    for piece, at in seq:
        (stories if at is None and piece.is_story else told).append((piece, at))
    result: list[Word] = []
    for piece, at in told:
        if at is None and (result or piece.apart):
            _tell_undated(issue, piece, "with the update before it" if result else "at the beginning")
        last = at or last
        result.append(_word(issue, piece, last, is_dated=at is not None))
    for piece, _ in stories:
        _tell_undated(issue, piece, "at the end")
        result.append(_word(issue, piece, max(times)))
    in_order = sorted(result, key=lambda word: word.at)
    if in_order != result:
        issue.note("its updates were not in the order of their times; they were sorted")
    return in_order


def _tell_undated(issue: Issue, piece: Piece, where: str) -> None:
    issue.note(f"has no time of its own; it stands {where}", issue.in_body(piece.line))


def _newest_first(found: Sequence[tuple[Piece, datetime | None]], times: Sequence[datetime]) -> bool:
    if len(times) == 1:
        return found[0][1] is not None
    steps = [after - before for before, after in itertools.pairwise(times)]
    return sum(step.total_seconds() < 0 for step in steps) > sum(step.total_seconds() > 0 for step in steps)


def _word(issue: Issue, piece: Piece, at: datetime, *, is_dated: bool = False) -> Word:
    label = piece.label.lower().rstrip(":")
    status = _status(label, issue.kind)
    text = piece.text if status or label == _UPDATE else piece.whole
    return Word(
        at=at,
        message=from_commonmark(text) or f"{piece.label}.",
        status=status,
        label=label,
        is_dated=is_dated,
    )


def _status(label: str, kind: Kind) -> str:
    word = label.replace(" ", "_")
    if kind is Kind.MAINTENANCE and word in _OF_MAINTENANCE:
        return _OF_MAINTENANCE[Status(word)].value
    return word if word in STATUSES[kind] else ""


def other_shortcodes(body: str) -> list[str]:
    """Return the names of the shortcodes of a text, less those that stamp it."""
    return sorted(set(re.findall(r"\{\{[<%]\s*/?\s*([\w./-]+)", TRACK.sub("", body))))
