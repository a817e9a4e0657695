"""Incidents whose source says what has not happened yet: kept back, as no site could be built with them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from statuskit.importers import Document, Imported, Note
from statuskit.load.future import TOLERANCE


def kept_back(incidents: Iterable[Imported], now: datetime) -> Iterator[Imported]:
    """Yield each incident; one that tells of a time well after `now` comes without its document, and with a note.

    A window that is planned may lie ahead, as may a time by which something is promised.
    """
    for incident in incidents:
        late = max(_told(incident.document or {}), default=None)
        if late is None or late <= now + TOLERANCE:
            yield incident
            continue
        note = Note(
            place=incident.place, text=f"tells of {late:%Y-%m-%d %H:%M} UTC, which has not come yet; left out"
        )
        yield replace(incident, document=None, notes=(*incident.notes, note))


def _told(document: Document) -> Iterator[datetime]:
    """Yield the moments at which something was said or happened."""
    said = [
        document.get("started"),
        document.get("resolved"),
        document.get("postmortem", {}).get("published"),
    ]
    said += [update.get("at") for update in document.get("updates", [])]
    said += [window.get(edge) for window in document.get("windows", []) for edge in ("from", "to")]
    for moment in said:
        if isinstance(moment, str):
            yield datetime.fromisoformat(moment)
