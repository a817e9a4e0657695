"""How often we speak while something is open: promises that passed, silences, and words said twice."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from statuskit.facts.course import heard
from statuskit.facts.promises import promised
from statuskit.model import Incident, Kind
from statuskit.problems import Severity
from statuskit.review.rule import Finding, Record, Rule

_WORD = re.compile(r"\w")
_NOT_WORDS = re.compile(r"\W+")


def _broken_promise(record: Record) -> Iterator[Finding]:
    incident, now = record.incident, record.now
    if not record.case.is_open:
        return
    for promise in record.case.unkept[-1:]:
        if promise.kept is False and promise.answered is None:
            number = next(n for n, update in enumerate(incident.updates) if update.id == promise.update_id)
            yield Finding(
                path=("updates", number, "next_update"),
                message=(
                    f"You promised the next update for {promise.due:%Y-%m-%d %H:%M} UTC, {_words(now - promise.due)} ago. "
                    "Say where things stand, and that this comes late; with nothing new, say that:\n"
                    f"  statuskit update {incident.id} --nothing-new --next 30m"
                ),
            )


def _long_silence(record: Record) -> Iterator[Finding]:
    """Hold the newest word, and the promise in it, against the longest silence that the site allows itself."""
    incident, now = record.incident, record.now
    stands = record.case
    allowed = record.settings.cadence.get(stands.impact)
    words = heard(incident, now)
    if allowed is None or incident.kind is not Kind.INCIDENT or not stands.is_open or not words:
        return
    newest = words[-1]
    norm = f"For {stands.impact} impact you allow yourselves {_words(allowed)} of silence"
    if newest.next_update and newest.next_update - newest.at > allowed:
        yield Finding(
            path=("updates", len(words) - 1, "next_update"),
            message=f"{norm}; this promises the next word after {_words(newest.next_update - newest.at)}.",
        )
    elif now - newest.at > allowed and not _is_overdue(incident, now):
        yield Finding(
            path=("updates", len(words) - 1),
            message=f"{norm}; this newest word is {_words(now - newest.at)} old. Say where things stand, also without news.",
        )


def _is_overdue(incident: Incident, now: datetime) -> bool:
    """Tell whether the promise of the newest word has passed, which is told of in words of its own."""
    newest = next(promised(incident, heard(incident, now)), None)
    return bool(newest and newest[2] is None and newest[1] <= now)


def _said_twice(record: Record) -> Iterator[Finding]:
    for number, (before, update) in enumerate(pairwise(record.incident.updates), start=1):
        if _first(before.message) == _first(update.message) and _bare(before.message) == _bare(
            update.message
        ):
            yield Finding(path=("updates", number, "message"))


def _first(message: str) -> str:
    """Give the letter that a message begins with: two that say the same begin alike."""
    found = _WORD.search(message)
    return found[0].casefold() if found else ""


def _bare(message: str) -> str:
    return _NOT_WORDS.sub(" ", message).strip().casefold()


def _words(length: timedelta) -> str:
    days, seconds = divmod(int(length.total_seconds()), 24 * 60 * 60)
    hours, minutes = divmod(seconds // 60, 60)
    parts = ((days, "d"), (hours, "h"), (minutes, "min"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "less than a minute"


_OVERDUE = """\
title: You cannot sign in
impact: critical
updates:
  - at: 2026-11-20T14:02:00Z
    message: You cannot sign in. We do not know why yet.
    next_update: 30m
"""
_KEPT = f"""\
{_OVERDUE}  - at: 2026-11-20T14:30:00Z
    status: resolved
    message: You can sign in again since 14:25 UTC.
"""
_TWICE = """\
title: You cannot sign in
updates:
  - at: 2026-11-20T14:02:00Z
    message: You cannot sign in. We are looking for the cause.
  - at: 2026-11-20T14:32:00Z
    message: You cannot sign in. We are looking for the cause.
"""

RULES = (
    Rule(
        id="CA01",
        level=Severity.WARNING,
        finds="an open incident whose promised next update did not come",
        why="A broken promise of a word costs more trust than no promise; the page shows it to everyone.",
        better="We said 14:32 and it is 14:50: sorry. There is nothing new; the next update comes at 15:20 UTC.",
        source="published norms of status pages: promise the next update, never the fix",
        good=(_KEPT,),
        bad=(_OVERDUE,),
        check=_broken_promise,
        files=True,
    ),
    Rule(
        id="CA02",
        level=Severity.WARNING,
        finds="a silence, or a promise, longer than the `cadence` of the site's settings",
        why="You set the longest silence yourselves, by impact; customers wait through every minute of it.",
        better="next_update: 30m",
        source="the site's own `cadence`; published norms lie between 20 minutes and 2 hours",
        good=(_KEPT,),
        bad=(_OVERDUE.replace("30m", "8h"),),
        check=_long_silence,
        files=True,
    ),
    Rule(
        id="CA03",
        level=Severity.WARNING,
        finds="an update that says the same as the one before it",
        why="Readers come back for news and find a copy; after the second one they stop coming.",
        better="Still nothing new: we ruled out the database and now look at the network.",
        source="published norms of status pages: no update without content",
        good=(_TWICE.replace("cause.\n", "cause, and found none in the database.\n", 1),),
        bad=(_TWICE, _TWICE.replace("cause.\n", "cause!\n", 1)),
        check=_said_twice,
        files=True,
    ),
)
