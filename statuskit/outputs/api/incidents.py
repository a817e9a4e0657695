"""An incident, a maintenance or a notice, as an object of the API."""

from collections.abc import Iterable
from datetime import datetime

from statuskit.facts.cases import Case
from statuskit.facts.course import heard
from statuskit.facts.public import published_postmortem
from statuskit.model import (
    ENDED,
    Impact,
    Incident,
    Kind,
    MakeRight,
    Postmortem,
    PostmortemState,
    Status,
    Update,
)
from statuskit.outputs.api.components import Components
from statuskit.outputs.api.frame import Frame, Record
from statuskit.outputs.api.updates import POSTMORTEM, status_name, update_records
from statuskit.prose import Figures
from statuskit.views.telling import figures


def incident_record(frame: Frame, components: Components, incident: Incident) -> Record:
    """Describe an incident by its own facts alone, so that nothing else changes what is said of an old one.

    Its components stand as this incident puts them; a list shows them `as_now`.
    """
    now = frame.ctx.now
    at = frame.ctx.cases[incident.id]
    postmortem = published_postmortem(incident)
    filled = figures(frame.ctx, incident) if postmortem else {}
    updates = update_records(frame, components, incident, at, filled=filled)
    first = incident.updates[0].at if incident.updates else at.began
    record: Record = {
        "id": incident.id,
        "name": incident.title,
        "status": _status(incident, at),
        "created_at": frame.time(first),
        "updated_at": frame.time(last_changed(incident, at)),
        "monitoring_at": frame.time_or_none(_monitored(heard(incident, now))),
        "resolved_at": frame.time_or_none(at.ended),
        "impact": _impact(incident, at),
        "shortlink": frame.address(incident),
        "started_at": frame.time(at.began),
        "page_id": frame.page_id,
        "incident_updates": updates,
        "components": components.named_by(at.states, at.spans),
    }
    if incident.kind is Kind.MAINTENANCE:
        record |= {
            "scheduled_for": frame.time_or_none(incident.scheduled_for),
            "scheduled_until": frame.time_or_none(incident.scheduled_until),
            "cancelled": at.status is Status.CANCELLED or incident.withdrawn is not None,
        }
    else:
        record["reminder_intervals"] = None
    record |= _promises(frame, incident)
    return record | _story(frame, incident, postmortem, filled, updates)


def last_changed(incident: Incident, at: Case) -> datetime:
    """Tell when an incident last changed: by a word, or a maintenance by the edges of its window.

    All times of a maintenance of which nothing was said are that of its beginning.
    """
    return max([at.last_word, *at.edges]) if incident.updates else at.last_word


def as_now(frame: Frame, components: Components, incident: Incident, record: Record) -> Record:
    """Put the components of an incident in the state that they are in now, by whatever reason."""
    return record | {"components": components.named_now(frame.ctx.cases[incident.id].spans)}


def _status(incident: Incident, at: Case) -> str:
    """Name the newest status, or tell that the story is out; that ends no incident that is still open."""
    if incident.kind is Kind.MAINTENANCE:
        return Status.COMPLETED.value if incident.withdrawn else status_name(at.status)
    if incident.withdrawn:
        return Status.RESOLVED.value
    return POSTMORTEM if at.ended and published_postmortem(incident) else at.status.value


def _impact(incident: Incident, at: Case) -> str:
    if incident.kind is Kind.MAINTENANCE:
        return "maintenance"
    # Also where a known defect hurts a component: that shows in the component's state.
    return Impact.NONE.value if incident.kind is Kind.NOTICE else at.impact.value


def _monitored(words: Iterable[Update]) -> datetime | None:
    """Find the first word of monitoring since an incident was last opened."""
    monitored: datetime | None = None
    ended = False
    for update in words:
        if ended and update.status not in ENDED:
            monitored = None
        ended = update.status in ENDED
        if update.status is Status.MONITORING and monitored is None:
            monitored = update.at
    return monitored


def _promises(frame: Frame, incident: Incident) -> Record:
    """Add what we promised and what can be done meanwhile, of which Statuspage knows nothing."""
    pending = [promise for promise in frame.ctx.cases[incident.id].unkept if promise.answered is None]
    withdrawn, due = incident.withdrawn, incident.postmortem and incident.postmortem.due
    is_final = incident.postmortem and incident.postmortem.state is PostmortemState.FINAL
    workaround = () if withdrawn else incident.workaround
    return {
        "next_update_at": frame.time(pending[-1].due) if pending else None,
        "workaround": [frame.text(incident, text)[0] for text in workaround],
        "withdrawn": {"at": frame.time(withdrawn.at), "because": withdrawn.because} if withdrawn else None,
        "postmortem_due_at": frame.time(due.end) if due and not is_final and not withdrawn else None,
    }


def _story(
    frame: Frame,
    incident: Incident,
    postmortem: Postmortem | None,
    filled: Figures,
    updates: Iterable[Record],
) -> Record:
    """Add the published story's own keys. Its plain part is the body of the update that tells it."""
    told = {update["status"]: update["body"] for update in updates}
    return {
        "postmortem_state": postmortem.state.value if postmortem else None,
        "postmortem_url": frame.address(incident) if postmortem else None,
        "plain": told.get(POSTMORTEM) if postmortem and postmortem.plain else None,
        "make_right": _make_right(frame, incident, postmortem.make_right, filled)
        if postmortem and postmortem.make_right
        else None,
    }


def _make_right(frame: Frame, incident: Incident, right: MakeRight, filled: Figures) -> Record:
    def text(markdown: str) -> str | None:
        return frame.text(incident, markdown, figures=filled)[0] if markdown else None

    return {
        "none": right.none,
        "offer": right.offer or None,
        "to": text(right.to),
        "how": right.how.value if right.how else None,
        "options": [
            {"if": option.condition, "get": option.get, "claim": option.claim} for option in right.options
        ],
        "until": frame.time(right.until.end) if right.until else None,
        "because": text(right.because),
    }
