"""What `statuskit.importers.upptime.sites` reads in an Upptime repository."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuskit.importers.times import Times
from statuskit.importers.upptime.sites import Site, Sites, public_url, read_sites, upptime_slug

SETTINGS = """\
owner: acme
sites:
  - name: Hacker News
    url: https://news.ycombinator.com
    description: The front page
  - name: Shop
    slug: store
    url: $SECRET_SHOP
  - name: Database
    check: tcp-ping
    url: db.acme.example
    port: 5432
status-website:
  name: Acme Status
"""


def sites(folder: Path) -> Sites:
    """Read a folder."""
    return read_sites(folder, Times(zone=None))


def put(folder: Path, **files: str) -> None:
    """Write the settings, the summary and files of `history/`, by the names `settings`, `summary` and slugs."""
    (folder / "history").mkdir(exist_ok=True)
    places = {"settings": ".upptimerc.yml", "summary": "history/summary.json"}
    for name, text in files.items():
        (folder / places.get(name, f"history/{name.replace('_', '-')}.yml")).write_text(
            text, encoding="utf-8"
        )


def test_sites_of_the_settings(tmp_path: Path) -> None:
    """Sites stand in the order of the settings, each with its slug, its start and no secret."""
    put(
        tmp_path,
        settings=SETTINGS,
        hacker_news="url: https://x\nstatus: up\nstartTime: 2025-06-03T18:16:27.155Z\n",
        store="- url: $SECRET_SHOP\n- status: up\n- startTime: 2020-01-02T03:04:05.000Z\n",
    )
    found = sites(tmp_path)
    assert found.sites == (
        Site(
            slug="hacker-news",
            name="Hacker News",
            url="https://news.ycombinator.com",
            description="The front page",
            start=datetime(2025, 6, 3, 18, 16, 27, 155000, tzinfo=UTC),
        ),
        Site(slug="store", name="Shop", start=datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        Site(slug="database", name="Database", http=False),
    )
    assert (found.listed_in, found.title, found.notes) == (".upptimerc.yml", "Acme Status", ())


def test_the_summary_knows_slugs_and_stands_in_for_settings(tmp_path: Path) -> None:
    """A slug that the summary has for a name goes before the rule; without settings it lists the sites."""
    put(
        tmp_path, summary=json.dumps([{"name": "Москва", "slug": "moskva", "url": "https://a/?key=1"}, 7, {}])
    )
    found = sites(tmp_path)
    assert found.sites == (Site(slug="moskva", name="Москва"),)
    assert found.listed_in == "history/summary.json"
    put(tmp_path, settings="sites:\n  - name: Москва\n")
    assert [site.slug for site in sites(tmp_path).sites] == ["moskva"]


def test_the_files_of_history_are_the_last_resort(tmp_path: Path) -> None:
    """Without both, what has a file is a site, and nobody knows whether it is watched still."""
    put(tmp_path, b="startTime: 2025-06-03T00:00:00Z\n", a="status: up\n")
    found = sites(tmp_path)
    assert found.sites == (
        Site(slug="a", name="a"),
        Site(slug="b", name="b", start=datetime(2025, 6, 3, tzinfo=UTC)),
    )
    assert found.listed_in == ""
    assert [note.place for note in found.notes] == ["history/a.yml"]


def test_odd_files_are_notes(tmp_path: Path) -> None:
    """What is no YAML, no JSON or no site is named with its place, and the rest comes in."""
    put(
        tmp_path,
        settings="sites:\n  - name: A\n  - url: https://b\n  - name: C\n    slug: a\n  - name: 'D\n",
        summary="{",
    )
    found = sites(tmp_path)
    assert [site.name for site in found.sites][:1] == ["A"]
    places = [note.place for note in found.notes]
    assert places[0].startswith(".upptimerc.yml:")
    assert {"history/summary.json", ".upptimerc.yml sites[1]", "C"} <= set(places)
    (tmp_path / ".upptimerc.yml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff")
    put(tmp_path, summary="{}", a="startTime: 2017-02-30T00:00:00Z\n")
    assert [note.place for note in sites(tmp_path).notes] == [
        ".upptimerc.yml",
        "history/summary.json",
        "history/a.yml",
    ]
    assert sites(tmp_path / "nowhere").sites == ()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Google", "google"),
        ("Hacker News", "hacker-news"),
        ("IPv6 test", "i-pv6-test"),
        ("myAPI v2", "my-api-v2"),
        ("API (EU) [beta] 🚀", "api-eu-beta"),
        ("Foo & Bar", "foo-and-bar"),
        ("Über Straße", "ueber-strasse"),
        ("Café", "cafe"),
        ("鸭鸭梨", "鸭鸭梨"),
        ("///", "https-example-com-path"),
    ],
)
def test_slugs(name: str, slug: str) -> None:
    """A name without a slug gets the one that Upptime gives it, so that its files and addresses are found."""
    assert upptime_slug(name, "https://example.com/path") == slug


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://acme.example/health", True),
        ("http://acme.example:8080", True),
        ("$SECRET_URL", False),
        ("https://acme.example/$TOKEN", False),
        ("https://acme.example/?token=abc", False),
        ("https://ada:secret@acme.example/", False),
        ("https://acme.example/#token", False),
        ("javascript:alert(1)", False),
        ("acme.example", False),
        ("https://[", False),
    ],
)
def test_no_address_that_may_be_secret(url: str, shown: bool) -> None:  # noqa: FBT001
    """An address is told where it has neither variable, user, query nor fragment."""
    assert public_url(url) == (url if shown else "")
