"""The seven states in which clients meet a site: its files as text, and what each client has to make of them.

What is expected is written down by hand, from the specification and not from our code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
HOST = "status.acme.example"
URL = f"https://{HOST}/"
SITE_NAME = 'Acme "Status" & more'

MKDOCS = f"""\
site_name: 'Acme "Status" & more'
site_url: {URL}
docs_dir: site_src
theme: {{name: material}}
plugins:
  - statuskit:
      timezone: UTC
      groups: [{{id: chat, name: Chat}}]
      components:
        - {{id: rooms, name: Rooms, group: chat}}
        - {{id: search, name: Search, group: chat}}
        - {{id: bills, name: Bills & <receipts>}}
"""
NAMES = {"rooms": "Rooms", "search": "Search", "bills": "Bills & <receipts>"}
GROUP = {"rooms": "Chat", "search": "Chat", "bills": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What was said once: the end of its id, its title and its text in the feeds of updates, and when."""

    mark: str
    title: str
    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An incident or a maintenance as clients see it; `updates` are (status, text), newest first."""

    id: str
    name: str
    status: str
    impact: str
    created: str
    updated: str
    components: tuple[str, ...]
    updates: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    window: tuple[str, str] | None = None

    @property
    def address(self) -> str:
        """The page."""
        return f"{URL}incidents/{self.id}/"


SLOW = Story(
    id="search-slow",
    name='Search was "slow" <again> ]]> 🔥',
    status="postmortem",
    impact="minor",
    created="2026-11-05T10:00:00Z",
    updated="2026-11-06T09:00:00Z",
    components=("search",),
    updates=(
        ("postmortem", "A list grew too long."),
        ("resolved", "It is quick again."),
        ("investigating", "Search & find are slow."),
    ),
    items=(
        Item(
            mark="search-slow#final",
            title='Postmortem: Search was "slow" <again> ]]> 🔥',
            at="2026-11-06T09:00:00Z",
            text="A list grew too long.",
        ),
        Item(
            mark="search-slow/search-slow-20261105T110000Z",
            title='Resolved: Search was "slow" <again> ]]> 🔥',
            at="2026-11-05T11:00:00Z",
            text="It is quick again.",
        ),
        Item(
            mark="search-slow/search-slow-20261105T100000Z",
            title='Investigating: Search was "slow" <again> ]]> 🔥',
            at="2026-11-05T10:00:00Z",
            text="Search & find are slow.",
        ),
    ),
)
"""Over for long, and told to the end: part of every site."""

HISTORY = {
    "search-slow.yml": """\
title: 'Search was "slow" <again> ]]> 🔥'
components: {search: degraded_performance}
updates:
  - {at: 2026-11-05T10:00:00Z, message: Search & find are slow.}
  - {at: 2026-11-05T11:00:00Z, status: resolved, message: It is quick again.}
postmortem:
  state: final
  published: 2026-11-06T09:00:00Z
  plain: A list grew too long.
""",
    "old-tablets.yml": """\
title: Tablets need version 7
kind: notice
updates:
  - {at: 2026-11-01T08:00:00Z, message: Version 6 does not start.}
""",
}
NOTICE = (
    Item(
        mark="old-tablets/old-tablets-20261101T080000Z",
        title="Notice: Tablets need version 7",
        at="2026-11-01T08:00:00Z",
        text="Version 6 does not start.",
    ),
)
"""A known defect is told in feeds, and is no incident to any client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A site in one state; `worse` gives the components that are not operational."""

    files: Mapping[str, str] = field(default_factory=dict)
    indicator: str = "none"
    description: str = "All Systems Operational"
    worse: Mapping[str, str] = field(default_factory=dict)
    incident: Story | None = None
    maintenance: Story | None = None

    def status(self, component: str) -> str:
        """Tell the state of a component."""
        return self.worse.get(component, "operational")

    @property
    def group_status(self) -> str:
        """The state of the one group, Chat: in no site are two of its components hurt unlike."""
        return self.worse.get("rooms", "operational")

    @property
    def incidents(self) -> tuple[Story, ...]:
        """The open ones."""
        return (self.incident,) if self.incident else ()

    @property
    def maintenances(self) -> tuple[Story, ...]:
        """Those ahead and under way."""
        return (self.maintenance,) if self.maintenance else ()

    @property
    def stories(self) -> tuple[Story, ...]:
        """All that the history holds but the notice, newest word first."""
        return (*self.incidents, *self.maintenances, SLOW)

    @property
    def items(self) -> tuple[Item, ...]:
        """All that was said, newest first."""
        return (*(item for story in self.stories for item in story.items), *NOTICE)


def broken(components: str) -> str:
    """Write the file of an open incident."""
    return f"""\
title: Rooms do not open
components: {components}
updates:
  - {{at: 2026-11-20T14:00:00Z, message: We are looking.}}
  - {{at: 2026-11-20T15:00:00Z, status: identified, message: The *cause* is known.}}
