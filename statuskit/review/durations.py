"""Durations in texts against the times beside them and those of the record; and the order of what happened."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from statuskit.facts.cases import Case
from statuskit.model import Incident, TimelineEvent
from statuskit.problems import KeyPath, Severity
from statuskit.review.rule import Finding, Part, Passage, Record, Rule

_DAY = timedelta(days=1)
_CLOSE = timedelta(minutes=5)
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_WORDS |= {"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

_NUMBER = rf"(?:\d{{1,4}}(?:\.\d{{1,3}})?|(?:{'|'.join(_WORDS)})(?=[ -]?(?:hour|minute)))"
_CLOCK = r"\d{{1,2}}:\d\d(?::\d\d)?(?:\s*(?P<half{n}>[AaPp])\.?[Mm]\b\.?)?(?:\s*(?:UTC|GMT|[A-Z]{{1,3}}T)\b)?"
_FIRST, _SECOND = f"(?P<from>{_CLOCK.format(n=1)})", f"(?P<to>{_CLOCK.format(n=2)})"
# Up to a date may stand between the two clocks of a range.
_RANGE = re.compile(
    rf"(?<![\d:.]){_FIRST}\s*(?:to|and|until|till|through|[-–—])\s*(?:[\w ]{{0,24}},?\s){{0,2}}{_SECOND}"
)
_LENGTH = re.compile(
    rf"(?P<about>\b(?:about|approximately|approx\.?|around|roughly|nearly|almost|over|more than|some|under|just)\s+|~)?"
    rf"(?<![\w.:])(?={_NUMBER}[ -]?[hm])(?:(?P<hours>{_NUMBER})[ -]?(?:hours?|hrs?|h)(?![a-z]))?"
    rf"(?:(?<=[hrs]),?\s*(?:and\s+)?)?(?:(?<![a-gi-z.\d])(?P<minutes>{_NUMBER})[ -]?(?:minutes?|mins?|m)(?![a-z]))?",
    re.IGNORECASE,
)
# What shows that the length is that of the whole, in the words before it.
_WHOLE = re.compile(
    r"(?:\(|\b(?:lasted|lasting|total of|duration(?: of| was|:)?|in all|for(?: a total of)?))\s*$",
    re.IGNORECASE,
)
_DOWN_FOR = re.compile(
    r"\b(?:down|offline|unavailable|unreachable|outage|incident|could not|unable|lasted|failed)\b[^.!?]{0,80}$",
    re.IGNORECASE,
)
_CLOCKS = 2
_HINTS = ("hour", "min", "hr", *(f"{digit}{unit}" for digit in range(10) for unit in "hm"))


def _number(written: str | None) -> float:
    if not written:
        return 0
    return _WORDS.get(written.lower()) or float(written)


def lengths(prose: str) -> Iterator[tuple[int, int, timedelta, timedelta]]:
    """Yield each length in hours and minutes: start, end, the length, and how far off it may be."""
    for match in _LENGTH.finditer(prose):
        if not (match["hours"] or match["minutes"]):
            continue
        length = timedelta(hours=_number(match["hours"]), minutes=_number(match["minutes"]))
        loose = _CLOSE
        if match["about"]:
            loose = max(loose, length * 0.15)
        if not match["minutes"]:
            loose = max(loose, timedelta(minutes=30))
        yield match.start(), match.end(), length, loose


def _ranges(sentence: str) -> list[timedelta]:
    return [
        (_clock(match["to"], match["half2"]) - _clock(match["from"], match["half1"])) % _DAY
        for match in _RANGE.finditer(sentence)
    ]


def _clock(written: str, half: str | None) -> timedelta:
    hours, minutes = (int(part[:2]) for part in written.split(":")[:2])
    if half:
        hours = hours % 12 + (12 if half in "pP" else 0)
    return timedelta(hours=hours, minutes=minutes)


def _is_off(length: timedelta, real: Iterable[timedelta], loose: timedelta) -> bool:
    """Tell whether a length fits none of the real ones; clocks alone do not tell whole days."""
    return all(min((length - each) % _DAY, (each - length) % _DAY) > loose for each in real)


def _wrong_lengths(record: Record) -> Iterator[Finding]:
    for passage in record.passages:
        prose = passage.prose
        if not _may_be_wrong(passage):
            continue
        for start, end in passage.sentences:
            yield from _judged(record, passage, start, prose[start:end])


def _may_be_wrong(passage: Passage) -> bool:
    """Tell, quickly, whether a text holds a length and what it is held against: two clocks, or in a summary the record."""
    prose = passage.prose
    if passage.part is not Part.SUMMARY and (prose.count(":") < _CLOCKS or not _RANGE.search(prose)):
        return False
    return any(hint in prose for hint in _HINTS)


def _judged(record: Record, passage: Passage, offset: int, sentence: str) -> Iterator[Finding]:
    ranges = _ranges(sentence)
    for start, end, length, loose in lengths(sentence):
        before = sentence[:start]
        message = ""
        if len(ranges) == 1 and _WHOLE.search(before):
            if _is_off(length, ranges, loose):
                message = f"The times beside it are {_words(ranges[0])} apart, not {_words(length)}."
        elif passage.part is Part.SUMMARY and not ranges and _DOWN_FOR.search(before):
            real = _of(record.case)
            if all(abs(length - each) > loose for each in real.values()):
                computed = ", ".join(f"{name} is {_words(each)}" for name, each in real.items())
                message = f"This says {_words(length)}; by the file's own times, {computed}."
        if message:
            yield Finding(
                path=passage.path, start=offset + start, end=offset + end, file=passage.file, message=message
            )


def _of(at: Case) -> dict[str, timedelta]:
    """Work out the lengths that a summary may mean, under the names of their placeholders."""
    return {
        "{duration}": at.duration,
        "{downtime}": at.downtime,
        "{longest_window}": at.longest_window,
    }


def _words(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _moments(incident: Incident) -> Iterator[tuple[datetime, str, KeyPath]]:
    """Yield what happened in the order in which it can only have happened: the moment, its words, its place."""
    entries = list(enumerate(incident.postmortem.timeline)) if incident.postmortem else []

    def told(event: TimelineEvent, words: str) -> Iterator[tuple[datetime, str, KeyPath]]:
        found = [
            (entry.at, words, ("postmortem", "timeline", number, "at"))
            for number, entry in entries
            if entry.event is event
        ]
        yield from found[:1] if event is not TimelineEvent.RESOLVE else found[-1:]

    if incident.started:
        yield incident.started, "it started", ("started",)
    else:
        yield from told(TimelineEvent.START, "it started")
    if incident.detected:
        yield incident.detected, "we noticed it", ("detected",)
    else:
        yield from told(TimelineEvent.DETECT, "we noticed it")
    yield from told(TimelineEvent.DECLARE, "we declared it")
    yield from told(TimelineEvent.MITIGATE, "we reduced it")
    if incident.resolved:
        yield incident.resolved, "it was resolved", ("resolved",)
    else:
        yield from told(TimelineEvent.RESOLVE, "it was resolved")


def _wrong_order(record: Record) -> Iterator[Finding]:
    for (before, earlier, _), (after, later, path) in pairwise(_moments(record.incident)):
        if after < before:
            yield Finding(
                path=path,
                message=(
                    f"By these times {later} ({after:%Y-%m-%d %H:%M} UTC) "
                    f"before {earlier} ({before:%Y-%m-%d %H:%M} UTC)."
                ),
            )


_ORDER = """\
title: Card payments failed
started: 2026-11-20T13:40:00Z
detected: 2026-11-20T13:52:00Z
updates:
  - at: 2026-11-20T14:02:00Z
    message: Card payments are declined. We do not know why yet.
  - at: 2026-11-20T14:45:00Z
    status: resolved
    message: Card payments work again since 14:40.
