"""The JSON API: Statuspage's public one, version 2, as plain files.

Paths, keys and their order were read off real responses. What is ours stands in additional keys. Without
an address of the site every address in it is relative to the site's root, and `page.url` is empty.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from statuskit.facts.cases import Case, last_spoken
from statuskit.model import Incident, Kind
from statuskit.outputs import OutputFile
from statuskit.outputs.api.components import Components
from statuskit.outputs.api.frame import EPOCH, Frame, Record, frame
from statuskit.outputs.api.incidents import as_now, incident_record, last_changed
from statuskit.views.brand import Brand
from statuskit.views.context import Context, newest_first

LISTED = 50
"""How many incidents a list holds, and how many maintenances."""


class Api:
    """Makes every file of the API."""

    def __init__(self, ctx: Context, brand: Brand) -> None:
        self._page = frame(ctx, brand)
        self._components = Components(self._page)

    def files(self) -> Iterator[OutputFile]:
        """Make every file."""
        yield from map(self.of, self._page.ctx.catalog.incidents)
        yield from self.lists()

    def of(self, incident: Incident) -> OutputFile:
        """Make an incident's own file."""
        updated = last_changed(incident, self._page.ctx.cases[incident.id])
        return _file(
            f"incidents/{incident.id}", {"page": self._page.page(updated), "incident": self._record(incident)}
        )

    @property
    def shared(self) -> str:
        """All that stands in every incident's file, whatever incident it is."""
        return json.dumps([self._page.page(EPOCH), self._components.known])

    def lists(self) -> Iterator[OutputFile]:
        """Make the files that are not of one incident."""
        chosen = _Chosen(self._page.ctx)
        listed = {
            each.id: as_now(self._page, self._components, each, self._record(each))
            for each in chosen.incidents
        }
        yield from _lists(self._page, self._components, chosen, listed)

    def _record(self, incident: Incident) -> Record:
        return incident_record(self._page, self._components, incident)


class _Chosen:
    """The incidents that stand in some list: the newest, and those that the front page shows."""

    def __init__(self, ctx: Context) -> None:
        newest = newest_first(ctx.cases.values())
        self.newest = _first(newest, Kind.INCIDENT)
        self.maintenances = _first(newest, Kind.MAINTENANCE)
        self.unresolved = newest_first(ctx.state.open_incidents)
        self.active, self.upcoming, self.notices = ctx.state.under_way, ctx.state.ahead, ctx.state.notices
        lists = (self.newest, self.maintenances, self.unresolved, self.active, self.upcoming, self.notices)
        self.incidents = {case.id: ctx.incidents[case.id] for each in lists for case in each}.values()


def _first(newest: Iterable[Case], kind: Kind) -> list[Case]:
    return list(islice((case for case in newest if case.kind is kind), LISTED))


def _lists(
    frame: Frame, components: Components, chosen: _Chosen, listed: dict[str, Record]
) -> Iterator[OutputFile]:
    state = frame.ctx.state
    page = frame.page(_updated(frame.ctx, components))
    described = state.roll_up.description
    status = {
        "indicator": state.roll_up.indicator,
        "description": described,
        "localized_description": frame.ctx.words.gettext(described),
    }

    def of(cases: Iterable[Case]) -> list[Record]:
        return [listed[case.id] for case in cases]

    every_component = components.listing()
    yield _file(
        "summary",
        {
            "page": page,
            "components": every_component,
            "incidents": of(chosen.unresolved),
            "scheduled_maintenances": of([*chosen.active, *chosen.upcoming]),
            "status": status,
            "notices": of(chosen.notices),
        },
    )
    yield _file("status", {"page": page, "status": status})
    yield _file("components", {"page": page, "components": every_component})
    yield _file("incidents", {"page": page, "incidents": of(chosen.newest)})
    yield _file("incidents/unresolved", {"page": page, "incidents": of(chosen.unresolved)})
    for path, incidents in (
        ("scheduled-maintenances", chosen.maintenances),
        ("scheduled-maintenances/upcoming", chosen.upcoming),
        ("scheduled-maintenances/active", chosen.active),
    ):
        yield _file(path, {"page": page, "scheduled_maintenances": of(incidents)})


def _updated(ctx: Context, components: Components) -> datetime:
    """Tell when anything was last said, a component changed its state, or a maintenance began or ended.

    A maintenance of which nothing was said is dated by its beginning, which may be ahead.
    """
    newest = last_spoken(ctx.cases.values(), ctx.now)
    edges = (edge for case in ctx.cases.values() for edge in case.edges)
    return max([components.updated, *edges, *([newest] if newest else [])])


def _file(path: str, record: Record) -> OutputFile:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return OutputFile(f"api/v2/{path}.json", text.encode())
