"""Imported documents → files: what is new, what is there already, and what is never overwritten."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from statuskit.importers import Document, Imported
from statuskit.saving import write_new
from statuskit.source.yaml_text import to_yaml

_SUFFIXES = (".yml", ".yaml")
_BUNDLE = "incident"


class Outcome(StrEnum):
    """What becomes of one document."""

    NEW = "new"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One document's file: `path` is where it stands or will stand, `text` what the import would write."""

    id: str
    path: Path
    outcome: Outcome
    text: str


def plan(incidents: Iterable[Imported], folder: Path) -> list[Planned]:
    """Compare the documents that could come in with the files of the incidents' folder; nothing is written.

    A new file is `<folder>/<year>/<id>.yml`, by the UTC year in which the incident begins. An id that has a
    file anywhere in the folder keeps it: with other bytes it differs and stays as it is.
    """
    existing = _files_by_id(folder)
    planned = []
    for incident in incidents:
        if incident.document is None:
            continue
        text = to_yaml(incident.document)
        path = existing.get(incident.id)
        if path is None:
            target = folder / _year(incident.document) / f"{incident.id}.yml"
            planned.append(Planned(id=incident.id, path=target, outcome=Outcome.NEW, text=text))
            continue
        same = path.read_bytes() == text.encode("utf-8")
        outcome = Outcome.UNCHANGED if same else Outcome.DIFFERS
        planned.append(Planned(id=incident.id, path=path, outcome=outcome, text=text))
    return planned


def write(planned: Iterable[Planned]) -> None:
    """Write the new files, each whole or not at all; a file that came into being meanwhile stays."""
    for item in planned:
        if item.outcome is Outcome.NEW:
            with contextlib.suppress(FileExistsError):
                write_new(item.path, item.text.encode("utf-8"), settle=False)


def _files_by_id(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if (
            path.suffix in _SUFFIXES
            and path.is_file()
            and not any(name.startswith(("_", ".")) for name in inside)
        ):
            found.setdefault(path.parent.name if path.stem == _BUNDLE else path.stem, path)
    return found


def _year(document: Document) -> str:
    moments = [document.get("started"), document.get("scheduled_for")]
    moments += [update["at"] for update in document.get("updates", [])[:1]]
    first: str = min(moment for moment in moments if moment)
    return first[:4]
