"""Ids for foreign things: incidents and components, short, stable and unique."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from statuskit.importers import FoundComponent

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80
_LONGEST_SLUG = 60
_NEVER = "private"
"""In an incident file this key and all below it is dropped."""


def fits(text: str) -> bool:
    """Tell whether a foreign id can be an incident's id as it is."""
    return len(text) <= _LONGEST and _ID.fullmatch(text) is not None


def slug(text: str) -> str:
    """Return a name in small letters, digits and hyphens; empty where it has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-")


def unique(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken, `-2`, `-3` … behind it where it must be, and take it."""
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    taken.add(found)
    return found


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
