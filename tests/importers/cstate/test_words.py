"""When and with which status `statuskit.importers.cstate.words` has what an issue says."""

import pytest

from statuskit.errors import UsageError
from tests.importers.cstate.source import NEWEST_FIRST, NOW, PRAGUE, One, Read, document, issue, notes, said


@pytest.mark.parametrize("turned", [False, True])
def test_a_timeline_comes_back_in_either_order(one: One, *, turned: bool) -> None:
    """Newest first or oldest first: updates stand in the order of their times, and the outage began at `date`."""
    parts = NEWEST_FIRST.strip().split("\n\n")
    incident = one(issue("\n\n".join(reversed(parts) if turned else parts)))
    assert said(incident) == [
        ("09:05", "investigating", "We look."),
        ("09:30", "monitoring", "It holds."),
        ("10:00", "resolved", "Over."),
    ]
    assert document(incident)["started"] == "2024-03-01T09:00:00Z"
    assert "resolved" not in document(incident)
    assert incident.notes == ()


def test_a_story_above_the_timeline_stands_at_its_end(one: One) -> None:
    """What is called post-mortem was written afterwards; the report says that it is undated."""
    incident = one(issue(f"*Post-mortem*\n\nA disk was full.\n\n---\n\n{NEWEST_FIRST}"))
    assert said(incident)[-1] == ("10:00", "", "*Post-mortem*")
    assert "content/issues/a.md:10: has no time of its own; it stands at the end" in notes(incident)


def test_the_first_words_without_a_time_stand_at_date(one: One) -> None:
    """They are what the issue said when it was opened."""
    incident = one(issue('Orders fail.\n\n**Update**: Fewer. {{< track "2024-03-01 09:30:00Z" >}}'))
    assert said(incident) == [
        ("09:00", "", "Orders fail."),
        ("09:30", "", "Fewer."),
        ("10:00", "resolved", "Resolved."),
    ]
    assert "started" not in document(incident)


def test_an_announcement_above_the_timeline_stands_at_date(one: One) -> None:
    """A rule alone does not make it a story; the report says that its place was a choice."""
    incident = one(issue('We will move.\n\n---\n\nMoved. {{< track "2024-03-01 09:30:00Z" >}}'))
    assert said(incident)[:2] == [("09:00", "", "We will move."), ("09:30", "", "Moved.")]
    assert "content/issues/a.md:10: has no time of its own; it stands at the beginning" in notes(incident)


def test_a_word_of_the_end_without_a_time_has_that_of_the_end(one: One) -> None:
    """`Resolved` and `resolvedWhen` are about one moment."""
    incident = one(issue("Orders fail.\n\n**Resolved:** A new disk."))
    assert said(incident) == [("09:00", "", "Orders fail."), ("10:00", "resolved", "A new disk.")]
    assert "says Resolved without a time" in notes(incident)


def test_labels_of_one_part_are_no_status(one: One) -> None:
    """`Resolved (iOS)` ends nothing, and keeps its label."""
    incident = one(issue('*Resolved (iOS)* - Fixed. {{< track "2024-03-01 09:30:00Z" >}}'))
    assert said(incident)[0] == ("09:30", "", "*Resolved (iOS)* - Fixed.")


def test_several_labels_without_times_stay_one_text(one: One) -> None:
    """When each was said is not known, so nothing is split."""
    incident = one(issue("*Update* - More.\n\n*Investigating* - We look."))
    assert document(incident)["updates"][0]["message"] == "*Update* - More.\n\n*Investigating* - We look.\n"


@pytest.mark.parametrize(
    ("stamp", "kept"), [("2017-02-30 10:00:00", "(2017-02-30 10:00:00)"), ("soon", "(soon)")]
)
def test_a_stamp_that_is_no_time_stays_as_text(one: One, stamp: str, kept: str) -> None:
    """Nothing is lost, and the report names the line."""
    incident = one(issue(f'Orders fail. {{{{< track "{stamp}" >}}}}'))
    assert document(incident)["updates"][0]["message"] == f"Orders fail.\n\n{kept}\n"
    assert f"content/issues/a.md:10: '{stamp}' is no time; it was kept as text" in notes(incident)


def test_times_without_an_offset_need_a_zone(read: Read) -> None:
    """The error names the first file, line and time; with a zone the report says where they were read."""
    files = {"content/issues/a.md": issue(date="2024-03-01 09:00:00")}
    with pytest.raises(UsageError, match=r"'2024-03-01 09:00:00' at content/issues/a\.md:3.*--timezone"):
        read(files)
    history = read(files, zone=PRAGUE)
    assert said(history.incidents[0])[0][0] == "08:00"
    assert [note.text for note in history.notes] == ["1 time has no offset; read in Europe/Prague"]


def test_an_hour_that_a_clock_change_made_twice_is_told(one: One) -> None:
    """The first of both was taken."""
    incident = one(issue(date="2024-10-27 02:30:00", resolvedWhen="2024-10-27 09:00:00"), zone=PRAGUE)
    assert "content/issues/a.md:3: '2024-10-27 02:30:00' is an hour in which clocks were changed" in notes(
        incident
    )
    assert said(incident)[0][0] == "00:30"


def test_an_hour_may_have_one_digit(one: One) -> None:
    """Hugo reads such times, and people write them."""
    assert said(one(issue(date="2024-03-01T9:00:00+01:00")))[0][0] == "08:00"


def test_what_is_to_come_has_the_time_of_the_import(one: One) -> None:
    """Nothing may be said in the future, and cState does not tell since when it announces."""
    incident = one(
        issue(
            severity="notice",
            title="Planned upgrade",
            date="2027-03-01T09:00:00Z",
            resolved="false",
            resolvedWhen="2027-03-01T10:00:00Z",
        ),
        now=NOW,
    )
    assert document(incident)["updates"][0]["at"] == "2026-11-22T12:00:00Z"
    assert document(incident)["scheduled_for"] == "2027-03-01T09:00:00Z"
    assert "its words have the time of this import" in notes(incident)


def test_stamps_without_words_are_told(one: One) -> None:
    """A text of nothing else has its title for words."""
    incident = one(issue('{{< track "2024-03-01 09:30:00Z" >}}'))
    assert said(incident)[0] == ("09:00", "", "Orders fail")
    assert "content/issues/a.md:10: the time '2024-03-01 09:30:00Z' has no words" in notes(incident)
