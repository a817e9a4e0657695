"""Dates in texts: the weekday that a date falls on, and whether it lies near what is told of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from statuskit.model import Incident, Kind
from statuskit.problems import Severity
from statuskit.review.beginnings import beginnings_of
from statuskit.review.rule import Finding, Part, Passage, Record, Rule
from statuskit.review.sentences import sentence_around

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"\b(?P<weekday>Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,?\s+(?:the\s+)?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
# Four digits behind a day are a year unless they are a time ("April 18th 2030 UTC").
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b(?!\s*(?:UTC|GMT|hours|hrs|[A-Z][SD]T\b)))?"
_MONTH_FIRST = re.compile(rf"(?:{_WEEKDAY})?\b{_MONTH}\s+{_DAY}(?![\w:]|[.]\d){_YEAR}")
_DAY_FIRST = re.compile(rf"(?:{_WEEKDAY})?(?<![\w:.]){_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}")
_ISO = re.compile(
    rf"(?:{_WEEKDAY})?(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])"
)

_TOLD_OF = frozenset({Part.TITLE, Part.MESSAGE, Part.WITHDRAWN, Part.SUMMARY, Part.PLAIN, Part.TECHNICAL})
"""The parts whose dates are those of the incident; an action or an offer has dates of its own."""

_NEEDS = beginnings_of(
    [
        *(name.lower() for name in _MONTHS),
        *(name[:3].lower() for name in _MONTHS),
        *map(str, range(1900, 2100)),
    ]
)
"""The beginnings of words of which every date holds one."""

_MONTH_MARKS = tuple(name[:3] for name in _MONTHS)

_BEFORE = timedelta(days=45)
_AFTER = timedelta(days=60)

# What looks back or ahead on purpose, before a date and shortly behind it, may name any.
_ELSEWHEN = re.compile(
    r"\b(?:since|until|till|before|prior|earlier|previous\w*|last|next|later|will|scheduled|planned|deprecat\w+|retire\w*"
    r"|expir\w+|remov\w+|released?|launched|introduced|added|version|dated|created|anniversary|renew\w*|by|due|leap)\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r".{0,60}\b(?:will|plan|planned|introduced|released|launched|created|first)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A date that a text names, from `start` to `end`; `weekday` is 0 for Monday, None where it names none."""

    start: int
    end: int
    day: date
    weekday: int | None
    says_year: bool


def mentions(prose: str, near: date) -> Iterator[Mention]:
    """Yield the full dates that an English text names; one without a year is the one closest to `near`."""
    for pattern in _patterns(prose):
        for match in pattern.finditer(prose):
            day = _day(match, near)
            if day:
                weekday = match["weekday"]
                yield Mention(
                    start=match.start(),
                    end=match.end(),
                    day=day,
                    weekday=_number(weekday, _WEEKDAYS) if weekday else None,
                    says_year=match["year"] is not None,
                )


