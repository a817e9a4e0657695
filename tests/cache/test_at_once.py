"""Two programs at one project at a time, and a build that is ended from outside."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import INCIDENT

if TYPE_CHECKING:
    from tests.conftest import WriteSite

pytestmark = pytest.mark.slow

EARLY, LATE = "2026-11-20T14:10:00Z", "2027-11-20T14:10:00Z"
MANY = 220
"""As many incidents as two processes share."""


def start(root: Path, moment: str, folder: str = "site") -> "subprocess.Popen[str]":
    """Begin a build in a process, and a group of processes, of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "statuskit", "build", "--now", moment, "--site-dir", folder],
        cwd=root,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def build(root: Path, moment: str, folder: str = "site") -> dict[str, bytes]:
    """Build, and give what stands in the site then."""
    build = start(root, moment, folder)
    _, told = build.communicate(timeout=120)
    assert build.returncode == 0, told
    return tree(root / folder)


def tree(folder: Path) -> dict[str, bytes]:
    """Give all files of a folder, with their bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def is_there(group: int) -> bool:
    """Tell whether any process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def project(write_site: "WriteSite") -> Path:
    """Give a project whose pages two processes make."""
    return write_site(
        {
            f"incidents/2026-10-{n % 28 + 1:02}-{n}.yml": INCIDENT.replace("11-20", "10-01")
            for n in range(MANY)
        }
    )


def test_two_builds_at_once(project: Path) -> None:
    """Two builds of one project at a time both end well, and the site is whole, as one or the other made it."""
    builds = [start(project, moment) for moment in (EARLY, LATE, EARLY)]
    for each in builds:
        _, told = each.communicate(timeout=120)
        assert each.returncode == 0, told
    between = tree(project / "site")
    made = {moment: build(project, moment, f"{number}") for number, moment in enumerate((EARLY, LATE))}
    assert between in made.values()
    assert {moment: build(project, moment) for moment in (EARLY, LATE)} == made


@pytest.mark.parametrize(
    ("number", "whom"),
    [
        (signal.SIGINT, "the group"),
        (signal.SIGTERM, "the first process"),
        (signal.SIGKILL, "the first process"),
    ],
)
def test_a_build_is_ended(number: signal.Signals, whom: str, project: Path) -> None:
    """Whoever ends a build in the middle leaves a whole site, no process, and a folder for the next build."""
    before = build(project, EARLY)
    (project / ".cache/statuskit/kept.sqlite").unlink()
    ended = start(project, LATE)
    # It is at its work when its folder is there.
    while not list(project.glob(".site.building-*/index.html")):
        assert ended.poll() is None
    (os.killpg if whom == "the group" else os.kill)(ended.pid, number)
    ended.communicate(timeout=60)
    assert ended.returncode != 0
    assert tree(project / "site") == before
    # Whatever it started ends by itself.
    while is_there(ended.pid):
        pass
    assert build(project, LATE) == build(project, LATE, "fresh")
    assert not list(project.glob(".site.building-*"))
