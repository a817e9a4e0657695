"""Reading YAML: values, special scalars, places."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from statuskit.problems import Span
from statuskit.source import Mark, Special, read
from statuskit.source.values import scalar

EXAMPLE = Path(__file__).parents[1].parent / "shared/examples/hearth-2010.yml"

TEXT = """\
# A comment on top
title: 日本 is down
components: {checkout: partial_outage}   # fine behind a bracket
updates:
  - at: 2026-11-20T14:02:00Z
    message: |
      First line.

      # not a comment

  - at: 2026-11-20T14:32:00Z
    message: 'Second'
empty:
"""


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the worked example is kept beside the repository")
def test_worked_example_is_clean() -> None:
    """Comments behind times, words and the headers of block texts are no problem."""
    source = read(EXAMPLE.read_bytes(), "hearth.yml")
    assert source.problems == ()
    assert isinstance(source.value, dict)
    assert source.value["title"] == "Hearth keeps dropping out"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("404", 404),
        ("-7", -7),
        ("007", 7),
        ("0x1F", 31),
        ("0o17", 15),
        ("0.3", 0.3),
        ("1e3", 1000.0),
        (".5", 0.5),
    ],
)
def test_special_scalars(written: str, value: object) -> None:
    """What YAML 1.2 gives a meaning is special, keeps its text, and tells its value."""
    read_back = scalar(written)
    assert isinstance(read_back, Special)
    assert (str(read_back), read_back.value) == (written, value)


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "on",
        "Yes",
        "15:05",
        "2026-11-20",
        "1_000",
        "0b11",
        ".inf",
        ".nan",
        "1e999",
        "9" * 65,
        "1.2.3",
        "٣",
    ],
)
def test_everything_else_is_text(written: str) -> None:
    """What YAML 1.1 would have made something of, and numbers nobody means, stay text."""
    assert type(scalar(written)) is str


def test_quoted_is_never_special() -> None:
    """Quotes make any scalar a text, and so does the tag for text."""
    source = read(b"a: '404'\nb: \"true\"\nc: !!str 404\nd: |\n  404\n", "f")
    assert source.value == {"a": "404", "b": "true", "c": "404", "d": "404\n"}
    assert not any(isinstance(value, Special) for value in source.value.values())


def test_byte_order_mark_is_ignored() -> None:
    """A mark that editors of one system put in front belongs to no key, and shifts no column."""
    source = read(b"\xef\xbb\xbftitle: x\n", "f")
    assert source.value == {"title": "x"}
    assert source.place(("title",), key=True)[0] == Span(line=1, column=1, end_column=6)


def test_aliases_stand_for_their_value() -> None:
    """An alias repeats what its anchor names; below it, the place is that of the alias."""
    source = read(b"a: &x {b: c}\nd: *x\n", "f")
    assert source.problems == ()
    assert source.value == {"a": {"b": "c"}, "d": {"b": "c"}}
    assert source.place(("d", "b"))[0] == Span(line=2, column=4, end_column=6)


@pytest.mark.parametrize(
    ("path", "key", "place", "line"),
    [
        (("title",), False, (2, 8, 18), "title: 日本 is down"),
        (("title",), True, (2, 1, 6), "title: 日本 is down"),
        (
            ("components",),
            False,
            (3, 13, 39),
            "components: {checkout: partial_outage}   # fine behind a bracket",
        ),
        (
            ("components", "checkout"),
            True,
            (3, 14, 22),
            "components: {checkout: partial_outage}   # fine behind a bracket",
        ),
        (("updates", 0, "message"), False, (6, 14, 15), "    message: |"),
        (("updates", 1, "message"), False, (12, 14, 22), "    message: 'Second'"),
        (("updates", 1), False, (11, 5, 29), "  - at: 2026-11-20T14:32:00Z"),
        (("empty",), False, (13, 7, 8), "empty:"),
    ],
)
def test_place(path: tuple[str | int, ...], key: bool, place: tuple[int, int, int], line: str) -> None:  # noqa: FBT001 - a column of the table
    """A key path is found with its line, and columns that count characters."""
    span, excerpt = read(TEXT.encode(), "f").place(path, key=key)
    assert (span.line, span.column, span.end_column) == place
    assert excerpt == line


def test_place_of_what_is_missing() -> None:
    """Where a path is not in the file, the nearest ancestor is shown: a map by its key."""
    source = read(b"title: x\npostmortem:\n  state: final\n", "f")
    assert source.place(("postmortem", "published"))[0] == Span(line=2, column=1, end_column=11)
    assert source.place(("updates", 0, "at"))[0].line == 1
    assert read(b"", "f").place(("title",)) == (Span(line=1, column=1, end_column=2), "")


def test_marks_hold_what_an_edit_needs() -> None:
    """A mark gives offsets of key and value and the style; a block text ends behind its last line."""
    source = read(TEXT.encode(), "f")
    mark = source.mark(("updates", 0, "message"))
    assert mark is not None
    assert mark.style == "literal"
    assert source.text[slice(*mark.key)] == "message" if mark.key else False
    assert source.text[mark.start : mark.end] == "|\n      First line.\n\n      # not a comment\n"
    updates = source.mark(("updates",))
    assert updates is not None
    assert source.text[updates.start : updates.end].endswith("message: 'Second'")
    assert source.mark(("components", "checkout")) == Mark(key=(50, 58), start=60, end=74, style="plain")
    assert source.mark(("nothing",)) is None


def test_kept_blank_lines_belong_to_the_text() -> None:
    """`|+` keeps the blank lines behind it, so they are inside its place."""
    source = read(b"a: |+\n  x\n\n\nb: c\n", "f")
    assert source.value == {"a": "x\n\n\n", "b": "c"}
    mark = source.marks["a",]
    assert source.text[mark.start : mark.end] == "|+\n  x\n\n\n"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_breaks(line_break: str) -> None:
    """Lines are counted the same whatever ends them."""
    source = read(line_break.join(["a: b", "", "c: d", ""]).encode(), "f")
    assert source.place(("c",)) == (Span(line=3, column=4, end_column=5), "c: d")


def test_long_and_hostile_lines_are_fit_to_be_shown() -> None:
    """An excerpt is cut, and holds no character that a terminal obeys."""
    source = read(b"title: " + b"x" * 5_000 + b"\nother: \x1b[31m\n", "f")
    assert len(source.place(("title",))[1]) == 1_000
    assert source.place(("other",))[1] == "other: \N{REPLACEMENT CHARACTER}[31m"


def test_tolerant_mode() -> None:
    """In `mkdocs.yml` tags, merge keys and comments behind text are taken as YAML has them."""
    text = b"base: &b {x: 1, y: 2}\nmore: &unused z\na:\n  <<: *b\n  y: 3\nb: !ENV [A, d]\nc: !x y\nd: My site # no\nnav:\n  - My page: x.md\n"
    source = read(text, "mkdocs.yml", tolerant_tags=True)
    assert source.problems == ()
    assert isinstance(source.value, dict)
    assert source.value["a"] == {"x": "1", "y": "3"}
    assert source.value["b"] == ["A", "d"]
    assert source.value["d"] == "My site"
    assert source.marks["b",].tag == "!ENV"
    assert source.value["nav"] == [{"My page": "x.md"}]


_WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=30)
_TREES = st.dictionaries(
    _WORDS.filter(bool),
    st.recursive(
        _WORDS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS.filter(bool), inner, max_size=4),
    ),
    min_size=1,
    max_size=5,
)


@given(tree=_TREES, flow=st.sampled_from([True, False, None]))
def test_round_trip(tree: dict[str, object], flow: bool | None) -> None:  # noqa: FBT001 - drawn by hypothesis
    """What PyYAML writes with all texts quoted is read back, and every path has a place that holds it."""
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, default_style='"', width=1_000)
    source = read(text.encode(), "f")
    assert source.problems == ()
    assert source.value == tree
    for path, mark in source.marks.items():
        inner: object = tree
        for step in path:
            inner = inner[step]  # type: ignore[index]  # a path leads through maps and lists
        if isinstance(inner, str):
            assert yaml.safe_load(source.text[mark.start : mark.end]) == inner


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_never_raises(data: bytes) -> None:
    """Whatever the bytes are, reading ends in a value or in problems that have a place."""
    source = read(data, "f")
    assert source.value is not None or source.problems
    for problem in source.problems:
        assert problem.span is not None
        assert problem.message


_SIGNS = st.text(st.sampled_from("ab:-?#&*!|>'\"%@`{}[], \t\n0."), max_size=60)


@settings(max_examples=300)
@given(text=_SIGNS)
def test_never_raises_on_signs(text: str) -> None:
    """The same of texts made of the signs of YAML, where mends and faults meet."""
    for tolerant in (False, True):
        source = read(text.encode(), "f", tolerant_tags=tolerant)
        assert source.value is not None or source.problems
