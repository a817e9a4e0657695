"""Ids for foreign things: incidents and components, short, stable and unique."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from statuskit.importers import Document, FoundComponent, Imported

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80
_LONGEST_SLUG = 60
_NEVER = "private"
"""In an incident file this key and all below it is dropped."""

Origin = tuple[str, str]
"""A provider and what it calls an incident: by its id, or by the place where it stands."""


def fits(text: str) -> bool:
    """Tell whether a foreign id can be an incident's id as it is."""
    return len(text) <= _LONGEST and _ID.fullmatch(text) is not None


def slug(text: str) -> str:
    """Return a name in small letters, digits and hyphens, as many of its words as there is room for.

    It is empty where the name has no Latin letter or digit.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(name) <= _LONGEST_SLUG:
        return name
    whole_words = name[: _LONGEST_SLUG + 1].rpartition("-")[0]
    return whole_words or name[:_LONGEST_SLUG]


def unique(wanted: str, taken: set[str], numbers: dict[str, int] | None = None) -> str:
    """Return an id that is not taken, `-2`, `-3` … behind it where it must be, and take it.

    `numbers` keeps the last number of each, for whoever asks for thousands of one name.
    """
    found, number = wanted, 1 if numbers is None else numbers.get(wanted, 1)
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    if numbers is not None:
        numbers[wanted] = number
    taken.add(found)
    return found


def with_ids(
    incidents: Iterable[Imported], provider: str, there: Mapping[Origin, str]
) -> dict[str, Imported]:
    """Give an id to each incident that has a document, oldest first, and say in the document where it is from.

    The id is the one under which it came in before; else the foreign one if it fits; else date and title, with
    `-2`, `-3` in order of time. `there`: the ids of what was imported before.
    """
    ready = sorted(_with_beginning(incidents), key=lambda pair: (pair[0], pair[1].foreign, pair[1].place))
    kept = {incident.foreign for _, incident in ready if fits(incident.foreign)}
    taken = {*there.values(), *kept}
    given: dict[str, Imported] = {}
    numbers: dict[str, int] = {}
    for begins, incident in ready:
        name = there.get((provider, incident.foreign or incident.place), "")
        if not name or name in given:
            mine = incident.foreign in kept and incident.foreign not in {*there.values(), *given}
            title = slug((incident.document or {}).get("title", "")) or "incident"
            name = incident.foreign if mine else unique(f"{begins:%Y-%m-%d}-{title}", taken, numbers)
        given[name] = replace(incident, begins=begins, document=_with_origin(incident, provider))
    return given


def _with_beginning(incidents: Iterable[Imported]) -> Iterator[tuple[datetime, Imported]]:
    for incident in incidents:
        if incident.document is None:
            continue
        if incident.begins is None:
            raise ValueError(f"the importer does not say when {incident.place} begins")
        yield incident.begins.astimezone(UTC), incident


def _with_origin(incident: Imported, provider: str) -> Document:
    origin = {"from": provider, "id": incident.foreign, "place": incident.place, **incident.origin}
    document = dict(incident.document or {})
    private = document.pop(_NEVER, {})
    return document | {
        _NEVER: {**private, "imported": {key: value for key, value in origin.items() if value}}
    }


@dataclass(slots=True)
class ComponentIds:
    """Gives each foreign component one id of ours: that of the site's component of the same name, else a slug.

    `known`: the site's components. Where several have the name, the group decides.
    """

    known: Sequence[FoundComponent]
    _given: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def knows(self, code: str) -> bool:
        """Tell whether this component has its id."""
        return code in self._given

    def of(self, code: str, name: str, group: str) -> str:
        """Return the id of the component that the source calls `code`."""
        if code not in self._given:
            self._given[code] = self._choose(code, name, group)
        return self._given[code]

    def _choose(self, code: str, name: str, group: str) -> str:
        same = [ours for ours in self.known if _same(ours.name, name) and ours.id not in self._taken]
        if same:
            best = next((ours for ours in same if _same(ours.group, group)), same[0])
            self._taken.add(best.id)
            return best.id
        short = slug(name) or slug(code) or "component"
        others = self._taken | {ours.id for ours in self.known}
        if group and short in others:
            short = slug(f"{group} {name}") or short
        if short == _NEVER:
            short = f"{_NEVER}-component"
        found = unique(short, others)
        self._taken.add(found)
        return found


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
