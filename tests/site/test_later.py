"""What the clock alone will change stands in the page already, and hidden."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

MakeSite = Callable[..., dict[str, str]]

MAINTENANCE = """
title: New cables
kind: maintenance
components: {rooms: under_maintenance}
scheduled_for: 2026-11-24T02:00:00Z
scheduled_until: 2026-11-24T04:00:00Z
updates:
  - {at: 2026-11-10T09:00:00Z, message: We change cables.}
"""
OPEN = """
title: Rooms do not open
components: {rooms: major_outage}
updates:
  - {at: 2026-11-20T14:00:00Z, message: We are looking., next_update: 3h}
"""
DUE = """
title: Search was slow
components: {search: degraded_performance}
updates:
  - {at: 2026-11-02T10:00:00Z, message: Search is slow.}
  - {at: 2026-11-02T11:00:00Z, status: resolved, message: Search is quick again.}
postmortem:
  state: preliminary
  published: 2026-11-03T10:00:00Z
  due: 2026-12-01
  summary: It was slow.
  actions: [{what: A larger disk, due: 2026-11-30}]
"""
HEADS = re.compile(
    r'(?:data-from="([^"]*)" hidden)?(?: data-until="([^"]*)")?>\s*<svg[^>]*><use[^>]*></svg>\s*<div><\w+[^>]*>([^<]*)'
)


def test_the_state_line_holds_what_the_clock_will_make_of_it(make_site: MakeSite) -> None:
    """Each phase has its words and its moments, the same that a build at that moment would print."""
    page = make_site({"cables.yml": MAINTENANCE})["index.html"]
    assert HEADS.findall(page) == [
        ("", "2026-11-24T02:00:00Z", "All Systems Operational"),
        ("2026-11-24T02:00:00Z", "2026-11-24T04:00:00Z", "Service Under Maintenance"),
        ("2026-11-24T04:00:00Z", "", "All Systems Operational"),
    ]


def test_a_window_within_an_outage_counts_no_more_than_when_built(make_site: MakeSite) -> None:
    """Maintenance never hides an outage, now or later."""
    page = make_site({"cables.yml": MAINTENANCE, "open.yml": OPEN})["index.html"]
    assert [text for _, _, text in HEADS.findall(page)] == ["Partial System Outage"]


def test_there_is_one_heading_whatever_will_be(make_site: MakeSite) -> None:
    """Only the phase at the build is an `h1`; later ones are headings by their role."""
    page = make_site({"cables.yml": MAINTENANCE})["index.html"]
    assert page.count("<h1>") == 1
    assert page.count('role="heading" aria-level="1"') == 2


def test_what_is_not_yet_is_hidden_without_scripts(make_site: MakeSite) -> None:
    """Whatever begins later carries `hidden`, so that a page without scripts shows its build alone."""
    site = make_site({"cables.yml": MAINTENANCE, "open.yml": OPEN, "due.yml": DUE})
    bare = [
        (path, tag)
        for path, page in site.items()
        if path.endswith(".html")
        for tag in re.findall(r"<[^>]*data-from=[^>]*>", page)
        if " hidden" not in tag
    ]
    assert bare == []
    assert 'data-from="2026-11-20T17:01:00Z" hidden' in site["index.html"]


def test_days_that_fall_due_are_foreseen(make_site: MakeSite) -> None:
    """An action and an account are late from the end of their day on."""
    page = make_site({"due.yml": DUE})["incidents/due/index.html"]
    assert 'data-from="2026-12-01T00:00:00Z" hidden>late: due by' in page
    assert 'data-from="2026-12-02T00:00:00Z" hidden>We promised the full account by' in page


def test_a_window_that_was_said_to_be_over_is_not_foreseen(make_site: MakeSite) -> None:
    """What ended early, or was called off, will neither begin nor end by the clock."""
    off = MAINTENANCE + "  - {at: 2026-11-19T09:00:00Z, status: cancelled, message: Not now.}\n"
    page = make_site({"cables.yml": off})["index.html"]
    assert "2026-11-24T02:00:00Z" not in page


def test_a_window_under_way_ends_by_the_clock(make_site: MakeSite) -> None:
    """It leaves the front page at its end, and stands among the past ones then."""
    now = datetime(2026, 11, 24, 3, tzinfo=UTC)
    site = make_site({"cables.yml": MAINTENANCE}, now=now)
    assert 'class="card incident under-maintenance" data-until="2026-11-24T04:00:00Z"' in site["index.html"]
    assert 'data-from="2026-11-24T04:00:00Z" hidden' in site["maintenance/index.html"]


def test_only_the_soonest_windows_are_foreseen(make_site: MakeSite) -> None:
    """A long plan does not weigh the page down; its times stand there all the same."""
    files = {
        f"cables-{day}.yml": MAINTENANCE.replace("2026-11-24", f"2026-12-{day}") for day in range(10, 22)
    }
    page = make_site(files)["index.html"]
    assert page.count('<article class="card plan"') == 12
    assert page.count('<article class="card plan" data-until=') == 8
