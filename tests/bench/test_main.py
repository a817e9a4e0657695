"""`make bench`, once through, with a history that takes seconds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.bench.results import read
from tools.bench.table import table

REPOSITORY = Path(__file__).parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_small_bench_measures_everything(tmp_path: Path) -> None:
    """Each step has its time, memory and figures, each page its visit; table, numbers and drawing are written."""
    # Where these tests trace coverage or drive a browser, a bench of its own does neither.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    options = ["--sizes", "20", "--rounds", "1", "--folder", str(tmp_path), "--to", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench", *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
        env=plain,
    )
    assert done.returncode == 0, done.stderr
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
