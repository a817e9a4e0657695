"""What `statuskit.importers.cstate` finds in sites: which files are issues, under which addresses, with which components."""

from pathlib import Path

import pytest

from statuskit.importers import all_notes
from statuskit.importers.cstate import CState
from tests.importers.cstate.source import CONFIG, Read, document, issue, notes, said


def test_hugos_own_zone_is_known(read: Read) -> None:
    """`timeZone` of the settings tells where Hugo read them."""
    history = read(
        {
            "config.yml": f"timeZone: Europe/Prague\n{CONFIG}",
            "content/issues/a.md": issue(date="2024-03-01 09:00:00"),
        }
    )
    assert said(history.incidents[0])[0][0] == "08:00"


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
