"""`statuskit new`."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Hand

FIRST = ("-m", "About 1 in 5 card payments is declined.", "--next", "30m")
TWO = """\
site_name: Acme Status
docs_dir: site_src
plugins:
  - statuskit:
      timezone: Europe/Berlin
      components:
        - {id: checkout, name: Checkout}
        - {id: invoices, name: Invoices}
"""


def test_one_line_is_enough(hand: "Callable[..., Hand]") -> None:
    """The whole screen: the path, what customers read, what is promised next."""
    at = hand(empty=True)
    done = at("new", "Card payments are failing", "-c", "checkout=partial", *FIRST)
    assert (done.exit_code, done.stdout) == (0, "incidents/2026-11-20-card-payments-are-failing.yml\n")
    assert done.stderr == (
        "\n"
        "Once this is published, customers read:\n"
        "\n"
        "  Card payments are failing\n"
        "  =========================\n"
        "  Partial outage · Checkout · since 20 Nov 2026, 14:10 UTC\n"
        "  Next update by 14:40 UTC.\n"
        "    Checkout: Partial outage\n"
        "\n"
        "  Investigating, 20 Nov 2026, 14:10 UTC\n"
        "    About 1 in 5 card payments is declined.\n"
        "\n"
        "The next word is promised by 20 Nov 2026, 14:40 UTC, in 30 minutes. Keep it with:\n"
        "  statuskit update 2026-11-20-card-payments-are-failing --next 30m -m TEXT\n"
    )
    assert at.file("2026-11-20-card-payments-are-failing") == (
        "title: Card payments are failing\n"
        "components: {checkout: partial_outage}\n"
        "updates:\n"
        "  - at: 2026-11-20T14:10:00Z\n"
        "    status: investigating\n"
        "    message: About 1 in 5 card payments is declined.\n"
        "    next_update: 30m\n"
    )


def test_a_notice_hurts_no_state(hand: "Callable[..., Hand]") -> None:
    """It begins as identified, and a component without a state is operational."""
    at = hand(empty=True)
    assert (
        at("new", "Receipts name the wrong month", "--notice", "-c", "checkout", "-m", "x: y").exit_code == 0
    )
    assert at.file("2026-11-20-receipts-name-the-wrong-month") == (
        "title: Receipts name the wrong month\n"
        "kind: notice\n"
        "components: {checkout: operational}\n"
        "updates:\n"
        "  - at: 2026-11-20T14:10:00Z\n"
        "    status: identified\n"
        "    message: |-\n"
        "      x: y\n"
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("決済が失敗します", "2026-11-20-incident"),
        ("Zahlungen über Karte", "2026-11-20-zahlungen-uber-karte"),
        ("API: 5xx?!", "2026-11-20-api-5xx"),
    ],
)
def test_the_name_is_made_of_the_title(hand: "Callable[..., Hand]", title: str, name: str) -> None:
    """Latin letters and digits make the name; a title without any is an incident of its day."""
    at = hand(empty=True)
    assert at("new", title, *FIRST).stdout == f"incidents/{name}.yml\n"
    assert at("new", title, *FIRST).stdout == f"incidents/{name}-2.yml\n"
    assert at("new", title, *FIRST).stdout == f"incidents/{name}-3.yml\n"


def test_a_name_that_is_taken_elsewhere_is_not_used(hand: "Callable[..., Hand]") -> None:
    """An id is an address: one in another folder, or of a bundle, counts too."""
    text = "title: x\nupdates: [{at: 2026-11-20T14:00:00Z, message: x}]\n"
    at = hand({"incidents/2026/2026-11-20-x.yml": text, "incidents/2026-11-20-x-2/incident.yml": text})
    assert at("new", "x", *FIRST).stdout == "incidents/2026/2026-11-20-x-3.yml\n"


def test_an_editor_finds_the_schema(hand: "Callable[..., Hand]") -> None:
    """Where `init` has put a schema, a new file leads to it, from whichever folder."""
    at = hand({".statuskit/incident.schema.json": "{}", "incidents/2026/x.yml": "title: ["}, empty=True)
    at("new", "Cards", *FIRST)
    first, rest = at.file("2026/2026-11-20-cards").split("\n", 1)
    assert first == "# yaml-language-server: $schema=../../.statuskit/incident.schema.json"
    assert rest.startswith("title: Cards\n")


def test_the_day_is_that_of_utc(hand: "Callable[..., Hand]") -> None:
    """A time is read in the site's zone, and a bare clock is the last such moment."""
    at = hand({"mkdocs.yml": TWO}, empty=True)
    done = at("new", "Late", "--at", "00:30", *FIRST)
    assert done.stdout == "incidents/2026-11-19-late.yml\n"
    assert "at: 2026-11-19T23:30:00Z" in at.file("2026-11-19-late")
    assert "in-the-future" in at("new", "Soon", "--at", "2026-11-20 16:00", *FIRST).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-c", "chekout=partial"), 'no component "chekout". Did you mean "checkout"? Known: checkout.'),
        (("-c", "checkout=broken"), 'cannot be "broken". Allowed: operational, under_maintenance,'),
        (("-c", "checkout=partial_otage"), 'Did you mean "partial_outage"?'),
        (("--next", "soon"), '"soon" is no time for the next word. Write how long from now, as 30m'),
        (("--next", "2026-11-20T13:00:00Z"), "has passed. Promise a later moment"),
        (("--at", "yesterday"), '"yesterday" is no time.'),
        (("--at", "2026-02-30 10:00"), "There is no such time"),
    ],
)
def test_what_does_not_fit_is_said_with_what_would(
    hand: "Callable[..., Hand]", arguments: tuple[str, ...], said: str
) -> None:
    """Unknown words come back with near ones, and nothing is written."""
    at = hand(empty=True)
    done = at("new", "Cards", "-m", "x", *arguments)
    assert (done.exit_code, done.stdout, at.files()) == (2, "", [])
    assert said in done.stderr


