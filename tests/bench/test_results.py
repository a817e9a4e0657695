"""What `make bench` makes of its numbers: the table, what was missed, the drawing, the page of the manual."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tools.bench.page import KEPT, PAGE, PLOT, page
from tools.bench.plot import LINES, plot
from tools.bench.results import Measured, Results, Visit, read, save
from tools.bench.table import missed, table


def results(*measured: Measured, visits: tuple[Visit, ...] = ()) -> Results:
    """Wrap what was measured."""
    return Results(
        day="2026-11-20",
        machine="2 cores",
        versions={"hugo": "0.1"},
        rounds=3,
        measured=measured,
        visits=visits,
    )


def timed(key: str, size: int, *walls: float, **figures: int) -> Measured:
    """Give a step with its rounds."""
    return Measured(size=size, key=key, walls=[*walls], cpus=[*walls], memory=70_000_000, figures=figures)


def cells(text: str, label: str) -> list[str]:
    """Find the cells of a row of a table."""
    row = next(line for line in text.splitlines() if line.startswith(f"| {label} |"))
    return [cell.strip() for cell in row.split("|")[2:-1]]


def test_a_time_is_the_median_of_its_rounds_with_its_growth() -> None:
    """Neither a slow round nor a quick one decides; ten times the history stands beside."""
    text = table(results(timed("cold", 1000, 2, 9, 1), timed("cold", 10_000, 18, 17, 90)))
    assert cells(text, "`statuskit build`, cold") == ["2.00 s", "18.00 s", "9.0", ""]


def test_a_ratio_is_taken_within_a_round() -> None:
    """A machine that is slow for a round is slow for both programs."""
    text = table(results(timed("cold", 100, 1, 30, 2), timed("mkdocs", 100, 2, 60, 1)))
    assert cells(text, "cold : plain MkDocs")[0] == "0.50"


def test_what_failed_is_told_and_the_table_still_comes() -> None:
    """A step without a time is a dash, and why stands below."""
    broken = Measured(size=100, key="hugo", failed="exit 1: no such template")
    text = table(results(timed("cold", 100, 1), broken, timed("hugo", 1000, 1)))
    assert cells(text, "bare Hugo, as many pages")[:2] == ["–", "1.00 s"]
    assert "- hugo at 100: exit 1: no such template" in text


def test_a_visit_stands_with_its_requests() -> None:
    """Bytes and requests are read together."""
    visit = Visit(size=100, key="restored", page="front", weight=21_116, requests=5)
    text = table(results(timed("cold", 100, 1), visits=(visit,)))
    assert cells(text, "first visit of `/`: bytes, requests")[0] == "21.1 kB, 5"


def test_what_is_missed_is_named_at_the_size_that_counts() -> None:
    """At 1,000 incidents nothing is held to the bars of 10,000; growth is held between the two."""
    slow = results(
        timed("cold", 1000, 1),
        timed("cold", 10_000, 12),
        timed("mkdocs", 10_000, 10),
        timed("warm", 1000, 9, touched=400),
        timed("warm", 10_000, 1, touched=37, idle=0),
    )
    assert [each.split(":")[0] for each in missed(slow)] == [
        "cold ",
        "files that one more word touches",
        "cold, 10,000 ",
    ]
    assert list(missed(results(timed("cold", 10_000, 9), timed("mkdocs", 10_000, 10)))) == []


def test_results_are_read_back_as_they_were(tmp_path: Path) -> None:
    """The manual shows a run that is over."""
    visit = Visit(size=100, key="hugo", page="incident", weight=1, requests=2)
    found = results(timed("cold", 100, 1, 2, files=3), visits=(visit,))
    save(found, tmp_path / "kept.json")
    again = read(tmp_path / "kept.json")
    assert table(again) == table(found)
    assert again.find("cold", 100) == found.find("cold", 100)


def test_the_drawing_has_a_line_for_each_program() -> None:
    """Ten times the time is one step up, whatever the time; names never stand on each other."""
    measured = [timed(key, size, size / 100) for key in LINES for size in (100, 1000, 10_000)]
    svg = ET.fromstring(plot(results(*measured)))  # noqa: S314 - drawn by ourselves
    at = "{http://www.w3.org/2000/svg}"
    lines = [each.get("points", "") for each in svg.iter(f"{at}polyline") if each.get("class") == "line"]
    assert len(lines) == len(LINES)
    heights = [float(point.split(",")[1]) for point in lines[0].split()]
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2], abs=0.2)
    names = sorted(float(each.get("y", "")) for each in svg.iter(f"{at}text") if each.get("class") == "name")
    assert min(two - one for one, two in pairwise(names)) >= 16


def test_the_page_keeps_what_people_wrote() -> None:
    """Before and behind the measured part nothing changes, however often it is made."""
    found = results(timed("cold", 100, 1))
    empty = re.sub(
        r"(?s)(<!-- From here.*?-->\n).*(<!-- To here)", r"\1\2", page("Before.\n\n", found) + "After.\n"
    )
    once = page(empty, found)
    assert once.startswith("Before.\n")
    assert once.endswith("\nAfter.\n")
    assert "| 1.00 s |" in once
    assert page(once, found) == once


def test_the_manual_shows_the_run_that_is_kept() -> None:
    """Table and drawing are those of one run, and nobody wrote a number by hand: `make manual`."""
    kept, written = read(KEPT), PAGE.read_text(encoding="utf-8")
    assert written == page(written, kept)
    assert PLOT.read_text(encoding="utf-8") == plot(kept)
