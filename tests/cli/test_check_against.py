"""`statuskit check --against`: no published word is edited, held against a real repository."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from statuskit.cli import main

if TYPE_CHECKING:
    from tests.conftest import Git, WriteSite

FILE = "incidents/2026-11-20-card-payments.yml"
MAINTENANCE = """\
title: New cables
kind: maintenance
scheduled_for: 2026-12-01T22:00:00Z
scheduled_until: 2026-12-02T02:00:00Z
"""
OLDER = """\
title: Search is down
updates: [{at: "2026-10-01T10:00:00Z", message: Search is down., status: resolved}]
"""


@pytest.fixture
def root(write_site: "WriteSite", git: "Git", monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a site that stands committed in a repository, and stand in it."""
    root = write_site({"incidents/cables/incident.yml": MAINTENANCE, "incidents/2025/search.yml": OLDER})
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Public")
    monkeypatch.chdir(root)
    monkeypatch.setenv("NO_COLOR", "1")
    return root


def check(*arguments: str) -> tuple[int, str, str]:
    """Hold the site against `main`; return exit status, standard output and standard error."""
    done = CliRunner().invoke(
        main, ["check", "--against", "main", "--now", "2026-11-20T14:20:00Z", *arguments]
    )
    return done.exit_code, done.stdout, done.stderr


def edit(path: Path, old: str, new: str) -> None:
    """Change the text of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_differs(root: Path) -> None:
    """A checkout that is what was committed is well."""
    assert check() == (0, "All well: 0 files read that differ from main.\n", "")
    assert root.is_dir()


def test_an_edited_word(root: Path) -> None:
    """An edited message is an error at its place, with what it said and the correction to paste."""
    edit(root / FILE, "1 in 5", "1 in 50")
    status, out, err = check()
    assert (status, err) == (1, "")
    assert out == (
        f"{FILE}:6:14 error edited-word  The update of 2026-11-20 14:02 UTC was public, and its `message` is edited. "
        'It said "About 1 in 5 card payments is declined." '
        "Put it back as it was. A published word is corrected by a new update:\n"
        "      - at: 2026-11-20T14:20:00Z\n"
        "        corrects: 2026-11-20T14:02:00Z\n"
        "        message: What was wrong, and what is right.\n"
        "  6 |     message: About 1 in 50 card payments is declined.\n"
        "    |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_programs_read_it_too(root: Path) -> None:
    """JSON, SARIF and the annotations of GitHub hold the finding with its place."""
    edit(root / FILE, "1 in 5", "1 in 50")
    [[alert]] = json.loads(check("--format", "json")[1]).values()
    assert (alert["Check"], alert["Line"]) == ("statuskit.edited-word", 6)
    [result] = json.loads(check("--format", "sarif")[1])["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 6
    assert check("--format", "github")[1].startswith(
        f"::error file={FILE},line=6,col=14,endColumn=54,title=edited-word::"
    )


def test_a_removed_incident(root: Path) -> None:
    """A file that is gone is brought back and withdrawn; one that was withdrawn before may go."""
    (root / "incidents/2025/search.yml").unlink()
    status, out, _ = check()
    assert status == 1
    assert "incidents/2025/search.yml error removed-incident  This incident was public" in out
    assert "git checkout main -- incidents/2025/search.yml\n" in out
    assert "    withdrawn:\n      at: 2026-11-20T14:20:00Z\n" in out


def test_a_withdrawn_incident_may_go(root: Path, git: "Git") -> None:
    """What the page already calls a mistake may be removed."""
    path = root / "incidents/2025/search.yml"
    path.write_text(
        f"{OLDER}withdrawn: {{at: 2026-10-02T10:00:00Z, because: It was not ours.}}\n", encoding="utf-8"
    )
    git(root, "commit", "--quiet", "--all", "--message", "Withdraw")
    path.unlink()
    assert check()[0] == 0


def test_a_removed_maintenance(root: Path) -> None:
    """A bundle's folder is one incident; a maintenance that will not be is cancelled."""
    (root / "incidents/cables/incident.yml").unlink()
    status, out, _ = check()
    assert status == 1
    assert "incidents/cables/incident.yml error removed-incident  This maintenance was public" in out
    assert "status: cancelled" in out


def test_a_renamed_incident(root: Path) -> None:
    """A file of another name is another address: the old name is asked back, once."""
    (root / FILE).rename(root / "incidents/2026-11-20-payments.yml")
    status, out, _ = check()
    assert status == 1
    assert "incidents/2026-11-20-payments.yml error renamed-incident" in out
    assert f"Give the file its name back: {FILE}" in out
    assert out.endswith("1 error in 1 file\n")


