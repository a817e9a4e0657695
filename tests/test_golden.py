"""Whole sites, kept: what two small projects become. `make golden` writes them anew."""

import difflib
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from statuskit.cli import main

GOLDEN = Path(__file__).parent / "golden"
NOW = "2026-11-20T15:40:00Z"
NAMES = ("empty", "full")

THEIRS = re.compile(r"(assets/(images|javascripts|stylesheets)|search|about)/")
"""What Material and MkDocs make: their assets, the index of the search, and the hand-written page."""

COPIED = "embed.js"
"""The script for other people's pages: the package's own, with the words of the language."""

HASHED = re.compile(r"(?<=assets/statuskit/)(\w+)\.[0-9a-f]{8}\.(css|js)")
"""A style sheet or script; without the hash of its bytes a change of colour alters no page."""


def build(name: str, site_dir: Path) -> dict[str, bytes]:
    """Build a copy of a project, which has no cache, as the command does; return our files, by address."""
    options = ["--site-dir", str(site_dir), "--now", NOW, "--freeze-clock", "--strict"]
    with tempfile.TemporaryDirectory() as folder:
        project = shutil.copytree(GOLDEN / name / "project", Path(folder) / name)
        command = ["build", "-f", str(project / "mkdocs.yml"), *options]
        done = CliRunner().invoke(main, command, catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return read(site_dir)


def read(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder that are ours, by address."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {address: path.read_bytes() for address, path in paths.items() if not THEIRS.match(address)}


def kept(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out style sheets and scripts, which are copies of the package's, and their hashes."""
    return {
        address: HASHED.sub(r"\1.\2", content.decode()).encode()
        for address, content in files.items()
        if not HASHED.search(address) and address != COPIED
    }


def difference(before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """Say what differs between two trees: files that came and went, and changed lines."""
    parts = [f"missing: {address}" for address in sorted(before.keys() - after)]
    parts += [f"new: {address}" for address in sorted(after.keys() - before)]
    for address in sorted(before.keys() & after):
        if before[address] != after[address]:
            old, new = (tree[address].decode().splitlines() for tree in (before, after))
            parts += difflib.unified_diff(old, new, f"kept/{address}", f"built/{address}", lineterm="", n=1)
    return "\n".join(parts)


@pytest.mark.parametrize("name", NAMES)
def test_a_project_becomes_the_site_that_is_kept(name: str, tmp_path: Path) -> None:
    """Every file of ours is the kept one; where that is meant to change, `make golden` and read the diff."""
    found = difference(read(GOLDEN / name / "site"), kept(build(name, tmp_path)))
    if found:
        pytest.fail(f"{found}\n\nIf this is meant: make golden, and read the diff.", pytrace=False)


def test_the_same_files_and_moment_give_the_same_bytes(tmp_path: Path) -> None:
    """Two builds into two folders are equal, style sheets, scripts and pictures included."""
    assert difference(build("full", tmp_path / "one"), build("full", tmp_path / "two")) == ""


def test_a_difference_is_told_by_line() -> None:
    """A file that went, one that came and a changed line each stand in the report."""
    told = difference({"gone": b"", "both": b"same\nold\n"}, {"new": b"", "both": b"same\nnew\n"})
    assert told.splitlines() == [
        "missing: gone",
        "new: new",
        "--- kept/both",
        "+++ built/both",
        "@@ -1,2 +1,2 @@",
        " same",
        "-old",
        "+new",
    ]


def write_anew(name: str) -> None:
    """Replace a kept site by what its project becomes now."""
    site = GOLDEN / name / "site"
    shutil.rmtree(site, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        for address, content in kept(build(name, Path(folder))).items():
            path = site / address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


if __name__ == "__main__":
    for each in NAMES:
        write_anew(each)
        print(f"{each}: {GOLDEN / each / 'site'}", file=sys.stderr)  # noqa: T201 - a program when run so
