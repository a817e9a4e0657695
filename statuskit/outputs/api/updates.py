"""What was said of an incident, as objects of the API: updates, a published postmortem, a withdrawal."""

from collections.abc import Mapping
from datetime import datetime

from statuskit.facts.cases import Case
from statuskit.facts.course import heard
from statuskit.facts.promises import full_minute
from statuskit.facts.public import published_postmortem
from statuskit.facts.timeline import StateSpan
from statuskit.model import ComponentState, Incident, Kind, Status, Update, Withdrawn
from statuskit.outputs.api.components import Components
from statuskit.outputs.api.frame import Frame, Record
from statuskit.prose import Figures

POSTMORTEM = "postmortem"
"""Statuspage's status of an incident, and of an update, that is the whole story."""

Spans = Mapping[str, tuple[StateSpan, ...]]
"""Component → its times in a state other than operational, by one incident."""


def status_name(status: Status) -> str:
    """Name a status as Statuspage does, which knows no cancelled maintenance."""
    return Status.COMPLETED.value if status is Status.CANCELLED else status.value


def update_records(
    frame: Frame,
    components: Components,
    incident: Incident,
    at: Case,
    *,
    filled: Figures,
) -> list[Record]:
    """Give all that was said, newest first and never empty. `filled` is for the postmortem's placeholders.

    Of what was withdrawn only the withdrawal is left, as on its page. A maintenance of which nothing was
    said has its title in place of a word.
    """
    if incident.withdrawn:
        return [_withdrawal(frame, incident, incident.withdrawn)]
    words = heard(incident, frame.ctx.now)
    said = [
        (update.at, _update(frame, incident, update, affected))
        for update, affected in zip(words, _affected(components, incident, words, at.spans), strict=True)
    ]
    if (story := _story(frame, incident, filled)) is not None:
        said.append(story)
        said.sort(key=lambda pair: pair[0])
    if not said:
        said.append((at.began, _unsaid(frame, incident, at)))
    return [record for _, record in reversed(said)]


def _update(frame: Frame, incident: Incident, update: Update, affected: list[Record] | None) -> Record:
    body, html = frame.text(incident, update.message)
    due = full_minute(update.next_update) if update.next_update else None
    corrected = (
        next((word.id for word in incident.updates if word.at == update.corrects), None)
        if update.corrects
        else None
    )
    return _record(
        frame, incident, update.id, update.at, status=status_name(update.status), body=body, affected=affected
    ) | {
        "body_html": html,
        "next_update_at": frame.time_or_none(due),
        "progress": update.progress.value if update.progress else None,
        "corrects": corrected,
    }


def _story(frame: Frame, incident: Incident, filled: Figures) -> tuple[datetime, Record] | None:
    """Give a published postmortem as an update: its plain part, or its summary where it has none."""
    postmortem = published_postmortem(incident)
    if postmortem is None or postmortem.published is None:
        return None
    markdown = postmortem.plain.markdown if postmortem.plain else postmortem.summary
    body, html = frame.text(incident, markdown, figures=filled, footnotes=True)
    record = _record(
        frame,
        incident,
        f"{incident.id}#{postmortem.state}",
        postmortem.published,
        status=POSTMORTEM,
        body=body or incident.title,
    )
    return postmortem.published, _without_promise(record, html)


def _withdrawal(frame: Frame, incident: Incident, withdrawn: Withdrawn) -> Record:
    ended = Status.COMPLETED if incident.kind is Kind.MAINTENANCE else Status.RESOLVED
    said = frame.ctx.say("We opened this by mistake and withdrew it: {because}", because=withdrawn.because)
    record = _record(
        frame,
        incident,
        f"{incident.id}#withdrawn",
        withdrawn.at,
        status=ended.value,
        body=said.unescape(),
    )
    return _without_promise(record, f"<p>{said}</p>")


def _unsaid(frame: Frame, incident: Incident, at: Case) -> Record:
    record = _record(
        frame,
        incident,
        f"{incident.id}#begins",
        at.began,
        status=status_name(at.status),
        body=incident.title,
    )
    return _without_promise(record, "")


def _without_promise(record: Record, html: str) -> Record:
    return record | {"body_html": html, "next_update_at": None, "progress": None, "corrects": None}


def _record(
    frame: Frame,
    incident: Incident,
    update_id: str,
    said: datetime,
    *,
    status: str,
    body: str,
    affected: list[Record] | None = None,
) -> Record:
    at = frame.time(said)
    return {
        "id": update_id,
        "incident_id": incident.id,
        "status": status,
        "body": body,
        "created_at": at,
        "updated_at": at,
        "display_at": at,
        "affected_components": affected,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
    }


def _affected(
    components: Components, incident: Incident, words: tuple[Update, ...], spans: Spans
) -> list[list[Record] | None]:
    """Give for each update the components that it names or after which they stand otherwise than before."""
    before = dict.fromkeys(spans, ComponentState.OPERATIONAL)
    found: list[list[Record] | None] = []
    named = set(incident.components)
    for update in words:
        named.update(update.components)
        after = {component: _state_at(spans[component], update.at) for component in spans}
        listed: list[Record] = [
            {
                "code": component,
                "name": components.full_name(component),
                "old_status": before[component].value,
                "new_status": state.value,
            }
            for component, state in after.items()
            if component in named or state is not before[component]
        ]
        found.append(listed or None)
        before = after
        named.clear()
    return found


def _state_at(spans: tuple[StateSpan, ...], moment: datetime) -> ComponentState:
    for span in reversed(spans):
        if span.start <= moment:
            over = span.end is not None and span.end <= moment
            return ComponentState.OPERATIONAL if over else span.state
    return ComponentState.OPERATIONAL
