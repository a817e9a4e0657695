"""JSON Schema for editors: it refuses nothing that the loader takes, and says what each key is for."""

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
import regress
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from statuskit.load import load
from statuskit.model import Component, Settings, Status
from statuskit.problems import Severity
from statuskit.schema import IncidentDocument, SiteDocument, json_schema, keys, without_private
from statuskit.source import Special, read

SCHEMA = json_schema("incident")
_CHECKER = Draft202012Validator(SCHEMA)
_OF_SPECIALS = {"bad-id", "bad-file-name", "bad-host", "empty-text"}
"""What is said of a number or null that counts as text: the schema cannot see how that was written."""
_BEYOND = {
    "references": {"unknown-component", "unknown-incident", "unknown-update"},
    "order": {
        "out-of-order", "late-end", "early-end", "not-resolved", "not-ended", "open-window", "empty-window",
        "after-the-end", "bad-promise", "in-the-future",
    },
    "zones and days": {"no-zone", "unknown-zone", "doubtful-time", "bad-time"},
    "files": {"no-bundle", "missing-file", "outside-folder", "not-markdown", "unpublished-kind"},
    # White space at the ends does not count, which no length in a schema can say.
    "length": {"too-long"},
}  # fmt: skip
NOW = datetime(2027, 1, 1, tzinfo=UTC)


def fits(value: Any) -> bool:  # noqa: ANN401 - JSON
    """Judge a value by our schema, with a program of others."""
    return bool(_CHECKER.is_valid(value))


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
def test_it_is_a_schema(of: Literal["incident", "site"]) -> None:
    """The schema is one by the rules of its dialect, patterns included, which editors read as ECMAScript does."""
    schema = json_schema(of)
    Draft202012Validator.check_schema(schema)
    for node in nodes(schema):
        if "pattern" in node:
            regress.Regex(node["pattern"], "u")


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
    maps = [node for node in nodes(schema) if node.get("type") == "object"]
    assert all("description" in inner for node in maps for inner in node.get("properties", {}).values())


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
    assert not fits({**SMALL, "started": None})
    assert fits({**SMALL, "title": None})


def test_file_with_every_key(every_key: Any, as_json: Any) -> None:  # noqa: ANN401 - values of YAML
    """The schema takes a good file, and refuses one without a title."""
    value = as_json(every_key)

    assert fits(value)
    assert not fits({key: inner for key, inner in value.items() if key != "title"})
    assert not fits({**value, "titel": "x"})


SMALL: dict[str, Any] = {"title": "x", "updates": [{"at": "2026-11-20T14:02:00Z", "message": "x"}]}
STORY = {"state": "final", "published": "2026-11-21T10:00:00Z"}
NIGHT = {"scheduled_for": "2026-11-24T22:00:00Z", "scheduled_until": "2026-11-25T02:00:00Z"}


@pytest.mark.parametrize(
    ("more", "less", "is_right"),
    [
        ({}, "updates", False),
        ({"updates": []}, "", False),
        ({"kind": "maintenance"}, "updates", False),
        ({"kind": "maintenance", **NIGHT}, "updates", True),
        ({"kind": "maintenance", **NIGHT, "resolved": "2026-11-25T02:00:00Z"}, "", False),
        (NIGHT, "", False),
        ({"kind": "notice", "updates": [{**SMALL["updates"][0], "status": "investigating"}]}, "", False),
        ({"updates": [{**SMALL["updates"][0], "status": "scheduled"}]}, "", False),
        ({"postmortem": {"state": "final"}}, "", False),
        ({"postmortem": {"actions": [{"what": "x", "state": "dropped"}]}}, "", False),
        ({"postmortem": {"make_right": {"to": "everyone"}}}, "", False),
        ({"postmortem": {"make_right": {"options": []}}}, "", False),
        ({"postmortem": {"evidence": [{"title": "x", "alt": "x"}]}}, "", False),
    ],
)
def test_what_one_key_asks_of_others(more: dict[str, Any], less: str, *, is_right: bool) -> None:
    """Editors mark what a kind or a state needs, and what it cannot have; the loader says it in words."""
    assert fits({key: inner for key, inner in {**SMALL, **more}.items() if key != less}) is is_right


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


def as_yaml(value: Any) -> str:  # noqa: ANN401 - a value of YAML
    """Write a value in braces and quotes; what YAML reads as no text stands without."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {as_yaml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return str(value) if isinstance(value, Special) else json.dumps(value)


GOOD: list[Any] = [
    read(path.read_bytes(), path.name).value
    for path in sorted((Path(__file__).parents[1] / "files" / "good").rglob("*.yml"))
]
COMPONENTS = tuple(
    Component(id=name, name=name)
    for name in sorted({name for each in GOOD for name in each.get("components", {})})
)


def changed(data: st.DataObject) -> Any:  # noqa: ANN401 - a value of YAML
    """Draw a good document with up to three things in it that are something else, or gone."""
    value = copy.deepcopy(data.draw(st.sampled_from(GOOD)))
    for _ in range(data.draw(st.integers(1, 3))):
        holder, step = data.draw(st.sampled_from([*places(value)]))
        if data.draw(st.booleans()):
            holder[step] = data.draw(VALUES)
        else:
            del holder[step]
        if not value:
            break
    return value


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_schema_and_loader_agree(
    data: st.DataObject,
    as_json: Any,  # noqa: ANN401 - a function on values of YAML
    tmp_path: Path,
) -> None:
    """What editors mark, the loader refuses; what it refuses besides is no matter of shape."""
    value = changed(data)
    folder = tmp_path / "incidents"
    folder.mkdir(exist_ok=True)
    (folder / "x.yml").write_text(as_yaml(value), encoding="utf-8")

    told = load(tmp_path, Settings(timezone="UTC", components=COMPONENTS), NOW).problems

    errors = {problem.rule: problem for problem in told if problem.severity is Severity.ERROR}
    if not fits(as_json(without_private(value))):
        assert errors
        return
    allowed = set().union(*_BEYOND.values())
    if any(isinstance(holder[step], Special) for holder, step in places(value)):
        allowed |= _OF_SPECIALS
    assert [problem for rule, problem in errors.items() if rule not in allowed] == []


@pytest.mark.slow
def test_another_reader_takes_the_demo(tmp_path: Path) -> None:
    """`check-jsonschema`, with its own reading of YAML, finds nothing wrong with the demo and our good files."""
    root = Path(__file__).parents[2]
    schema = tmp_path / "incident.json"
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    files = [*(root / "incidents").rglob("*.yml"), *(root / "tests/files/good").rglob("*.yml")]
    assert len(files) > 20
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("title: x\nupdates: [{at: 2026-11-20, message: x}]\n", encoding="utf-8")

    def run(*read: Path) -> int:
        program = Path(sys.executable).parent / "check-jsonschema"
        done = subprocess.run([program, "--schemafile", schema, *read], capture_output=True, check=False)
        return done.returncode

    assert (run(*files), run(wrong)) == (0, 1)
