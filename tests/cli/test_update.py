"""`statuskit update`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Hand

STYLED = """\
# Ann is on call.\r
title: 'Card payments'   # as customers say\r
components:\r
    checkout: partial_outage\r
updates:\r
-   at: 2026-11-20T14:02:00Z\r
    message: >\r
        About 1 in 5\r
        is declined.\r
\r
# the end\r
tags: [cards]"""
MOVED = """\
title: New cables
kind: maintenance
components: {checkout: under_maintenance}
scheduled_for: 2026-11-24T06:00:00Z  # Tuesday
scheduled_until: 2026-11-24T08:00:00Z
updates:
  - at: 2026-11-20T10:00:00Z
    message: Short breaks.
"""


def test_one_line_is_enough(hand: "Callable[..., Hand]") -> None:
    """The whole screen of an update that came late: what customers read, and what is promised next."""
    at = hand()
    done = at("update", "-s", "ident", "--next", "15:30", "-m", "A provider is down.", at="14:40")
    assert (done.exit_code, done.stdout) == (0, "incidents/2026-11-20-card-payments.yml\n")
    assert done.stderr == (
        "The one that is open: 2026-11-20-card-payments.\n"
        "\n"
        "Once this is published, customers read:\n"
        "\n"
        "  Card payments are failing\n"
        "  =========================\n"
        "  Partial outage · Checkout · since 20 Nov 2026, 14:02 UTC\n"
        "  Next update by 15:30 UTC.\n"
        "    Checkout: Partial outage\n"
        "\n"
        "  Identified, 20 Nov 2026, 14:40 UTC\n"
        "    A provider is down.\n"
        "    Promised by 14:32 UTC: we were 8 mins late.\n"
        "\n"
        "The next word is promised by 20 Nov 2026, 15:30 UTC, in 50 minutes. Keep it with:\n"
        "  statuskit update 2026-11-20-card-payments --next 30m -m TEXT\n"
    )
    assert at.file().endswith(
        "  - at: 2026-11-20T14:40:00Z\n"
        "    status: identified\n"
        "    message: A provider is down.\n"
        "    next_update: 2026-11-20T15:30:00Z\n"
    )


def test_house_rules_are_told_and_stop_nothing(hand: "Callable[..., Hand]") -> None:
    """What the new word lacks is said once it is written; what older ones lack is not said again."""
    at = hand()
    done = at("update", "card", "-m", "We still look into it.")
    assert done.exit_code == 0
    assert "What the house rules say of it; they stop nothing:" in done.stderr
    assert "MH10" in done.stderr
    assert "MH11  It does not say when you will hear more. Add `next_update: 30m`." in done.stderr
    assert {line.split(":")[1] for line in done.stderr.splitlines() if line.startswith("incidents/")} == {"8"}


def test_all_else_in_the_file_stays(hand: "Callable[..., Hand]") -> None:
    """Comments, quotes, line ends, indentation and a missing last line end are those of the file."""
    at = hand()
    path = at.root / "incidents" / "2026-11-20-card-payments.yml"
    path.write_bytes(STYLED.encode())
    done = at("update", "-m", "It is: over?", "-c", "checkout=degraded", "--nothing-new", "--next", "1h")
    assert done.exit_code == 0, done.output
    assert at.file() == STYLED.replace(
        "\r\n# the end",
        "-   at: 2026-11-20T14:10:00Z\r\n"
        "    message: |-\r\n"
        "      It is: over?\r\n"
        "    progress: none\r\n"
        "    next_update: 1h\r\n"
        "    components: {checkout: degraded_performance}\r\n"
        "\r\n# the end",
    )


def test_a_dry_run_shows_the_difference(hand: "Callable[..., Hand]") -> None:
    """Nothing is written, and standard output is a patch."""
    at = hand()
    before = at.file()
    done = at("update", "-m", "x", "--dry-run")
    assert done.stdout == (
        "--- a/incidents/2026-11-20-card-payments.yml\n"
        "+++ b/incidents/2026-11-20-card-payments.yml\n"
        "@@ -5,3 +5,5 @@\n"
        "     status: investigating\n"
        "     message: About 1 in 5 card payments is declined.\n"
        "     next_update: 30m\n"
        "+  - at: 2026-11-20T14:10:00Z\n"
        "+    message: x\n"
    )
    assert at.file() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-s", "identfied"), 'The status of an incident cannot be "identfied". Did you mean "identified"?'),
        (("-s", "completed"), "Allowed: investigating, identified, monitoring, resolved."),
        (("-c", "checkout"), 'Say in which state "checkout" is now, as checkout=operational.'),
        (("--from", "15:00"), "move the window of a maintenance, and 2026-11-20-card-payments is none"),
        (("--next", "0m"), '"0m" is no time for the next word'),
    ],
)
def test_what_does_not_fit_is_said_with_what_would(
    hand: "Callable[..., Hand]", arguments: tuple[str, ...], said: str
) -> None:
    """Nothing is written where a word is not understood."""
    at = hand()
    before = at.file()
    done = at("update", "card", "-m", "x", *arguments)
    assert (done.exit_code, done.stdout, at.file()) == (2, "", before)
    assert said in done.stderr


def test_which_one_is_meant(hand: "Callable[..., Hand]") -> None:
    """A part of the id is enough; several candidates are listed, with their titles; none is said."""
    open_one = "title: Other\nupdates: [{at: 2026-11-20T14:00:00Z, message: 'x: y'}]\n"
    at = hand({"incidents/2026-11-19-card-readers.yml": open_one})
    done = at("update", "card", "-m", "x")
    assert done.exit_code == 2
    assert done.stderr == (
        'Error: "card" may be any of these; say more of the id:\n'
        "  2026-11-20-card-payments  Card payments are failing\n"
        "  2026-11-19-card-readers  Other\n"
    )
    done = at("update", "-m", "x")
    assert "Error: Several are open; say more of the id:\n  2026-11-20-card-payments  Card" in done.stderr
    assert at("update", "readers", "-m", "x").exit_code == 0
    assert "message: x}]" in at.file("2026-11-19-card-readers")
    assert 'No incident has "nowhere" in its id.' in at("update", "nowhere", "-m", "x").stderr


def test_what_counts_as_open(hand: "Callable[..., Hand]") -> None:
    """Of open incidents, notices and what is over, the incident is meant; broken files are named."""
    over = "title: x\nupdates:\n  - {at: 2026-11-20T14:00:00Z, status: resolved, message: x}\n"
    reopened = over + "  - {at: 2026-11-20T14:01:00Z, status: monitoring, message: x}\n"
    notice = "title: x\nkind: notice\nupdates: [{at: 2026-11-20T14:00:00Z, message: x}]\n"
    files = {f"incidents/{name}.yml": text for name, text in {"over": over, "notice": notice}.items()}
    at = hand(files)
    assert at("update", "-m", "x").stdout == "incidents/2026-11-20-card-payments.yml\n"
    at("resolve", "-m", "x")
    assert at("update", "-m", "x").stdout == "incidents/notice.yml\n"
    at("resolve", "-m", "x")
    (at.root / "incidents" / "broken.yml").write_text("title: [", encoding="utf-8")
    done = at("update", "-m", "x")
    assert done.exit_code == 2
    assert "Nothing is open. Say which incident is meant" in done.stderr
    assert "Not looked at, for they have errors: incidents/broken.yml." in done.stderr
    (at.root / "incidents" / "reopened.yml").write_text(reopened, encoding="utf-8")
    assert at("update", "-m", "x").stdout == "incidents/reopened.yml\n"


@pytest.mark.usefixtures("a_person")
def test_a_file_with_errors_is_not_touched(
    hand: "Callable[..., Hand]", editor: Callable[[str], None]
) -> None:
    """What is wrong is shown with its place, before anybody has typed a word."""
    at = hand({"incidents/2026-11-20-card-payments.yml": "title: x\nupdatez: []\n"})
    editor("raise SystemExit('nobody should be asked')")
    done = at("update", "card")
    assert done.exit_code == 1
    assert "incidents/2026-11-20-card-payments.yml:2:1 error unknown-key" in done.stderr
    assert "Mend them first; nothing was written." in done.stderr


def test_what_would_be_wrong_is_not_written(hand: "Callable[..., Hand]") -> None:
    """An error that the word would make is shown at its place in the file as it would stand."""
    at = hand({"incidents/2026-11-20-card-payments.yml": MOVED})
    before = at.file()
    done = at("update", "card", "-m", "x", "--until", "2026-11-24T05:00:00Z")
    assert (done.exit_code, at.file()) == (1, before)
    assert "incidents/2026-11-20-card-payments.yml:5:18 error empty-window" in done.stderr
    assert "would have errors; nothing was written" in done.stderr


def test_a_window_is_moved_with_a_word(hand: "Callable[..., Hand]") -> None:
    """The two times change where they stand, their comments stay, and the update says it."""
    at = hand({"incidents/2026-11-20-card-payments.yml": MOVED})
    done = at("update", "card", "--from", "2026-11-25 07:00", "--until", "3h", "-m", "A day later.")
    assert done.exit_code == 0, done.output
    assert (
        at.file()
        == MOVED.replace("2026-11-24T06:00:00Z", "2026-11-25T07:00:00Z").replace(
            "2026-11-24T08:00:00Z", "2026-11-25T10:00:00Z"
        )
        + "  - at: 2026-11-20T14:10:00Z\n    message: A day later.\n"
    )
    assert "25 Nov 2026, 07:00 to 10:00 UTC" in done.stderr


def test_a_clock_that_is_behind_does_no_harm(hand: "Callable[..., Hand]") -> None:
    """Where the last word came from a clock that is ahead, the new one is said at the same moment."""
    at = hand()
    assert at("update", "-m", "x", at="14:00").exit_code == 0
    assert at.file().endswith("  - at: 2026-11-20T14:02:00Z\n    message: x\n")


def test_what_cannot_be_added_to_gives_the_lines(hand: "Callable[..., Hand]") -> None:
    """Where a file takes no edit, the lines to paste are printed, and a piped message is kept."""
    text = "title: x\nprivate: &a [{at: 2026-11-20T14:00:00Z, message: x}]\nupdates: *a\n"
    at = hand({"incidents/2026-11-20-card-payments.yml": text})
    done = at("update", "card", "-m", "-", typed="You can pay again.")
    assert (done.exit_code, at.file()) == (1, text)
    assert "Put these lines in by hand:\n\nupdates:\n  - at: 2026-11-20T14:10:00Z\n" in done.stderr
    kept = Path(done.stderr.split("What you wrote is kept in ")[1].split("\n")[0])
    assert kept.read_text(encoding="utf-8") == "You can pay again."
    kept.unlink()


@pytest.mark.usefixtures("a_person")
def test_the_editor_shows_what_was_said_last(
    hand: "Callable[..., Hand]", editor: Callable[[str], None], tmp_path: Path
) -> None:
    """Who writes sees title, status, last word and promise; what they write above the line is said."""
    at = hand()
    editor("path.write_text('# A heading\\n\\nText.\\n' + shown, encoding='utf-8')")
    assert at("update").exit_code == 0
    assert at.file().endswith("    message: |-\n      # A heading\n\n      Text.\n")
    assert (tmp_path / "shown").read_text(encoding="utf-8") == (
        "\n\n"
        "# ---- >8 ---- Write the message above this line, in Markdown. All below is left out.\n"
        "# Card payments are failing (2026-11-20-card-payments)\n"
        "# investigating, said at 14:02 UTC:\n"
        "#   About 1 in 5 card payments is declined.\n"
        "# You promised the next word by 14:32 UTC.\n"
        "#\n"
        "# Say what customers notice now, what they can do, and when you will say more.\n"
    )


@pytest.mark.usefixtures("a_person")
def test_what_others_say_meanwhile_stays(hand: "Callable[..., Hand]", editor: Callable[[str], None]) -> None:
    """While one person types, another's word is written; both are there, in order, and it is said."""
    at = hand()
    editor(
        "file = pathlib.Path('incidents/2026-11-20-card-payments.yml')\n"
        "word = '  - at: 2026-11-20T14:05:00Z\\n    status: identified\\n    message: A provider is down.\\n'\n"
        "file.write_text(file.read_text() + word)\n"
        "path.write_text('Mine.' + shown, encoding='utf-8')"
    )
    done = at("update")
    assert done.exit_code == 0
    assert "The file has changed while you wrote." in done.stderr
    assert "  14:05 UTC, identified: A provider is down.\n" in done.stderr
    assert at.file().endswith("A provider is down.\n  - at: 2026-11-20T14:10:00Z\n    message: Mine.\n")


