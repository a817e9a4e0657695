"""The pages that gather, and what holds for every page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from statuskit.model import Settings
from statuskit.views.brand import Brand

MakeSite = Callable[..., dict[str, str]]

OPEN = """
title: Rooms do not open
components: {rooms: STATE}
updates:
  - {at: 2026-11-20T14:00:00Z, message: We are looking., next_update: 3h}
"""
OLD = """
title: Search was slow
components: {search: degraded_performance}
updates:
  - {at: 2026-03-02T10:00:00Z, message: Search is slow.}
  - {at: 2026-03-02T11:00:00Z, status: resolved, message: Search is quick again.}
"""
MAINTENANCE = """
title: New cables
kind: maintenance
components: {rooms: under_maintenance}
scheduled_for: DAYT02:00:00Z
scheduled_until: DAYT04:00:00Z
updates:
  - {at: 2026-11-10T09:00:00Z, message: We change cables.}
"""
NOTICE = """
title: Tablets need an update
kind: notice
pinned: true
updates:
  - {at: 2026-11-01T09:00:00Z, message: Version 6 does not start.}
  - {at: 2026-11-02T09:00:00Z, message: We know why.}
"""


class _Tags(HTMLParser):
    """Collects (tag, attributes) of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def full(make_site: MakeSite, **options: object) -> dict[str, str]:
    """Build a site that holds a bit of everything."""
    return make_site(
        {
            "2026/open.yml": OPEN.replace("STATE", "major_outage"),
            "2026/old.yml": OLD,
            "2026/ahead.yml": MAINTENANCE.replace("DAY", "2026-11-24"),
            "2026/past.yml": MAINTENANCE.replace("DAY", "2026-11-12"),
            "2026/notice.yml": NOTICE,
        },
        **options,
    )


def test_the_state_line_says_the_worst(make_site: MakeSite) -> None:
    """Roll-up, mark and the parts that hurt stand in the first line."""
    page = full(make_site)["index.html"]
    assert '<div class="state major-outage">' in page
    assert "<h1>Partial System Outage</h1>" in page
    assert "<p>Major outage: Rooms.</p>" in page


def test_an_open_incident_that_hurts_no_part_has_a_neutral_mark(make_site: MakeSite) -> None:
    """The page says that something is open, and keeps the roll-up as Statuspage has it."""
    page = make_site({"open.yml": OPEN.replace("STATE", "operational")})["index.html"]
    assert '<div class="state note">' in page
    assert "<h1>1 open incident</h1><p>All Systems Operational</p>" in page


def test_a_maintenance_ahead_changes_no_state(make_site: MakeSite) -> None:
    """Before its window a maintenance is an announcement."""
    page = make_site({"ahead.yml": MAINTENANCE.replace("DAY", "2026-11-24")})["index.html"]
    assert "<h1>All Systems Operational</h1>" in page
    assert "Planned" in page


def test_a_maintenance_begins_on_its_own(make_site: MakeSite) -> None:
    """Within its window it is under way, though nobody said so."""
    now = datetime(2026, 11, 24, 3, tzinfo=UTC)
    page = make_site({"ahead.yml": MAINTENANCE.replace("DAY", "2026-11-24")}, now=now)["index.html"]
    assert "<h1>Service Under Maintenance</h1>" in page
    assert "Maintenance under way" in page


def test_a_pinned_notice_stands_below_the_state_line(make_site: MakeSite) -> None:
    """Pinned means before maintenance and parts, with its newest word alone."""
    calm = make_site({"notice.yml": NOTICE, "ahead.yml": MAINTENANCE.replace("DAY", "2026-11-24")})[
        "index.html"
    ]
    assert calm.index("<h1>") < calm.index("Tablets need an update") < calm.index("Planned")
    assert "We know why." in calm
    assert "Version 6 does not start." not in calm


def test_in_mid_outage_the_outage_comes_first(make_site: MakeSite) -> None:
    """The outage is what a reader came for: the pinned notice and the site's own text come after it."""
    page = full(make_site, home="<p>Write to <b>us</b></p>")["index.html"]
    order = ("<h1>", "Rooms do not open", "Tablets need an update", "Write to <b>us</b>", "All parts")
    places = [page.index(each) for each in order]
    assert places == sorted(places)


def test_the_sites_own_text_stands_below_the_state_line(make_site: MakeSite) -> None:
    """`index.md` is trusted, and shown as it was rendered."""
    calm = make_site({}, home="<p>Write to <b>us</b></p>")["index.html"]
    assert calm.index("<h1>") < calm.index("<p>Write to <b>us</b></p>") < calm.index("All parts")


