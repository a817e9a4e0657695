"""Problems as a person reads them in a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.problems import Problem, Severity, Span
from statuskit.report import render_text, summary


def problem(
    *, excerpt: str | None = "    next_udpate: 30m", span: Span | None = None, hint: str = ""
) -> Problem:
    """Make a problem of one line."""
    return Problem(
        rule="unknown-key",
        severity=Severity.ERROR,
        file="incidents/2026-11-20-card.yml",
        message='"next_udpate" is not a key of an update.',
        hint=hint,
        span=span or Span(line=7, column=5, end_column=16),
        excerpt=excerpt,
    )


def test_whole_screen() -> None:
    """Place, severity and rule, the words with the remedy, the line with a caret, and the sum."""
    warning = Problem(rule="late", severity=Severity.WARNING, file="a.yml", message="Late.", hint="Hurry.")
    told = render_text([problem(hint='Did you mean "next_update"?'), warning], color=False)
    assert told == (
        "a.yml warning late  Late. Hurry.\n"
        "incidents/2026-11-20-card.yml:7:5 error unknown-key  "
        '"next_udpate" is not a key of an update. Did you mean "next_update"?\n'
        "  7 |     next_udpate: 30m\n"
        "    |     ^^^^^^^^^^^\n"
        "\n"
        "1 error, 1 warning in 2 files"
    )


def test_nothing_to_tell() -> None:
    """Where there are no problems nothing is written."""
    assert render_text([], color=False) == ""


def test_summary_counts_each_severity() -> None:
    """Severities that do not occur are not named, and one is not many."""
    hint = Problem(rule="x", severity=Severity.HINT, file="a", message="m")
    assert summary([hint, hint]) == "2 hints in 1 file"
    assert summary([hint, problem(), problem()]) == "2 errors, 1 hint in 2 files"


def test_color() -> None:
    """Colours are added only when asked for, and change no word."""
    plain, colored = render_text([problem()], color=False), render_text([problem()], color=True)
    assert "\x1b[" not in plain
    assert "\x1b[31m" in colored
    for code in ("\x1b[31m", "\x1b[1m", "\x1b[0m"):
        colored = colored.replace(code, "")
    assert colored == plain


@pytest.mark.parametrize(
    ("excerpt", "column", "end", "line", "caret"),
    [
        ("\ta: b", 2, 3, "    a: b", "    ^"),
        ("a\tb: c", 3, 4, "a    b: c", "     ^"),
        ("日本: x", 5, 6, "日本: x", "      ^"),
        ("日本: x", 1, 3, "日本: x", "^^^^"),
        ("e\u0301: x", 4, 5, "e\u0301: x", "  ^"),
        ("a:", 3, 4, "a:", "  ^"),
    ],
)
def test_caret_stands_below_its_text(*, excerpt: str, column: int, end: int, line: str, caret: str) -> None:
    """Tabs, wide characters and marks do not shift the caret."""
    told = render_text(
        [problem(excerpt=excerpt, span=Span(line=1, column=column, end_column=end))], color=False
    )
    assert told.splitlines()[1:3] == [f"  1 | {line}", f"    | {caret}"]


def test_long_lines_are_shown_around_the_caret() -> None:
    """Of a very long line a part is shown, and the caret still stands below what it means."""
    excerpt = "x" * 400 + "HERE" + "y" * 400
    told = render_text([problem(excerpt=excerpt, span=Span(line=1, column=401, end_column=405))], color=False)
    line, caret = told.splitlines()[1:3]
    assert len(line) < 120
    assert line.index("HERE") == caret.index("^^^^")
    behind = render_text(
        [problem(excerpt="x" * 1_000, span=Span(line=1, column=5_000, end_column=5_001))], color=False
    )
    assert "^" not in behind


def test_empty_line_and_no_line() -> None:
    """A problem of the whole file, or on an empty line, has no line to show."""
    told = render_text([problem(excerpt="")], color=False)
    assert "|" not in told
    assert ":7:5" in told


def test_snippets_keep_their_lines() -> None:
    """A remedy of several lines stands below its first, indented, so that it can be pasted."""
    told = render_text([problem(hint="Add:\nplugins:\n  - statuskit", excerpt=None)], color=False)
    assert told.splitlines()[1:3] == ["    plugins:", "      - statuskit"]


@given(
    text=st.text(
        st.sampled_from(
            "ab\x00\x07\x1b\x7f\x85\x9b\u200b\u200f\u2028\u202e\u2066\ufeff\U000e0041\ud800\n\r\t"
        )
        | st.characters(exclude_categories=["Cs"]),
        max_size=80,
    ),
    column=st.integers(1, 120),
    length=st.integers(1, 120),
)
def test_hostile_text_never_reaches_the_terminal(*, text: str, column: int, length: int) -> None:
    """Whatever a file, its name or a message holds: nothing that a terminal obeys is written, and no line is forged."""
    span = Span(line=1, column=column, end_column=column + length)
    told = render_text(
        [
            Problem(
                rule=text, severity=Severity.ERROR, file=text, message=text, hint="", span=span, excerpt=text
            )
        ],
        color=False,
    )
    told.encode()
    assert not set("\x00\x07\x1b\x7f\x85\x9b\u200b\u200f\u2028\u202e\u2066\ufeff\U000e0041\ud800\r\t") & set(
        told
    )
    assert told.count("\n") <= 4
