"""`statuskit check` and `statuskit schema`."""

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from statuskit.cli import main

if TYPE_CHECKING:
    from tests.conftest import WriteSite

NOW = ("--now", "2026-11-20T14:10:00Z")
WRONG = "title: Payments fail\ncomponents: {chekout: partial_outage}\nupdates: []\n"
WARNED = """\
title: Payments fail
components: {checkout: partial_outage}
started: 2026-11-20T14:05:00Z
updates:
  - at: 2026-11-20T14:02:00Z
    message: One in five payments fails.
    next_update: 30m
"""


def run(*arguments: str) -> tuple[int, str, str]:
    """Run a command; return exit status, standard output and standard error."""
    done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.stdout, done.stderr


def test_all_well(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is wrong, one line says how many files were read."""
    monkeypatch.chdir(write_site())
    assert run("check", "--strict", *NOW) == (0, "All well: 1 file read.\n", "")


def test_all_problems_of_all_files(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are no YAML, and those whose shape is wrong, are all told in one run, with their places."""
    monkeypatch.chdir(write_site({"incidents/a.yml": WRONG, "incidents/b.yml": "title: [\n"}))
    status, out, err = run("check", *NOW)
    assert (status, err) == (1, "")
    assert "incidents/a.yml:2:14 error unknown-component" in out
    assert "  2 | components: {chekout: partial_outage}\n    |              ^^^^^^^\n" in out
    assert "incidents/b.yml:1:8 error unclosed" in out
    assert out.rstrip().endswith("in 2 files")


def test_settings_are_checked(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with the settings is told with its place in their file."""
    settings = "site_name: x\nplugins:\n  - statuskit:\n      timzone: UTC\n      components: [{id: checkout, name: C}]\n"
    monkeypatch.chdir(write_site({"mkdocs.yml": settings}))
    status, out, _ = run("check", *NOW)
    assert status == 1
    assert 'mkdocs.yml:4:7 error unknown-key  "timzone"' in out
    assert "1 error in 1 file" in out


def test_warnings_stop_only_the_strict(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning is told, and stops nothing but `--strict`."""
    monkeypatch.chdir(write_site({"incidents/a.yml": WARNED}))
    status, out, _ = run("check", *NOW)
    assert (status, "1 warning in 1 file" in out) == (0, True)
    assert run("check", "--strict", *NOW)[0] == 1


def test_paths_narrow_what_is_told(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """With paths only those files are told of, though their references are looked for in all."""
    related = WARNED.replace("started: 2026-11-20T14:05:00Z", "related: [2026-11-20-card-payments]")
    root = write_site({"incidents/a.yml": WRONG, "incidents/deep/b.yml": related})
    monkeypatch.chdir(root / "incidents")
    assert run("check", "deep", *NOW) == (0, "All well: 1 file read.\n", "")
    assert run("check", "deep/b.yml", "2026-11-20-card-payments.yml", *NOW)[1] == "All well: 2 files read.\n"
    assert run("check", "../mkdocs.yml", *NOW)[0] == 0
    status, out, _ = run("check", "a.yml", *NOW)
    assert (status, "incidents/a.yml:2:14" in out) == (1, True)
    assert run("check", "..", *NOW)[0] == 1


def test_paths_that_are_no_incidents(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that means no incident file is wrong usage: nobody may take it for checked."""
    monkeypatch.chdir(write_site())
    status, out, err = run("check", "site_src/about.md", *NOW)
    assert (status, out) == (2, "")
    assert "site_src/about.md is no incident file" in err
    assert run("check", "nowhere.yml", *NOW)[0] == 2


def test_hostile_file(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """Control characters of a file never reach the terminal."""
    monkeypatch.chdir(write_site({"incidents/a.yml": "title: \x1b]0;x\x07\n\x1b[2J: y\n"}))
    status, out, _ = run("check", *NOW)
    assert status == 1
    assert "\x1b" not in out
    assert "\x07" not in out


def test_no_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a site the command says where it looked and what to do."""
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    status, _, err = run("check")
    assert status == 2
    assert "mkdocs.yml" in err


@pytest.mark.parametrize(("of", "key"), [("incident", "updates"), ("site", "components")])
def test_schema(of: str, key: str) -> None:
    """The schema is JSON, and knows the keys of its file."""
    status, out, _ = run("schema", of)
    assert status == 0
    assert key in json.loads(out)["properties"]


def test_schema_of_something_else() -> None:
    """Only two kinds of files have a schema."""
    assert run("schema", "recipe")[0] == 2
