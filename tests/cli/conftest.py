"""What the tests of commands that write share: a site to stand in, and a way to run them at a moment."""

import shlex
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from statuskit.cli import asking, main

if TYPE_CHECKING:
    from tests.conftest import WriteSite

CARDS = "2026-11-20-card-payments"


@dataclass(frozen=True, slots=True)
class Hand:
    """A site, and somebody who writes there; `said` is standard output and standard error as a screen shows them."""

    root: Path

    def __call__(self, *arguments: str, at: str = "14:10", typed: str | None = None) -> Result:
        """Run a command at a time of 20 November 2026, UTC."""
        options = ["--now", f"2026-11-20T{at}:00Z"]
        return CliRunner().invoke(main, [*arguments, *options], input=typed, catch_exceptions=False)

    def file(self, name: str = CARDS) -> str:
        """Give the text of an incident's file."""
        return (self.root / "incidents" / f"{name}.yml").read_bytes().decode()

    def files(self) -> list[str]:
        """Name all files below the incidents' folder, hidden ones too."""
        folder = self.root / "incidents"
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def hand(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> Callable[..., Hand]:
    """Give somebody who stands in a small site; a map adds or replaces files, None takes the incident away."""

    def stand(files: Mapping[str, str] | None = None, *, empty: bool = False) -> Hand:
        root = write_site(dict(files or {}))
        if empty:
            (root / "incidents" / f"{CARDS}.yml").unlink()
        monkeypatch.chdir(root)
        return Hand(root)

    return stand


@pytest.fixture
def a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody be there to be asked."""
    monkeypatch.setattr(asking, "person_is_there", lambda: True)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the person's editor be a program: what it does to the text of `shown`, which it leaves in a file."""

    def be(code: str) -> None:
        program = tmp_path / "editor.py"
        program.write_text(
            "import pathlib, sys\n"
            "path = pathlib.Path(sys.argv[-1])\n"
            "shown = path.read_text(encoding='utf-8')\n"
            f"pathlib.Path({str(tmp_path / 'shown')!r}).write_text(shown, encoding='utf-8')\n"
            f"{code}\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(program)]))

    return be
