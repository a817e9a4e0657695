"""What one incident adds to the ledger beside its promises of a next word: its account, actions, corrections."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from statuskit.facts.course import Course
from statuskit.facts.promises import ActionStanding, action_standing
from statuskit.facts.public import published_postmortem
from statuskit.model import Incident, PostmortemState, When


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEntry:
    """An action of a published postmortem, the one of this `number` in it, from 0.

    `year` is that in which it was done, else that of the publication. `at` is when it was done, else when it
    is due; without either it is the beginning of its year.
    """

    incident_id: str
    number: int
    standing: ActionStanding
    year: int
    at: datetime
    due: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """A full account promised for a day.

    `published` is when it came, None while it has not; `kept` is None while its day has not passed.
    `late_by` runs from the end of its day to its publication, and is zero while it has not come.
    """

    incident_id: str
    due: When
    published: datetime | None
    kept: bool | None
    late_by: timedelta

    @property
    def is_late(self) -> bool:
        """Whether its day has passed, and it has not come."""
        return self.kept is False and self.published is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionEntry:
    """A public correction; `update_id` is "" where it corrects a postmortem."""

    incident_id: str
    at: datetime
    update_id: str


def account(incident: Incident, now: datetime) -> AccountEntry | None:
    """Judge the day an account is due by the final one: a preliminary one is no answer."""
    postmortem = incident.postmortem
    if incident.withdrawn or postmortem is None or postmortem.due is None:
        return None
    published = postmortem.published if postmortem.state is PostmortemState.FINAL else None
    late_by = max(published - postmortem.due.end, timedelta()) if published else timedelta()
    passed = postmortem.due.end <= now
    return AccountEntry(
        incident_id=incident.id,
        due=postmortem.due,
        published=published,
        kept=not late_by if published else False if passed else None,
        late_by=late_by,
    )


def actions(incident: Incident, now: datetime) -> Iterator[ActionEntry]:
    """Yield the actions of a published postmortem, as they stand there."""
    postmortem = published_postmortem(incident)
    if postmortem is None or postmortem.published is None:
        return
    for number, action in enumerate(postmortem.actions):
        year = (action.done_on.start if action.done_on else postmortem.published).year
        when = action.done_on or action.due
        yield ActionEntry(
            incident_id=incident.id,
            number=number,
            standing=action_standing(action, now),
            year=year,
            at=when.start if when else datetime(year, 1, 1, tzinfo=UTC),
            due=action.due,
        )


def corrections(incident: Incident, went: Course) -> Iterator[CorrectionEntry]:
    """Yield the corrections of words said by now, and those of a published postmortem."""
    if incident.withdrawn:
        return
    for update in went.words:
        if update.corrects is not None:
            yield CorrectionEntry(incident_id=incident.id, at=update.at, update_id=update.id)
    postmortem = published_postmortem(incident)
    for correction in postmortem.corrections if postmortem else ():
        yield CorrectionEntry(incident_id=incident.id, at=correction.at, update_id="")