"""


def open_story(impact: str, *components: str) -> Story:
    """Give such an incident as clients see it."""
    return Story(
        id="rooms-closed",
        name="Rooms do not open",
        status="identified",
        impact=impact,
        created="2026-11-20T14:00:00Z",
        updated="2026-11-20T15:00:00Z",
        components=components,
        updates=(("identified", "The cause is known."), ("investigating", "We are looking.")),
        items=(
            Item(
                mark="rooms-closed/rooms-closed-20261120T150000Z",
                title="Identified: Rooms do not open",
                at="2026-11-20T15:00:00Z",
                text="The cause is known.",
            ),
            Item(
                mark="rooms-closed/rooms-closed-20261120T140000Z",
                title="Investigating: Rooms do not open",
                at="2026-11-20T14:00:00Z",
                text="We are looking.",
            ),
        ),
    )


def planned(start: str, until: str) -> str:
    """Write the file of a maintenance that was announced, and of which nothing was said since."""
    return f"""\
title: Newer database
kind: maintenance
components: {{bills: under_maintenance}}
scheduled_for: {start}
scheduled_until: {until}
updates:
  - {{at: 2026-11-12T09:00:00Z, message: We change the database.}}
"""


ANNOUNCED = Item(
    mark="database/database-20261112T090000Z",
    title="Scheduled: Newer database",
    at="2026-11-12T09:00:00Z",
    text="We change the database.",
)
BEGUN = Item(
    mark="database#begins-20261120T150000Z",
    title="In progress: Newer database",
    at="2026-11-20T15:00:00Z",
    text="The time set for this maintenance has begun.",
)

STATES = {
    "all well": State(),
    "degraded": State(
        files={"rooms-closed.yml": broken("{rooms: degraded_performance}")},
        indicator="minor",
        description="Partially Degraded Service",
        worse={"rooms": "degraded_performance"},
        incident=open_story("minor", "rooms"),
    ),
    "partial": State(
        files={"rooms-closed.yml": broken("{rooms: partial_outage}")},
        indicator="minor",
        description="Minor Service Outage",
        worse={"rooms": "partial_outage"},
        incident=open_story("major", "rooms"),
    ),
    "major": State(
        files={"rooms-closed.yml": broken("{rooms: major_outage, bills: degraded_performance}")},
        indicator="major",
        description="Partial System Outage",
        worse={"rooms": "major_outage", "bills": "degraded_performance"},
        incident=open_story("critical", "rooms", "bills"),
    ),
    "maintenance under way": State(
        files={"database.yml": planned("2026-11-20T15:00:00Z", "2026-11-20T17:00:00Z")},
        indicator="maintenance",
        description="Service Under Maintenance",
        worse={"bills": "under_maintenance"},
        maintenance=Story(
            id="database",
            name="Newer database",
            status="in_progress",
            impact="maintenance",
            created="2026-11-12T09:00:00Z",
            updated="2026-11-20T15:00:00Z",
            components=("bills",),
            updates=(("scheduled", "We change the database."),),
            items=(BEGUN, ANNOUNCED),
            window=("2026-11-20T15:00:00Z", "2026-11-20T17:00:00Z"),
        ),
    ),
    "maintenance ahead": State(
        files={"database.yml": planned("2026-11-24T02:00:00Z", "2026-11-24T04:00:00Z")},
        maintenance=Story(
            id="database",
            name="Newer database",
            status="scheduled",
            impact="maintenance",
            created="2026-11-12T09:00:00Z",
            updated="2026-11-12T09:00:00Z",
            components=("bills",),
            updates=(("scheduled", "We change the database."),),
            items=(ANNOUNCED,),
            window=("2026-11-24T02:00:00Z", "2026-11-24T04:00:00Z"),
        ),
    ),
    "open, all operational": State(
        files={
            "rooms-closed.yml": """\
title: Rooms do not open
components: {rooms: partial_outage}
updates:
  - {at: 2026-11-20T14:00:00Z, message: We are looking.}
  - {at: 2026-11-20T15:00:00Z, status: monitoring, message: Rooms open., components: {rooms: operational}}
"""
        },
        incident=Story(
            id="rooms-closed",
            name="Rooms do not open",
            status="monitoring",
            impact="major",
            created="2026-11-20T14:00:00Z",
            updated="2026-11-20T15:00:00Z",
            components=("rooms",),
            updates=(("monitoring", "Rooms open."), ("investigating", "We are looking.")),
            items=(
                Item(
                    mark="rooms-closed/rooms-closed-20261120T150000Z",
                    title="Monitoring: Rooms do not open",
                    at="2026-11-20T15:00:00Z",
                    text="Rooms open.",
                ),
                Item(
                    mark="rooms-closed/rooms-closed-20261120T140000Z",
                    title="Investigating: Rooms do not open",
                    at="2026-11-20T14:00:00Z",
                    text="We are looking.",
                ),
            ),
        ),
    ),
}
