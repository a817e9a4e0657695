"""One incident, maintenance or notice, and what was said of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from .samples import (
    AHEAD,
    CANCELLED,
    DRAFT,
    EARLY,
    FULL,
    NOTICE,
    OPEN,
    REOPENED,
    RESOLVED,
    TOLD,
    UNDER_WAY,
    UNSAID,
    WITHDRAWN,
)

ReadApi = Callable[..., dict[str, Any]]
Story = dict[str, Any]

BUNDLE = """
title: A disk failed
updates:
  - at: 2026-11-05T10:00:00Z
    message: |
      See [the log](queue.log), ![the queue](queue.svg), [uptime](/uptime/), [below](#technical) and
      [us](mailto:help@acme.example).
"""
FOOTNOTES = """
title: A disk failed
updates:
  - {at: 2026-11-05T10:00:00Z, status: resolved, message: It is over.}
postmortem:
  state: final
  published: 2026-11-06T09:00:00Z
  plain: |
    A disk failed.[^1]

    [^1]: It was old.
"""


def read_one(read_api: ReadApi, text: str, **options: object) -> Story:
    """Give the incident of a file of its own."""
    story: Story = read_api({"one.yml": text}, **options)["incidents/one"]["incident"]
    return story


def affected(update: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Give the components that an update changed: code, old and new state."""
    return [(c["code"], c["old_status"], c["new_status"]) for c in update["affected_components"] or []]


def test_an_open_incident(read_api: ReadApi) -> None:
    """Id, times, status, impact and address are those of the page."""
    story = read_one(read_api, OPEN)
    assert story["id"] == "one"
    assert story["name"] == "Rooms do not open"
    assert story["status"] == "identified"
    assert story["impact"] == "critical"
    assert story["created_at"] == "2026-11-20T14:00:00.000Z"
    assert story["updated_at"] == "2026-11-20T14:30:00.000Z"
    assert story["started_at"] == "2026-11-20T13:55:00.000Z"
    assert story["resolved_at"] is story["monitoring_at"] is story["reminder_intervals"] is None
    assert story["shortlink"] == "https://status.acme.example/sub/incidents/one/"
    assert story["page_id"] == "status.acme.example"
    assert story["next_update_at"] is None
    assert story["workaround"] == ["Use the old address"]
    assert {c["id"]: c["status"] for c in story["components"]} == {
        "rooms": "partial_outage",
        "search": "degraded_performance",
    }


def test_updates_stand_newest_first(read_api: ReadApi) -> None:
    """Each has its id, its time three times, its words twice, and the states that it changed."""
    newest, oldest = read_one(read_api, OPEN)["incident_updates"]
    assert [newest["id"], oldest["id"]] == ["one-20261120T143000Z", "one-20261120T140000Z"]
    assert newest["incident_id"] == "one"
    assert newest["status"] == "identified"
    assert newest["created_at"] == newest["updated_at"] == newest["display_at"] == "2026-11-20T14:30:00.000Z"
    assert newest["body"] == (
        "The cause is known: read (https://status.acme.example/sub/incidents/search-slow/), "
        "disk (https://acme.example/disk.png)."
    )
    assert newest["body_html"] == (
        '<p>The <em>cause</em> is known: <a href="https://status.acme.example/sub/incidents/search-slow/">'
        'read</a>, <a href="https://acme.example/disk.png" rel="noopener nofollow">disk</a>.</p>'
    )
    assert newest["progress"] == "some"
    assert oldest["next_update_at"] == "2026-11-20T17:00:00.000Z"
    assert affected(oldest) == [("rooms", "operational", "major_outage")]
    assert affected(newest) == [
        ("rooms", "major_outage", "partial_outage"),
        ("search", "operational", "degraded_performance"),
    ]


def test_names_of_affected_components_begin_with_their_group(read_api: ReadApi) -> None:
    """A component of a group is named after it, one of none plainly."""
    assert [c["name"] for c in read_one(read_api, OPEN)["incident_updates"][0]["affected_components"]] == [
        "Chat - Rooms",
        "Chat - Search",
    ]
    last = read_one(read_api, TOLD)["incident_updates"][-1]
    assert [c["name"] for c in last["affected_components"]] == ["Checkout"]


def test_an_update_that_changes_nothing_affects_nothing(read_api: ReadApi) -> None:
    """Neither a list of what is as before nor an empty one: null, as Statuspage has it."""
    updates = read_one(read_api, RESOLVED)["incident_updates"]
    assert updates[1]["affected_components"] is None
    assert affected(updates[0]) == [("search", "degraded_performance", "operational")]


def test_monitoring_begins_with_the_first_word_of_it(read_api: ReadApi) -> None:
    """Another status in between does not restart it; a resolution that did not hold does."""
    assert read_one(read_api, RESOLVED)["monitoring_at"] == "2026-11-10T10:20:00.000Z"
    story = read_one(read_api, REOPENED)
    assert story["monitoring_at"] == "2026-11-08T11:30:00.000Z"
    assert story["resolved_at"] == "2026-11-08T12:00:00.000Z"


def test_a_correction_names_what_it_corrects(read_api: ReadApi) -> None:
    """It is an update of its own; the one it corrects stays as it was published."""
    updates = read_one(read_api, REOPENED)["incident_updates"]
    assert updates[0]["corrects"] == updates[-1]["id"]
    assert updates[0]["status"] == "resolved"
    assert updates[-1]["body"] == "Bills come twice."


def test_a_published_postmortem_is_the_newest_update(read_api: ReadApi) -> None:
    """Status and newest update are the story's, its placeholders filled in, and nothing else moves."""
    story = read_one(read_api, TOLD)
    told = story["incident_updates"][0]
    assert story["status"] == told["status"] == "postmortem"
    assert told["id"] == "one#final"
    assert told["body"] == story["plain"]
    assert (
        told["body"] == "We changed a list, and nobody could pay for 1 hour, from 5 Nov 2026, 10:00 UTC on."
    )
    assert "<time" not in told["body_html"]
    assert "<strong>list</strong>" in told["body_html"]
    assert story["updated_at"] == told["created_at"] == "2026-11-06T09:00:00.000Z"
    assert story["resolved_at"] == "2026-11-05T11:00:00.000Z"
    assert story["postmortem_url"] == "https://status.acme.example/sub/incidents/one/"
    assert story["postmortem_state"] == "final"
    assert story["postmortem_due_at"] is None


def test_how_it_is_made_right(read_api: ReadApi) -> None:
    """The offer, for whom, how, the choices, until when and why."""
    assert read_one(read_api, TOLD)["make_right"] == {
        "none": False,
        "offer": "One month",
        "to": "everyone who tried",
        "how": "choose",
        "options": [
            {"if": "You lost an order", "get": "Three months", "claim": "https://acme.example/claim"}
        ],
        "until": "2027-01-01T00:00:00.000Z",
        "because": "It was our fault.",
    }


def test_an_early_story_ends_nothing(read_api: ReadApi) -> None:
    """A preliminary postmortem of an open incident is told, and the incident stays unresolved."""
    answers = read_api({"one.yml": EARLY})
    story = answers["incidents/one"]["incident"]
    assert story["status"] == "investigating"
    assert story["incident_updates"][0]["id"] == "one#preliminary"
    assert story["incident_updates"][0]["body"] == "Mail was late."
    assert story["plain"] is None
    assert story["postmortem_due_at"] == "2026-12-01T00:00:00.000Z"
    assert [each["id"] for each in answers["incidents/unresolved"]["incidents"]] == ["one"]


def test_of_a_draft_only_its_day_is_told(read_api: ReadApi) -> None:
    """Not a word of a draft leaves, but when the story is due."""
    story = read_one(read_api, DRAFT)
    assert "secret" not in str(story)
    assert story["status"] == "resolved"
    assert story["postmortem_due_at"] == "2026-12-01T00:00:00.000Z"
    assert story["postmortem_state"] is story["postmortem_url"] is story["plain"] is None


def test_what_was_withdrawn_says_just_that(read_api: ReadApi) -> None:
    """It is over, hurt nothing, and its one update tells why it was opened."""
    story = read_one(read_api, WITHDRAWN)
    assert (story["status"], story["impact"], story["components"]) == ("resolved", "none", [])
    (update,) = story["incident_updates"]
    assert (update["id"], update["status"]) == ("one#withdrawn", "resolved")
    assert update["body"] == "We opened this by mistake and withdrew it: Our <own> check was broken."
    assert "Our &lt;own&gt; check" in update["body_html"]
    assert story["withdrawn"] == {"at": "2026-11-03T09:10:00.000Z", "because": "Our <own> check was broken."}


def test_a_maintenance_ahead(read_api: ReadApi) -> None:
    """It has its window, is no incident, and hurts nothing yet."""
    answers = read_api({"one.yml": AHEAD})
    story = answers["incidents/one"]["incident"]
    assert (story["status"], story["impact"], story["cancelled"]) == ("scheduled", "maintenance", False)
    assert story["scheduled_for"] == story["started_at"] == "2026-11-24T02:00:00.000Z"
    assert story["scheduled_until"] == "2026-11-24T04:00:00.000Z"
    assert story["created_at"] == "2026-11-10T09:00:00.000Z"
    assert [c["status"] for c in story["components"]] == ["operational"]
    assert affected(story["incident_updates"][0]) == [("rooms", "operational", "operational")]
    assert answers["status"]["status"]["indicator"] == "none"


def test_a_maintenance_under_way(read_api: ReadApi) -> None:
    """It begins by its window, without a word, and its status is the newest one said since."""
    story = read_one(read_api, UNDER_WAY)
    assert story["status"] == story["incident_updates"][0]["status"] == "verifying"
    assert story["updated_at"] == "2026-11-20T15:05:00.000Z"
    assert [c["status"] for c in story["components"]] == ["under_maintenance"]


def test_a_maintenance_changes_by_its_window_too(read_api: ReadApi) -> None:
    """Whoever looks at its time alone learns that it began, and that it ended, without a word."""
    moments = {
        datetime(2026, 11, 24, 1, tzinfo=UTC): ("scheduled", "2026-11-10T09:00:00.000Z"),
        datetime(2026, 11, 24, 3, tzinfo=UTC): ("in_progress", "2026-11-24T02:00:00.000Z"),
        datetime(2026, 11, 24, 5, tzinfo=UTC): ("completed", "2026-11-24T04:00:00.000Z"),
    }
    for now, expected in moments.items():
        story = read_one(read_api, AHEAD, now=now)
        assert (story["status"], story["updated_at"]) == expected


def test_a_maintenance_of_which_nothing_was_said(read_api: ReadApi) -> None:
    """All its times are that of its beginning, and its title stands in place of a word."""
    story = read_one(read_api, UNSAID)
    (update,) = story["incident_updates"]
    times = {story["created_at"], story["updated_at"], story["started_at"], update["display_at"]}
    assert times == {"2026-11-25T02:00:00.000Z"}
    assert (update["id"], update["status"], update["body"]) == ("one#begins", "scheduled", "Larger disks")


def test_a_cancelled_maintenance_is_completed(read_api: ReadApi) -> None:
    """Statuspage knows no cancelled ones, so an extra key tells; no list of what is to come has it."""
    answers = read_api({"one.yml": CANCELLED})
    story = answers["incidents/one"]["incident"]
    assert (story["status"], story["cancelled"]) == ("completed", True)
    assert story["incident_updates"][0]["status"] == "completed"
    assert story["resolved_at"] == "2026-11-11T09:00:00.000Z"
    upcoming, active = (answers[f"scheduled-maintenances/{each}"] for each in ("upcoming", "active"))
    assert upcoming["scheduled_maintenances"] == active["scheduled_maintenances"] == []
    assert [each["id"] for each in answers["scheduled-maintenances"]["scheduled_maintenances"]] == ["one"]


def test_a_withdrawn_maintenance_is_over(read_api: ReadApi) -> None:
    """It is completed and cancelled, whatever its window says."""
    text = f"{AHEAD}withdrawn: {{at: 2026-11-12T09:00:00Z, because: Another site's.}}\n"
    story = read_one(read_api, text)
    assert (story["status"], story["cancelled"]) == ("completed", True)
    assert [update["status"] for update in story["incident_updates"]] == ["completed"]


def test_a_story_of_a_maintenance_leaves_its_status(read_api: ReadApi) -> None:
    """Clients know four statuses of a maintenance; the story is an update, and no fifth one."""
    text = f"{CANCELLED}postmortem: {{state: final, published: 2026-11-12T09:00:00Z, summary: Rain.}}\n"
    story = read_one(read_api, text)
    assert story["status"] == "completed"
    assert story["incident_updates"][0]["body"] == "Rain."


def test_a_notice_is_no_incident(read_api: ReadApi) -> None:
    """A known defect stands under the extra key and in its own file, where no client takes it for an outage."""
    answers = read_api({"one.yml": NOTICE})
    story = answers["incidents/one"]["incident"]
    assert (story["status"], story["impact"]) == ("identified", "none")
    hurting = read_api({"one.yml": NOTICE + "components: {rooms: degraded_performance}\n"})
    assert hurting["incidents/one"]["incident"]["impact"] == "none"
    assert hurting["summary"]["status"]["indicator"] == "minor"
    assert [each["id"] for each in answers["summary"]["notices"]] == ["one"]
    assert answers["summary"]["incidents"] == answers["incidents"]["incidents"] == []


def test_files_and_places_of_the_site_get_whole_addresses(read_api: ReadApi) -> None:
    """What a message names beside itself, on the site and on its page is reached from anywhere."""
    files = {"one/incident.yml": BUNDLE, "one/queue.log": "full\n", "one/queue.svg": SVG}
    update = read_api(files)["incidents/one"]["incident"]["incident_updates"][0]
    page = "https://status.acme.example/sub/incidents/one/"
    assert f'<a href="{page}queue.log">' in update["body_html"]
    assert f'src="{page}queue.svg"' in update["body_html"]
    assert '<a href="https://status.acme.example/uptime/">' in update["body_html"]
    assert f'<a href="{page}#technical">' in update["body_html"]
    assert '<a href="mailto:help@acme.example"' in update["body_html"]
    assert f"the log ({page}queue.log)" in update["body"]
    assert f"below ({page}#technical)" in update["body"]


def test_footnotes_of_a_story_stay_inside_it(read_api: ReadApi) -> None:
    """The number leads to the note of the same text, not to a page that knows none."""
    told = read_one(read_api, FOOTNOTES)["incident_updates"][0]
    assert 'href="#fn:1"' in told["body_html"]
    assert told["body"].startswith("A disk failed.[1]")


def test_without_an_address_all_addresses_are_the_sites_own(read_api: ReadApi) -> None:
    """Every address is relative to the site's root, and the page says that it knows none."""
    answers = read_api(FULL, url="")
    story = answers["incidents/rooms-closed"]["incident"]
    assert answers["summary"]["page"]["url"] == answers["summary"]["page"]["id"] == story["page_id"] == ""
    assert story["shortlink"] == "incidents/rooms-closed/"
    assert "read (incidents/search-slow/)" in story["incident_updates"][0]["body"]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n'
