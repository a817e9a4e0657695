"""Every link of every page of ours, under a sub-path."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.slow


@dataclass(slots=True)
class Links:
    """What a page leads to or asks for, the names of its places, and its own address."""

    address: str
    led: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.links = Links(address)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") == "canonical":
            return
        self.links.led.update(
            urljoin(self.links.address, value)
            for name, value in attrs
            if name in {"href", "src"} and value and urlsplit(value).scheme not in {"mailto", "data"}
        )
        if place := values.get("id"):
            self.links.places.append(place)


@pytest.fixture(scope="module")
def pages(demo: "Site") -> dict[str, Links]:
    """Read every page of ours, by its address."""
    found = {}
    for path in demo.folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if 'name="generator" content="mkdocs' in text:
            continue
        name = path.relative_to(demo.folder).as_posix()
        reader = _Reader(demo.root + name.removesuffix("index.html"))
        reader.feed(text)
        found[reader.links.address] = reader.links
    return found


def test_every_link_is_answered(demo: "Site", pages: dict[str, Links]) -> None:
    """Each address of the site that a page names answers 200, and stands below the sub-path."""
    root = urlsplit(demo.root)
    wanted = {urldefrag(link).url for page in pages.values() for link in page.led}
    ours = {link for link in wanted if urlsplit(link).netloc == root.netloc}
    assert len(ours) > len(pages) > 40
    connection = http.client.HTTPConnection(root.netloc, timeout=10)
    wrong = []
    for link in sorted(ours):
        connection.request("HEAD", urlsplit(link).path)
        with connection.getresponse() as answer:
            if answer.status != 200 or not link.startswith(demo.root):
                wrong.append(
                    f"{answer.status} {link}: {[p.address for p in pages.values() if link in p.led]}"
                )
    connection.close()
    assert wrong == []


def test_every_place_that_a_link_names_is_there(pages: dict[str, Links]) -> None:
    """A link into a page of ours leads to a place on it; each place of a page has a name of its own."""
    wrong = []
    for page in pages.values():
        assert len(page.places) == len(set(page.places)), page.address
        for link in page.led:
            address, place = urldefrag(link)
            if place and address in pages and place not in pages[address].places:
                wrong.append(f"{page.address}: {link}")
    assert wrong == []


def test_every_page_can_be_reached(demo: "Site", pages: dict[str, Links]) -> None:
    """From the front page links lead, by other pages of ours, to each page but the one for wrong addresses."""
    reached: set[str] = set()
    ahead = {demo.root}
    while ahead:
        reached |= ahead
        ahead = {urldefrag(link).url for page in ahead for link in pages[page].led} & pages.keys() - reached
    assert pages.keys() - reached == {demo.root + "404.html"}
