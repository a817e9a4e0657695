"""What git knows of a revision, asked of a real repository with names that are hard to read."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statuskit.errors import UsageError
from statuskit.git import Commit, commits, is_shallow, revision

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


def test_the_commits_of_a_history(folder: Path, git: "Git") -> None:
    """Each is there, newest first, with its own time, its first line and the files that it changed, odd names too."""
    git(folder, "switch", "--quiet", "--create", "side")
    (folder / "-x: y\n:z.yml").write_text("x", encoding="utf-8")
    git(folder, "add", "--all")
    subject = ":pencil: Größer | \x01 🟥"
    git(folder, "commit", "--quiet", "-m", subject, "-m", "More.", "--date", "2025-03-01T10:00:00+02:00")
    git(folder, "switch", "--quiet", "-")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "Nothing")
    git(folder, "merge", "--quiet", "--no-ff", "-m", "Merge", "side")
    found = {commit.subject: commit for commit in commits(folder.parent)}
    assert next(iter(found)) == "Merge"
    assert list(found)[-1] == "All"
    odd = found[subject]
    assert (odd.at, odd.parents, odd.files) == ("2025-03-01T10:00:00+02:00", 1, ("status/-x: y\n:z.yml",))
    assert (found["Merge"].parents, found["Merge"].files) == (2, ())
    assert (found["Nothing"].parents, found["Nothing"].files) == (1, ())
    assert set(found["All"].files) == {f"status/{name}" for name in (*ODD, "mkdocs.yml")} | {"elsewhere.txt"}
    assert [commit.sha for commit in commits(folder)] == git(folder, "log", "--format=%H").split()
    assert not is_shallow(folder)


def test_a_history_that_is_left_early(folder: Path) -> None:
    """Whoever has seen enough may stop; git is not waited for."""
    reading = commits(folder)
    assert isinstance(next(reading), Commit)
    reading.close()


def test_no_program_of_a_repository_is_run(folder: Path, git: "Git") -> None:
    """Programs that a stranger's settings name, as for signatures or a pager, are left alone."""
    program, ran = folder.parent / "program", folder.parent / "ran"
    # It signs when asked to, so that there is a signature to look at.
    program.write_text(
        f"#!/bin/sh\ncat > /dev/null\necho x > {ran}\necho '[GNUPG:] SIG_CREATED ' >&2\necho '-----BEGIN PGP SIGNATURE-----'\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    for name in ("gpg.program", "core.fsmonitor", "core.pager", "core.editor", "diff.external"):
        git(folder, "config", name, os.fspath(program))
    git(folder, "config", "log.showSignature", "true")
    git(folder, "commit", "--quiet", "--allow-empty", "--gpg-sign", "-m", "Signed")
    ran.unlink()
    assert [commit.subject for commit in commits(folder)] == ["Signed", "All"]
    assert not ran.exists()
    git(folder, "log", "-1")
    assert ran.exists(), "the trap is set: git on its own runs the program"


def test_nothing_is_fetched(folder: Path, git: "Git", tmp_path: Path) -> None:
    """What a clone left behind on its server stays there: a server's address may be a command."""
    git(folder, "config", "uploadpack.allowFilter", "true")
    origin = folder.parent.as_uri()
    git(tmp_path, "clone", "--quiet", "--filter=tree:0", "--no-checkout", origin, "copy")
    with pytest.raises(UsageError, match=r"which commits there are: .*(not allowed|azy fetch)"):
        list(commits(tmp_path / "copy"))


def test_a_history_without_commits(tmp_path: Path, git: "Git", monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none, no repository or no git, that is what is said."""
    git(tmp_path, "init", "--quiet")
    with pytest.raises(UsageError, match="git cannot tell which commits there are"):
        list(commits(tmp_path))
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    with pytest.raises(UsageError, match="no git on the PATH, so nobody knows which commits there are"):
        list(commits(tmp_path))
