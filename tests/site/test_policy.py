"""What a page may load and run."""

from base64 import b64encode
from hashlib import sha256

import pytest

from statuskit.outputs.policy import (
    OURS,
    as_header,
    as_text,
    asked_by,
    merged,
    meta,
    of_hand_written,
    of_ours,
)

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)


def hashed(script: str) -> str:
    """Name a script by its hash, as the specification words it."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def test_our_pages_take_files_of_the_site_alone() -> None:
    """The policy of a page of ours is this text; only a header says who may frame it."""
    assert as_text(OURS) == STRICT
    assert as_header(OURS) == f"{STRICT}; frame-ancestors 'self'"
    assert meta(OURS) == f'<meta http-equiv="Content-Security-Policy" content="{STRICT}">'


def test_a_script_is_named_by_a_known_hash() -> None:
    """The hash is the one that the specification gives for its example."""
    assert asked_by("<script>alert('Hello, world.');</script>") == {
        "script-src": {"'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"}
    }


@pytest.mark.parametrize(
    "script",
    ["", " ", "\n let a = 1 < 2 && 3 > 2\n", "a = '<b>&amp;</b>'", "`é 雪 \u2028`", "// <!-- </scrip>\n"],
)
def test_every_byte_of_a_script_counts(script: str) -> None:
    """Spaces, signs of HTML and letters of any script are hashed as they stand, once."""
    assert asked_by(f"<p>x</p><script>{script}</script><p>y</p>") == {"script-src": {hashed(script)}}


def test_line_ends_count_as_a_browser_reads_them() -> None:
    """A browser makes each line end one sign before it looks at a script."""
    assert asked_by("<script>a\r\nb\rc</script>") == {"script-src": {hashed("a\nb\nc")}}


def test_each_script_of_a_page_is_named() -> None:
    """Whatever its attributes, what stands in the page is hashed, data too; files of the site are not."""
    html = (
        '<script>1</script><SCRIPT type="module" async>2</SCRIPT><script src="a.js"></script>'
        '<script id="__config" type="application/json">{}</script>'
    )
    assert asked_by(html) == {"script-src": {hashed("1"), hashed("2"), hashed("{}")}}


@pytest.mark.parametrize("html", ['<td style="text-align: right;">', "<style>p {}</style>"])
def test_styles_in_a_page_are_allowed_where_there_are_some(html: str) -> None:
    """The owner's text on the front page may align a cell."""
    assert asked_by(html) == {"style-src": {"'unsafe-inline'"}}
    assert "style-src 'self' 'unsafe-inline';" in as_text(of_ours(html))


@pytest.mark.parametrize(
    ("html", "directives"),
    [
        ('<script src="https://Cdn.example/a.js?b">', {"script-src", "connect-src"}),
        ('<img src="https://cdn.example/a.png">', {"img-src"}),
        ('<img srcset="a.png 1x, https://cdn.example/b.png 2x">', {"img-src"}),
        ('<iframe src="https://cdn.example/film"></iframe>', {"frame-src"}),
        ('<video poster="https://cdn.example/a.png"></video>', {"media-src"}),
        ('<link rel="stylesheet" href="https://cdn.example/a.css">', {"style-src"}),
        (
            '<link rel="preconnect" href="https://cdn.example">',
            {"script-src", "style-src", "img-src", "font-src", "connect-src"},
        ),
    ],
)
def test_another_host_is_allowed_for_what_the_page_names_it_for(html: str, directives: set[str]) -> None:
    """A page that its owner lets ask another host goes on working; no other page and no other host is let in."""
    assert asked_by(html) == {name: {"https://cdn.example"} for name in directives}


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://elsewhere.example/">',
        '<link rel="canonical" href="https://status.example/">',
        '<img src="../a.png">',
        '<img src="/a.png">',
        '<img src="data:image/png;base64,AA==">',
        '<img src="https://a.example; script-src *">',
        '<img src="https://[">',
        '<script src="javascript:alert(1)"></script>',
    ],
)
def test_nothing_else_opens_a_page(html: str) -> None:
    """Links, the site's own files, and what is no address of a host allow nothing."""
    assert asked_by(html) == {}
    assert as_text(of_ours(html)) == STRICT


def test_hand_written_pages_may_style_as_they_run_and_search() -> None:
    """The theme's pages differ from ours by styles, workers and frames of the site, and their own scripts."""
    assert as_text(of_hand_written("<script>1</script>")) == (
        f"default-src 'self'; script-src 'self' {hashed('1')}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-src 'self'; object-src 'none'"
    )


def test_policies_merge_to_what_any_allows() -> None:
    """A directive that allowed nothing allows what another policy does, and says so once."""
    nothing, something = {"frame-src": frozenset({"'none'"})}, {"frame-src": frozenset({"https://b.example"})}
    assert merged([nothing, something]) == something
    assert merged([nothing, nothing]) == nothing
