"""What git knows of a revision, asked of a real repository with names that are hard to read."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statuskit.errors import UsageError
from statuskit.git import revision

if TYPE_CHECKING:
    from tests.conftest import Git

ODD = ("incidents/a b.yml", "incidents/-x.yml", "incidents/:(top)ö'\"$(id).yml", "incidents/new\nline.yml")


@pytest.fixture
def folder(tmp_path: Path, git: "Git") -> Path:
    """Give a repository whose site stands in a folder below it, with one commit."""
    git(tmp_path, "init", "--quiet")
    root = tmp_path / "status"
    for name in (*ODD, "mkdocs.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"title: {name!r}\n", encoding="utf-8")
    (tmp_path / "elsewhere.txt").write_text("x", encoding="utf-8")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "All")
    return root


def test_files_and_what_they_held(folder: Path) -> None:
    """Every file below the folder is there with its bytes, whatever its name, and none from elsewhere."""
    for name in ODD:
        (folder / name).write_text("other", encoding="utf-8")
    then = revision(folder, "HEAD")
    assert set(then.files) == {*ODD, "mkdocs.yml"}
    assert then.read(ODD) == {name: f"title: {name!r}\n".encode() for name in ODD}
    assert then.read([]) == {}


def test_what_differs(folder: Path) -> None:
    """Edited, removed and new files differ, whether git was told of them or not; nothing else does."""
    assert revision(folder, "HEAD").changed == frozenset()
    (folder / ODD[0]).write_text("other", encoding="utf-8")
    (folder / ODD[2]).unlink()
    (folder / "incidents/new.yml").write_text("new", encoding="utf-8")
    (folder.parent / "elsewhere.txt").write_text("y", encoding="utf-8")
    assert revision(folder, "HEAD").changed == {ODD[0], ODD[2], "incidents/new.yml"}


def test_a_link_is_no_file(folder: Path, git: "Git") -> None:
    """What a symbolic link led to is not what it held."""
    (folder / "incidents/link.yml").symlink_to("a b.yml")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Link")
    assert "incidents/link.yml" not in revision(folder, "HEAD").files


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "HEAD:mkdocs.yml", "", "a b", "HEAD^{tree}"])
def test_no_such_revision(folder: Path, name: str) -> None:
    """What names no commit is refused, options of git among it, and nothing is written."""
    with pytest.raises(UsageError, match="git knows no revision"):
        revision(folder, name)
    assert not (folder / "x").exists()


def test_a_shallow_checkout(folder: Path, git: "Git", tmp_path: Path) -> None:
    """Where the older commits were never fetched, the way to fetch them is told."""
    (folder / "mkdocs.yml").write_text("other", encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", "--message", "More")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{tmp_path}", "copy")
    with pytest.raises(UsageError, match="fetch-depth: 0"):
        revision(tmp_path / "copy" / "status", "HEAD~1")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a repository that is what is said."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", os.fspath(tmp_path.parent))
    with pytest.raises(UsageError, match="not a git repository"):
        revision(tmp_path, "HEAD")


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git on the PATH that is what is said."""
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    with pytest.raises(UsageError, match="no git on the PATH"):
        revision(tmp_path, "HEAD")


def test_within_a_hook(folder: Path, git: "Git") -> None:
    """In a hook, where git names its folders relative to another one, the same is found."""
    hook = folder.parent / ".git/hooks/pre-commit"
    script = "from pathlib import Path; from statuskit.git import revision; print(len(revision(Path('status'), 'HEAD').files), *revision(Path('status'), 'HEAD').changed)"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{script}" > said 2>&1\n', encoding="utf-8")
    hook.chmod(0o755)
    (folder / "mkdocs.yml").write_text("other", encoding="utf-8")
    git(folder, "commit", "--quiet", "--message", "More", "--", "mkdocs.yml")
    assert (folder.parent / "said").read_text(encoding="utf-8") == "5 mkdocs.yml\n"
