"""Sites and issues of cState as tests write them, and what came of them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from statuskit.importers import History, Imported

PRAGUE = ZoneInfo("Europe/Prague")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CONFIG = """\
baseURL: https://status.example.com/
params:
  categories:
    - name: Main
  systems:
    - name: API
      category: Main
    - name: Workers
      category: Main
"""
FRONT = {
    "title": "Orders fail",
    "date": "2024-03-01T09:00:00Z",
    "resolved": "true",
    "resolvedWhen": "2024-03-01T10:00:00Z",
    "severity": "down",
    "affected": "[API]",
    "section": "issue",
}
Read = Callable[..., History]


def issue(body: str = "We look.", **changed: str | None) -> str:
    """Return an issue file: the usual front matter, less what is None."""
    values = FRONT | changed
    lines = [f"{key}: {value}" for key, value in values.items() if value is not None]
    return "\n".join(["---", *lines, "---", body, ""])


One = Callable[..., Imported]


def document(incident: Imported) -> dict[str, Any]:
    """Return the document of an incident that came in."""
    assert incident.document is not None, incident.notes
    return incident.document


def said(incident: Imported) -> list[tuple[str, str, str]]:
    """Return time, status and first line of each update."""
    return [
        (update["at"][11:16], update.get("status", ""), update["message"].split("\n")[0])
        for update in document(incident)["updates"]
    ]


def notes(incident: Imported) -> str:
    """Return what the report says of an incident."""
    return "\n".join(f"{note.place}: {note.text}" for note in incident.notes)


NEWEST_FIRST = """\
*Resolved* - Over. {{< track "2024-03-01 10:00:00Z" >}}

*Monitoring* - It holds. {{< track "2024-03-01 09:30:00Z" >}}

*Investigating* - We look. {{< track "2024-03-01 09:05:00Z" >}}
"""
