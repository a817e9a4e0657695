"""Copies of incidents in Markdown, and the list of them for language models."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from markdown_it import MarkdownIt

from statuskit.model import Component, Settings
from statuskit.outputs import llms
from statuskit.outputs.markdown import incident_markdown, markdown_url
from statuskit.views.brand import Brand
from statuskit.views.context import Context
from statuskit.views.incident import head, incident_page

Look = Callable[..., Context]

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BRAND = Brand(name="Acme Status", url="https://status.acme.example/sub/", nav=(("About us", "about/"),))

STORY = """
title: Rooms do not open
components: {rooms: major_outage}
workaround: [Use the **old** address]
updates:
  - {at: 2026-11-20T14:00:00Z, message: We are looking., next_update: 20m}
  - at: 2026-11-20T14:31:00Z
    status: identified
    progress: some
    message: "The cause is [known](../search/).\\n\\n```\\nx < y\\n"
    components: {search: degraded_performance}
  - {at: 2026-11-20T15:00:00Z, status: resolved, message: "Rooms <b>open</b>."}
postmortem:
  state: final
  published: 2026-11-20T15:20:00Z
  summary: For {duration} you could not open a room.
  impact:
    who: Everyone
    could_not: [open a room]
    still_worked: [calls]
    figures: [{label: rooms, value: 1200}]
    data: {lost: none, exposed: unknown}
  apology: {text: We are *sorry*., by: Jonah}
  make_right:
    offer: A month, free
    how: choose
    options: [{if: You lost a day, get: Three months, claim: "https://acme.example/claim"}]
  plain: A key ran out at {started}.
  technical: |
    ## The key

    `eth0` was down.

    | a | b |
    |---|---|
    | 1 | 2 |
  factors: [{what: Nobody looked, kind: process}]
  timeline: [{at: 2026-11-20T13:50:00Z, event: change, what: We put the key in}]
  actions:
    - {what: A second key, state: done, done_on: 2026-11-20, proof: It hangs there.}
    - {what: A third key, due: 2026-12-01}
    - {what: A fourth key, state: dropped, because: Two are enough.}
  questions: [{asked: Why?, answer: Because.}]
  unknowns: [Who had the key]
  lessons: {well: [We were quick]}
  glossary: {key: What opens a room}
  corrections: [{at: 2026-11-20T15:30:00Z, what: It was two keys.}]
