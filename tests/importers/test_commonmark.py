"""What `statuskit.importers.commonmark` makes of Markdown that others wrote."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.importers.commonmark import from_commonmark
from statuskit.prose import Prose


def shown(text: str, *, lines_are_paragraphs: bool = False) -> str:
    """Return the HTML of a page for a foreign text, without line breaks."""
    html = Prose().block(from_commonmark(text, lines_are_paragraphs=lines_are_paragraphs))
    return re.sub(r">\s+<", "><", " ".join(html.split()))


CASES = {
    "a list after a line": ("We do:\n- this\n- that", "<p>We do:</p><ul><li>this</li><li>that</li></ul>"),
    "a list in a list": ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "a list under a number": ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    "a number with a bracket": ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
    "a number in running text": ("It began in\n2019. It goes on.", "<p>It began in 2019. It goes on.</p>"),
    "a paragraph in an item": ("- a\n\n  b\n\nc", "<ul><li><p>a</p><p>b</p></li></ul><p>c</p>"),
    "a line that goes on in an item": ("- a\nb", "<ul><li>a b</li></ul>"),
    "a table after a line": (
        "Times:\n| A | B |\n|---|---|\n| 1 | 2 |",
        (
            '<p>Times:</p><table tabindex="0"><thead><tr><th>A</th><th>B</th></tr></thead>'
            "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
        ),
    ),
    "a line break": ("one \\\ntwo", "<p>one<br> two</p>"),
    "a line break of spaces": ("one  \ntwo", "<p>one<br> two</p>"),
    "a quotation after a line": ("He said:\n> a\n> b", "<p>He said:</p><blockquote><p>a b</p></blockquote>"),
    "code": ("a\n\n    - b", '<p>a</p><pre tabindex="0"><code>- b </code></pre>'),
    "a fence after a line": (
        "Run:\n```\n- a\n```\nnow",
        '<p>Run:</p><pre tabindex="0"><code>- a </code></pre><p>now</p>',
    ),
    "HTML": (
        "Hi <b>you</b>, **there**\n- a",
        "<p>Hi <strong>you</strong>, <strong>there</strong></p><ul><li>a</li></ul>",
    ),
    "HTML in code": ("Write `<br>`", "<p>Write <code>&lt;br&gt;</code></p>"),
}


@pytest.mark.parametrize(("text", "html"), CASES.values(), ids=CASES.keys())
def test_a_page_shows_what_other_tools_show(text: str, html: str) -> None:
    """Lists, tables, breaks and code of CommonMark are those of our pages."""
    assert shown(text) == html


LINES = {
    "lines": ("**Summary**\nOne.\nTwo.", "<p><strong>Summary</strong></p><p>One.</p><p>Two.</p>"),
    "breaks": ("One. \\ \\\nTwo.\n\\\nThree.", "<p>One.</p><p>Two.</p><p>Three.</p>"),
    "a list": ("We do:\n* a\n* b\nSo far.", "<p>We do:</p><ul><li>a</li><li>b</li></ul><p>So far.</p>"),
    "stray signs": ("## \\#\\# Cause\nA\n## ## End", "<h3>Cause</h3><p>A</p><h3>End</h3>"),
    "a rule": ("a\n---", "<p>a</p><hr>"),
    "a table": (
        "| A |\n| --- |\n| 1 |\nSo far.",
        (
            '<table tabindex="0"><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
            "<p>So far.</p>"
        ),
    ),
}


@pytest.mark.parametrize(("text", "html"), LINES.values(), ids=LINES.keys())
def test_lines_that_lost_the_empty_ones_between_them(text: str, html: str) -> None:
    """Each line is a paragraph, but for those of lists, tables, quotations and code."""
    assert shown(text, lines_are_paragraphs=True) == html


@given(st.text("ab \n\t-*+.)>|`~#\\_&;", max_size=60), st.booleans())
def test_no_word_is_lost(text: str, own: bool) -> None:  # noqa: FBT001  -- as hypothesis gives it
    """Whatever the marks around them, the letters of a text stay, in their order."""
    made = from_commonmark(text, lines_are_paragraphs=own)
    assert re.sub(r"[^ab]", "", made) == re.sub(r"[^ab]", "", text)


@pytest.mark.parametrize("own", [True, False])
def test_hostile_text_is_quick(own: bool) -> None:  # noqa: FBT001  -- a parameter
    """A hundred thousand marks are read in no more than a moment, and stay text."""
    for sign in ("[", "- ", "  - ", "> ", "```\n", "\\", "|", "# ", "<b>", "1. "):
        text = sign * 20_000
        assert len(from_commonmark(text, lines_are_paragraphs=own)) <= 8 * len(text)
