"""`statuskit check` and the house rules: places, what stops, waivers, pages, formats, and secrets that stay hidden."""

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from statuskit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import WriteSite

NOW = ("--now", "2026-11-20T14:10:00Z")
FORMATS = ("text", "json", "sarif", "github")
TOKEN = "ghp_" + "a1B2" * 9
FILE = "incidents/a.yml"
LIVE = """\
title: You cannot pay
components: {checkout: partial_outage}
updates:
  - at: 2026-11-20T14:02:00Z
    message: >
      One in five payments fails.
      We apologise for any
      inconvenience.
    next_update: 30m
"""
ENDED = (
    LIVE
    + """\
  - at: 2026-11-20T14:06:00Z
    status: resolved
    message: You can pay again since 14:05 UTC.
"""
)
STORY = """\
postmortem:
  state: STATE
  published: 2026-11-20T14:08:00Z
  summary: From 14:00 to 14:05 UTC you could not pay.
  apology: {text: "We are sorry. We broke it, and that is our fault.", by: The payments team}
  impact:
    could_not: [pay]
    data: {lost: none, exposed: none}
  plain: {file: plain.md}
  make_right: {none: true, because: Nobody lost more than a minute.}
  actions: [{what: Test each setting, kind: prevent, state: done, done_on: 2026-11-20}]
  answers: {asked: 3, answered: all, channels: [email]}
"""
PLAIN = "# What happened\n\nWe changed a setting, and because nothing checked it, payments failed.\n\n"


