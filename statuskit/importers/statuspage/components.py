"""The components of a Statuspage: one id for each code, in the order of the page."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from statuskit.importers import FoundComponent
from statuskit.importers.bodies import one_line
from statuskit.importers.naming import ComponentIds
from statuskit.importers.sources import maps

Json = Mapping[str, Any]

_LAST = 1_000_000
"""The position of a component that has none."""


@dataclass(slots=True)
class Names:
    """One id for each component of the source, whatever name it had over time."""

    ids: ComponentIds
    groups: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    by_code: dict[str, str] = field(default_factory=dict)
    found: dict[str, FoundComponent] = field(default_factory=dict)

    def gather(self, listed: Iterable[Json], incidents: Iterable[Json]) -> None:
        """Name the components that the page lists, then those of its incidents, newest name first."""
        incidents = list(incidents)
        named = [one for item in incidents for one in maps(item.get("components"))]
        everything = in_order([*listed, *named])
        affected = [
            component
            for item in incidents
            for update in maps(item.get("incident_updates"))
            for component in maps(update.get("affected_components"))
        ]
        for component in everything:
            if component.get("group") is True:
                self.groups[_text(component, "id")] = _text(component, "name")
        prefixed = {_text(component, "code"): _text(component, "name") for component in affected}
        for component in everything:
            if component.get("group") is not True:
                self._add(component, prefixed)
        for component in affected:
            self.component(component)

    def _add(self, component: Json, prefixed: Mapping[str, str]) -> None:
        """Take in a component as the page lists it; updates may name it `Group - Name`."""
        code, name = _text(component, "id"), _text(component, "name")
        if not name or (not code and name in self.by_name):
            return
        group = self.groups.get(_text(component, "group_id"), "")
        full = prefixed.get(code, "")
        if not group and full.endswith(f" - {name}"):
            group = full.removesuffix(f" - {name}")
        about = _text(component, "description")
        self._remember(
            FoundComponent(id=code, name=name, group=group, description=about, since=_since(component))
        )

    def component(self, affected: Json) -> str | None:
        """Return our id of a component that an update names; None if it has neither code nor name."""
        code, name = _text(affected, "code") or _text(affected, "id"), _text(affected, "name")
        if not code and name in self.by_name:
            return self.by_name[name]
        if not name and not self.ids.knows(code):
            return None
        return self._remember(FoundComponent(id=code, name=name))

    def _remember(self, theirs: FoundComponent) -> str:
        """Return our id of a component of theirs, and keep what is known of it."""
        ours = self.ids.of(theirs.id or theirs.name, theirs.name, theirs.group)
        self.by_name.setdefault(theirs.name, ours)
        if theirs.id:
            self.by_code.setdefault(theirs.id, ours)
        if ours not in self.found:
            self.found[ours] = replace(theirs, id=ours)
        return ours


def in_order(listed: Iterable[Json]) -> list[Json]:
    """Put components as the page shows them: by position, each group followed by its own.

    The API sorts by positions, which count from one in every group. Of several with one id the first stays.
    """
    once: dict[str, Json] = {}
    for number, component in enumerate(listed):
        once.setdefault(_text(component, "id") or f"#{number}", component)
    grouped: dict[str, list[Json]] = {}
    for component in once.values():
        grouped.setdefault(_text(component, "group_id"), []).append(component)
    top = [one for key, ones in grouped.items() if once.get(key, {}).get("group") is not True for one in ones]
    found = [one for component in sorted(top, key=_position) for one in _with_members(component, grouped)]
    there = {id(component) for component in found}
    return [*found, *(component for component in once.values() if id(component) not in there)]


def _with_members(component: Json, grouped: Mapping[str, list[Json]]) -> Iterator[Json]:
    yield component
    if component.get("group") is True:
        yield from sorted(grouped.get(_text(component, "id"), ()), key=_position)


def _position(component: Json) -> int:
    position = component.get("position")
    return position if isinstance(position, int) else _LAST


def _since(component: Json) -> str:
    """Return the day from which the page counts a component's uptime."""
    day = _text(component, "start_date")
    with contextlib.suppress(ValueError):
        return date.fromisoformat(day).isoformat()
    return ""


def _text(component: Json, key: str) -> str:
    return one_line(component.get(key))
