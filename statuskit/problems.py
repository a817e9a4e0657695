"""A problem of a file as data: sorting and counting. Printing stands in `report`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

KeyPath = tuple[str | int, ...]
"""Keys and list indexes from the top of a document, as `("updates", 1, "status")`."""


class Severity(StrEnum):
    """How much a problem weighs; what stops where is a matter of the command."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place in a text file: 1-based line and column, and the column after its end on that line."""

    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that a person should mend.

    `file` is relative to the project's folder, with forward slashes. `excerpt` is the text of the
    line that `span` points at; both are None where a problem has no place inside the file.
    `message` says what and why, `hint` what to do.
    """

    rule: str
    severity: Severity
    file: str
    message: str
    hint: str = ""
    path: KeyPath = ()
    span: Span | None = None
    excerpt: str | None = None


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by file, line, column and rule, without repetitions."""

    def place(problem: Problem) -> tuple[str, int, int, str, str]:
        span = problem.span
        line, column = (span.line, span.column) if span else (0, 0)
        return problem.file, line, column, problem.rule, problem.message

    return sorted(dict.fromkeys(problems), key=place)


def count(problems: Iterable[Problem]) -> Counter[Severity]:
    """Count problems by severity."""
    return Counter(problem.severity for problem in problems)
