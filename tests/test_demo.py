"""The demo, held to what it shows: our own rules, and every section of a story."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from statuskit.cli import main

ROOT = Path(__file__).parent.parent
NOW = "2026-11-20T15:40:00Z"
SECTIONS = (
    "You could not",
    "Still worked",
    "Your data",
    "Who was hit",
    "In figures",
    "What you could do meanwhile",
    "Making it right",
    "What happened",
    "What we have changed",
    "You asked",
    "How we did",
    "What we said at the time",
    "Technical section",
    "Evidence",
    "What came together",
    "What set it off",
    "How we noticed",
    "What ended it",
    "Timeline",
    "Went well",
    "Went badly",
    "We were lucky",
    "What we still do not know",
    "Words we used",
    "Corrections to this account",
    "This account is preliminary.",
    "We opened this by mistake",
)


def test_the_demo_passes_its_own_rules() -> None:
    """`check --strict` finds no error in the texts that newcomers copy from."""
    done = CliRunner().invoke(
        main, ["check", "--strict", "--now", NOW, "-f", str(ROOT / "mkdocs.yml")], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    assert " error " not in done.stdout


@pytest.mark.slow
def test_the_demo_shows_every_section_of_a_story(tmp_path: Path) -> None:
    """Whoever looks at the demo sees each key of the format at work."""
    options = ["--site-dir", str(tmp_path / "site"), "--now", NOW, "--freeze-clock", "--strict"]
    done = CliRunner().invoke(
        main, ["build", "-f", str(ROOT / "mkdocs.yml"), *options], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    pages = "\n".join(
        page.read_text(encoding="utf-8") for page in (tmp_path / "site" / "incidents").rglob("index.html")
    )
    assert [section for section in SECTIONS if section not in pages] == []
