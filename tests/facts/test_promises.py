"""Promises of the next word, of actions and of the postmortem."""

from datetime import UTC, datetime

import pytest

from statuskit.facts.cases import case
from statuskit.facts.course import course
from statuskit.facts.promises import (
    ActionStanding,
    Promise,
    action_standing,
    broken,
    full_minute,
    update_promises,
)
from statuskit.model import Action, ActionState, Incident, Postmortem, PostmortemState, Status

from .samples import at, day, incident, minutes, moment, say


def _promises(one: Incident, now: datetime) -> tuple[Promise, ...]:
    return update_promises(one, course(one, now))


def _late(one: Incident, now: datetime) -> bool:
    account = case(one, now).account
    return account is not None and account.is_late


def test_a_promise_is_kept_by_the_next_update() -> None:
    """Whatever the next update's status, it answers, and it replaces the promise."""
    one = incident(say(0, promise=30), say(20, promise=60))
    first, second = _promises(one, at(40))
    assert first == Promise(
        incident_id="broken",
        update_id="broken-0",
        made=at(0),
        due=at(30),
        answered=at(20),
        kept=True,
        late_by=minutes(0),
    )
    assert (second.answered, second.kept, second.late_by) == (None, None, minutes(0))


@pytest.mark.parametrize(
    ("answer", "kept", "late_by"), [(30, True, 0), (30.99, True, 0), (31, False, 1), (45, False, 15)]
)
def test_the_whole_minute_is_in_time(answer: float, kept: bool, late_by: float) -> None:  # noqa: FBT001 - a table's column.
    """A promise is kept within its minute or before, and late from its end on."""
    (promise,) = _promises(incident(say(0, promise=30), say(answer)), at(60))
    assert (promise.kept, promise.late_by) == (kept, minutes(late_by))


def test_an_unanswered_promise_is_late_from_its_minutes_end() -> None:
    """It is open through the minute, then broken; how late it is only its answer tells."""
    one = incident(say(0, promise=30))
    assert _promises(one, at(30.9))[0].kept is None
    late = _promises(one, at(31))[0]
    assert (late.kept, late.late_by) == (False, minutes(0))


def test_a_promise_is_rounded_up_to_the_full_minute() -> None:
    """A promise with seconds is due at the next full minute."""
    assert full_minute(at(0.5)) == at(1)
    assert full_minute(at(1)) == at(1)


def test_a_promise_for_the_end_of_the_calendar_is_a_moment() -> None:
    """A promise too far ahead for the calendar is due at its end."""
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert full_minute(last) == datetime(9999, 12, 31, 23, 58, tzinfo=UTC)


def test_a_mere_correction_is_no_answer() -> None:
    """A correction that says no status and promises nothing leaves the promise standing."""
    one = incident(say(0, promise=30), say(10, corrects=0))
    assert _promises(one, at(20))[0].answered is None
    said = incident(say(0, promise=30), say(10, Status.IDENTIFIED, corrects=0))
    assert _promises(said, at(20))[0].answered == at(10)
    again = incident(say(0, promise=30), say(10, corrects=0, promise=40))
    assert _promises(again, at(20))[0].answered == at(10)


def test_a_promise_on_the_resolution_counts() -> None:
    """What was promised with the last word is a promise too."""
    (promise,) = _promises(incident(say(0, Status.RESOLVED, promise=30)), at(50))
    assert (promise.kept, promise.late_by) == (False, minutes(0))


def test_an_answer_of_later_is_not_heard() -> None:
    """A word said after now answers nothing yet."""
    assert _promises(incident(say(0, promise=30), say(20)), at(10))[0].answered is None


def test_what_was_withdrawn_promised_nothing() -> None:
    """A withdrawn incident has no promises."""
    assert _promises(incident(say(0, promise=30), withdrawn=5), at(50)) == ()


def test_open_promises_are_not_counted() -> None:
    """A case counts those that were kept, and keeps those that were not; open ones are not broken."""
    one = incident(say(0, promise=10), say(5, promise=10), say(30, promise=40), say(60, promise=90))
    found = case(one, at(70))
    assert found.kept == 1
    assert [promise.late_by for promise in broken(found.unkept)] == [minutes(20), minutes(20)]
    assert [promise.due for promise in found.unkept if promise.kept is None] == [at(90)]


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (ActionState.DONE, ActionStanding.DONE),
        (ActionState.DROPPED, ActionStanding.DROPPED),
        (ActionState.PLANNED, ActionStanding.LATE),
        (ActionState.DOING, ActionStanding.LATE),
    ],
)
def test_what_is_neither_done_nor_dropped_gets_late(state: ActionState, standing: ActionStanding) -> None:
    """A due day passes at its end; before that, what is not done is open."""
    action = Action(what="Mend it", state=state, due=day(2026, 3, 10))
    assert action_standing(action, at(12 * 60)) is standing
    before = action_standing(action, at(12 * 60 - 1))
    assert before is (ActionStanding.OPEN if standing is ActionStanding.LATE else standing)


def test_an_action_without_a_due_day_is_never_late() -> None:
    """Without a date there is none to miss."""
    assert action_standing(Action(what="Mend it"), at(99999)) is ActionStanding.OPEN


def test_a_postmortem_is_late_until_it_is_final() -> None:
    """Past its due moment a draft or a preliminary story is late; a final one is not, nor one without date."""

    def late(state: PostmortemState, now: float, due: float | None = 10) -> bool:
        story = Postmortem(state=state, due=None if due is None else moment(at(due)), published=at(5))
        return _late(incident(say(0), postmortem=story), at(now))

    assert late(PostmortemState.DRAFT, 10)
    assert late(PostmortemState.PRELIMINARY, 10)
    assert not late(PostmortemState.FINAL, 10)
    assert not late(PostmortemState.DRAFT, 9)
    assert not late(PostmortemState.DRAFT, 99, due=None)


def test_without_a_postmortem_none_is_late() -> None:
    """Neither an incident without a story nor a withdrawn one owes it."""
    owed = Postmortem(state=PostmortemState.DRAFT, due=moment(at(1)))
    assert not _late(incident(say(0)), at(9))
    assert not _late(incident(say(0), postmortem=owed, withdrawn=5), at(9))
