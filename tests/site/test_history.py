"""The filter of history, as built: what can be chosen, what the list holds, and what it weighs."""

import gzip
import json
import os
import random
import re
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from statuskit.model import (
    Catalog,
    Component,
    ComponentState,
    Impact,
    Incident,
    Kind,
    Settings,
    Status,
    Update,
)
from statuskit.outputs import history
from statuskit.prose import Prose
from statuskit.views.context import context
from statuskit.views.history import QUOTED
from statuskit.words import Words

MakeSite = Callable[..., dict[str, str]]

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
SHARED = Path(__file__).parents[2].parent / "shared"
REAL = SHARED / "data/statuspage-github/incidents.json"

INCIDENT = """
title: {title}
components: {components}
tags: [DNS, "caf\\u00e9"]
updates:
  - {{at: {at}, message: "The **first** word."}}
  - {{at: {at}, status: resolved, components: {{search: operational}}, message: The last word.}}
"""
MAINTENANCE = """
title: New cables
kind: maintenance
components: {rooms: under_maintenance}
scheduled_for: DAYT14:00:00Z
scheduled_until: DAYT17:00:00Z
updates:
  - {at: 2026-11-10T09:00:00Z, message: We change cables.}
"""
FILES = {
    "2026/rooms.yml": INCIDENT.format(
        title="Rooms", components="{rooms: partial_outage}", at="2026-11-19T10:00:00Z"
    ),
    "2024/fax.yml": INCIDENT.format(title="Fax", components="{fax: major_outage}", at="2019-02-03T10:00:30Z"),
    "2026/now.yml": MAINTENANCE.replace("DAY", "2026-11-20"),
    "2026/ahead.yml": MAINTENANCE.replace("DAY", "2026-11-24"),
}


