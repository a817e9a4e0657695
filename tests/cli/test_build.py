"""`statuskit build`, and what all commands share."""

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from statuskit import plugin
from statuskit.cli import main

if TYPE_CHECKING:
    from tests.conftest import WriteSite

# Each of these builds a whole site, MkDocs and its theme included.
pytestmark = pytest.mark.slow

NOW = "2026-11-20T14:10:00Z"


def commands() -> list[str]:
    """Name every command."""
    return main.list_commands(click.Context(main))


def run(*arguments: str) -> tuple[int, str, str]:
    """Run a command; return exit status, standard output and standard error."""
    done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.stdout, done.stderr


def test_build_says_what_it_did_and_where(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """One line on standard output tells how many files changed, and in which folder."""
    root = write_site()
    (root / "site_src/deep").mkdir()
    monkeypatch.chdir(root / "site_src/deep")
    status, out, _ = run("build", "--strict", "--now", NOW)
    assert status == 0
    assert re.fullmatch(r"\d+ written, 0 unchanged, 0 removed in \S+/site/\n", out)
    monkeypatch.chdir(root)
    status, out, err = run("build", "--now", NOW)
    assert (status, err) == (0, "")
    assert re.fullmatch(r"0 written, \d+ unchanged, 0 removed in site/\n", out)


def test_site_dir_is_where_the_person_stands(
    write_site: "WriteSite", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--site-dir` is relative to the current folder, as with any command, and `-f` stands before or behind."""
    root = write_site()
    monkeypatch.chdir(tmp_path)
    config = str(root / "mkdocs.yml")
    assert run("build", "-f", config, "--site-dir", "one", "--now", NOW)[0] == 0
    assert run("-f", config, "build", "--site-dir", "two", "--now", NOW)[0] == 0
    assert (tmp_path / "one/index.html").read_bytes() == (tmp_path / "two/index.html").read_bytes()


def test_problems_exit_with_1(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong file is told on standard error; standard output stays empty."""
    monkeypatch.chdir(write_site({"incidents/bad.yml": "title: [\n"}))
    status, out, err = run("build", "--now", NOW)
    assert (status, out) == (1, "")
    assert "incidents/bad.yml:" in err
    assert "last site stays" in err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["build", "--now", "today"], "2026-11-20T15:40:00Z"),
        (["build", "--bogus"], "--bogus"),
        (["nonsense"], "nonsense"),
        (["build", "-f", "not-there.yml"], "not-there.yml"),
    ],
)
def test_wrong_usage_exits_with_2(
    write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch, arguments: list[str], word: str
) -> None:
    """What the command cannot do is refused with the word that is wrong."""
    monkeypatch.chdir(write_site())
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert word in err


def test_no_settings_file_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a project the command names the file that it looked for."""
    monkeypatch.chdir(tmp_path)
    status, _, err = run("build")
    assert status == 2
    assert "mkdocs.yml" in err


def test_a_bug_exits_with_3_and_leaves_its_trace_in_a_log(
    write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected exception is one short word on the screen; the trace is in a file that is named."""

    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError("inner detail")

    monkeypatch.setattr(plugin, "build", stumble)
    monkeypatch.chdir(write_site())
    status, out, err = run("build")
    assert (status, out) == (3, "")
    assert "inner detail" not in err
    found = re.search(r"(\S+statuskit-bug-\S+\.log)", err)
    assert found
    log = Path(found[1])
    assert "ZeroDivisionError: inner detail" in log.read_text(encoding="utf-8")
    log.unlink()


def test_a_full_disk_is_no_bug(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine refuses is told as it is, with exit 1."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "site")

    monkeypatch.setattr(plugin, "build", refuse)
    monkeypatch.chdir(write_site())
    status, _, err = run("build")
    assert status == 1
    assert "No space left" in err


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself(name: str) -> None:
    """The help of each command has an example that begins with the command itself, and takes `-f`."""
    status, out, _ = run(name, "--help")
    assert status == 0
    assert f"statuskit {name}" in out.partition("Example")[2]
    assert "--config-file" in out


def test_help_lists_every_command() -> None:
    """`statuskit --help` names all commands, each with a line on what it does."""
    status, out, _ = run("--help")
    assert status == 0
    for name in commands():
        assert re.search(rf"^  {name}  +\S", out, re.MULTILINE)


def test_version_is_that_of_the_package() -> None:
    """`--version` prints name and version."""
    assert run("--version") == (0, "statuskit 0.1.0\n", "")


def test_help_loads_nothing_heavy() -> None:
    """Help answers at once, because it imports neither MkDocs nor what reads files."""
    code = (
        "import sys; from statuskit.cli import main; main(['--help'], standalone_mode=False);"
        "print(sorted({'mkdocs', 'pydantic', 'yaml', 'jinja2', 'babel', 'markdown'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
