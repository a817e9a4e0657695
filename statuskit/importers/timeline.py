"""A text that is a list of moments → its entries: when, which status, what was said.

Who filled a page in afterwards often put the whole story into one update: lines as `Resolved - 12:17 (EST) - …` or
`12:17 UTC - …`, or those of a status page's own history, with the time above the words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from statuskit.model import ENDED, Status

_STATUSES = {status.value.replace("_", " "): status.value for status in Status} | {"update": ""}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = (
    rf"(?:(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s+(?P<day>\d{{1,2}})(?:,?\s+(?P<year>\d{{4}}))?"
    r"(?:,|\s+-|\s+at)?\s+|(?P<iso>\d{4}-\d\d-\d\d)(?:T|,?\s+))?"
)
_TIME = (
    _DAY + r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"(?:\s*\(?(?P<zone>(?-i:Z|[A-Z]{2,4})|[+-]\d\d:?\d\d)\)?)?"
)
_NAMES = "|".join(_STATUSES)
_STATUS = rf"(?P<status>{_NAMES})"
_BEFORE, _AFTER = r"[*_\[(]*", r"[*_\])]*"
_DASH = r"\s*(?:[-–—:|]+\s*|\Z)"
# What begins with another time is a span, and no word said at the first one.
_SAID = r"(?P<said>(?!\s*\d{1,2}:\d\d).*)"
_STATUS_FIRST = re.compile(
    rf"{_BEFORE}{_STATUS}{_AFTER}\s*[-–—:,]?\s*{_BEFORE}{_TIME}{_AFTER}{_DASH}{_SAID}", re.IGNORECASE
)
_TIME_FIRST = re.compile(
    rf"{_BEFORE}{_TIME}{_AFTER}(?:{_DASH}|\s+(?={_BEFORE}(?:{_NAMES}){_AFTER}{_DASH})){_SAID}", re.IGNORECASE
)
_STATUS_ALONE = re.compile(rf"{_BEFORE}{_STATUS}{_AFTER}{_DASH}(?P<said>.*)", re.IGNORECASE | re.DOTALL)

# RFC 5322, section 4.3: the letters for zones that a standard gives one meaning, in hours.
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7,
    "PST": -8,
}  # fmt: skip
_HALF_A_DAY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the list. `status` is "" where it has none, or only says that it is an update."""

    at: datetime
    status: str
    said: str


def entries(text: str, near: datetime, zone: tzinfo | None) -> list[Entry]:
    """Return the entries of a text that is such a list from its first line to its last, oldest first; else none.

    `near`: a moment of the incident, for days and years that are not written. `zone`: where times are read that
    name no zone, or name this one by letters of its own.
    """
    found = [_entry(head, lines, near, zone) for head, lines in _split(text)]
    whole = [entry for entry in found if entry is not None and entry.said]
    # One moment is no list.
    if not whole[1:] or len(whole) != len(found):
        return []
    if whole[0].at > whole[-1].at:
        whole.reverse()
    # A list without days that goes back and forth, or goes on behind its end, may have crossed midnight.
    ends = [entry.status in ENDED for entry in whole if entry.status]
    in_order = whole == sorted(whole, key=lambda entry: entry.at)
    return whole if in_order and not any(ends[:-1]) else []


def moment(written: str, near: datetime, zone: tzinfo | None) -> datetime | None:
    """Return the time that a text is, as `Aug 21, 00:37 UTC`; None where it is none, or its zone is not known."""
    match = _TIME_FIRST.fullmatch(written.strip())
    return _moment(match, near, zone) if match and not match["said"] else None


def _split(text: str) -> Iterable[tuple[re.Match[str], list[str]]]:
    """Return each heading with the lines below it; nothing where the text begins with something else."""
    found: list[tuple[re.Match[str], list[str]]] = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        head = _STATUS_FIRST.fullmatch(line) or _TIME_FIRST.fullmatch(line)
        if head:
            found.append((head, [head["said"]]))
        elif not found:
            return []
        else:
            found[-1][1].append(line)
    return found


def _entry(head: re.Match[str], lines: Iterable[str], near: datetime, zone: tzinfo | None) -> Entry | None:
    at = _moment(head, near, zone)
    said = "\n".join(lines).strip()
    status = head.groupdict().get("status")
    if status is None and (named := _STATUS_ALONE.fullmatch(said)):
        status, said = named["status"], named["said"].strip()
    return None if at is None else Entry(at=at, status=_STATUSES[(status or "update").lower()], said=said)


def _moment(match: re.Match[str], near: datetime, zone: tzinfo | None) -> datetime | None:
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % _HALF_A_DAY + (_HALF_A_DAY if match["half"].lower() == "p" else 0)
    minute, second = int(match["minute"]), int(match["second"] or 0)
    there = _zone(match["zone"])
    own = there or zone
    if own is None:
        return None
    try:
        at = near.astimezone(own).replace(hour=hour, minute=minute, second=second, microsecond=0)
        if match["iso"]:
            day = datetime.fromisoformat(match["iso"])
            at = at.replace(year=day.year, month=day.month, day=day.day)
        elif match["month"]:
            at = _in_year(at, match)
    except (ValueError, OverflowError):
        return None
    if match["zone"] and there is None and not _is_named(match["zone"], at):
        return None
    return at


def _in_year(at: datetime, match: re.Match[str]) -> datetime:
    """Put a moment on the day that is written; without a year, on the one nearest to where it is."""
    month, day = _MONTHS.index(match["month"].lower()) + 1, int(match["day"])
    if match["year"]:
        return at.replace(year=int(match["year"]), month=month, day=day)
    # The first of a month is in every year, the 29th of February is not.
    near = min(
        (at.replace(year=at.year + step, month=month, day=1) for step in (-1, 0, 1)),
        key=lambda one: abs(one + timedelta(days=day - 1) - at),
    )
    return near.replace(day=day)


def _zone(written: str | None) -> tzinfo | None:
    if written is None:
        return None
    if written[0] in "+-":
        sign = -1 if written[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(written[1:3]), minutes=int(written[-2:])))
    hours = _ZONES.get(written)
    return None if hours is None else timezone(timedelta(hours=hours))


def _is_named(letters: str, at: datetime) -> bool:
    """Tell whether a zone calls itself so at that time, as CET, or all year round, as ET for EST and EDT."""
    name = at.tzname() or ""
    return letters in {name, re.sub(r"(?<=^[A-Z])[SD](?=T$)", "", name)}
