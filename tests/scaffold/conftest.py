"""A new site with every recipe, and running what it holds."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuskit.scaffold import NewSite, Recipe, new_files, write

NEW = NewSite(
    name="Acme Status",
    url="https://status.acme.example/",
    components={"website": "Website"},
    now=datetime(2024, 1, 5, 15, 40, tzinfo=UTC),
)

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def new_site(tmp_path: Path) -> Path:
    """Write a new site with every recipe; gives its folder."""
    folder = tmp_path / "status"
    write(folder, tuple(new_files(NEW, tuple(Recipe))))
    return folder


@pytest.fixture
def run() -> Run:
    """Run a command in a folder, our own commands found first; gives how it ended."""
    mine = Path(sys.executable).parent

    def in_folder(folder: Path, *words: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PATH": f"{mine}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
        done = subprocess.run(
            words,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        if check:
            assert done.returncode == 0, done.stdout + done.stderr
        return done

    return in_folder