def index(site: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
    """Read the list of the filter."""
    return json.loads(site["history/index.json"])


def test_the_list_holds_all_that_has_begun_newest_first(make_site: MakeSite) -> None:
    """Ids, titles, times, components by any name of them, tags and first words; what lies ahead is not history."""
    found = index(make_site(FILES))
    assert found["ids"] == ["now", "rooms", "fax"]
    assert found["titles"] == ["New cables", "Rooms", "Fax"]
    assert found["words"] == ["We change cables.", "The first word.", "The first word."]
    assert found["tags"] == ["", "DNS café", "DNS café"]
    newest = datetime(2026, 11, 20, 14, tzinfo=UTC)
    assert found["began"][0] == newest.timestamp() / 60
    assert newest - timedelta(minutes=found["began"][1]) == datetime(2026, 11, 19, 10, tzinfo=UTC)
    assert newest - timedelta(minutes=sum(found["began"][1:])) == datetime(2019, 2, 3, 10, tzinfo=UTC)
    assert [[found["components"][part][0] for part in parts] for parts in found["parts"]] == [
        ["rooms"],
        ["rooms", "search"],
        ["search", "fax"],
    ]
    assert [found["looks"][look] for look in found["look"]] == [
        [
            "maintenance",
            "under-maintenance",
            [
                ["", "2026-11-20T17:00:00Z", "under-maintenance", "In progress"],
                ["2026-11-20T17:00:00Z", "", "operational", "Completed"],
            ],
        ],
        ["incident", "impact-major", [["", "", "operational", "Resolved"]]],
        ["incident", "impact-critical", [["", "", "operational", "Resolved"]]],
    ]


def test_every_component_kind_and_year_can_be_chosen(make_site: MakeSite) -> None:
    """Components stand by group as on the front page, retired ones last; years are those that hold something."""
    page = make_site(FILES)["history/index.html"]
    form = page[page.index("<form") : page.index("</form>")]
    assert re.findall(r'<optgroup label="(.*?)"|<option value="([^"]+)"', form) == [
        ("Chat", ""),
        ("", "rooms"),
        ("", "search"),
        ("Billing", ""),
        ("", "checkout"),
        ("Retired", ""),
        ("", "fax"),
        *(("", kind.value) for kind in Kind),
        ("", "2026"),
        ("", "2019"),
    ]


def test_what_is_withdrawn_can_be_found_by_its_reason(make_site: MakeSite) -> None:
    """Its words no longer stand, so it is not found by them."""
    text = FILES["2026/rooms.yml"] + "withdrawn: {at: 2026-11-19T12:00:00Z, because: A rehearsal.}\n"
    found = index(make_site({"rooms.yml": text}))
    assert found["words"] == ["A rehearsal."]
    assert "first word" not in json.dumps(found)


def test_a_site_without_history_has_no_filter(make_site: MakeSite) -> None:
    """No form, no script and no list where nothing can be found."""
    site = make_site({})
    assert "history/index.json" not in site
    assert "<form" not in site["history/index.html"]
    assert "assets/statuskit/history." not in site["history/index.html"]


def test_pages_of_months_and_years_lead_to_the_filter(make_site: MakeSite) -> None:
    """Only `/history/` has the form and its script; others lead to it, with their year chosen."""
    site = make_site(FILES)
    carriers = {path for path, text in site.items() if "assets/statuskit/history." in text}
    assert carriers == {"history/index.html"}
    assert 'href="../../history/?year=2019"' in site["history/2019/index.html"]
    assert 'href="../../../history/?year=2019"' in site["history/2019/02/index.html"]


def test_what_a_page_does_not_list_is_led_to(make_site: MakeSite) -> None:
    """Past fifty incidents a component leads to its filtered history, and maintenance to its own."""
    many = {f"{n}.yml": FILES["2026/rooms.yml"] for n in range(51)}
    more = {f"m{n}.yml": MAINTENANCE.replace("DAY", "2026-11-12") for n in range(51)}
    site = make_site(many | more)
    assert 'href="../../history/?component=search"' in site["components/search/index.html"]
    assert "history/?component" not in site["components/checkout/index.html"]
    assert 'href="../history/?kind=maintenance"' in site["maintenance/index.html"]


def catalog(incidents: Iterable[Incident], components: int = 30) -> Catalog:
    """Gather incidents under a site of some size."""
    parts = tuple(Component(id=f"part-{n}", name=f"Part number {n}") for n in range(components))
    return Catalog(settings=Settings(timezone="UTC", components=parts), incidents=tuple(incidents))


def written(made: Catalog) -> bytes:
    """Write the list of a catalogue."""
    ctx = context(made, NOW, Words("en"), Prose())
    (file,) = history.build(ctx)
    assert isinstance(file.content, bytes)
    return file.content


def told(
    name: str, title: str, start: datetime, *, components: Iterable[str], message: str, impact: Impact
) -> Incident:
    """Give an incident of two words."""
    states = dict.fromkeys(components, ComponentState.PARTIAL_OUTAGE)
    end = start + timedelta(minutes=90)
    return Incident(
        id=name,
        file=f"incidents/{name}.yml",
        title=title,
        components=states,
        impact=impact,
        updates=(
            Update(id=f"{name}-1", at=start, status=Status.INVESTIGATING, says_status=True, message=message),
            Update(id=f"{name}-2", at=end, status=Status.RESOLVED, says_status=True, message="It is over."),
        ),
    )


SUBJECTS = (
    "Card payments|Sign-in codes|Search|Rooms|Phone alerts|Large files|Calls|The API|Webhooks|Invoices|Exports|"
    "Emails about missed messages|File previews|The console|Guest access|Reminders|Shared calendars|Video|Polls|"
    "Screen sharing|Notifications on Android|Notifications on iOS|Message history|Single sign-on|Bots|Tasks|"
    "User provisioning|Billing pages|Orders|Push messages|Uploads|Downloads|Links to rooms|The mobile app"
)
TROUBLES = (
    "fail|are slow|do not arrive|arrive late|do not open|come twice|answer with errors|time out|show old data|"
    "cannot be saved|stop after a minute|are refused|are lost|load only in part|drop|lag behind|cannot be found"
)
PLACES = (
    "in Europe|in the eastern United States|in Frankfurt|for some customers|for new accounts|on tablets|for guests|"
    "on older phones|for large teams|after the update|for customers with more than 500 rooms|behind a proxy|"
    "over mobile networks|in Firefox|in Safari|in Asia|at the top of the hour|"
)
WORDS = (
    "the a of to and we are looking into reports that customers cannot open their rooms because one of our machines "
    "stopped answering requests with an error while others take seconds to load what you sent is safe will be "
    "delivered once it is back next word by half past try again in few minutes app not affected found cause faulty "
    "disk network cable database replica certificate expired queue full rolled back supplier region"
)


def many(count: int, ids: str) -> Iterable[Incident]:
    """Make up a long history: `ids` are dated, or random as those of an import."""
    chance = random.Random(7)  # noqa: S311 - the same history each time
    subjects, troubles, places = (texts.split("|") for texts in (SUBJECTS, TROUBLES, PLACES))
    words = WORDS.split()
    start = NOW - timedelta(days=1)
    for number in range(count):
        start -= timedelta(minutes=chance.randrange(1, 1500))
        title = " ".join(
            f"{chance.choice(subjects)} {chance.choice(troubles)} {chance.choice(places)}".split()
        )
        slug = re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")
        dated = f"{start:%Y-%m-%d}-{slug}-{number}"
        drawn = "".join(chance.choices("0123456789abcdefghijklmnopqrstuvwxyz", k=12))
        yield told(
            dated if ids == "dated" else drawn,
            title,
            start,
            components=[f"part-{n}" for n in chance.sample(range(30), chance.choice((1, 1, 1, 2, 3)))],
            message=" ".join(chance.choice(words) for _ in range(40)) + f" {chance.randrange(1000)}.",
            impact=chance.choice(tuple(Impact)),
        )


@pytest.mark.slow
@pytest.mark.parametrize("ids", ["dated", "random"])
def test_ten_thousand_incidents_are_quick_to_write_and_to_fetch(ids: str) -> None:
    """At most 300 kB compressed as hosts do it; the list adds little to a build; any build writes the same."""
    made = catalog(many(10_000, ids))
    ctx = context(made, NOW, Words("en"), Prose())
    began = time.process_time()
    (file,) = history.build(ctx)
    taken = time.process_time() - began
    content = file.content
    assert isinstance(content, bytes)
    weight = len(gzip.compress(content, 6))
    print(f"{ids}: {taken:.2f} s, {len(content)} bytes, {weight} compressed")  # noqa: T201 - the figures of the manual
    assert len(json.loads(content)["ids"]) == 10_000
    assert weight < 300_000
    assert taken < 5
    (again,) = history.build(ctx)
    assert again.content == content


@pytest.mark.skipif(
    not REAL.is_file() and not (SHARED.is_dir() and os.environ.get("CI")),
    reason="the collection of real histories does not stand beside the project",
)
def test_real_incidents_weigh_no_more_than_made_up_ones() -> None:
    """What 279 real ones weigh each, taken 10,000 times, stays below 300 kB."""
    real = json.loads(REAL.read_text(encoding="utf-8"))["incidents"]

    def incident(each: Any, words: str) -> Incident:  # noqa: ANN401 - JSON
        start = datetime.fromisoformat(each["started_at"])
        parts = [f"part-{n % 30}" for n, _ in enumerate(each.get("components") or "x")]
        impact = Impact(each["impact"])
        return told(each["id"], each["name"], start, components=parts, message=words, impact=impact)

    def weight(incidents: Iterable[Incident]) -> int:
        return len(gzip.compress(written(catalog(incidents)), 6))

    whole = weight(
        incident(each, min(each["incident_updates"], key=lambda it: it["created_at"])["body"])
        for each in real
    )
    bare = weight(incident(each, "x") for each in real)
    assert (bare * 10_000 + (whole - bare) * QUOTED) / len(real) < 300_000
