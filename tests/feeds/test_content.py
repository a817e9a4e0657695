"""What stands in the items of feeds: whole and harmless HTML, whatever was written."""

import re
from collections.abc import Callable
from dataclasses import replace

from feedparser.sanitizer import _HTMLSanitizer as Harmless

from statuskit.views.context import Context, context
from tests.feeds.made import all_feeds

from .conftest import BRAND
from .hostile import NASTY, Html, bodies
from .stories import STORY, read

Look = Callable[..., Context]

CANNOT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]")


def test_no_character_is_one_that_xml_forbids(look: Look) -> None:
    """Control characters, surrogates and noncharacters are left out, even where the loader let them through."""
    ctx = look({"one.yml": STORY})
    title, message = "\ud800a\x00b\x0c\x85c\ufdd0\ufffd\uffff\U0001f525", "x\x08\x1fy \ufffe\U0001f525"
    incident = ctx.catalog.incidents[0]
    updates = tuple(replace(each, message=message) for each in incident.updates)
    slipped = replace(incident, title=title, updates=updates)
    slipped_in = context(replace(ctx.catalog, incidents=(slipped,)), ctx.now, ctx.words, ctx.prose)
    made = all_feeds(slipped_in, BRAND)
    for file in made:
        assert isinstance(file.content, bytes)
        assert not CANNOT.search(file.content.decode()), file.path
        if file.path == "updates.atom":
            assert read(file.content).entries[-1].title == "Investigating: abc\U0001f525"


def test_hostile_text_is_kept_as_text(site: dict[str, bytes]) -> None:
    """Quotes, brackets, the end of a CDATA section, emoji and letters from right to left come out as they went in."""
    entry = next(entry for entry in read(site["updates.atom"]).entries if "hostile" in entry.id)
    assert entry.title == f"Update: {NASTY}"


def test_content_holds_no_relative_address(site: dict[str, bytes]) -> None:
    """Each link and picture in a text names its host, or is a mail address."""
    found = [
        value
        for _, html in bodies(site)
        for _, attributes in Html(html).found
        for name, value in attributes.items()
        if name in {"href", "src"}
    ]
    assert len(found) > 5
    assert [address for address in found if not re.match(r"https?://[^/]|mailto:", address or "")] == []


def test_content_holds_nothing_that_a_reader_must_clean(site: dict[str, bytes]) -> None:
    """No script, no style, no element and no attribute but what readers know as harmless."""
    for page, html in bodies(site):
        for tag, attributes in Html(html).found:
            assert tag in Harmless.acceptable_elements, (page, tag)
            assert attributes.keys() <= Harmless.acceptable_attributes - {"style"}, (page, attributes)
    assert not any("javascript:" in html for _, html in bodies(site))


def test_content_is_whole_html(site: dict[str, bytes]) -> None:
    """Every text says something, and closes each element that it opens, the innermost first."""
    for page, html in bodies(site):
        assert re.sub("<[^>]*>", "", html).strip(), page
        assert Html(html).open == [], page


def test_a_text_of_100_kilobytes_comes_out_whole(site: dict[str, bytes]) -> None:
    """Nothing is cut off."""
    assert max(len(html) for _, html in bodies(site)) > 100_000
