"""What documents of several providers have in common: notes on the way, titles, updates with states, the order of keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from statuskit.importers import Document, Imported, Note, Unreadable
from statuskit.importers.bodies import clean_text, one_line
from statuskit.importers.times import written
from statuskit.model import ENDED, ComponentState, Kind

_LONGEST_TITLE = 300
_LONGEST_QUOTE = 60
_ORDER = (
    "title", "kind", "impact", "components", "started", "resolved", "scheduled_for", "scheduled_until", "pinned",
    "tags", "updates", "postmortem", "private",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One update of the source, read. `states` are ours, by our component ids."""

    at: datetime
    place: str
    status: str
    message: str
    states: Mapping[str, str]


class Noting(Protocol):
    """What keeps notes on an incident."""

    def note(self, text: str, place: str = "") -> None:
        """Keep a note on the incident, or on a place inside it."""


@dataclass(slots=True)
class Work:
    """What is known of one incident while it is converted."""

    place: str
    item: Mapping[str, Any]
    kind: Kind
    notes: list[Note] = field(default_factory=list)

    def note(self, text: str, place: str = "") -> None:
        """Keep a note on the incident, or on a place inside it, once."""
        note = Note(place=place or self.place, text=text)
        if note not in self.notes:
            self.notes.append(note)


def converted(work: Work, empty: Imported, convert: Callable[[Work], tuple[datetime, Document]]) -> Imported:
    """Return an incident with its document, its beginning and the notes on it.

    `empty`: what is known of it without them. `convert` gives the two; where it raises `Unreadable` there is no
    document, and the last note says why.
    """
    try:
        begins, document = convert(work)
    except Unreadable as reason:
        work.note(str(reason))
        return replace(empty, notes=tuple(work.notes))
    return replace(empty, document=in_order(document), begins=begins, notes=tuple(work.notes))


def short(text: str) -> str:
    """Quote a foreign text in a note: one line, cut where it is long."""
    words = " ".join(clean_text(text[: 10 * _LONGEST_QUOTE]).split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"


def title(work: Noting, name: object, *, called: str = "name", place: str = "") -> str:
    """Return a foreign name as a title of one line; raises `Unreadable` where there is none.

    `called`: what the source calls it. `place`: where in the source it stands, if that is known.
    """
    found = one_line(name)
    if not found:
        raise Unreadable(f"has no {called}; left out")
    if len(found) > _LONGEST_TITLE:
        work.note(f"its {called} is longer than {_LONGEST_TITLE} characters; cut", place)
        found = found[: _LONGEST_TITLE - 1] + "…"
    return found


def updates(work: Work, words: Sequence[Word], held: Mapping[str, str]) -> list[Document]:
    """Return the updates, oldest first. `held`: the states before the first; such as only repeat are left out."""
    now = dict(held)
    told: list[Document] = []
    over = False  # A maintenance that has ended stays ended; an incident may be reopened.
    for word in words:
        status = word.status
        if over and work.kind is Kind.MAINTENANCE and status:
            work.note(f"status {status!r} after the end of a maintenance; left out", word.place)
            status = ""
        if status:
            over = status in ENDED
        changed = {ours: state for ours, state in word.states.items() if now.get(ours) != state}
        if over:
            _tell_what_stays(work, word)
            changed = {}
        now |= changed
        update: Document = {"at": written(word.at)}
        if status:
            update["status"] = status
        update["message"] = f"{word.message}\n"
        if changed:
            update["components"] = changed
        told.append(update)
    return told


def _tell_what_stays(work: Work, word: Word) -> None:
    """Note the states that an end leaves behind: written, they would hurt for ever, as the source says no more."""
    for ours, state in word.states.items():
        if state != ComponentState.OPERATIONAL:
            work.note(
                f"ends with {ours} in {state}, and the source never says until when; left out", word.place
            )


def in_order(document: Mapping[str, Any]) -> Document:
    """Return the keys in the order in which a file has them, without those that are empty."""
    return {key: document[key] for key in _ORDER if document.get(key) not in (None, "", [], {})}
