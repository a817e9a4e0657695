"""What `statuskit.prose` makes of honest text."""

from importlib import import_module

import pytest
from markdown import Extension, Markdown
from markupsafe import Markup

from statuskit.prose import Filled, Prose
from statuskit.prose.plain import to_plain

FIGURES = {
    "duration": Filled(text="2 h 5 min", html=Markup("2&nbsp;h 5&nbsp;min")),
    "started": Filled(
        text="2026-11-20 14:02 UTC",
        html=Markup('<time datetime="2026-11-20T14:02:00Z">20 November, 14:02</time>'),
    ),
}

RICH = (
    "toc",
    "admonition",
    "attr_list",
    "def_list",
    "abbr",
    "footnotes",
    "tables",
    "pymdownx.superfences",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.details",
)


@pytest.fixture(scope="module")
def prose() -> Prose:
    """Return a renderer without settings of a site."""
    return Prose()


@pytest.fixture(scope="module")
def rich() -> Prose:
    """Return a renderer with the extensions that a site of Material often has."""
    return Prose(RICH, {"toc": {"permalink": True}, "pymdownx.highlight": {"anchor_linenums": True}})


def test_block_renders_markdown(prose: Prose) -> None:
    """Paragraphs, emphasis, lists and links become HTML."""
    html = prose.block("One *word*.\n\n- a\n- [b](https://b.example/)")
    assert html == (
        "<p>One <em>word</em>.</p>\n<ul>\n<li>a</li>\n"
        '<li><a href="https://b.example/" rel="noopener nofollow">b</a></li>\n</ul>'
    )
    assert isinstance(html, Markup)


def test_links_inside_the_site_carry_no_rel(prose: Prose) -> None:
    """A link to a page of the site is left as it is."""
    assert prose.line("[a](../b/?c#d)") == '<a href="../b/?c#d">a</a>'


def test_line_knows_no_blocks(prose: Prose) -> None:
    """What would begin a block in a text stands in a line as it was typed."""
    assert prose.line("# a\n\n- *b*\n\n1. c ``` d") == "# a - <em>b</em> 1. c ``` d"
    assert prose.line("> q") == "&gt; q"
    assert prose.line("") == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{duration}", "<p>2&nbsp;h 5&nbsp;min</p>"),
        ("**{duration}**.", "<p><strong>2&nbsp;h 5&nbsp;min</strong>.</p>"),
        ("`{duration}`", "<p><code>{duration}</code></p>"),
        ("``a`{duration}``", "<p><code>a`{duration}</code></p>"),
        ("    {duration}", '<pre tabindex="0"><code>{duration}\n</code></pre>'),
        ("```\n{duration}\n```", '<pre tabindex="0"><code>{duration}\n</code></pre>'),
        ("{resolved} {what} { duration } {}", "<p>{resolved} {what} { duration } {}</p>"),
        (r"\{duration}", "<p>{duration}</p>"),
        ("a ` b\n\n{duration} ` c", "<p>a ` b</p>\n<p>2&nbsp;h 5&nbsp;min ` c</p>"),
        ("![{duration}](g.png)", '<p><img alt="2 h 5 min" src="g.png"></p>'),
        (
            "[a](https://b.example/{duration})",
            '<p><a href="https://b.example/{duration}" rel="noopener nofollow">a</a></p>',
        ),
        ("{started}", '<p><time datetime="2026-11-20T14:02:00Z">20 November, 14:02</time></p>'),
        ("- {duration}", "<ul>\n<li>2&nbsp;h 5&nbsp;min</li>\n</ul>"),
    ],
)
def test_placeholders_are_filled_outside_code(prose: Prose, text: str, html: str) -> None:
    """A placeholder is filled in wherever it stands but in code, and an unknown brace stays."""
    assert prose.block(text, figures=FIGURES, files={"g.png": "g.png"}) == html


def test_placeholders_are_no_attribute_lists(rich: Prose) -> None:
    """`attr_list` reads braces behind headings and emphasis; placeholders there are still filled in."""
    html = rich.block(
        "## It took {duration}\n\n*It took*{duration}\n\n```python\nf'{duration}'\n```", figures=FIGURES
    )
    assert "<h3>It took 2&nbsp;h 5&nbsp;min</h3>" in html
    assert "<em>It took</em>2&nbsp;h 5&nbsp;min" in html
    assert html.count("2&nbsp;h") == 2


def test_placeholders_in_highlighted_inline_code_stay(rich: Prose) -> None:
    """Inline code that is highlighted keeps its braces."""
    html = rich.line("`#!python f'{duration}'`", figures=FIGURES)
    assert "2&nbsp;h" not in html
    assert '<span class="n">duration</span>' in html


