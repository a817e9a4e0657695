"""Import from Statuspage: what its API answers, versions 1 and 2, and the feeds of a page's history.

Names of keys, and that updates stand newest first, follow Atlassian's public API reference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from statuskit.importers import FoundComponent, History
from statuskit.importers.naming import ComponentIds
from statuskit.importers.sources import files
from statuskit.importers.statuspage.answers import SUFFIXES, Found
from statuskit.importers.statuspage.components import Names
from statuskit.importers.statuspage.incident import Converter
from statuskit.importers.statuspage.words import WordReader
from statuskit.importers.times import Times


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuspage:
    """Reads incidents, maintenances and components of a page from any number of files."""

    def read(
        self, sources: Sequence[Path], *, known: Sequence[FoundComponent], zone: ZoneInfo | None
    ) -> History:
        """Read answers of the API, as they come, lines of JSON, and feeds; an incident that stands in several is one.

        `known`: the site's components. `zone`: where times without an offset are read. Raises `UsageError`
        where a zone is needed.
        """
        found = Found(zone=zone)
        for file in files(sources, SUFFIXES):
            found.add(file)
        items = found.once()
        names = Names(ids=ComponentIds(known))
        names.gather(found.components, [item.value for item in items])
        times = Times(zone=zone)
        converter = Converter(times=times, reader=WordReader(times=times, components=names.component))
        return History(
            incidents=tuple(
                converter.convert(item.place, item.label, item.foreign, item.value) for item in items
            ),
            components=tuple(names.found.values()),
            notes=tuple(found.notes),
            unread=tuple(found.unread),
            addresses={f"/uptime/{code}": f"/components/{ours}/" for code, ours in names.by_code.items()},
        )
