"""What files of Cachet's API hold: incidents, updates, schedules, components and groups, in one form.

Version 1 (Cachet 2): `{meta: {pagination}, data: [{id, name, status, …}]}`, updates inside their incidents or in
pages of their own. JSON:API (Cachet 3): `{data: [{id, type, attributes, relationships}], included, links, meta}`,
where a number is `{human, value}` and a time `{human, string}`. The first form is the one that all are put into.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from statuskit.importers import Note
from statuskit.importers.bodies import clean_text
from statuskit.importers.sources import SourceFile, UnreadableFile, maps


class RecordKind(StrEnum):
    """What an entry of Cachet's lists is."""

    INCIDENT = "incident"
    UPDATE = "update"
    SCHEDULE = "schedule"
    COMPONENT = "component"
    GROUP = "group"


_TYPES = {
    "incidents": RecordKind.INCIDENT,
    "incidentupdates": RecordKind.UPDATE,
    "scheduleupdates": RecordKind.UPDATE,
    "updates": RecordKind.UPDATE,
    "schedules": RecordKind.SCHEDULE,
    "components": RecordKind.COMPONENT,
    "componentgroups": RecordKind.GROUP,
}
_SIGNS = (
    ("incident_id", RecordKind.UPDATE),
    ("enabled_components", RecordKind.GROUP),
    ("collapsed", RecordKind.GROUP),
    ("completed_at", RecordKind.SCHEDULE),
    ("message", RecordKind.INCIDENT),
    ("link", RecordKind.COMPONENT),
    ("group_id", RecordKind.COMPONENT),
    ("status_name", RecordKind.COMPONENT),
)
"""Keys of version 1 by which an entry is known; the first that it has counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One entry, in the form of version 1; `place` is where it stands."""

    place: str
    kind: RecordKind
    value: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The number that Cachet gave it, as text; empty where it has none."""
        return identifier(self.value.get("id"))


def identifier(value: object) -> str:
    """Return an id as text: a number, or a text that is one word."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return ""
    return "".join(clean_text(str(value)).split())


def entries(value: object) -> list[dict[str, Any]]:
    """Return the maps of a list, or of a page of JSON:API; nothing of anything else."""
    return maps(value.get("data") if isinstance(value, dict) else value)


@dataclass(slots=True)
class Records:
    """All entries of the files, each once: as the newest of them has it."""

    found: dict[tuple[RecordKind, str], Record] = field(default_factory=dict)
    pages: dict[RecordKind, set[int]] = field(default_factory=dict)
    wanted: dict[tuple[RecordKind, int], str] = field(default_factory=dict)
    told: list[Note] = field(default_factory=list)

    def add(self, file: SourceFile, data: object) -> None:
        """Take in what a file holds: a page, several pages in a list, a list of entries, or one entry.

        Raises `UnreadableFile` where it is none of these.
        """
        ours, strange, empty = 0, 0, False
        for page, place in _pages(data, file.place):
            kind = None
            for where, item in _items(page, place):
                known = _record(where, item)
                if known is None:
                    strange += 1
                    continue
                ours += 1
                kind = kind or known.kind
                self._keep(known)
            empty = empty or kind is None
            self._count(page, place, kind)
        if not ours and (strange or not empty):
            raise UnreadableFile(
                file, "holds nothing of Cachet's; save what /api/v1/incidents and its kin answer"
            )
        if strange:
            self.told.append(
                Note(
                    place=file.place,
                    text=f"entries that are neither incident, update, schedule, component nor group: {strange}; "
                    "left out",
                )
            )

    def of(self, kind: RecordKind) -> list[Record]:
        """Return the entries of one kind, in the order of the source."""
        return [record for record in self.found.values() if record.kind is kind]

    def notes(self) -> Iterator[Note]:
        """Yield what was left out, and which pages are missing."""
        yield from self.told
        for (kind, number), place in self.wanted.items():
            if number not in self.pages[kind]:
                yield Note(place=place, text=f"says that there is a page {number} of {kind}s; it is not here")

    def _keep(self, record: Record) -> None:
        key = (record.kind, _key(record))
        there = self.found.setdefault(key, record)
        if there is record or there.value == record.value:
            return
        dates = [str(each.value.get("updated_at") or "") for each in (there, record)]
        newer, older = (record, there) if dates[1] > dates[0] else (there, record)
        self.found[key] = newer
        if record.kind is RecordKind.INCIDENT or record.kind is RecordKind.SCHEDULE:
            self.told.append(Note(place=older.place, text=f"stands in {newer.place} too; that one was taken"))

    def _count(self, page: object, place: str, kind: RecordKind | None) -> None:
        """Remember which page this is, and which one follows."""
        meta = page.get("meta") if isinstance(page, dict) else None
        if (
            kind is None
            or kind is RecordKind.UPDATE
            or not isinstance(page, dict)
            or not isinstance(meta, dict)
        ):
            return
        pagination = meta.get("pagination")
        counts = pagination if isinstance(pagination, dict) else meta
        number, links = counts.get("current_page"), counts.get("links")
        following = links.get("next_page") if isinstance(links, dict) else _next(page)
        if isinstance(number, int):
            self.pages.setdefault(kind, set()).add(number)
            if following:
                self.wanted[kind, number + 1] = place