def test_without_a_person_nothing_is_asked(hand: "Callable[..., Hand]") -> None:
    """A program that forgot the message, or the title, is told so."""
    at = hand(empty=True)
    assert "Say it with -m TEXT" in at("new", "Cards").stderr
    assert "Say what is wrong" in at("new", "-m", "x").stderr
    assert "The message is empty" in at("new", "Cards", "-m", " \n").stderr
    assert at.files() == []


def test_the_message_may_come_from_a_pipe(hand: "Callable[..., Hand]") -> None:
    """Line ends become the file's own, and blank lines around it go."""
    at = hand(empty=True)
    assert at("new", "Cards", "-m", "-", typed="\r\nOne.\r\n\r\n    two\r\n\r\n").exit_code == 0
    assert "    message: |-\n      One.\n\n          two\n" in at.file("2026-11-20-cards")


def test_control_characters_are_refused(hand: "Callable[..., Hand]") -> None:
    """What no file may hold is not written, and said before the loader has to."""
    at = hand(empty=True)
    assert "control character" in at("new", "Cards", "-m", "a\x1b[2J").stderr
    assert "control character" in at("new", "Ca\u202erds", "-m", "x").stderr
    assert at.files() == []


def test_a_dry_run_writes_nothing(hand: "Callable[..., Hand]") -> None:
    """The difference goes to standard output, as git shows it."""
    at = hand(empty=True)
    done = at("new", "Cards", "-m", "x", "--dry-run")
    assert done.stdout == (
        "--- /dev/null\n"
        "+++ b/incidents/2026-11-20-cards.yml\n"
        "@@ -0,0 +1,5 @@\n"
        "+title: Cards\n"
        "+updates:\n"
        "+  - at: 2026-11-20T14:10:00Z\n"
        "+    status: investigating\n"
        "+    message: x\n"
    )
    assert "If this were published, customers read:" in done.stderr
    assert at.files() == []


def test_a_secret_is_written_only_when_that_is_meant(hand: "Callable[..., Hand]") -> None:
    """It is told by its kind and its first characters alone; `--yes` writes it."""
    at = hand(empty=True)
    secret = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345"
    done = at("new", "Cards", "-m", f"We lost {secret} today.")
    assert (done.exit_code, at.files()) == (2, [])
    assert "GitHub Token (ghp…)" in done.stderr
    assert secret not in done.output
    assert at("new", "Cards", "-m", f"We lost {secret} today.", "--yes").exit_code == 0


def test_broken_settings_stop_it(hand: "Callable[..., Hand]") -> None:
    """Where nothing can be built anyway, the settings are shown first."""
    at = hand({"mkdocs.yml": TWO.replace("timezone", "timzone")}, empty=True)
    done = at("new", "Cards", "-m", "x")
    assert (done.exit_code, at.files()) == (1, [])
    assert 'mkdocs.yml:5:7 error unknown-key  "timzone"' in done.stderr


