"""`/subscribe/`: what there is to copy, and that it leads somewhere."""

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from tests.site.conftest import BRAND, SETTINGS

if TYPE_CHECKING:
    from tests.site.conftest import MakeSite


def copied(page: str) -> list[str]:
    """Read what stands there to be copied."""
    found = re.findall(r"<code dir=\"ltr\">(.*?)</code>", page, re.DOTALL)
    return [unescape(re.sub(r"<.*?>", "", each)) for each in found]


def test_every_address_is_one_of_the_site(make_site: "MakeSite") -> None:
    """Whatever is offered to be copied names a file that the site has, by its whole address."""
    site = make_site({})
    texts = copied(site["subscribe/index.html"])
    named = [address for text in texts for address in re.findall(r"https://[^\s\")]+", text)]
    assert len(named) > 15
    assert {address.removeprefix(BRAND.url) or "index.html" for address in named} <= site.keys()
    assert f"/feed subscribe {BRAND.url}updates.rss" in texts
    assert f'<script src="{BRAND.url}embed.js" async></script>' in texts
    assert f"[![Acme Status]({BRAND.url}badge.svg)]({BRAND.url})" in texts


def test_a_name_with_signs_stays_a_picture_in_markdown(make_site: "MakeSite") -> None:
    """The brackets of a name end no picture."""
    texts = copied(make_site({}, brand=replace(BRAND, name="Acme [beta]"))["subscribe/index.html"])
    assert rf"[![Acme \[beta\]]({BRAND.url}badge.svg)]({BRAND.url})" in texts


def test_a_calendar_opens_by_its_own_scheme(make_site: "MakeSite") -> None:
    """The button hands the calendar's address to the program that reads calendars."""
    page = make_site({})["subscribe/index.html"]
    assert '<a class="pill" href="webcal://status.acme.example/sub/maintenance.ics">' in page


def test_each_current_part_can_be_followed_alone(make_site: "MakeSite") -> None:
    """Its feeds and its badge stand under its name, by group; a retired one is left out."""
    page = make_site({})["subscribe/index.html"]
    assert re.findall(r'<details class="way" id="part-(.*?)"><summary>(.*?)</summary>', page) == [
        ("rooms", "Rooms"),
        ("search", "Search"),
        ("checkout", "Checkout"),
    ]
    for name in ("history.atom", "history.rss", "badge.svg"):
        assert f"{BRAND.url}components/checkout/{name}" in page
    assert "components/fax/" not in page


def test_a_component_leads_to_its_ways(make_site: "MakeSite") -> None:
    """Its page links to the place; that of a retired one does not."""
    site = make_site({})
    assert 'href="../../subscribe/#part-rooms"' in site["components/rooms/index.html"]
    assert "subscribe/#" not in site["components/fax/index.html"]


def test_an_incident_leads_to_its_feed_and_a_maintenance_to_its_calendar(make_site: "MakeSite") -> None:
    """Who follows one incident finds its feed; planned work goes into a calendar, from its card too."""
    site = make_site({"open.yml": OPEN, "planned.yml": PLANNED})
    feed, calendar = 'href="../../incidents/{}/updates.atom">Follow this', 'href="{}incidents/planned.ics"'
    opened, planned = (site[f"incidents/{name}/index.html"] for name in ("open", "planned"))
    assert feed.format("open") in opened
    assert ".ics" not in opened.partition("<footer")[0]
    assert feed.format("planned") in planned
    assert calendar.format("../../") in planned
    assert calendar.format("./") in site["index.html"]


def test_a_site_without_an_address_says_what_it_goes_without(make_site: "MakeSite") -> None:
    """There are no feeds to offer; what there is can be copied, and no link leads nowhere."""
    site = make_site({"planned.yml": PLANNED}, brand=replace(BRAND, url=""))
    page = site["subscribe/index.html"]
    assert "There are no feeds and no calendar here." in page
    assert "Slack" not in page
    assert copied(page)[0] == "../api/v2/summary.json"
    assert 'data-root="../"' in page
    for address in ("index.html", "subscribe/index.html", "incidents/planned/index.html"):
        assert not re.search(r'href="[^"]*\.(atom|rss|ics)"', site[address]), address


def test_a_site_without_components_offers_no_parts(make_site: "MakeSite") -> None:
    """The heading stands only above something."""
    page = make_site({}, settings=replace(SETTINGS, components=(), groups=()))["subscribe/index.html"]
    assert "One part alone" not in page


OPEN = """\
title: Rooms are slow
components: {rooms: degraded_performance}
updates: [{at: 2026-11-20T15:00:00Z, message: We are looking into it.}]
"""
PLANNED = """\
title: New cables
kind: maintenance
scheduled_for: 2026-11-24T02:00:00Z
scheduled_until: 2026-11-24T04:00:00Z
components: {rooms: under_maintenance}
"""
