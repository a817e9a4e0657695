"""Which incidents stand in which list, and the page around them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from statuskit.model import FeedRule

from .samples import FULL, SETTINGS, UNSAID

ReadApi = Callable[..., dict[str, Any]]

OVERRUN = """
title: Newer database
kind: maintenance
scheduled_for: 2026-11-20T10:00:00Z
scheduled_until: 2026-11-20T12:00:00Z
updates:
  - {at: 2026-11-20T12:00:00Z, status: in_progress, message: It takes longer.}
"""


KINDS = {
    "works": "kind: maintenance\nscheduled_for: {day:%Y-%m-%d}T02:00:00Z\nscheduled_until: {day:%Y-%m-%d}T04:00:00Z\n",
    "notes": "kind: notice\nupdates: [{{at: {day:%Y-%m-%d}T05:00:00Z, message: A word.}}]\n",
    "broken": "updates: [{{at: {day:%Y-%m-%d}T08:00:00Z, status: resolved, message: A word.}}]\n",
}


def ids(stories: list[dict[str, Any]]) -> list[str]:
    """Name what a list holds, in its order."""
    return [story["id"] for story in stories]


def test_what_each_list_holds(read_api: ReadApi) -> None:
    """Incidents newest first; unresolved ones; maintenances ahead and under way, the next one first."""
    answers = read_api(FULL)
    assert ids(answers["incidents"]["incidents"]) == [
        *("rooms-closed", "mail-late", "search-slow", "bills-twice", "paying-failed", "false-alarm"),
        *("words-gone", "fax-silent"),
    ]
    assert ids(answers["incidents/unresolved"]["incidents"]) == ["rooms-closed", "mail-late"]
    assert ids(answers["scheduled-maintenances/upcoming"]["scheduled_maintenances"]) == ["cables", "disks"]
    assert ids(answers["scheduled-maintenances/active"]["scheduled_maintenances"]) == ["database"]
    assert ids(answers["scheduled-maintenances"]["scheduled_maintenances"]) == [
        *("other-cables", "disks", "cables", "database")
    ]
    summary = answers["summary"]
    assert ids(summary["incidents"]) == ["rooms-closed", "mail-late"]
    assert ids(summary["scheduled_maintenances"]) == ["database", "cables", "disks"]
    assert ids(summary["notices"]) == ["old-tablets"]
    assert summary["components"] == answers["components"]["components"]


def test_a_list_holds_the_fifty_newest(read_api: ReadApi) -> None:
    """Older ones have their own file, and open ones stand among the unresolved whatever their age."""
    files = {
        f"day-{day:02}.yml": (
            f"title: Day {day}\nupdates:\n  - {{at: {datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day):%Y-%m-%d}"
            f"T08:00:00Z, status: {'investigating' if day == 0 else 'resolved'}, message: A word.}}\n"
        )
        for day in range(52)
    }
    answers = read_api(files)
    assert ids(answers["incidents"]["incidents"]) == [f"day-{day:02}" for day in range(51, 1, -1)]
    assert ids(answers["incidents/unresolved"]["incidents"]) == ["day-00"]
    assert answers["incidents/day-01"]["incident"]["name"] == "Day 1"


def test_a_list_holds_the_fifty_newest_maintenances(read_api: ReadApi) -> None:
    """As many as of incidents, and neither counts for the other; notices are counted nowhere."""
    files = {
        f"{kind}-{day:02}.yml": f"title: Day {day}\n{text.format(day=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day))}"
        for day in range(52)
        for kind, text in KINDS.items()
    }
    answers = read_api(files)
    newest = [f"works-{day:02}" for day in range(51, 1, -1)]
    assert ids(answers["scheduled-maintenances"]["scheduled_maintenances"]) == newest
    assert ids(answers["incidents"]["incidents"]) == [f"broken-{day:02}" for day in range(51, 1, -1)]
    assert len(answers["summary"]["notices"]) == 52


def test_a_maintenance_that_runs_on_is_active(read_api: ReadApi) -> None:
    """What should have ended and has not is under way."""
    answers = read_api({"one.yml": OVERRUN})
    (story,) = answers["scheduled-maintenances/active"]["scheduled_maintenances"]
    assert (story["status"], story["resolved_at"]) == ("in_progress", None)


@pytest.mark.parametrize(
    ("now", "status", "ended"),
    [
        (datetime(2026, 11, 25, 1, 59, tzinfo=UTC), "scheduled", None),
        (datetime(2026, 11, 25, 2, tzinfo=UTC), "in_progress", None),
        (datetime(2026, 11, 25, 4, tzinfo=UTC), "completed", "2026-11-25T04:00:00.000Z"),
    ],
)
def test_a_maintenance_goes_by_its_window(
    read_api: ReadApi, now: datetime, status: str, ended: str | None
) -> None:
    """Without a word it is ahead, under way and over, in the lists too."""
    answers = read_api({"one.yml": UNSAID}, now=now)
    story = answers["incidents/one"]["incident"]
    assert (story["status"], story["resolved_at"]) == (status, ended)
    upcoming = answers["scheduled-maintenances/upcoming"]["scheduled_maintenances"]
    active = answers["scheduled-maintenances/active"]["scheduled_maintenances"]
    assert (bool(upcoming), bool(active)) == (status == "scheduled", status == "in_progress")
    # Whoever looks at the page's time alone learns of both edges.
    assert answers["status"]["page"]["updated_at"] == (
        "2026-11-01T00:00:00.000Z" if status == "scheduled" else f"{now:%Y-%m-%dT%H:%M}:00.000Z"
    )


def test_the_page(read_api: ReadApi) -> None:
    """Its id is the host, its address has no slash at the end, and it changed with the newest word."""
    page = read_api(FULL)["summary"]["page"]
    assert page == {
        "id": "status.acme.example",
        "name": "Acme Status",
        "url": "https://status.acme.example/sub",
        "time_zone": "Etc/UTC",
        "updated_at": "2026-11-20T15:05:00.000Z",
    }


def test_a_component_that_is_yet_to_come_changes_no_page(read_api: ReadApi) -> None:
    """Its first day lies ahead, and the page's time never does."""
    page = read_api({}, now=datetime(2026, 10, 1, tzinfo=UTC))["components"]["page"]
    assert page["updated_at"] == "1970-01-01T00:00:00.000Z"


