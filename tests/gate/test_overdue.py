"""Promises that have passed: the same that pages call late, each with its place and its answer."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statuskit import load, settings
from statuskit.facts.ledger import ledger
from statuskit.facts.public import public
from statuskit.gate.overdue import Sort, overdue
from statuskit.prose import Prose
from statuskit.views.context import context
from statuskit.views.promises import promises_page
from statuskit.words import Words

if TYPE_CHECKING:
    from tests.conftest import WriteSite

ROOT = Path(__file__).parents[2]
LATER = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
FILE = "incidents/2026-11-20-card-payments.yml"
RESOLVED = """\
title: Card payments are failing
updates:
  - at: 2026-11-20T14:02:00Z
    status: resolved
    message: It is over.
    next_update: 2h
postmortem: {due: 2026-11-25}
"""
STORY = """\
title: Card payments are failing
updates: [{at: "2026-11-20T14:02:00Z", status: resolved, message: It is over.}]
postmortem:
  state: preliminary
  published: 2026-11-21T10:00:00Z
  due: 2026-12-31
  actions:
    - {what: A second wire, due: 2026-11-28}
    - {what: A third wire, due: 2026-11-28, state: done}
    - {what: A fourth wire, due: 2026-12-01}
"""


@pytest.mark.parametrize(
    "now", [datetime(2026, 11, 20, 15, 40, tzinfo=UTC), LATER, datetime(2027, 3, 1, tzinfo=UTC)]
)
def test_it_is_late_what_the_pages_call_late(now: datetime) -> None:
    """On the demo as many promises of each sort are overdue as the page of promises shows as late."""
    site = settings.read(ROOT / "mkdocs.yml")
    catalog = public(load.load(ROOT, site.settings, now).catalog)
    ctx = context(catalog, now, Words("en"), Prose())
    page = promises_page(ctx, ledger(ctx.cases.values()))
    shown = [
        sum(line.late for line in page.broken),
        sum(line.late for line in page.accounts),
        len(page.late),
    ]
    assert [len(overdue(site, catalog, now, [sort])) for sort in Sort] == shown
    assert sum(shown) == len(overdue(site, catalog, now)) > 0


def found(root: Path, now: datetime = LATER) -> list[tuple[str, int, str]]:
    """Give the rule, the line and the hint of what is overdue on a site."""
    site = settings.read(root / "mkdocs.yml")
    catalog = load.load(root, site.settings, now).catalog
    return [
        (each.rule, each.span.line if each.span else 0, each.hint) for each in overdue(site, catalog, now)
    ]


def test_the_answer_is_a_command(write_site: "WriteSite") -> None:
    """What is late names the command that answers it; nobody is asked for another promise once all is over."""
    assert found(write_site()) == [
        ("late-update", 7, 'Answer it: statuskit update 2026-11-20-card-payments -m "…" --next 30m')
    ]
    assert found(write_site({FILE: RESOLVED})) == [
        ("late-update", 6, 'Answer it: statuskit update 2026-11-20-card-payments -m "…"'),
        (
            "late-postmortem",
            7,
            (
                "See what it lacks: statuskit postmortem 2026-11-20-card-payments\n"
                "then write `state: final`, and the time behind `published:`."
            ),
        ),
    ]


def test_actions_are_late_from_the_end_of_their_day(write_site: "WriteSite") -> None:
    """An action is overdue once its day has ended, unless it is done; one that nobody has read is not."""
    root = write_site({FILE: STORY})
    assert [(rule, line) for rule, line, _ in found(root)] == [("late-action", 8)]
    assert len(found(root, datetime(2026, 12, 2, tzinfo=UTC))) == 2
    drafted = STORY.replace("preliminary", "draft").replace("  published: 2026-11-21T10:00:00Z\n", "")
    assert found(write_site({FILE: drafted})) == []


def test_a_secret_is_hidden(write_site: "WriteSite") -> None:
    """What is quoted of a file shows no secret."""
    token = "ghp_" + "a1B2c3D4e5" * 4
    story = STORY.replace("A second wire", f"Change {token[:40]}")
    site = settings.read(write_site({FILE: story}) / "mkdocs.yml")
    catalog = load.load(site.root, site.settings, LATER).catalog
    [problem] = overdue(site, catalog, LATER)
    assert token[:10] not in f"{problem.message}{problem.excerpt}"
