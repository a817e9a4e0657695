"""Times, days, zones and lengths of time, as people write them in files and commands."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from statuskit.model import When
from statuskit.schema import nearest, quoted

DAY_LENGTH = len("2026-11-20")
_DURATION_PART = re.compile("[0-9]+[dhm]")


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


def unknown_zone(name: str) -> tuple[str, str]:
    """Say that there is no zone of this name, and which was probably meant: message and hint."""
    names = {zone.lower(): zone for zone in available_timezones()}
    near = nearest(name, sorted(names))
    meant = f'Did you mean "{names[near]}"? ' if near else ""
    return f"There is no time zone {quoted(name)}.", f"{meant}Zones have IANA names, as Europe/Berlin or UTC."


def moment(text: str, zone: ZoneInfo | None) -> datetime:
    """Read a time; without an offset it is one of `zone`.

    Raises `DoubtfulTimeError` for a day or an hour that does not exist, for a local time without a zone,
    and for one that a clock change skips or repeats.
    """
    plain = text.upper()
    if plain.endswith("UTC"):
        plain = plain.removesuffix("UTC") + "Z"
    try:
        read = datetime.fromisoformat(plain[:DAY_LENGTH] + "T" + plain[DAY_LENGTH + 1 :].replace(" ", ""))
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
    if len(text) == DAY_LENGTH:
        return whole_day(text, zone or UTC)
    at = moment(text, zone)
    return When(start=at, end=at)


def whole_day(text: str, zone: tzinfo) -> When:
    """Read a day, `2026-11-20`, as the whole day of `zone`.

    Raises `DoubtfulTimeError` for a day that does not exist.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DoubtfulTimeError(
            "bad-time",
            f"There is no such day as {quoted(text)}.",
            "Write year, month and day, as 2026-11-20.",
        ) from None
    start, end = (
        datetime.combine(each, datetime.min.time(), zone).astimezone(UTC)
        for each in (day, day + timedelta(days=1))
    )
    return When(start=start, end=end, day=day)


def duration(text: str) -> timedelta:
    """Read a duration such as `1h30m`; a day is 24 hours."""
    amounts = {part[-1]: int(part[:-1]) for part in _DURATION_PART.findall(text)}
    return timedelta(days=amounts.get("d", 0), hours=amounts.get("h", 0), minutes=amounts.get("m", 0))
