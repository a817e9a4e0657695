"""Offsets of a text as lines and columns, and the line to show beside a problem."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from statuskit.problems import Span

_BREAK = re.compile(r"\r\n|\r|\n")
_UNPRINTABLE = re.compile(r"[^\t -~\u00a0-\u1fff\u2010-\u2027\u2030-\u205f\u2070-\ufefe\uff00-\U0010ffff]")
_LONGEST_EXCERPT = 1_000


@dataclass(frozen=True)
class Lines:
    """The lines of `text`. Offsets and columns count characters; lines and columns begin at 1."""

    # Without slots: the table is worked out when first asked for, and most files are never asked.
    text: str

    @cached_property
    def _breaks(self) -> list[tuple[int, int]]:
        return [found.span() for found in _BREAK.finditer(self.text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end for _, end in self._breaks)]

    def number(self, offset: int) -> int:
        """Tell the line in which `offset` lies."""
        return bisect_right(self._starts, offset)

    def start(self, line: int) -> int:
        """Tell the offset of the first character of `line`."""
        return self._starts[line - 1]

    def end(self, line: int) -> int:
        """Tell the offset behind the last character of `line`, its line break left out."""
        return self._breaks[line - 1][0] if line <= len(self._breaks) else len(self.text)

    def line(self, line: int) -> str:
        """Give the text of `line` without its line break."""
        return self.text[self.start(line) : self.end(line)]

    def span(self, start: int, end: int) -> Span:
        """Tell where `start` to `end` stands, cut at the end of the first line; never empty."""
        line = self.number(start)
        first = self.start(line)
        column = start - first + 1
        stop = min(end, self.end(line)) - first + 1
        return Span(line=line, column=column, end_column=max(column + 1, stop))

    def excerpt(self, line: int) -> str:
        """Give `line` fit to be shown: no control characters, columns as in the file, at most 1,000 of them."""
        start = self.start(line)
        shown = self.text[start : min(self.end(line), start + _LONGEST_EXCERPT)]
        return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", shown)