"""

RULES = (
    Rule(
        id="FA03",
        level=Severity.WARNING,
        finds="a length of time that the times beside it, or those of the file, do not give",
        why="A reader who subtracts finds another number, and trusts neither.",
        better="Write {duration} or {downtime} in a postmortem: the site fills the figure in.",
        source="our own measurement: two of four comparable lengths in public updates were off by more than 5 minutes",
        good=(
            "From 00:32 to 06:34 UTC (6 hours, 2 minutes) uploads failed.",
            "Between 10:40 and 14:15, for about 3.5 hours, you could not sign in.",
            "From 10:00 to 11:00 UTC messages came up to 5 minutes late.",
        ),
        bad=(
            "From 00:32 to 06:34 UTC (6 hours, 32 minutes) uploads failed.",
            "Between 10:40 AM and 2:15 PM, for 2 hours 35 minutes, you could not sign in.",
        ),
        check=_wrong_lengths,
    ),
    Rule(
        id="FA04",
        level=Severity.ERROR,
        finds="times in an order that cannot be: started, noticed, declared, reduced, resolved",
        why="A timeline that runs backwards makes every figure on the page doubtful.",
        better="Put the times right; `started` is when customers were first hurt, not when we noticed.",
        source="the meaning of the words: nothing is noticed before it began",
        good=(_ORDER,),
        bad=(_ORDER.replace("detected: 2026-11-20T13:52", "detected: 2026-11-20T13:25"),),
        check=_wrong_order,
        files=True,
    ),
)
