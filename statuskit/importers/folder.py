"""Imported documents → files: what is new, what is there already, and what is never overwritten."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from statuskit.importers import Imported
from statuskit.importers.naming import Origin, with_ids
from statuskit.saving import write_new
from statuskit.source import read
from statuskit.source.yaml_text import to_yaml

_SUFFIXES = (".yml", ".yaml")
_BUNDLE = "incident"
_IMPORTED = b"imported:"


class Outcome(StrEnum):
    """What becomes of one document."""

    NEW = "new"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"
    TOO_LARGE = "too large"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One document's file: `path` is where it stands or will stand, `data` what the import would write.

    `addresses`: the incident's paths on the old site.
    """

    id: str
    path: Path
    outcome: Outcome
    data: bytes
    addresses: tuple[str, ...] = ()


@dataclass(slots=True)
class _There:
    """The incident files of a folder, and where those that were imported came from."""

    paths: dict[str, Path] = field(default_factory=dict)
    origins: dict[Origin, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, path: Path) -> None:
        self.paths[name] = path
        origin = _origin(path)
        key = origin.get("id") or origin.get("place")
        if key:
            self.origins.setdefault((origin.get("from", ""), key), name)
            self.places[name] = origin.get("place", "")


def plan(incidents: Iterable[Imported], folder: Path, provider: str) -> list[Planned]:
    """Compare the documents that could come in with the files of the incidents' folder; nothing is written.

    A new file is `<folder>/<year>/<id>.yml`, by the UTC year in which the incident begins. What came in before
    is known again by its origin, under whatever name its file has now: with other bytes it differs and stays
    as it is, as does a file of the same id whose origin is not known.
    """
    there = _there(folder)
    planned = []
    for name, incident in with_ids(incidents, provider, there.origins).items():
        path = there.paths.get(name)
        is_new = path is None
        path = path or folder / f"{incident.begins:%Y}" / f"{name}.yml"
        try:
            data = to_yaml(incident.document or {}).encode("utf-8")
            outcome = Outcome.NEW if is_new else _compared(path, data, incident, there.places.get(name, ""))
        except ValueError:
            data, outcome = b"", Outcome.TOO_LARGE
        planned.append(Planned(id=name, path=path, outcome=outcome, data=data, addresses=incident.addresses))
    return planned


def write(planned: Iterable[Planned]) -> None:
    """Write the new files, each whole or not at all; a file that came into being meanwhile stays."""
    for item in planned:
        if item.outcome is Outcome.NEW:
            with contextlib.suppress(FileExistsError):
                write_new(item.path, item.data, settle=False)


def _compared(path: Path, wanted: bytes, incident: Imported, place: str) -> Outcome:
    """Tell whether a file says what the import would write; its place in the source may be another by now."""
    data = path.read_bytes()
    if data == wanted:
        return Outcome.UNCHANGED
    if place and place != incident.place:
        document = incident.document or {}
        private = document["private"]
        moved = document | {"private": private | {"imported": private["imported"] | {"place": place}}}
        if data == to_yaml(moved).encode("utf-8"):
            return Outcome.UNCHANGED
    return Outcome.DIFFERS


def _there(folder: Path) -> _There:
    found = _There()
    for path in _incident_files(folder):
        name = path.parent.name if path.stem == _BUNDLE else path.stem
        if name not in found.paths:
            found.add(name, path)
    return found


def _incident_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if (
            path.suffix in _SUFFIXES
            and path.is_file()
            and not any(name.startswith(("_", ".")) for name in inside)
        ):
            yield path


def _origin(path: Path) -> dict[str, str]:
    """Return what a file says of where it was imported from."""
    data = path.read_bytes()
    if _IMPORTED not in data:
        return {}
    found: object = read(data, path.name).value
    for key in ("private", "imported"):
        found = found.get(key) if isinstance(found, dict) else None
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}
