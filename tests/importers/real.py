"""Real histories, where the collection of them stands beside the project: brought in, loaded and built as a site."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuskit import load, settings
from statuskit.importers import History, folder, settings_text
from statuskit.importers.folder import Planned
from statuskit.model import Incident

SHARED = Path(__file__).parents[2].parent / "shared"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
CONFIG = (
    "site_name: Real\nsite_url: https://real.example/\ntheme: {name: material}\nplugins:\n  - statuskit\n"
)


def needs(source: Path) -> pytest.MarkDecorator:
    """Leave tests out where there is no such collection; where they decide over a change, fail without its parts."""
    return pytest.mark.skipif(
        not source.exists() and not (SHARED.is_dir() and bool(os.environ.get("CI"))),
        reason="the collection of real histories does not stand beside the project",
    )


def bring_in(history: History, root: Path, provider: str) -> Sequence[Planned]:
    """Write a history as a site."""
    (root / "docs").mkdir()
    groups, components = settings_text.items(history.components)
    (root / "mkdocs.yml").write_text(settings_text.with_items(CONFIG, groups, components), encoding="utf-8")
    planned = folder.plan(history.incidents, root / "incidents", provider)
    folder.write(planned)
    return planned


def incidents(root: Path) -> dict[str, Incident]:
    """Load the incidents of a site that has no problem, by their ids."""
    site = settings.read(root / "mkdocs.yml")
    loaded = load.load(root, site.settings, NOW)
    assert (site.problems, loaded.problems) == ((), ())
    return {incident.id: incident for incident in loaded.catalog.incidents}


def build(root: Path) -> None:
    """Build a site strictly; there is not a warning."""
    done = subprocess.run(
        [sys.executable, "-m", "statuskit", "build", "--strict", "--now", f"{NOW:%Y-%m-%dT%H:%M:%SZ}"],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
