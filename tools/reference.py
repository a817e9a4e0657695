"""Write the manual's reference of keys from the JSON Schema: `python tools/reference.py`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statuskit.schema import json_schema

PAGE = Path(__file__).parent.parent / "site_src" / "manual" / "reference.md"

_INTRODUCTION = """\
---
description: Every key of an incident file and of the settings.
---

<!-- Made by `make manual` from the schema. Change the descriptions there. -->

# Every key

Your editor can show this while you write: `statuskit schema incident` and `statuskit schema site` print
the same as JSON Schema.
"""

Schema = dict[str, Any]


def page() -> str:
    """Put both schemas into one page of Markdown."""
    incident, site = json_schema("incident"), json_schema("site")
    parts = [
        _INTRODUCTION,
        "## The incident file\n",
        (
            "`private` may stand in every map of an incident file. It never leaves the build: it is dropped "
            "before anything else sees it.\n"
        ),
        *_sections(incident),
        "## The settings\n",
        "They stand in `mkdocs.yml` under `plugins: - statuskit:`.\n",
        *_sections(site),
    ]
    return "\n".join(parts)


def _sections(schema: Schema) -> Iterator[str]:
    """Describe the map at the top, then each map below it once, in the order in which keys lead to them."""
    waiting, seen = [("", schema)], set[str]()
    while waiting:
        path, node = waiting.pop(0)
        if path:
            yield f"### `{path}`\n"
        if node.get("description"):
            yield f"{node['description']}\n"
        yield _table(schema, node)
        for key, value in node["properties"].items():
            for name in _maps(schema, value):
                if name not in seen:
                    seen.add(name)
                    below = f"{path}.{key}" if path else key
                    waiting.append((below, schema["$defs"][name]))


def _table(schema: Schema, node: Schema) -> str:
    needed = set(node.get("required", ()))
    rows = ["| Key | Meaning |", "|---|---|"]
    for key, value in node["properties"].items():
        if key == "private":
            continue
        said = [value.get("description", "")]
        if key in needed:
            said.insert(0, "**Needed.**")
        if values := _values(schema, value):
            said.append("One of " + ", ".join(f"`{each}`" for each in values) + ".")
        if "default" in value and not isinstance(value["default"], dict):
            said.append(f"Default: `{_yaml(value['default'])}`.")
        rows.append(f"| `{key}` | {' '.join(filter(None, said)).replace('|', chr(92) + '|')} |")
    return "\n".join([*rows, ""])


def _references(value: Schema) -> Iterator[str]:
    for node in (
        value,
        value.get("items", {}),
        *value.get("oneOf", ()),
        value.get("additionalProperties") or {},
    ):
        if isinstance(node, dict) and "$ref" in node:
            yield node["$ref"].rpartition("/")[2]


def _maps(schema: Schema, value: Schema) -> list[str]:
    return [name for name in _references(value) if "properties" in schema["$defs"][name]]


def _values(schema: Schema, value: Schema) -> list[str]:
    return [each for name in _references(value) for each in schema["$defs"][name].get("enum", ())]


def _yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
