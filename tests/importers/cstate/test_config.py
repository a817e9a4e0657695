"""Settings of cState: categories and systems, in every way in which Hugo lets them be written."""

from pathlib import Path

import pytest

from statuskit.importers.cstate.config import System, read_config

YAML = """\
title: Lantern
baseURL: https://example.com/status/
defaultContentLanguage: lt
timeZone: Europe/Vilnius
params:
  categories:
    - {name: Second, untitled: true}
    - {name: First, description: Words, closed: true}
    - {name: First}
    - {description: Nameless}
  systems:
    - {name: API, category: First, description: "The *API*", link: https://api.example.com/}
    - {name: Site, category: Second}
    - {name: Lost, category: Gone}
    - {name: Web, category: First}
"""
SYSTEMS = (
    System(name="Site"),
    System(name="API", category="First", description="The *API*", url="https://api.example.com/"),
    System(name="Web", category="First"),
    System(name="Lost"),
)


def test_systems_stand_as_cstate_shows_them(tmp_path: Path) -> None:
    """By category, in the order of both lists; what has no place with us is told."""
    (tmp_path / "config.yml").write_text(YAML, encoding="utf-8")
    config = read_config(tmp_path)
    assert config.systems == SYSTEMS
    assert (config.base, config.language, config.zone) == ("/status", "lt", "Europe/Vilnius")
    assert [note.text for note in config.notes] == [
        "categories[2] is there twice; left out",
        "categories[3] has no name; left out",
        "category 'First': a group has no description; left out",
        "category 'First' is closed at first; a group never is",
        "system 'Lost' is in no category that is listed (Gone), so cState shows it nowhere; it came in without a group",
    ]
    assert {note.place for note in config.notes} == {"config.yml"}


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"config.toml": '[params]\n[[params.systems]]\nname = "API"\n'}, "API"),
        ({"hugo.json": '{"params": {"systems": [{"name": "API"}]}}'}, "API"),
        ({"config.yaml": "params: {systems: [API]}"}, "API"),
        (
            {
                "config/_default/hugo.yml": "title: T\n",
                "config/_default/params.yml": "systems: [{name: API}]\n",
            },
            "API",
        ),
        ({"config/_default/params.toml": '[[systems]]\nname = "API"\n'}, "API"),
    ],
)
def test_every_form_is_read(tmp_path: Path, files: dict[str, str], name: str) -> None:
    """YAML, TOML and JSON, in one file or in the folder of several."""
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert [system.name for system in read_config(tmp_path).systems] == [name]


@pytest.mark.parametrize(
    ("name", "text"),
    [("config.yml", 'title: "T'), ("config.toml", "title"), ("config.json", "[1]"), ("hugo.yml", "- a")],
)
def test_settings_that_cannot_be_read_are_named(tmp_path: Path, name: str, text: str) -> None:
    """With the line, and nothing else stops."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    config = read_config(tmp_path)
    assert config.systems == ()
    assert config.unread[0].place == f"{name}:1"


def test_addresses_of_another_form_are_told(tmp_path: Path) -> None:
    """No rule is written that would lead nowhere."""
    (tmp_path / "config.yml").write_text("uglyURLs: true\npermalinks: {issues: /:year/}\n", encoding="utf-8")
    assert [note.text.split(":")[0] for note in read_config(tmp_path).notes] == ["uglyURLs", "permalinks"]
