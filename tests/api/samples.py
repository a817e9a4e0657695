"""What the tests of the API are about: settings, and incident files of each kind, in each standing."""

from datetime import UTC, datetime

from statuskit.model import Component, Group, Settings, When

URL = "https://status.acme.example/sub/"
_UNTIL = datetime(2026, 6, 30, tzinfo=UTC)
_SINCE = datetime(2026, 11, 1, tzinfo=UTC)

SETTINGS = Settings(
    timezone="UTC",
    groups=(Group(id="chat", name="Chat"), Group(id="empty", name="Nothing")),
    components=(
        Component(id="rooms", name="Rooms", group="chat", description="Open a room"),
        Component(id="checkout", name="Checkout", uptime=False),
        Component(
            id="search", name="Search", group="chat", since=When(start=_SINCE, end=_SINCE, day=_SINCE.date())
        ),
        Component(id="fax", name="Fax", until=When(start=_UNTIL, end=_UNTIL)),
        Component(id="invoices", name="Invoices"),
    ),
)

OPEN = """
title: Rooms do not open
components: {rooms: major_outage}
started: 2026-11-20T13:55:00Z
workaround: ["Use the **old** address"]
updates:
  - {at: 2026-11-20T14:00:00Z, message: We are looking., next_update: 3h}
  - at: 2026-11-20T14:30:00Z
    status: identified
    progress: some
    message: "The *cause* is known: [read](../search-slow/), ![disk](https://acme.example/disk.png)."
    components: {rooms: partial_outage, search: degraded_performance}
"""
RESOLVED = """
title: Search was slow
components: {search: degraded_performance}
updates:
  - {at: 2026-11-10T10:00:00Z, message: Search is slow.}
  - {at: 2026-11-10T10:20:00Z, status: monitoring, message: A fix is in.}
  - {at: 2026-11-10T10:40:00Z, status: investigating, message: It was not the cause.}
  - {at: 2026-11-10T11:00:00Z, status: resolved, message: Search is quick again.}
"""
REOPENED = """
title: Bills came twice
components: {invoices: partial_outage}
updates:
  - {at: 2026-11-08T10:00:00Z, message: Bills come twice.}
  - {at: 2026-11-08T10:20:00Z, status: monitoring, message: A fix is in.}
  - {at: 2026-11-08T10:30:00Z, status: resolved, message: It is over.}
  - {at: 2026-11-08T11:00:00Z, status: investigating, message: It is not over.}
  - {at: 2026-11-08T11:30:00Z, status: monitoring, message: Another fix is in.}
  - {at: 2026-11-08T12:00:00Z, status: resolved, message: Now it is.}
  - {at: 2026-11-08T13:00:00Z, corrects: 2026-11-08T10:00:00Z, message: Some bills came three times.}
"""
TOLD = """
title: Paying failed
components: {checkout: major_outage}
updates:
  - {at: 2026-11-05T10:00:00Z, message: Paying fails.}
  - {at: 2026-11-05T11:00:00Z, status: resolved, message: Paying works.}
postmortem:
  state: final
  published: 2026-11-06T09:00:00Z
  summary: For {duration} you could not pay.
  plain: |
    We changed a **list**, and nobody could pay for {downtime}, from {started} on.
  make_right:
    offer: One month
    to: everyone who tried
    how: choose
    options: [{if: You lost an order, get: Three months, claim: "https://acme.example/claim"}]
    until: 2026-12-31
    because: It was *our* fault.
"""
EARLY = """
title: Mail was late
updates:
  - {at: 2026-11-20T09:00:00Z, message: Mail is late.}
postmortem: {state: preliminary, published: 2026-11-20T12:00:00Z, due: 2026-11-30, summary: Mail was late.}
"""
DRAFT = """
title: Old words were gone
updates:
  - {at: 2026-11-01T09:00:00Z, status: resolved, message: They are back.}
postmortem: {state: draft, due: 2026-11-30, plain: A secret so far.}
"""
WITHDRAWN = """
title: A false alarm
components: {rooms: major_outage}
updates:
  - {at: 2026-11-03T09:00:00Z, message: Rooms are down.}
withdrawn: {at: 2026-11-03T09:10:00Z, because: Our <own> check was broken.}
"""
RETIRED = """
title: The fax was silent
components: {fax: major_outage}
updates:
  - {at: 2026-05-03T09:00:00Z, message: The fax is silent.}
  - {at: 2026-05-03T10:00:00Z, status: resolved, message: It speaks.}
"""
NOTICE = """
title: Tablets need version 7
kind: notice
updates:
  - {at: 2026-11-01T08:00:00Z, message: Version 6 does not start.}
"""
AHEAD = """
title: New cables
kind: maintenance
components: {rooms: under_maintenance}
scheduled_for: 2026-11-24T02:00:00Z
scheduled_until: 2026-11-24T04:00:00Z
updates:
  - {at: 2026-11-10T09:00:00Z, message: We change cables.}
"""
UNDER_WAY = """
title: Newer database
kind: maintenance
components: {invoices: under_maintenance}
scheduled_for: 2026-11-20T15:00:00Z
scheduled_until: 2026-11-20T17:00:00Z
updates:
  - {at: 2026-11-12T09:00:00Z, message: We change the database.}
  - {at: 2026-11-20T15:05:00Z, status: verifying, message: Done; we look again.}
"""
UNSAID = """
title: Larger disks
kind: maintenance
scheduled_for: 2026-11-25T02:00:00Z
scheduled_until: 2026-11-25T04:00:00Z
"""
CANCELLED = """
title: Other cables
kind: maintenance
scheduled_for: 2026-11-28T02:00:00Z
scheduled_until: 2026-11-28T04:00:00Z
updates:
  - {at: 2026-11-10T09:00:00Z, message: We change cables.}
  - {at: 2026-11-11T09:00:00Z, status: cancelled, message: We do not.}
"""

FULL = {
    "rooms-closed.yml": OPEN,
    "search-slow.yml": RESOLVED,
    "bills-twice.yml": REOPENED,
    "paying-failed.yml": TOLD,
    "mail-late.yml": EARLY,
    "words-gone.yml": DRAFT,
    "false-alarm.yml": WITHDRAWN,
    "fax-silent.yml": RETIRED,
    "old-tablets.yml": NOTICE,
    "cables.yml": AHEAD,
    "database.yml": UNDER_WAY,
    "disks.yml": UNSAID,
    "other-cables.yml": CANCELLED,
}
"""File below `incidents/` → text."""
