"""The scripts that we write: small, typed, and with no sentence of their own."""

import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from statuskit.outputs.assets import asset

REPOSITORY = Path(__file__).parents[1]
ASSETS = REPOSITORY / "statuskit" / "theme" / "assets"
SCRIPT = ASSETS / "status.js"


def test_the_script_weighs_less_than_eight_kilobytes() -> None:
    """On a bad line every kilobyte is a second: what pages ask for is the script without its comments."""
    served = asset(SCRIPT.name).content
    assert isinstance(served, bytes)
    assert len(gzip.compress(served)) < 8000


@pytest.mark.parametrize("script", sorted(ASSETS.glob("*.js")), ids=lambda path: path.stem)
def test_a_script_says_nothing_of_its_own(script: Path) -> None:
    """Every sentence comes from the site, where it can be translated; errors are for nobody's eyes."""
    code = re.sub(r"//.*|/\*[\s\S]*?\*/|new TypeError\(.*?\)", "", script.read_text(encoding="utf-8"))
    sentences = re.findall(r'"[A-Z][a-z]+ [a-z]+[^"]*"|`[A-Z][a-z]+ [a-z]+[^`]*`', code)
    assert sentences == []


def test_the_scripts_have_the_types_that_they_say() -> None:
    """TypeScript reads the annotations of the scripts, strictly."""
    local = REPOSITORY / "node_modules" / ".bin" / "tsc"
    program = str(local) if local.exists() else shutil.which("tsc")
    if program is None:
        missing = "TypeScript is not here: npm ci"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    done = subprocess.run(
        [program, "--project", os.fspath(REPOSITORY / "jsconfig.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("", 0)
