"""What we promised - the next word, an action - and whether we kept it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from statuskit.facts.course import Course
from statuskit.model import Action, ActionState, Incident, Update

MINUTE = timedelta(minutes=1)
"""The grace of a promise: it says a minute, so all of that minute is in time."""

_LAST_MINUTE = datetime(9999, 12, 31, 23, 58, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A next update promised by an update.

    `due` is a full minute; `answered` is the next update that is more than a correction, None where there
    is none yet. `kept` is None while the promise is open. `late_by` is how much too late the answer came:
    zero where it was in time, and while there is none.
    """

    incident_id: str
    update_id: str
    made: datetime
    due: datetime
    answered: datetime | None
    kept: bool | None
    late_by: timedelta


class ActionStanding(StrEnum):
    """Where an action stands; `late` is one past its due day and neither done nor dropped."""

    DONE = "done"
    OPEN = "open"
    LATE = "late"
    DROPPED = "dropped"


def update_promises(incident: Incident, went: Course) -> tuple[Promise, ...]:
    """Give each promise of a next update that was made by now, oldest first.

    It is kept by the next update, of whatever status, that comes before its minute is over, and broken
    from then on. A mere correction (`corrects`, no status, no new promise) is no answer. A withdrawn
    incident promised nothing.
    """
    found = [
        _promise(incident.id, update, due, answer, went.now)
        for update, due, answer in promised(incident, went.words)
    ]
    return tuple(reversed(found))


def promised(
    incident: Incident, words: Sequence[Update]
) -> Iterator[tuple[Update, datetime, datetime | None]]:
    """Yield each update that promises a next one, when that is due, and when it came; newest first."""
    if incident.withdrawn:
        return
    answer: datetime | None = None
    for update in reversed(words):
        if update.next_update is not None:
            yield update, full_minute(update.next_update), answer
        if not _only_corrects(update):
            answer = update.at


def _promise(
    incident_id: str, update: Update, due: datetime, answer: datetime | None, now: datetime
) -> Promise:
    delay = (answer or now) - due
    in_time = delay < MINUTE
    kept = in_time if answer or not in_time else None
    return Promise(
        incident_id=incident_id,
        update_id=update.id,
        made=update.at,
        due=due,
        answered=answer,
        kept=kept,
        late_by=delay if answer and not in_time else timedelta(),
    )


def _only_corrects(update: Update) -> bool:
    return update.corrects is not None and not update.says_status and update.next_update is None


def full_minute(moment: datetime) -> datetime:
    """Round a moment up to the full minute; beyond the last minutes of the calendar there is none."""
    if moment >= _LAST_MINUTE:
        return _LAST_MINUTE
    begun = moment.replace(second=0, microsecond=0)
    return begun if begun == moment else begun + MINUTE


def broken(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Leave out the promises that are kept, and those still open."""
    return tuple(promise for promise in promises if promise.kept is False)


def worst_answer(promises: Iterable[Promise]) -> Promise | None:
    """Find the answer that came latest; of what has no answer yet the reader's clock tells."""
    late = [promise for promise in promises if promise.late_by]
    return max(late, key=lambda promise: promise.late_by, default=None)


def action_standing(action: Action, now: datetime) -> ActionStanding:
    """Say where an action stands; a due day has passed at its end."""
    if action.state is ActionState.DONE:
        return ActionStanding.DONE
    if action.state is ActionState.DROPPED:
        return ActionStanding.DROPPED
    return ActionStanding.LATE if action.due and action.due.end <= now else ActionStanding.OPEN
