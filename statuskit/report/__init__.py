"""Problems in the forms that people and machines read; one function a form."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

import click

from statuskit.problems import Problem, Severity, Span, count, in_order

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_WIDEST = 100
_TAB = "    "
# What a terminal obeys instead of showing, and what is not seen at all: controls, line separators,
# overrides of writing direction, zero-width characters, tags; and what is no character (a stray byte of a
# file's name).
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def render_text(problems: Iterable[Problem], *, color: bool, end: str | None = None) -> str:
    """Write problems for a terminal: place, words, the line with a caret, and a summary at the end.

    Sorted by file and line; "" where there are none. Control characters of files are never passed on.
    `end` stands in place of the summary.
    """
    ordered = in_order(problems)
    if not ordered:
        return ""
    blocks = ["\n".join(_lines(problem, color=color)) for problem in ordered]
    return "\n".join([*blocks, "", end or summary(ordered)])


def summary(problems: Iterable[Problem]) -> str:
    """Count problems in words: `3 errors, 1 warning in 2 files`."""
    listed = list(problems)
    counts = count(listed)
    told = [_counted(counts[severity], severity) for severity in Severity if counts[severity]]
    return f"{', '.join(told)} in {_counted(len({problem.file for problem in listed}), 'file')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _lines(problem: Problem, *, color: bool) -> Iterator[str]:
    def styled(text: str, **style: str | bool) -> str:
        return click.style(text, **style) if color else text  # type: ignore[arg-type]  # keywords of `style`

    tint = _COLORS[problem.severity]
    span = problem.span
    place = f"{problem.file}:{span.line}:{span.column}" if span else problem.file
    first, *more = problem.hint.splitlines() or [""]
    words = safe(f"{problem.message} {first}".rstrip())
    severity = styled(problem.severity, fg=tint, bold=True)
    yield f"{styled(safe(place), bold=True)} {severity} {safe(problem.rule)}  {words}"
    yield from (f"    {safe(line)}".rstrip() for line in more)
    if span and problem.excerpt is not None and problem.excerpt.strip():
        line, caret = _window(problem.excerpt, span)
        gutter = " " * len(str(span.line))
        yield f"  {span.line} | {line}"
        if caret:
            yield f"  {gutter} | {styled(caret, fg=tint, bold=True)}"


def safe(text: str) -> str:
    """Put a replacement character in place of everything that a terminal would obey."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def _window(excerpt: str, span: Span) -> tuple[str, str]:
    """Give the part of a line around its span, and the carets below; tabs are written as spaces.

    The caret is "" where the span lies behind what is left of a very long line.
    """
    start, end = span.column - 1, max(span.end_column - 1, span.column)
    if start > len(excerpt):
        return f"{_shown(excerpt[:_WIDEST])}…", ""
    left = 0 if end <= _WIDEST else max(0, min(start - _WIDEST // 3, len(excerpt) - _WIDEST))
    right = left + _WIDEST
    before = ("…" if left else "") + _shown(excerpt[left:start])
    marked = _shown(excerpt[start : min(end, right)])
    after = _shown(excerpt[min(end, right) : right]) + ("…" if right < len(excerpt) else "")
    return (before + marked + after).rstrip(), " " * _cells(before) + "^" * max(1, _cells(marked))


def _shown(text: str) -> str:
    return safe(text.replace("\t", _TAB))


def _cells(text: str) -> int:
    """Count the cells that a text takes in a terminal: two for wide characters, none for marks."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
