"""One incident in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from statuskit.cli import main

if TYPE_CHECKING:
    from tests.conftest import WriteSite

STORY = """\
title: Rooms do not open
components: {checkout: major_outage}
updates:
  - {at: 2026-11-20T14:00:00Z, message: "We look into [it](https://acme.example/log).", next_update: 30m}
  - {at: 2026-11-20T14:20:00Z, status: resolved, message: All is **well**.}
postmortem:
  state: STATE
  published: 2026-11-20T15:00:00Z
  summary: For {duration} you could not pay.
  apology: {text: We are sorry., by: The owners}
  plain: A cable broke.
  technical: "`eth0` was down."
"""


def show(root: Path, *arguments: str) -> Result:
    """Run the command at a moment after all was said."""
    options = ["--now", "2026-11-20T16:00:00Z", "-f", str(root / "mkdocs.yml")]
    return CliRunner().invoke(main, ["show", *arguments, *options], catch_exceptions=False)


def test_an_incident_is_shown_as_a_customer_reads_it(write_site: "WriteSite") -> None:
    """A part of the id is enough; plain words stand before technical ones, without markup."""
    said = show(write_site({"incidents/rooms.yml": STORY.replace("STATE", "final")}), "room").stdout
    parts = ["Rooms do not open", "For 20 minutes you could not pay.", "We are sorry.", "A cable broke."]
    parts += ["We look into it (https://acme.example/log).", "All is well.", "eth0 was down."]
    assert [part for part in parts if part not in said] == []
    assert sorted(parts, key=said.index) == parts


def test_it_speaks_the_language_of_the_site(write_site: "WriteSite") -> None:
    """What a customer will read is in their language, labels and lengths too."""
    root = write_site({"incidents/rooms.yml": STORY.replace("STATE", "final")})
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("name: material", "name: material\n  language: de")
    settings.write_text(text, encoding="utf-8")
    said = show(root, "room").stdout
    assert "For 20 Minuten you could not pay." in said
    assert "Was wir damals gemeldet haben" in said


def test_of_a_draft_nothing_is_shown(write_site: "WriteSite") -> None:
    """The terminal shows what the public sees, and no more."""
    said = show(write_site({"incidents/rooms.yml": STORY.replace("STATE", "draft")}), "rooms").stdout
    assert "All is well." in said
    assert "cable" not in said


def test_an_id_that_may_be_several_lists_them(write_site: "WriteSite") -> None:
    """Who is in a hurry sees the candidates, and the whole id always means itself."""
    text = STORY.replace("STATE", "final")
    root = write_site({"incidents/rooms.yml": text, "incidents/rooms-two.yml": text})
    done = show(root, "room")
    assert done.exit_code == 2
    assert "rooms  Rooms do not open" in done.stderr
    assert "rooms-two  Rooms do not open" in done.stderr
    assert show(root, "rooms").exit_code == 0


def test_an_unknown_id_is_said(write_site: "WriteSite") -> None:
    """Nothing is guessed where no id fits."""
    done = show(write_site(), "nowhere")
    assert done.exit_code == 2
    assert 'No incident has "nowhere" in its id.' in done.stderr


def test_long_addresses_stay_whole(write_site: "WriteSite") -> None:
    """An address that is cut cannot be followed."""
    address = "https://acme.example/" + "a-long-way/" * 12
    text = STORY.replace("STATE", "final").replace("https://acme.example/log", address)
    assert address in show(write_site({"incidents/rooms.yml": text}), "rooms").stdout


def test_a_broken_file_is_told_of_in_place_of_its_page(write_site: "WriteSite") -> None:
    """Who asks for an incident that cannot be read learns why, with line and column."""
    done = show(write_site({"incidents/rooms.yml": "title: Rooms\nupdatez: []\n"}), "rooms")
    assert done.exit_code == 1
    assert "incidents/rooms.yml:2:1 error unknown-key" in done.stderr
