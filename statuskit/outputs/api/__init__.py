"""The JSON API: Statuspage's public one, version 2, as plain files.

Paths, keys and their order were read off real responses. What is ours stands in additional keys. Without
an address of the site every address in it is relative to the site's root, and `page.url` is empty.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from statuskit.facts.cases import Case, last_spoken
from statuskit.model import Kind
from statuskit.outputs import OutputFile
from statuskit.outputs.api.components import Components
from statuskit.outputs.api.frame import Frame, Record, frame
from statuskit.outputs.api.incidents import as_now, incident_record, last_changed, window_edges
from statuskit.views.brand import Brand
from statuskit.views.context import Context, newest_first

LISTED = 50
"""How many incidents a list holds, and how many maintenances."""


def build(ctx: Context, brand: Brand) -> Iterator[OutputFile]:
    """Make every file of the API."""
    page = frame(ctx, brand)
    components = Components(page)
    chosen = _Chosen(ctx)
    listed: dict[str, Record] = {}
    for incident in ctx.catalog.incidents:
        record = incident_record(page, components, incident)
        yield _file(
            f"incidents/{incident.id}",
            {"page": page.page(last_changed(incident, ctx.cases[incident.id])), "incident": record},
        )
        if incident.id in chosen.ids:
            listed[incident.id] = as_now(page, components, incident, record)
    yield from _lists(page, components, chosen, listed)


class _Chosen:
    """The incidents that stand in some list: the newest, and those that the front page shows."""

    def __init__(self, ctx: Context) -> None:
        newest = newest_first(ctx.cases.values())
        self.incidents = _first(newest, Kind.INCIDENT)
        self.maintenances = _first(newest, Kind.MAINTENANCE)
        self.unresolved = newest_first(ctx.state.open_incidents)
        self.active, self.upcoming, self.notices = ctx.state.under_way, ctx.state.ahead, ctx.state.notices
        lists = (self.incidents, self.maintenances, self.unresolved, self.active, self.upcoming, self.notices)
        self.ids = {case.id for each in lists for case in each}


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
    yield _file("incidents", {"page": page, "incidents": of(chosen.incidents)})
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
    edges = (edge for case in ctx.cases.values() for edge in window_edges(case))
    return max([components.updated, *edges, *([newest] if newest else [])])


def _file(path: str, record: Record) -> OutputFile:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return OutputFile(f"api/v2/{path}.json", text.encode())
