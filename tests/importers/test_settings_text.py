"""How found components come into the settings."""

import pytest

from statuskit.errors import UsageError
from statuskit.importers import FoundComponent, settings_text
from statuskit.importers.settings_text import items, snippet, with_items
from statuskit.source import read

ONE = [{"id": "api", "name": "API"}]
ADDED = ["id: api", "name: API"]


def lines_added(before: str, after: str) -> list[str]:
    """Return the new lines, having checked that all others stayed, in their order."""
    old, new = before.splitlines(), after.splitlines()
    kept = iter(new)
    for line in old:
        assert any(line == other for other in kept), f"{line!r} is gone"
    return [line for line in new if line not in old]


HEAD = "site_name: X # mine\nplugins:\n  - search\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            HEAD + "  - statuskit # status\n\n# end\n",
            HEAD
            + "  - statuskit: # status\n      components:\n        - id: api\n          name: API\n\n# end\n",
        ),
        (
            HEAD + "  - statuskit:\nnav: []\n",
            HEAD + "  - statuskit:\n      components:\n        - id: api\n          name: API\nnav: []\n",
        ),
        (
            HEAD + "  - statuskit:\n      timezone: UTC # zone\n      # more\nnav: []",
            HEAD
            + "  - statuskit:\n      timezone: UTC # zone\n      components:\n        - id: api\n          name: API\n"
            "      # more\nnav: []",
        ),
        (
            HEAD + "  - statuskit:\n      components: # ours\n      timezone: UTC\n",
            HEAD
            + "  - statuskit:\n      components: # ours\n        - id: api\n          name: API\n      timezone: UTC\n",
        ),
        (
            HEAD
            + "  - statuskit:\n      components:\n      - {id: a, name: A} # first\n\n      # about b\n      - id: b\n"
            "        name: 'B'   # second\n\n  # other\n  - other\n",
            HEAD
            + "  - statuskit:\n      components:\n      - {id: a, name: A} # first\n\n      # about b\n      - id: b\n"
            "        name: 'B'   # second\n      - id: api\n        name: API\n\n  # other\n  - other\n",
        ),
        (
            "plugins:\n  search: {}\n  statuskit:\n    timezone: UTC",
            "plugins:\n  search: {}\n  statuskit:\n    timezone: UTC\n    components:\n      - id: api\n        name: API",
        ),
        (
            "plugins:\n  statuskit:\ntheme: !ENV [A, b]\n",
            "plugins:\n  statuskit:\n    components:\n      - id: api\n        name: API\ntheme: !ENV [A, b]\n",
        ),
        (
            "plugins:\n  - statuskit:\n      contact: |\n        a@b.example\n\n      # c\n",
            (
                "plugins:\n  - statuskit:\n      contact: |\n        a@b.example\n      components:\n        - id: api\n"
                "          name: API\n\n      # c\n"
            ),
        ),
        (
            "\ufeffplugins:\r\n  - statuskit:\r\n      timezone: UTC\r\n",
            (
                "\ufeffplugins:\r\n  - statuskit:\r\n      timezone: UTC\r\n      components:\r\n        - id: api\r\n"
                "          name: API\r\n"
            ),
        ),
    ],
)
def test_components_are_put_in_place(before: str, after: str) -> None:
    """However the plugin is written, components come where they belong, and every other byte stays."""
    assert with_items(before, [], ONE) == after


def test_groups_come_with_their_components() -> None:
    """A new group is added too, in its own list."""
    before = HEAD + "  - statuskit:\n      groups:\n        - {id: chat, name: Chat}\n"
    after = with_items(
        before, [{"id": "dev", "name": "For: developers"}], [{"id": "api", "name": "API", "group": "dev"}]
    )
    source = read(after.encode(), "mkdocs.yml", tolerant_tags=True)
    assert isinstance(source.value, dict)
    assert source.value["plugins"] == [
        "search",
        {
            "statuskit": {
                "groups": [{"id": "chat", "name": "Chat"}, {"id": "dev", "name": "For: developers"}],
                "components": [{"id": "api", "name": "API", "group": "dev"}],
            }
        },
    ]
    assert lines_added(before, after)[0] == "        - id: dev"


@pytest.mark.parametrize(
    "text",
    [
        "plugins: [search, statuskit]\n",
        "plugins:\n  - statuskit: {timezone: UTC}\n",
        "plugins:\n  - statuskit:\n      components: []\n",
        "plugins:\n  - statuskit:\n      components: [{id: a, name: A}]\n",
        "x: &c\n  - {id: a, name: A}\nplugins:\n  - statuskit:\n      components: *c\n",
        "plugins:\n  - search\n",
        "site_name: X\n",
        "- a\n",
        "a: [\n",
    ],
)
def test_files_that_cannot_be_added_to_are_refused(text: str) -> None:
    """Brackets, anchors and missing plugins are told plainly."""
    with pytest.raises(UsageError):
        with_items(text, [], ONE)


def test_nothing_to_add_changes_nothing() -> None:
    """Without components the text stays, whatever it is."""
    assert with_items("a: [", [], []) == "a: ["


def test_items_name_groups_once() -> None:
    """A group that the site has is used, a new one is made once, and descriptions come along."""
    found = [
        FoundComponent(id="a", name="A", group="Chat"),
        FoundComponent(id="b", name="B", group="Für alle", description="All of it"),
        FoundComponent(id="c", name="C", group="Für alle"),
        FoundComponent(id="d", name="D", group="聊天"),
    ]
    groups, components = items(found, [{"id": "chat", "name": "Chat"}])
    assert groups == [{"id": "fur-alle", "name": "Für alle"}, {"id": "group", "name": "聊天"}]
    assert components[0] == {"id": "a", "name": "A", "group": "chat"}
    assert components[1] == {"id": "b", "name": "B", "group": "fur-alle", "description": "All of it"}
    assert snippet(groups[:1], components[2:3]) == (
        "  - statuskit:\n      groups:\n        - id: fur-alle\n          name: Für alle\n      components:\n"
        "        - id: c\n          name: C\n          group: fur-alle\n"
    )


def test_an_edit_that_would_mean_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is read again and compared; the file is only changed to what was meant."""
    monkeypatch.setattr(settings_text, "_insert", lambda source, *_: source.text + "more: true\n")
    with pytest.raises(UsageError, match="safely"):
        with_items("plugins:\n  - statuskit\n", [], ONE)


def test_all_that_is_known_of_a_component() -> None:
    """What a source tells of a component stands in the settings, in the order of their page; the rest does not."""
    whole = FoundComponent(
        id="api",
        name="API",
        description="Ours",
        url="https://api.example",
        since="2025-06-03",
        until="2025-08-22",
    )
    _, (first, second) = items([whole, FoundComponent(id="b", name="B")])
    assert list(first.items()) == [
        ("id", "api"),
        ("name", "API"),
        ("description", "Ours"),
        ("url", "https://api.example"),
        ("since", "2025-06-03"),
        ("until", "2025-08-22"),
    ]
    assert second == {"id": "b", "name": "B"}
