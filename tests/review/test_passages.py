"""Every text of an incident, and what of it is read for wording."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.review.passages import passages
from statuskit.review.prose import prose
from statuskit.review.rule import Part
from statuskit.review.sentences import sentence_around, sentences
from statuskit.source import read

from .samples import written

FULL = """\
title: TEXT title
workaround: [TEXT workaround]
updates:
  - at: 2026-11-20T14:02:00Z
    message: TEXT message
  - at: 2026-11-20T14:30:00Z
    status: resolved
    message: TEXT end
withdrawn: {at: 2026-11-20T14:40:00Z, because: TEXT withdrawn}
postmortem:
  summary: TEXT summary
  apology: {text: TEXT apology, by: TEXT by}
  impact:
    who: TEXT who
    count: {value: TEXT value, of: TEXT of, basis: measured}
    could_not: [TEXT could not]
    still_worked: [TEXT worked]
    figures: [{label: TEXT label, value: TEXT figure}, {label: TEXT number, value: 3}]
    data: {lost: TEXT lost, exposed: TEXT exposed}
  make_right:
    offer: TEXT offer
    to: TEXT to
    options: [{if: TEXT if, get: TEXT get, claim: "https://TEXT.example/"}]
    because: TEXT because
  plain: TEXT plain
  technical: TEXT technical
  factors: [{what: TEXT factor, kind: process}]
  trigger: TEXT trigger
  resolution: TEXT resolution
  detection: {how: alert, note: TEXT note}
  timeline: [{at: 2026-11-20T14:00:00Z, event: start, what: TEXT entry}]
  actions: [{what: TEXT action, state: dropped, proof: TEXT proof, because: TEXT dropped}]
  questions: [{asked: TEXT asked, answer: TEXT answer}]
  answers: {channels: [TEXT channel], note: TEXT answers}
  lessons: {well: [TEXT well], badly: [TEXT badly], lucky: [TEXT lucky]}
  unknowns: [TEXT unknown]
  corrections: [{at: 2026-11-20T15:00:00Z, what: TEXT correction}]
  glossary: {word: TEXT meaning}
  evidence: [{title: TEXT evidence, alt: TEXT alt, url: "https://TEXT2.example/"}]
"""


def test_every_text_is_there_with_its_path(tmp_path: Path) -> None:
    """Each text of the format is a passage, and its path is where it stands in the file."""
    source = read(FULL.encode(), "a.yml")
    expected = {
        path
        for path, mark in source.marks.items()
        if mark.style in {"plain", "double"} and "TEXT" in source.text[mark.start : mark.end]
    }
    found = written(FULL, tmp_path).passages
    assert {passage.path for passage in found} == expected
    assert len(found) == len(expected)
    for passage in found:
        mark = source.mark(passage.path)
        assert mark is not None
        assert passage.text == source.text[mark.start : mark.end].strip('"')


def test_every_part_is_used(tmp_path: Path) -> None:
    """There is no part of an incident that no passage belongs to."""
    assert {passage.part for passage in written(FULL, tmp_path).passages} == set(Part)


def test_updates_stand_with_their_messages(tmp_path: Path) -> None:
    """A message knows its update, so that a rule can look at its status and its promise."""
    record = written(FULL, tmp_path)
    told = [passage.update for passage in passages(record.incident) if passage.part is Part.MESSAGE]
    assert told == list(record.incident.updates)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("We broke it.", "We broke it."),
        ("Run `any inconvenience` now", "Run now"),
        ("Run ``a ` b`` now", "Run now"),
        ("A stray ` stays\n\nand ` here", "A stray ` stays and ` here"),
        ("```\ncode\n```\nsaid", "said"),
        ("~~~ sh\n``` not the end\n~~~\nsaid", "said"),
        ("said\n\n    code\n\n    more\n\nsaid", "said said"),
        ("- item\n\n    of the item\n", "- item of the item"),
        ("[our words](https://x.example/some-users)", "[our words]"),
        ('[words](x.md "some users")', "[words]"),
        ("[1]: https://x.example", "[1]:"),
        ("see <https://x.example/a> and https://y.example/b.", "see and ."),
        ("write to <a@b.example>", "write to"),
        ("<b class=x>said</b>", "said"),
        ("a < b and c > d", "a < b and c > d"),
        ("said <!-- some\nusers --> said", "said said"),
        ("a <!-- that never ends", "a <!-- that never ends"),
        ('He wrote "any inconvenience" to us', "He wrote to us"),
        ('He wrote "It broke." Then we', "He wrote . Then we"),
        ("„Ende.“ and «fin» and “end”", ". and and"),
        ('24" and 27" screens', '24" and 27" screens'),
        ("> any inconvenience\n\nsaid", "said"),
        ("For {duration} you could not", "For you could not"),
        ("any **inconvenience** and *some* _users_", "any inconvenience and some users"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("* one\n* two", "* one * two"),
    ],
)
def test_what_is_read_for_wording(*, text: str, read: str) -> None:
    """Code, addresses, quotations, HTML, placeholders and signs of emphasis are not; all else is."""
    found = prose(text)
    assert len(found) == len(text)
    assert " ".join(found.split()) == read


@given(st.text(st.sampled_from('ab`"<>!-*_[](){}:/ \n\t~.“”')))
def test_length_and_lines_stay(text: str) -> None:
    """Whatever the text: an offset in the prose is an offset in the text, and so is a line."""
    found = prose(text)
    assert len(found) == len(text)
    assert all(new in {old, " "} for old, new in zip(text, found, strict=True))
    assert [at for at, sign in enumerate(found) if sign == "\n"] == [
        at for at, sign in enumerate(text) if sign == "\n"
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "`",
        "` `` ",
        "<a ",
        '"a ',
        "[",
        "](",
        "](a(b)",
        "<!--",
        "{a",
        "_a ",
        "*",
        "“",
        "http://",
        "    \n",
        "~~~\n",
        "<a@",
    ],
)
def test_hostile_texts_are_quick(piece: str) -> None:
    """No text makes the reading of it slow."""
    before = time.process_time()
    prose(piece * (100_000 // len(piece)))
    assert time.process_time() - before < 1


def test_sentences() -> None:
    """Stops, paragraphs and list items end a sentence; abbreviations and small letters do not."""
    text = "At 3 p.m. UTC it broke. Some, e.g. API ones, failed! Why?\n- one\n- two\n\nEnd"
    told = [text[start:end] for start, end in sentences(text)]
    assert told == [
        "At 3 p.m. UTC it broke.",
        "Some, e.g. API ones, failed!",
        "Why?",
        "- one",
        "- two",
        "End",
    ]
    for sentence in told:
        at = text.index(sentence)
        assert sentence_around(text, at, at + 1) == sentence
        assert sentence_around(text, at + len(sentence) - 1, at + len(sentence)) == sentence


@given(st.text(st.sampled_from("ab. !?\n-A1")))
def test_sentences_leave_nothing_out(text: str) -> None:
    """All that is no white space stands in exactly one sentence, in order."""
    places = list(sentences(text))
    assert all(start < end for start, end in places)
    assert places == sorted(places)
    joined = "".join(text[start:end] for start, end in places)
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text)
