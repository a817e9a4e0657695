"""Read the times of a file: zones, local times that a clock change makes doubtful, days, durations."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from statuskit.load.findings import Finding
from statuskit.model import When
from statuskit.problems import KeyPath
from statuskit.schema import IncidentDocument, MakeRightDocument, PostmortemDocument, nearest, quoted

T = TypeVar("T")

_DURATION_PART = re.compile("[0-9]+[dhm]")
_DAY_LENGTH = len("2026-11-20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The times of a file by key path, in UTC; those that could not be read are not there.

    A `next_update` is there as the moment that it promises.
    """

    moments: dict[KeyPath, datetime]
    days: dict[KeyPath, When]


class DoubtfulTimeError(Exception):
    """A text of the right form that names no one moment."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.hint = hint


def find_zone(name: str) -> ZoneInfo | None:
    """Give the zone of an IANA name, or None if there is none of that name."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


def moment(text: str, zone: ZoneInfo | None) -> datetime:
    """Read a time; without an offset it is one of `zone`.

    Raises `DoubtfulTimeError` for a day or an hour that does not exist, for a local time without a zone,
    and for one that a clock change skips or repeats.
    """
    plain = text.upper()
    if plain.endswith("UTC"):
        plain = plain.removesuffix("UTC") + "Z"
    try:
        read = datetime.fromisoformat(plain[:_DAY_LENGTH] + "T" + plain[_DAY_LENGTH + 1 :].replace(" ", ""))
    except ValueError:
        raise DoubtfulTimeError(
            "bad-time",
            f"There is no such time as {quoted(text)}.",
            "Look at the day, the hour (00 to 23), the minutes and the offset.",
        ) from None
    if read.tzinfo is not None:
        return read.astimezone(UTC)
    if zone is None:
        raise DoubtfulTimeError(
            "no-zone",
            f"{quoted(text)} has no offset, and neither this file nor the site says in which zone it is.",
            f'Write "{text}Z" if it is UTC, or set `timezone`, as Europe/Berlin, here or in the settings.',
        )
    return _local(read, zone)


def _local(read: datetime, zone: ZoneInfo) -> datetime:
    """Read a local time of `zone`, in UTC."""
    readings = [read.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    first, second = (reading.astimezone(UTC) for reading in readings)
    if first == second:
        return first
    happens = first.astimezone(zone).replace(tzinfo=None) == read
    written = " or ".join(
        f"{utc.astimezone(zone).isoformat(' ')} ({utc:%H:%M} UTC)" for utc in sorted((first, second))
    )
    raise DoubtfulTimeError(
        "doubtful-time",
        f"{read.isoformat(' ')} comes twice in {zone.key}: the clocks go back then."
        if happens
        else f"{read.isoformat(' ')} does not exist in {zone.key}: the clocks go forward over it.",
        f"Write the offset with it: {written}.",
    )


def when(text: str, zone: ZoneInfo | None) -> When:
    """Read a time, or a whole day of `zone` (of UTC where there is none)."""
    if len(text) > _DAY_LENGTH:
        at = moment(text, zone)
        return When(start=at, end=at)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DoubtfulTimeError(
            "bad-time",
            f"There is no such day as {quoted(text)}.",
            "Write year, month and day, as 2026-11-20.",
        ) from None
    start, end = (
        datetime.combine(each, datetime.min.time(), zone or UTC).astimezone(UTC)
        for each in (day, day + timedelta(days=1))
    )
    return When(start=start, end=end, day=day)


def duration(text: str) -> timedelta:
    """Read a duration such as `1h30m`; a day is 24 hours."""
    amounts = {part[-1]: int(part[:-1]) for part in _DURATION_PART.findall(text)}
    return timedelta(days=amounts.get("d", 0), hours=amounts.get("h", 0), minutes=amounts.get("m", 0))


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
    near = _nearest_zone(name)
    return Finding(
        rule="unknown-zone",
        message=f"There is no time zone {quoted(name)}.",
        hint=(f'Did you mean "{near}"? ' if near else "") + "Zones have IANA names, as Europe/Berlin or UTC.",
        path=("timezone",),
    )


def _nearest_zone(name: str) -> str | None:
    """Give the IANA name that was probably meant by `name`."""
    names = {zone.lower(): zone for zone in available_timezones()}
    near = nearest(name, sorted(names))
    return names[near] if near else None


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
