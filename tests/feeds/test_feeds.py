"""Which feeds there are, what stands in them, and in what words."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from statuskit.model import FeedRule
from statuskit.outputs import feeds
from statuskit.outputs.feeds.feed import for_readers
from statuskit.views.context import Context

from .conftest import BRAND, NOW, SETTINGS
from .stories import HOST, PAYMENTS, SITE, STORY, WORKS, ids, read

Publish = Callable[..., dict[str, bytes]]
Look = Callable[..., Context]

ONE = "one-20261120T"


def test_every_feed_of_the_site_stands_at_its_address(publish: Publish) -> None:
    """The site, each component and each recent incident have theirs."""
    made = publish({"one.yml": PAYMENTS})
    assert {path for path in made if not path.endswith(".ics")} == {
        *("history.atom", "history.rss", "updates.atom", "updates.rss", "updates.json"),
        *("components/rooms/history.atom", "components/rooms/history.rss"),
        *("components/search/history.atom", "components/search/history.rss"),
        "incidents/one/updates.atom",
    }


def test_an_entry_of_the_history_is_what_statuspage_gives(publish: Publish) -> None:
    """Id, dates of the newest word, the page, the plain title, and a paragraph an update, newest first."""
    feed = read(publish({"one.yml": PAYMENTS})["history.atom"])
    assert (feed.feed.id, feed.feed.link) == (f"{HOST}/history", SITE)
    (entry,) = feed.entries
    assert (entry.id, entry.link) == (f"{HOST}Incident/one", f"{SITE}incidents/one/")
    assert (entry.published, entry.updated) == ("2026-11-20T15:00:00Z", "2026-11-20T15:00:00Z")
    assert entry.title == "Card payments are failing"
    html = entry.content[0].value
    assert entry.content[0].type == "text/html"
    said = ["Resolved", "Correction", "Update", "Investigating"]
    assert [part.partition("<")[0] for part in html.split("<strong>")[1:]] == said
    assert "<p><small>20 Nov 2026, 14:20 UTC</small><br><strong>Update</strong> - Still 1 in 5.</p>" in html
    assert "<strong>Resolved</strong> - </p>\n<ul>" in html


def test_the_history_of_rss_names_incidents_by_their_pages(publish: Publish) -> None:
    """The guid is the incident's address, as with Statuspage; there is no time of a build."""
    document = publish({"one.yml": PAYMENTS})["history.rss"]
    channel = ET.fromstring(document)[0]  # noqa: S314 - our own bytes
    assert channel.findtext("item/guid") == f"{SITE}incidents/one/"
    assert channel.findtext("item/pubDate") == "Fri, 20 Nov 2026 15:00:00 GMT"
    assert channel.find("lastBuildDate") is None


def test_each_word_is_an_item_of_the_updates(publish: Publish) -> None:
    """Ids, titles that say the state, links to the word itself, dates when it was said; newest first."""
    feed = read(publish({"one.yml": PAYMENTS})["updates.atom"])
    assert [(entry.id.removeprefix(HOST), entry.title, entry.published) for entry in feed.entries] == [
        (f"Incident/one/{ONE}150000Z", "Resolved: Card payments are failing", "2026-11-20T15:00:00Z"),
        (f"Incident/one/{ONE}142500Z", "Correction: Card payments are failing", "2026-11-20T14:25:00Z"),
        (f"Incident/one/{ONE}142000Z", "Update: Card payments are failing", "2026-11-20T14:20:00Z"),
        (f"Incident/one/{ONE}140200Z", "Investigating: Card payments are failing", "2026-11-20T14:02:00Z"),
    ]
    assert feed.entries[0].link == f"{SITE}incidents/one/#{ONE}150000Z"
    assert all(entry.updated == entry.published for entry in feed.entries)


