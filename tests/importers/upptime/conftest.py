"""What tests of the import from Upptime share."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.importers.upptime.source import SETTINGS

if TYPE_CHECKING:
    from tests.conftest import Git


@pytest.fixture
def repository(tmp_path: Path, git: "Git") -> Path:
    """Give a repository of Upptime with a rename, a merge and a commit of something else."""
    root = tmp_path / "upptime"
    (root / "history").mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch", "main")
    (root / ".upptimerc.yml").write_text(SETTINGS, encoding="utf-8")

    def commit(at: str, message: str, slug: str) -> None:
        (root / f"history/{slug}.yml").write_text(
            f"{at}\nstartTime: 2025-01-01T00:00:00.000Z\n", encoding="utf-8"
        )
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", message, "--date", f"2025-03-01T{at}Z")

    commit("10:00:00", "🟥 Old API is down (503 in 410 ms) [skip ci] [upptime]", "api")
    git(root, "commit", "--quiet", "--allow-empty", "--message", ":pencil: Update summary in README")
    git(root, "switch", "--quiet", "--create", "side")
    commit("10:02:00", "🟨 Shop is degraded (200 in 31000 ms) [skip ci] [upptime]", "shop")
    git(root, "switch", "--quiet", "main")
    commit("10:05:00", "🟩 API (EU) 🚀 is up (200 in 41 ms) [skip ci] [upptime]", "api")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Merge branch 'side'", "side")
    commit("10:40:00", "🟩 Shop is up (200 in 41 ms) [skip ci] [upptime]", "shop")
    return root
