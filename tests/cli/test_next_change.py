"""`statuskit next-change`: the moments at which the site steps on."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from statuskit.cli import main
from statuskit.plugin import build

if TYPE_CHECKING:
    from tests.conftest import WriteSite


def ask(*arguments: str) -> tuple[int, str, str]:
    """Run the command; return exit status, standard output and standard error."""
    done = CliRunner().invoke(main, ["next-change", *arguments])
    return done.exit_code, done.stdout, done.stderr


def tree(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_any_build_before_the_next_change_gives_the_same_bytes(
    write_site: "WriteSite", now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to the last second before the promised moment the site is the same, and from it on another."""
    root = write_site()
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(now.timestamp())))
    status, out, _ = ask("--after", now.isoformat())
    assert status == 0
    change = datetime.fromisoformat(out.strip())
    # The promise of 14:32 has passed when its minute has.
    assert out == "2026-11-20T14:33:00Z\n"
    trees = [
        tree(build(root / "mkdocs.yml", site_dir=root / f"site-{index}", now=moment).site_dir)
        for index, moment in enumerate([now, change - timedelta(seconds=1), change])
    ]
    assert trees[0] == trees[1]
    assert trees[1] != trees[2]


def test_the_clock_is_the_default(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--after` the answer lies behind the present moment, at midnight UTC at the latest."""
    monkeypatch.chdir(write_site())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert ask() == (0, "2030-03-18T00:00:00Z\n", "")


def test_a_wrong_file_is_a_problem(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """With a file that cannot be read there is no answer, but a way to the problems."""
    monkeypatch.chdir(write_site({"incidents/bad.yml": "title: [\n"}))
    status, out, err = ask()
    assert (status, out) == (1, "")
    assert re.search(r"1 problem\b.*statuskit check", err)
