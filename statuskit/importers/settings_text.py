"""Found components → the site's settings: as a snippet to paste, or put into `mkdocs.yml` in place.

An edit adds lines, or a colon behind a bare `- statuskit`; every other byte of the file stays.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from statuskit.errors import UsageError
from statuskit.importers import FoundComponent
from statuskit.importers.naming import slug, unique
from statuskit.problems import KeyPath
from statuskit.source import Source, read
from statuskit.source.yaml_text import quoted

PLUGIN = "statuskit"

Item = dict[str, str]
"""One entry of `components` or `groups`."""


def items(found: Iterable[FoundComponent], groups: Sequence[Item] = ()) -> tuple[list[Item], list[Item]]:
    """Return the groups to add and the components, as the settings have them. `groups`: those there already."""
    ids = {group["name"]: group["id"] for group in groups}
    taken = set(ids.values())
    new_groups: list[Item] = []
    components: list[Item] = []
    for component in found:
        entry = {"id": component.id, "name": component.name}
        if component.group:
            if component.group not in ids:
                ids[component.group] = unique(slug(component.group) or "group", taken)
                new_groups.append({"id": ids[component.group], "name": component.group})
            entry["group"] = ids[component.group]
        for key in ("description", "url", "since", "until"):
            if text := getattr(component, key):
                entry[key] = text
        components.append(entry)
    return new_groups, components


def snippet(groups: Sequence[Item], components: Sequence[Item]) -> str:
    """Return the lines to paste under `plugins:`."""
    lines = [f"  - {PLUGIN}:"]
    for key, entries in (("groups", groups), ("components", components)):
        if entries:
            lines += [f"      {key}:", *_lines(entries, " " * 8)]
    return "\n".join(lines) + "\n"


def with_items(text: str, groups: Sequence[Item], components: Sequence[Item]) -> str:
    """Return the text of `mkdocs.yml` with the groups and components added, comments and all other bytes kept.

    Raises `UsageError` where the file is written in a way that cannot be added to: lists in brackets, anchors,
    no such plugin.
    """
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    for key, entries in (("groups", groups), ("components", components)):
        if entries:
            body = _with_list(body, key, entries)
    return mark + body


def _with_list(text: str, key: str, entries: Sequence[Item]) -> str:
    before = _read(text)
    where = _plugin(before)
    ending = "\r\n" if "\r\n" in text else "\n"
    changed = _insert(before, where, key, entries)
    if ending != "\n":
        changed = changed.replace("\r\n", "\n").replace("\n", ending)
    if _read(changed).value != _expected(before, where, key, entries):
        raise UsageError(f"`{key}` could not be added to this file safely.")
    return changed


def _read(text: str) -> Source:
    source = read(text.encode("utf-8"), "mkdocs.yml", tolerant_tags=True)
    if source.problems or not isinstance(source.value, dict):
        raise UsageError("the file cannot be read as YAML.")
    return source


def _plugin(source: Source) -> KeyPath:
    """Return the path of the plugin's options, or of its bare name in the list of plugins."""
    plugins = source.value.get("plugins") if isinstance(source.value, dict) else None
    listed = source.mark(("plugins",))
    if listed is not None and listed.style != "block":
        raise UsageError("its `plugins` stand in brackets or behind an anchor.")
    if isinstance(plugins, dict) and PLUGIN in plugins:
        return "plugins", PLUGIN
    for index, plugin in enumerate(plugins if isinstance(plugins, list) else []):
        if plugin == PLUGIN:
            return "plugins", index
        if isinstance(plugin, dict) and PLUGIN in plugin:
            return "plugins", index, PLUGIN
    raise UsageError(f"the plugin {PLUGIN} is not in its `plugins`.")


def _insert(source: Source, where: KeyPath, key: str, entries: Sequence[Item]) -> str:
    """Choose the place by how the plugin is written: bare, without options, with others, or with this key."""
    text = source.text
    mark = source.mark(where)
    if mark is None or mark.style in {"flow", "alias"}:
        raise UsageError("the plugin's options stand in brackets or behind an anchor.")
    if mark.key is None:
        indent = " " * (_column(text, mark.start) + 2)
        bare = text[: mark.end] + ":" + text[mark.end :]
        return _after_line(bare, mark.end + 1, [f"{indent}{key}:", *_lines(entries, indent + "  ")])
    if mark.style != "block":
        indent = " " * (_column(text, mark.key[0]) + 2)
        return _after_line(text, mark.key[1], [f"{indent}{key}:", *_lines(entries, indent + "  ")])
    listed = source.mark((*where, key))
    indent = " " * _column(text, mark.start)
    if listed is None:
        return _after_line(text, mark.end, [f"{indent}{key}:", *_lines(entries, indent + "  ")])
    first = source.mark((*where, key, 0))
    if listed.style == "block" and first is not None:
        dashes = " " * _column(text, listed.start)
        return _after_line(text, listed.end, _lines(entries, dashes))
    if listed.style == "plain" and listed.key is not None:
        return _after_line(text, listed.key[1], _lines(entries, indent + "  "))
    raise UsageError(f"its `{key}` stand in brackets or behind an anchor.")


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)


def _after_line(text: str, at: int, lines: Sequence[str]) -> str:
    """Put lines behind the line in which `at` stands, or behind which it stands."""
    if at == 0 or text[at - 1] != "\n":
        found = text.find("\n", at)
        if found < 0:
            return text + "\n" + "\n".join(lines)
        at = found + 1
    return text[:at] + "\n".join(lines) + "\n" + text[at:]


def _lines(entries: Iterable[Item], indent: str) -> list[str]:
    lines = []
    for entry in entries:
        for number, (key, value) in enumerate(entry.items()):
            lines.append(f"{indent}{'  ' if number else '- '}{key}: {quoted(value)}")
    return lines


def _expected(source: Source, where: KeyPath, key: str, entries: Sequence[Item]) -> object:
    """Return what the file must mean after the edit."""
    value: Any = deepcopy(source.value)
    *way, last = where
    parent = value
    for step in way:
        parent = parent[step]
    if parent[last] == PLUGIN and isinstance(last, int):
        parent[last] = {PLUGIN: {}}
        parent, last = parent[last], PLUGIN
    if not isinstance(parent[last], dict):
        parent[last] = {}
    options = parent[last]
    options[key] = [*(options.get(key) or []), *(dict(entry) for entry in entries)]
    return value
