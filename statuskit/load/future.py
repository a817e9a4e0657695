"""Check that nothing said lies in the future: a build cannot know what has not happened."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from statuskit.load.findings import Finding
from statuskit.load.order import utc
from statuskit.load.times import Times
from statuskit.problems import KeyPath, Severity

TOLERANCE: Final = timedelta(minutes=10)
"""How far clocks may differ before it is an error."""

_ELSEWHERE = frozenset({"scheduled_for", "scheduled_until", "next_update", "due", "until", "corrects"})
"""The keys that speak of what is to come, and the one that repeats a time judged where it was said."""


def check_future(times: Times, now: datetime) -> Iterator[Finding]:
    """Check that what is said to have happened lies before `now`, or hardly after it."""
    for path, at in _happened(times):
        if at <= now:
            continue
        clocks = f"The file says {utc(at)}, this machine's clock says {utc(now)}."
        if at - now <= TOLERANCE:
            yield Finding(
                rule="clock-ahead",
                message=f"{clocks} That is close enough to be taken.",
                hint="If you did not write it ahead, one of the two clocks is wrong.",
                path=path,
                severity=Severity.HINT,
            )
        else:
            yield Finding(
                rule="in-the-future",
                message=f"{clocks} What has not happened yet cannot be told.",
                hint="Mend the time: look at the day and the offset, and at the clock if it should be right.",
                path=path,
            )


def _happened(times: Times) -> Iterator[tuple[KeyPath, datetime]]:
    for path, at in times.moments.items():
        if path[-1] not in _ELSEWHERE:
            yield path, at
    for path, day in times.days.items():
        if path[-1] not in _ELSEWHERE:
            yield path, day.start
