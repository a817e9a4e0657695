"""Finding the file that is meant on a site of ten thousand."""

import os
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from statuskit.authoring.lookup import find_open, matching, newest_first, title_of
from statuskit.load import surroundings
from statuskit.load.files import Found, find
from statuskit.model import Component, Settings

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
KNOWN = Settings(components=(Component(id="c", name="C"),))
SETTINGS = (
    "site_name: Big\ndocs_dir: site_src\nplugins:\n  - statuskit:\n      components: [{id: c, name: C}]\n"
)
UPDATE = (
    "  - at: {at}\n    status: {status}\n    message: |\n      {status}: we said so.\n    next_update: 30m\n"
)
MANY, FEW = 10_000, 10
HELP_SECONDS = 0.2
CPU_SECONDS = 0.25
"""What ten thousand files may cost more than ten, where the machine has other things to do as well."""


def write(folder: Path, name: str, *statuses: str) -> None:
    """Write an incident with an update for each status."""
    words = [
        UPDATE.format(at=f"2026-11-20T14:0{number}:00Z", status=status)
        for number, status in enumerate(statuses)
    ]
    (folder / f"{name}.yml").write_text(
        f"title: 'It is: {name}'\ncomponents: {{c: partial_outage}}\nupdates:\n{''.join(words)}",
        encoding="utf-8",
    )


def opened(root: Path) -> list[str]:
    """Name what is open below `root`."""
    files, _ = find(root, "incidents")
    return [found.id for found, _ in find_open(files, surroundings(KNOWN, files, NOW)).incidents]


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("updates: [{at: 2026-11-20T14:00:00Z, status: resolved, message: x}]", False),
        ("updates: [{at: 2026-11-20T14:00:00Z, message: 'status: resolved'}]", True),
        ("updates:\n  - at: 2026-11-20T14:00:00Z\n    message: x\n# status: resolved", True),
        ("updates:\n  - at: 2026-11-20T14:00:00Z\n    status:  resolved\n    message: x", False),
        ("updates:\n  - at: 2026-11-20T14:00:00Z\n    'status': resolved\n    message: x", False),
        (
            "updates:\n  - {at: 2026-11-20T14:00:00Z, status: resolved, message: x}\n  - {at: 2026-11-20T14:01:00Z, status: monitoring, message: x}",
            True,
        ),
        (
            "updates:\n  - {at: 2026-11-20T14:00:00Z, message: x}\nwithdrawn: {at: 2026-11-20T14:01:00Z, because: x}",
            False,
        ),
    ],
)
def test_what_is_open(tmp_path: Path, text: str, is_open: bool) -> None:  # noqa: FBT001 - a column of the table
    """The short look at a file gives what reading it gives, also where a text says `status: resolved`."""
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents" / "a.yml").write_text(f"title: x\n{text}\n", encoding="utf-8")
    assert opened(tmp_path) == (["a"] if is_open else [])


def test_the_newest_comes_first(tmp_path: Path) -> None:
    """By name, whichever folder it stands in; and the whole id always means itself."""
    for name in ("2025/2025-01-01-a", "2026/2026-01-01-a", "a"):
        path = tmp_path / "incidents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path.parent, path.name, "investigating")
    assert opened(tmp_path) == ["a", "2026-01-01-a", "2025-01-01-a"]
    files = newest_first(find(tmp_path, "incidents")[0])
    assert matching([found.id for found in files], "a") == ["a"]
    assert matching([found.id for found in files], "-a") == ["2026-01-01-a", "2025-01-01-a"]
    assert title_of(files[0]) == "It is: a"
    assert title_of(Found(id="x", location=tmp_path / "gone.yml", file="gone.yml")) == ""


def cpu(root: Path, *arguments: str) -> float:
    """Run a command, unobserved, and give the seconds that the machine worked for it."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "statuskit", *arguments, "--now", "2026-11-20T14:10:00Z"]
    subprocess.run(command, cwd=root, env=plain, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def site(root: Path, size: int) -> Path:
    """Write a site with many incidents, all but the newest over."""
    folder = root / "incidents"
    folder.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    first = datetime(2026, 11, 19, tzinfo=UTC) - timedelta(hours=10 * size)
    for number in range(size):
        day = first + timedelta(hours=10 * number)
        write(folder, f"{day:%Y-%m-%d}-{number}", "investigating", "identified", "resolved")
    write(folder, "2026-11-20-now", "investigating")
    return root


@pytest.mark.slow
def test_a_long_history_makes_no_update_slow(tmp_path: Path) -> None:
    """With ten thousand incidents an update costs hardly more than with ten: files that are not meant stay shut."""
    small, big = site(tmp_path / "small", FEW), site(tmp_path / "big", MANY)
    update = ("update", "now", "-m", "x", "--dry-run")
    costs = [min(cpu(root, *update) for _ in range(3)) for root in (small, big)]
    assert costs[1] - costs[0] < CPU_SECONDS, costs


@pytest.mark.slow
def test_help_answers_at_once(tmp_path: Path) -> None:
    """Whoever looks for a command waits for none of their bodies."""
    assert min(cpu(tmp_path, "new", "--help") for _ in range(3)) < HELP_SECONDS
