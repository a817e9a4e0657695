"""What `statuskit.importers.upptime.outages` makes of a site's commits."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statuskit import load
from statuskit import settings as site_settings
from statuskit.facts.cases import case
from statuskit.importers import Document
from statuskit.importers.upptime.messages import Word
from statuskit.importers.upptime.outages import MOST_RUNS, Commit, Outage, Outages, document
from statuskit.model import ComponentState, Incident
from statuskit.source.yaml_text import to_yaml

START = datetime(2025, 3, 1, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
GAP = timedelta(minutes=15)
STATES = {
    "up": ComponentState.OPERATIONAL,
    "down": ComponentState.MAJOR_OUTAGE,
    "slow": ComponentState.DEGRADED_PERFORMANCE,
}
CONFIG = "site_name: A\nplugins:\n  - statuskit:\n      components:\n        - {id: shop, name: Shop}\n"


def commits(*said: tuple[int, str]) -> list[Commit]:
    """Return commits: minutes from the start, and the state that each says."""
    return [
        Commit(
            at=START + timedelta(minutes=minute),
            sha=f"{number:040x}",
            word=Word(name="Shop", state=STATES[state], code=None, took=None),
            place=f"log:{number}",
        )
        for number, (minute, state) in enumerate(said)
    ]


def outages(*said: tuple[int, str]) -> list[Outage]:
    """Return the outages of commits."""
    return list(Outages(gap=GAP).of(commits(*said)))


def written(*said: tuple[int, str], is_watched: bool = True) -> list[Document]:
    """Return the documents of commits."""
    return [document(outage, "shop", http=True, is_watched=is_watched) for outage in outages(*said)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site with one component."""
    root = tmp_path_factory.mktemp("site")
    (root / "incidents").mkdir()
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return root


def loaded(root: Path, documents: list[Document]) -> list[Incident]:
    """Return the incidents that documents are, read as files without any problem."""
    for path in (root / "incidents").iterdir():
        path.unlink()
    for number, each in enumerate(documents):
        (root / f"incidents/{number:04}.yml").write_text(to_yaml(each), encoding="utf-8")
    found = load.load(root, site_settings.read(root / "mkdocs.yml").settings, NOW)
    assert found.problems == ()
    return sorted(found.catalog.incidents, key=lambda incident: incident.id)


def test_down_and_up_are_an_incident() -> None:
    """A pair is one file: its state from the first commit on, over with the second; what is up says nothing."""
    assert written((0, "up"), (5, "down"), (9, "up"), (60, "up")) == [
        {
            "title": "Shop is down",
            "components": {"shop": "major_outage"},
            "updates": [
                {"at": "2025-03-01T00:05:00Z", "status": "investigating", "message": "Major outage."},
                {"at": "2025-03-01T00:09:00Z", "status": "resolved", "message": "Up again."},
            ],
        }
    ]


def test_a_state_that_changes_meanwhile() -> None:
    """From slow to down without being up is one incident, told by updates with their states."""
    (found,) = written((0, "slow"), (5, "down"), (7, "down"), (9, "slow"), (12, "up"))
    assert found["title"] == "Shop is down"
    assert found["components"] == {"shop": "degraded_performance"}
    assert [update.get("components") for update in found["updates"]] == [
        None,
        {"shop": "major_outage"},
        {"shop": "degraded_performance"},
        None,
    ]
    assert "windows" not in found


def test_what_was_only_slow_is_not_called_down() -> None:
    """The title says what the commits say."""
    (found,) = written((0, "slow"), (5, "up"))
    assert found["title"] == "Shop has degraded performance"
    assert found["components"] == {"shop": "degraded_performance"}


def test_flapping_is_one_incident_with_windows() -> None:
    """Outages with at most a quarter of an hour between them are one; a minute more, and they are two."""
    (found,) = written((0, "down"), (5, "up"), (20, "slow"), (25, "up"))
    assert found["windows"] == [
        {"from": "2025-03-01T00:00:00Z", "to": "2025-03-01T00:05:00Z"},
        {
            "from": "2025-03-01T00:20:00Z",
            "to": "2025-03-01T00:25:00Z",
            "components": {"shop": "degraded_performance"},
        },
    ]
    assert [update["status"] for update in found["updates"]] == [
        "investigating",
        "monitoring",
        "investigating",
        "resolved",
    ]
    assert len(written((0, "down"), (5, "up"), (21, "down"), (25, "up"))) == 2


