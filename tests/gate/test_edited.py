"""What was public stays as it was: two records of one incident, the earlier and the later one."""

from pathlib import Path

import pytest

from statuskit.gate.edited import edits
from statuskit.load import read_past
from statuskit.load.files import Found
from statuskit.model import Incident
from statuskit.problems import Severity

BEFORE = """\
title: Card payments are failing
components: {checkout: partial_outage}
updates:
  - at: 2026-11-20T14:02:00Z
    message: About 1 in 5 card payments is declined.
    next_update: 30m
  - at: 2026-11-20T14:30:00Z
    status: identified
    message: |
      A machine fell out.

      We put another one in.
    components: {checkout: major_outage}
"""
MAINTENANCE = """\
title: New cables
kind: maintenance
scheduled_for: 2026-12-01T22:00:00Z
scheduled_until: 2026-12-02T02:00:00Z
updates: [{at: "2026-11-20T10:00:00Z", message: We lay new cables.}]
"""
STORY = """\
title: Card payments are failing
updates: [{at: "2026-11-20T14:02:00Z", status: resolved, message: It is over.}]
postmortem:
  state: preliminary
  published: 2026-11-21T10:00:00Z
  due: 2026-11-30
  actions:
    - {what: A second wire, due: 2026-11-28}
    - {what: A third wire}
"""
ANOTHER = "  - {at: 2026-11-20T15:00:00Z, message: Still at it.}\n"


def read(text: str) -> Incident:
    """Read an incident file without looking at what it refers to."""
    found = Found(id="card-payments", location=Path("card-payments.yml"), file="incidents/card-payments.yml")
    incident = read_past(text.encode(), found, "UTC")
    assert incident is not None
    return incident


def found(before: str, after: str) -> list[tuple[str, tuple[str | int, ...]]]:
    """Give rule and place of all that is no longer as it was."""
    return [(edit.rule, edit.path) for edit in edits(read(before), read(after))]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("14:02:00Z", "14:03:00Z", "at"),
        ("status: identified", "status: monitoring", "status"),
        ("    status: identified\n", "", "status"),
        ("1 in 5", "1 in 50", "message"),
        ("next_update: 30m", "next_update: 60m", "next_update"),
        ("    next_update: 30m\n", "", "next_update"),
        ("    next_update: 30m\n", "    next_update: 30m\n    progress: none\n", "progress"),
        ("checkout: major_outage", "checkout: degraded_performance", "components"),
    ],
)
def test_a_published_update_is_frozen(old: str, new: str, key: str) -> None:
    """Whichever of its keys is edited, that is told at the key."""
    [(rule, path)] = found(BEFORE, BEFORE.replace(old, new, 1))
    assert (rule, path[0], path[-1]) == ("edited-word", "updates", key)


def test_several_keys_of_an_update_are_one_edit() -> None:
    """All that was changed of an update is told once, with what it said."""
    edited = BEFORE.replace("1 in 5", "1 in 50").replace("next_update: 30m", "next_update: 60m")
    [edit] = edits(read(BEFORE), read(edited))
    assert "its `message` and `next_update` are edited" in edit.message
    assert edit.said == "About 1 in 5 card payments is declined."
    assert edit.corrected == read(BEFORE).updates[0]


def test_how_a_file_writes_its_words_is_free() -> None:
    """Comments, quotes, order, zones, line breaks and `private` are no words."""
    rewritten = """\
# A comment.
updates:
  - message: "About 1 in 5 card payments
      is declined."
    at: 2026-11-20 15:02+01:00
    status: investigating
    next_update: 2026-11-20T14:32:00Z
    private: {who: Ada}
  - {at: "2026-11-20T14:30:00Z", components: {checkout: major_outage}, status: identified, message: A machine fell out. We put another one in.}
title: "Card payments fail"
started: 2026-11-20T13:50:00Z
impact: major
"""
    assert found(BEFORE, rewritten) == []


def test_new_updates_are_free() -> None:
    """What is said after the last published word, or at its time and below it, is no edit."""
    assert found(BEFORE, BEFORE + ANOTHER) == []
    assert found(BEFORE, BEFORE + ANOTHER.replace("15:00", "14:30")) == []


