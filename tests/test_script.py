"""The scripts that we write: small, typed, and with no sentence of their own."""

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from statuskit.outputs.assets import asset

REPOSITORY = Path(__file__).parents[1]
ASSETS = REPOSITORY / "statuskit" / "theme" / "assets"
KILOBYTES = {"status.js": 8, "history.js": 5, "embed.js": 4, "subscribe.js": 1}


def test_every_script_is_known() -> None:
    """What holds for scripts is held of each."""
    assert {path.name for path in ASSETS.glob("*.js")} == KILOBYTES.keys()


@pytest.mark.parametrize("name", KILOBYTES)
def test_a_script_weighs_little(name: str) -> None:
    """On a bad line every kilobyte is a second: what pages ask for is the script without its comments."""
    served = asset(name).content
    assert isinstance(served, bytes)
    assert len(gzip.compress(served)) < KILOBYTES[name] * 1000


@pytest.mark.parametrize("name", KILOBYTES)
def test_a_script_says_nothing_of_its_own(name: str) -> None:
    """Every sentence comes from the site, where it can be translated; errors are for nobody's eyes."""
    script = (ASSETS / name).read_text(encoding="utf-8")
    code = re.sub(r"//.*|/\*[\s\S]*?\*/|new TypeError\(.*?\)", "", script)
    sentences = re.findall(r'"[A-Z][a-z]+ [a-z]+[^"]*"|`[A-Z][a-z]+ [a-z]+[^`]*`', code)
    assert sentences == []


def _typescript() -> str:
    """Find TypeScript's compiler; where there is none the tests are skipped, but never in CI."""
    local = REPOSITORY / "node_modules" / ".bin" / "tsc"
    program = str(local) if local.exists() else shutil.which("tsc")
    if program is None:
        missing = "TypeScript is not here: npm ci"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return program


def test_scripts_have_the_types_that_they_say() -> None:
    """TypeScript reads the annotations of the scripts, strictly."""
    done = subprocess.run(
        [_typescript(), "--project", os.fspath(REPOSITORY / "jsconfig.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("", 0)


def test_a_served_script_says_what_its_source_says(tmp_path: Path) -> None:
    """Only comments and spaces are lost on the way: the pieces of the language are the same, one by one."""
    _typescript()
    sources = sorted(ASSETS.glob("*.js"))
    served = [tmp_path / source.name for source in sources]
    for source, copy in zip(sources, served, strict=True):
        content = asset(source.name).content
        assert isinstance(content, bytes)
        copy.write_bytes(content)
    done = subprocess.run(
        ["node", "tests/script_pieces.cjs", *map(os.fspath, [*sources, *served])],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
        env={**os.environ, "NODE_PATH": os.fspath(REPOSITORY / "node_modules")},
    )
    pieces = [json.loads(line) for line in done.stdout.splitlines()]
    assert min(map(len, pieces)) > 100
    assert pieces[: len(sources)] == pieces[len(sources) :]
