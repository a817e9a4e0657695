"""Secrets are never printed: what is told of a file shows the first three characters of each, and no more."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from statuskit.problems import Problem, Span
from statuskit.review.secrets import secrets
from statuskit.source.lines import Lines

_SHOWN = 3
_STAND_IN = "•"
_KEY_BEGINS = re.compile(r"PRIVATE KEY|PuTTY-User-Key-File")
_KEY_ENDS = re.compile(r"-----END [A-Z0-9 ]{1,60}-----|Private-MAC: \S+")

_Piece = tuple[int, int]


class Hiding:
    """The secrets found in a run, by file, line and column; `hide` takes them out of a problem.

    `found` counts how often one was.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pieces: dict[tuple[str, int], list[_Piece]] = {}
        self._values: set[str] = set()
        self._read: set[str] = set()
        self.found = 0

    def add(self, file: str, lines: Lines, start: int, end: int) -> None:
        """Hide what stands from `start` to `end` in a file's text, however many lines that is."""
        self.found += 1
        number, shown = lines.number(start), _SHOWN
        for line in range(number, lines.number(max(start, end - 1)) + 1):
            first, last = max(start, lines.start(line)), min(end, lines.end(line))
            column = first - lines.start(line)
            piece = (column + shown, column + last - first)
            self._pieces.setdefault((file, line), []).append(piece)
            shown = 0

    def add_value(self, value: str) -> None:
        """Hide a text wherever it is quoted."""
        self.found += 1
        if len(value) > _SHOWN:
            self._values.add(value)

    def read(self, file: str, text: str) -> None:
        """Hide the secrets of a file's whole text, also in what was never taken for an incident."""
        if file in self._read:
            return
        self._read.add(file)
        found = list(secrets(text))
        lines = Lines(text)
        for secret in found:
            self.add(file, lines, secret.start, key_end(text, secret.start, secret.end))
            self.add_value(text[secret.start : secret.end])

    def skip(self, files: Iterable[str]) -> None:
        """Take it that these files hold no secret: they were read before."""
        self._read.update(files)

    def hide(self, problem: Problem) -> Problem:
        """Give the problem without secrets, in its line and in its words; columns stay."""
        self._look_into(problem.file)
        excerpt = problem.excerpt
        if excerpt is not None and problem.span is not None:
            excerpt = self._excerpt(problem.file, problem.span, excerpt)
        message, hint = self._words(problem.message), self._words(problem.hint)
        if (message, hint, excerpt) == (problem.message, problem.hint, problem.excerpt):
            return problem
        return replace(problem, message=message, hint=hint, excerpt=excerpt)

    def hide_all(self, problems: Iterable[Problem]) -> list[Problem]:
        """Give all problems without secrets."""
        listed = list(problems)
        self.look_into(listed)
        return [self.hide(problem) for problem in listed]

    def look_into(self, problems: Iterable[Problem]) -> None:
        """Look for secrets in the files of these problems."""
        for problem in problems:
            self._look_into(problem.file)

    def _look_into(self, file: str) -> None:
        if file in self._read:
            return
        try:
            text = (self._root / file).read_bytes().decode("utf-8-sig", "replace")
        except (OSError, ValueError):
            text = ""
        self.read(file, text)

    def _excerpt(self, file: str, span: Span, excerpt: str) -> str:
        for first, last in self._pieces.get((file, span.line), ()):
            excerpt = excerpt[:first] + _STAND_IN * len(excerpt[first:last]) + excerpt[last:]
        return excerpt

    def _words(self, words: str) -> str:
        for value in self._values:
            if value in words:
                words = words.replace(value, f"{value[:_SHOWN]}…")
        return without_secrets(words)


def without_secrets(text: str) -> str:
    """Give a text with all but the first three characters of each secret in it left out."""
    for secret in reversed(list(secrets(text))):
        end = key_end(text, secret.start, secret.end)
        text = f"{text[: secret.start + _SHOWN]}…{text[end:]}"
    return text


def key_end(text: str, start: int, end: int) -> int:
    """Tell where a secret ends: of a private key only the first line was found, and its body follows."""
    if not _KEY_BEGINS.search(text, start, end):
        return end
    closing = _KEY_ENDS.search(text, end)
    return closing.end() if closing else len(text)