def _patterns(prose: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that may be found: most texts hold no date, and are passed over without one."""
    if any(mark in prose for mark in _MONTH_MARKS):
        yield _MONTH_FIRST
        yield _DAY_FIRST
    if "-" in prose and ("20" in prose or "19" in prose):
        yield _ISO


def _day(match: re.Match[str], near: date) -> date | None:
    written = match["month"]
    month = int(written) if written.isdigit() else _number(written, _MONTHS) + 1
    years = [int(match["year"])] if match["year"] else [near.year - 1, near.year, near.year + 1]
    days = [day for year in years if (day := _date(year, month, int(match["day"])))]
    return min(days, key=lambda day: abs(day - near), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(written: str, names: tuple[str, ...]) -> int:
    return next(number for number, name in enumerate(names) if name[:3].lower() == written[:3].lower())


def span_of(incident: Incident) -> tuple[date, date] | None:
    """Give the first and the last day that the incident's own times name; None where it has none."""
    moments = [update.at for update in incident.updates]
    moments += [
        moment
        for moment in (
            incident.started,
            incident.detected,
            incident.resolved,
            incident.scheduled_for,
            incident.scheduled_until,
            incident.postmortem.published if incident.postmortem else None,
        )
        if moment
    ]
    moments += [
        moment for window in incident.windows or () for moment in (window.start, window.end) if moment
    ]
    return (min(moments).date(), max(moments).date()) if moments else None


def _near(passage: Passage, first: date) -> date:
    return passage.update.at.date() if passage.update else first


def _named(record: Record) -> Iterator[tuple[Passage, Mention, tuple[date, date]]]:
    span = span_of(record.incident)
    if span is None:
        return
    for passage in record.passages:
        if _NEEDS.isdisjoint(passage.beginnings):
            continue
        for mention in mentions(passage.prose, _near(passage, span[0])):
            yield passage, mention, span


def _wrong_weekdays(record: Record) -> Iterator[Finding]:
    for passage, mention, _ in _named(record):
        if mention.weekday is None or mention.weekday == mention.day.weekday():
            continue
        said, real = _WEEKDAYS[mention.weekday], _WEEKDAYS[mention.day.weekday()]
        yield Finding(
            path=passage.path,
            start=mention.start,
            end=mention.end,
            file=passage.file,
            message=f"{mention.day} is a {real}, not a {said}.",
        )


def _far_dates(record: Record) -> Iterator[Finding]:
    if record.incident.kind is Kind.NOTICE:
        return
    for passage, mention, (first, last) in _named(record):
        if passage.part not in _TOLD_OF or first - _BEFORE <= mention.day <= last + _AFTER:
            continue
        if _is_on_purpose(passage.prose, mention):
            continue
        yield Finding(
            path=passage.path,
            start=mention.start,
            end=mention.end,
            file=passage.file,
            message=(
                f"{mention.day} lies far from what this file tells of ({first} to {last}). "
                f"Is the {'year' if mention.says_year else 'month'} right?"
            ),
        )


def _is_on_purpose(prose: str, mention: Mention) -> bool:
    sentence = sentence_around(prose, mention.start, mention.end)
    before, _, behind = sentence.partition(prose[mention.start : mention.end])
    return bool(_ELSEWHEN.search(before) or _THEN.match(behind))


_FAR_BAD = """\
title: Search finds nothing
updates:
  - at: 2026-02-12T09:00:00Z
    status: resolved
    message: On February 11, 2025 from 08:10 to 09:00 UTC you could not search. Search works again.
"""
_FAR_GOOD = """\
title: Search finds nothing
updates:
  - at: 2026-02-12T09:00:00Z
    status: resolved
    message: >
      On February 11, 2026 from 08:10 to 09:00 UTC you could not search. Search works again.
      The index that failed has been in use since 3 May 2024.
"""

RULES = (
    Rule(
        id="FA01",
        level=Severity.WARNING,
        finds="a weekday that its date does not fall on",
        why="The reader cannot tell which of the two is meant, and doubts the rest.",
        better="On Tuesday, 31 March 2026 we restart the mail servers.",
        source="our own measurement: public updates of two large providers hold nine wrong weekdays",
        good=(
            "On Tuesday, March 31st, 2026 we restart the mail servers.",
            "Back since Fri 20 November 2026, 14:02 UTC.",
        ),
        bad=(
            "On Monday, March 31st, 2026 we restart the mail servers.",
            "Back since Thu 20 November 2026, 14:02 UTC.",
            "Uploads stopped on Monday 2026-11-20.",
        ),
        check=_wrong_weekdays,
        needs=_NEEDS,
    ),
    Rule(
        id="FA02",
        level=Severity.WARNING,
        finds="a date more than 45 days before or 60 days after what the file tells of",
        why="A wrong year or month is easily typed in January, and sends the reader to the wrong logs.",
        better="On 11 February 2026 from 08:10 to 09:00 UTC you could not search.",
        source="our own measurement: public updates of two large providers hold eight wrong years and months",
        good=(_FAR_GOOD,),
        bad=(_FAR_BAD, _FAR_BAD.replace("February 11, 2025", "August 11")),
        check=_far_dates,
        needs=_NEEDS,
        files=True,
    ),
)
