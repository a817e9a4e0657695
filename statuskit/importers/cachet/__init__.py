"""Import from Cachet: what its API answers, version 1 (Cachet 2) or JSON:API (Cachet 3), saved to files.

Names of keys and the meaning of numbers follow Cachet's own source; see `records` for the two forms.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from statuskit.importers import FoundComponent, History, Imported, Note
from statuskit.importers.bodies import one_line
from statuskit.importers.cachet.incident import Converter
from statuskit.importers.cachet.records import Record, RecordKind, Records, identifier, owner_of
from statuskit.importers.cachet.words import WordReader
from statuskit.importers.naming import ComponentIds
from statuskit.importers.sources import UnreadableFile, files, json_value
from statuskit.importers.times import Times

_SUFFIXES = (".json",)
_UNSEEN = (0, 2, False)
"""Who sees it: 0 those who are signed in, 1 everybody, 2 nobody."""

_LINK = re.compile(r"https?://[^\s<>\"'`\\]+")
_ADDRESSES = {"/atom": "/history.atom", "/rss": "/history.rss"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cachet:
    """Reads pages of incidents, updates, schedules, components and groups, whichever there are."""

    def read(
        self, sources: Sequence[Path], *, known: Sequence[FoundComponent], zone: ZoneInfo | None
    ) -> History:
        """Read files of JSON; which list one holds is told from its entries.

        `known`: the site's components. `zone`: where times are read, as Cachet's have no offset. Raises
        `UsageError` where a zone is needed.
        """
        records = Records()
        notes: list[Note] = []
        unread: list[Note] = []
        for file in files(sources, _SUFFIXES):
            try:
                data, mended = json_value(file)
                records.add(file, data)
            except UnreadableFile as reason:
                unread.append(reason.note)
            else:
                notes += mended
        components = _Components.gather(records, ComponentIds(known))
        reader = WordReader(times=Times(zone=zone))
        converter = Converter(reader=reader, components=components.of, state=components.state)
        incidents = tuple(_converted(records, converter))
        return History(
            incidents=incidents,
            components=tuple(components.found.values()),
            notes=(*notes, *records.notes(), *components.notes()),
            unread=tuple(unread),
            addresses=_ADDRESSES
            | {f"{old}/{group}": ours for group in components.groups for old, ours in _ADDRESSES.items()},
        )


def _converted(records: Records, converter: Converter) -> Iterator[Imported]:
    updates: dict[tuple[RecordKind, str], list[Record]] = {}
    for update in records.of(RecordKind.UPDATE):
        updates.setdefault(owner_of(update), []).append(update)
    for kind, convert in (
        (RecordKind.INCIDENT, converter.incident),
        (RecordKind.SCHEDULE, converter.schedule),
    ):
        for record in records.of(kind):
            yield convert(record, updates.pop((kind, record.id), []))


@dataclass(slots=True)
class _Components:
    """The components of the source: those that the page shows, and those that an incident names."""

    ids: ComponentIds
    records: dict[str, Record] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    found: dict[str, FoundComponent] = field(default_factory=dict)

    @classmethod
    def gather(cls, records: Records, ids: ComponentIds) -> "_Components":
        """Name the components that the page shows, in the order in which it shows them."""
        components = cls(ids=ids)
        groups = sorted(records.of(RecordKind.GROUP), key=_order)
        for group in groups:
            components.groups[group.id] = one_line(group.value.get("name"))
        places = {group.id: index for index, group in enumerate(groups)}
        listed = sorted(
            records.of(RecordKind.COMPONENT),
            key=lambda record: (places.get(_group(record), len(places)), _order(record)),
        )
        unseen = {group.id for group in groups if group.value.get("visible") in _UNSEEN}
        for record in listed:
            components.records[record.id] = record
            if (
                record.value.get("enabled") in _UNSEEN
                or record.value.get("deleted_at")
                or _group(record) in unseen
            ):
                components.hidden.add(record.id)
            else:
                components.of(record.id)
        return components

    def of(self, code: str) -> str | None:
        """Return our id of a component by Cachet's number; None where the files do not hold it."""
        record = self.records.get(code)
        name = one_line(record.value.get("name")) if record else ""
        if record is None or not name:
            return None
        group = self.groups.get(_group(record), "")
        ours = self.ids.of(code, name, group)
        about = one_line(record.value.get("description"))
        link = one_line(record.value.get("link"))
        self.found.setdefault(
            ours,
            FoundComponent(
                id=ours, name=name, group=group, description=about, url=link if _LINK.fullmatch(link) else ""
            ),
        )
        return ours

    def state(self, code: str) -> object:
        """Return the number of the state in which Cachet has a component now."""
        record = self.records.get(code)
        return record.value.get("status") if record else None

    def notes(self) -> Iterator[Note]:
        """Yield a note on each component that is not shown and that no incident names."""
        for code in self.hidden:
            record = self.records[code]
            if not self.ids.knows(code):
                name = one_line(record.value.get("name"))
                yield Note(place=record.place, text=f"component {name!r} is not shown on the page; left out")


def _group(record: Record) -> str:
    return identifier(record.value.get("group_id"))


def _order(record: Record) -> int:
    order = record.value.get("order")
    return order if isinstance(order, int) else 0
