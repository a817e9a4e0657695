"""What Cachet's API answers, as tests write it, and its import."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from statuskit.importers import FoundComponent, History, all_notes
from statuskit.importers.cachet import Cachet
from statuskit.source.yaml_text import to_yaml

Json = dict[str, Any]
BERLIN = ZoneInfo("Europe/Berlin")


def said(number: int, at: str, status: int = 2, message: str = "Text.", **more: object) -> Json:
    """Return an update as version 1 writes it; `at` is the time on 1 March 2019."""
    return {"id": number, "status": status, "message": message, "created_at": f"2019-03-01 {at}"} | more


def incident(*updates: Json, **more: object) -> Json:
    """Return an incident as version 1 writes it, begun at 10:00."""
    return {
        "id": 12,
        "component_id": 0,
        "name": "Cards fail",
        "status": updates[-1]["status"] if updates else 1,
        "visible": 1,
        "stickied": False,
        "message": "Cards *fail*.",
        "occurred_at": "2019-03-01 10:00:00",
        "created_at": "2019-03-01 10:02:00",
        "updated_at": "2019-03-01 12:00:00",
        "deleted_at": None,
        "updates": list(updates),
    } | more


def schedule(**more: object) -> Json:
    """Return a schedule as version 1 writes it, from 10:00 to 12:00."""
    return {
        "id": 12,
        "name": "A new database",
        "message": "We move.",
        "status": 2,
        "scheduled_at": "2019-03-01 10:00:00",
        "completed_at": "2019-03-01 12:00:00",
        "created_at": "2019-02-20 10:00:00",
        "updated_at": "2019-03-01 12:30:00",
    } | more


def component(number: int, name: str, **more: object) -> Json:
    """Return a component as version 1 writes it."""
    return {
        "id": number,
        "name": name,
        "description": "",
        "link": "",
        "status": 1,
        "order": 0,
        "enabled": True,
    } | more


def page(*entries: Json, number: int = 1, of: int = 1) -> Json:
    """Return a page of version 1."""
    links = {"next_page": "https://status.example/api/v1/x?page=2" if number < of else None}
    return {"meta": {"pagination": {"current_page": number, "links": links}}, "data": list(entries)}


class Reader:
    """Writes JSON to files and imports their folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self, *values: object, known: tuple[FoundComponent, ...] = (), zone: ZoneInfo | None = BERLIN
    ) -> History:
        """Import each value as a file of its own."""
        for index, value in enumerate(values):
            (self.folder / f"{index}.json").write_text(json.dumps(value), encoding="utf-8")
        return Cachet().read([self.folder], known=known, zone=zone)

    def one(self, *values: object) -> tuple[Json, list[str]]:
        """Import files that hold one incident; return its document and the texts of all notes."""
        history = self(*values)
        (found,) = history.incidents
        assert found.document is not None
        to_yaml(found.document)
        return found.document, [note.text for note in all_notes(history)]