def test_a_site_that_moved_keeps_its_id(read_api: ReadApi) -> None:
    """The host that feeds go by is the page's id as well."""
    settings = replace(SETTINGS, feeds=FeedRule(host="old.acme.example"))
    answers = read_api(FULL, settings=settings)
    assert answers["status"]["page"]["id"] == "old.acme.example"
    assert answers["components"]["components"][0]["page_id"] == "old.acme.example"


def test_the_file_of_an_incident_has_the_incidents_own_time(read_api: ReadApi) -> None:
    """What happens elsewhere does not touch the file of an old incident."""
    answers = read_api(FULL)
    own = answers["incidents/search-slow"]
    assert own["page"]["updated_at"] == own["incident"]["updated_at"] == "2026-11-10T11:00:00.000Z"


def test_times_stand_in_the_zone_of_the_page(read_api: ReadApi) -> None:
    """Another zone is named and every time has its offset, with three digits of a second."""
    settings = replace(SETTINGS, timezone="America/Los_Angeles")
    answers = read_api(FULL, settings=settings)
    assert answers["status"]["page"]["time_zone"] == "America/Los_Angeles"
    story = answers["incidents/search-slow"]["incident"]
    assert story["created_at"] == "2026-11-10T02:00:00.000-08:00"
    assert story["incident_updates"][0]["display_at"] == "2026-11-10T03:00:00.000-08:00"
