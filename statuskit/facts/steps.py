"""The moments at which a fact of one incident changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from statuskit.facts.course import began
from statuskit.facts.promises import MINUTE, promised
from statuskit.facts.public import published_postmortem
from statuskit.facts.spans import LATEST
from statuskit.facts.timeline import last_word
from statuskit.model import ENDED, ActionState, Incident, Kind, Postmortem, PostmortemState

FEED_STAYS = timedelta(days=90)
"""For how long after its last word an incident keeps a feed of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The moments of one incident, in no order.

    `said` are the times of all that was said, or is said to have happened; `clock` are the moments that come
    by themselves.
    """

    said: tuple[datetime, ...]
    clock: tuple[datetime, ...]

    @property
    def all(self) -> tuple[datetime, ...]:
        """Every one of them."""
        return self.said + self.clock


NO_STEPS = Steps(said=(), clock=())


def steps(incident: Incident) -> Steps:
    """Give every moment at which a fact of an incident changes."""
    return Steps(said=tuple(_said(incident)), clock=tuple(_clock(incident)))


def _said(incident: Incident) -> Iterator[datetime]:
    for update in incident.updates:
        yield update.at
    stated = (incident.started, incident.resolved, incident.withdrawn and incident.withdrawn.at)
    yield from (moment for moment in stated if moment)
    for window in incident.windows or ():
        yield from (window.start, window.end or window.start)
    if postmortem := published_postmortem(incident):
        yield from (correction.at for correction in postmortem.corrections)
        if postmortem.published:
            yield postmortem.published


def _clock(incident: Incident) -> Iterator[datetime]:
    yield last_word(incident) + FEED_STAYS
    yield from _edges(incident)
    if incident.withdrawn is None:
        yield from _broken(incident)
        if incident.postmortem:
            yield from _due(incident.postmortem)


def _edges(incident: Incident) -> Iterator[datetime]:
    """Yield when a maintenance begins, from when on history lists it, called off or not; and its end, if it sees it."""
    if incident.kind is not Kind.MAINTENANCE:
        return
    yield began(incident)
    ends = (update.at for update in incident.updates if update.says_status and update.status in ENDED)
    ended = incident.withdrawn.at if incident.withdrawn else next(ends, LATEST)
    if incident.scheduled_until and incident.scheduled_until < ended:
        yield incident.scheduled_until


def _broken(incident: Incident) -> Iterator[datetime]:
    """Yield the moments at which promises of a next update were, or will be, broken."""
    for _, due, answer in promised(incident, incident.updates):
        if answer is None or answer - due >= MINUTE:
            yield due + MINUTE


def _due(postmortem: Postmortem) -> Iterator[datetime]:
    """Yield the moments at which what a postmortem promises is over or late."""
    if postmortem.due and not (postmortem.state is PostmortemState.FINAL and postmortem.published):
        yield postmortem.due.end
    if postmortem.state is PostmortemState.DRAFT:
        return
    for action in postmortem.actions:
        if action.due and action.state not in {ActionState.DONE, ActionState.DROPPED}:
            yield action.due.end
    if postmortem.make_right and postmortem.make_right.until:
        yield postmortem.make_right.until.end
