"""Imported documents → files: what is new, what is there already, and what is never overwritten."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from statuskit.importers import Document, Imported
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
            item.path.parent.mkdir(parents=True, exist_ok=True)
            if not item.path.exists():
                write_whole(item.path, item.text)


def write_whole(path: Path, text: str) -> None:
    """Put a text in place of a file in one step, so that a crash leaves the old file or the new one."""
    data = text.encode("utf-8")
    # The name begins with a dot, so that a build meanwhile skips it.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(path.stat().st_mode if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


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