def run(*arguments: str) -> tuple[int, str, str]:
    """Run `check` at 14:10; return exit status, standard output and standard error."""
    done = CliRunner().invoke(main, ["check", *arguments, *NOW])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def site(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> "WriteSite":
    """Write a site and stand in its folder."""

    def write(files: dict[str, str] | None = None) -> "Path":
        root = write_site(files)
        monkeypatch.chdir(root)
        return root

    return write


def bundle(state: str, plain: str) -> dict[str, str]:
    """Make the files of a bundle whose story is in a state, and says `plain` in a file of its own."""
    return {
        "incidents/a/incident.yml": ENDED + STORY.replace("STATE", state),
        "incidents/a/plain.md": PLAIN + plain,
    }


def test_findings_point_into_folded_text(site: "WriteSite") -> None:
    """A phrase is found across lines, and told at line and column of the file, with what would be better."""
    site({FILE: LIVE})
    status, out, err = run()
    assert status == 0
    assert f'{FILE}:7:20 error AP01  "for any inconvenience": an apology for an inconvenience.' in out
    assert "Better: " in out
    assert "  7 |       We apologise for any\n    |                    ^^^^^^^\n" in out
    assert "--strict" in err


def test_wording_stops_the_strict(site: "WriteSite") -> None:
    """An error of wording in a live update stops only `--strict`; warnings of wording never do."""
    site({FILE: LIVE})
    assert run()[0] == 0
    assert run("--strict")[0] == 1
    site({FILE: LIVE.replace("We apologise for any\n      inconvenience.", "Unfortunately.")})
    status, out, _ = run("--strict")
    assert (status, "warning AP08" in out) == (0, True)


@pytest.mark.parametrize(("state", "status"), [("draft", 0), ("preliminary", 0), ("final", 1)])
def test_wording_stops_a_final_story(*, site: "WriteSite", state: str, status: int) -> None:
    """An error of wording in a story stops once the story is final; it is told in the bundle's own file."""
    site(bundle(state, "We apologise for any inconvenience.\n"))
    done, out, _ = run()
    assert done == status
    assert "incidents/a/plain.md:5:14 error AP01" in out
    assert "  5 | We apologise for any inconvenience.\n" in out


def test_what_was_said_live_stops_no_final_story(site: "WriteSite") -> None:
    """A formula that was published live is told, but nobody need rewrite it for the story's sake."""
    site(bundle("final", ""))
    status, out, _ = run()
    assert (status, "error AP01" in out) == (0, True)


def test_paths_mean_bundles(site: "WriteSite") -> None:
    """A bundle's file means that file, its incident.yml the whole bundle, and other files are not told of."""
    site({**bundle("final", "We apologise for any inconvenience.\n"), "incidents/b.yml": LIVE})
    assert "plain.md:5" in run("incidents/a/incident.yml")[1]
    status, out, _ = run("incidents/a/plain.md")
    assert (status, out.count("AP01")) == (1, 1)
    status, out, _ = run("incidents/b.yml")
    assert (status, out.count("AP01")) == (0, 1)


def test_what_is_missing_comes_with_a_snippet(site: "WriteSite") -> None:
    """What a story lacks is told at its key, with lines to paste."""
    files = bundle("final", "")
    files["incidents/a/incident.yml"] = re.sub("    data: .*\n", "", files["incidents/a/incident.yml"])
    site(files)
    status, out, _ = run()
    assert status == 1
    assert "incidents/a/incident.yml:13:1 error MH4" in out
    assert "        data: {lost: none, exposed: unknown}\n" in out


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("style", ["{}", '"{}"', "'{}'", "|\n      {}", ">\n      {}"])
def test_a_secret_is_never_printed(*, site: "WriteSite", form: str, style: str) -> None:
    """In every format and way of writing: place, kind and three characters, and `check` stops."""
    text = f"We lost {TOKEN} and are sorry for any inconvenience."
    site({FILE: LIVE.partition(">\n")[0] + style.format(text) + "\n    next_update: 30m\n"})
    status, out, err = run("--format", form)
    assert status == 1
    assert TOKEN[3:9] not in out + err
    assert TOKEN[-6:] not in out + err
    assert "ghp" in out
    assert "GitHub Token" in out
    assert "SP01" in out


@pytest.mark.parametrize("form", FORMATS)
def test_a_private_key_is_hidden_to_its_end(*, site: "WriteSite", form: str) -> None:
    """The lines below a key's first one are as secret as that."""
    key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7f8a9c\n/var/lib/5f2d\n-----END RSA PRIVATE KEY-----\n"
    site(bundle("final", f"```\n{key}```\n"))
    status, out, err = run("--format", form)
    assert status == 1
    assert "SP01" in out
    for piece in ("MIIEpA", "7f8a9c", "/var/lib"):
        assert piece not in out + err


@pytest.mark.parametrize("form", FORMATS)
def test_secrets_of_files_that_are_refused(*, site: "WriteSite", form: str) -> None:
    """The line of a file that was never taken for an incident hides its secret too, and so do its words."""
    site({FILE: f"title: x\n{TOKEN}: y\nupdates: []\n", "incidents/b.yml": f"title: x: {TOKEN}\n"})
    status, out, err = run("--format", form)
    assert status == 1
    assert "unknown-key" in out
    assert TOKEN[3:9] not in out + err


def test_unknown_rules(site: "WriteSite") -> None:
    """A rule that does not exist is an error where a file or the settings name it."""
    review = "      review: {off: [AP0], level: {XY99: hint}}\n"
    settings = (site() / "mkdocs.yml").read_text(encoding="utf-8") + review
    site({"mkdocs.yml": settings, FILE: f"{LIVE}review: {{allow: [{{rule: ap01, because: We quote.}}]}}\n"})
    status, out, _ = run()
    assert status == 1
    assert 'mkdocs.yml:12:22 error unknown-rule  There is no house rule "AP0". Did you mean "AP' in out
    assert 'mkdocs.yml:12:36 error unknown-rule  There is no house rule "XY99". The families are AP, ' in out
    assert f'{FILE}:10:25 error unknown-rule  There is no house rule "ap01". Did you mean "AP01"?' in out


def test_waivers(site: "WriteSite") -> None:
    """A waiver lets its rule's findings stand; one that waives nothing is a hint, and stops nothing."""
    allow = 'review:\n  allow:\n    - {rule: AP01, because: We quote.}\n    - {rule: DF02, because: "It\'s law."}\n'
    site({FILE: LIVE + allow})
    status, out, _ = run("--strict")
    assert status == 0
    assert "AP01" not in out
    assert f"{FILE}:13:14 hint unused-waiver  DF02 finds nothing in this file" in out
    assert run("--waivers") == (
        0,
        f"{FILE}:12:14 AP01  We quote. (1 let stand)\n{FILE}:13:14 DF02  It's law. (finds nothing)\n",
        "",
    )
    assert run("--waivers", "incidents/2026-11-20-card-payments.yml")[1] == "No file waives a rule.\n"


def test_explain() -> None:
    """A rule has its page, also outside a site; one that does not exist is wrong usage, with a guess."""
    done = CliRunner().invoke(main, ["check", "--explain", "ap01"])
    assert done.exit_code == 0
    assert done.stdout.startswith("# AP01: an apology for an inconvenience\n")
    assert "We apologise for any inconvenience." in done.stdout
    wrong = CliRunner().invoke(main, ["check", "--explain", "AP011"])
    assert wrong.exit_code == 2
    assert "Did you mean " in wrong.stderr


def test_names_that_must_never_be_public(site: "WriteSite", tmp_path: "Path") -> None:
    """The file of names is read from where the settings say, and missed where it is not."""
    settings = (site() / "mkdocs.yml").read_text(
        encoding="utf-8"
    ) + "      review: {names_file: ../names.txt}\n"
    site({"mkdocs.yml": settings, FILE: LIVE.replace("One in", "Jo  Smith says one in")})
    status, out, _ = run()
    assert (status, "mkdocs.yml:12:28 warning no-names" in out, "SP07" in out) == (0, True, False)
    (tmp_path / "names.txt").write_text("# people\n\nJo Smith\n", encoding="utf-8")
    status, out, _ = run()
    assert ("no-names" in out, f"{FILE}:6:7 error SP07" in out) == (False, True)
    (tmp_path / "names.txt").write_bytes(b"\xff")
    status, _, err = run()
    assert (status, "names.txt" in err) == (2, True)


def test_json_has_vales_shape(site: "WriteSite") -> None:
    """File → alerts; the columns are those of the first and the last character."""
    site({FILE: LIVE})
    status, out, _ = run("--format", "json")
    alerts: dict[str, list[dict[str, Any]]] = json.loads(out)
    assert status == 0
    assert list(alerts) == [FILE]
    alert = next(each for each in alerts[FILE] if each["Check"] == "statuskit.AP01")
    assert set(alert) == {
        "Action",
        "Span",
        "Check",
        "Description",
        "Link",
        "Message",
        "Severity",
        "Match",
        "Line",
    }
    assert (alert["Line"], alert["Span"], alert["Match"], alert["Severity"]) == (
        7,
        [20, 26],
        "for any",
        "error",
    )


def test_all_well_in_every_format(site: "WriteSite") -> None:
    """Where nothing is wrong programs get an empty answer of the right form."""
    site()
    assert run("--format", "json") == (0, "{}\n", "")
    assert run("--format", "github") == (0, "", "")
    assert json.loads(run("--format", "sarif")[1])["runs"][0]["results"] == []
