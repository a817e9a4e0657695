"""Foreign histories in: what every importer gives, and the form it gives it in.

An importer never invents. What its source does not know stays out, what our format cannot say is left
out, and each thing left out or guessed becomes a note with the source's place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

Document = dict[str, Any]
"""An incident file as plain values: text, lists and maps, in the order in which it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something left out or guessed: where in the source, and what."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One incident of the source. `document` is None where it could not come in; `notes` then say why."""

    id: str
    document: Document | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundComponent:
    """A component that the source names, or that the site has; `group` is its group's name."""

    id: str
    name: str
    group: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything that a source holds. Incidents stand oldest first, components in the source's order."""

    incidents: tuple[Imported, ...]
    components: tuple[FoundComponent, ...] = ()
    notes: tuple[Note, ...] = ()


class Importer(Protocol):
    """What a module of this package offers."""

    def read(self, source: Path, *, known: Sequence[FoundComponent], zone: ZoneInfo | None) -> History:
        """Read a foreign history.

        `known`: the components that the site has already. `zone`: where times without an
        offset are read. Raises `StatuskitError` where nothing of the source can be read.
        """


def all_notes(history: History) -> Iterable[Note]:
    """Return the notes on the source as a whole, then those on each incident."""
    yield from history.notes
    for incident in history.incidents:
        yield from incident.notes