def test_an_update_that_is_gone() -> None:
    """A removed update is told with its words, also where another one takes its place in the list."""
    first = BEFORE.partition("  - at: 2026-11-20T14:30")[0]
    assert found(BEFORE, first) == [("removed-word", ("updates",))]
    assert found(BEFORE, first + ANOTHER) == [("removed-word", ("updates",))]
    [edit] = edits(read(BEFORE), read(first))
    assert edit.said == "A machine fell out. We put another one in."


def test_an_update_of_the_past_is_a_warning() -> None:
    """A word dated before the last published one was not there then; it may have been said elsewhere."""
    new = ANOTHER.replace("15:00", "14:10")
    inserted = BEFORE.replace("  - at: 2026-11-20T14:30", f"{new}  - at: 2026-11-20T14:30")
    [edit] = edits(read(BEFORE), read(inserted))
    assert (edit.rule, edit.path, edit.severity) == (
        "backdated-word",
        ("updates", 1, "at"),
        Severity.WARNING,
    )


def test_updates_of_the_same_time_keep_their_order() -> None:
    """Of two words of the same minute each stays the first or the second: its address says which."""
    same = BEFORE.replace("14:30", "14:02")
    assert found(same, same) == []
    swapped = same.replace("About 1 in 5 card payments is declined.", "Something else.")
    assert found(same, swapped) == [("edited-word", ("updates", 0, "message"))]


@pytest.mark.parametrize("key", ["scheduled_for: 2026-12-01T2", "scheduled_until: 2026-12-02T0"])
def test_a_window_moves_with_an_update(key: str) -> None:
    """The window of a maintenance moves only with a word that says so."""
    digit = {"2": "1", "0": "1"}[key[-1]]
    moved = MAINTENANCE.replace(key, key[:-1] + digit)
    assert found(MAINTENANCE, moved) == [("moved-window", (key.partition(":")[0],))]
    told = moved.replace(
        "cables.}]", 'cables.}, {at: "2026-11-21T10:00:00Z", message: It is another night.}]'
    )
    assert found(MAINTENANCE, told) == []


def test_a_promised_day_does_not_move_silently() -> None:
    """A due day of a postmortem or an action moves later only with an update or a correction that tells of it."""
    story = STORY.replace("due: 2026-11-30", "due: 2026-12-30")
    assert found(STORY, story) == [("moved-promise", ("postmortem", "due"))]
    action = STORY.replace("due: 2026-11-28", "due: 2026-12-28")
    assert found(STORY, action) == [("moved-promise", ("postmortem", "actions", 0, "due"))]
    told = "  corrections: [{at: 2026-11-28T10:00:00Z, what: It takes longer.}]\n"
    assert found(STORY, action + told) == []
    assert found(STORY, STORY.replace("due: 2026-11-28", "due: 2026-11-27")) == []
    draft = STORY.replace("preliminary", "draft").replace("  published: 2026-11-21T10:00:00Z\n", "")
    assert found(draft, draft.replace("11-28", "12-28")) == []
    assert found(draft, draft.replace("  due: 2026-11-30\n", "")) == [
        ("moved-promise", ("postmortem", "due"))
    ]


def test_an_action_does_not_vanish() -> None:
    """An action that was public is done or dropped, and never gone; its state and proof are free."""
    assert found(STORY, STORY.replace("    - {what: A third wire}\n", "")) == [
        ("removed-promise", ("postmortem", "actions"))
    ]
    assert found(STORY, STORY.replace("A third wire}", "A third wire, state: done, proof: See it.}")) == []


def test_a_published_postmortem_stands() -> None:
    """A postmortem that was public does not become a draft again, nor is it removed; a withdrawn one may go."""
    assert found(STORY, STORY.replace("preliminary", "draft")) == [("removed-story", ("postmortem", "state"))]
    gone = STORY.partition("postmortem:")[0]
    assert ("removed-story", ("postmortem", "state")) in found(STORY, gone)
    withdrawn = STORY.replace("preliminary", "draft")
    withdrawn += "withdrawn: {at: 2026-11-22T10:00:00Z, because: It was another product.}\n"
    assert found(STORY, withdrawn) == []
