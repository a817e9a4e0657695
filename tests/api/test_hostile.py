"""Whatever stands in a title, a name or a message, the answers stay valid JSON and hold just that."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.model import Catalog, Component, Group, Incident, Settings, Status, Update
from statuskit.outputs.api import Api
from statuskit.prose import Prose
from statuskit.views.brand import Brand
from statuskit.views.context import context
from statuskit.words import Words

from .shape import IncidentAnswer

ReadApi = Callable[..., dict[str, Any]]

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)

HOSTILE = {
    "quotes": """ "double" 'single' `tick` \\" \\\\ """,
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)><b>bold</b> &amp; &#x41;",
    "end of a section": "]]> --> */ </script> %> ?>",
    "controls": "bell \x07 null \x00 escape \x1b[31m delete \x7f next \x85 end",
    "line separators": "one \u2028 two \u2029 three \x0b four",
    "emoji": "\U0001f525 \U0001f468‍\U0001f469‍\U0001f467 \U0001f1e9\U0001f1ea",
    "right to left": "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645 \u200f",
    "noncharacters": "\ufdd0started\ufdd1 \ufffe \uffff {started}",
    "addresses": "[a](javascript:alert(1)) [b](//evil.example) [c](data:text/html,x) <javascript:alert(1)>",
    "long": "word " * 20_000,
    "tangled": "[" * 10_000,
}


class _Elements(HTMLParser):
    """Gathers the names of elements and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


def site(text: str) -> Catalog:
    """Make a site in which this text stands wherever somebody can write one."""
    update = Update(id="one-1", at=NOON, status=Status.INVESTIGATING, says_status=True, message=text)
    part = Component(id="part", name=text, group="all", description=text)
    one = Incident(id="one", file="incidents/one.yml", title=text, updates=(update,), workaround=(text,))
    settings = Settings(groups=(Group(id="all", name=text),), components=(part,))
    return Catalog(settings=settings, incidents=(one,))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_stays_text(answers: ReadApi, text: str) -> None:
    """Names come back letter by letter; bodies hold nothing that acts, and no control character."""
    given = answers(site(text), now=NOON)
    IncidentAnswer.model_validate(given["incidents/one"])
    story = given["incidents/one"]["incident"]
    assert story["name"] == given["components"]["components"][0]["name"] == text
    update = story["incident_updates"][0]
    said = update["body"] + update["body_html"] + story["workaround"][0]
    assert not [sign for sign in said if sign != "\n" and (ord(sign) < 32 or 127 <= ord(sign) < 160)]
    found = _Elements(update["body_html"])
    assert not found.elements & {"script", "img", "style", "iframe", "form"}
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    addresses = [value for name, value in found.attributes if name in {"href", "src"}]
    assert not [each for each in addresses if not each.startswith("https://status.acme.example/")]


def test_a_long_message_comes_out_whole(answers: ReadApi) -> None:
    """A hundred thousand characters are neither cut nor changed."""
    given = answers(site(HOSTILE["long"]), now=NOON)
    assert given["summary"]["incidents"][0]["incident_updates"][0]["body"] == HOSTILE["long"].strip()


def test_answers_are_short_and_readable(prose: Prose) -> None:
    """Letters stand as themselves, in UTF-8, and no blank is wasted between keys."""
    ctx = context(site("Grüße \U0001f525"), NOON, Words("en"), prose)
    files = {file.path: file.content for file in Api(ctx, Brand(name="Größe")).files()}
    content = files["api/v2/status.json"]
    assert isinstance(content, bytes)
    assert content.startswith(b'{"page":{"id":"","name":"Gr\xc3\xb6\xc3\x9fe","url":"",')
    assert json.loads(content)["page"]["name"] == "Größe"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_comes_back(answers: ReadApi, text: str) -> None:
    """Whatever the letters are, a title is the one that was written."""
    assert answers(site(text), now=NOON)["incidents/one"]["incident"]["name"] == text


def plain_words() -> st.SearchStrategy[str]:
    """Draw paragraphs of words, with signs that HTML or Markdown may take for their own."""
    word = st.text("ab.,<&>\"'é", min_size=1, max_size=5)
    paragraph = st.lists(word, min_size=1, max_size=4).map(" ".join)
    return st.lists(paragraph, min_size=1, max_size=3).map("\n\n".join)


@given(plain_words())
def test_the_body_is_the_plain_text_of_the_message(answers: ReadApi, prose: Prose, text: str) -> None:
    """The short way for texts of words alone gives what the renderer's own plain text is."""
    update = answers(site(text), now=NOON)["incidents/one"]["incident"]["incident_updates"][0]
    assert update["body"] == prose.plain(text)
