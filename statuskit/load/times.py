"""All times of a file, by key path."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from statuskit.load.findings import Finding
from statuskit.model import When
from statuskit.problems import KeyPath
from statuskit.schema import IncidentDocument, MakeRightDocument, PostmortemDocument, quoted
from statuskit.written import DoubtfulTimeError, duration, find_zone, moment, unknown_zone, when

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The times of a file by key path, in UTC; those that could not be read are not there.

    A `next_update` is there as the moment that it promises.
    """

    moments: dict[KeyPath, datetime]
    days: dict[KeyPath, When]

    @property
    def latest(self) -> datetime | None:
        """The latest of them all, a day taken to its end."""
        return max((*self.moments.values(), *(day.end for day in self.days.values())), default=None)


def read_times(document: IncidentDocument, site_zone: str | None) -> tuple[Times, list[Finding]]:
    """Read all times of a document; those without an offset in its `timezone`, else in the site's."""
    name = document.timezone or site_zone
    zone = find_zone(name) if name else None
    times = Times(moments={}, days={})
    findings = [_unknown_zone(document.timezone)] if document.timezone and zone is None else []
    silent = {"no-zone"} if findings else set()

    def keep(
        into: dict[KeyPath, T], reader: Callable[[str, ZoneInfo | None], T], path: KeyPath, text: str
    ) -> None:
        try:
            into[path] = reader(text, zone)
        except DoubtfulTimeError as doubt:
            if doubt.rule not in silent:
                findings.append(Finding(rule=doubt.rule, message=str(doubt), hint=doubt.hint, path=path))

    for path, text in _moments(document):
        keep(times.moments, moment, path, text)
    for path, text in _days(document):
        keep(times.days, when, path, text)
    for number, update in enumerate(document.updates):
        said = times.moments.get(("updates", number, "at"))
        if update.next_update and said:
            keep(
                times.moments,
                partial(_promised, said),
                ("updates", number, "next_update"),
                update.next_update,
            )
    return times, findings


def _promised(said: datetime, text: str, zone: ZoneInfo | None) -> datetime:
    """Read a promise made at `said`: a duration from then on, or a time."""
    is_time = "-" in text
    promised = moment(text, zone) if is_time else said + duration(text)
    if promised <= said:
        raise DoubtfulTimeError(
            "bad-promise",
            f"The next update is promised for {quoted(text)}, which is not after this one.",
            "Promise a later moment, as 30m or a time after `at`.",
        )
    return promised


def _unknown_zone(name: str) -> Finding:
    message, hint = unknown_zone(name)
    return Finding(rule="unknown-zone", message=message, hint=hint, path=("timezone",))


def _moments(document: IncidentDocument) -> Iterator[tuple[KeyPath, str]]:
    """Yield path and text of each key that holds a time."""
    for key in ("started", "detected", "resolved", "scheduled_for", "scheduled_until"):
        if text := getattr(document, key):
            yield (key,), text
    for number, update in enumerate(document.updates):
        yield ("updates", number, "at"), update.at
        if update.corrects:
            yield ("updates", number, "corrects"), update.corrects
    for number, window in enumerate(document.windows or ()):
        yield ("windows", number, "from"), window.from_
        if window.to:
            yield ("windows", number, "to"), window.to
    if document.withdrawn:
        yield ("withdrawn", "at"), document.withdrawn.at
    if document.postmortem:
        yield from _story_moments(document.postmortem)


def _story_moments(story: PostmortemDocument) -> Iterator[tuple[KeyPath, str]]:
    if story.published:
        yield ("postmortem", "published"), story.published
    for number, entry in enumerate(story.timeline):
        yield ("postmortem", "timeline", number, "at"), entry.at
    for number, correction in enumerate(story.corrections):
        yield ("postmortem", "corrections", number, "at"), correction.at


def _days(document: IncidentDocument) -> Iterator[tuple[KeyPath, str]]:
    """Yield path and text of each key that holds a time or a day."""
    story = document.postmortem
    if story is None:
        return
    if story.due:
        yield ("postmortem", "due"), story.due
    if isinstance(story.make_right, MakeRightDocument) and story.make_right.until:
        yield ("postmortem", "make_right", "until"), story.make_right.until
    for number, action in enumerate(story.actions):
        if action.due:
            yield ("postmortem", "actions", number, "due"), action.due
        if action.done_on:
            yield ("postmortem", "actions", number, "done_on"), action.done_on
