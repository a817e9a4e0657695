"""What `statuskit.prose` makes of hostile text."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markupsafe import Markup

from statuskit.prose import Filled, Prose, engine, quick, tags
from statuskit.prose.clean import ATTRIBUTES, BLOCKS, INLINES, clean, safe_address
from statuskit.prose.plain import to_plain
from statuskit.tangled import is_too_tangled

PLAIN = Prose()
RICH = Prose(
    [
        "extra",
        "admonition",
        "codehilite",
        "pymdownx.details",
        "pymdownx.tabbed",
        "pymdownx.magiclink",
        "pymdownx.critic",
        "pymdownx.keys",
        "pymdownx.tilde",
        "pymdownx.caret",
        "pymdownx.arithmatex",
        "pymdownx.tasklist",
        "pymdownx.blocks.html",
        "pymdownx.blocks.tab",
    ]
)
FIGURES = {"duration": Filled(text='"><b>', html=Markup("<time>1 h</time>"))}
FILES = {"g.png": "../g.png"}

PIECES = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "[a](//evil.example)",
    "[a](/\\evil.example)", "![a](data:text/html,x)", "![a](https://e.example/a.png)", "![a](g.png)",
    "<javascript:alert(1)>", "[a]: vbscript:x\n", "[a]", "[a](java\tscript:x)", "&#106;avascript:x", "<!--", "-->",
    "]]>", '{: onclick="x" id=a style="b" }', "{duration}", "`", "```", "\n", "\n\n", "    ", "# ", "- ", "1. ",
    "> ", "| a |\n|---|\n| b |", "[^1]", "[^1]: ", "*[a]: ", "!!! note\n    ", '"', "'", "\\", "*", "_", "<b>",
    "</p>", "&lt;", "\x00", "\x02", "\ufdd0", "\ufdd1", "&#2;", "\u202e", "{--", "--}", "$$", "++ctrl++", "wzxhzdk:0",
    "/// html | script\nx\n///\n", '=== "t"\n    x',
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=20).map("".join))


class Reader(HTMLParser):
    """Gathers every element and attribute of a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.found += [(tag, "", "")] + [(tag, name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        """Refuse comments."""
        pytest.fail(f"a comment passed: {data!r}")


def assert_clean(html: str) -> None:
    """Check a fragment by a reader that shares no code with the cleaner."""
    for tag, name, value in Reader(html).found:
        assert tag in BLOCKS | INLINES | {"time"}
        assert not name or tag == "time" or name == "tabindex" or name in ATTRIBUTES[tag]
        if name in {"href", "src"}:
            low = value.lower()
            scheme = re.split("[/?#]", low, maxsplit=1)[0].rpartition(":")[0]
            assert scheme in {"", "http", "https"} or low.startswith("mailto:")
            assert not low.startswith(("//", "/\\", "\\"))
            assert not any(sign <= " " for sign in low)
        if tag == "img" and name == "src":
            assert value == "../g.png"
    assert not set(html) & {"\x00", "\x02", "\x03", "\x07", "\ufdd0", "\ufdd1"}


@given(TEXTS)
@example("[" * 400)
@example("&#xFDD0;duration&#xFDD1;")
@example("`{duration}` ![{duration}](g.png) <a title='{duration}'>")
@settings(max_examples=150, deadline=None)
def test_block_holds_nothing_but_the_allow_list(text: str) -> None:
    """Whatever is typed, only allowed elements, attributes and addresses reach a page."""
    for prose in (PLAIN, RICH):
        assert_clean(prose.block(text, figures=FIGURES, files=FILES, headings="t-", footnotes=True))
        assert_clean(prose.block(text, figures=FIGURES, files=FILES))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_line_holds_no_block(text: str) -> None:
    """A line never holds a block element, nor anything outside the allow-list."""
    for prose in (PLAIN, RICH):
        html = prose.line(text, figures=FIGURES)
        assert_clean(html)
        assert not {tag for tag, _, _ in Reader(html).found} & BLOCKS


@given(st.text(st.characters(codec="utf-8", exclude_characters="<>&"), max_size=200))
@settings(max_examples=100, deadline=None)
def test_plain_never_holds_tags(text: str) -> None:
    """Where nobody typed a bracket, plain text has none: Markdown's own tags are all taken off."""
    for prose in (PLAIN, RICH):
        plain = prose.plain(text)
        assert "<" not in plain
        assert "&lt;" not in plain


class Forgiving(HTMLParser):
    """Gathers each tag and text of a fragment as Python's own parser finds them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's beginning."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Note an element's end."""
        self.found.append((tag, None))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.found.append(data)


class Strict(tags.Reader):
    """Gathers the same by our own reader."""

    def __init__(self, html: str) -> None:
        self.found: list[object] = []
        self.read(html)

    def take_start(self, tag: str, given: dict[str, str]) -> None:
        """Note an element's beginning."""
        self.found.append((tag, given))

    def take_end(self, tag: str) -> None:
        """Note an element's end."""
        self.found.append((tag, None))

    def take_text(self, text: str) -> None:
        """Note a text."""
        self.found.append(text)


@given(TEXTS)
@example('![a > "b"](g.png "<i>") [c](d?e=1&amp;f "&quot;>")')
@settings(max_examples=150, deadline=None)
def test_what_is_cleaned_is_read_as_it_stands(text: str) -> None:
    """Our reader, which forgives nothing, finds in cleaned HTML what a forgiving one finds."""
    for prose in (PLAIN, RICH):
        html = prose.block(text, figures=FIGURES, files=FILES, headings="t-", footnotes=True)
        assert Strict(html).found == Forgiving(html).found


@given(
    st.lists(
        st.sampled_from([*"aé7日.-!\u00a0", " ", "  ", "\n", "</p>\n<p>", "</p><p>", "&amp;", "<br>"]),
        max_size=16,
    )
)
@example(["a", "  ", "7"])
def test_words_alone_are_plain_as_they_stand(pieces: list[str]) -> None:
    """The short way to plain text gives what the reader gives, which an element in front makes it ask."""
    html = f"<p>{''.join(pieces)}</p>"
    assert to_plain(html) == to_plain(f"<hr>{html}")


QUIET = ["extra", "admonition", "nl2br", "sane_lists", *(name for name in sorted(quick.QUIET) if "." in name)]
SLOW = Prose(QUIET)
SLOW._quiet = False
FAST = Prose(QUIET)
SENTENCES = st.lists(
    st.sampled_from([*"aZé7é日 ,.;:'’\"()?!%–—…-", "\n", "\n\n", "www.", "1.", "a.b", " - ", "http:", "mailto:", "&", "/", "_"]),
    max_size=24,
).map("".join)  # fmt: skip


@given(SENTENCES)
@example("Cards fail.\n")
@example("a\n\nb")
@example("Www.example")
@settings(max_examples=300, deadline=None)
def test_the_short_way_gives_what_the_long_way_gives(text: str) -> None:
    """A text without markup looks the same whether Markdown has read it or not."""
    assert FAST._quiet
    assert FAST.block(text) == SLOW.block(text)
    assert FAST.line(text) == SLOW.line(text)
    assert FAST.plain(text) == SLOW.plain(text)


@given(SENTENCES, TEXTS)
@example("a", "1. b\n\n   c\n\n```\nd\n\ne\n```")
@example("HTML", "*[HTML]: a language")
@example("a", "   \n    b")
@example("a\n\nb", ":   meaning")
@example("a", "\n\n:   meaning")
@example("a", "[^1]: b")
@example("a", "[" * 600 + "b" * 5000)
@settings(max_examples=300, deadline=None)
def test_words_in_front_change_nothing(text: str, rest: str) -> None:
    """A text that begins with words alone looks the same whether Markdown has read these words or not."""
    message = f"{text}\n\n{rest}"
    assert FAST.block(message, footnotes=True, headings="t-") == SLOW.block(
        message, footnotes=True, headings="t-"
    )
    assert FAST.block(message) == SLOW.block(message)
    assert FAST.plain(message) == SLOW.plain(message)


@given(SENTENCES, TEXTS)
@example("Cards fail.", ":   meaning")
@example("Cards fail.", "```\na\n```")
@settings(max_examples=300, deadline=None)
def test_an_opening_is_that_of_the_whole(text: str, rest: str) -> None:
    """A text quoted by its first words begins as the whole text does, whatever stands below them."""
    message = f"{text}\n\n{rest}"
    whole = " ".join(SLOW.plain(message).split())
    for length in (0, 3, 10):
        opening = FAST.opening(message, length)
        assert whole.startswith(opening)
        assert len(opening) > length or opening == whole


@pytest.mark.parametrize(
    ("extensions", "configs"),
    [
        (["smarty"], {}),
        (["pymdownx.fancylists"], {}),
        (["abbr"], {"abbr": {"glossary": {"API": "x"}}}),
        ([Extension()], {}),
    ],
)
def test_the_short_way_is_not_taken_where_it_could_be_wrong(
    extensions: list[str | Extension], configs: dict[str, dict[str, object]]
) -> None:
    """An extension that needs no sign, or that we do not know, closes it."""
    assert not quick.is_quiet(*engine.resolve(extensions, configs))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "\x01javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "/\\evil.example",
        "\\\\evil.example", "/\t/evil.example", "\\/evil.example", "https:evil.example", "https:///evil.example",
        "http://\\evil", "file:///etc/passwd", "a:b", "", " ", "mailto:", "https://", "blob:x", "\u2028//evil.example",
    ],
)  # fmt: skip
def test_unsafe_addresses_are_refused(address: str) -> None:
    """Schemes that run or read something, and addresses of another host in disguise, never pass."""
    assert safe_address(address) is None


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/b?c=d:e#f", "https://a.example/b?c=d:e#f"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("mailto:help@a.example", "mailto:help@a.example"),
        ("../b/", "../b/"),
        ("/b", "/b"),
        ("#c", "#c"),
        ("?d=e:f", "?d=e:f"),
        ("a b.png", "a%20b.png"),
        (" https://a.example/\n", "https://a.example/"),
    ],
)
def test_safe_addresses_pass(address: str, kept: str) -> None:
    """Addresses of the web, of mail and of the site pass, without what browsers ignore in them."""
    assert safe_address(address) == kept


