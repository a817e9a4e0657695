"""279 real incidents come in and go out again: what our API says of them, key by key against the source."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from statuskit.importers import folder, statuspage
from statuskit.load import load
from statuskit.model import Component, Settings

from .samples import URL

SHARED = Path(__file__).parents[2].parent / "shared"
SOURCE = SHARED / "data/statuspage-github/incidents.json"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
FIRST_WORD = "2020-01-19T21:06:21.068Z"
"""The oldest word of the whole history."""

pytestmark = pytest.mark.skipif(
    not SOURCE.is_file() and not (SHARED.is_dir() and os.environ.get("CI")),
    reason="the collection of real histories does not stand beside the project",
)

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One value of both sides, with the incident and the innermost object that it stands in."""

    path: str
    theirs: Any
    ours: Any
    their_incident: Record
    their_part: Record
    our_part: Record


Holds = Callable[[Pair], bool]


def first_word(incident: Record) -> str:
    """Give the time of an incident's first update."""
    return str(incident["incident_updates"][-1]["display_at"])


def newest_word(incident: Record) -> str:
    """Give the time of an incident's newest update."""
    return str(incident["incident_updates"][0]["display_at"])


def same_words(pair: Pair) -> bool:
    """Only blanks differ."""
    return str(pair.theirs).split() == str(pair.ours).split()


def same_outcome(pair: Pair) -> bool:
    """Tell whether what both name ends in the same state, and what one side alone names is no contradiction.

    What they alone name stays as it was, or comes from a state that no update told. What we alone name
    changes, but for the first update, which names all.
    """
    theirs = {item["name"].removeprefix("GitHub "): item for item in pair.theirs or []}
    ours = {item["name"]: item for item in pair.ours or []}
    is_first = pair.their_part is pair.their_incident["incident_updates"][-1]
    told = {
        (item["name"].removeprefix("GitHub "), item["new_status"])
        for update in pair.their_incident["incident_updates"]
        for item in update["affected_components"] or []
    }
    return (
        all(theirs[name]["new_status"] == ours[name]["new_status"] for name in theirs.keys() & ours)
        and all(
            theirs[name]["old_status"] == theirs[name]["new_status"]
            or (name, theirs[name]["old_status"]) not in told
            for name in theirs.keys() - ours
        )
        and (is_first or all(ours[n]["old_status"] != ours[n]["new_status"] for n in ours.keys() - theirs))
    )


DIFFERENCES: dict[str, tuple[str, Holds]] = {
    "created_at": (
        "ours is the time of the first word; theirs that of the record, milliseconds apart",
        lambda pair: pair.ours == first_word(pair.their_incident),
    ),
    "updated_at": (
        "ours is the time of the newest word; theirs that of the record",
        lambda pair: pair.ours == newest_word(pair.their_incident),
    ),
    "started_at": (
        "within the second of the first word, or after it: then the first word is the start",
        lambda pair: pair.ours == first_word(pair.their_incident) and pair.theirs[:19] >= pair.ours[:19],
    ),
    "shortlink": (
        "the address of our page",
        lambda pair: pair.ours == f"{URL}incidents/{pair.their_incident['id']}/",
    ),
    "page_id": ("the host of our page", lambda pair: pair.ours == "status.acme.example"),
    "incident_updates[].id": (
        "ours is made of the incident's id and the time",
        lambda pair: pair.ours.startswith(f"{pair.their_incident['id']}-20"),
    ),
    "incident_updates[].body": ("blanks in a row are one, as on a page", same_words),
    "incident_updates[].created_at": (
        "ours is the time it is shown under; theirs that of the record, where a word was dated back",
        lambda pair: pair.ours == pair.their_part["display_at"],
    ),
    "incident_updates[].updated_at": (
        "a published word of ours is never edited",
        lambda pair: pair.ours == pair.their_part["display_at"],
    ),
    "incident_updates[].affected_components": (
        "ids are ours, names today's, old states those before this word; later words name what changed",
        same_outcome,
    ),
    "incident_updates[].deliver_notifications": (
        "our feeds keep no word back",
        lambda pair: (pair.theirs, pair.ours) == (False, True),
    ),
    "incident_updates[].tweet_id": ("we do not tweet", lambda pair: pair.ours is None),
    "components[].id": ("ours is a word that people can write", lambda pair: pair.ours.islower()),
    "components[].status": (
        "ours is the incident's own; theirs the page's when it was asked",
        lambda pair: pair.ours == "operational",
    ),
    "components[].created_at": (
        "a history does not tell; ours is the first word of the whole history",
        lambda pair: pair.ours == FIRST_WORD,
    ),
    "components[].updated_at": (
        "ours is when this incident last changed it; theirs when anything did",
        lambda pair: pair.ours == FIRST_WORD or pair.ours <= newest_word(pair.their_incident),
    ),
    "components[].position": ("the order of our settings", lambda pair: 1 <= pair.ours <= 11),
    "components[].showcase": ("we show uptime unless told otherwise", lambda pair: pair.ours is True),
    "components[].start_date": ("a setting, `since`", lambda pair: pair.ours is None),
    "components[].page_id": ("the host of our page", lambda pair: pair.ours == "status.acme.example"),
}
"""Key → why ours is another value, and what must hold wherever it is."""

