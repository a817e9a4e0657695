"""One incident of Google Cloud → one document of ours, and what it could not say."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from statuskit.importers import Document, Imported, Unreadable
from statuskit.importers.bodies import one_line
from statuskit.importers.commonmark import from_commonmark
from statuskit.importers.document import Word, Work, converted, short, title, updates
from statuskit.importers.sources import maps
from statuskit.importers.times import Times, written
from statuskit.model import ENDED, ComponentState, Impact, Kind, PostmortemState, Status

_IMPACTS = {"low": Impact.MINOR, "medium": Impact.MAJOR, "high": Impact.CRITICAL}
_AVAILABLE = "AVAILABLE"
_STATES = {
    _AVAILABLE: ComponentState.OPERATIONAL,
    # Google posts such as notices, of what is too small to be marked as a disruption.
    "SERVICE_INFORMATION": ComponentState.OPERATIONAL,
    "SERVICE_DISRUPTION": ComponentState.PARTIAL_OUTAGE,
    "SERVICE_OUTAGE": ComponentState.MAJOR_OUTAGE,
}
_MARKS = r"[#*_\\\s]*"
_REPORT = re.compile(
    rf"{_MARKS}(?:(?P<kind>preliminary|mini|full|final)\s+)?incident report\b", re.IGNORECASE
)
_EARLY = re.compile(r"subject to change|full incident report is prepared", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__|\\(?=[^\w\s])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """Converts the incidents of one source. `components` gives our ids of the products that one names."""

    times: Times
    components: Callable[[Mapping[str, Any]], list[str]]

    def convert(self, place: str, foreign: str, item: Mapping[str, Any]) -> Imported:
        """Return the incident."""
        empty = Imported(
            place=place,
            document=None,
            foreign=foreign,
            addresses=(f"/incidents/{foreign}",) if foreign else (),
        )
        return converted(Work(place=place, item=item, kind=Kind.INCIDENT), empty, self._document)

    def _document(self, work: Work) -> tuple[datetime, Document]:
        document: Document = {
            "title": title(work, _EMPHASIS.sub("", str(work.item.get("external_desc") or "")))
        }
        severity = work.item.get("severity")
        if isinstance(severity, str) and severity in _IMPACTS:
            document["impact"] = _IMPACTS[severity].value
        elif severity:
            work.note(f"severity {short(str(severity))!r} is none that we know; left out")
        products = self.components(work.item)
        if not products:
            work.note("names no product")
        words, story = _apart(work, self._words(work, products))
        if not words:
            raise Unreadable("has no update with a time and a text; left out")
        begins = self._begin(work, document, words[0])
        end = self._end(work, words, begins)
        top = self._first_states(work, words[0], end, products)
        if end:
            _close(work, document, words, end)
        document["components"] = top
        document["tags"] = list(dict.fromkeys(_locations(work.item)))
        words = [word if word.status in ENDED else replace(word, status="") for word in words]
        document["updates"] = updates(work, words, top)
        if story:
            document["postmortem"] = _postmortem(work, story, ended=end is not None)
        return begins, document

    def _words(self, work: Work, products: Sequence[str]) -> list[Word]:
        """Return the updates, oldest first. Their statuses are Google's: how the service was, not the work."""
        raw = work.item.get("updates")
        words = []
        for index, update in reversed(list(enumerate(raw if isinstance(raw, list) else []))):
            place = f"{work.place} updates[{index}]"
            if not isinstance(update, dict):
                work.note("is no update; left out", place)
            elif (word := self._word(work, place, update, products)) is not None:
                words.append(word)
        newest = work.item.get("most_recent_update")
        if not words and isinstance(newest, dict):
            only = self._word(work, f"{work.place} most_recent_update", newest, products)
            words += [only] if only else []
        in_order_ = sorted(words, key=lambda word: word.at)
        if in_order_ != words:
            work.note("its updates were not in the order of their times; they were sorted")
        return in_order_

    def _word(
        self, work: Work, place: str, update: Mapping[str, Any], products: Sequence[str]
    ) -> Word | None:
        at = self.times.read(update.get("when"))
        if at is None and (at := self.times.read(update.get("created"))) is not None:
            work.note("has no readable `when`; `created` was taken", place)
        message = from_commonmark(str(update.get("text") or ""), lines_are_paragraphs=True)
        if at is None:
            work.note(f"has no readable time; left out: {short(message)}", place)
            return None
        if not message:
            work.note("has no text; left out", place)
            return None
        status = str(update.get("status") or work.item.get("status_impact") or "")
        if status and status not in _STATES:
            work.note(f"status {short(status)!r} is none that we know; left out", place)
        state = _STATES.get(status)
        states = dict.fromkeys(products, state.value) if state else {}
        return Word(at=at, place=place, status=status, message=message, states=states)

    def _begin(self, work: Work, document: Document, first: Word) -> datetime:
        started = self.times.read(work.item.get("begin"))
        if started is None:
            work.note("has no readable `begin`; its first update was taken")
            return first.at
        if started > first.at:
            work.note(f"begin {written(started)} lies after the first update; left out")
            return first.at
        if started < first.at:
            document["started"] = written(started)
        return started

    def _end(self, work: Work, words: Sequence[Word], begins: datetime) -> datetime | None:
        raw = work.item.get("end")
        end = self.times.read(raw)
        if end is None and raw:
            work.note(f"end {short(str(raw))!r} is no time; its last update was taken")
            return words[-1].at
        if end and end < begins:
            work.note(f"end {written(end)} lies before it began; its last update was taken")
            return words[-1].at
        return end

    def _first_states(
        self, work: Work, first: Word, end: datetime | None, products: Sequence[str]
    ) -> dict[str, str]:
        """Return the states from the beginning on; a first word that it is over leaves what the whole one was."""
        if first.status != _AVAILABLE and not (end and first.at >= end):
            return dict(first.states)
        impact = work.item.get("status_impact")
        state = _STATES.get(impact) if isinstance(impact, str) else None
        return dict.fromkeys(products, (state or ComponentState.OPERATIONAL).value)


