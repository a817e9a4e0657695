"""Sites of cState → incidents: what the keys of the front matter and the text become, and what the report says."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from statuskit.errors import UsageError
from statuskit.importers import History, Imported, all_notes
from statuskit.importers.cstate import CState

PRAGUE = ZoneInfo("Europe/Prague")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CONFIG = """\
baseURL: https://status.example.com/
params:
  categories:
    - name: Main
  systems:
    - name: API
      category: Main
    - name: Workers
      category: Main
"""
FRONT = {
    "title": "Orders fail",
    "date": "2024-03-01T09:00:00Z",
    "resolved": "true",
    "resolvedWhen": "2024-03-01T10:00:00Z",
    "severity": "down",
    "affected": "[API]",
    "section": "issue",
}

Read = Callable[..., History]


def issue(body: str = "We look.", **changed: str | None) -> str:
    """Return an issue file: the usual front matter, less what is None."""
    values = FRONT | changed
    lines = [f"{key}: {value}" for key, value in values.items() if value is not None]
    return "\n".join(["---", *lines, "---", body, ""])


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Give a function that reads a site made of the files given by their paths."""

    def read_site(
        files: dict[str, str], zone: ZoneInfo | None = None, now: datetime | None = None
    ) -> History:
        for name, text in {"config.yml": CONFIG, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return CState(now=now).read([tmp_path], known=(), zone=zone)

    return read_site


@pytest.fixture
def one(read: Read) -> Callable[..., Imported]:
    """Give a function that reads one issue, `content/issues/a.md`."""

    def read_one(text: str, **options: object) -> Imported:
        (incident,) = read({"content/issues/a.md": text}, **options).incidents
        return incident

    return read_one


One = Callable[..., Imported]


def document(incident: Imported) -> dict[str, Any]:
    """Return the document of an incident that came in."""
    assert incident.document is not None, incident.notes
    return incident.document


def said(incident: Imported) -> list[tuple[str, str, str]]:
    """Return time, status and first line of each update."""
    return [
        (update["at"][11:16], update.get("status", ""), update["message"].split("\n")[0])
        for update in document(incident)["updates"]
    ]


def notes(incident: Imported) -> str:
    """Return what the report says of an incident."""
    return "\n".join(f"{note.place}: {note.text}" for note in incident.notes)


def test_a_text_without_times_is_one_update(one: One) -> None:
    """It stands at `date`; the end has its own at `resolvedWhen`, as cState says no more of it."""
    incident = one(issue("We look.\n\n*Why*: unknown."))
    assert document(incident) == {
        "title": "Orders fail",
        "components": {"api": "major_outage"},
        "updates": [
            {"at": "2024-03-01T09:00:00Z", "message": "We look.\n\n*Why*: unknown.\n"},
            {"at": "2024-03-01T10:00:00Z", "status": "resolved", "message": "Resolved.\n"},
        ],
    }
    assert incident.notes == ()
    assert (incident.foreign, incident.place) == ("a", "content/issues/a.md")
    assert incident.begins == datetime(2024, 3, 1, 9, tzinfo=UTC)
    assert incident.addresses == ("/issues/a/",)


NEWEST_FIRST = """\
*Resolved* - Over. {{< track "2024-03-01 10:00:00Z" >}}

*Monitoring* - It holds. {{< track "2024-03-01 09:30:00Z" >}}

*Investigating* - We look. {{< track "2024-03-01 09:05:00Z" >}}
"""


@pytest.mark.parametrize("turned", [False, True])
def test_a_timeline_comes_back_in_either_order(one: One, *, turned: bool) -> None:
    """Newest first or oldest first: updates stand in the order of their times, and the outage began at `date`."""
    parts = NEWEST_FIRST.strip().split("\n\n")
    incident = one(issue("\n\n".join(reversed(parts) if turned else parts)))
    assert said(incident) == [
        ("09:05", "investigating", "We look."),
        ("09:30", "monitoring", "It holds."),
        ("10:00", "resolved", "Over."),
    ]
    assert document(incident)["started"] == "2024-03-01T09:00:00Z"
    assert "resolved" not in document(incident)
    assert incident.notes == ()


def test_a_story_above_the_timeline_stands_at_its_end(one: One) -> None:
    """What is called post-mortem was written afterwards; the report says that it is undated."""
    incident = one(issue(f"*Post-mortem*\n\nA disk was full.\n\n---\n\n{NEWEST_FIRST}"))
    assert said(incident)[-1] == ("10:00", "", "*Post-mortem*")
    assert "content/issues/a.md:10: has no time of its own; it stands at the end" in notes(incident)


def test_the_first_words_without_a_time_stand_at_date(one: One) -> None:
    """They are what the issue said when it was opened."""
    incident = one(issue('Orders fail.\n\n**Update**: Fewer. {{< track "2024-03-01 09:30:00Z" >}}'))
    assert said(incident) == [
        ("09:00", "", "Orders fail."),
        ("09:30", "", "Fewer."),
        ("10:00", "resolved", "Resolved."),
    ]
    assert "started" not in document(incident)


def test_an_announcement_above_the_timeline_stands_at_date(one: One) -> None:
    """A rule alone does not make it a story; the report says that its place was a choice."""
    incident = one(issue('We will move.\n\n---\n\nMoved. {{< track "2024-03-01 09:30:00Z" >}}'))
    assert said(incident)[:2] == [("09:00", "", "We will move."), ("09:30", "", "Moved.")]
    assert "content/issues/a.md:10: has no time of its own; it stands at the beginning" in notes(incident)


def test_an_update_at_the_end_is_the_end(one: One) -> None:
    """One that is stamped with resolvedWhen and has no status of its own says it; the report tells."""
    incident = one(issue('Orders fail.\n\n*Update* - Over. {{< track "2024-03-01 10:00:00Z" >}}'))
    assert said(incident)[-1] == ("10:00", "resolved", "Over.")
    assert "content/issues/a.md:5: its update at the moment of resolvedWhen" in notes(incident)


def test_a_word_of_the_end_without_a_time_has_that_of_the_end(one: One) -> None:
    """`Resolved` and `resolvedWhen` are about one moment."""
    incident = one(issue("Orders fail.\n\n**Resolved:** A new disk."))
    assert said(incident) == [("09:00", "", "Orders fail."), ("10:00", "resolved", "A new disk.")]
    assert "says Resolved without a time" in notes(incident)


def test_what_is_said_after_the_end_stays_after_it(one: One) -> None:
    """The end is put where it was, between the updates."""
    incident = one(issue('Orders fail.\n\n*Update* - Still fine. {{< track "2024-03-01 11:00:00Z" >}}'))
    assert [status for _, status, _ in said(incident)] == ["", "resolved", ""]


def test_an_end_before_the_last_status_is_stated(one: One) -> None:
    """The words say `Resolved` later than the outage was over."""
    incident = one(issue(NEWEST_FIRST, resolvedWhen="2024-03-01T09:40:00Z"))
    assert document(incident)["resolved"] == "2024-03-01T09:40:00Z"


def test_labels_of_one_part_are_no_status(one: One) -> None:
    """`Resolved (iOS)` ends nothing, and keeps its label."""
    incident = one(issue('*Resolved (iOS)* - Fixed. {{< track "2024-03-01 09:30:00Z" >}}'))
    assert said(incident)[0] == ("09:30", "", "*Resolved (iOS)* - Fixed.")


def test_several_labels_without_times_stay_one_text(one: One) -> None:
    """When each was said is not known, so nothing is split."""
    incident = one(issue("*Update* - More.\n\n*Investigating* - We look."))
    assert document(incident)["updates"][0]["message"] == "*Update* - More.\n\n*Investigating* - We look.\n"


@pytest.mark.parametrize(
    ("stamp", "kept"), [("2017-02-30 10:00:00", "(2017-02-30 10:00:00)"), ("soon", "(soon)")]
)
def test_a_stamp_that_is_no_time_stays_as_text(one: One, stamp: str, kept: str) -> None:
    """Nothing is lost, and the report names the line."""
    incident = one(issue(f'Orders fail. {{{{< track "{stamp}" >}}}}'))
    assert document(incident)["updates"][0]["message"] == f"Orders fail.\n\n{kept}\n"
    assert f"content/issues/a.md:10: '{stamp}' is no time; it was kept as text" in notes(incident)


@pytest.mark.parametrize(
    ("wrote", "state", "told"),
    [
        ("down", "major_outage", ""),
        ("Down", "major_outage", ""),
        ("disrupted", "partial_outage", "may mean slow, or partly down"),
        ("distrupted", "partial_outage", "'distrupted' is none of cState's; taken for 'disrupted'"),
        ("terrible", "operational", "'terrible' is none of cState's; left out"),
        ("", "operational", "has no severity that is known"),
    ],
)
def test_severity_is_the_state_of_what_is_affected(one: One, wrote: str, state: str, told: str) -> None:
    """Typos and what is ambiguous are named, with the line."""
    incident = one(issue(severity=wrote))
    assert document(incident)["components"] == {"api": state}
    assert told in notes(incident)
    assert bool(told) == bool(incident.notes)
    if wrote:
        assert all(note.place == "content/issues/a.md:6" for note in incident.notes[:1])


@pytest.mark.parametrize("affected", ["null", "", "[]", None])
def test_a_severity_without_components_is_an_impact(one: One, affected: str | None) -> None:
    """Nothing is affected by name, and yet it was down."""
    incident = one(issue(affected=affected))
    assert document(incident)["impact"] == "critical"
    assert "components" not in document(incident)
    assert "names no component" in notes(incident)


def test_affected_may_be_one_name(one: One) -> None:
    """A single name is a list of one, and small letters are no other system."""
    assert document(one(issue(affected="workers")))["components"] == {"workers": "major_outage"}


def test_a_notice_is_a_notice(one: One) -> None:
    """It hurts no component."""
    incident = one(issue(severity="notice"))
    assert document(incident)["kind"] == "notice"
    assert document(incident)["components"] == {"api": "operational"}


def test_a_notice_whose_title_says_so_is_a_maintenance(one: One) -> None:
    """From date to resolvedWhen; the report says that the title was what told."""
    incident = one(issue(severity="notice", title="Planned upgrade"))
    assert document(incident) == {
        "title": "Planned upgrade",
        "kind": "maintenance",
        "components": {"api": "under_maintenance"},
        "scheduled_for": "2024-03-01T09:00:00Z",
        "scheduled_until": "2024-03-01T10:00:00Z",
        "updates": [{"at": "2024-03-01T09:00:00Z", "message": "We look.\n"}],
    }
    assert "content/issues/a.md:6: is a notice; 'Planned' in its title" in notes(incident)


def test_a_maintenance_ends_once(one: One) -> None:
    """`Resolved` is the word for completed, and a second end is a note."""
    body = (
        '*Resolved* - Done. {{< track "2024-03-01 09:40:00Z" >}}\n\n'
        '*Resolved* - Really. {{< track "2024-03-01 09:50:00Z" >}}'
    )
    incident = one(issue(body, severity="notice", title="Planned upgrade"))
    assert [status for _, status, _ in said(incident)] == ["completed", ""]


def test_an_informational_post_is_over_with_its_words(one: One) -> None:
    """CState never counts it as open; its one update says all there is."""
    incident = one(issue(informational="true", severity=None, resolved=None, resolvedWhen=None))
    assert document(incident)["kind"] == "notice"
    assert said(incident) == [("09:00", "resolved", "We look.")]


@pytest.mark.parametrize(
    ("changed", "told", "is_open"),
    [
        ({"resolved": "false", "resolvedWhen": None}, "", True),
        ({"resolved": "false"}, ":5: has a resolvedWhen, 2024-03-01T10:00:00Z, and is not resolved", True),
        (
            {"resolved": None, "resolvedWhen": None},
            "does not say whether it is resolved; it came in as open",
            True,
        ),
        ({"resolved": None}, "has a resolvedWhen; it came in as resolved", False),
        ({"resolved": "maybe"}, ":4: resolved 'maybe' is neither true nor false", False),
        ({"resolvedWhen": None}, ":4: is resolved, and nothing tells when; dated by its last update", False),
        (
            {"resolvedWhen": "2024-03-01T08:00:00Z"},
            ":5: resolvedWhen 2024-03-01T08:00:00Z lies before date",
            False,
        ),
        ({"resolvedWhen": "2017-02-30"}, ":5: resolvedWhen '2017-02-30' is no time; left out", False),
    ],
)
def test_whether_it_is_over(one: One, changed: dict[str, str | None], told: str, *, is_open: bool) -> None:
    """What contradicts itself is named, and nothing is closed that the source has open."""
    incident = one(issue("We look.", **changed))
    assert told in notes(incident)
    statuses = [status for _, status, _ in said(incident)]
    assert ("resolved" not in statuses) == is_open


def test_an_open_issue_whose_last_word_is_resolved(one: One) -> None:
    """The word is taken, and the report says so."""
    incident = one(issue(NEWEST_FIRST, resolved="false", resolvedWhen=None))
    assert said(incident)[-1][1] == "resolved"
    assert "the update was taken" in notes(incident)


def test_times_without_an_offset_need_a_zone(read: Read) -> None:
    """The error names the first file, line and time; with a zone the report says where they were read."""
    files = {"content/issues/a.md": issue(date="2024-03-01 09:00:00")}
    with pytest.raises(UsageError, match=r"'2024-03-01 09:00:00' at content/issues/a\.md:3.*--timezone"):
        read(files)
    history = read(files, zone=PRAGUE)
    assert said(history.incidents[0])[0][0] == "08:00"
    assert [note.text for note in history.notes] == ["1 time has no offset; read in Europe/Prague"]


def test_hugos_own_zone_is_known(read: Read) -> None:
    """`timeZone` of the settings tells where Hugo read them."""
    history = read(
        {
            "config.yml": f"timeZone: Europe/Prague\n{CONFIG}",
            "content/issues/a.md": issue(date="2024-03-01 09:00:00"),
        }
    )
    assert said(history.incidents[0])[0][0] == "08:00"


def test_an_hour_that_a_clock_change_made_twice_is_told(one: One) -> None:
    """The first of both was taken."""
    incident = one(issue(date="2024-10-27 02:30:00", resolvedWhen="2024-10-27 09:00:00"), zone=PRAGUE)
    assert "content/issues/a.md:3: '2024-10-27 02:30:00' is an hour in which clocks were changed" in notes(
        incident
    )
    assert said(incident)[0][0] == "00:30"


def test_an_hour_may_have_one_digit(one: One) -> None:
    """Hugo reads such times, and people write them."""
    assert said(one(issue(date="2024-03-01T9:00:00+01:00")))[0][0] == "08:00"


def test_what_is_to_come_has_the_time_of_the_import(one: One) -> None:
    """Nothing may be said in the future, and cState does not tell since when it announces."""
    incident = one(
        issue(
            severity="notice",
            title="Planned upgrade",
            date="2027-03-01T09:00:00Z",
            resolved="false",
            resolvedWhen="2027-03-01T10:00:00Z",
        ),
        now=NOW,
    )
    assert document(incident)["updates"][0]["at"] == "2026-11-22T12:00:00Z"
    assert document(incident)["scheduled_for"] == "2027-03-01T09:00:00Z"
    assert "its words have the time of this import" in notes(incident)


def test_an_end_that_is_to_come_is_no_end(one: One) -> None:
    """Whatever the flag says or leaves out, nothing that lies ahead is told as over."""
    for resolved in ("true", None):
        incident = one(issue(resolved=resolved, resolvedWhen="2027-03-01T10:00:00Z"), now=NOW)
        assert said(incident) == [("09:00", "", "We look.")]
        assert "it came in as open" in notes(incident)


def test_the_end_stands_behind_the_last_status_and_before_later_notes(one: One) -> None:
    """Times never run backwards, and no status follows the end."""
    body = (
        '*Monitoring* - It holds. {{< track "2024-03-01 10:30:00Z" >}}\n\n'
        '*Update* - All fine. {{< track "2024-03-01 11:00:00Z" >}}'
    )
    incident = one(issue(body))
    assert [(at, status) for at, status, _ in said(incident)] == [
        ("10:30", "monitoring"),
        ("10:30", "resolved"),
        ("11:00", ""),
    ]
    assert document(incident)["resolved"] == "2024-03-01T10:00:00Z"


def test_stamps_without_words_are_told(one: One) -> None:
    """A text of nothing else has its title for words."""
    incident = one(issue('{{< track "2024-03-01 09:30:00Z" >}}'))
    assert said(incident)[0] == ("09:00", "", "Orders fail")
    assert "content/issues/a.md:10: the time '2024-03-01 09:30:00Z' has no words" in notes(incident)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: T\ndate: 2024-03-01\n---\nText\n", "content/issues/a.md:1: has no front matter"),
        ("---\ntitle: T\ndate: 2024-03-01\n", "content/issues/a.md:1: its front matter has no closing ---"),
        ('---\ntitle: "T\n---\nText\n', "content/issues/a.md:2: is no YAML that can be read"),
        ("---\ntitle: A: B\n---\nText\n", "content/issues/a.md:2: is no YAML that can be read"),
        ("+++\ntitle = T\n+++\nText\n", "content/issues/a.md:2: is no TOML that can be read"),
        ('{"title": \n\nText\n', "content/issues/a.md:1: its front matter is no JSON that can be read"),
        (issue(title=None), "content/issues/a.md: has no title; left out"),
        (issue(date=None), "content/issues/a.md: has no date that can be read; left out"),
        (issue(date="2024-08-13T015:00:00+02:00"), ":3: date '2024-08-13T015:00:00+02:00' is no time"),
        ("", "content/issues/a.md:1: has no front matter"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_comes_in(read: Read, text: str, told: str) -> None:
    """One line with file and line, and the issue beside it is there."""
    history = read({"content/issues/a.md": text, "content/issues/b.md": issue()})
    lost, whole = sorted(history.incidents, key=lambda each: each.place)
    assert lost.document is None
    assert told in notes(lost)
    assert said(whole)


def test_a_file_too_large_to_be_meant_is_not_read(read: Read) -> None:
    """The report says so."""
    history = read({"content/issues/a.md": issue("x" * 300_000), "content/issues/b.md": issue()})
    assert [bool(each.document) for each in history.incidents] == [False, True]
    assert "is larger than 256 KiB; left out" in notes(history.incidents[0])


@pytest.mark.parametrize(
    "text",
    [
        issue().replace("\n", "\r\n"),
        "\n\n" + issue(),
        issue(severity="down # bad"),
        issue().replace("title:", "Title:").replace("severity:", "Severity:").replace("date:", "Date:"),
        (
            '+++\ntitle = "Orders fail"\ndate = 2024-03-01T09:00:00Z\nresolved = true\nresolvedWhen = 2024-03-01T10:00:00Z\n'
            'severity = "down"\naffected = ["API"]\nsection = "issue"\n+++\nWe look.\n'
        ),
        (
            '{"title": "Orders fail", "date": "2024-03-01T09:00:00Z", "resolved": true,\n'
            '"resolvedWhen": "2024-03-01T10:00:00Z", "severity": "down", "affected": ["API"], "section": "issue"}\nWe look.\n'
        ),
    ],
)
def test_front_matter_in_every_dress(one: One, text: str) -> None:
    """CRLF, blank lines above, comments, capitals, TOML and JSON all say the same."""
    assert document(one(text)) == document(one(issue()))


def test_other_encodings_are_read_and_told(read: Read, tmp_path: Path) -> None:
    """Latin-1 and UTF-16 come in; the guess is a note."""
    (tmp_path / "content/issues").mkdir(parents=True)
    (tmp_path / "content/issues/latin.md").write_bytes(issue(title="Café").encode("latin-1"))
    (tmp_path / "content/issues/wide.md").write_bytes(issue(title="Café").encode("utf-16"))
    history = read({})
    assert [document(each)["title"] for each in history.incidents] == ["Café", "Café"]
    assert [note.place for note in history.notes] == ["content/issues/latin.md"]


def test_comments_were_never_shown(one: One) -> None:
    """What a reader of the old site could not see stays out; in code it is text."""
    incident = one(issue("Shown.\n\n<!-- the password is\nswordfish -->\n\nMore `<!-- code -->`."))
    shown = document(incident)["updates"][0]["message"]
    assert shown.split() == ["Shown.", "More", "`<!--", "code", "-->`."]
    assert "swordfish" not in str(incident.document)
    assert "content/issues/a.md:12: a comment was never shown; left out" in notes(incident)


def test_html_becomes_markdown(one: One) -> None:
    """Tags turn into their Markdown, scripts vanish, and the Markdown around them stays what it was."""
    incident = one(issue("**Now** <b>slow</b>.<script>steal()</script>\n\n- one\n- two"))
    assert document(incident)["updates"][0]["message"] == "**Now** **slow**.\n\n- one\n- two\n"
    assert "its HTML became Markdown" in notes(incident)


def test_other_shortcodes_and_pictures_are_told(one: One) -> None:
    """A shortcode stays as text; a picture of the old site is a file that did not come along."""
    incident = one(issue("See {{< youtube abc >}}.\n\n![Graph](/img/graph.png)"))
    assert "{{< youtube abc >}}" in document(incident)["updates"][0]["message"]
    assert "the shortcode 'youtube' is shown as text" in notes(incident)
    assert "content/issues/a.md:12: shows a picture of the old site, '/img/graph.png'" in notes(incident)


def test_a_text_may_be_missing(one: One) -> None:
    """The title then stands in its place."""
    assert said(one(issue("")))[0] == ("09:00", "", "Orders fail")


def test_pin_and_unknown_keys(one: One) -> None:
    """What is pinned stays pinned; keys of others are named, empty ones are not."""
    incident = one(issue(pin="true", max_severity="ok", mood="''", tags="[a]"))
    assert document(incident)["pinned"] is True
    assert "max_severity, tags have no place in an incident file; left out" in notes(incident)


def test_drafts_and_pages_are_named(read: Read) -> None:
    """They are no incidents; an issue of another folder is one."""
    history = read(
        {
            "content/issues/_index.md": "---\ntitle: Issues\n---\n",
            "content/issues/draft.md": issue(draft="true"),
            "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
            "content/incidents/b.md": issue(),
            "content/issues/c.md": issue(section="post"),
            ".git/x.md": issue(),
        }
    )
    assert [each.place for each in history.incidents] == ["content/incidents/b.md", "content/issues/c.md"]
    assert {(note.place, note.text) for note in history.notes} == {
        ("content/issues/draft.md", "is a draft, which cState never shows; left out"),
        ("content/pages/about.md", "is a page, no incident; left out"),
    }
    assert "its section is 'post', not 'issue'" in notes(history.incidents[1])


def test_addresses_are_those_that_hugo_made(read: Read) -> None:
    """By file name, slug, url and aliases, below the path of the site; the last part is the id."""
    history = read(
        {
            "config.yml": CONFIG.replace("example.com/", "example.com/status/"),
            "content/issues/2023-05-05-Bodhi-updates.md": issue(),
            "content/issues/2023-10-31-a.org-outage.md": issue(),
            "content/issues/My file  (x).md": issue(),
            "content/issues/s.md": issue(slug="My Slug", aliases="[/old/one/, two]"),
            "content/issues/u.md": issue(url="/Custom/x.html"),
            "content/issues/2020-bundle/index.md": issue(),
        }
    )
    assert {each.foreign: each.addresses for each in history.incidents} == {
        "2020-bundle": ("/status/issues/2020-bundle/",),
        "2023-05-05-bodhi-updates": ("/status/issues/2023-05-05-bodhi-updates/",),
        "2023-10-31-a.org-outage": ("/status/issues/2023-10-31-a.org-outage/",),
        "my-file--x": ("/status/issues/my-file--x/",),
        "my-slug": ("/status/issues/my-slug/", "/status/old/one/", "/status/issues/two"),
        "u": ("/status/Custom/x.html",),
    }


def test_feeds_and_pages_of_components_have_successors(read: Read) -> None:
    """The site's feeds, and page and feed of each system, as cState's template makes their addresses."""
    history = read({"config.yml": CONFIG.replace("name: Workers", "name: Queue (Kitchen)")})
    assert history.addresses["/index.xml"] == "/history.rss"
    assert history.addresses["/issues/index.xml"] == "/history.rss"
    assert history.addresses["/issues/"] == "/history/"
    assert history.addresses["/affected/queue-kitchen/"] == "/components/queue-kitchen/"
    assert history.addresses["/affected/queue-kitchen/index.xml"] == "/components/queue-kitchen/history.rss"


def test_a_translation_is_no_incident_of_its_own(read: Read) -> None:
    """The default language comes in, the other is named, and both addresses lead to it."""
    history = read(
        {
            "config.yml": f"defaultContentLanguage: en\nlanguages: {{en: {{}}, lt: {{}}}}\n{CONFIG}",
            "content/issues/a.md": issue(),
            "content/issues/a.lt.md": issue(title="Klaida"),
        }
    )
    (incident,) = history.incidents
    assert document(incident)["title"] == "Orders fail"
    assert incident.addresses == ("/issues/a/", "/lt/issues/a/")
    assert "content/issues/a.lt.md" in {note.place for note in history.notes}


def test_a_component_that_is_listed_no_more_has_ended(read: Read) -> None:
    """It keeps its incidents, and leaves the front page on the day of the last one."""
    history = read({"content/issues/a.md": issue(affected="[API, Fax]")})
    assert {each.name: each.until for each in history.components} == {
        "API": "",
        "Workers": "",
        "Fax": "2024-03-01",
    }
    assert [(note.place, note.text) for note in history.notes] == [
        (
            "content/issues/a.md:7",
            "'Fax' is no system of the settings; it came in as a component that is no more since 2024-03-01",
        )
    ]
    still = read({"content/issues/b.md": issue(affected="[Fax]", resolved="false", resolvedWhen=None)})
    assert {each.until for each in still.components} == {""}


@pytest.mark.parametrize("given", [".", "content", "content/issues", "content/issues/a.md"])
def test_any_part_of_a_site_may_be_named(read: Read, tmp_path: Path, given: str) -> None:
    """The settings are found, and the places are the same."""
    read({"content/issues/a.md": issue()})
    history = CState().read([tmp_path / given], known=(), zone=None)
    assert [each.place for each in history.incidents] == ["content/issues/a.md"]
    assert [each.group for each in history.components] == ["Main", "Main"]


def test_a_folder_of_issues_alone_will_do(tmp_path: Path) -> None:
    """Without settings, components are those that issues name."""
    (tmp_path / "a.md").write_text(issue(), encoding="utf-8")
    history = CState().read([tmp_path], known=(), zone=None)
    assert history.incidents[0].addresses == ("/issues/a/",)
    assert [(each.id, each.group, each.until) for each in history.components] == [("api", "", "")]
    assert "has no config.yml" in next(iter(all_notes(history))).text


def test_a_folder_without_issues_is_named(tmp_path: Path) -> None:
    """Nothing came from it."""
    history = CState().read([tmp_path], known=(), zone=None)
    assert "holds no content/issues" in history.unread[0].text
