"""Words for what does not fit."""

import pytest
from pydantic_core import ErrorDetails

from statuskit.schema.words import label, nearest, quoted, said


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("resloved", "resolved"),
        ("Resolved", "resolved"),
        ("zzz", None),
        ("", None),
        ("resolved" * 10_000, None),
    ],
)
def test_nearest(word: str, expected: str | None) -> None:
    """Only a word that is near is offered, and a long one costs no time."""
    assert nearest(word, ["investigating", "resolved"]) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, "a map"),
        ([], "a list"),
        ("", "empty"),
        (" ", "empty"),
        ("x", '"x"'),
        ("x" * 61, f'"{"x" * 60}…"'),
        (3, '"3"'),
    ],
)
def test_quoted(value: object, expected: str) -> None:
    """Short text is quoted, long text cut, and a map or list named."""
    assert quoted(value) == expected


def test_label() -> None:
    """A place is named by its key, an entry by its number from one."""
    assert label(()) == "the file"
    assert label(("updates", 1, "at")) == '"at"'
    assert label(("updates", 1)) == 'entry 2 of "updates"'


def test_error_without_words_of_its_own() -> None:
    """An error of a sort that has no words here is still told."""
    error: ErrorDetails = {"type": "date_type", "loc": ("a",), "msg": "Input should be a date", "input": "x"}

    assert said(error, ("a",))[:2] == ("wrong-value", '"a" is not right: Input should be a date.')