def test_what_lasted_no_second_is_no_window(root: Path) -> None:
    """A site that fell and rose within one second was not down for any time that counts."""
    (found,) = written((0, "down"), (0, "up"), (5, "down"), (6, "up"))
    assert found["windows"] == [{"from": "2025-03-01T00:05:00Z", "to": "2025-03-01T00:06:00Z"}]
    assert case(loaded(root, [found])[0], NOW).downtime == timedelta(minutes=1)


def test_an_end_that_the_log_does_not_tell(root: Path) -> None:
    """A site that is watched is down still; of one that is not, the last commit that saw it down is the end."""
    said = ((0, "down"), (5, "up"), (10, "down"), (30, "down"))
    (still,) = loaded(root, written(*said))
    assert case(still, NOW).downtime == timedelta(minutes=5) + (NOW - START - timedelta(minutes=10))
    (gone,) = written(*said, is_watched=False)
    assert gone["updates"][-1] == {
        "at": "2025-03-01T00:30:00Z",
        "status": "resolved",
        "message": "No longer watched. The log does not say how it ended.",
    }
    assert case(loaded(root, [gone])[0], NOW).downtime == timedelta(minutes=25)
    assert loaded(root, written((0, "down"), is_watched=False))


def test_endless_flapping_takes_several_files(root: Path) -> None:
    """No file has more values than one may have, and none of the downtime is lost."""
    said = [(minute, "up" if minute % 2 else "down") for minute in range(MOST_RUNS * 4 + 10)]
    documents = written(*said)
    assert len(documents) == 3
    incidents = loaded(root, documents)
    assert sum((case(each, NOW).downtime for each in incidents), timedelta()) == timedelta(
        minutes=len(said) // 2
    )


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from(["up", "down", "down", "up", "slow"])), max_size=30
    )
)
def test_downtime_is_that_of_the_source(root: Path, steps: list[tuple[int, str]]) -> None:
    """By our facts all incidents together were down for as long as the source says, second by second.

    Where an incident was never down but slow, its downtime is the time in which it was slow.
    """
    said, minute = [], 0
    for wait, state in [*steps, (1, "up")]:
        minute += wait
        said.append((minute, state))
    found = outages(*said)
    expected = timedelta()
    for outage in found:
        by_state = {"down": timedelta(), "slow": timedelta()}
        start, end = outage.runs[0].start.at, outage.runs[-1].end
        inside = [(START + timedelta(minutes=at), state) for at, state in said]
        for (at, state), (following, _) in pairwise(inside):
            if start <= at and end and following <= end.at and state in by_state:
                by_state[state] += following - at
        was_down = any(
            run.state is ComponentState.MAJOR_OUTAGE and run.end and run.end.at > run.start.at
            for run in outage.runs
        )
        expected += by_state["down"] if was_down else by_state["slow"]
    incidents = loaded(root, [document(outage, "shop", http=True, is_watched=True) for outage in found])
    assert sum((case(each, NOW).downtime for each in incidents), timedelta()) == expected
    assert len(incidents) == len(found)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["up", "down", "slow"])), max_size=40))
def test_every_commit_is_accounted_for(steps: list[tuple[int, str]]) -> None:
    """Each is part of one outage, or says up where the site was up."""
    said, minute = [], 0
    for wait, state in steps:
        minute += wait
        said.append((minute, state))
    making = Outages(gap=GAP)
    found = list(making.of(commits(*said)))
    assert sum(outage.told + outage.again for outage in found) + making.idle == len(said)
    ends = [(outage.runs[0].start.at, outage.runs[-1].end) for outage in found]
    assert all(end and following - end.at > GAP for (_, end), (following, _) in pairwise(ends))
