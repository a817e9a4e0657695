"""The pieces of a text: where each begins, under which word, with which stamp, and that nothing of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.importers.cstate.timeline import pieces


def told(body: str) -> list[tuple[str, str, str]]:
    """Return label, stamp and text of each piece."""
    return [(piece.label, piece.stamp, piece.text) for piece in pieces(body)]


def track(time: str) -> str:
    """Return the shortcode that stamps an update."""
    return f'{{{{< track "{time}" >}}}}'


def test_a_stamp_ends_the_update_that_it_follows() -> None:
    """Label first, stamp last: the way of cState's own examples."""
    body = f"*Monitoring* - It holds. {track('2')}\n\n*Investigating* - We look. {track('1')}\n"
    assert told(body) == [("Monitoring", "2", "It holds."), ("Investigating", "1", "We look.")]


def test_a_stamp_begins_the_update_that_follows_it() -> None:
    """Where lines begin with stamps, each line is an update, and what stands above has none."""
    body = f"**Issue:** Rows are gone.\n{track('1')}We look.\n\nStill.\n{track('2')}Over."
    assert told(body) == [
        ("", "", "**Issue:** Rows are gone."),
        ("", "1", "We look.\n\nStill."),
        ("", "2", "Over."),
    ]


def test_label_and_stamp_may_stand_before_the_words() -> None:
    """All paragraphs up to the next label belong to it."""
    body = f"***Update*** {track('1')} One.\n\nTwo.\n\n***Monitoring*** {track('2')} Three."
    assert told(body) == [("Update", "1", "One.\n\nTwo."), ("Monitoring", "2", "Three.")]


def test_paragraphs_that_end_in_stamps_are_updates() -> None:
    """Without labels, a paragraph goes with the next stamp; what follows the last stamp goes with that one."""
    body = f"One. {track('1')}\n\nTwo.\n\nThree. {track('2')}\n\nFour."
    assert [(stamp, text.split()) for _, stamp, text in told(body)] == [
        ("1", ["One."]),
        ("2", ["Two.", "Three.", "Four."]),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "*Resolved* - Over.",
        "**Resolved**: Over.",
        "**Resolved:** Over.",
        "__Resolved__ – Over.",
        "***Resolved*** Over.",
        "- *Resolved* Over.",
        "Resolved: Over.",
        "Resolved - Over.",
        "## Resolved\n\nOver.",
        "*Resolved*\nOver.",
    ],
)
def test_a_label_is_known_in_every_dress(line: str) -> None:
    """Bold, italic, a heading, with a colon or a dash."""
    assert told(f"{line} {track('1')}") == [("Resolved", "1", "Over.")]


@pytest.mark.parametrize(
    "body",
    [
        "**API** was down and **Dashboard** too.",
        "Cause:\nUnknown",
        "Resolved issues are listed below.",
        "A line\n---\nmore",
        "    *Resolved* - code",
        "",
    ],
)
def test_what_is_no_label_stays_text(body: str) -> None:
    """Emphasis at the start of a sentence begins no update."""
    assert told(body) == ([("", "", body.strip("\n"))] if body else [])


def test_code_holds_no_labels_and_no_stamps() -> None:
    """A fence keeps what is in it."""
    body = f"*Investigating* - See:\n\n```\n*Resolved* - {track('9')}\n---\n```\n{track('1')}"
    (piece,) = pieces(body)
    assert (piece.label, piece.stamp) == ("Investigating", "1")
    assert f"*Resolved* - {track('9')}\n---" in piece.text


def test_dates_at_the_start_of_lines_are_stamps() -> None:
    """Items of a list that begin with a date and a time are updates, with their further lines."""
    body = "We look.\n\n- `2022-11-25T08:35:00+01:00`: Smaller now.\n  And better.\n- Tue Oct 11 13:12:36 UTC: Over."
    assert told(body) == [
        ("", "", "We look."),
        ("", "2022-11-25T08:35:00+01:00", "Smaller now.\nAnd better."),
        ("", "Tue Oct 11 13:12:36 UTC", "Over."),
    ]


