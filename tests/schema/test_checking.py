"""Values against shapes: what passes, and what is said in plain words of what does not."""

from typing import Any

import pytest

from statuskit.model import ComponentState, Kind
from statuskit.schema import IncidentDocument, ShapeProblem, SiteDocument, check, keys, without_private
from statuskit.source import Special

FILE: dict[str, Any] = {
    "title": "Chat is slow",
    "updates": [{"at": "2026-11-20T14:02:00Z", "message": "Chat is slow."}],
}


def problem(change: dict[str, Any]) -> ShapeProblem:
    """Give the only problem of a good file with a change."""
    document, problems = check(IncidentDocument, {**FILE, **change})
    assert document is None
    [only] = problems
    return only


def test_good_file() -> None:
    """A good file gives a document with the defaults of the format."""
    document, problems = check(IncidentDocument, FILE)

    assert problems == ()
    assert document
    assert (document.kind, document.components, document.windows) == (Kind.INCIDENT, {}, None)


def test_states_are_of_the_model() -> None:
    """Words of a vocabulary become members of the model's enums."""
    document, _ = check(IncidentDocument, {**FILE, "components": {"chat": "major_outage"}})

    assert document
    assert document.components["chat"] is ComponentState.MAJOR_OUTAGE


def test_private_is_dropped_from_incident_files_alone() -> None:
    """`private` passes unseen in every map of an incident file, and is a key like others in the settings."""
    private = {"private": [{"secret": "x"}]}

    assert check(IncidentDocument, {**FILE, **private})[1] == ()
    assert [each.rule for each in check(SiteDocument, private)[1]] == ["unknown-key"]


def test_without_private() -> None:
    """The value itself is left as it is; the copy has no `private` at any depth."""
    value = {"a": [{"private": "x", "b": {"private": {}}}], "private": "y"}

    assert without_private(value) == {"a": [{"b": {}}]}
    assert "private" in value


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"tilte": "x"}, 'Did you mean "title"?'),
        ({"message": "x"}, "It is a key of an update: move it there."),
        ({"mesages": "x"}, 'Did you mean "message"? That is a key of an update.'),
        ({"glosary": "x"}, 'Did you mean "glossary"? That is a key of a postmortem.'),
        ({"fle": "x"}, 'Did you mean "file"? That is a key of a text in a file.'),
        ({"zzzzz": "x"}, "Its keys are title, kind, components,"),
    ],
)
def test_unknown_keys(change: dict[str, Any], hint: str) -> None:
    """An unknown key is answered with the nearest one, where it belongs, or all there are."""
    only = problem(change)

    assert (only.rule, only.key, only.path) == ("unknown-key", True, (next(iter(change)),))
    assert only.message == f'"{next(iter(change))}" is not a key of an incident file.'
    assert only.hint.startswith(hint)


def test_misspelt_key_is_not_missing_too() -> None:
    """A required key that is only misspelt is told once."""
    _, problems = check(IncidentDocument, {"titel": "x", "updates": [{"att": "x", "message": "x"}]})

    assert [(each.rule, each.path) for each in problems] == [
        ("unknown-key", ("updates", 0, "att")),
        ("unknown-key", ("titel",)),
    ] or {each.rule for each in problems} == {"unknown-key"}


def test_missing_key() -> None:
    """A missing key is told with what it is for."""
    only = problem({"updates": [{"at": "2026-11-20T14:02:00Z"}]})

    assert (only.rule, only.path) == ("missing-key", ("updates", 0, "message"))
    assert only.message == 'An update needs "message".'
    assert only.hint == "Add `message:` what you tell customers, in Markdown."


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({"title": ""}, "empty-text", "is empty"),
        ({"title": "x" * 301}, "too-long", "has 301 characters; 300 are the most"),
        ({"title": {"a": "b"}}, "wrong-type", "should be text, and is a map"),
        ({"title": ["a"]}, "wrong-type", "should be text, and is a list"),
        ({"updates": Special("")}, "wrong-type", "has no value; it should be a list"),
        ({"updates": "soon"}, "wrong-type", 'should be a list, and is "soon"'),
        ({"updates": ["soon"]}, "wrong-type", 'entry 1 of "updates" should be a map'),
        ({"components": "chat"}, "wrong-type", "should be a map"),
        ({"components": {"chat": "down"}}, "unknown-value", 'cannot be "down"'),
        ({"kind": "maintainance"}, "unknown-value", 'cannot be "maintainance"'),
        ({"kind": ["notice"]}, "unknown-value", "cannot be a list"),
        ({"pinned": "true"}, "wrong-type", "should be true or false"),
        ({"pinned": Special("1")}, "wrong-type", "should be true or false"),
        ({"started": "today"}, "bad-time", 'should be a time, and is "today"'),
        ({"started": Special("2026")}, "bad-time", 'should be a time, and is "2026"'),
        ({"started": {"a": "b"}}, "wrong-type", "should be text, and is a map"),
        ({"related": ["x" * 81]}, "too-long", "80 are the most"),
        ({"related": ["../../etc"]}, "bad-id", 'should be an id, and is "../../etc"'),
        ({"workaround": ["ok", " "]}, "empty-text", 'entry 2 of "workaround" is empty'),
        ({"title": "x\n" * 400}, "too-long", "799 characters"),
        ({"started": "y" * 100}, "bad-time", "y" * 60 + "…"),
    ],
)
def test_values(change: dict[str, Any], rule: str, words: str) -> None:
    """A value that does not fit is told by what it should be, what it is, and a remedy."""
    only = problem(change)

    assert only.rule == rule
    assert words in only.message
    assert only.hint


