"""One incident of Statuspage → one document of ours, and what it could not say."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from statuskit.importers import Document, Imported, Unreadable
from statuskit.importers.bodies import one_line, to_markdown
from statuskit.importers.document import Word, Work, converted, short, title, updates
from statuskit.importers.sources import maps
from statuskit.importers.statuspage.words import POSTMORTEM, WordReader
from statuskit.importers.times import Times, written
from statuskit.model import ENDED, ComponentState, Impact, Kind, Status

_IMPACTS = frozenset(Impact)
_MAINTENANCE = "maintenance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """Converts the incidents of one source."""

    times: Times
    reader: WordReader

    def convert(self, place: str, label: str, foreign: str, item: Mapping[str, Any]) -> Imported:
        """Return an incident; notes on it have `label` for a place."""
        shortlink = one_line(item.get("shortlink"))
        empty = Imported(
            place=place,
            document=None,
            foreign=foreign,
            addresses=(f"/incidents/{foreign}",) if foreign else (),
            origin={"url": shortlink} if shortlink else {},
        )
        return converted(Work(place=label, item=item, kind=_kind(item)), empty, self._document)

    def _document(self, work: Work) -> tuple[datetime, Document]:
        document: Document = {"title": title(work, work.item.get("name"))}
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
        started = self._moment(work, "started_at", words)
        first = words[0].at
        if started and started.replace(microsecond=0) < first.replace(microsecond=0):
            document["started"] = written(started)
        elif started and started > first:
            work.note(f"started_at {written(started)} lies after the first update; left out")
        resolved = self._moment(work, "resolved_at", words)
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

    def _moment(self, work: Work, key: str, words: list[Word]) -> datetime | None:
        """Return a time of the incident; None too where it is that of an only update, which was taken apart."""
        found = self.times.read(work.item.get(key))
        only = maps(work.item.get("incident_updates"))
        dated = self.times.read(only[0].get("display_at")) if len(only) == 1 else None
        return None if found == dated and dated not in {word.at for word in words} else found

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
    """Return the updates; the states of the first one move to the top, unless the beginning lies before it."""
    top = dict.fromkeys(
        [*named, *(ours for word in words for ours in word.states)], ComponentState.OPERATIONAL.value
    )
    if words and "started" not in document and work.kind is Kind.INCIDENT and words[0].status not in ENDED:
        top |= words[0].states
    if top:
        document["components"] = top
    return updates(work, words, top)


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
