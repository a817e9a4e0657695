"""Turn a document whose times have been read into an incident of the model."""

from collections.abc import Mapping

from statuskit.load.files import Found
from statuskit.load.order import in_force
from statuskit.load.story import to_postmortem
from statuskit.load.times import Times
from statuskit.model import Incident, Update, Waiver, Window, Withdrawn
from statuskit.schema import IncidentDocument


def to_incident(
    found: Found,
    document: IncidentDocument,
    times: Times,
    texts: Mapping[str, str],
    files: tuple[str, ...],
) -> Incident:
    """Make the incident; `texts` are the bundle's long texts by name, `files` what is published beside the page."""
    moments = times.moments
    return Incident(
        id=found.id,
        file=found.file,
        title=" ".join(document.title.split()),
        kind=document.kind,
        components=document.components,
        impact=document.impact,
        updates=_updates(found.id, document, times),
        started=moments.get(("started",)),
        detected=moments.get(("detected",)),
        resolved=moments.get(("resolved",)),
        windows=_windows(document, times),
        scheduled_for=moments.get(("scheduled_for",)),
        scheduled_until=moments.get(("scheduled_until",)),
        workaround=tuple(document.workaround),
        audience=document.audience,
        pinned=document.pinned,
        tags=tuple(document.tags),
        related=tuple(document.related),
        withdrawn=_withdrawn(document, times),
        postmortem=to_postmortem(document.postmortem, times, texts) if document.postmortem else None,
        waivers=_waivers(document),
        files=files,
    )


def _updates(incident: str, document: IncidentDocument, times: Times) -> tuple[Update, ...]:
    stamps: dict[str, int] = {}
    updates: list[Update] = []
    for number, (update, status) in enumerate(zip(document.updates, in_force(document), strict=True)):
        at = times.moments["updates", number, "at"]
        stamp = f"{at:%Y%m%dT%H%M%SZ}"
        stamps[stamp] = stamps.get(stamp, 0) + 1
        suffix = f"-{stamps[stamp]}" if stamps[stamp] > 1 else ""
        updates.append(
            Update(
                id=f"{incident}-{stamp}{suffix}",
                at=at,
                status=status,
                says_status=update.status is not None,
                message=update.message.rstrip(),
                next_update=times.moments.get(("updates", number, "next_update")),
                progress=update.progress,
                components=update.components,
                corrects=times.moments.get(("updates", number, "corrects")),
            ),
        )
    return tuple(updates)


def _windows(document: IncidentDocument, times: Times) -> tuple[Window, ...] | None:
    if document.windows is None:
        return None
    return tuple(
        Window(
            start=times.moments["windows", number, "from"],
            end=times.moments.get(("windows", number, "to")),
            components=window.components or document.components,
        )
        for number, window in enumerate(document.windows)
    )


def _withdrawn(document: IncidentDocument, times: Times) -> Withdrawn | None:
    if document.withdrawn is None:
        return None
    return Withdrawn(at=times.moments["withdrawn", "at"], because=document.withdrawn.because)


def _waivers(document: IncidentDocument) -> tuple[Waiver, ...]:
    allowed = document.review.allow if document.review else ()
    return tuple(Waiver(rule=waiver.rule, because=waiver.because) for waiver in allowed)
