"""JSON Schema for editors: it refuses nothing that the loader takes, and says what each key is for."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statuskit.model import Status
from statuskit.schema import IncidentDocument, SiteDocument, check, json_schema, keys
from statuskit.source import Special

SCHEMA = json_schema("incident")
TYPES: dict[str, Any] = {"string": str, "boolean": bool, "null": type(None), "object": dict, "array": list}


def fits(value: Any, schema: dict[str, Any], root: dict[str, Any] = SCHEMA) -> bool:  # noqa: ANN401 - JSON
    """Judge a value by the keywords of JSON Schema that our schemas use."""
    return all(
        _KEYWORDS[word](value, said, schema, root) for word, said in schema.items() if word in _KEYWORDS
    )


def _is(value: object, name: str) -> bool:
    if name in {"number", "integer"}:
        return isinstance(value, int if name == "integer" else (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def _object(value: Any, said: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:  # noqa: ANN401 - JSON
    if not isinstance(value, dict):
        return True
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    return said is not None and all(
        fits(inner, known[key], root)
        if key in known
        else (fits(inner, others, root) if isinstance(others, dict) else others)
        for key, inner in value.items()
    )


_KEYWORDS: dict[str, Callable[[Any, Any, dict[str, Any], dict[str, Any]], bool]] = {
    "$ref": lambda value, said, _schema, root: fits(value, root["$defs"][said.rpartition("/")[2]], root),
    "type": lambda value, said, _schema, _root: any(
        _is(value, name) for name in ([said] if isinstance(said, str) else said)
    ),
    "enum": lambda value, said, _schema, _root: value in said,
    "const": lambda value, said, _schema, _root: value is said,
    "pattern": lambda value, said, _schema, _root: not isinstance(value, str) or bool(re.search(said, value)),
    "minLength": lambda value, said, _schema, _root: not isinstance(value, str) or len(value) >= said,
    "maxLength": lambda value, said, _schema, _root: not isinstance(value, str) or len(value) <= said,
    "minimum": lambda value, said, _schema, _root: not _is(value, "number") or value >= said,
    "maximum": lambda value, said, _schema, _root: not _is(value, "number") or value <= said,
    "required": lambda value, said, _schema, _root: (
        not isinstance(value, dict) or all(key in value for key in said)
    ),
    "items": lambda value, said, _schema, root: (
        not isinstance(value, list) or all(fits(each, said, root) for each in value)
    ),
    "anyOf": lambda value, said, _schema, root: any(fits(value, each, root) for each in said),
    "oneOf": lambda value, said, _schema, root: sum(fits(value, each, root) for each in said) == 1,
    "properties": _object,
    "additionalProperties": _object,
}
_SILENT = {"$schema", "$defs", "title", "description", "default"}


def nodes(schema: Any, *, is_shape: bool = True) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON Schema
    """Yield every shape inside a schema."""
    if isinstance(schema, list):
        for each in schema:
            yield from nodes(each)
    elif isinstance(schema, dict):
        if is_shape:
            yield schema
        for word, inner in schema.items():
            if word not in {"default", "enum", "required", "type"} or not is_shape:
                yield from nodes(inner, is_shape=not is_shape or word not in {"properties", "$defs"})


@pytest.mark.parametrize("of", ["incident", "site"])
def test_only_known_keywords(of: Literal["incident", "site"]) -> None:
    """The schema uses no keyword that this test's checker does not judge."""
    words = {word for node in nodes(json_schema(of)) for word in node}

    assert words <= set(_KEYWORDS) | _SILENT


@pytest.mark.parametrize("of", ["incident", "site"])
def test_dialect_and_text(of: Literal["incident", "site"]) -> None:
    """The schema is plain JSON, names its dialect, and comes out the same each time."""
    assert json_schema(of)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.dumps(json_schema(of)) == json.dumps(json_schema(of))


@pytest.mark.parametrize(("of", "model"), [("incident", IncidentDocument), ("site", SiteDocument)])
def test_keys(of: Literal["incident", "site"], model: Any) -> None:  # noqa: ANN401 - either document
    """Every key stands there with its description; further keys are refused."""
    schema = json_schema(of)

    described = {key: inner["description"] for key, inner in schema["properties"].items() if key != "private"}
    assert described == keys(model)
    assert schema["additionalProperties"] is False
    assert all(
        "description" in inner for node in nodes(schema) for inner in node.get("properties", {}).values()
    )


def test_vocabularies_come_from_the_model() -> None:
    """The words that editors offer are those of the model's enums."""
    assert SCHEMA["$defs"]["Status"]["enum"] == [*Status]


def test_private_is_allowed_in_every_map_of_an_incident() -> None:
    """`private` is a key of each map of an incident file, and of none of the settings."""
    assert all("private" in node["properties"] for node in nodes(SCHEMA) if node.get("type") == "object")
    assert '"private"' not in json.dumps(json_schema("site"))


def test_a_key_needs_a_value() -> None:
    """No key is offered `null` but where it counts as the text written."""
    assert not any({"type": "null"} in node.get("anyOf", []) for node in nodes(SCHEMA))
    assert not fits(None, SCHEMA["properties"]["started"])
    assert fits(None, SCHEMA["properties"]["title"])


def test_file_with_every_key(every_key: Any, as_json: Any) -> None:  # noqa: ANN401 - values of YAML
    """The schema takes a good file, and refuses one without a title."""
    value = as_json(every_key)

    assert fits(value, SCHEMA)
    assert not fits({key: inner for key, inner in value.items() if key != "title"}, SCHEMA)
    assert not fits({**value, "titel": "x"}, SCHEMA)


VALUES = st.recursive(
    st.sampled_from(
        [
            "x", "", " ", "resolved", "none", "unknown", "all", "30m", "2026-11-20", "2026-11-20T14:02:00Z", "card-payments",
            "https://acme.example/x", "mailto:help@acme.example", "true", "plain.md", "../x", "404", "UTC",
            Special(""), Special("null"), Special("true"), Special("false"), Special("0"), Special("7"), Special("-1"),
            Special("1.5"), Special("1e3"), Special("2026"),
        ]
    ),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(st.sampled_from(["at", "message", "file", "none", "because", "private", "chat", "x"]), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - values of YAML
    """Yield every map or list of a value with each of its keys or indexes."""
    steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for step in steps:
        yield value, step
        yield from places(value[step])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_what_the_schema_refuses_the_loader_refuses(
    data: st.DataObject,
    every_key: Any,  # noqa: ANN401 - a value of YAML
    as_json: Any,  # noqa: ANN401 - a function on such values
) -> None:
    """Whatever value stands anywhere in a file: if editors mark it, the loader refuses it too."""
    value = copy.deepcopy(every_key)
    holder, step = data.draw(st.sampled_from([*places(value)]))
    holder[step] = data.draw(VALUES)

    document, _ = check(IncidentDocument, value)

    if not fits(as_json(value), SCHEMA):
        assert document is None