def test_value_that_was_nearly_right() -> None:
    """A misspelt word of a vocabulary is answered with the nearest."""
    assert (
        problem({"kind": "maintainance"}).hint
        == 'Did you mean "maintenance"? Allowed: incident, maintenance, notice.'
    )


@pytest.mark.parametrize(
    ("part", "path", "rule"),
    [
        ({"plain": {"fil": "x.md"}}, ("plain", "fil"), "unknown-key"),
        ({"plain": {"file": "../x.md"}}, ("plain", "file"), "bad-file-name"),
        ({"plain": " "}, ("plain",), "empty-text"),
        ({"plain": ["x"]}, ("plain",), "wrong-type"),
        ({"make_right": "a month"}, ("make_right",), "wrong-type"),
        ({"make_right": {"none": "yes", "because": "x"}}, ("make_right", "none"), "wrong-type"),
        (
            {"make_right": {"options": [{"if": "x", "get": "y"}]}},
            ("make_right", "options", 0, "claim"),
            "missing-key",
        ),
        (
            {"impact": {"count": {"value": [], "of": "x", "basis": "measured"}}},
            ("impact", "count", "value"),
            "wrong-type",
        ),
        (
            {"impact": {"count": {"value": "", "of": "x", "basis": "measured"}}},
            ("impact", "count", "value"),
            "wrong-type",
        ),
        ({"answers": {"asked": "many"}}, ("answers", "asked"), "wrong-type"),
        ({"answers": {"asked": Special("-1")}}, ("answers", "asked"), "wrong-type"),
        ({"answers": {"asked": Special("1.5")}}, ("answers", "asked"), "wrong-type"),
        ({"answers": {"asked": "all"}}, ("answers", "asked"), "wrong-type"),
        ({"answers": {"answered": {}}}, ("answers", "answered"), "wrong-type"),
        ({"glossary": {"API": []}}, ("glossary", "API"), "wrong-type"),
    ],
)
def test_two_form_values(part: dict[str, Any], path: tuple[str, ...], rule: str) -> None:
    """Of a value with two forms one is chosen first: one problem, at its own path, without the other form."""
    only = problem({"postmortem": part})

    assert (only.path, only.rule) == (("postmortem", *path), rule)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Special("12"), 12),
        (Special("1.5"), 1.5),
        (Special("true"), "true"),
        (Special("null"), "null"),
        ("12", "12"),
        (" thousands ", "thousands"),
    ],
)
def test_amounts(value: str, expected: float | str) -> None:
    """A number stays a number, anything else is the text that was written."""
    figures = [{"label": "x", "value": value}]
    document, _ = check(IncidentDocument, {**FILE, "postmortem": {"impact": {"figures": figures}}})

    assert document
    assert document.postmortem
    assert document.postmortem.impact
    assert document.postmortem.impact.figures[0].value == expected


def test_file_that_is_no_map() -> None:
    """A file that is no map at all is told so at its top."""
    _, [only] = check(IncidentDocument, "x")

    assert (only.path, only.rule) == ((), "wrong-type")
    assert only.message == 'the file should be a map, and is "x".'


def test_every_key_has_a_description() -> None:
    """Each key of each map says what it is for: editors and the manual show it."""
    for model in (IncidentDocument, SiteDocument):
        for document in _below(model):
            assert all(description.endswith(".") for description in keys(document).values()), document
            assert document.noun


def _below(model: Any) -> set[Any]:  # noqa: ANN401 - a type expression
    """Give all documents that a shape is made of."""
    found = {model} if isinstance(model, type) and hasattr(model, "noun") else set()
    if found:
        inner = [field.annotation for field in model.model_fields.values()]
    else:
        inner = [*getattr(model, "__args__", ())]
    return found.union(*(_below(each) for each in inner)) if inner else found
