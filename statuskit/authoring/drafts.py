"""What is written: the document of a new file, an update of one that is there."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from statuskit.authoring.given import as_words, stamp
from statuskit.model import ComponentState, Incident, Kind, Progress, Status
from statuskit.source.yaml_text import Pen, to_yaml

States = Mapping[str, ComponentState]

_SECOND = timedelta(seconds=1)


def update(
    *,
    at: datetime,
    message: str,
    status: Status | None = None,
    promise: str = "",
    nothing_new: bool = False,
    states: States | None = None,
) -> dict[str, Any]:
    """Give an update as a file has it; `promise` is a duration or a time, as `given.promise` gives it."""
    said: dict[str, Any] = {"at": stamp(at)}
    if status:
        said["status"] = status.value
    said["message"] = message
    if nothing_new:
        said["progress"] = Progress.NONE.value
    if promise:
        said["next_update"] = promise
    if states:
        said["components"] = as_words(states)
    return said


def new_file(title: str, kind: Kind, states: States, first: Mapping[str, Any]) -> str:
    """Give the text of a new incident or notice."""
    document: dict[str, Any] = {"title": title}
    if kind is not Kind.INCIDENT:
        document["kind"] = kind.value
    if states:
        document["components"] = as_words(states)
    document["updates"] = [first]
    return to_yaml(document, Pen(compact=True))


def new_maintenance(
    title: str, states: States, window: tuple[datetime, datetime], first: Mapping[str, Any]
) -> str:
    """Give the text of a new maintenance."""
    document = {
        "title": title,
        "kind": Kind.MAINTENANCE.value,
        "components": as_words(states),
        "scheduled_for": stamp(window[0]),
        "scheduled_until": stamp(window[1]),
        "updates": [first],
    }
    return to_yaml(document, Pen(compact=True))


def after_the_last(incident: Incident, now: datetime) -> datetime:
    """Give the moment of the next update, to the second: now, or that of the last one if another clock was ahead."""
    moment = now.replace(microsecond=0)
    for last in incident.updates[-1:]:
        whole = last.at.replace(microsecond=0)
        moment = max(moment, whole if whole == last.at else whole + _SECOND)
    return moment