def test_every_link_leads_somewhere(make_site: MakeSite) -> None:
    """No page links to a page, style sheet or anchor that is not there, under a sub-path too."""
    site = full(make_site)
    known = {*site, "about/index.html", "favicon.svg"}
    base = "https://status.acme.example/sub/"
    broken = []
    for path, page in site.items():
        if not path.endswith(".html"):
            continue
        for tag, attributes in _Tags(page).found:
            address = attributes.get("href") or attributes.get("src")
            if not address or address.startswith(("mailto:", "webcal:", "#")) or tag == "use":
                continue
            target = urljoin(base + path, address)
            file = urlsplit(target).path.removeprefix("/sub/")
            if (
                not target.startswith(base)
                or (file + "index.html" if file.endswith("/") or not file else file) not in known
            ):
                broken.append((path, address))
    assert broken == []


def test_history_holds_every_incident_once_a_view(make_site: MakeSite) -> None:
    """An incident stands in its month and its year; what lies ahead in neither."""
    site = full(make_site)
    assert {path for path in site if path.startswith("history/")} == {
        "history/index.html",
        "history/index.json",
        "history/2026/index.html",
        "history/2026/03/index.html",
        "history/2026/11/index.html",
    }
    assert site["history/2026/index.html"].count("Search was slow") == 1
    assert "incidents/ahead/" not in site["history/2026/11/index.html"]
    assert 'href="../history/2026/03/"' in site["history/index.html"]


def test_maintenance_is_told_apart_by_time(make_site: MakeSite) -> None:
    """What is ahead stands before what is past."""
    page = full(make_site)["maintenance/index.html"]
    page = page[page.index(">Ahead<") - 1 :].replace(">Ahead<", "Ahead")
    assert page.index("Ahead") < page.index("incidents/ahead/") < page.index("incidents/past/")


def test_a_retired_component_keeps_its_page_and_leaves_the_front(make_site: MakeSite) -> None:
    """History keeps what is gone; the front page does not."""
    site = full(make_site)
    assert "Retired on" in site["components/fax/index.html"]
    assert "Fax" not in site["index.html"]


def test_the_page_for_what_is_not_found_works_at_any_depth(make_site: MakeSite) -> None:
    """Its addresses begin at the site's root, sub-path included, and it shows the state."""
    page = full(make_site)["404.html"]
    assert 'href="/sub/history/"' in page
    assert "Partial System Outage" in page


def test_the_formula_of_uptime_is_printed(make_site: MakeSite) -> None:
    """A figure is shown with the weights that made it."""
    page = full(make_site)["uptime/index.html"]
    assert "How this is worked out" in page
    assert "<b>0.3</b>" in page


def test_bars_say_in_words_what_they_show(make_site: MakeSite) -> None:
    """The bars of a part have a text, and each eventful day has one of its own."""
    page = full(make_site)["index.html"]
    assert 'aria-label="Rooms: 90 days. Major outage: 1 day. Under maintenance: 1 day."' in page
    assert 'title="Fri 20 Nov: Major outage: Rooms do not open"' in page


def test_the_site_map_names_every_page_with_its_newest_word(make_site: MakeSite) -> None:
    """Hand-written pages are in it, the page for what is not found is not."""
    site = full(make_site)
    pages = {path.removesuffix("index.html") for path in site if path.endswith("index.html")} | {"about/"}
    for address in pages:
        assert f"<loc>https://status.acme.example/sub/{address}</loc>" in site["sitemap.xml"]
    assert "404" not in site["sitemap.xml"]
    assert "<lastmod>2026-03-02T11:00:00Z</lastmod>" in site["sitemap.xml"]


def test_a_site_of_nothing_builds(make_site: MakeSite) -> None:
    """No incident, no component, no address: a calm page all the same."""
    site = make_site({}, settings=Settings(), brand=Brand(name="New"))
    assert "All Systems Operational" in site["index.html"]
    assert "sitemap.xml" not in site


def test_the_same_inputs_give_the_same_bytes(make_site: MakeSite) -> None:
    """Nothing in a page depends on anything but files and moment."""
    assert full(make_site) == full(make_site)


def test_nothing_changes_until_the_next_change(make_site: MakeSite) -> None:
    """Between two moments at which something happens every build is the same."""
    now = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
    promised = datetime(2026, 11, 20, 17, 1, tzinfo=UTC)
    before = full(make_site, now=now)
    assert full(make_site, now=promised - timedelta(seconds=1)) == before
    assert full(make_site, now=promised) != before


def test_a_frozen_site_says_so_on_every_page(make_site: MakeSite) -> None:
    """A demo is not to be taken for the present."""
    site = full(make_site, frozen=datetime(2026, 11, 20, 15, 40, tzinfo=UTC))
    silent = [path for path in site if path.endswith(".html") and "This site is frozen at" not in site[path]]
    assert silent == []