def _next(page: Mapping[str, Any]) -> object:
    links = page.get("links")
    return links.get("next") if isinstance(links, dict) else None


def _key(record: Record) -> str:
    """Return what an entry is known by: its id; of updates also whose they are, as a number may come twice."""
    if record.kind is not RecordKind.UPDATE:
        return record.id or record.place
    owner = owner_of(record)
    return f"{owner[0]} {owner[1]} {record.id or record.place}"


def owner_of(update: Record) -> tuple[RecordKind, str]:
    """Return of what an update is."""
    if "incident_id" in update.value:
        return RecordKind.INCIDENT, identifier(update.value["incident_id"])
    kind = str(update.value.get("updateable_type") or "").lower()
    return (
        RecordKind.SCHEDULE if "schedule" in kind else RecordKind.INCIDENT,
        identifier(update.value.get("updateable_id")),
    )


def _pages(data: object, place: str) -> Iterator[tuple[object, str]]:
    """Yield each page of a file; a list may be of pages, or be one itself."""
    if isinstance(data, list) and data and all(isinstance(item, dict) and "data" in item for item in data):
        for index, page in enumerate(data):
            yield page, f"{place} [{index}]"
    else:
        yield data, place


def _items(page: object, place: str) -> Iterator[tuple[str, object]]:
    """Yield each entry of a page with its place, and the entries inside of entries."""
    parts = [("", page)]
    if isinstance(page, dict) and "data" in page:
        parts = [(name, page[name]) for name in ("data", "included") if name in page]
    for name, part in parts:
        for index, item in enumerate(part if isinstance(part, list) else [part]):
            where = f"{place} {name}[{index}]" if isinstance(part, list) else f"{place} {name}".rstrip()
            yield where, item
            if isinstance(item, dict) and "attributes" not in item:
                # What stands inside of an entry has its place there.
                yield from _inside(item, where)


def _inside(item: Mapping[str, Any], place: str) -> Iterator[tuple[str, object]]:
    """Yield the updates of an incident and the components of a group, as version 1 has them."""
    for index, update in enumerate(entries(item.get("updates"))):
        yield f"{place} updates[{index}]", {"incident_id": item.get("id"), **update}
    for index, component in enumerate(entries(item.get("enabled_components"))):
        yield f"{place} enabled_components[{index}]", {"group_id": item.get("id"), "link": "", **component}


def _record(place: str, item: object) -> Record | None:
    """Tell what an entry is; None for what is none of ours."""
    if not isinstance(item, dict):
        return None
    if isinstance(item.get("attributes"), dict):
        kind = _TYPES.get(str(item.get("type")).replace("-", "").replace("_", "").lower())
        return (
            Record(place=f"{place} {identifier(item.get('id'))}", kind=kind, value=_flat(item))
            if kind
            else None
        )
    kind = next((each for sign, each in _SIGNS if sign in item), None)
    return (
        Record(place=f"{place} {identifier(item.get('id'))}".rstrip(), kind=kind, value=item)
        if kind
        else None
    )


def _flat(item: Mapping[str, Any]) -> dict[str, Any]:
    """Put an entry of JSON:API into the form of version 1."""
    flat: dict[str, Any] = {"id": item.get("id")}
    for key, value in item["attributes"].items():
        if isinstance(value, dict) and "string" in value:
            flat[f"{key}_at"] = value["string"]
        elif isinstance(value, dict) and "value" in value:
            flat[key] = value["value"]
        else:
            flat[key] = value
    relationships = item.get("relationships")
    related = relationships if isinstance(relationships, dict) else {}
    flat["components"] = [{"component_id": each.get("id")} for each in entries(related.get("components"))]
    group = related.get("group")
    if isinstance(group, dict) and isinstance(group.get("data"), dict):
        flat["group_id"] = group["data"].get("id")
    return flat