def test_an_incident_may_move_between_folders(root: Path, git: "Git") -> None:
    """The address is the name alone: moved into a year's folder or a bundle, an incident keeps it."""
    (root / "incidents/2026").mkdir()
    (root / FILE).rename(root / "incidents/2026/2026-11-20-card-payments.yml")
    assert check()[0] == 0
    git(root, "add", "--all")
    assert check() == (0, "All well: 1 file read that differ from main.\n", "")
    (root / "incidents/2026/2026-11-20-card-payments.yml").rename(root / "incidents/2026/x.yml")
    (root / "incidents/2026/2026-11-20-card-payments").mkdir()
    bundle = root / "incidents/2026/2026-11-20-card-payments/incident.yml"
    (root / "incidents/2026/x.yml").rename(bundle)
    edit(bundle, "1 in 5", "1 in 50")
    assert "card-payments/incident.yml:6:14 error edited-word" in check()[1]


def test_a_moved_window(root: Path) -> None:
    """A window that moved is told with the key that moved."""
    edit(root / "incidents/cables/incident.yml", "T22:00", "T20:00")
    status, out, _ = check()
    assert (status, "incidents/cables/incident.yml:3:16 error moved-window" in out) == (1, True)


def test_what_differs_is_checked_as_usual(root: Path) -> None:
    """A differing file is read for all that `check` reads for; the others are not read."""
    edit(root / FILE, "status: investigating", "statsu: investigating")
    (root / "incidents/new.yml").write_text("title: New\n", encoding="utf-8")
    status, out, _ = check()
    assert status == 1
    assert f"{FILE}:5:5 error unknown-key" in out
    assert "incidents/new.yml:1:1 error missing-key" in out
    assert out.endswith("in 2 files\n")


def test_other_settings_let_all_be_checked(root: Path) -> None:
    """A component taken out of the settings is missed in files that nobody touched."""
    edit(root / "mkdocs.yml", "{id: checkout, name: Checkout}", "{id: search, name: Search}")
    status, out, _ = check()
    assert (status, f"{FILE}:2:14 error unknown-component" in out) == (1, True)


def test_another_zone_shifts_what_was_said(root: Path, git: "Git") -> None:
    """In another time zone a published time without an offset is another one, though nobody touched its file."""
    edit(root / FILE, "at: 2026-11-20T14:02:00Z", "at: 2026-11-20 14:02")
    git(root, "commit", "--quiet", "--all", "--message", "Local")
    edit(root / "mkdocs.yml", "timezone: UTC", "timezone: Europe/Berlin")
    status, out, _ = check()
    assert status == 1
    assert f"{FILE}:4:9 error edited-word  The update of 2026-11-20 14:02 UTC was public, and its `at`" in out


def test_another_folder(root: Path) -> None:
    """Incidents that move with their whole folder keep their addresses, and are held to their words."""
    (root / "incidents").rename(root / "events")
    edit(root / "mkdocs.yml", "      timezone: UTC\n", "      timezone: UTC\n      incidents_dir: events\n")
    assert check()[0] == 0
    edit(root / "events/2026-11-20-card-payments.yml", "1 in 5", "1 in 50")
    assert "events/2026-11-20-card-payments.yml:6:14 error edited-word" in check()[1]


def test_a_bundle_s_text_lets_its_incident_be_checked(root: Path) -> None:
    """A file that differs beside an incident means that incident."""
    (root / "incidents/cables/technical.md").write_text("New cables.\n", encoding="utf-8")
    assert check() == (0, "All well: 1 file read that differ from main.\n", "")


def test_paths_narrow_it(root: Path) -> None:
    """With paths only what differs among those files is told."""
    edit(root / FILE, "1 in 5", "1 in 50")
    assert check("incidents/2025")[0] == 0
    assert check(FILE)[0] == 1


def test_what_was_broken_was_not_public(root: Path, git: "Git") -> None:
    """A file that nobody could read in the revision held nothing up: it was never on a page."""
    edit(root / FILE, "status: investigating", "statsu: investigating")
    git(root, "commit", "--quiet", "--all", "--message", "Broken")
    edit(root / FILE, "statsu: investigating", "status: investigating")
    edit(root / FILE, "1 in 5", "1 in 50")
    assert check()[0] == 0


def test_a_secret_may_be_taken_out(root: Path, git: "Git") -> None:
    """A secret in a published word is no error to remove, and is not told again."""
    token = "ghp_" + "a1B2c3D4e5" * 3 + "f6G7h8"
    edit(root / FILE, "is declined.", f"is declined {token}.")
    git(root, "commit", "--quiet", "--all", "--message", "Leak")
    edit(root / FILE, f" {token}", "")
    status, out, _ = check()
    assert (status, token[:8] in out) == (0, False)
    assert f"{FILE}:6:14 warning edited-word" in out


def test_no_repository(
    write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Outside a repository, and for a revision that is none, the command is called wrongly."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path_factory.getbasetemp()))
    monkeypatch.chdir(write_site())
    status, out, err = check()
    assert (status, out) == (2, "")
    assert "not a git repository" in err
