"""What we promised - the next word, an action, a postmortem - and whether we kept it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from statuskit.facts.course import heard
from statuskit.model import Action, ActionState, Incident, PostmortemState, Update

MINUTE = timedelta(minutes=1)
"""The grace of a promise: it says a minute, so all of that minute is in time."""

_LAST_MINUTE = datetime(9999, 12, 31, 23, 58, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A next update promised by an update.

    `due` is a full minute; `answered` is the next update that is more than a correction, None where there
    is none yet. `kept` is None while the promise is open. `late_by` is zero unless the promise is broken.
    """

    incident_id: str
    update_id: str
    made: datetime
    due: datetime
    answered: datetime | None
    kept: bool | None
    late_by: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCount:
    """`kept` of `total` promises; those still open are not among them. `worst` is the longest delay."""

    kept: int
    total: int
    worst: timedelta


class ActionStanding(StrEnum):
    """Where an action stands; `late` is one past its due day and neither done nor dropped."""

    DONE = "done"
    OPEN = "open"
    LATE = "late"
    DROPPED = "dropped"


def update_promises(incident: Incident, now: datetime) -> tuple[Promise, ...]:
    """Give each promise of a next update that was made by `now`, oldest first.

    It is kept by the next update, of whatever status, that comes before its minute is over, and broken
    from then on. A mere correction (`corrects`, no status, no new promise) is no answer. Lateness runs
    to the answer, or to `now`. A withdrawn incident promised nothing.
    """
    found = [
        _promise(incident.id, update, due, answer, now)
        for update, due, answer in promised(incident, heard(incident, now))
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
        late_by=timedelta() if in_time else delay,
    )


def _only_corrects(update: Update) -> bool:
    return update.corrects is not None and not update.says_status and update.next_update is None


def full_minute(moment: datetime) -> datetime:
    """Round a moment up to the full minute; beyond the last minutes of the calendar there is none."""
    if moment >= _LAST_MINUTE:
        return _LAST_MINUTE
    begun = moment.replace(second=0, microsecond=0)
    return begun if begun == moment else begun + MINUTE


def count_promises(promises: Iterable[Promise]) -> PromiseCount:
    """Count the promises that are kept or broken."""
    settled = [promise for promise in promises if promise.kept is not None]
    return PromiseCount(
        kept=sum(promise.kept is True for promise in settled),
        total=len(settled),
        worst=max((promise.late_by for promise in settled), default=timedelta()),
    )


def worst_answer(promises: Iterable[Promise]) -> Promise | None:
    """Find the answer that came latest; of what has no answer yet the reader's clock tells."""
    late = [promise for promise in promises if promise.answered and promise.late_by]
    return max(late, key=lambda promise: promise.late_by, default=None)


def action_standing(action: Action, now: datetime) -> ActionStanding:
    """Say where an action stands; a due day has passed at its end."""
    if action.state is ActionState.DONE:
        return ActionStanding.DONE
    if action.state is ActionState.DROPPED:
        return ActionStanding.DROPPED
    return ActionStanding.LATE if action.due and action.due.end <= now else ActionStanding.OPEN


def postmortem_is_late(incident: Incident, now: datetime) -> bool:
    """Tell whether a postmortem's due day has passed while it is not final."""
    postmortem = incident.postmortem
    if incident.withdrawn or postmortem is None or postmortem.due is None:
        return False
    return postmortem.state is not PostmortemState.FINAL and postmortem.due.end <= now
