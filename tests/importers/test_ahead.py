"""What `statuskit.importers.ahead` keeps back."""

from datetime import UTC, datetime
from typing import Any

import pytest

from statuskit.importers import Imported
from statuskit.importers.ahead import kept_back

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
AHEAD, THERE = "2024-05-02T12:11:00Z", "2024-05-02T12:10:00Z"


def keep(document: dict[str, Any] | None) -> Imported:
    """Return what becomes of one incident."""
    (found,) = kept_back([Imported(place="a.json", document=document)], NOW)
    return found


@pytest.mark.parametrize(
    "document",
    [
        {"updates": [{"at": THERE}, {"at": AHEAD}]},
        {"started": AHEAD},
        {"resolved": AHEAD},
        {"postmortem": {"published": AHEAD}},
        {"windows": [{"from": AHEAD}]},
    ],
)
def test_what_has_not_happened_is_kept_back(document: dict[str, Any]) -> None:
    """Beyond what clocks may differ, a told time that lies ahead costs the incident, with a line of its own."""
    found = keep(document)
    assert found.document is None
    assert [(note.place, note.text) for note in found.notes] == [
        ("a.json", "tells of 2024-05-02 12:11 UTC, which has not come yet; left out")
    ]


@pytest.mark.parametrize(
    "document",
    [None, {}, {"updates": [{"at": THERE}]}, {"scheduled_for": AHEAD, "scheduled_until": AHEAD}],
)
def test_plans_and_the_past_come_in(document: dict[str, Any] | None) -> None:
    """A maintenance may lie ahead, and clocks may differ by ten minutes."""
    assert keep(document) == Imported(place="a.json", document=document)