def test_a_rule_sets_apart() -> None:
    """What stands above a horizontal rule does not run into what is below."""
    first, second = pieces(f"Summary.\n\n---\n*Resolved* - Over. {track('1')}")
    assert (first.text, first.apart) == ("Summary.", True)
    assert (second.label, second.apart) == ("Resolved", False)


def test_a_piece_knows_its_line_and_its_whole() -> None:
    """A note can point at it, and a label that is no status stays with its words."""
    _, piece = pieces(f"Intro.\n\n*Resolved (iOS)* - Over. {track('1')}")
    assert (piece.line, piece.whole) == (3, "*Resolved (iOS)* - Over.")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f"- One. {track('1')}\n\n- Two\n  more. {track('2')}\n- Three. {track('3')}",
            ["One.", "Two\nmore.", "Three."],
        ),
        (f"{track('1')} - One.\n\n{track('2')} -- Two.\n\n{track('3')}: Three.", ["One.", "Two.", "Three."]),
        (f"{track('1')}\nOne.\n\n{track('2')}\nTwo.\n\n{track('3')}\nThree.", ["One.", "Two.", "Three."]),
        (f"One.\n{track('1')}\n\nTwo.\n{track('2')}\n\nThree.\n{track('3')}", ["One.", "Two.", "Three."]),
        (f"One. {track('1')}\nTwo. {track('2')}\nThree. {track('3')}", ["One.", "Two.", "Three."]),
        (
            f"One. {track('1')}\\\n\\\nTwo. {track('2')}\\\n\\\nThree. **{track('3')}**\\\n",
            ["One.", "Two.", "Three."],
        ),
        (f"# One\n\nWe. {track('1')}\n\n# Two\n\nYou. {track('2')}\n\n# Three\n\nAll. {track('3')}", None),
    ],
)
def test_stamps_go_with_their_words(body: str, expected: list[str] | None) -> None:
    """In lists, alone on a line before or behind, with a dash between, with hard line breaks, below headings."""
    found = told(body)
    assert [stamp for _, stamp, _ in found] == ["1", "2", "3"]
    assert [text for *_, text in found] == (expected or ["# One\n\nWe.", "# Two\n\nYou.", "# Three\n\nAll."])


def test_what_stands_above_stamps_on_lines_of_their_own_has_none() -> None:
    """Where the text ends in words, a stamp alone on its line belongs to the words that follow."""
    assert told(f"Intro.\n\n{track('1')}\nOne.\n\n{track('2')}\nTwo.") == [
        ("", "", "Intro."),
        ("", "1", "One."),
        ("", "2", "Two."),
    ]


@pytest.mark.parametrize(
    ("body", "is_story"),
    [
        ("*Post-mortem*\n\nA disk.", True),
        ("## Summary of it\n\nA disk.", True),
        ("RCA: a disk.", True),
        ("A disk.", False),
    ],
)
def test_a_story_says_that_it_is_one(body: str, is_story: bool) -> None:  # noqa: FBT001  -- a parameter of the test
    """By its label, or the first words of its heading."""
    assert pieces(body)[0].is_story == is_story


PARTS = st.sampled_from(
    [
        "word",
        "*Update* - ",
        "**Resolved**: ",
        track("2024-01-01 10:00:00"),
        "\n",
        "\n\n",
        "---",
        "```",
        "- ",
        "`",
        "  ",
        "*",
    ]
)


@given(st.lists(PARTS, max_size=40).map("".join))
def test_no_word_is_lost_or_said_twice(body: str) -> None:
    """Whatever the order of labels, stamps, rules and code: the words stand in the pieces as often as in the text."""
    found = pieces(body)
    assert sum(piece.whole.count("word") for piece in found) == body.count("word")
    times = re.findall("2024-01-01 10:00:00", body)
    assert sum(bool(piece.stamp) + piece.text.count("2024-01-01 10:00:00") for piece in found) == len(times)
