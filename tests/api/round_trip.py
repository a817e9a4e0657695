"""What our API says of real incidents after an import, key by key against the source.

`python -m tests.api.round_trip` prints the table of differences.
"""

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from statuskit.importers import folder
from statuskit.importers.statuspage import Statuspage
from statuskit.load import load
from statuskit.model import Component, Settings
from statuskit.prose import Prose

from .built import built
from .samples import URL

SHARED = Path(__file__).parents[2].parent / "shared"
SOURCE = SHARED / "data/statuspage-github/incidents.json"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One value of both sides, with the incident and the innermost object that it stands in.

    `oldest` is the time of the first word of the whole history.
    """

    path: str
    theirs: Any
    ours: Any
    their_incident: Record
    their_part: Record
    our_part: Record
    oldest: str


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
    "page.id": ("the host of our page", lambda pair: pair.ours == "status.acme.example"),
    "page.name": ("a setting, `site_name`", lambda pair: pair.ours == "Acme Status"),
    "page.url": ("a setting, `site_url`", lambda pair: pair.ours == URL.removesuffix("/")),
    "page.updated_at": (
        "ours is the incident's own, so that an old file never changes; theirs when the page was asked",
        lambda pair: pair.ours == newest_word(pair.their_incident),
    ),
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
        lambda pair: pair.ours == pair.oldest,
    ),
    "components[].updated_at": (
        "ours is when this incident last changed it; theirs when anything did",
        lambda pair: pair.ours == pair.oldest or pair.ours <= newest_word(pair.their_incident),
    ),
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


def read() -> tuple[Record, Record]:
    """Import the source, load the files, build the API; give the source, and our answer for each path."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        history = Statuspage().read([SOURCE], known=(), zone=None)
        folder.write(folder.plan(history.incidents, root / "incidents", "statuspage"))
        found = tuple(
            Component(id=item.id, name=item.name, description=item.description) for item in history.components
        )
        loaded = load(root, Settings(components=found), NOW)
        assert loaded.problems == ()
        return json.loads(SOURCE.read_bytes()), built(loaded.catalog, Prose(), now=NOW)


def compared(source: Record, answers: Record) -> Iterator[Pair]:
    """Give every key of every incident of the source, of its page, updates and components, with our value."""
    oldest = min(map(first_word, source["incidents"]))
    for theirs in source["incidents"]:
        answer = answers[f"incidents/{theirs['id']}"]
        ours = answer["incident"]
        parts = [("", theirs, ours), ("page.", source["page"], answer["page"])]
        updates = zip(theirs["incident_updates"], ours["incident_updates"], strict=True)
        parts += [("incident_updates[].", *update) for update in updates]
        by_name = {component["name"]: component for component in ours["components"]}
        assert by_name.keys() == {component["name"] for component in theirs["components"]}
        parts += [("components[].", part, by_name[part["name"]]) for part in theirs["components"]]
        for path, their_part, our_part in parts:
            for key in their_part.keys() - {"incident_updates", "components"}:
                yield Pair(
                    path=path + key,
                    theirs=their_part[key],
                    ours=our_part[key],
                    their_incident=theirs,
                    their_part=their_part,
                    our_part=our_part,
                    oldest=oldest,
                )


@dataclass(slots=True)
class Count:
    """How often a key differs: in how many incidents, and in how many of the objects that have it."""

    incidents: set[str] = field(default_factory=set)
    differing: int = 0
    all: int = 0


def counted(pairs: Iterable[Pair]) -> dict[str, Count]:
    """Count the differences of each key, those without one too, in the order in which they are explained."""
    found: defaultdict[str, Count] = defaultdict(Count, {path: Count() for path in DIFFERENCES})
    for pair in pairs:
        count = found[pair.path]
        count.all += 1
        if pair.theirs != pair.ours:
            count.differing += 1
            count.incidents.add(pair.their_incident["id"])
    return dict(found)


def table(counts: dict[str, Count], incidents: int) -> Iterator[str]:
    """Write the table: key, incidents in which it differs, values that differ, and why; then what is the same."""
    yield f"| key | of {incidents} incidents | of all values | why |"
    yield "|---|---|---|---|"
    for path, (why, _) in DIFFERENCES.items():
        count = counts[path]
        yield f"| `{path}` | {len(count.incidents)} | {count.differing} of {count.all} | {why} |"
    same = sorted(path for path, count in counts.items() if not count.differing)
    yield ""
    yield "The same everywhere: " + ", ".join(f"`{path}` ({counts[path].all})" for path in same) + "."
    yield "Ours besides: " + ", ".join(f"`{key}`" for key in sorted(OURS)) + "."


def main() -> None:
    """Print the table."""
    source, answers = read()
    counts = counted(compared(source, answers))
    print("\n".join(table(counts, len(source["incidents"]))))  # noqa: T201 - it is what was asked for


if __name__ == "__main__":
    main()