def test_values_are_never_read_as_markdown(prose: Prose) -> None:
    """Stars in a value stay stars."""
    starred = {"duration": Filled(text="*2*", html=Markup("*2*"))}
    assert prose.line("{duration}", figures=starred) == "*2*"
    assert prose.plain("{duration}", figures=starred) == "*2*"


def test_headings_are_demoted_below_the_page_s_own(prose: Prose) -> None:
    """The highest level in use becomes h3, the others follow without a gap, and no id is given."""
    html = prose.block("# a\n\n#### b\n\n## c\n\n##### d\n\n###### e")
    assert html.split("\n") == ["<h3>a</h3>", "<h5>b</h5>", "<h4>c</h4>", "<h6>d</h6>", "<h6>e</h6>"]
    assert prose.block("### a") == "<h3>a</h3>"


def test_heading_ids_carry_the_prefix(rich: Prose) -> None:
    """Where ids are wanted they begin with the prefix, and so do links to them; permalinks do not appear."""
    html = rich.block("# The cause\n\n[there](#the-cause)", headings="technical-")
    assert html == (
        '<h3 id="technical-the-cause">The cause</h3>\n<p><a href="#technical-the-cause">there</a></p>'
    )


def test_footnotes_only_where_asked(rich: Prose) -> None:
    """Footnotes carry the prefix too, and stay as typed elsewhere."""
    text = "Word[^1].\n\n[^1]: What it means."
    html = rich.block(text, footnotes=True, headings="t-")
    assert 'id="t-fnref:1"' in html
    assert 'href="#t-fn:1"' in html
    assert 'id="t-fn:1"' in html
    assert "[^1]" in rich.block(text)


def test_pictures_of_the_bundle_are_shown(prose: Prose) -> None:
    """A file of the bundle is shown under its address; other pictures become links or their description."""
    html = prose.line("![g](g.png)")
    assert html == "<span>g</span>"
    html = prose.block(
        "![g](g.png) ![x](https://e.example/x.png) [![y](https://e.example/y.png)](/z)",
        files={"g.png": "../i/g.png"},
    )
    assert html == (
        '<p><img alt="g" src="../i/g.png"> '
        '<a href="https://e.example/x.png" rel="noopener nofollow">x</a> <a href="/z"><span>y</span></a></p>'
    )


def test_links_to_files_of_the_bundle_get_their_address(prose: Prose) -> None:
    """A link to a file of the bundle leads to where it is published."""
    html = prose.block("[log](app.log)", files={"app.log": "../i/app.log"})
    assert html == '<p><a href="../i/app.log">log</a></p>'


def test_cells_are_aligned_by_class(prose: Prose) -> None:
    """Alignment is a class, since inline styles break a strict policy."""
    html = prose.block("| a | b |\n|--:|:-:|\n| 1 | 2 |")
    assert '<td class="align-right">1</td>' in html
    assert '<td class="align-center">2</td>' in html
    assert "style" not in html


def test_code_is_highlighted_by_class(rich: Prose) -> None:
    """Pygments' classes pass; line anchors and inline styles do not."""
    html = rich.block("```python\nreturn 1\n```")
    assert '<span class="k">return</span>' in html
    assert '<div class="language-python highlight">' in html or '<div class="highlight">' in html
    assert "id=" not in html
    assert "style=" not in html


def test_mermaid_stays_readable_as_code() -> None:
    """A diagram is shown as its source, whatever the site does with such fences on its own pages."""

    def run(source: str, *_: object, **__: object) -> str:
        return f"<div class='mermaid'>{source}</div>"

    fence = {"name": "mermaid", "class": "mermaid", "format": run}
    prose = Prose(["pymdownx.superfences"], {"pymdownx.superfences": {"custom_fences": [fence]}})
    html = prose.block("```mermaid\ngraph TD; A-->B\n```")
    assert "graph TD; A--&gt;B" in html
    assert "<code>" in html
    assert 'class="mermaid"' not in html


def test_extensions_that_read_files_are_left_out() -> None:
    """A snippet's mark stays as typed, by name, as an object, and inside a bundle."""
    by_object = import_module("pymdownx.snippets").SnippetExtension(base_path=["."])
    snippet = '--8<-- "pyproject.toml"'
    for extension in ("pymdownx.snippets", by_object):
        assert Prose([extension]).plain(snippet) == snippet


