"""Incident files that the tests of feeds tell, and feeds as feedparser reads them."""

from typing import Any

import feedparser

HOST = "tag:status.acme.example,2005:"
SITE = "https://status.acme.example/sub/"

PAYMENTS = """
title: Card payments are failing
components: {rooms: partial_outage}
updates:
  - at: 2026-11-20T14:02:00Z
    status: investigating
    message: About 1 in 5 is declined. See [our page](../two/).
    next_update: 30m
  - at: 2026-11-20T14:20:00Z
    message: Still 1 in 5.
  - at: 2026-11-20T14:25:00Z
    message: It was 1 in 6.
    corrects: 2026-11-20T14:20:00Z
  - at: 2026-11-20T15:00:00Z
    status: resolved
    message: |
      - It works.
      - No money was lost.
"""

STORY = (
    PAYMENTS
    + """
postmortem:
  state: final
  published: 2026-11-20T15:10:00Z
  summary: It lasted {duration}.
  plain: It lasted {duration}, over {updates} updates, from {started}.
  corrections:
    - {at: 2026-11-20T15:20:00Z, what: It was 1 in 7.}
    - {at: 2026-11-20T15:20:00Z, what: It was 1 in 8.}
"""
)

WORKS = """
title: New cables
kind: maintenance
components: {search: under_maintenance}
scheduled_for: 2026-11-20T13:00:00Z
scheduled_until: 2026-11-20T15:00:00Z
"""


def read(document: bytes) -> Any:  # noqa: ANN401 - what feedparser gives has no types.
    """Read a feed as a strict reader does: as XML, nothing mended, nothing cleaned away."""
    found = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    return found


def ids(document: bytes) -> list[str]:
    """Give the ids of a feed's entries in their order, without what all have in common."""
    return [entry.id.removeprefix(f"{HOST}Incident/") for entry in read(document).entries]
