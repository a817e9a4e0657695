"""The updates of one incident of Statuspage, read: when, which status, what was said, which states."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from statuskit.importers.bodies import clean_text, to_markdown
from statuskit.importers.document import Word, Work, short
from statuskit.importers.sources import maps
from statuskit.importers.timeline import entries
from statuskit.importers.times import Times, written
from statuskit.model import STATUSES, ComponentState, Kind

POSTMORTEM = "postmortem"
"""The status of an update that is the whole story."""

_STATES = frozenset(ComponentState)
_LINE_ENDS = re.compile(r"<br\s*/?>|</(?:p|li|div)>", re.IGNORECASE)
_BARE = re.compile(r"</?(?:p|ul|ol|li|div|strong|b|em|i|small|var|span|u)(?:\s[^<>]*)?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordReader:
    """Reads the updates of one source. `components` gives our id of a component that an update names."""

    times: Times
    components: Callable[[Mapping[str, Any]], str | None]

    def words(self, work: Work) -> tuple[list[Word], list[Word]]:
        """Return the updates, oldest first, and those that are the postmortem."""
        raw = work.item.get("incident_updates")
        words: list[Word] = []
        stories: list[Word] = []
        for index, update in reversed(list(enumerate(raw if isinstance(raw, list) else []))):
            place = f"{work.place} update[{index}]"
            if not isinstance(update, dict):
                work.note("is no update; left out", place)
            elif (word := self._word(work, place, update)) is not None:
                (stories if word.status == POSTMORTEM else words).append(word)
        if len(words) == 1 and isinstance(raw, list) and len(raw) == 1:
            words = self._taken_apart(work, words[0], str(raw[0].get("body")))
        in_order = sorted(words, key=lambda word: word.at)
        if in_order != words:
            work.note("its updates were not in the order of their times; they were sorted")
        return in_order, stories

    def _taken_apart(self, work: Work, word: Word, body: str) -> list[Word]:
        """Return the updates that a page filled in afterwards has as one: a list with a time in each of its parts."""
        lines = _BARE.sub("", _LINE_ENDS.sub("\n", clean_text(body)))
        found = entries(lines, word.at, self.times.zone)
        filed = self.times.read(work.item.get("created_at"))
        allowed = {*STATUSES[work.kind], ""}
        if (
            not found
            or (filed and found[-1].at > filed)
            or any(entry.status not in allowed for entry in found)
        ):
            return [word]
        work.note(
            f"is a list of {len(found)} moments; each became an update, from {written(found[0].at.astimezone(UTC))} on",
            word.place,
        )
        parts = [
            replace(
                word,
                at=entry.at.astimezone(UTC),
                status=entry.status,
                message=to_markdown(entry.said),
                states={},
            )
            for entry in found
        ]
        told = next((index for index, part in enumerate(parts) if part.status == word.status), len(parts) - 1)
        parts[told] = replace(parts[told], states=word.states)
        return parts

    def _word(self, work: Work, place: str, update: Mapping[str, Any]) -> Word | None:
        at = self.times.read(update.get("display_at"))
        if at is None and (at := self.times.read(update.get("created_at"))) is not None:
            work.note("has no readable display_at; created_at was taken", place)
        status = str(update.get("status") or "")
        body = str(update.get("body") or "")
        message = to_markdown(body, already_markdown=status == POSTMORTEM)
        if at is None:
            work.note(f"has no readable time; left out: {short(message)}", place)
            return None
        if status not in {*STATUSES[work.kind], POSTMORTEM} and update.get("status", "") is not None:
            work.note(f"status {short(status)!r} is none of {_article(work.kind)}; left out", place)
        if status not in {*STATUSES[work.kind], POSTMORTEM}:
            status = ""
        if not message:
            if not status or status == POSTMORTEM:
                work.note("has neither a text nor a status; left out", place)
                return None
            work.note("has no text; its status stands in its place", place)
            message = f"{status.replace('_', ' ').capitalize()}."
        if update.get("custom_tweet"):
            work.note(
                f"its tweet has no place in an incident file; left out: {short(str(update['custom_tweet']))}",
                place,
            )
        states = self._states(work, place, update)
        return Word(at=at, place=place, status=status, message=message, states=states)

    def _states(self, work: Work, place: str, update: Mapping[str, Any]) -> dict[str, str]:
        states: dict[str, str] = {}
        affected = update.get("affected_components")
        for component in affected if isinstance(affected, list) else []:
            ours = self.components(component) if isinstance(component, dict) else None
            state = component.get("new_status") if isinstance(component, dict) else None
            if ours is None:
                work.note("names a component without name or code; left out", place)
            elif isinstance(state, str) and state in _STATES:
                states[ours] = state
            else:
                work.note(f"state {short(str(state))!r} of {ours} is none that we know; left out", place)
        return states

    def named(self, work: Work) -> list[str]:
        """Return our ids of the components that the incident itself names."""
        found = [self.components(item) for item in maps(work.item.get("components"))]
        return [ours for ours in found if ours is not None]


def _article(kind: Kind) -> str:
    return f"an {kind}" if kind is Kind.INCIDENT else f"a {kind}"
