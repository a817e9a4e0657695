"""Feed readers find every item of every feed, with the title, the address, the date and the text that it has."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from .states import HOST, NOTICE, SITE_NAME, STATES, URL, Item, State, Story

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("clients")]

Sites = dict[str, str]
Ask = Callable[..., Any]
Record = dict[str, Any]

XML = ("history.atom", "history.rss", "updates.atom", "updates.rss")
FEEDS = {"feedparser": XML, "reader": (*XML, "updates.json"), "rss": XML}
"""Client → feeds that it can read."""

PACKAGES = {"rss": "rss-parser"}


@pytest.fixture(scope="module", params=FEEDS)
def client(request: pytest.FixtureRequest, ask: Ask, sites: Sites) -> tuple[str, Record]:
    """Give the name of a client, and what it reads at every address."""
    name = request.param
    addresses = [address + feed for address in sites.values() for feed in FEEDS[name]]
    return name, ask(name, addresses, package=PACKAGES.get(name, ""))


def updates(state: State) -> list[Record]:
    """Give what stands in the feeds of updates."""
    return [
        {
            "id": f"tag:{HOST},2005:Incident/{item.mark}",
            "title": item.title,
            "link": f"{URL}incidents/" + re.sub("[/#]", "/#", item.mark),
            "at": item.at,
        }
        for item in state.items
    ]


def history(state: State, *, by_page: bool) -> list[Record]:
    """Give what stands in the feeds of history; those of RSS name an incident `by_page`."""
    told = [(story.id, story.name, story.items) for story in state.stories]
    told.append(("old-tablets", "Tablets need version 7", NOTICE))
    return [
        {
            "id": f"{URL}incidents/{name}/" if by_page else f"tag:{HOST},2005:Incident/{name}",
            "title": title,
            "link": f"{URL}incidents/{name}/",
            "at": items[0].at,
        }
        for name, title, items in told
    ]


def without_tags(html: str) -> str:
    """Give the words of an item."""
    return unescape(re.sub("<[^>]*>", "", html))


def ahead(state: State, title: str) -> list[str]:
    """Give what stands in front of the words of a maintenance that has not begun."""
    told = [story for story in state.maintenances if story.status == "scheduled" and story.name == title]
    return ["THIS IS A SCHEDULED EVENT 24 Nov 2026, 02:00 to 04:00 UTC" for _ in told]


def groups(state: State, feed: str) -> list[tuple[Item, ...]]:
    """Give for each item of a feed all that it has to tell."""
    stories: tuple[Story, ...] = state.stories
    if feed.startswith("history"):
        return [*(story.items for story in stories), NOTICE]
    return [(item,) for item in state.items]


@pytest.mark.parametrize("name", STATES)
def test_every_item_is_read(client: tuple[str, Record], sites: Sites, name: str) -> None:
    """Ids, titles, links, dates and texts are those that were said, and no feed has a fault."""
    program, answers = client
    state = STATES[name]
    for feed in FEEDS[program]:
        found = answers[sites[name] + feed]
        assert found.get("fault") is None
        subject = "History" if feed.startswith("history") else "Updates"
        assert (found["title"], found["link"]) == (f"{SITE_NAME}: {subject}", URL)
        read = [{key: entry[key] for key in ("id", "title", "link", "at")} for entry in found["entries"]]
        is_history = feed.startswith("history")
        assert read == (history(state, by_page=feed.endswith(".rss")) if is_history else updates(state)), (
            program,
            feed,
        )
        for entry, told in zip(found["entries"], groups(state, feed), strict=True):
            words = without_tags(entry["html"])
            places = [words.index(item.text) for item in told]
            assert places == sorted(places)
            labels = [item.title.partition(":")[0] for item in told] if is_history else []
            assert re.findall("<strong>(.*?)</strong>", entry["html"]) == [
                *ahead(state, entry["title"]),
                *labels,
            ]