def _close(work: Work, document: Document, words: list[Word], end: datetime) -> None:
    """Find the update that says that all is over: Google dates the end, and no update has a status that says so."""
    after = [index for index, word in enumerate(words) if word.at >= end]
    plain = [index for index in after if not _REPORT.match(words[index].message)]
    available = [index for index in plain if words[index].status == _AVAILABLE]
    last = next(iter([*available, *plain, *after]), None)
    for index in after:
        words[index] = replace(words[index], states={})
    if last is None:
        work.note("has an end, but no update after it; one was added")
        words.append(Word(at=end, place=work.place, status=Status.RESOLVED, message="Resolved.", states={}))
        return
    words[last] = replace(words[last], status=Status.RESOLVED)
    if end < words[last].at:
        document["resolved"] = written(end)


def _apart(work: Work, words: list[Word]) -> tuple[list[Word], Word | None]:
    """Return the updates and the report: the newest final one, else the newest; its first line names it so."""
    reports = [word for word in words if _REPORT.match(word.message)]
    if not reports:
        return words, None
    if len(reports) == len(words) == 1:
        work.note("its only update is the report; it came in as an update")
        return words, None
    story = ([word for word in reports if not _is_early(word)] or reports)[-1]
    return [word for word in words if word is not story], story


def _is_early(report: Word) -> bool:
    found = _REPORT.match(report.message)
    return _EARLY.search(report.message) is not None or (
        found is not None and (found["kind"] or "").lower() == PostmortemState.PRELIMINARY
    )


def _postmortem(work: Work, story: Word, *, ended: bool) -> Document:
    early = _is_early(story)
    if not ended and not early:
        work.note("has a report and is not over; it came in as preliminary", story.place)
    return {
        "state": (PostmortemState.FINAL if ended and not early else PostmortemState.PRELIMINARY).value,
        "published": written(story.at),
        "plain": f"{story.message}\n",
    }


def _locations(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the places that the incident and its updates name."""
    for each in (item, *maps(item.get("updates"))):
        for key in ("currently_affected_locations", "previously_affected_locations", "affected_locations"):
            for location in maps(each.get(key)):
                if name := one_line(location.get("id")):
                    yield name