def test_a_last_word_with_a_fraction_of_a_second(hand: "Callable[..., Hand]") -> None:
    """Times are written to the second, and never before the word above."""
    at = hand()
    path = at.root / "incidents" / "2026-11-20-card-payments.yml"
    path.write_text(at.file().replace("14:02:00Z", "14:10:00.5Z"), encoding="utf-8")
    assert at("update", "-m", "x").exit_code == 0
    assert "  - at: 2026-11-20T14:10:01Z\n    message: x\n" in at.file()


def test_hostile_files_reach_no_terminal(hand: "Callable[..., Hand]") -> None:
    """Titles in a list, and lines with a secret in what is wrong, are made fit to be shown."""
    secret = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345"
    at = hand({"incidents/card-two.yml": "title: a\x1b[2Jb\n", "incidents/wrong.yml": f"titel: {secret}\n"})
    assert "\x1b" not in at("update", "card", "-m", "x").output
    done = at("update", "wrong", "-m", "x")
    assert "error unknown-key" in done.stderr
    assert secret not in done.output


@pytest.mark.usefixtures("a_person")
def test_a_state_that_is_not_given_is_asked_for(hand: "Callable[..., Hand]") -> None:
    """A person who names a component alone says then how it is; well is what is offered."""
    at = hand()
    assert at("update", "-m", "x", "-c", "checkout", typed="degr\n").exit_code == 0
    assert at.file().endswith("    components: {checkout: degraded_performance}\n")
    done = at("update", "-m", "x", "-c", "checkout", typed="\n")
    assert "How is Checkout (operational, under_maintenance," in done.stderr
    assert at.file().endswith("    components: {checkout: operational}\n")
