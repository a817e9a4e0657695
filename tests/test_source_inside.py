"""Where a piece of a text stands in its YAML file, however the text is written."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from statuskit.source import read

WORDS = st.sampled_from(
    [
        "down",
        "we",
        "it's",
        '"so"',
        "a\\b",
        "100%",
        "é",
        "日本",
        "\U0001f9ef",
        "-",
        "#5",
        "x:y",
        "\\n",
        "''",
        "a\u00a0b",
    ]
)
GAPS = st.sampled_from([" ", "  ", "\n", "\n\n", " \n", "\n  ", "\t"])
STYLES: dict[str, str | None] = {"plain": None, "single": "'", "double": '"', "literal": "|", "folded": ">"}


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, int]:
    """Make a text that holds the word HERE once, and say where."""
    before = "".join(draw(st.lists(st.builds(str.__add__, WORDS, GAPS), max_size=12)))
    after = "".join(draw(st.lists(st.builds(str.__add__, GAPS, WORDS), max_size=12)))
    return f"{before}HERE{after}", len(before)


@pytest.mark.parametrize("style", STYLES)
@given(
    text=texts(),
    width=st.integers(4, 80),
    indent=st.integers(2, 6),
    unicode=st.booleans(),
    line_break=st.sampled_from(["\n", "\r\n"]),
)
def test_a_word_is_found_where_it_was_written(
    *, style: str, text: tuple[str, int], width: int, indent: int, unicode: bool, line_break: str
) -> None:
    """Whatever the style, the folding and the escapes: the place told of a word holds that word."""
    words, at = text
    written = yaml.dump(
        {"updates": [{"message": words, "status": "resolved"}]},
        default_style=STYLES[style],
        width=width,
        indent=indent,
        allow_unicode=unicode,
        line_break=line_break,
    )
    source = read(written.encode(), "a.yml", tolerant_tags=True)
    assert isinstance(source.value, dict)
    assert source.value["updates"] == [{"message": words, "status": "resolved"}]
    found = source.inside(("updates", 0, "message"), words, at, at + 4)
    assert found is not None
    assert written[slice(*found)] == "HERE"


@pytest.mark.parametrize(
    "written",
    [
        "message: >  # why\n  Some words\n  and HERE one.\n\n    more\n\n\nnext: 1\n",
        "message: |2-\n    Some\n  HERE\n",
        "message: Some words\n  go on HERE\n  and on\n",
        "message: !!str 'it''s HERE'\n",
        "message: &name |\n  Some HERE\nnext: *name\n",
        'message: "a\\x20\\u00e9\\t\\\n  \\  b\\n HERE"\n',
        'message: "a\\\r\n  \\ \\/b HERE"\n',
        "{message: a HERE b, next: 1}",
        "message:\n  - x\n",
    ],
)
def test_hand_written_forms(written: str) -> None:
    """Headers, names, tags, escapes and flow maps do not shift the place; what is no text has none."""
    source = read(written.encode(), "a.yml", tolerant_tags=True)
    assert isinstance(source.value, dict)
    value = source.value["message"]
    if not isinstance(value, str):
        assert source.inside(("message",), "HERE", 0, 4) is None
        return
    at = value.index("HERE")
    found = source.inside(("message",), value, at, at + 4)
    assert found is not None
    assert written[slice(*found)] == "HERE"
    joined = " ".join(value.split())
    assert source.inside(("message",), joined, joined.index("HERE"), joined.index("HERE") + 4) == found


def test_what_does_not_fit_has_no_place() -> None:
    """Below an alias, for another text, for white space and for a key that is not there, there is no place."""
    source = read(b"a: &x some text\nb: *x\n", "a.yml", tolerant_tags=True)
    assert source.inside(("a",), "some text", 5, 9) == (11, 15)
    assert source.inside(("b",), "some text", 5, 9) is None
    assert source.inside(("a",), "another text", 0, 7) is None
    assert source.inside(("a",), "some text", 4, 5) is None
    assert source.inside(("c",), "some text", 0, 4) is None


def test_long_texts_are_quick() -> None:
    """A place in a text of a megabyte is found at once, whatever signs it holds."""
    body = "\\x20" * 200_000
    source = read(f'message: "{body}HERE"\n'.encode(), "a.yml", tolerant_tags=True)
    found = source.inside(("message",), " " * 200_000 + "HERE", 200_000, 200_004)
    assert found == (10 + len(body), 14 + len(body))
    assert re.fullmatch("HERE", source.text[slice(*found)])
