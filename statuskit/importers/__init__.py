"""Foreign histories in: what every importer gives, and the form it gives it in.

An importer never invents. What its source does not know stays out, what our format cannot say is left
out, and each thing left out or guessed becomes a note with the source's place.

The next importer is one file here, `<provider>.py`, or a package where that grows long, and one entry in the
table of `statuskit.cli.import_`:

1. The file has a frozen dataclass with the method `read` of `Importer`; options of its own are its fields.
2. `sources` finds the files, decodes them and parses JSON. What cannot be read there is a note, and the
   rest comes in.
3. `times.Times` reads times, `bodies` makes Markdown, titles and names of foreign text, and
   `naming.ComponentIds` gives components their ids.
4. An incident is written as the source has it: `impact` and states too. It gets no id and no `private`;
   `naming.with_ids` gives both to all of them.
5. An incident that cannot come in is an `Imported` without a document. Its notes say why: raise `Unreadable`,
   and `document.converted` makes the rest of it.

`tests/importers/test_every_importer.py` then holds it to what all have to keep, and `tests/test_docs.py`
to a page in the manual, `moving-in/<provider>.md`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

Document = dict[str, Any]
"""An incident file as plain values: text, lists and maps, in the order in which it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something left out or guessed: where in the source, as `content/issues/2018-04-13.md:12`, and what."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One incident of the source. `document` is None where it could not come in; `notes` then say why.

    `place`: where it stands in the source. `foreign`: the id that it has there; where it has none, a later
    run knows the incident again by its place, so that is to be one that stays. `begins`: when it began, in
    UTC; with every document. `addresses`: its paths on the old site, as `/incidents/1whd66ydswnx`.
    `origin`: what else is to stand under `private: {imported: …}`.
    """

    place: str
    document: Document | None
    foreign: str = ""
    begins: datetime | None = None
    addresses: tuple[str, ...] = ()
    origin: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundComponent:
    """A component that the source names, or that the site has; `group` is its group's name.

    `url`: where it is itself found. `since`, `until`: the days from which and to which it is watched, as
    2025-06-03. All are empty where nothing is known.
    """

    id: str
    name: str
    group: str = ""
    description: str = ""
    url: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything that a source holds. Incidents stand in any order, components in the source's.

    `unread`: a note for each file, or part of one, that nothing came from. `addresses`: old path → path of
    ours for what is the whole site's, as `/feed.rss` → `/history.rss`.
    """

    incidents: tuple[Imported, ...]
    components: tuple[FoundComponent, ...] = ()
    notes: tuple[Note, ...] = ()
    unread: tuple[Note, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)


class Unreadable(Exception):
    """An incident that cannot come in; `str()` says why."""


class Importer(Protocol):
    """What a provider's file offers."""

    def read(
        self, sources: Sequence[Path], *, known: Sequence[FoundComponent], zone: ZoneInfo | None
    ) -> History:
        """Read a foreign history from files and folders.

        `known`: the components that the site has already. `zone`: where times without an offset are
        read. Raises `UsageError` where one is needed and none is given.
        """


def all_notes(history: History) -> Iterable[Note]:
    """Return the notes on files that were not read, on the source as a whole, then those on each incident."""
    yield from history.unread
    yield from history.notes
    for incident in history.incidents:
        yield from incident.notes
