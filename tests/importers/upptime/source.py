"""Logs and repositories of Upptime as tests write them, and what came of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from statuskit.importers import FoundComponent, History, Imported, all_notes
from statuskit.importers.upptime import Upptime

SETTINGS = "sites:\n  - name: Shop\n  - name: API (EU) 🚀\n    slug: api\n"


def line(minute: int, message: str, sha: str = "") -> str:
    """Return a line of a log; `minute` is the time on 1 March 2025."""
    at = datetime(2025, 3, 1, tzinfo=UTC) + timedelta(minutes=minute)
    return f"{sha or f'{minute:040x}'}\t{at.isoformat()}\t{message}"


def imported(
    *sources: Path, known: Sequence[FoundComponent] = (), zone: ZoneInfo | None = None, window: int = 15
) -> History:
    """Import sources."""
    return Upptime(window=timedelta(minutes=window)).read(sources, known=known, zone=zone)


def from_log(folder: Path, *lines: str, settings: str = SETTINGS) -> History:
    """Import a folder with settings and a log of these lines."""
    (folder / ".upptimerc.yml").write_text(settings, encoding="utf-8")
    (folder / "log.tsv").write_text("\n".join(lines), encoding="utf-8")
    return imported(folder)


def told(history: History) -> list[str]:
    """Return the report, less what it says of every source."""
    return [f"{note.place}: {note.text}" for note in all_notes(history) if "GitHub issues" not in note.text]


def titles(history: History) -> list[str]:
    """Return the titles of what came in, as they began."""
    ready = sorted(history.incidents, key=lambda incident: incident.place)
    return [incident.document["title"] for incident in ready if incident.document]


def only(history: History) -> Imported:
    """Return the one incident."""
    (found,) = history.incidents
    return found