def test_raw_html_is_shown_as_text() -> None:
    """A tag that somebody typed is text, allowed element or not."""
    assert PLAIN.block("<b>a</b>\n\n<div>\n<script>x</script>\n</div>") == (
        "<p>&lt;b&gt;a&lt;/b&gt;</p>\n<p>&lt;div&gt;\n&lt;script&gt;x&lt;/script&gt;\n&lt;/div&gt;</p>"
    )


def test_a_link_without_a_safe_address_is_its_text() -> None:
    """The words of a refused link stay, and nothing to click."""
    assert PLAIN.line("[*a*](javascript:x 'title') b") == "<em>a</em> b"
    assert PLAIN.plain("[a](javascript:x) b") == "a b"


def test_pictures_past_the_tree_are_dropped() -> None:
    """An extension that writes a picture straight into the page does not get it through."""

    class Late(Postprocessor):
        def run(self, text: str) -> str:
            return text + '<p><img src="https://e.example/t.gif" alt=">"><img src="../g.png" alt="g"></p>'

    class Tracker(Extension):
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  -- Markdown's name
            md.postprocessors.register(Late(md), "late", 0)

    html = Prose([Tracker()]).block("a", files=FILES)
    assert html == '<p>a</p><p><img src="../g.png" alt="g"></p>'


