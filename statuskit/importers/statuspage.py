"""Import from Statuspage: the JSON of its API, version 2, as `incidents.json` and its kin.

Names of keys, and that updates stand newest first, follow Atlassian's public API reference.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from statuskit.errors import StatuskitError
from statuskit.importers import FoundComponent, History, Imported, Note
from statuskit.importers.bodies import one_line
from statuskit.importers.naming import ComponentIds, fits, slug, unique
from statuskit.importers.statuspage_incident import Converter, Unreadable
from statuskit.importers.statuspage_words import WordReader
from statuskit.importers.times import Times

PROVIDER = "statuspage"

_LISTS = ("incidents", "scheduled_maintenances")


def read(source: Path, *, known: Sequence[FoundComponent], zone: ZoneInfo | None) -> History:
    """Read one JSON file: `{page, incidents, scheduled_maintenances}`, a list of incidents, or one incident.

    `known`: the site's components. `zone`: where times without an offset are read. Raises
    `StatuskitError` where the file is no such JSON, or where a zone is needed.
    """
    data = _parse(source)
    raw, notes = _incidents(data)
    names = _Names.gather(data, raw, known)
    times = Times(zone=zone)
    converter = Converter(times=times, reader=WordReader(times=times, components=names.component))
    found: list[tuple[datetime, dict[str, Any], Imported]] = []
    lost: list[Imported] = []
    seen: set[str] = set()
    for place, item in raw:
        foreign = one_line(str(item.get("id") or ""))
        if foreign and foreign in seen:
            notes.append(Note(place=place, text="stands in the source twice; the first one was taken"))
            continue
        seen.add(foreign)
        try:
            begins, imported = converter.convert(place, foreign, item)
        except Unreadable as reason:
            notes_on_it = (*reason.notes, Note(place=place, text=str(reason)))
            lost.append(Imported(id=foreign or place, document=None, notes=notes_on_it))
        else:
            found.append((begins, item, imported))
    return History(
        incidents=(*_with_ids(found), *lost), components=tuple(names.found.values()), notes=tuple(notes)
    )


def _parse(source: Path) -> object:
    data = source.read_bytes()
    try:
        return json.loads(data.decode(json.detect_encoding(data)).removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise StatuskitError(
            f"{source} is no JSON that can be read ({error}). Save the answer of the API again, for example "
            "https://<your page>/api/v2/incidents.json."
        ) from error


def _incidents(data: object) -> tuple[list[tuple[str, dict[str, Any]]], list[Note]]:
    """Return each incident with its place in the source, and a note for each item that is none."""
    if isinstance(data, dict) and isinstance(data.get("incident"), dict):
        data = data["incident"]
    lists: list[tuple[str, object]]
    if isinstance(data, dict) and any(name in data for name in _LISTS):
        lists = [(name, data[name]) for name in _LISTS if name in data]
    elif isinstance(data, dict) and "incident_updates" in data:
        lists = [("incidents", [data])]
    elif isinstance(data, list):
        lists = [("incidents", data)]
    else:
        raise StatuskitError(
            "The source holds no incidents: expected {page, incidents}, a list of incidents, or one incident."
        )
    found = []
    notes = []
    for name, items in lists:
        for index, item in enumerate(items if isinstance(items, list) else [items]):
            place = f"{name}[{index}]"
            if isinstance(item, dict):
                label = one_line(str(item.get("id") or item.get("name") or ""))
                found.append((f"{place} {label}".rstrip(), item))
            else:
                notes.append(Note(place=place, text="is no incident; left out"))
    return found, notes


def _with_ids(found: list[tuple[datetime, dict[str, Any], Imported]]) -> Iterable[Imported]:
    """Give each incident its id, oldest first: the foreign one if it fits, else date and title."""
    taken = {imported.id for _, _, imported in found if fits(imported.id)}
    for begins, _, imported in sorted(found, key=lambda entry: (entry[0], entry[2].id)):
        if fits(imported.id):
            yield imported
            continue
        title = slug((imported.document or {}).get("title", "")) or "incident"
        ours = unique(f"{begins:%Y-%m-%d}-{title}", taken)
        yield Imported(id=ours, document=imported.document, notes=imported.notes)


@dataclass(slots=True)
class _Names:
    """The components of the source: one id for each code, whatever name it had over time."""

    ids: ComponentIds
    groups: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    found: dict[str, FoundComponent] = field(default_factory=dict)

    @classmethod
    def gather(
        cls,
        data: object,
        raw: list[tuple[str, dict[str, Any]]],
        known: Sequence[FoundComponent],
    ) -> "_Names":
        """Name the components that the source lists, then those of its incidents, newest name first."""
        names = cls(ids=ComponentIds(known))
        listed = _maps(data.get("components")) if isinstance(data, dict) else []
        everything = [*listed, *(component for _, item in raw for component in _maps(item.get("components")))]
        affected = [
            component
            for _, item in raw
            for update in _maps(item.get("incident_updates"))
            for component in _maps(update.get("affected_components"))
        ]
        for component in everything:
            if component.get("group") is True:
                names.groups[str(component.get("id"))] = one_line(str(component.get("name") or ""))
        prefixed = {
            str(component.get("code")): one_line(str(component.get("name") or "")) for component in affected
        }
        for component in everything:
            if component.get("group") is not True:
                names.add(component, prefixed)
        for component in affected:
            names.component(component)
        return names

    def add(self, component: Mapping[str, Any], prefixed: Mapping[str, str]) -> None:
        """Take in a component as the page lists it; updates may name it `Group - Name`."""
        code, name = str(component.get("id") or ""), one_line(str(component.get("name") or ""))
        if not name:
            return
        group = self.groups.get(str(component.get("group_id") or ""), "")
        full = prefixed.get(code, "")
        if not group and full.endswith(f" - {name}"):
            group = full.removesuffix(f" - {name}")
        self._remember(code, name, group, one_line(str(component.get("description") or "")))

    def component(self, affected: Mapping[str, Any]) -> str | None:
        """Return our id of a component that an update names; None if it has neither code nor name."""
        code, name = (
            str(affected.get("code") or affected.get("id") or ""),
            one_line(str(affected.get("name") or "")),
        )
        if not code and name in self.by_name:
            return self.by_name[name]
        if not name and not self.ids.knows(code):
            return None
        return self._remember(code, name, "", "")

    def _remember(self, code: str, name: str, group: str, description: str) -> str:
        ours = self.ids.of(code or name, name, group)
        self.by_name.setdefault(name, ours)
        if ours not in self.found:
            self.found[ours] = FoundComponent(id=ours, name=name, group=group, description=description)
        return ours


def _maps(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
