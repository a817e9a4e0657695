"""The files that hosts and crawlers read."""

import re
from typing import TYPE_CHECKING

import pytest

from statuskit.outputs.hosting import OF_THE_SITE, Beside, build
from statuskit.outputs.policy import as_header, of_hand_written
from statuskit.views.brand import Brand

if TYPE_CHECKING:
    from tests.site.conftest import MakeSite

PLANNED = """\
title: New cables
kind: maintenance
scheduled_for: 2026-11-24T02:00:00Z
scheduled_until: 2026-11-24T04:00:00Z
components: {rooms: under_maintenance}
"""
BRAND = Brand(name="Acme Status", url="https://status.acme.example/")


def made(brand: Brand = BRAND, **beside: object) -> dict[str, str]:
    """Make the files as text, by address."""
    files = build(brand, Beside(**beside))  # type: ignore[arg-type] # as the test says
    return {file.path: file.content.decode() for file in files if isinstance(file.content, bytes)}


def rules(text: str) -> dict[str, dict[str, str]]:
    """Read `_headers`: blocks of a path, and headers below it."""
    found = {}
    for block in text.split("\n\n"):
        path, *lines = block.splitlines()
        assert all(line.startswith("  ") for line in lines)
        found[path] = dict(line.strip().split(": ", 1) for line in lines)
    return found


def matching(text: str, address: str) -> list[dict[str, str]]:
    """Give the headers of each rule for an address, as both hosts match them."""
    return [
        headers
        for path, headers in rules(text).items()
        if re.fullmatch(".*".join(map(re.escape, path.split("*"))), address)
    ]


def test_no_header_is_said_twice(make_site: "MakeSite") -> None:
    """Whatever is asked for, one rule alone says a header: one host joins two values, the other takes the last."""
    site = make_site({})
    for address in site:
        said = [name for headers in matching(site["_headers"], f"/sub/{address}") for name in headers]
        assert len(said) == len(set(said)), address


def test_every_page_of_ours_has_its_policy(make_site: "MakeSite") -> None:
    """The header of each page is that of its own head, and adds who may frame it."""
    site = make_site({})
    pages = [address for address in site if address.endswith(".html")]
    assert len(pages) > 8
    for address in pages:
        found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', site[address])
        assert found, address
        policies = [
            headers["Content-Security-Policy"]
            for headers in matching(site["_headers"], "/sub/" + address.removesuffix("index.html"))
            if "Content-Security-Policy" in headers
        ]
        assert policies == [f"{found[1]}; frame-ancestors 'self'"], address


TYPES = {
    "json": "application/json",
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "ics": "text/calendar",
    "badge.svg": "image/svg+xml",
    "updates.json": "application/feed+json",
    "embed.js": "text/javascript",
    "md": "text/markdown",
    "llms.txt": "text/plain",
    "metrics": "text/plain; version=0.0.4",
}
"""By name, else by suffix."""


def test_programs_of_any_page_may_read_what_is_made_for_them(make_site: "MakeSite") -> None:
    """What is no page and no part of one is open to every origin, kept for a minute, and says what it is."""
    site = make_site({"planned.yml": PLANNED})
    read = [
        address
        for address in site
        if not address.startswith("assets/")
        and not address.endswith((".html", ".xml"))
        and address not in OF_THE_SITE
    ]
    assert {
        "api/v2/summary.json",
        "updates.json",
        "components/rooms/history.rss",
        "incidents/planned.ics",
    } <= set(read)
    for address in read:
        name = address.rpartition("/")[2]
        headers = {
            name: value
            for each in matching(site["_headers"], f"/sub/{address}")
            for name, value in each.items()
        }
        expected = TYPES.get(name) or TYPES[name.rpartition(".")[2]]
        assert headers["Content-Type"] == f"{expected}; charset=utf-8", address
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cache-Control"] == "public, max-age=60"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_only_a_name_with_a_hash_is_kept_for_ever() -> None:
    """Of the theme's files those that change under one name are asked for again."""
    files = (
        "assets/javascripts/bundle.a5f9d56c.min.js",
        "assets/javascripts/lunr/min/lunr.de.min.js",
        "a.12345678.png",
    )
    text = made(theme_files=files)["_headers"]
    kept = [path for path, headers in rules(text).items() if "immutable" in headers.get("Cache-Control", "")]
    assert kept == ["/assets/statuskit/*", f"/{files[0]}"]


def test_hand_written_pages_have_the_policy_of_their_folder() -> None:
    """A folder allows what any of its pages needs; where it is one of ours, so do its other pages."""
    one, two = of_hand_written("<script>1</script>"), of_hand_written("<script>2</script>")
    text = made(
        policies={"a/index.html": one, "a/b/index.html": two, "c.html": one, "history/old.html": two}
    )["_headers"]
    policies = {path: headers.get("Content-Security-Policy", "") for path, headers in rules(text).items()}
    assert policies["/c.html"] == as_header(one)
    assert policies["/a/*"].count("sha256-") == 2
    assert policies["/history/*"] == as_header(two)
    assert "sha256-" not in policies["/incidents/*"]


def test_what_the_owner_wrote_on_the_front_page_runs_there_alone() -> None:
    """A script in index.md is allowed at the root, one in the copyright on all our pages."""
    brand = Brand(name="Acme", url=BRAND.url, copyright="<script>2</script>")
    found = rules(made(brand, home="<script>1</script>")["_headers"])
    count = {
        path: headers.get("Content-Security-Policy", "").count("sha256-") for path, headers in found.items()
    }
    assert (count["/"], count["/404.html"], count["/uptime/*"]) == (2, 1, 1)


@pytest.mark.parametrize(("scripts", "named"), [(25, True), (60, False)])
def test_a_line_stays_within_what_hosts_read(scripts: int, *, named: bool) -> None:
    """With too many hashes for a line they are left to the pages, and the line still shuts out other hosts."""
    policy = of_hand_written("".join(f"<script>{number}</script>" for number in range(scripts)))
    text = made(policies={"a/index.html": policy})["_headers"]
    assert max(map(len, text.splitlines())) <= 2000
    header = rules(text)["/a/*"]["Content-Security-Policy"]
    assert ("sha256-" in header) is named
    assert ("script-src 'self' 'unsafe-inline'" in header) is not named


def test_rules_stand_below_the_path_of_the_site() -> None:
    """A site in a folder of a larger one says its rules for that folder."""
    text = made(Brand(name="Acme", url="https://acme.example/status/"))["_headers"]
    paths = list(rules(text))
    assert paths[:2] == ["/status/*", "/status/"]
    assert all(path.startswith("/status/") for path in paths)


def test_crawlers_are_welcome_and_told_of_the_site_map() -> None:
    """Nothing is forbidden; the map needs the site's address."""
    assert (
        made()["robots.txt"]
        == "User-agent: *\nDisallow:\n\nSitemap: https://status.acme.example/sitemap.xml\n"
    )
    assert made(Brand(name="Acme"))["robots.txt"] == "User-agent: *\nDisallow:\n"


def test_a_generator_of_the_host_is_told_to_keep_out() -> None:
    """An empty file of this name is how GitHub Pages is told that nothing is to be made of the site."""
    assert made()[".nojekyll"] == ""
