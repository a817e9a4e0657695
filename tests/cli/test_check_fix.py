"""`statuskit check --fix`: what has one meaning is mended in the file, told, and then all is checked."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from statuskit import mending
from statuskit.cli import main

if TYPE_CHECKING:
    from tests.conftest import WriteSite

FILE = "incidents/2026-11-20-card-payments.yml"
WRONG = """\
# Ada is on it.
title: Checkout: card payments are failing\r
components: {checkout: partial_outage}
updates:
  - at: 2026-11-20T14:02:00Z
    statsu: Investigating   # no more yet
    message: About 1 in 5 card payments is declined.
    next_update: 30m
"""
RIGHT = (
    WRONG.replace("Checkout: card payments are failing", '"Checkout: card payments are failing"')
    .replace("statsu", "status")
    .replace("Investigating", "investigating")
)


@pytest.fixture
def root(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a site with a file that has three slips, and stand in it."""
    root = write_site()
    (root / FILE).write_bytes(WRONG.encode())
    monkeypatch.chdir(root)
    monkeypatch.setenv("NO_COLOR", "1")
    return root


def check(*arguments: str) -> tuple[int, str, str]:
    """Check the site; return exit status, standard output and standard error."""
    done = CliRunner().invoke(main, ["check", "--now", "2026-11-20T14:10:00Z", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_it_mends_tells_and_checks(root: Path) -> None:
    """Each mend is told with its line; all other bytes stay; then the file is checked."""
    told = (
        f'{FILE}:2 mended  "title" put in quotes\n'
        f'{FILE}:6 mended  "statsu" is "status" now\n'
        f'{FILE}:6 mended  "Investigating" is "investigating" now\n'
    )
    assert check("--fix") == (0, "All well: 1 file read.\n", told)
    assert (root / FILE).read_bytes() == RIGHT.encode()
    assert check("--fix") == (0, "All well: 1 file read.\n", "")


def test_the_difference_alone(root: Path) -> None:
    """With `--dry-run` the difference is printed, and nothing is written."""
    status, out, err = check("--fix", "--dry-run")
    assert (status, err) == (0, "")
    assert '\n-title: Checkout: card payments are failing\n+title: "Checkout: card' in out
    assert out.startswith(f"--- a/{FILE}\n+++ b/{FILE}\n@@ ")
    assert (root / FILE).read_bytes() == WRONG.encode()
    assert check("--dry-run")[0] == 2


def test_what_is_left_is_told(root: Path) -> None:
    """A problem that only a person can settle stays one, and programs get their form alone on standard output."""
    (root / FILE).write_bytes(WRONG.replace("{checkout:", "{chekout:").encode())
    status, out, err = check("--fix", "--format", "json")
    assert (status, err.count("mended")) == (1, 3)
    [[alert]] = json.loads(out).values()
    assert alert["Check"] == "statuskit.unknown-component"


def test_paths_say_which_files(root: Path) -> None:
    """Only the files that are meant are mended."""
    other = root / "incidents/2026/search.yml"
    other.parent.mkdir()
    other.write_bytes(WRONG.encode())
    check("--fix", "incidents/2026")
    assert other.read_bytes() == RIGHT.encode()
    assert (root / FILE).read_bytes() == WRONG.encode()


def test_a_link_stays_a_link(root: Path) -> None:
    """What a link leads to is mended, and its mode stays."""
    real = root / "incidents/_kept.txt"
    (root / FILE).rename(real)
    real.chmod(0o600)
    (root / FILE).symlink_to("_kept.txt")
    check("--fix")
    assert (root / FILE).is_symlink()
    assert (real.read_bytes(), real.stat().st_mode & 0o777) == (RIGHT.encode(), 0o600)
    assert sorted(path.name for path in real.parent.iterdir()) == [Path(FILE).name, real.name]


def test_a_file_that_changed_meanwhile_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody else wrote after the file was read is not overwritten."""
    slow = mending.mended

    def meanwhile(data: bytes, file: str) -> tuple[bytes, tuple[mending.Mend, ...]]:
        (root / FILE).write_bytes(b"title: Theirs\n")
        return slow(data, file)

    monkeypatch.setattr(mending, "mended", meanwhile)
    status, _, err = check("--fix")
    assert (status, "has changed meanwhile" in err) == (1, True)
    assert (root / FILE).read_bytes() == b"title: Theirs\n"


def test_a_secret_is_hidden_in_the_difference(root: Path) -> None:
    """The difference shows no secret that stands beside what is mended."""
    token = "ghp_" + "a1B2c3D4e5" * 3 + "f6G7h8"
    (root / FILE).write_bytes(WRONG.replace("Ada is on it.", token).encode())
    out = check("--fix", "--dry-run")[1]
    assert "statsu" in out
    assert token[:8] not in out
