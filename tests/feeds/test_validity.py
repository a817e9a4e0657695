"""Rules of the W3C feed validator and of the formats, one a test, over the feeds of a site with hostile text."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest

from statuskit.views.context import Context
from statuskit.words import Words
from tests.feeds.made import all_feeds

from .conftest import BRAND
from .hostile import ATOM, atoms, rsses
from .stories import PAYMENTS, SITE, ids, read

Look = Callable[..., Context]


def test_every_feed_is_well_formed(site: dict[str, bytes]) -> None:
    """A strict parser reads each of them, in UTF-8 as declared, with items in it."""
    counts = {
        path: len(read(text).entries) for path, text in site.items() if path.endswith((".atom", ".rss"))
    }
    assert counts["history.atom"] == counts["history.rss"] == 5
    assert counts["updates.atom"] == counts["updates.rss"] == len(json.loads(site["updates.json"])["items"])
    assert all(site[path].startswith(b"<?xml version='1.0' encoding='utf-8'?>") for path in counts)


def test_an_atom_feed_has_what_the_format_demands(site: dict[str, bytes]) -> None:
    """Once each: an id, a title, an updated time; an author; entries with an id, a title, a time, a link, content."""
    for path, top in atoms(site):
        assert top.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated", "author"):
            assert len(top.findall(f"{ATOM}{name}")) == 1, (path, name)
        assert (top.findtext(f"{ATOM}author/{ATOM}name") or "").strip()
        for entry in top.findall(f"{ATOM}entry"):
            for name in ("id", "title", "updated", "published", "link", "content"):
                assert len(entry.findall(f"{ATOM}{name}")) == 1, (path, name)
            assert (entry.findtext(f"{ATOM}title") or "").strip()


def test_an_rss_channel_has_what_the_format_demands(site: dict[str, bytes]) -> None:
    """A title, a link, a description and a language; items with a title, a link, a guid, a date, a text."""
    for path, channel in rsses(site):
        for name in ("title", "link", "description", "language"):
            assert len(channel.findall(name)) == 1, (path, name)
        for item in channel.findall("item"):
            for name in ("title", "link", "guid", "pubDate", "description"):
                assert len(item.findall(name)) == 1, (path, name)


def test_what_a_channel_says_of_itself_stands_before_its_items(site: dict[str, bytes]) -> None:
    """Readers that stop at the first item know the feed by then."""
    for path, channel in rsses(site):
        tags = [each.tag for each in channel]
        first = tags.index("item") if "item" in tags else len(tags)
        assert set(tags[first:]) <= {"item"}, path


def test_atom_is_the_default_namespace(site: dict[str, bytes]) -> None:
    """No prefix stands before the elements of a feed, for some readers know them by their bare names alone."""
    for path, document in site.items():
        if path.endswith(".atom"):
            assert b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">' in document, path
            assert b"<atom:" not in document


def test_links_are_of_kinds_that_are_registered(site: dict[str, bytes]) -> None:
    """A feed has one page and one address, an entry one page; no kind twice, and each has its type."""
    for path, top in atoms(site):
        assert [each.get("rel") for each in top.findall(f"{ATOM}link")] == ["alternate", "self"], path
        for entry in top.iter(f"{ATOM}entry"):
            assert [each.get("rel") for each in entry.findall(f"{ATOM}link")] == ["alternate"], path
        assert all(each.get("type") for each in top.iter(f"{ATOM}link"))


def test_rss_holds_no_element_that_it_does_not_know(site: dict[str, bytes]) -> None:
    """What RSS 2.0 does not define stands in a namespace."""
    known = {"title", "link", "description", "language", "item", "guid", "pubDate"}
    for path, channel in rsses(site):
        bare = {each.tag for each in channel.iter() if not each.tag.startswith("{")} - {"channel"}
        assert bare <= known, path


@pytest.mark.parametrize(
    ("asked", "told"), [("en", "en"), ("pt_BR", "pt-BR"), ("zh-Hant", "zh-Hant"), ("xx", "en")]
)
def test_the_language_is_a_tag(look: Look, asked: str, told: str) -> None:
    """It is written as RFC 5646 has it, whatever the theme calls it."""
    ctx = replace(look({"one.yml": PAYMENTS}), words=Words(asked))
    made = {file.path: file.content for file in all_feeds(ctx, BRAND) if isinstance(file.content, bytes)}
    assert all(channel.findtext("language") == told for _, channel in rsses(made))
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    assert all(top.get(xml) == told for _, top in atoms(made))
    assert json.loads(made["updates.json"])["language"] == told


def test_every_feed_names_its_own_address(site: dict[str, bytes]) -> None:
    """The self link is where the feed is found, and has the type of the feed."""
    for path, top in atoms(site):
        own = [each for each in top.findall(f"{ATOM}link") if each.get("rel") == "self"]
        assert [(each.get("href"), each.get("type")) for each in own] == [
            (f"{SITE}{path}", "application/atom+xml")
        ]
    for path, channel in rsses(site):
        own = channel.findall(f"{ATOM}link")
        assert [(each.get("href"), each.get("rel"), each.get("type")) for each in own] == [
            (f"{SITE}{path}", "self", "application/rss+xml")
        ]


def test_no_id_and_no_link_is_used_twice_in_a_feed(site: dict[str, bytes]) -> None:
    """Each entry is an item of its own, at an address of its own."""
    for path, document in site.items():
        if path.endswith((".atom", ".rss")):
            found = read(document).entries
            assert len({entry.id for entry in found}) == len(found), path
            assert len({entry.link for entry in found}) == len(found), path


def test_ids_are_uris(site: dict[str, bytes]) -> None:
    """Ids of Atom, and guids that are no permalinks, are tag URIs in full; other guids are addresses of pages."""
    uri = re.compile(r"tag:[a-z0-9.-]+,\d{4}:[A-Za-z0-9/_-]+(#[A-Za-z0-9-]+)?")
    for path, top in atoms(site):
        for each in top.iter(f"{ATOM}id"):
            assert uri.fullmatch(each.text or ""), (path, each.text)
    for path, channel in rsses(site):
        for guid in channel.iter("guid"):
            text = guid.text or ""
            assert uri.fullmatch(text) if guid.get("isPermaLink") else text.startswith(SITE), (path, text)


def test_feeds_have_ids_of_their_own(site: dict[str, bytes]) -> None:
    """No two Atom feeds of a site share theirs."""
    found = [top.findtext(f"{ATOM}id") for _, top in atoms(site)]
    assert len(set(found)) == len(found) > 3


def test_links_and_pages_are_absolute(site: dict[str, bytes]) -> None:
    """Every link of a feed or an entry is https with a host."""
    for path, document in site.items():
        if path.endswith((".atom", ".rss")):
            feed = read(document)
            for address in (feed.feed.link, *(entry.link for entry in feed.entries)):
                assert urlsplit(address)[:2] == ("https", "status.acme.example"), path


def test_times_are_in_the_form_of_the_format(site: dict[str, bytes]) -> None:
    """RFC 3339 in Atom and JSON, RFC 822 with a weekday that is right in RSS; never in the future."""
    rfc3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    said = [
        each.text or ""
        for _, top in atoms(site)
        for name in ("updated", "published")
        for each in top.iter(f"{ATOM}{name}")
    ]
    said += [item["date_published"] for item in json.loads(site["updates.json"])["items"]]
    assert all(rfc3339.fullmatch(text) for text in said)
    assert max(said) <= "2026-11-20T15:40:00Z"
    for _, channel in rsses(site):
        for each in channel.iter("pubDate"):
            assert f"{parsedate_to_datetime(each.text or ''):%a, %d %b %Y %H:%M:%S GMT}" == each.text


def test_entries_stand_newest_first_and_the_feed_is_as_new_as_they(site: dict[str, bytes]) -> None:
    """The order is that of the dates; the feed's own time is that of its first entry."""
    for path, top in atoms(site):
        dates = [each.findtext(f"{ATOM}updated") or "" for each in top.iter(f"{ATOM}entry")]
        assert dates == sorted(dates, reverse=True), path
        assert top.findtext(f"{ATOM}updated") == (dates or ["2005-01-01T00:00:00Z"])[0]


def test_titles_are_one_line_of_text(site: dict[str, bytes]) -> None:
    """Atom's titles are plain text, so a `<b>` in one is three characters and no element."""
    for _, top in atoms(site):
        for title in top.iter(f"{ATOM}title"):
            assert title.get("type") is None
            assert title.text == " ".join((title.text or "").split()) != ""


def test_the_json_feed_has_what_the_format_demands(site: dict[str, bytes]) -> None:
    """Version and title; items with an id, a text in both forms, an address, a time; ids used once."""
    document = json.loads(site["updates.json"])
    assert document["version"].endswith("/1.1")
    assert document["title"]
    assert all(author["name"] for author in document["authors"])
    items = document["items"]
    keys = {"id", "url", "title", "content_html", "content_text", "date_published"}
    assert all(item.keys() == keys for item in items)
    assert [item["id"].partition("Incident/")[2] for item in items] == ids(site["updates.atom"])
