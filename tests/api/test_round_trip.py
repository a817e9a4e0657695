"""279 real incidents come in and go out again, and every difference has its reason in the table."""

import os
from pathlib import Path

import pytest

from .round_trip import DIFFERENCES, OURS, SHARED, SOURCE, Pair, Record, compared, counted, read, table

MANUAL = Path(__file__).parents[2] / "site_src" / "manual" / "api.md"

pytestmark = [
    pytest.mark.xdist_group("round trip"),
    pytest.mark.skipif(
        not SOURCE.is_file() and not (SHARED.is_dir() and os.environ.get("CI")),
        reason="the collection of real histories does not stand beside the project",
    ),
]


@pytest.fixture(scope="module")
def both() -> tuple[Record, Record]:
    """Give the source, and what our API answers after the import."""
    return read()


@pytest.fixture(scope="module")
def pairs(both: tuple[Record, Record]) -> list[Pair]:
    """Give every value of the source with ours."""
    return list(compared(*both))


def test_all_of_the_source_is_compared(pairs: list[Pair]) -> None:
    """Each of the 279 incidents with its page, updates and components takes part, with each of its keys."""
    assert len({pair.their_incident["id"] for pair in pairs}) == 279
    updates = sum(pair.path == "incident_updates[].id" for pair in pairs)
    components = sum(pair.path == "components[].id" for pair in pairs)
    assert min(updates, components) > 279
    assert len(pairs) == 279 * (11 + 5) + updates * 11 + components * 13


def test_nothing_differs_outside_the_table(pairs: list[Pair]) -> None:
    """Wherever ours is another value than the source's, the table says why, and what it says holds."""
    unexplained = [
        (pair.path, pair.theirs, pair.ours)
        for pair in pairs
        if pair.theirs != pair.ours and (pair.path not in DIFFERENCES or not DIFFERENCES[pair.path][1](pair))
    ]
    assert unexplained == []


def test_the_table_explains_nothing_that_is_the_same(pairs: list[Pair]) -> None:
    """Every reason is needed; the values that people read (words, states, times) are not among the changed."""
    counts = counted(pairs)
    assert {path for path, count in counts.items() if count.differing} == DIFFERENCES.keys()
    same = {path for path, count in counts.items() if not count.differing}
    assert same >= {
        *("id", "name", "status", "impact", "resolved_at", "monitoring_at", "page.time_zone"),
        *("incident_updates[].status", "incident_updates[].display_at", "incident_updates[].incident_id"),
        *("components[].name", "components[].description"),
    }


def test_the_table_counts(pairs: list[Pair]) -> None:
    """It has a line for each key that differs, with in how many incidents, and names the rest."""
    lines = list(table(counted(pairs), 279))
    assert len(lines) == 2 + len(DIFFERENCES) + 3
    assert lines[2].startswith("| `page.id` | 279 | 279 of 279 | ")
    assert "`incident_updates[].status`" in lines[-2]


def test_the_manual_tells_every_difference() -> None:
    """Whoever comes from Statuspage reads what is another value now."""
    told = MANUAL.read_text(encoding="utf-8").partition("## Coming from Statuspage")[2]
    assert [path for path in DIFFERENCES if f"`{path.rpartition('.')[2]}`" not in told] == []


def test_the_source_lacks_only_our_own_keys(both: tuple[Record, Record]) -> None:
    """Every key of the source is there, and what is there besides is ours."""
    source, answers = both
    theirs = source["incidents"][0]
    ours = answers[f"incidents/{theirs['id']}"]["incident"]
    extra = ours.keys() - theirs.keys()
    update, our_update = theirs["incident_updates"][0], ours["incident_updates"][0]
    extra |= {f"incident_updates[].{key}" for key in our_update.keys() - update.keys()}
    assert extra == OURS
    assert theirs["components"][0].keys() == ours["components"][0].keys()
