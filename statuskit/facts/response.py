"""How we answered: how soon we spoke, and how long we were silent."""

from datetime import timedelta
from itertools import pairwise

from statuskit.facts.course import Course
from statuskit.model import Incident, Kind, Status


def first_word(incident: Incident, went: Course) -> timedelta | None:
    """Measure from `started` to the first update: no time at all where we spoke before that.

    None where the file does not say when it started, and while nothing was said.
    """
    if incident.started is None or not went.words:
        return None
    return max(went.words[0].at - incident.started, timedelta())


def longest_silence(incident: Incident, went: Course) -> timedelta | None:
    """Find the longest gap between neighbouring updates up to the last `resolved`, or to the newest one.

    The gap between a resolution and its reopening is one, as the format has it; that since the newest word
    of an open incident is none yet. The words on a maintenance follow its plan, so that no silence is
    measured. None without a gap.
    """
    if incident.kind is Kind.MAINTENANCE:
        return None
    words = went.words
    if words and words[-1].status is Status.RESOLVED:
        last = max(index for index, update in enumerate(words) if update.says_status)
        words = words[: last + 1]
    return max((later.at - earlier.at for earlier, later in pairwise(words)), default=None)
