"""All that we promised in public, gathered over the whole catalogue: words, accounts, actions, corrections."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from statuskit.facts.course import heard
from statuskit.facts.promises import (
    ActionStanding,
    Promise,
    action_standing,
    update_promises,
)
from statuskit.facts.public import published_postmortem
from statuskit.model import Action, Incident, PostmortemState, When


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEntry:
    """An action of a published postmortem. `year` is that in which it was done, else that of the publication."""

    incident_id: str
    action: Action
    standing: ActionStanding
    year: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionEntry:
    """A public correction; `update_id` is "" where it corrects a postmortem."""

    incident_id: str
    at: datetime
    update_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything promised in public, each list newest first."""

    promises: tuple[Promise, ...]
    accounts: tuple[AccountEntry, ...]
    actions: tuple[ActionEntry, ...]
    corrections: tuple[CorrectionEntry, ...]


def ledger(incidents: Iterable[Incident], now: datetime) -> Ledger:
    """Gather what was promised in these incidents and what became of it by `now`; withdrawn ones count nowhere."""
    promises: list[Promise] = []
    accounts: list[AccountEntry] = []
    actions: list[ActionEntry] = []
    corrections: list[CorrectionEntry] = []
    for incident in incidents:
        if incident.withdrawn:
            continue
        promises += update_promises(incident, now)
        corrections += _corrections(incident, now)
        if account := _account(incident, now):
            accounts.append(account)
        actions += _actions(incident, now)
    return Ledger(
        promises=tuple(sorted(promises, key=lambda each: (each.made, each.update_id), reverse=True)),
        accounts=tuple(sorted(accounts, key=lambda each: (each.due.end, each.incident_id), reverse=True)),
        actions=tuple(sorted(actions, key=lambda each: (_moment(each), each.incident_id), reverse=True)),
        corrections=tuple(sorted(corrections, key=lambda each: (each.at, each.incident_id), reverse=True)),
    )


def settled_years(book: Ledger) -> dict[int, list[ActionEntry]]:
    """Group the actions that are done or dropped by their year."""
    by_year: dict[int, list[ActionEntry]] = {}
    for entry in book.actions:
        if entry.standing in {ActionStanding.DONE, ActionStanding.DROPPED}:
            by_year.setdefault(entry.year, []).append(entry)
    return by_year


def _moment(entry: ActionEntry) -> datetime:
    """Date an action: done, else due; one without any date sorts by its year."""
    when = entry.action.done_on or entry.action.due
    return when.start if when else datetime(entry.year, 1, 1, tzinfo=UTC)


def _account(incident: Incident, now: datetime) -> AccountEntry | None:
    """Judge the day an account is due by the final one: a preliminary one is no answer."""
    postmortem = incident.postmortem
    if postmortem is None or postmortem.due is None:
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


def _actions(incident: Incident, now: datetime) -> Iterable[ActionEntry]:
    postmortem = published_postmortem(incident)
    if postmortem is None or postmortem.published is None:
        return
    for action in postmortem.actions:
        dated = action.done_on.start if action.done_on else postmortem.published
        yield ActionEntry(
            incident_id=incident.id,
            action=action,
            standing=action_standing(action, now),
            year=dated.year,
        )


def _corrections(incident: Incident, now: datetime) -> Iterable[CorrectionEntry]:
    for update in heard(incident, now):
        if update.corrects is not None:
            yield CorrectionEntry(incident_id=incident.id, at=update.at, update_id=update.id)
    postmortem = published_postmortem(incident)
    for correction in postmortem.corrections if postmortem else ():
        yield CorrectionEntry(incident_id=incident.id, at=correction.at, update_id="")