@pytest.mark.usefixtures("a_person")
def test_a_person_is_asked_for_what_is_missing(
    hand: "Callable[..., Hand]", editor: Callable[[str], None], tmp_path: Path
) -> None:
    """Title, components, their states, the next word, and the message in the editor; a wrong answer is asked again."""
    at = hand({"mkdocs.yml": TWO}, empty=True)
    editor("path.write_text('You cannot pay.\\n' + shown, encoding='utf-8')")
    answers = "Cards fail\ncheckuot\ncheckout, invoices\nhalf\nmajor\n\n20m\n"
    done = at("new", typed=answers)
    assert done.exit_code == 0, done.output
    assert 'Did you mean "checkout"?' in done.stderr
    assert at.file("2026-11-20-cards-fail") == (
        "title: Cards fail\n"
        "components: {checkout: major_outage, invoices: partial_outage}\n"
        "updates:\n"
        "  - at: 2026-11-20T14:10:00Z\n"
        "    status: investigating\n"
        "    message: You cannot pay.\n"
        "    next_update: 20m\n"
    )
    assert (tmp_path / "shown").read_text(encoding="utf-8").splitlines()[2:5] == [
        "# ---- >8 ---- Write the message above this line, in Markdown. All below is left out.",
        "# Cards fail",
        "#",
    ]


@pytest.mark.usefixtures("a_person")
def test_what_was_typed_is_never_lost(hand: "Callable[..., Hand]", editor: Callable[[str], None]) -> None:
    """Whatever goes wrong after the editor closed, the message stands in a file, and the file is named."""
    at = hand(empty=True)
    editor("path.write_text('It is \\x07 down.\\n' + shown, encoding='utf-8')")
    done = at("new", "Cards", "--next", "30m", "-c", "checkout=major")
    assert done.exit_code == 2
    kept = Path(done.stderr.split("What you wrote is kept in ")[1].split("\n")[0])
    assert kept.read_text(encoding="utf-8").startswith("It is \x07 down.\n")
    kept.unlink()


@pytest.mark.usefixtures("a_person")
def test_who_says_nothing_writes_nothing(hand: "Callable[..., Hand]", editor: Callable[[str], None]) -> None:
    """An editor that is closed without a word is a change of mind."""
    at = hand(empty=True)
    editor("pass")
    done = at("new", "Cards", "--next", "30m", "-c", "checkout=major")
    assert (done.exit_code, at.files()) == (1, [])
    assert done.stderr == "Error: Nothing was said, so nothing was written.\n"


@pytest.mark.usefixtures("a_person")
@pytest.mark.parametrize("code", ["path.write_text('Half a', encoding='utf-8'); sys.exit(1)", "sys.exit(1)"])
def test_an_editor_that_breaks_loses_nothing(
    hand: "Callable[..., Hand]", editor: Callable[[str], None], code: str
) -> None:
    """What it had saved is kept and named; where it had saved nothing, nothing lies about."""
    at = hand(empty=True)
    editor(code)
    done = at("new", "Cards", "--next", "30m", "-c", "checkout=major")
    assert (done.exit_code, at.files()) == (1, [])
    kept = done.stderr.partition("What you wrote is kept in ")[2].partition("\n")[0]
    assert bool(kept) == ("Half a" in code)
    if kept:
        assert Path(kept).read_text(encoding="utf-8") == "Half a"
        Path(kept).unlink()


@pytest.mark.slow
def test_at_a_terminal_a_person_is_there(hand: "Callable[..., Hand]", editor: Callable[[str], None]) -> None:
    """With a real terminal the questions come; the path alone goes to standard output."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    at = hand(empty=True)
    editor("path.write_text('You cannot pay.\\n' + shown, encoding='utf-8')")
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "statuskit", "new", "--now", "2026-11-20T14:10:00Z"]
    running = subprocess.Popen(command, stdin=end, stderr=end, stdout=subprocess.PIPE, cwd=at.root)
    os.close(end)
    os.write(terminal, b"Cards fail\ncheckout\nmajor\n\n")
    said, _ = running.communicate(timeout=60)
    os.close(terminal)
    assert (running.returncode, said.decode()) == (0, "incidents/2026-11-20-cards-fail.yml\n")
    assert at.file("2026-11-20-cards-fail").startswith(
        "title: Cards fail\ncomponents: {checkout: major_outage}\n"
    )
