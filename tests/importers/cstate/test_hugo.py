"""What `statuskit.importers.cstate.hugo` reads of files in every dress."""

from pathlib import Path

import pytest

from tests.importers.cstate.source import (
    One,
    Read,
    document,
    issue,
    notes,
    said,
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: T\ndate: 2024-03-01\n---\nText\n", "content/issues/a.md:1: has no front matter"),
        ("---\ntitle: T\ndate: 2024-03-01\n", "content/issues/a.md:1: its front matter has no closing ---"),
        ('---\ntitle: "T\n---\nText\n', "content/issues/a.md:2: is no YAML that can be read"),
        ("---\ntitle: A: B\n---\nText\n", "content/issues/a.md:2: is no YAML that can be read"),
        ("+++\ntitle = T\n+++\nText\n", "content/issues/a.md:2: is no TOML that can be read"),
        ('{"title": \n\nText\n', "content/issues/a.md:1: its front matter is no JSON that can be read"),
        (issue(title=None), "content/issues/a.md: has no title; left out"),
        (issue(date=None), "content/issues/a.md: has no date that can be read; left out"),
        (issue(date="2024-08-13T015:00:00+02:00"), ":3: date '2024-08-13T015:00:00+02:00' is no time"),
        ("", "content/issues/a.md:1: has no front matter"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_comes_in(read: Read, text: str, told: str) -> None:
    """One line with file and line, and the issue beside it is there."""
    history = read({"content/issues/a.md": text, "content/issues/b.md": issue()})
    lost, whole = sorted(history.incidents, key=lambda each: each.place)
    assert lost.document is None
    assert told in notes(lost)
    assert said(whole)


def test_a_file_too_large_to_be_meant_is_not_read(read: Read) -> None:
    """The report says so."""
    history = read({"content/issues/a.md": issue("x" * 300_000), "content/issues/b.md": issue()})
    assert [bool(each.document) for each in history.incidents] == [False, True]
    assert "is larger than 256 KiB; left out" in notes(history.incidents[0])


@pytest.mark.parametrize(
    "text",
    [
        issue().replace("\n", "\r\n"),
        "\n\n" + issue(),
        issue(severity="down # bad"),
        issue().replace("title:", "Title:").replace("severity:", "Severity:").replace("date:", "Date:"),
        (
            '+++\ntitle = "Orders fail"\ndate = 2024-03-01T09:00:00Z\nresolved = true\nresolvedWhen = 2024-03-01T10:00:00Z\n'
            'severity = "down"\naffected = ["API"]\nsection = "issue"\n+++\nWe look.\n'
        ),
        (
            '{"title": "Orders fail", "date": "2024-03-01T09:00:00Z", "resolved": true,\n'
            '"resolvedWhen": "2024-03-01T10:00:00Z", "severity": "down", "affected": ["API"], "section": "issue"}\nWe look.\n'
        ),
    ],
)
def test_front_matter_in_every_dress(one: One, text: str) -> None:
    """CRLF, blank lines above, comments, capitals, TOML and JSON all say the same."""
    assert document(one(text)) == document(one(issue()))


def test_other_encodings_are_read_and_told(read: Read, tmp_path: Path) -> None:
    """Latin-1 and UTF-16 come in; the guess is a note."""
    (tmp_path / "content/issues").mkdir(parents=True)
    (tmp_path / "content/issues/latin.md").write_bytes(issue(title="Café").encode("latin-1"))
    (tmp_path / "content/issues/wide.md").write_bytes(issue(title="Café").encode("utf-16"))
    history = read({})
    assert [document(each)["title"] for each in history.incidents] == ["Café", "Café"]
    assert [note.place for note in history.notes] == ["content/issues/latin.md"]
