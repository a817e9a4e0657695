"""`statuskit postmortem`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from click.testing import CliRunner

from statuskit.cli import main

if TYPE_CHECKING:
    from tests.cli.conftest import Hand


def ended(at: "Hand") -> None:
    """Let the incident of the small site come to its end, a late word and a quick one later."""
    at("update", "-m", "A provider is down.", "--next", "30m", at="14:40")
    at("resolve", "-m", "You can pay again.", at="15:00")


def test_the_skeleton_knows_what_the_file_knows(hand: "Callable[..., Hand]") -> None:
    """Times, figures and the timeline are filled in; the file loads, and only the day becomes public."""
    at = hand()
    ended(at)
    before = at.file()
    done = at("postmortem", "card", at="15:20")
    assert (done.exit_code, done.stdout) == (0, "incidents/2026-11-20-card-payments.yml\n")
    assert done.stderr.startswith("\nCustomers will read that it comes by 2026-11-25.")
    text = at.file()
    assert text.startswith(f"{before}\npostmortem:\n")
    for line in (
        "  state: draft\n",
        "  due: 2026-11-25  # the day that customers are promised\n",
        "  # It went from 2026-11-20 14:02 UTC to 2026-11-20 15:00 UTC: 58 minutes.\n",
        "  # Something was down or slow for 58 minutes of that.\n",
        "  # The longest silence was 38 minutes.\n",
        "  # 1 of 2 promised updates came on time.\n",
        "    - {at: 2026-11-20T14:02:00Z, event: start, what: It began.}\n",
        "    - {at: 2026-11-20T15:00:00Z, event: resolve, what: It was over.}\n",
    ):
        assert line in text
    said = CliRunner().invoke(main, ["check", "--now", "2026-11-20T15:20:00Z"])
    assert " error " not in said.stdout
    shown = CliRunner().invoke(main, ["show", "card", "--now", "2026-11-20T15:20:00Z"]).stdout
    assert "A full account will stand here by 25 November 2026." in shown
    assert "It began." not in shown


def test_the_skeleton_becomes_a_story(hand: "Callable[..., Hand]") -> None:
    """Each comment taken away is a key that the format knows: the whole of it loads without an error."""
    at = hand()
    ended(at)
    at("postmortem", "card", at="15:20")
    head, _, block = at.file().partition("postmortem:\n")
    lines = []
    for line in block.splitlines():
        bare = line.removeprefix("  # ")
        is_key = (line.startswith("  # ") and bare[:1].islower()) or line.startswith("  #   ")
        lines.append(f"  {bare}".replace("{none: true", "x") if is_key else line)
    path = at.root / "incidents" / "2026-11-20-card-payments.yml"
    path.write_text(f"{head}postmortem:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    said = CliRunner().invoke(main, ["check", "--now", "2026-11-20T15:20:00Z"]).stdout
    assert [line for line in said.splitlines() if " error " in line and "MH" not in line] == []
    for key in ("summary", "apology", "impact", "make_right", "plain", "technical", "factors", "actions"):
        assert f"\n  {key}:" in path.read_text(encoding="utf-8")


def test_a_promised_one_is_opened_up(hand: "Callable[..., Hand]") -> None:
    """Where only its day was promised, that day stays, and the skeleton stands below it."""
    at = hand()
    ended(at)
    path = at.root / "incidents" / "2026-11-20-card-payments.yml"
    promised = at.file() + "postmortem: {due: 2026-12-01}  # Ann\ntags: [a]\n"
    path.write_text(promised, encoding="utf-8")
    assert at("postmortem", "card", at="15:20").exit_code == 0
    assert "postmortem: # Ann\n  due: 2026-12-01\n  # Of a draft" in at.file()
    assert at.file().endswith("what: It was over.}\ntags: [a]\n")
    assert at.file().count("due: 20") == 2


def test_a_story_that_is_begun_stays_as_it_is(hand: "Callable[..., Hand]") -> None:
    """Nothing is written into it; what it still needs is said."""
    at = hand()
    ended(at)
    at("postmortem", "card", at="15:20")
    before = at.file()
    done = at("postmortem", "card", at="15:30")
    assert (done.exit_code, at.file()) == (0, before)
    assert "has a postmortem already; nothing was written." in done.stderr
    assert "  - Nobody signs.\n" in done.stderr
