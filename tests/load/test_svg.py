"""Drawings: what a browser would run or fetch is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.load.svg import why_not

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    "inner",
    [
        '<path d="M0 0h1" fill="#fff"/>',
        '<g id="a"/><use href="#a"/><use xlink:href="#a"/>',
        '<rect fill="url(#gradient)"/>',
        '<style>.a { fill: url("#b"); color: red }</style>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        '<animate attributeName="opacity" values="0;1"/>',
        "<title>on the left</title>",
        "<!-- <script>in a comment</script> -->",
        "<text>&lt;script&gt; url(https://x.example)</text>",
    ],
)
def test_harmless(inner: str) -> None:
    """Shapes, references inside the drawing and inline pictures pass."""
    assert why_not(f"{OPEN}{inner}</svg>".encode()) is None


def test_doctype_without_entities() -> None:
    """The old document type that many programs write is harmless."""
    doctype = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )

    assert why_not(f'<?xml version="1.0"?>{doctype}{OPEN}</svg>'.encode()) is None


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<script>alert(1)</script>", "holds <script>"),
        ('<s:script xmlns:s="http://www.w3.org/2000/svg"/>', "holds <script>"),
        ("<SCRIPT/>", "holds <SCRIPT>"),
        ("<foreignObject/>", "holds <foreignObject>"),
        ('<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>', "holds <img>"),
        ('<path onclick="x()"/>', "handler"),
        ('<path ONLOAD="x()"/>', "handler"),
        ('<a href="javascript:alert(1)"/>', "points elsewhere"),
        ('<a xlink:href="https://evil.example"/>', "points elsewhere"),
        ('<image href="//evil.example/x.png"/>', "points elsewhere"),
        ('<image href="data:image/svg+xml;base64,PHN2Zz4="/>', "points elsewhere"),
        ('<rect fill="url(https://evil.example/#a)"/>', "points elsewhere"),
        ("<rect style=\"fill: url( 'https://evil.example')\"/>", "points elsewhere"),
        ("<rect style=\"background: image-set('//evil.example')\"/>", "style"),
        ("<style>@import 'x.css';</style>", "style"),
        ("<style>a { fill: u\\72l(x) }</style>", "style"),
        ("<style>a { fill: url<![CDATA[(x)]]> }</style>", "style"),
        ('<set attributeName="href" to="javascript:alert(1)"/>', "changes where it points"),
        ('<set attributeName="onclick" to="x()"/>', "changes where it points"),
        ('<g xml:base="https://evil.example/"/>', "changes where it points"),
        ('<?xml-stylesheet href="x.css"?>', "instruction"),
        ("<g>", "not well-formed"),
        ("<x:g/>", "not well-formed"),
    ],
)
def test_harmful(inner: str, reason: str) -> None:
    """What runs, listens, fetches or changes later where it points is refused, with the reason."""
    found = why_not(f"{OPEN}{inner}</svg>".encode())

    assert found is not None
    assert reason in found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html/>",
        "<svg/>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
    ],
)
def test_what_is_no_drawing(text: str) -> None:
    """Other documents, and such as declare entities, are refused."""
    assert why_not(text.encode()) is not None


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """No bytes make the judge fail."""
    assert why_not(data) is not None