def test_the_three_forms_of_the_updates_say_the_same(publish: Publish) -> None:
    """Atom, RSS and JSON hold the same items, in one order, with the same text."""
    made = publish({"one.yml": STORY})
    atom, rss = read(made["updates.atom"]).entries, read(made["updates.rss"]).entries
    items = json.loads(made["updates.json"])["items"]
    told = [(entry.id, entry.title, entry.link, entry.content[0].value) for entry in atom]
    assert told == [(entry.id, entry.title, entry.link, entry.summary) for entry in rss]
    assert told == [(item["id"], item["title"], item["url"], item["content_html"]) for item in items]
    assert [entry.published_parsed for entry in rss] == [entry.published_parsed for entry in atom]
    assert [item["date_published"] for item in items] == [entry.published for entry in atom]


def test_json_feed_is_version_1_1(publish: Publish) -> None:
    """The document says its version, its own address and its page; text stands beside the HTML."""
    document = json.loads(publish({"one.yml": PAYMENTS})["updates.json"])
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == f"{SITE}updates.json"
    assert document["home_page_url"] == SITE
    assert document["items"][0]["content_text"] == "- It works.\n- No money was lost."


def test_a_promise_and_what_is_corrected_stand_beside_the_word(publish: Publish) -> None:
    """Both were said with it, so both are part of it."""
    entries = read(publish({"one.yml": PAYMENTS})["updates.atom"]).entries
    assert "<p>Next update by 20 Nov 2026, 14:32 UTC.</p>" in entries[3].content[0].value
    corrects = f'This corrects <a href="{SITE}incidents/one/#{ONE}142000Z">what we said at 20 Nov 2026, 14:20'
    assert corrects in entries[1].content[0].value


def test_links_are_absolute(publish: Publish) -> None:
    """A place on the site is named with the site's address; other sites stay as they are."""
    html = read(publish({"one.yml": PAYMENTS})["updates.atom"]).entries[3].content[0].value
    assert f'href="{SITE}incidents/two/"' in html


def test_pictures_of_the_bundle_are_absolute(publish: Publish) -> None:
    """A picture that is published beside the page shows in a reader as well."""
    picture = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    story = PAYMENTS.replace("Still 1 in 5.", "See ![a graph](graph.svg)")
    made = publish({"one/incident.yml": story, "one/graph.svg": picture})
    html = read(made["updates.atom"]).entries[2].content[0].value
    assert f'src="{SITE}incidents/one/graph.svg"' in html


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ('<a href="/x?a=1&amp;b=2">', '<a href="https://a.example/x?a=1&amp;b=2">'),
        (
            '<a href="#x" title="src=&quot;y&quot;">',
            '<a href="https://a.example/i/#x" title="src=&quot;y&quot;">',
        ),
        ('<a href="mailto:a@b.example">', '<a href="mailto:a@b.example">'),
        ('<a title="a > b" href="x">', '<a title="a > b" href="https://a.example/i/x">'),
        ('<p>href="x"</p>', '<p>href="x"</p>'),
    ],
)
def test_html_is_made_to_stand_alone(written: str, whole: str) -> None:
    """Addresses are completed in tags and nowhere else."""
    assert for_readers(written, "https://a.example/i/") == whole


def test_a_postmortem_and_its_corrections_are_items(publish: Publish) -> None:
    """Each stands once, when it was said; two corrections of one moment are told apart."""
    made = publish({"one.yml": STORY})
    assert ids(made["updates.atom"])[:3] == [
        "one#correction-20261120T152000Z-2",
        "one#correction-20261120T152000Z",
        "one#final",
    ]
    assert ids(made["incidents/one/updates.atom"]) == ids(made["updates.atom"])
    newest = read(made["history.atom"]).entries[0]
    assert newest.published == "2026-11-20T15:20:00Z"
    assert "<strong>Postmortem</strong> - It lasted 58 minutes" in newest.content[0].value
    assert f'<a href="{SITE}incidents/one/">Read the whole account</a>' in newest.content[0].value