OURS = {
    *("reminder_intervals", "next_update_at", "workaround", "withdrawn", "postmortem_due_at"),
    *("postmortem_state", "postmortem_url", "plain", "make_right"),
    *(f"incident_updates[].{key}" for key in ("body_html", "next_update_at", "progress", "corrects")),
}
"""Keys that the source lacks."""


@pytest.fixture(scope="module")
def pairs(
    answers: Callable[..., dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Record, Record]]:
    """Import all, load the files, build the API; give each incident of the source with ours."""
    root = tmp_path_factory.mktemp("real")
    history = statuspage.read(SOURCE, known=(), zone=None)
    folder.write(folder.plan(history.incidents, root / "incidents"))
    found = tuple(
        Component(id=item.id, name=item.name, description=item.description) for item in history.components
    )
    loaded = load(root, Settings(components=found), NOW)
    assert loaded.problems == ()
    given = answers(loaded.catalog, now=NOW)
    source = json.loads(SOURCE.read_bytes())["incidents"]
    return [(theirs, given[f"incidents/{theirs['id']}"]["incident"]) for theirs in source]


def compared(theirs: Record, ours: Record) -> Iterator[Pair]:
    """Give every key of the source's incident, its updates and its components, with our value."""

    def part(path: str, their_part: Record, our_part: Record) -> Iterator[Pair]:
        for key in their_part.keys() - {"incident_updates", "components"}:
            yield Pair(
                path=path + key,
                theirs=their_part[key],
                ours=our_part[key],
                their_incident=theirs,
                their_part=their_part,
                our_part=our_part,
            )

    yield from part("", theirs, ours)
    for update in zip(theirs["incident_updates"], ours["incident_updates"], strict=True):
        yield from part("incident_updates[].", *update)
    by_name = {component["name"]: component for component in ours["components"]}
    assert by_name.keys() == {component["name"] for component in theirs["components"]}
    for component in theirs["components"]:
        yield from part("components[].", component, by_name[component["name"]])


def test_nothing_differs_outside_the_table(pairs: list[tuple[Record, Record]]) -> None:
    """Wherever ours is another value than the source's, the table says why, and what it says holds."""
    assert len(pairs) == 279
    found = [pair for theirs, ours in pairs for pair in compared(theirs, ours) if pair.theirs != pair.ours]
    unexplained = [
        (pair.path, pair.theirs, pair.ours)
        for pair in found
        if pair.path not in DIFFERENCES or not DIFFERENCES[pair.path][1](pair)
    ]
    assert unexplained == []
    assert Counter(pair.path for pair in found).keys() == DIFFERENCES.keys()


def test_the_source_lacks_only_our_own_keys(pairs: list[tuple[Record, Record]]) -> None:
    """Every key of the source is there, and what is there besides is ours."""
    theirs, ours = pairs[0]
    extra = ours.keys() - theirs.keys()
    update, our_update = theirs["incident_updates"][0], ours["incident_updates"][0]
    extra |= {f"incident_updates[].{key}" for key in our_update.keys() - update.keys()}
    assert extra == OURS
    assert theirs["components"][0].keys() == ours["components"][0].keys()
