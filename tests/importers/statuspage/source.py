"""Statuspage's JSON as tests write it, and what comes of it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from statuskit.importers import FoundComponent, History, all_notes
from statuskit.importers.statuspage import Statuspage
from statuskit.source.yaml_text import to_yaml


def update(at: str, status: str = "investigating", body: str = "Text.", **more: object) -> dict[str, Any]:
    """Return an update as Statuspage writes it; `at` is the time on 1 March 2022."""
    return {
        "display_at": f"2022-03-01T{at}Z",
        "status": status,
        "body": body,
        "affected_components": None,
    } | more


def affected(code: str, name: str, state: str) -> dict[str, str]:
    """Return a component as an update names it."""
    return {"code": code, "name": name, "old_status": "operational", "new_status": state}


def incident(*newest_first: dict[str, Any], **more: object) -> dict[str, Any]:
    """Return an incident as Statuspage writes it."""
    return {
        "id": "1whd66ydswnx",
        "name": "Cards fail",
        "status": "resolved",
        "impact": "minor",
        "started_at": newest_first[-1]["display_at"] if newest_first else None,
        "resolved_at": newest_first[0]["display_at"] if newest_first else None,
        "incident_updates": list(newest_first),
        "components": [],
    } | more


class Reader:
    """Writes JSON to a file and imports it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(
        self, data: object, *, known: Sequence[FoundComponent] = (), zone: ZoneInfo | None = None
    ) -> History:
        """Import a JSON value, or bytes as they are."""
        self.path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        return Statuspage().read([self.path], known=known, zone=zone)

    def one(self, item: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Import one incident; return its document and the texts of all notes."""
        history = self({"page": {}, "incidents": [item]})
        document = history.incidents[0].document
        assert document is not None
        to_yaml(document)
        return document, [note.text for note in all_notes(history)]


def read_folder(folder: Path, *, zone: ZoneInfo | None = None, **files: object) -> History:
    """Import a folder; `a_json=…` is the file `a.json`."""
    for name, value in files.items():
        stem, _, suffix = name.rpartition("_")
        text = value if isinstance(value, str) else json.dumps(value)
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return Statuspage().read([folder], known=(), zone=zone)


def told(history: History) -> list[tuple[str, str]]:
    """Return all notes."""
    return [(note.place, note.text) for note in all_notes(history)]


def documents(history: History) -> dict[str, Any]:
    """Return the documents by their ids in the source."""
    return {item.foreign: item.document for item in history.incidents}
