"""Figures for Prometheus, read back by its own tools."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from statuskit.model import Component, ComponentState, Group, Settings
from statuskit.outputs import metrics
from statuskit.views.context import Context

Look = Callable[..., Context]
Figures = dict[tuple[str, tuple[tuple[str, str], ...]], float]

OPEN = """
title: Rooms do not open
components: {rooms: major_outage}
updates:
  - {at: 2026-11-20T14:00:00Z, message: We are looking., next_update: 30m}
"""
OLDER = """
title: Search is slow
components: {search: degraded_performance}
updates:
  - {at: 2026-11-20T12:00:00Z, message: Search is slow., next_update: 5h}
"""
STORY = """
title: Rooms were shut
updates:
  - {at: 2026-11-02T10:00:00Z, message: Rooms are shut.}
  - {at: 2026-11-02T11:00:00Z, status: resolved, message: They are open.}
postmortem:
  state: preliminary
  published: 2026-11-03T10:00:00Z
  due: 2026-11-30
  summary: They were shut.
  actions:
    - {what: A second lock, due: 2026-11-10}
    - {what: A third lock, due: 2026-12-10}
    - {what: A fourth lock}
    - {what: A bell, state: done, done_on: 2026-11-04, due: 2026-11-05}
    - {what: A whistle, state: dropped, because: The bell is enough., due: 2026-11-06}
"""
NOTICE = """
title: Tablets need an update
kind: notice
updates:
  - {at: 2026-11-10T14:00:00Z, message: They do.}
"""
WORKS = """
title: New cables
kind: maintenance
scheduled_for: BEGINS
scheduled_until: 2026-11-27T16:00:00Z
"""
HISTORY = {
    "open.yml": OPEN,
    "older.yml": OLDER,
    "story.yml": STORY,
    "notice.yml": NOTICE,
    "under-way.yml": WORKS.replace("BEGINS", "2026-11-20T15:00:00Z"),
    "ahead.yml": WORKS.replace("BEGINS", "2026-11-27T15:00:00Z"),
}


def written(ctx: Context) -> str:
    """Give the file as text."""
    [file] = metrics.build(ctx)
    assert file.path == "metrics"
    assert isinstance(file.content, bytes)
    return file.content.decode()


def read(text: str) -> Figures:
    """Read the samples as Prometheus' Python client does, by name and labels."""
    found: Figures = {}
    for family in text_string_to_metric_families(text):
        assert family.type == "gauge"
        assert family.documentation
        for sample in family.samples:
            key = (sample.name.removeprefix("statuskit_"), tuple(sample.labels.items()))
            assert key not in found
            found[key] = sample.value
    return found


def of(figures: Figures, name: str) -> dict[str, float]:
    """Give the samples of one metric, by the values of their labels."""
    return {
        " ".join(value for _, value in labels): figure
        for (metric, labels), figure in figures.items()
        if metric == name
    }


def seconds(day: int, hour: int, minute: int = 0, month: int = 11) -> float:
    """Count the seconds from 1970 to a moment of 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC).timestamp()


def test_states_are_told_one_by_one(look: Look) -> None:
    """Each component that is not retired has one state that holds; names stand in a metric of their own."""
    figures = read(written(look(HISTORY)))
    states = of(figures, "component_state")
    assert len(states) == 2 * len(ComponentState)
    assert [name for name, figure in states.items() if figure] == [
        "rooms major_outage",
        "search degraded_performance",
    ]
    assert of(figures, "component_info") == {"rooms Rooms Chat": 1, "search Search ": 1}
    status = of(figures, "status")
    assert [name for name, figure in status.items() if figure] == ["major"]
    assert len(status) == 5


def test_what_is_open_is_counted(look: Look) -> None:
    """Incidents by impact, zero where there are none; notices and maintenances by themselves."""
    figures = read(written(look(HISTORY)))
    assert of(figures, "open_incidents") == {"none": 0, "minor": 1, "major": 0, "critical": 1}
    counts = ("open_notices", "maintenances_under_way", "maintenances_ahead")
    assert [of(figures, name) for name in counts] == [{"": 1}, {"": 1}, {"": 1}]


def test_promises_are_counted_until_they_are_kept(look: Look) -> None:
    """The oldest is the one that was due first, late or not; what is done or dropped is over."""
    figures = read(written(look(HISTORY)))
    assert of(figures, "open_promises") == {"update": 2, "postmortem": 1, "action": 3}
    assert of(figures, "oldest_open_promise_due_timestamp_seconds") == {
        "update": seconds(20, 14, 30),
        "postmortem": seconds(1, 0, month=12),
        "action": seconds(11, 0),
    }


def test_moments_are_seconds_and_never_ages(look: Look) -> None:
    """The last word is the newest one, the next change the next midnight at the latest."""
    ctx = look(HISTORY)
    figures = read(written(ctx))
    assert of(figures, "last_word_timestamp_seconds") == {"": seconds(20, 15)}
    assert of(figures, "next_change_timestamp_seconds") == {"": seconds(20, 17, 1)}
    later = replace(ctx, now=ctx.now + timedelta(hours=1))
    assert written(later) == written(ctx)


def test_a_site_with_nothing_on_it_has_its_figures(look: Look) -> None:
    """Counts are zero; a moment that nobody knows is left out, not made up."""
    figures = read(written(look({}, settings=Settings())))
    assert of(figures, "open_incidents") == {"none": 0, "minor": 0, "major": 0, "critical": 0}
    assert not [name for name, _ in figures if name.endswith("_seconds")]


HOSTILE = (
    'a "quoted" \\ name\\n',
    "two\nlines\r\nand\rthree\u2028four\x85five",
    '"} 1\nevil{x="',
    "<b>]]> & \x07\x1b[31m",
    "\U0001f525 \u202eevil \u05e9\u05dc\u05d5\u05dd",
    "word " * 20_000,
)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_come_back_letter_by_letter(look: Look, name: str) -> None:
    """Whatever a component is called, the file is read back as it was meant."""
    settings = Settings(
        groups=(Group(id="g", name=name),), components=(Component(id="c", name=name, group="g"),)
    )
    [key] = [key for key in read(written(look({}, settings=settings))) if key[0] == "component_info"]
    assert dict(key[1]) == {"component": "c", "name": name, "group": name}


@pytest.fixture(scope="session")
def promtool() -> str:
    """Find Prometheus' own checker: on the PATH, or where `make` put it."""
    program = shutil.which(
        "promtool", path=os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])
    )
    if program is None:
        missing = "promtool is not here: make promtool"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return program


@pytest.mark.parametrize("files", [HISTORY, {}], ids=["full", "empty"])
@pytest.mark.parametrize("name", ["Rooms", *HOSTILE], ids=range(len(HOSTILE) + 1))
def test_promtool_accepts_the_file(look: Look, promtool: str, files: Mapping[str, str], name: str) -> None:
    """Prometheus' own checker finds nothing to say: not of the form, not of the names."""
    components = (Component(id="rooms", name=name), Component(id="search", name="Search"))
    text = written(look(files, settings=Settings(timezone="UTC", components=components)))
    done = subprocess.run(
        [promtool, "check", "metrics"], input=text.encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
