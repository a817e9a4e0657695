"""The manual says what the program does."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import click
import pytest

from statuskit.cli import main
from statuskit.cli.import_ import PROVIDERS, Provider
from statuskit.errors import ExitCode
from statuskit.scaffold import Recipe, new_files

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "site_src" / "manual"
PAGE_OF_COMMANDS = MANUAL / "commands.md"
COMMON = MANUAL / "moving-in.md"


def commands(group: click.Group, before: tuple[str, ...] = ()) -> list[tuple[str, click.Command]]:
    """Give every command with its whole name, those below others too."""
    context = click.Context(group)
    found: list[tuple[str, click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        whole = (*before, name)
        found += (
            commands(command, whole) if isinstance(command, click.Group) else [(" ".join(whole), command)]
        )
    return found


COMMANDS = commands(main)


def tool(name: str) -> ModuleType:
    """Load one of the programs of `tools/`."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_the_manual_names_every_command(name: str) -> None:
    """Whoever reads the manual learns that the command is there."""
    pages = "\n".join(page.read_text(encoding="utf-8") for page in MANUAL.rglob("*.md"))
    assert f"statuskit {name}" in pages


@pytest.mark.parametrize("name", ["check", "overdue"])
def test_the_page_of_checks_names_every_option(name: str) -> None:
    """What can be asked of these commands stands on their page."""
    page = (MANUAL / "checking.md").read_text(encoding="utf-8")
    options = [each.opts[-1] for each in dict(COMMANDS)[name].params if isinstance(each, click.Option)]
    assert [option for option in options if option != "--config-file" and option not in page] == []


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.name)
def test_every_provider_has_a_page_on_moving_in(provider: Provider) -> None:
    """It names the command and the options that are its own, says where old addresses go, and can be found."""
    name = f"moving-in/{provider.name}.md"
    page = (MANUAL / name).read_text(encoding="utf-8")
    assert f"statuskit import {provider.name} " in page
    assert [each.opts[-1] for each in provider.options if f"`{each.opts[-1]}" not in page] == []
    assert re.search(r"^## Old (links|addresses)$", page, re.MULTILINE)
    assert f": manual/{name}\n" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert f"]({name}) | `statuskit import {provider.name}` |" in COMMON.read_text(encoding="utf-8")


def test_the_page_on_moving_in_names_what_all_have() -> None:
    """The options of every provider's command stand on one page."""
    shared = {
        each.opts[-1] for each in dict(COMMANDS)["import statuspage"].params if isinstance(each, click.Option)
    }
    text = COMMON.read_text(encoding="utf-8")
    assert [option for option in sorted(shared - {"--config-file"}) if f"| `{option}" not in text] == []


WRITERS = ("new", "update", "resolve", "maintenance", "postmortem")


@pytest.mark.parametrize("name", WRITERS)
def test_the_page_on_writing_names_every_option(name: str) -> None:
    """What can be said with these commands stands on their page; with `--now` tests stop the clock."""
    page = (MANUAL / "writing.md").read_text(encoding="utf-8")
    given = [
        each for each in dict(COMMANDS)[name].params if isinstance(each, click.Option) and not each.hidden
    ]
    options = [each.opts[-1] for each in given]
    assert [option for option in options if option != "--config-file" and f"`{option}" not in page] == []


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_explains_itself(name: str, command: click.Command) -> None:
    """Its help has a sentence, an example, and a word on each option."""
    assert command.help, name
    assert f"statuskit {name}" in (command.epilog or ""), name
    silent = [
        each.name
        for each in command.params
        if isinstance(each, click.Option) and not each.help and not each.hidden
    ]
    assert silent == []


def test_the_reference_of_keys_is_that_of_the_schema() -> None:
    """The page holds every key as the schema describes it; `make manual` writes it anew."""
    reference = tool("reference")
    assert (MANUAL / "reference.md").read_text(encoding="utf-8") == reference.page()


def test_the_page_of_commands_is_that_of_the_commands() -> None:
    """It says what the commands say of themselves; `make manual` writes it anew."""
    assert PAGE_OF_COMMANDS.read_text(encoding="utf-8") == tool("commands").page()


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_the_page_of_commands_has_every_option(name: str, command: click.Command) -> None:
    """Each command has a section there with each spelling of its options, and none of those that are hidden."""
    text = PAGE_OF_COMMANDS.read_text(encoding="utf-8")
    _, heading, section = text.partition(f"# `statuskit {name}`\n")
    assert heading
    assert f"statuskit {name}" in section
    section = section.partition("\n#")[0]
    rows = {line.partition(" | ")[0] for line in (text.partition("\n## `")[0] + section).splitlines()}
    spelt = {word.strip("`,") for row in rows for word in row.split()}
    for option in (each for each in command.params if isinstance(each, click.Option)):
        assert {each for each in option.opts if (each in spelt) is option.hidden} == set()


def test_the_page_of_commands_knows_every_exit_code() -> None:
    """A script's author finds what each exit code means."""
    text = PAGE_OF_COMMANDS.read_text(encoding="utf-8")
    assert [code for code in ExitCode if f"\n| {code:d} | " not in text] == []


def test_the_page_of_commands_is_the_same_in_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """How wide a terminal is changes no byte of it."""
    monkeypatch.setenv("COLUMNS", "30")
    assert PAGE_OF_COMMANDS.read_text(encoding="utf-8") == tool("commands").page()


def test_the_page_of_publishing_shows_what_a_new_site_holds() -> None:
    """Each file of `statuskit init` is named there, each recipe as it is written; `make manual` does so anew."""
    recipes = tool("recipes")
    text = (MANUAL / "publish.md").read_text(encoding="utf-8")
    assert text == recipes.page(text)
    assert (MANUAL / "nginx.conf").read_text(encoding="utf-8") == recipes.nginx()
    named = [file.path.replace("2026-11-20", "…") for file in new_files(recipes.SITE, tuple(Recipe))]
    assert [path for path in named if f"`{path}`" not in text and f'"{path}"' not in text] == []


def test_the_page_of_publishing_names_every_option() -> None:
    """What `init` can be told stands on its page."""
    page = (MANUAL / "publish.md").read_text(encoding="utf-8")
    options = [each.opts[-1] for each in dict(COMMANDS)["init"].params if isinstance(each, click.Option)]
    assert [option for option in options if option != "--config-file" and f"`{option}" not in page] == []


def test_every_page_of_the_manual_is_in_the_menu() -> None:
    """No page of the manual can be found by its address alone."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    missing = [page.name for page in sorted(MANUAL.glob("*.md")) if f"manual/{page.name}" not in settings]
    assert missing == []
