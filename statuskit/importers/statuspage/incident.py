"""One incident of Statuspage → one document of ours, and what it could not say."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from statuskit.importers import Document, Imported, Note
from statuskit.importers.bodies import one_line, to_markdown
from statuskit.importers.statuspage.words import POSTMORTEM, Word, WordReader, Work, short
from statuskit.importers.times import Times, written
from statuskit.model import ENDED, ComponentState, Impact, Kind, Status

_LONGEST_TITLE = 300
_IMPACTS = frozenset(Impact)
_MAINTENANCE = "maintenance"


class Unreadable(Exception):
    """This incident cannot come in; `str()` says why, `notes` what was found on the way."""

    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """Converts the incidents of one source."""

    times: Times
    reader: WordReader

    def convert(self, place: str, label: str, foreign: str, item: Mapping[str, Any]) -> Imported:
        """Return an incident; notes on it have `label` for a place.

        Raises `Unreadable` where it has no name, no word and no time.
        """
        work = Work(place=label, item=item, kind=_kind(item))
        try:
            begins, document = self._document(work)
        except Unreadable as reason:
            reason.notes = tuple(work.notes)
            raise
        shortlink = one_line(str(item.get("shortlink") or ""))
        return Imported(
            place=place,
            document=_in_order(document),
            foreign=foreign,
            begins=begins,
            addresses=(f"/incidents/{foreign}",) if foreign else (),
            origin={"url": shortlink} if shortlink else {},
            notes=tuple(work.notes),
        )

    def _document(self, work: Work) -> tuple[datetime, Document]:
        document: Document = {"title": _title(work)}
        if work.kind is Kind.MAINTENANCE:
            document["kind"] = work.kind.value
        self._impact(work, document)
        words, stories = self.reader.words(work)
        stories += self._own_story(work, stories)
        self._close(work, words)
        if not words and work.kind is Kind.INCIDENT:
            raise Unreadable("has no update with a time and a text; left out")
        begins = self._times(work, document, words)
        document["updates"] = _updates(work, document, words, self.reader.named(work))
        if not document["updates"]:
            del document["updates"]
        if stories:
            document["postmortem"] = _postmortem(work, words, stories)
        return begins, document

    def _impact(self, work: Work, document: Document) -> None:
        impact = work.item.get("impact")
        if isinstance(impact, str) and impact in _IMPACTS:
            document["impact"] = impact
        elif impact is not None and impact != _MAINTENANCE:
            work.note(f"impact {one_line(str(impact))!r} is none that we know; left out")
        for key in ("metadata", "custom_tweet"):
            if work.item.get(key):
                work.note(f"{key} has no place in an incident file; left out")

    def _own_story(self, work: Work, stories: list[Word]) -> list[Word]:
        """Return the postmortem that version 1 of the API keeps beside the updates, unless an update is it."""
        body = str(work.item.get("postmortem_body") or "")
        message = to_markdown(body, already_markdown=True)
        if not message or stories:
            return []
        at = self.times.read(work.item.get("postmortem_published_at"))
        if at is None:
            work.note(f"has a postmortem that was never published; left out: {short(message)}")
            return []
        return [Word(at=at, place=work.place, status=POSTMORTEM, message=message, states={})]

    def _close(self, work: Work, words: list[Word]) -> None:
        """Say the end that the source states without an update of its own."""
        ended = str(work.item.get("status")) in {*ENDED, POSTMORTEM}
        if work.kind is not Kind.INCIDENT or not ended or not words or _is_resolved(words):
            return
        at = self.times.read(work.item.get("resolved_at"))
        if at is None or at < words[-1].at:
            work.note(
                "is resolved, but no update says so and resolved_at is no help; dated by its last update"
            )
            at = words[-1].at
        else:
            work.note("is resolved, but no update says so; one was added at resolved_at")
        words.append(Word(at=at, place=work.place, status=Status.RESOLVED, message="Resolved.", states={}))

    def _times(self, work: Work, document: Document, words: list[Word]) -> datetime:
        """Write when it began and ended; return when it began."""
        if work.kind is Kind.MAINTENANCE:
            return self._window(work, document, words)
        started = self._moment(work, "started_at")
        first = words[0].at
        if started and started.replace(microsecond=0) < first.replace(microsecond=0):
            document["started"] = written(started)
        elif started and started > first:
            work.note(f"started_at {written(started)} lies after the first update; left out")
        resolved = self._moment(work, "resolved_at")
        begun = started if "started" in document and started else first
        if not resolved or not _is_resolved(words):
            return begun
        said = max(word.at for word in words if word.status == Status.RESOLVED)
        if resolved.replace(microsecond=0) < said.replace(microsecond=0):
            if resolved >= (_reopened(words) or begun):
                document["resolved"] = written(resolved)
            else:
                work.note(
                    f"resolved_at {written(resolved)} lies before it began, or was opened again; left out"
                )
        elif resolved.replace(microsecond=0) > said.replace(microsecond=0):
            work.note(f"resolved_at {written(resolved)} lies after the update that says so; left out")
        return begun

    def _moment(self, work: Work, key: str) -> datetime | None:
        """Return a time of the incident; None too where it only repeats that of a list that was taken apart."""
        moment = self.times.read(work.item.get(key))
        return None if moment == work.stands_for else moment

    def _window(self, work: Work, document: Document, words: list[Word]) -> datetime:
        begins = self.times.read(work.item.get("scheduled_for"))
        ends = self.times.read(work.item.get("scheduled_until"))
        begun = [word.at for word in words if word.status == Status.IN_PROGRESS]
        if begins is None and begun:
            begins = begun[0]
            work.note("has no readable scheduled_for; the update that began it was taken")
        if begins is None:
            raise Unreadable("is a maintenance without a readable scheduled_for; left out")
        if ends is None or ends <= begins:
            done = [word.at for word in words if word.status in ENDED and word.at > begins]
            if not done:
                raise Unreadable("is a maintenance without an end after its beginning; left out")
            ends = done[-1]
            work.note("has no scheduled_until after its beginning; the update that ended it was taken")
        document["scheduled_for"] = written(begins)
        document["scheduled_until"] = written(ends)
        return begins


def _kind(item: Mapping[str, Any]) -> Kind:
    planned = item.get("impact") == _MAINTENANCE or item.get("scheduled_for")
    return Kind.MAINTENANCE if planned else Kind.INCIDENT


def _title(work: Work) -> str:
    title = one_line(str(work.item.get("name") or ""))
    if not title:
        raise Unreadable("has no name; left out")
    if len(title) > _LONGEST_TITLE:
        work.note(f"its name is longer than {_LONGEST_TITLE} characters; cut")
        title = title[: _LONGEST_TITLE - 1] + "…"
    return title


def _is_resolved(words: list[Word]) -> bool:
    said = [word.status for word in words if word.status]
    return bool(said) and said[-1] == Status.RESOLVED


def _reopened(words: list[Word]) -> datetime | None:
    """Return when an incident was last opened again after an end."""
    said = [word for word in words if word.status]
    pairs = itertools.pairwise(said)
    again = [after.at for before, after in pairs if before.status in ENDED and after.status not in ENDED]
    return again[-1] if again else None


def _updates(work: Work, document: Document, words: list[Word], named: list[str]) -> list[Document]:
    """Return the updates; states that only repeat what held are left out, the first ones move to the top."""
    held = dict.fromkeys(
        [*named, *(ours for word in words for ours in word.states)], ComponentState.OPERATIONAL.value
    )
    top = dict(held)
    updates: list[Document] = []
    over = False  # A maintenance that has ended stays ended; an incident may be reopened.
    for index, word in enumerate(words):
        status = word.status
        if over and work.kind is Kind.MAINTENANCE and status:
            work.note(f"status {status!r} after the end of a maintenance; left out", word.place)
            status = ""
        if status:
            over = status in ENDED
        changed = {ours: state for ours, state in word.states.items() if held[ours] != state}
        if over:
            _tell_what_stays(work, word)
            changed = {}
        if index == 0 and "started" not in document and work.kind is Kind.INCIDENT:
            top |= changed
            held |= changed
            changed = {}
        held |= changed
        update: Document = {"at": written(word.at)}
        if status:
            update["status"] = status
        update["message"] = f"{word.message}\n"
        if changed:
            update["components"] = changed
        updates.append(update)
    if top:
        document["components"] = top
    return updates


def _tell_what_stays(work: Work, word: Word) -> None:
    """Note the states that an end leaves behind: written, they would hurt for ever, as the source says no more."""
    for ours, state in word.states.items():
        if state != ComponentState.OPERATIONAL:
            work.note(
                f"ends with {ours} in {state}, and the source never says until when; left out", word.place
            )


def _postmortem(work: Work, words: list[Word], stories: list[Word]) -> Document:
    *earlier, story = sorted(stories, key=lambda word: word.at)
    for word in earlier:
        work.note(f"is an earlier postmortem; left out: {short(word.message)}", word.place)
    ended = _is_resolved(words) or (words and words[-1].status in ENDED)
    if not ended:
        work.note("has a postmortem and is not over; it came in as preliminary", story.place)
    return {
        "state": "final" if ended else "preliminary",
        "published": written(story.at),
        "plain": f"{story.message}\n",
    }


_ORDER = (
    "title", "kind", "impact", "components", "started", "resolved", "scheduled_for", "scheduled_until", "updates",
    "postmortem",
)  # fmt: skip


def _in_order(document: Document) -> Document:
    return {key: document[key] for key in _ORDER if key in document}
