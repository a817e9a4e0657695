"""`make bench`, once through, with a history that takes seconds."""

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tools.bench.__main__ import main
from tools.bench.results import read
from tools.bench.table import table

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_small_bench_measures_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step has its time, memory and figures, each page its visit; table, numbers and drawing are written."""
    for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
        monkeypatch.delenv(name)
    done = CliRunner().invoke(
        main, ["--sizes", "20", "--rounds", "1", "--folder", str(tmp_path), "--to", str(tmp_path / "out")]
    )
    assert done.exit_code == 0, done.output
    found = read(tmp_path / "out" / "results.json")
    ours = {each.key: each for each in found.measured if each.key not in {"mkdocs", "hugo"}}
    assert set(ours) == {"cold", "warm", "restored", "check", "check again"}
    assert all(each.wall and (each.memory or sys.platform != "linux") for each in ours.values())
    assert ours["warm"].figures == {"differing": 0, "idle": 0, "touched": ours["warm"].figures["touched"]}
    assert {(each.key, each.page) for each in found.visits} >= {
        ("restored", "front"),
        ("restored", "incident"),
        ("restored", "history"),
        ("mkdocs", "incident"),
    }
    assert table(found) in done.stdout
    assert (tmp_path / "out" / "plot.svg").read_text(encoding="utf-8").startswith("<svg")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
