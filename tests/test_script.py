"""The script that pages carry: small, typed, and with no sentence of its own."""

import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SCRIPT = REPOSITORY / "statuskit" / "theme" / "assets" / "status.js"


def test_the_script_weighs_less_than_eight_kilobytes() -> None:
    """On a bad line every kilobyte is a second."""
    assert len(gzip.compress(SCRIPT.read_bytes())) < 8 * 1024


def test_the_script_says_nothing_of_its_own() -> None:
    """Every sentence comes from the page, where it can be translated; errors are for nobody's eyes."""
    code = re.sub(r"//.*|/\*[\s\S]*?\*/|new TypeError\(.*?\)", "", SCRIPT.read_text(encoding="utf-8"))
    sentences = re.findall(r'"[A-Z][a-z]+ [a-z]+[^"]*"|`[A-Z][a-z]+ [a-z]+[^`]*`', code)
    assert sentences == []


def test_the_script_has_the_types_that_it_says() -> None:
    """TypeScript reads the annotations of the script, strictly."""
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
