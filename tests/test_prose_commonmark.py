"""Cleaned HTML as Markdown, read back by a program that did not write it."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import unquote

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from statuskit.prose import Prose
from statuskit.prose.commonmark import line_of, to_markdown

PLAIN = Prose()
RICH = Prose(
    ["extra", "admonition", "codehilite", "pymdownx.details", "pymdownx.tilde", "pymdownx.magiclink"]
)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

PIECES = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "[a](https://e.example/b)",
    "[a](../b/(c)?d=1&copy=2)", "![a](https://e.example/a.png)", "![a](g.png)", "!", "[a]: vbscript:x\n", "[a]", "(b)",
    "<!--", "-->", "]]>", "`", "``", "```", "~~~\n", "\n", "\n\n", "  \n", "    ", "# ", "#", "- ", "-", "+ ", "1. ", "1) ",
    "> ", "===\n", "---\n", "***\n", "___\n", ":--|--\n", "| a | b |\n|---|---|\n| `c|d` | e\\|f |\n", "|", "[^1]", "[^1]: n",
    "!!! note\n    ", '??? note "T"\n    ', "Term\n:   means\n", '"', "'", "\\", "*", "**", "_", "__", "~~", "~", "<b>", "a",
    "snake_case", "é", " ", ".", "&lt;", "&amp;", "&", "&copy", "amp;", "#x41;", "*em*", "**strong**", "~~gone~~", "`code`",
    "*a **b** c*", "\u00a0", "\u2028", "https://e.example/x_y_z?a=b&c=d", "a@e.example", "- a\n    - b\n\n    c\n",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=16).map("".join))


class _Words(HTMLParser):
    """Gathers what one can read of cleaned HTML, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self._skips = False
        self._after = [""]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.said.append(given.get("alt", ""))
            self.links.append(given.get("src", ""))
        elif tag == "a":
            self._skips = given.get("class") == "footnote-backref"
            is_reference = given.get("class") == "footnote-ref"
            self.said.append("[" if is_reference else "")
            self._after.append("]" if is_reference else "")
            if not given["href"].startswith("#"):
                self.links.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.said.append(self._after.pop())
            self._skips = False

    def handle_data(self, data: str) -> None:
        if not self._skips:
            self.said.append(data)


def tokens(markdown: str) -> Iterator[Token]:
    """Read Markdown as CommonMark; gives every token, those inside lines too."""

    def unfold(found: Sequence[Token]) -> Iterator[Token]:
        for token in found:
            if token.children is None or token.type == "image":
                yield token
            else:
                yield from unfold(token.children)

    return unfold(READER.parse(markdown))


def letters(text: str) -> str:
    """Leave out what separates words."""
    return re.sub(r"\s+", "", text)


def read(markdown: str) -> tuple[str, list[str]]:
    """Give all letters of a Markdown text, and where its links and pictures lead."""
    said, links = [], []
    for token in tokens(markdown):
        assert not token.type.startswith("html"), token
        said.append(token.content)
        links += [str(token.attrs[name]) for name in ("href", "src") if name in token.attrs]
    return letters("".join(said)), [unquote(link) for link in links]


def assert_same(html: str) -> None:
    """Check that the Markdown of a text says what its HTML says, letter by letter, and leads nowhere else."""
    told = _Words(html)
    said, links = read(to_markdown(html))
    assert said == letters("".join(told.said))
    assert links == [unquote(link) for link in told.links]


@given(TEXTS)
@example("a\n:--|--\nb")
@example("**[a](b)**c *d*e* ~~f~~")
@example("*a***b** _c_ __d__e")
@example("# # ")
@example("````\n```\n<b>x</b>\n````")
@example("0\u2028*:*")
@example("__:**:0**:__")
@example("## a ##b\n\n### a #")
def test_whatever_was_typed_comes_back_as_text(text: str) -> None:
    """No raw HTML, no link that the page does not have, no letter more or less."""
    for prose in (PLAIN, RICH):
        assert_same(prose.block(text, files={"g.png": "../g.png"}, footnotes=True, headings="t-"))


def test_an_exclamation_mark_stands_as_it_was_typed() -> None:
    """Only in front of a link it would make a picture, and is told apart from that."""
    assert to_markdown(PLAIN.block("Sorry! That was $5!")) == "Sorry! That was $5!"
    assert to_markdown(PLAIN.block("See![^1]")) == r"See!\[^1\]"
    link = '<a href="https://e.example/b">this</a>'
    assert to_markdown(f"<p>See!{link}</p>") == r"See\![this](https://e.example/b)"
    for inside in (f"<b>See!{link}</b>", f"a<b>See!</b>{link}", f"<b>See!</b><i>{link}</i>"):
        assert_same(f"<p>{inside}</p>")


@given(st.lists(st.sampled_from([*"aé7日 .,:;!?#+-=>|_*", "</p>\n<p>", "10. ", "\\", "&amp;"]), max_size=12))
def test_the_short_way_of_paragraphs_gives_what_the_long_way_gives(pieces: list[str]) -> None:
    """Paragraphs of words are the same whether they were read as HTML or passed for what they are."""
    html = f"<p>{''.join(pieces)}</p>"
    assert to_markdown(html) == to_markdown(f"<div></div>{html}")


@given(TEXTS)
def test_a_line_is_one_line(text: str) -> None:
    """A text of one line is one paragraph at most, whether it is HTML or letters alone."""
    html = PLAIN.line(text)
    typed = re.sub("[\x00-\x1f\x7f-\x9f]", " ", text)
    for given_text, words in ((html, "".join(_Words(html).said)), (typed, typed)):
        written = line_of(given_text)
        assert "\n" not in written
        assert read(f"x {written}")[0] == letters(f"x{words}")


@given(
    st.lists(
        st.sampled_from([*"aé7日 .,:;()!?#+-=>|_*&\u00a0·…", "  ", "\t", "10. ", "\\"]), max_size=12
    ).map("".join)
)
@example("14:02 UTC")
@example("2. B")
@example("Done!")
def test_the_short_way_of_a_line_gives_what_the_long_way_gives(text: str) -> None:
    """A line of words is the same whether it was read as HTML or passed for what it is; so is one with a time."""
    empty, time = Markup("<i></i>"), Markup('<time datetime="2026">{}</time>')
    assert line_of(text) == line_of(empty + text)
    assert line_of(Markup("at ") + time.format(text)) == line_of(empty + "at " + time.format(text))
