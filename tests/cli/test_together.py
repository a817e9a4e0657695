"""Several people write into one file: at once in one folder, and apart in two branches of git."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from statuskit.cli import main

if TYPE_CHECKING:
    from tests.cli.conftest import Hand

FILE = "incidents/2026-11-20-card-payments.yml"
CHECK = ("check", "--now", "2026-11-20T15:00:00Z")


@pytest.fixture(scope="module")
def git(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Run git as somebody, without the machine's own settings; gives standard output."""
    if shutil.which("git") is None:
        pytest.fail("git is not on the PATH")
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text("[user]\nname = Ann\nemail = ann@example.com\n", encoding="utf-8")

    def run(*arguments: str, fails: bool = False) -> str:
        environment = {"HOME": os.fspath(home), "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *arguments], capture_output=True, text=True, check=False, env=environment
        )
        assert (done.returncode != 0) == fails, done.stderr
        return done.stdout

    return run


@pytest.mark.slow
def test_updates_at_the_same_time_lose_nothing(hand: "Callable[..., Hand]") -> None:
    """Eight processes say a word at once: all eight stand in the file, and it has no error."""
    at = hand()
    command = [sys.executable, "-m", "statuskit", "update", "card", "--now", "2026-11-20T14:10:00Z", "-m"]
    running = [
        subprocess.Popen([*command, f"Word number {number}."], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for number in range(8)
    ]
    for process in running:
        _, said = process.communicate()
        assert process.returncode == 0, said.decode()
    text = at.file()
    assert all(f"    message: Word number {number}.\n" in text for number in range(8))
    assert text.count("  - at: ") == 9
    assert at.files() == ["2026-11-20-card-payments.yml"]
    assert CliRunner().invoke(main, list(CHECK)).exit_code == 0


def test_two_branches_that_append_meet_in_a_conflict_that_is_explained(
    hand: "Callable[..., Hand]", git: Callable[..., str]
) -> None:
    """Git loses neither word; `check` names the line and the remedy, and the remedy is enough."""
    at = hand()
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "theirs")
    at("update", "-s", "identified", "-m", "Theirs.", at="14:20")
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "main")
    at("update", "-s", "monitoring", "-m", "Ours.", at="14:30")
    git("commit", "-qam", "ours")
    git("merge", "-q", "theirs", fails=True)

    text = at.file()
    assert "message: Ours." in text
    assert "message: Theirs." in text
    said = CliRunner().invoke(main, list(CHECK))
    assert said.exit_code == 1
    assert said.stdout == (
        f"{FILE}:8:1 error unresolved-merge  This file holds an unresolved merge: git wrote both versions of "
        "these lines into it. Keep the updates of both sides, in the order of their times, and take out the "
        "lines that begin with <<<<<<<, =======, ||||||| and >>>>>>>.\n"
        "  8 | <<<<<<< HEAD\n"
        "    | ^^^^^^^^^^^^\n"
        "\n"
        "1 error in 1 file\n"
    )
    done = at("update", "card", "-m", "x", at="14:40")
    assert (done.exit_code, at.file()) == (1, text)

    head, _, rest = text.partition("<<<<<<< HEAD\n")
    ours, _, rest = rest.partition("=======\n")
    theirs, _, tail = rest.partition(">>>>>>> theirs\n")
    Path(FILE).write_text(head + theirs + ours + tail, encoding="utf-8")
    assert CliRunner().invoke(main, list(CHECK)).exit_code == 0
    shown = CliRunner().invoke(main, ["show", "card", "--now", "2026-11-20T15:00:00Z"]).stdout
    assert shown.index("Ours.") < shown.index("Theirs.")


def test_a_branch_that_corrects_another_place_merges_by_itself(
    hand: "Callable[..., Hand]", git: Callable[..., str]
) -> None:
    """A word added on one side and a workaround on the other are no conflict."""
    at = hand(
        {FILE: "# Cards\n\n\ntitle: Cards\n\n\nupdates:\n  - at: 2026-11-20T14:02:00Z\n    message: x\n"}
    )
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "theirs")
    Path(FILE).write_text(
        at.file().replace("title: Cards\n", "title: Cards\ntags: [cards]\n"), encoding="utf-8"
    )
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "main")
    at("update", "-m", "Ours.", at="14:30")
    git("commit", "-qam", "ours")
    git("merge", "-q", "theirs")
    assert "tags: [cards]\n" in at.file()
    assert "message: Ours.\n" in at.file()
