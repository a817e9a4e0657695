"""The hooks for pre-commit: each runs as pre-commit would run it, in a real repository."""

import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from tests.conftest import Git, WriteSite

HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook
    for hook in yaml.safe_load(
        (Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
}
FILE = "incidents/2026-11-20-card-payments.yml"


def hook(name: str, root: Path) -> tuple[int, str]:
    """Run a hook's command; return exit status and what it prints."""
    words = shlex.split(HOOKS[name]["entry"])
    done = subprocess.run(
        [Path(sys.executable).parent / words[0], *words[1:], *HOOKS[name].get("args", [])],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.slow
def test_what_each_hook_refuses(write_site: "WriteSite", git: "Git") -> None:
    """A wrong file is refused by both hooks, an edited word by the second, a good new file by none."""
    root = write_site()
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Public")
    text = (root / FILE).read_text(encoding="utf-8")
    assert [hook(name, root)[0] for name in HOOKS] == [0, 0]
    write_site({FILE: text.replace("1 in 5", "1 in 50")})
    assert [hook(name, root)[0] for name in HOOKS] == [0, 1]
    assert "edited-word" in hook("statuskit-published", root)[1]
    write_site({FILE: text.replace("status:", "statsu:")})
    assert [hook(name, root)[0] for name in HOOKS] == [1, 1]
    (root / FILE).unlink()
    assert [hook(name, root)[0] for name in HOOKS] == [0, 1]


def test_a_removed_file_is_noticed() -> None:
    """pre-commit matches no pattern with removed files, so the hook that minds them always runs."""
    assert HOOKS["statuskit-published"]["always_run"]
    assert all(not hook["pass_filenames"] and hook["language"] == "python" for hook in HOOKS.values())