def test_a_preliminary_postmortem_is_an_item_of_its_own(publish: Publish) -> None:
    """The final one comes later under another id, so a reader sees both, each once."""
    early = STORY.replace("state: final", "state: preliminary")
    before, after = publish({"one.yml": early}), publish({"one.yml": STORY})
    assert "one#preliminary" in ids(before["updates.atom"])
    assert "one#final" not in ids(before["updates.atom"])
    assert "one#preliminary" not in ids(after["updates.atom"])
    titles = [entry.title for entry in read(before["updates.atom"]).entries]
    assert "Preliminary postmortem: Card payments are failing" in titles


def test_a_postmortem_keeps_the_figures_of_its_day(publish: Publish) -> None:
    """What its placeholders said when it came stays said, whatever is said after; times are plain text."""
    later = STORY.replace(
        "postmortem:",
        """  - at: 2026-11-20T15:30:00Z
    status: investigating
    message: It is back.
postmortem:""",
    ).replace("state: final", "state: preliminary")
    told = [
        entry.content[0].value
        for story in (STORY, later)
        for entry in read(publish({"one.yml": story})["updates.atom"]).entries
        if entry.id.endswith(("#final", "#preliminary"))
    ]
    assert told[0] == told[1]
    assert "It lasted 58 minutes, over 4 updates, from 20 Nov 2026, 14:02 UTC." in told[0]


def test_a_draft_is_nowhere(publish: Publish) -> None:
    """Of a draft not a word reaches a feed."""
    made = publish({"one.yml": STORY.replace("state: final", "state: draft")})
    assert not any(b"It lasted" in content for content in made.values())


def test_of_a_withdrawn_incident_the_withdrawal_is_left(publish: Publish) -> None:
    """Who heard of it hears of its end; what was said by mistake is not said again."""
    made = publish({"one.yml": PAYMENTS + "withdrawn: {at: 2026-11-20T15:05:00Z, because: The <b> probe.}\n"})
    (entry,) = read(made["updates.atom"]).entries
    assert entry.id == f"{HOST}Incident/one#withdrawn"
    assert entry.title == "Withdrawn: Card payments are failing"
    assert "The &lt;b&gt; probe." in entry.content[0].value


def test_a_component_has_the_incidents_that_name_it(publish: Publish) -> None:
    """One item for an incident, in the feed of each component that it touches."""
    made = publish({"one.yml": PAYMENTS, "two.yml": WORKS})
    assert ids(made["components/rooms/history.atom"]) == ["one"]
    assert ids(made["components/search/history.atom"]) == ["two"]
    assert read(made["components/search/history.atom"]).feed.link == f"{SITE}components/search/"


def test_an_incident_has_a_feed_for_ninety_days(publish: Publish) -> None:
    """It goes with the ninetieth day after the last word, and stays while the incident is open."""
    last = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    still_open = PAYMENTS.replace("status: resolved", "status: monitoring")
    path = "incidents/one/updates.atom"
    assert path in publish({"one.yml": PAYMENTS}, now=last + timedelta(days=90, seconds=-1))
    assert path not in publish({"one.yml": PAYMENTS}, now=last + timedelta(days=90))
    assert path in publish({"one.yml": still_open}, now=last + timedelta(days=400))


def test_feeds_hold_as_many_as_the_settings_say(publish: Publish) -> None:
    """The newest ones, each feed by its own count; an incident's own feed holds all."""
    settings = replace(SETTINGS, feeds=FeedRule(history=1, updates=2))
    older = PAYMENTS.replace("2026-11-20", "2026-11-19")
    made = publish({"one.yml": PAYMENTS, "two.yml": older}, settings=settings)
    assert ids(made["history.atom"]) == ["one"]
    assert ids(made["components/rooms/history.atom"]) == ["one"]
    assert ids(made["updates.atom"]) == [f"one/{ONE}150000Z", f"one/{ONE}142500Z"]
    assert len(ids(made["incidents/two/updates.atom"])) == 4