def test_the_cleaner_stands_alone() -> None:
    """Scripts, styles, handlers, unknown classes, ids and list starts do not pass the cleaner."""
    dirty = (
        '<p onclick="x" style="y" class="evil note">a<script>b</script></p><h3 id="1 2">c</h3>'
        '<ol start="x"></ol><ol start="3"></ol><a href="/d" target="_blank" rel="me">e</a><svg><a href="x"></a></svg>'
        '<span class="k evil2">g</span><time datetime="x">h</time>'
    )
    assert clean(dirty) == (
        '<p class="note">a</p><h3>c</h3><ol></ol><ol start="3"></ol><a href="/d">e</a>'
        '<span class="k">g</span>h'
    )


def test_tangled_texts_are_shown_as_plain_paragraphs() -> None:
    """A text that Markdown would take seconds over is shown as typed, its placeholders filled in."""
    text = "[" * 10_000 + "\n\n*b* <i> {duration}"
    begun = time.process_time()
    html = PLAIN.block(text, figures=FIGURES)
    assert time.process_time() - begun < 0.5
    assert html == f"<p>{'[' * 10_000}</p>\n<p>*b* &lt;i&gt; <time>1 h</time></p>"
    assert is_too_tangled(text)
    assert PLAIN.plain(text).endswith("*b* <i> {duration}")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 4_000,
        "\n#" * 3_000,
        "\n- " * 3_000,
        "\n```\n" * 2_000,
        "> " * 2_000,
        "1. " * 2_000,
        "- " * 500 + "a",
        (" " * 400) + "- a",
    ],
)
def test_hostile_texts_are_tangled(text: str) -> None:
    """What costs Markdown seconds, or Python its stack, is shown as typed."""
    assert is_too_tangled(text)
    assert_clean(PLAIN.block(text))


def test_ordinary_texts_are_not_tangled() -> None:
    """Long texts, many links, rules and wide code are no reason to give Markdown up."""
    assert not is_too_tangled("word " * 20_000)
    assert not is_too_tangled("-" * 200 + "\n\n" + " " * 200 + "x")
    assert not is_too_tangled("[a](b) " * 700)
    assert not is_too_tangled("- [a](b)\n" * 450)
    assert not is_too_tangled("- a\n" * 1_400)


def test_a_text_too_deep_for_python_leaves_no_trace() -> None:
    """Where Python gives up inside a text, it is shown as typed, and the next one is as if nothing had been."""
    fresh = Prose()
    text = "\n".join("    " * depth + "- a" for depth in range(29)) + "\n"
    expected = Prose().block("- a\n\nb")

    class Deep(Postprocessor):
        def run(self, text: str) -> str:
            if "boom" in text:
                raise RecursionError
            return text

    fresh._short[0].postprocessors.register(Deep(fresh._short[0]), "deep", 0)
    assert fresh.block("boom *a*") == "<p>boom *a*</p>"
    assert fresh.block("- a\n\nb") == expected
    assert_clean(fresh.block(text))
