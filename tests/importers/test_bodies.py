"""What `statuskit.importers.bodies` makes of foreign texts."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statuskit.importers.bodies import clean_text, is_html, one_line, to_markdown
from statuskit.prose import Prose

PROSE = Prose()
TYPED = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=80)
MARKUP = st.lists(
    st.sampled_from(
        ["*", "_", "`", "#", "# ", "> ", "1. ", "12) ", "[", "]", "(", ")", "<", ">", "&", "{", "}", "!", "\\", "~", "=", "-",
         "+", "|", ":", "^", "a", "b_c", " ", "---", "===", "***", "```", "~~~", "!!! note", "[^1]: ", "*[a]: ", ": ", "&amp"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


def words(text: str) -> str:
    """Return a text without white space and without the bullets of lists."""
    return "".join(text.split())


@given(st.one_of(TYPED, MARKUP).map(clean_text).filter(lambda text: not is_html(text)))
@example("*a* _b_ a_b `c` # d\n# e\n> f\n1. g\n---\n===\n[h](i) ![j](k) <l> &m; {duration} \\*")
@example("    indented")
@example("a\n===")
@example("- ")
@settings(max_examples=300, deadline=None)
def test_plain_text_is_shown_as_it_was_typed(text: str) -> None:
    """Whatever Markdown would read into a plain text, the page shows the characters that were typed."""
    for typed in (text, f"x{text}", f"x\n{text}"):
        if not any(line.lstrip().startswith(("-", "*", "+", "•")) for line in typed.split("\n")):
            assert words(PROSE.plain(to_markdown(typed))) == words(typed)


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        (
            "<p>One <b>two</b> <em>three</em>.</p><p>Four &amp; five</p>",
            "One **two** *three*.\n\nFour & five",
        ),
        ("One<br />Two<br><br/>Three", "One  \nTwo\n\nThree"),
        ("One <b>two</b>\nthree", "One **two**  \nthree"),
        ('<a href="https://a.example/b_c">this_page</a>', "[this_page](https://a.example/b_c)"),
        ('<a href="javascript:alert(1)">this</a>', "this"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>*c*</li></ul>", "- a\n    - b\n- \\*c\\*"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<h2>Cause</h2><p># no heading</p>", "## Cause\n\n\\# no heading"),
        (
            '<img src="https://a.example/b.png" alt="graph"><img src="x.png" alt="y">',
            "[graph](https://a.example/b.png)y",
        ),
        ("<script>alert(1)</script><p onclick='x'>Hi</p><style>p{}</style>", "Hi"),
        ("Tom &amp; Jerry &lt;b&gt;", "Tom & Jerry &#60;b>"),
        ("<div>" * 3_000 + "deep", "deep"),
    ],
)
def test_html_becomes_markdown(body: str, markdown: str) -> None:
    """What HTML said is said in Markdown, and nothing that runs comes along."""
    assert to_markdown(body) == markdown


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("Less than < 2% of runs & more", "Less than < 2% of runs & more"),
        ("One\ntwo\n\n\n three ", "One  \ntwo\n\nthree"),
        ("Affected:\n- a\n* b\n• c\nand more", "Affected:\n\n- a\n- b\n- c\n\nand more"),
        ("1. a\n3. b", "1\\. a  \n3\\. b"),
        ("See https://a.example/b_c.", "See <https://a.example/b_c>."),
        ("See [the page](https://a.example/).", "See [the page](https://a.example/)."),
        ("a_b *c*", "a_b \\*c\\*"),
        ("bell\x07 \u202eback\r\nline\u2028sep", "bell back  \nline  \nsep"),
        ("", ""),
    ],
)
def test_plain_text_keeps_its_lines_and_lists(body: str, markdown: str) -> None:
    """Lines, lists and addresses of a plain text survive; what nobody can see does not."""
    assert to_markdown(body) == markdown


def test_markdown_stays_where_it_was_meant() -> None:
    """A text known to be Markdown is not escaped; HTML in its place is still converted."""
    assert to_markdown("## Cause\n\n*a*", already_markdown=True) == "## Cause\n\n*a*"
    assert to_markdown("<p>*a*</p>", already_markdown=True) == "\\*a\\*"


def test_names_are_one_line() -> None:
    """A name loses line breaks, tags, entities and what nobody can see."""
    assert one_line(" Sign-in\n\x00is &amp; was <b>slow</b>\u200d ") == "Sign-in is & was slow\u200d"
    assert one_line("a < b") == "a < b"
