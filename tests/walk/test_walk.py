"""The first day of a new user, from an empty folder to a whole story, with the wheel in an environment of its own."""

import os
import re
import shlex
import site
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from venv import EnvBuilder

import pytest

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
TRANSCRIPT = HERE / "terminal.txt"
INCIDENT = "incidents/2026-11-20-card-payments-are-failing.yml"
STORY = """\
started: 2026-11-20T13:51:00Z

postmortem:
  state: final
  published: 2026-11-20T17:30:00Z
  summary: From {started} to {resolved}, 1 in 5 card payments was declined.
  apology:
    text: We are sorry. We let a key run out, and that is our fault.
    by: Ada Winter, head of engineering
  impact:
    who: Everyone who paid by card.
    count: {value: 212, of: payments, basis: measured}
    could_not: [pay by card]
    still_worked: [pay by invoice]
    data: {lost: none, exposed: none}
  make_right: {none: true, because: Every declined payment went through when it was tried again.}
  plain: |
    A key that lets us talk to our card supplier ran out. We had renewed it on four machines and forgot the fifth.
  technical: |
    The key on `pay-5` was not in the list that our renewal reads.
  actions:
    - {what: Renew keys on every machine from one list, kind: prevent, state: done, done_on: 2026-11-20}
    - {what: Raise an alarm ten days before a key runs out, kind: detect, state: planned, due: 2026-12-04}
  answers: {asked: 31, answered: 31, channels: [email]}
"""
"""What an engineer writes in an editor, in place of the skeleton."""

TOLD = "(the story is written in an editor)"
WALK = f"""\
14:00 statuskit init --name "Acme Status" --url https://status.acme.example/ --component checkout="Card payments" --component Rooms
14:01 statuskit build
14:02 statuskit new "Card payments are failing" -c checkout=partial_outage --next 30m -m "About 1 in 5 card payments is declined. No money has been taken twice."
14:20 statuskit update -s identifed -m "We found the cause."
14:20 statuskit update -c chekout=operational -m "We found the cause."
14:20 statuskit update --next 14:10 -m "We found the cause."
14:21 statuskit update -s identified --next 30m -m "A key has run out. We are putting the new one in place."
14:52 statuskit overdue
14:55 statuskit resolve -m "Every card payment goes through again since 14:50 UTC."
16:00 statuskit postmortem card
17:30 {TOLD}
17:31 statuskit check --strict
17:32 statuskit build --strict
17:33 statuskit show card
"""
"""When (UTC, on 20 November 2026), and what is typed."""


def install(folder: Path) -> Path:
    """Install the wheel, as built from this tree, where nothing else of the project is; gives its `bin`.

    What it depends on is what the tests have: only `statuskit` itself has to come from the wheel.
    """
    root = HERE.parents[1]
    pip = [sys.executable, "-m", "pip", "--quiet", "--no-input"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder / "dist", root], check=True
    )
    EnvBuilder(symlinks=True).create(folder / "venv")
    python = folder / "venv" / "bin" / "python"
    (wheel,) = (folder / "dist").glob("*.whl")
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--no-index", wheel], check=True)
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    # A path in a .pth file has its own .pth files left alone: the editable install of this tree stays out.
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return python.parent


def walk(folder: Path, programs: Path) -> Iterator[str]:
    """Type every command of the walk in an empty folder; yields what the terminal shows of each."""
    day = datetime(2026, 11, 20, tzinfo=UTC)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE", "PYTHON"))},
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }
    for line in WALK.splitlines():
        at, typed = line.split(" ", 1)
        hour, minute = map(int, at.split(":"))
        now = day.replace(hour=hour, minute=minute)
        if typed == TOLD:
            kept, _, _ = (folder / INCIDENT).read_text(encoding="utf-8").partition("\npostmortem:")
            (folder / INCIDENT).write_text(kept + STORY, encoding="utf-8")
            yield f"{at} {TOLD}\n"
            continue
        done = subprocess.run(
            shlex.split(typed),
            cwd=folder,
            env={**environment, "SOURCE_DATE_EPOCH": str(int(now.timestamp()))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        left = f"(exit {done.returncode})\n" if done.returncode else ""
        yield f"{at} $ {typed}\n{done.stdout}{left}"


def session(folder: Path) -> str:
    """Give the whole terminal session, in an environment that holds the wheel."""
    programs = install(folder)
    site_folder = folder / "acme"
    site_folder.mkdir()
    return "\n".join(walk(site_folder, programs))


def test_the_first_day_of_a_new_user(tmp_path: Path) -> None:
    """From an empty folder to a published story: every word that the terminal says is the one that is kept."""
    assert session(tmp_path) == TRANSCRIPT.read_text(encoding="utf-8")
    built = (tmp_path / "acme/site/incidents/2026-11-20-card-payments-are-failing/index.html").read_text(
        encoding="utf-8"
    )
    assert "We let a key run out, and that is our fault." in built
    where = subprocess.run(
        [tmp_path / "venv/bin/python", "-c", "import statuskit; print(statuskit.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    ).stdout
    assert re.search(r"venv/lib/python[\d.]+/site-packages/statuskit/", where)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        TRANSCRIPT.write_text(session(Path(made)), encoding="utf-8")
