"""What a shell offers behind a command."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from statuskit.cli import completing

if TYPE_CHECKING:
    from tests.cli.conftest import Hand


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("statuskit update card", ["2026-11-20-card-payments"]),
        ("statuskit resolve 2026-11", ["2026-11-20-card-payments", "2026-11-19-other"]),
        ("statuskit show other", ["2026-11-19-other"]),
        ("statuskit postmortem nowhere", []),
        ("statuskit new Cards -c ch", ["checkout"]),
        ("statuskit new Cards -c checkout=p", ["checkout=partial_outage"]),
        ("statuskit update card -s re", ["resolved"]),
    ],
)
def test_a_shell_is_offered_what_there_is(hand: "Callable[..., Hand]", line: str, offered: list[str]) -> None:
    """Ids newest names first, components, states and statuses, as bash asks for them."""
    hand({"incidents/2026-11-19-other.yml": "title: ["})
    words = line.split()
    asked = {"_STATUSKIT_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    code = "from statuskit.cli import main; main(prog_name='statuskit')"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **asked}, capture_output=True, text=True, check=False
    )
    rows = filter(None, done.stdout.splitlines())
    assert [row.partition(",")[2] for row in rows] == offered, done.stderr


def test_outside_of_a_site_nothing_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell gets no error in the middle of a line."""
    monkeypatch.chdir(tmp_path)
    context = click.Context(click.Command("update"))
    parameter = click.Argument(["x"])
    assert completing.incident_ids(context, parameter, "") == []
    assert completing.states(context, parameter, "") == []
