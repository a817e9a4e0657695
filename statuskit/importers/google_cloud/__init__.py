"""Import from Google Cloud: the list of incidents that its dashboard publishes as `incidents.json`.

Names of keys follow Google's published schema, `incidents.schema.json`. Google Workspace's list has the same form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from statuskit.importers import FoundComponent, History, Note
from statuskit.importers.bodies import one_line
from statuskit.importers.google_cloud.incident import Converter
from statuskit.importers.naming import ComponentIds
from statuskit.importers.sources import SourceFile, UnreadableFile, files, json_value, maps
from statuskit.importers.times import Times

_SUFFIXES = (".json",)
_SEVERAL = "Multiple Products"
"""What stands in place of a service's name where there are several."""

_ADDRESSES = {"/feed.atom": "/updates.atom", "/en/feed.atom": "/updates.atom", "/summary": "/history/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleCloud:
    """Reads lists of incidents. The list is a window that moves, so several saved ones may overlap."""

    def read(
        self, sources: Sequence[Path], *, known: Sequence[FoundComponent], zone: ZoneInfo | None
    ) -> History:
        """Read files of JSON, each a list of incidents or a single one.

        `known`: the site's components. `zone`: where times without an offset are read; Google's have one.
        Raises `UsageError` where a zone is needed.
        """
        found = _Found()
        for file in files(sources, _SUFFIXES):
            found.add(file)
        products = _Products(ids=ComponentIds(known))
        converter = Converter(times=Times(zone=zone), components=products.of)
        return History(
            incidents=tuple(
                converter.convert(item.place, _id(item.value), item.value) for item in found.items.values()
            ),
            components=tuple(products.found.values()),
            notes=tuple(found.notes),
            unread=tuple(found.unread),
            addresses=_ADDRESSES,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    place: str
    value: dict[str, Any]


@dataclass(slots=True)
class _Found:
    """What the files hold: each incident once, as its newest file has it."""

    items: dict[str, _Item] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    unread: list[Note] = field(default_factory=list)

    def add(self, file: SourceFile) -> None:
        """Take in one file, or note that nothing can be read in it."""
        try:
            data, notes = json_value(file)
            items = _incidents(file, data)
        except UnreadableFile as reason:
            self.unread.append(reason.note)
            return
        self.notes += notes
        for index, item in enumerate(items):
            self._add(f"{file.place} [{index}]", item)

    def _add(self, place: str, value: object) -> None:
        if not isinstance(value, dict):
            self.notes.append(Note(place=place, text="is no incident; left out"))
            return
        foreign = _id(value)
        item = _Item(place=f"{place} {foreign}".rstrip(), value=value)
        there = self.items.get(foreign or place)
        if there is None:
            self.items[foreign or place] = item
        elif there.value != value:
            newer, older = sorted(
                (item, there), key=lambda each: str(each.value.get("modified")), reverse=True
            )
            self.items[foreign] = newer
            self.notes.append(
                Note(
                    place=older.place, text=f"stands in {newer.place} too, modified later; that one was taken"
                )
            )


def _incidents(file: SourceFile, data: object) -> list[object]:
    if isinstance(data, list):
        return data
    if isinstance(data, dict) and "external_desc" in data:
        return [data]
    raise UnreadableFile(
        file,
        "holds no list of incidents; save https://status.cloud.google.com/incidents.json, or that of your page",
    )


def _id(value: Mapping[str, Any]) -> str:
    return one_line(value.get("id"))


@dataclass(slots=True)
class _Products:
    """The products that incidents name: one id for each, whatever title it had over time."""

    ids: ComponentIds
    found: dict[str, FoundComponent] = field(default_factory=dict)

    def of(self, incident: Mapping[str, Any]) -> list[str]:
        """Return our ids of the products that an incident names."""
        products = maps(incident.get("affected_products"))
        service = incident.get("service_name")
        if not products and service != _SEVERAL:
            products = [{"id": incident.get("service_key"), "title": service}]
        given = (self._one(product) for product in products)
        return list(dict.fromkeys(ours for ours in given if ours))

    def _one(self, product: Mapping[str, Any]) -> str:
        name = one_line(product.get("current_title") or product.get("title"))
        code = one_line(product.get("id") or name)
        if not name:
            return ""
        ours = self.ids.of(code, name, "")
        self.found.setdefault(ours, FoundComponent(id=ours, name=name))
        return ours
