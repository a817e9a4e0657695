"""JSON Schema of the files, for editors."""

from typing import Any, Final, Literal

from statuskit.model import STATUSES, ActionState, Kind, PostmortemState
from statuskit.schema.document import Document
from statuskit.schema.incident import IncidentDocument
from statuskit.schema.site import SiteDocument

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
PRIVATE: Final = {"description": "Never leaves the build: dropped before anything else sees it."}


def json_schema(of: Literal["incident", "site"]) -> dict[str, Any]:
    """Describe incident files, or the site's settings, in JSON Schema, draft 2020-12.

    What the schema refuses, the loader refuses too. What the loader refuses beyond it is not a matter of shape:
    it belongs to references, to times and their order, to zones or to files; or to how YAML wrote a value.
    """
    model: type[Document] = IncidentDocument if of == "incident" else SiteDocument
    title = "A statuskit incident file, version 1" if of == "incident" else "The settings of a statuskit site"
    raw = model.model_json_schema(by_alias=True)
    plain = _plain(raw, is_incident=of == "incident")
    if of == "incident":
        for name, conditions in _CONDITIONS.items():
            (plain["$defs"][name] if name else plain).update(conditions)
    return {"$schema": DIALECT, **plain, "title": title}


def _is(key: str, *values: str) -> dict[str, Any]:
    """Hold where `key` is written and has one of these values."""
    return {"properties": {key: {"enum": [*values]}}, "required": [key]}


def _no(*keys: str) -> dict[str, Any]:
    """Hold where none of these keys is written."""
    return {"not": {"anyOf": [{"required": [key]} for key in keys]}}


def _said_of(kind: Kind) -> dict[str, Any]:
    """Hold where updates use the statuses of a kind alone."""
    status = {"properties": {"status": {"enum": [*STATUSES[kind]]}}}
    return {"properties": {"updates": {"items": status}}}


_SCHEDULE: Final = ("scheduled_for", "scheduled_until")
_HAS_UPDATES: Final = {"properties": {"updates": {"minItems": 1}}, "required": ["updates"]}
_CONDITIONS: Final[dict[str, dict[str, Any]]] = {
    "": {
        "if": _is("kind", Kind.MAINTENANCE),
        "then": {"required": [*_SCHEDULE], "allOf": [_no("resolved"), _said_of(Kind.MAINTENANCE)]},
        "else": {
            "allOf": [_no(*_SCHEDULE), _HAS_UPDATES],
            "if": _is("kind", Kind.NOTICE),
            "then": _said_of(Kind.NOTICE),
            "else": _said_of(Kind.INCIDENT),
        },
    },
    "PostmortemDocument": {
        "if": _is("state", PostmortemState.PRELIMINARY, PostmortemState.FINAL),
        "then": {"required": ["published"]},
    },
    "ActionDocument": {"if": _is("state", ActionState.DROPPED), "then": {"required": ["because"]}},
    "EvidenceDocument": {"oneOf": [{"required": ["file"]}, {"required": ["url"]}]},
    "MakeRightDocument": {
        "anyOf": [
            {"required": ["offer"]},
            {"properties": {"options": {"minItems": 1}}, "required": ["options"]},
        ]
    },
}
"""What one key asks of others, by the map that holds them; "" is the whole file. The loader says it in words."""


def _plain(node: Any, *, is_incident: bool) -> Any:  # noqa: ANN401 - any node of a JSON Schema
    """Take out what says nothing: made-up titles, `null` beside a shape, empty defaults; allow `private`."""
    if isinstance(node, list):
        return [_plain(inner, is_incident=is_incident) for inner in node]
    if not isinstance(node, dict):
        return node
    node = _without_null(node)
    if isinstance(node.get("title"), str):
        node = {key: inner for key, inner in node.items() if key != "title"}
    if node.get("default", 0) in (None, [], {}, ""):
        node = {key: inner for key, inner in node.items() if key != "default"}
    node = {key: _plain(inner, is_incident=is_incident) for key, inner in node.items()}
    if is_incident and node.get("type") == "object":
        node["properties"] = {**node.get("properties", {}), "private": PRIVATE}
    return node


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    """Turn "this or null" into this: a key without a value is refused by the loader."""
    null = {"type": "null"}
    options = node.get("anyOf")
    if not isinstance(options, list) or null not in options:
        return node
    [shape] = [option for option in options if option != null]
    return {**shape, **{key: inner for key, inner in node.items() if key != "anyOf"}}