"""
IN_ORDER = (
    "# Rooms do not open", "Resolved · Rooms · 20 Nov 2026, 14:00 to 15:00 UTC", "For 1 hour you could not open a room.",
    "## You could not", "## Still worked", "## Your data", "## Who was hit", "## In figures",
    "## What you could do meanwhile", "- Use the **old** address", "> We are *sorry*.", "> Jonah, 20 November 2026",
    "## Making it right", "- You lost a day: Three months (https://acme.example/claim)", "## What happened",
    "A key ran out at 20 Nov 2026, 14:00 UTC.", "## What we have changed, and what we still will",
    "- A second key (done on 20 November 2026) Proof: It hangs there.", "- A third key (planned, due by 1 December 2026)",
    "- A fourth key (dropped): Two are enough.", "## Why?", "## How we did", "## What we said at the time",
    "**Investigating** · 20 Nov 2026, 14:00 UTC", "**Identified** · 14:31 UTC", "The cause is [known](../search/).",
    "- Search: Degraded performance", "**Resolved** · 15:00 UTC", "Rooms &lt;b>open&lt;/b>.", "## Technical section",
    "### The key", "`eth0` was down.", "| a | b |", "## What came together", "## Timeline", "## Went well",
    "## What we still do not know", "## Words we used", "## Corrections to this account, 20 Nov 2026, 15:30 UTC",
    "It was two keys.",
)  # fmt: skip


def copy(ctx: Context, name: str) -> str:
    """Write an incident as Markdown."""
    incident = ctx.incidents[name]
    return incident_markdown(ctx, incident_page(ctx, incident, head(ctx, incident)))


def guide(ctx: Context, brand: Brand = BRAND) -> str:
    """Give `/llms.txt`."""
    [file] = llms.build(ctx, brand)
    assert file.path == "llms.txt"
    assert isinstance(file.content, bytes)
    return file.content.decode()


def headings(markdown: str) -> list[tuple[str, str]]:
    """Give the level and text of each heading, as a reader of Markdown finds them; there is no raw HTML."""
    found = READER.parse(markdown)
    for token in [*found, *(child for each in found for child in each.children or ())]:
        assert not token.type.startswith("html"), token
    return [
        (token.tag, found[place + 1].content)
        for place, token in enumerate(found)
        if token.type == "heading_open"
    ]


def test_the_whole_story_stands_there_in_the_order_of_the_page(look: Look) -> None:
    """For everyone, for the one who pays, for the one who runs it; times are UTC, actions have their state."""
    written = copy(look({"rooms.yml": STORY}), "rooms")
    assert [part for part in IN_ORDER if part not in written] == []
    places = [written.index(part) for part in IN_ORDER]
    assert places == sorted(places)


def test_text_cannot_change_the_form_of_the_copy(look: Look) -> None:
    """A fence that nobody closed ends with its update; headings of ours are where ours are."""
    found = headings(copy(look({"rooms.yml": STORY}), "rooms"))
    assert found[0] == ("h1", "Rooms do not open")
    assert [text for tag, text in found if tag == "h3"] == ["The key"]
    assert ("h2", "Technical section") in found


def test_of_what_is_not_public_nothing_is_told(look: Look) -> None:
    """A draft, keys that are private, and what was withdrawn stay out of every copy."""
    draft = STORY.replace("state: final", "state: draft") + "private: {key: 4711}\n"
    gone = STORY + "withdrawn: {at: 2026-11-20T16:00:00Z, because: It was a test.}\n"
    ctx = look({"draft.yml": draft, "gone.yml": gone}, now=datetime(2026, 11, 20, 17, tzinfo=UTC))
    assert "key" not in copy(ctx, "draft").lower()
    written = copy(ctx, "gone")
    assert "It was a test." in written
    assert "looking" not in written
    assert "key" not in written.lower()


HOSTILE = (
    '"quoted" <img src=x onerror=alert(1)> ]]> -->',
    "# heading `code` *star* [link](javascript:alert(1)) | cell",
    "\U0001f525 \u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_a_title(look: Look, title: str) -> None:
    """It heads its copy and is one link of the list, letter by letter."""
    text = STORY.replace("title: Rooms do not open", f"title: '{title}'")
    ctx = look({"rooms.yml": text})
    assert headings(copy(ctx, "rooms"))[0][0] == "h1"
    inline = READER.parse(copy(ctx, "rooms"))[1].children or []
    assert "".join(child.content for child in inline) == title
    listed = [token for token in READER.parse(guide(ctx)) if token.type == "inline"]
    named = ["".join(child.content for child in token.children or ()) for token in listed]
    assert any(text.startswith(f"{title}: Resolved") for text in named)
    assert "javascript" not in {
        str(child.attrs.get("href", "")).partition(":")[0]
        for token in listed
        for child in token.children or ()
    }


def test_a_long_message_is_not_cut(look: Look) -> None:
    """A hundred thousand characters come out whole."""
    words = "word " * 20_000
    text = STORY.replace("We are looking.", f"'{words}'")
    assert words.strip() in copy(look({"rooms.yml": text}), "rooms")


def test_the_list_has_the_form_of_llms_txt(look: Look) -> None:
    """A title, a summary as a quotation, then sections whose every line is a link and perhaps a note."""
    written = guide(look({"rooms.yml": STORY}))
    front, *sections = re.split(r"^## ", written, flags=re.MULTILINE)
    assert re.fullmatch(r"# Acme Status\n\n(> .+\n|>\n)+\n", front)
    assert "All Systems Operational" in front
    assert "Last word: 20 Nov 2026, 15:30 UTC" in front
    for section in sections:
        title, _, lines = section.partition("\n\n")
        assert title
        assert all(re.fullmatch(r"- \[.+\]\(https://status\.acme\.example/sub/.*\)(: .+)?", each)
                   for each in lines.strip().split("\n"))  # fmt: skip
    assert [section.partition("\n")[0] for section in sections] == [
        "Components",
        "What happened before",
        "More",
        "Optional",
    ]
    whole = f"({BRAND.url}{markdown_url('rooms')}): Resolved, 20 Nov 2026, 14:00 to 15:00 UTC"
    assert f"- [Rooms do not open]{whole}" in written


def test_the_list_says_first_what_is_open(look: Look) -> None:
    """Open incidents, notices and plans have sections of their own, and are not told twice."""
    files = {
        "open.yml": "title: Search is slow\ncomponents: {search: degraded_performance}\n"
        "updates: [{at: 2026-11-20T14:00:00Z, message: It is.}]\n",
        "notice.yml": "title: Tablets\nkind: notice\nupdates: [{at: 2026-11-19T14:00:00Z, message: Old ones.}]\n",
        "ahead.yml": "title: New cables\nkind: maintenance\nscheduled_for: 2026-11-24T02:00:00Z\n"
        "scheduled_until: 2026-11-24T04:00:00Z\n",
    }
    written = guide(look(files))
    names = (
        "Happening now",
        "Search is slow",
        "Good to know",
        "Tablets",
        "Planned",
        "New cables",
        "Components",
    )
    assert sorted(names, key=written.index) == list(names)
    assert [written.count(f"[{title}]") for title in ("Search is slow", "Tablets", "New cables")] == [1, 1, 1]


def test_the_list_stays_small(look: Look) -> None:
    """However long the history, it names the newest and leads to the rest."""
    text = STORY.partition("postmortem:")[0]
    written = guide(look({f"rooms-{number}.yml": text for number in range(60)}))
    assert written.count("index.md") == llms.NEWEST
    assert "(https://status.acme.example/sub/history/)" in written


def test_without_an_address_of_the_site_links_are_relative(look: Look) -> None:
    """The list is there all the same, and names no feed, for there is none."""
    written = guide(look({"rooms.yml": STORY}), Brand(name="Acme"))
    assert "(incidents/rooms/index.md)" in written
    assert "://" not in written
    assert "atom" not in written


def test_names_with_control_characters_leave_none(look: Look) -> None:
    """What no text file should hold is left out, of the list and of the copies."""
    settings = Settings(timezone="UTC", components=(Component(id="rooms", name="bell \x07 \x1b[31m"),))
    text = STORY.partition("postmortem:")[0].replace("    components: {search: degraded_performance}\n", "")
    ctx = look({"rooms.yml": text}, settings=settings)
    for written in (guide(ctx, Brand(name="a\x00b")), copy(ctx, "rooms")):
        assert "bell" in written
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", written)
