"""The histories that `make bench` draws."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from statuskit.authoring.given import stamp
from statuskit.cli import main
from tools.bench.history import LATER, NOW, another_word, history, write

COUNT = 120


def test_a_history_is_as_long_as_asked_for() -> None:
    """Each incident has five updates, one in ten a postmortem, and there is one of each kind at least."""
    drawn = list(history(COUNT))
    assert len({each.id for each in drawn}) == COUNT
    assert {len(each.document["updates"]) for each in drawn} == {5}
    assert sum("postmortem" in each.document for each in drawn) == COUNT // 10
    assert {each.document.get("kind") for each in drawn} == {None, "maintenance", "notice"}
    assert {each.year for each in drawn} >= set(range(2017, 2027))


def test_a_history_is_the_same_each_time() -> None:
    """Times of two machines, or of two days, are about the same texts."""
    assert list(history(COUNT)) == list(history(COUNT))


def test_no_two_incidents_say_the_same() -> None:
    """What is remembered by its content would else look quicker than it is."""
    messages = [update["message"] for each in history(COUNT) for update in each.document["updates"]]
    assert len(set(messages)) == 5 * COUNT


@pytest.mark.parametrize("later", [False, True], ids=["as drawn", "with one more word"])
def test_nothing_is_wrong_with_a_drawn_project(tmp_path: Path, *, later: bool) -> None:
    """What is measured is the work on good files, before and after one more word."""
    write(COUNT, tmp_path)
    if later:
        another_word(tmp_path)
    moment = stamp(LATER if later else NOW)
    done = CliRunner().invoke(
        main, ["check", "-f", str(tmp_path / "mkdocs.yml"), "--now", moment, "--format", "json"]
    )
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {problem["Severity"] for file in told.values() for problem in file} <= {"suggestion"}