def test_bundles_are_taken_apart() -> None:
    """`extra` brings its tables and not its raw HTML."""
    prose = Prose(["extra"], {"extra": {"footnotes": {"BACKLINK_TEXT": "back"}}})
    html = prose.block(
        '<div markdown="1">*a*</div>\n\na | b\n--|--\n1 | 2\n\nc[^1]\n\n[^1]: d', footnotes=True
    )
    assert "&lt;div" in html
    assert '<table tabindex="0">' in html
    assert ">back</a>" in html


def test_unknown_extension_objects_are_used() -> None:
    """An extension that we do not know is the site's own choice."""

    class Loud(Extension):
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  -- Markdown's name
            md.inlinePatterns.deregister("em_strong")

    assert Prose([Loud()]).line("*a*") == "*a*"


def test_front_matter_is_no_front_matter() -> None:
    """The first line of a message is never taken for metadata."""
    assert Prose(["meta"]).plain("Cause: a cable") == "Cause: a cable"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("One *two* `three`\nfour", "One two three four"),
        ("a\n\nb", "a\n\nb"),
        ("a  \nb", "a\nb"),
        ("[help](https://h.example/)", "help (https://h.example/)"),
        ("<https://h.example/>", "https://h.example/"),
        ("<me@h.example>", "me@h.example"),
        ("[here](#there)", "here"),
        ("# T\n\n- a\n- b\n    - c\n- d\n\nend", "T\n\n- a\n- b\n  - c\n- d\n\nend"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("- a\n\n    more\n\n- b", "- a\n\n  more\n\n- b"),
        ("> q", "q"),
        ("```\nx  y\n  z\n```", "x  y\n  z"),
        ("a | b\n--|--\n1 | 2", "a | b\n1 | 2"),
        ("![alt](a.png)", "alt"),
        ("{duration} `{duration}`", "2 h 5 min {duration}"),
        ("a &amp; b <b>", "a & b <b>"),
        ("x < 3 & y", "x < 3 & y"),
        ("", ""),
    ],
)
def test_plain_takes_markdown_off(prose: Prose, text: str, plain: str) -> None:
    """Plain text reads as a person would have typed it without Markdown."""
    assert prose.plain(text, figures=FIGURES) == plain


def test_plain_numbers_footnotes(prose: Prose) -> None:
    """A footnote's number stands in brackets, its text at the end, and the way back is left out."""
    assert prose.plain("a[^x]\n\n[^x]: b", footnotes=True) == "a[1]\n\n1. b"


def test_texts_do_not_colour_each_other(prose: Prose) -> None:
    """References, footnotes and ids of one text are unknown to the next; the same text gives the same HTML."""
    first = prose.block("# a\n\n[x][r] y[^1]\n\n[r]: /r\n[^1]: n", headings="p-", footnotes=True)
    assert prose.block("[x][r]") == "<p>[x][r]</p>"
    assert prose.block("# a\n\n[x][r] y[^1]\n\n[r]: /r\n[^1]: n", headings="p-", footnotes=True) == first


def test_a_text_that_is_kept_is_told_anew_for_each_place(rich: Prose) -> None:
    """The same text gets the addresses, ids and figures of the place where it stands, every time."""
    text = "# A {duration} b\n\n[c](g.png)[^1]\n\n[^1]: d"

    def told() -> list[str]:
        hour = {"duration": Filled(text="1 hour", html=Markup("<b>1 hour</b>"))}
        return [
            rich.block(text),
            rich.block(text, figures=hour),
            rich.block(text, files={"g.png": "../g.png"}),
            rich.block(text, headings="t-", files={"g.png": "g.png"}),
            rich.block(text, footnotes=True),
        ]

    first = told()
    assert len(set(first)) == len(first)
    assert told() == first


def test_plain_text_of_a_page_says_what_its_pictures_show() -> None:
    """A picture's description stands in its place, and cells are kept apart."""
    html = '<table><tr><td>a</td><td><img alt="A graph" src="g.png"></td></tr></table><time>now</time>'
    assert to_plain(html) == "a | A graph\n\nnow"


def test_a_footnote_leads_back_in_the_language_of_the_site() -> None:
    """What the arrow says to a screen reader is ours to translate; without it the extension's own words stand."""
    prose = Prose(["footnotes"], back="Zurück zu Fußnote {n}")
    assert 'title="Zurück zu Fußnote 1"' in prose.block("Text[^1]\n\n[^1]: Note.", footnotes=True)
    assert 'title="Zurück' not in Prose(["footnotes"]).block("Text[^1]\n\n[^1]: Note.", footnotes=True)
