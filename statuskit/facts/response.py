"""How we answered: how soon we spoke, how long we were silent, which promises we kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from statuskit.facts.course import heard
from statuskit.facts.promises import PromiseCount, count_promises, update_promises
from statuskit.model import Incident, Kind, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """`first_word` is None where the file does not say when it started, `longest_silence` without a gap."""

    first_word: timedelta | None
    longest_silence: timedelta | None
    promises: PromiseCount


def response(incident: Incident, now: datetime) -> Response:
    """Work out how we answered by `now`; the gap since the newest word of an open incident is not in it."""
    return Response(
        first_word=_first_word(incident, now),
        longest_silence=_longest_silence(incident, now),
        promises=count_promises(update_promises(incident, now)),
    )


def _first_word(incident: Incident, now: datetime) -> timedelta | None:
    """Measure from `started` to the first update; no time at all where we spoke before that."""
    words = heard(incident, now)
    if incident.started is None or not words:
        return None
    return max(words[0].at - incident.started, timedelta())


def _longest_silence(incident: Incident, now: datetime) -> timedelta | None:
    """Find the longest gap between neighbouring updates up to the last `resolved`, or to the newest one.

    The gap between a resolution and its reopening is one, as the format has it. The words on a
    maintenance follow its plan, so that no silence is measured.
    """
    if incident.kind is Kind.MAINTENANCE:
        return None
    words = heard(incident, now)
    if words and words[-1].status is Status.RESOLVED:
        last = max(index for index, update in enumerate(words) if update.says_status)
        words = words[: last + 1]
    return max((later.at - earlier.at for earlier, later in pairwise(words)), default=None)
