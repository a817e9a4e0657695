"""What was found to be a secret is never shown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.gate.hiding import Hiding, key_end
from statuskit.problems import Problem, Severity, Span
from statuskit.source.lines import Lines

TOKEN = "ghp_" + "a1B2" * 9


def problem(message: str = "Wrong.", *, hint: str = "", line: int = 1, excerpt: str | None = None) -> Problem:
    """Make a problem of `a.yml`."""
    return Problem(
        rule="x",
        severity=Severity.ERROR,
        file="a.yml",
        message=message,
        hint=hint,
        span=Span(line=line, column=1, end_column=2),
        excerpt=excerpt,
    )


def test_a_line_keeps_its_columns(tmp_path: Path) -> None:
    """Three characters of a secret stay, the rest is dots, and what stands behind stays where it was."""
    line = f"title: {TOKEN} here"
    (tmp_path / "a.yml").write_text(line, encoding="utf-8")
    hidden = Hiding(tmp_path).hide(problem(excerpt=line)).excerpt
    assert hidden == f"title: ghp{'•' * (len(TOKEN) - 3)} here"


@pytest.mark.parametrize(
    "words", [f"The key {TOKEN} is odd.", f'"{TOKEN}": a long word', f"{TOKEN} and {TOKEN}"]
)
def test_words_are_hidden(*, tmp_path: Path, words: str) -> None:
    """A secret that a message or a remedy quotes is cut after its third character, in a file or not."""
    told = Hiding(tmp_path).hide(problem(words, hint=words))
    expected = words.replace(TOKEN, "ghp…")
    assert (told.message, told.hint) == (expected, expected)


def test_what_is_told_is_hidden_in_all_problems(tmp_path: Path) -> None:
    """A text told to be a secret is hidden wherever it is quoted, and on each line that it goes over."""
    hiding = Hiding(tmp_path)
    text = "a: correct\n  horse battery\n"
    hiding.add("a.yml", Lines(text), 3, len(text) - 1)
    hiding.add_value("correct horse")
    assert hiding.hide(problem(excerpt="a: correct")).excerpt == "a: cor••••"
    assert hiding.hide(problem(line=2, excerpt="  horse battery")).excerpt == "•" * 15
    assert hiding.hide(problem("It says correct horse.")).message == "It says cor…."


def test_problems_without_secrets_stay(tmp_path: Path) -> None:
    """Where nothing is secret nothing changes, also for files that are not there."""
    plain = [problem("a", excerpt="title: x"), problem("b", hint="c")]
    assert Hiding(tmp_path).hide_all(plain) == plain


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nmore", "PRIVATE KEY-----\nmore"),
        ("-----BEGIN PRIVATE KEY-----\nabc\n", ""),
    ],
)
def test_a_private_key_goes_on(*, text: str, end: str) -> None:
    """A private key ends with its last line, or with the text."""
    place = key_end(text, 0, 27)
    assert text[place:] == ("\nmore" if end else "")


@given(
    before=st.text(st.sampled_from("ab :\n\"'é日"), max_size=30),
    after=st.text(st.sampled_from("ab :\n"), max_size=30),
)
def test_no_line_of_a_file_shows_a_secret(*, before: str, after: str) -> None:
    """Whatever stands around it: of all lines of a file, none shows more of a secret than three characters."""
    text = f"{before} {TOKEN} {after}"
    lines = Lines(text)
    hiding = Hiding(Path("/nowhere"))
    hiding.read("a.yml", text)
    shown = [
        hiding.hide(problem(line=number, excerpt=lines.line(number))).excerpt
        for number in range(1, lines.number(len(text)) + 1)
    ]
    assert not any(TOKEN[:4] in (line or "") or TOKEN[-4:] in (line or "") for line in shown)
    assert [len(line or "") for line in shown] == [
        len(lines.line(number + 1)) for number in range(len(shown))
    ]