def test_a_template_of_the_site_wins_over_ours(make_site: MakeSite, tmp_path: Path) -> None:
    """`custom_dir/statuskit/…` replaces a template of the same name."""
    custom = tmp_path / "theme" / "statuskit"
    custom.mkdir(parents=True)
    (custom / "uptime.html").write_text("mine: {{ page.days }}", encoding="utf-8")
    assert full(make_site, theme_dirs=(custom.parent,))["uptime/index.html"] == "mine: 90"


def test_language_and_direction_follow_the_theme(make_site: MakeSite) -> None:
    """A site in Arabic says so, and reads from right to left."""
    page = full(make_site, brand=Brand(name="Acme", language="ar"))["index.html"]
    assert '<html lang="ar" dir="rtl">' in page


def test_hostile_text_stays_text(make_site: MakeSite) -> None:
    """Markup in any text of an incident file reaches no page as markup."""
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))\"'><b onclick=x>"
    quoted = "'" + attack.replace("'", "''") + "'"
    text = f"""
title: {quoted}
components: {{rooms: major_outage}}
workaround: [{quoted}]
updates:
  - {{at: 2026-11-20T14:00:00Z, message: {quoted}}}
  - {{at: 2026-11-20T14:30:00Z, status: resolved, message: {quoted}}}
postmortem:
  state: final
  published: 2026-11-20T15:00:00Z
  summary: {quoted}
  apology: {{text: {quoted}, by: {quoted}}}
  impact:
    who: {quoted}
    count: {{value: {quoted}, of: {quoted}, basis: estimate}}
    could_not: [{quoted}]
    still_worked: [{quoted}]
    figures: [{{label: {quoted}, value: {quoted}}}]
    data: {{lost: {quoted}, exposed: {quoted}}}
  make_right:
    offer: {quoted}
    to: {quoted}
    how: choose
    because: {quoted}
    options: [{{if: {quoted}, get: {quoted}, claim: "https://acme.example/"}}]
  plain: {quoted}
  technical: {quoted}
  factors: [{{what: {quoted}, kind: software}}]
  trigger: {quoted}
  resolution: {quoted}
  detection: {{how: alert, note: {quoted}}}
  timeline: [{{at: 2026-11-20T14:10:00Z, event: start, what: {quoted}}}]
  actions: [{{what: {quoted}, state: dropped, because: {quoted}, proof: {quoted}}}]
  questions: [{{asked: {quoted}, answer: {quoted}}}]
  answers: {{note: {quoted}}}
  lessons: {{well: [{quoted}], badly: [{quoted}], lucky: [{quoted}]}}
  unknowns: [{quoted}]
  corrections: [{{at: 2026-11-20T15:10:00Z, what: {quoted}}}]
  glossary: {{{quoted}: {quoted}}}
"""
    site = make_site(
        {
            "2026/attack.yml": text,
            "2026/withdrawn.yml": OPEN.replace("STATE", "operational").replace("We are looking.", quoted)
            + f"withdrawn: {{at: 2026-11-20T15:00:00Z, because: {quoted}}}\n",
        }
    )
    pages = {path: _Tags(page).found for path, page in site.items() if path.endswith(".html")}
    bad = [
        (path, tag, attributes)
        for path, tags in pages.items()
        for tag, attributes in tags
        if (tag in {"img", "b"} and attributes)
        or (tag == "script" and "assets/statuskit/" not in attributes.get("src", ""))
        or any(name.startswith("on") for name in attributes)
        or "javascript:" in attributes.get("href", "")
    ]
    assert bad == []
    assert "&lt;script&gt;" in site["incidents/attack/index.html"]


def test_what_is_planned_without_a_word_is_no_word_yet(make_site: MakeSite) -> None:
    """Neither the front page nor the site map tells of a word that lies ahead."""
    planned = (
        "title: New cables\nkind: maintenance\ncomponents: {rooms: under_maintenance}\n"
        "scheduled_for: 2026-11-24T02:00:00Z\nscheduled_until: 2026-11-24T04:00:00Z\n"
    )
    said = "title: Rooms are slow\nupdates: [{at: 2026-11-20T15:00:00Z, message: We are looking.}]\n"
    alone = make_site({"planned.yml": planned})
    assert "Last word" not in alone["index.html"].partition("<footer")[0]
    assert "<lastmod>" not in alone["sitemap.xml"]
    site = make_site({"planned.yml": planned, "said.yml": said})
    assert 'Last word: <time datetime="2026-11-20T15:00:00Z">' in site["index.html"]
    assert "2026-11-24" not in site["sitemap.xml"]
