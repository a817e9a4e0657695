"""What the files of a Statuspage hold, before anything is made of it: incidents, each once, and components."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from statuskit.importers import Note
from statuskit.importers.bodies import one_line
from statuskit.importers.sources import SourceFile, UnreadableFile, maps, parsed, parsed_lines, text
from statuskit.importers.statuspage import copies

SUFFIXES = (".json", ".jsonl", ".ndjson", ".atom", ".rss", ".xml")
"""Of the files that are taken out of a folder."""

_LISTS = ("incidents", "scheduled_maintenances")
_ANSWER = ".json"
_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One incident of the source, in the form of the API. `is_copy`: it is not from there."""

    place: str
    value: dict[str, Any]
    is_copy: bool = False

    @property
    def foreign(self) -> str:
        """The id that it has in the source."""
        return one_line(self.value.get("id"))

    @property
    def key(self) -> str:
        """What two copies of one incident have in common."""
        return self.foreign or self.place

    @property
    def label(self) -> str:
        """The place in the words of the report."""
        return f"{self.place} {self.foreign or one_line(self.value.get('name'))}".rstrip()

    @property
    def moments(self) -> list[str]:
        """When something was said, oldest first, as the source writes it."""
        said = maps(self.value.get("incident_updates"))
        return sorted(str(update.get("display_at") or update.get("created_at") or "") for update in said)


@dataclass(slots=True)
class Found:
    """All that the files hold. `zone`: for times of feeds that name none."""

    zone: ZoneInfo | None
    items: list[Item] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unread: list[Note] = field(default_factory=list)

    def add(self, file: SourceFile) -> None:
        """Take in one file, or note that nothing can be read in it."""
        try:
            found, notes = text(file)
            self.notes += notes
            if found.lstrip().startswith("<") and file.path.suffix.lower() != _ANSWER:
                self._add_feed(file, found)
            elif file.path.suffix.lower() in _LINES:
                values, notes = parsed_lines(file, found)
                self.notes += notes
                for place, value in values:
                    self._add_item(place, value)
            else:
                value, notes = parsed(file, found)
                self.notes += notes
                self._add_answer(file, value)
        except UnreadableFile as reason:
            self.unread.append(reason.note)

    def _add_feed(self, file: SourceFile, found: str) -> None:
        for each in copies.feed(file, found, self.zone):
            if isinstance(each, Note):
                self.notes.append(each)
            else:
                place, value = each
                self.items.append(Item(place=place, value=value, is_copy=True))

    def _add_answer(self, file: SourceFile, value: object) -> None:
        """Take in what the API answered: lists under their names, a bare list, or one incident."""
        if isinstance(value, dict) and isinstance(value.get("incident"), dict):
            value = value["incident"]
        lists: dict[str, object]
        if isinstance(value, list):
            lists = {"incidents": value}
        elif isinstance(value, dict) and "incident_updates" in value:
            lists = {"incidents": [value]}
        elif isinstance(value, dict) and value.keys() & {*_LISTS, "components", "status"}:
            lists = {name: value[name] for name in _LISTS if name in value}
            self.components += maps(value.get("components"))
        else:
            raise UnreadableFile(
                file,
                "holds no incidents: expected {page, incidents}, a list of incidents, one incident, or components",
            )
        for name, items in lists.items():
            for index, item in enumerate(items if isinstance(items, list) else [items]):
                self._add_item(f"{file.place} {name}[{index}]", item)

    def _add_item(self, place: str, value: object) -> None:
        if not isinstance(value, dict):
            self.notes.append(Note(place=place, text="is no incident; left out"))
        elif "incident_updates" not in value and "group_id" in value:
            self.components.append(value)
        elif (row := copies.scraped(value)) is None:
            self.items.append(Item(place=place, value=value))
        else:
            item = Item(place=place, value=row, is_copy=True)
            self.items.append(item)
            if told := copies.left_out_of(value):
                self.notes.append(Note(place=item.label, text=told))

    def once(self) -> list[Item]:
        """Return each incident once, the newest first: of several copies the one with the most updates, then the newest.

        Tells of the others, and of words that only they hold.
        """
        by_id: dict[str, list[Item]] = {}
        for item in self.items:
            by_id.setdefault(item.key, []).append(item)
        kept = [self._best(several) for several in by_id.values()]
        same = sum(
            any(each is not best and each.value == best.value for each in by_id[best.key]) for best in kept
        )
        if same:
            words = "one incident stands" if same == 1 else f"{same} incidents stand"
            self.notes.append(
                Note(place="the source", text=f"{words} in it more than once, in the same words")
            )
        return sorted(kept, key=lambda item: item.moments[-1:], reverse=True)

    def _best(self, several: list[Item]) -> Item:
        best = max(several, key=_weight)
        for other in several:
            if other is best or other.value == best.value:
                continue
            missing = set(_minutes(other)) - set(_minutes(best))
            lost = f"; {len(missing)} of its updates stand only there, and are left out" if missing else ""
            self.notes.append(
                Note(place=other.label, text=f"stands in the source twice; {best.place} was taken{lost}")
            )
        return best


def _weight(item: Item) -> tuple[int, list[str], bool]:
    return len(item.moments), item.moments[-1:], not item.is_copy


def _minutes(item: Item) -> Iterable[str]:
    """Return the moments of an incident to the minute, which is all that a copy tells."""
    yield from (moment[:16] for moment in item.moments)
