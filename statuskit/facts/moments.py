"""The moments at which a fact changes: the site is a step function of time, and these are its steps."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from statuskit.facts.course import began
from statuskit.facts.promises import MINUTE, promised
from statuskit.facts.public import published_postmortem
from statuskit.facts.spans import LATEST
from statuskit.facts.standing import FEED_STAYS
from statuskit.facts.timeline import last_word
from statuskit.model import ENDED, ActionState, Catalog, Incident, Kind, Postmortem, PostmortemState

AHEAD = timedelta(minutes=10)
"""How far ahead of `now` something said may lie, since clocks differ; it then counts as having happened."""

_NOTHING_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def settled(catalog: Catalog, now: datetime) -> datetime:
    """Set `now` back to the last moment at which a fact changed: every moment until the next gives the same.

    Where something said lies ahead of `now`, by 10 minutes at the most, it is the time of that. A catalog
    without components and incidents has no moments; it is settled since 1970.
    """
    last = _NOTHING_EVER
    for moment in _said(catalog):
        if last < moment and moment - now <= AHEAD:
            last = moment
    for moment in _clock(catalog, now):
        if last < moment <= now:
            last = moment
    return last


def next_change(catalog: Catalog, now: datetime) -> datetime | None:
    """Find the next moment after `now` at which `settled` gives another answer; None if there is none.

    Something said that lies far ahead counts from 10 minutes before.
    """
    done = max(now, settled(catalog, now))
    ahead = [moment - AHEAD for moment in _said(catalog) if moment - now > AHEAD]
    ahead += [moment for moment in _clock(catalog, now) if moment > done]
    return min(ahead, default=None)


def _said(catalog: Catalog) -> Iterator[datetime]:
    """Yield the times of all that was said, or is said to have happened, and changes a fact."""
    for incident in catalog.incidents:
        yield from (update.at for update in incident.updates)
        stated = (incident.started, incident.resolved, incident.withdrawn and incident.withdrawn.at)
        yield from (moment for moment in stated if moment)
        for window in incident.windows or ():
            yield from (window.start, window.end or window.start)
        if postmortem := published_postmortem(incident):
            yield from (correction.at for correction in postmortem.corrections)
            if postmortem.published:
                yield postmortem.published


def _clock(catalog: Catalog, now: datetime) -> Iterator[datetime]:
    """Yield the moments that come by themselves; of midnights only those around `now`."""
    components = catalog.settings.components
    if not components and not catalog.incidents:
        return
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    yield from (today, today + timedelta(days=1), today + timedelta(days=2))
    for component in components:
        if component.since:
            yield component.since.start
        if component.until:
            yield component.until.end
    for incident in catalog.incidents:
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
    if postmortem.due and postmortem.state is not PostmortemState.FINAL:
        yield postmortem.due.end
    if postmortem.state is PostmortemState.DRAFT:
        return
    for action in postmortem.actions:
        if action.due and action.state not in {ActionState.DONE, ActionState.DROPPED}:
            yield action.due.end
    if postmortem.make_right and postmortem.make_right.until:
        yield postmortem.make_right.until.end