def test_words_of_one_moment_stand_by_their_incidents(publish: Publish) -> None:
    """Of incidents that spoke in the same moment the same ones are in, however many there are."""
    settings = replace(SETTINGS, feeds=FeedRule(history=2, updates=1))
    made = publish({f"{name}.yml": PAYMENTS for name in ("one", "three", "two")}, settings=settings)
    assert ids(made["history.atom"]) == ["two", "three"]
    assert ids(made["updates.atom"]) == [f"two/{ONE.replace('one', 'two')}150000Z"]


def test_feeds_hold_25_and_50_unless_told_otherwise(publish: Publish) -> None:
    """As many incidents as Statuspage gives, and the words of a week that was bad."""
    day = (
        "title: Day {0}\nupdates: [{{at: 2026-11-{0:02}T0{1}:00:00Z, status: resolved, message: A word.}}]\n"
    )
    files = {f"day-{n}-{hour}.yml": day.format(n, hour) for n in range(1, 20) for hour in range(3)}
    made = publish(files)
    assert len(files) > 50
    assert (len(ids(made["history.atom"])), len(ids(made["history.rss"]))) == (25, 25)
    assert len(ids(made["updates.atom"])) == len(json.loads(made["updates.json"])["items"]) == 50
    assert ids(made["history.atom"])[:2] == ["day-19-2", "day-19-1"]


def test_ids_outlive_a_move(publish: Publish) -> None:
    """With `feeds.host` set, a new address announces nothing again."""
    settings = replace(SETTINGS, feeds=FeedRule(host="status.acme.example"))
    moved = replace(BRAND, url="https://new.example/")
    before = publish({"one.yml": STORY})
    after = publish({"one.yml": STORY}, settings=settings, brand=moved)
    assert ids(after["updates.atom"]) == ids(before["updates.atom"])
    assert read(after["updates.atom"]).entries[0].link.startswith("https://new.example/incidents/one/")


@pytest.mark.parametrize(("url", "told"), [("", "is not set"), ("https:///x/", "names no host")])
def test_without_the_sites_address_there_are_none_and_it_is_said(
    publish: Publish, look: Look, url: str, told: str
) -> None:
    """Nothing is written with half an address, and what is missing can be told with the reason."""
    brand = replace(BRAND, url=url)
    assert publish({"one.yml": STORY}, brand=brand) == {}
    reason = feeds.left_out(brand, SETTINGS.feeds)
    assert "updates.atom" in reason
    assert "maintenance.ics" in reason
    assert told in reason
    assert feeds.links(look({"one.yml": STORY}), brand, "") == ()
    assert feeds.left_out(BRAND, SETTINGS.feeds) == ""


def test_pages_point_to_their_own_feeds_first(look: Look, publish: Publish) -> None:
    """Every page names those of the site; a component's and an incident's page theirs before. All exist."""
    files = {"one.yml": PAYMENTS, "old.yml": PAYMENTS.replace("2026", "2025")}
    ctx = look(files)
    site = ["updates.atom", "updates.rss", "updates.json", "history.atom", "history.rss"]

    def found(address: str | None) -> list[str]:
        return [link.url for link in feeds.links(ctx, BRAND, address)]

    assert found("") == found(None) == found("history/2026/") == found("incidents/old/") == site
    assert found("incidents/one/") == ["incidents/one/updates.atom", *site]
    assert found("components/rooms/")[:2] == ["components/rooms/history.atom", "components/rooms/history.rss"]
    assert set(found("components/rooms/")) <= publish(files).keys()
    first = feeds.links(ctx, BRAND, "incidents/one/")[0]
    assert (first.title, first.type) == ("Acme Status: Card payments are failing", "application/atom+xml")


def test_a_site_without_incidents_has_empty_feeds(publish: Publish) -> None:
    """They are valid, and the same at every moment."""
    made = publish({})
    assert read(made["history.atom"]).entries == []
    assert made == publish({}, now=NOW + timedelta(days=400))
