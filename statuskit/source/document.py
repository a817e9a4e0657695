"""One YAML file that has been read: its text, its value, its problems, and where everything stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from yaml import events as yaml_events

from statuskit.problems import KeyPath, Problem, Span
from statuskit.source.inside import locate
from statuskit.source.lines import Lines
from statuskit.source.marks import Mark, index
from statuskit.source.values import Value


@dataclass(frozen=True, kw_only=True)
class Source:
    """One YAML file: its text, what it means, and what is wrong with it.

    `text` is the file's text as it stands there, less a byte order mark. `value` is None where the text
    has no tree; where it has one, `problems` may still tell of errors, and the file is to be refused.
    """

    # Without slots: the places are worked out when first asked for, and most files are never asked.
    file: str
    text: str
    value: Value | None
    problems: tuple[Problem, ...]
    events: tuple[yaml_events.Event, ...] = field(default=(), repr=False)

    @cached_property
    def marks(self) -> Mapping[KeyPath, Mark]:
        """Key path → place of each value, in the order of the text."""
        return index(self.events, self.text)

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    def mark(self, path: KeyPath) -> Mark | None:
        """Tell where the value of `path` stands; None if it is not in the file."""
        return self.marks.get(path)

    def place(self, path: KeyPath, *, key: bool = False) -> tuple[Span, str]:
        """Tell where `path` stands, or its nearest ancestor in the file, and give that line.

        With `key`, its key instead of its value; a list item has none, so its value is meant.
        """
        found = path
        while found not in self.marks and found:
            found = found[:-1]
        mark = self.marks.get(found)
        if mark is None:
            start, end = 0, 0
        elif mark.key is not None and (key or (found != path and mark.style == "block")):
            start, end = mark.key
        else:
            start, end = mark.start, mark.end
        return self.at(start, end)

    def inside(self, path: KeyPath, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Tell where `start` to `end` of the text at `path` stands, as offsets of the file.

        `text` is that value, white space at its ends or between its words perhaps less. None where the file
        has no such text there, as below an alias.
        """
        mark = self.marks.get(path)
        return locate(self.text, mark, text, start, end) if mark else None

    def at(self, start: int, end: int) -> tuple[Span, str]:
        """Turn offsets of the text into a place and the line to show."""
        span = self.lines.span(start, end)
        return span, self.lines.excerpt(span.line)
