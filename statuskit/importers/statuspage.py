"""Import from Statuspage: the JSON of its API, version 2, as `incidents.json` and its kin.

Names of keys, and that updates stand newest first, follow Atlassian's public API reference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from statuskit.importers import FoundComponent, History, Imported, Note
from statuskit.importers.bodies import one_line
from statuskit.importers.naming import ComponentIds
from statuskit.importers.sources import SourceFile, UnreadableFile, files, json_value
from statuskit.importers.statuspage_incident import Converter, Unreadable
from statuskit.importers.statuspage_words import WordReader
from statuskit.importers.times import Times

_LISTS = ("incidents", "scheduled_maintenances")
_SUFFIXES = (".json",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuspage:
    """Reads what the API of a page answers: lists of incidents and maintenances, and single ones."""

    def read(
        self, sources: Sequence[Path], *, known: Sequence[FoundComponent], zone: ZoneInfo | None
    ) -> History:
        """Read files of JSON: `{page, incidents, scheduled_maintenances}`, lists of incidents, single incidents.

        `known`: the site's components. `zone`: where times without an offset are read. Raises `UsageError`
        where a zone is needed.
        """
        found = _Found()
        for file in files(sources, _SUFFIXES):
            found.add(file)
        names = _Names.gather(found, known)
        times = Times(zone=zone)
        converter = Converter(times=times, reader=WordReader(times=times, components=names.component))
        return History(
            incidents=tuple(_converted(found.items, converter, found.notes)),
            components=tuple(names.found.values()),
            notes=tuple(found.notes),
            unread=tuple(found.unread),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One incident of the source, as it stands there."""

    place: str
    value: dict[str, Any]

    @property
    def foreign(self) -> str:
        return one_line(str(self.value.get("id") or ""))

    @property
    def label(self) -> str:
        """The place in the words of the report."""
        return f"{self.place} {self.foreign or one_line(str(self.value.get('name') or ''))}".rstrip()


@dataclass(slots=True)
class _Found:
    """What the files hold, before anything is made of it."""

    items: list[_Item] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unread: list[Note] = field(default_factory=list)

    def add(self, file: SourceFile) -> None:
        """Take in one file, or note that nothing can be read in it."""
        try:
            data, notes = json_value(file)
            lists = _lists(file, data)
        except UnreadableFile as reason:
            self.unread.append(reason.note)
            return
        self.notes += notes
        if isinstance(data, dict):
            self.components += _maps(data.get("components"))
        for name, items in lists:
            for index, item in enumerate(items if isinstance(items, list) else [items]):
                place = f"{file.place} {name}[{index}]"
                if isinstance(item, dict):
                    self.items.append(_Item(place=place, value=item))
                else:
                    self.notes.append(Note(place=place, text="is no incident; left out"))


def _lists(file: SourceFile, data: object) -> list[tuple[str, object]]:
    """Return the lists of incidents of one file, by name."""
    if isinstance(data, dict) and isinstance(data.get("incident"), dict):
        data = data["incident"]
    if isinstance(data, dict) and any(name in data for name in _LISTS):
        return [(name, data[name]) for name in _LISTS if name in data]
    if isinstance(data, dict) and "incident_updates" in data:
        return [("incidents", [data])]
    if isinstance(data, list):
        return [("incidents", data)]
    raise UnreadableFile(
        file, "holds no incidents: expected {page, incidents}, a list of incidents, or one incident"
    )


def _converted(items: Sequence[_Item], converter: Converter, notes: list[Note]) -> Iterator[Imported]:
    seen: set[str] = set()
    for item in items:
        if item.foreign and item.foreign in seen:
            notes.append(Note(place=item.label, text="stands in the source twice; the first one was taken"))
            continue
        seen.add(item.foreign)
        try:
            yield converter.convert(item.place, item.label, item.foreign, item.value)
        except Unreadable as reason:
            told = (*reason.notes, Note(place=item.label, text=str(reason)))
            yield Imported(place=item.place, foreign=item.foreign, document=None, notes=told)


@dataclass(slots=True)
class _Names:
    """The components of the source: one id for each code, whatever name it had over time."""

    ids: ComponentIds
    groups: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    found: dict[str, FoundComponent] = field(default_factory=dict)

    @classmethod
    def gather(cls, source: _Found, known: Sequence[FoundComponent]) -> "_Names":
        """Name the components that the source lists, then those of its incidents, newest name first."""
        names = cls(ids=ComponentIds(known))
        raw = [item.value for item in source.items]
        everything = [
            *source.components,
            *(component for item in raw for component in _maps(item.get("components"))),
        ]
        affected = [
            component
            for item in raw
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
