"""Where each value of a document stands: key path → offsets and style, from the parser's events."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from yaml import events as yaml_events

from statuskit.problems import KeyPath
from statuskit.source.places import end_of, start_of

Style = Literal["plain", "single", "double", "literal", "folded", "block", "flow", "alias"]

_SCALARS: dict[str | None, Style] = {
    None: "plain",
    "": "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The place of one value; offsets count characters of the text.

    `key` is the start and end of its key, None for list items and the document. A quoted text has its
    quotes inside; a literal or folded one begins at its `|` or `>` and ends behind the line break of its
    last line that counts. A block collection begins at its first key or dash and ends with its last
    value; a flow collection has its brackets inside. `tag` is a tag that was written, as `!ENV`.
    """

    key: tuple[int, int] | None
    start: int
    end: int
    style: Style
    tag: str | None = None


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come. `key` is the pending key of a map; `skip` is what no path names."""

    path: KeyPath
    key_span: tuple[int, int] | None
    start: int
    style: Style
    tag: str | None
    is_map: bool
    skip: bool
    end: int
    length: int = 0
    key: str | None = None
    pending: tuple[int, int] | None = None
    awaits_key: bool = True


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.marks: dict[KeyPath, Mark] = {}
        self.open: list[_Open] = []

    def place(self) -> tuple[KeyPath, tuple[int, int] | None, bool]:
        """Name the next value: its path, its key's place, and whether it has no path at all."""
        if not self.open:
            return (), None, False
        parent = self.open[-1]
        if not parent.is_map:
            parent.length += 1
            return (*parent.path, parent.length - 1), None, parent.skip
        if parent.awaits_key:
            parent.awaits_key = False
            parent.key = None
            return parent.path, None, True
        parent.awaits_key = True
        if parent.key is None:
            return parent.path, None, True
        path = (*parent.path, parent.key)
        return path, parent.pending, parent.skip or path in self.marks

    def leaf(self, event: yaml_events.ScalarEvent | yaml_events.AliasEvent) -> None:
        start, end = start_of(event), end_of(event)
        parent = self.open[-1] if self.open else None
        if isinstance(event, yaml_events.ScalarEvent):
            if parent and parent.is_map and parent.awaits_key:
                parent.key, parent.pending, parent.awaits_key = event.value, (start, end), False
                return
            style, tag = _SCALARS[event.style], event.tag
            if style in {"literal", "folded"}:
                end = self.block_end(start, end)
        else:
            style, tag = "alias", None
        path, key, skip = self.place()
        if not skip:
            self.marks[path] = Mark(key=key, start=start, end=end, style=style, tag=tag)
        self.reach(end)

    def block_end(self, start: int, end: int) -> int:
        """Leave out the blank lines that follow a block text, unless its `+` makes them count."""
        header, _, _ = self.text[start:end].partition("\n")
        if "+" in header.partition("#")[0]:
            return end
        kept = len(self.text[:end].rstrip(" \t\r\n"))
        line_break = self.text.find("\n", kept, end)
        return end if line_break < 0 else line_break + 1

    def begin(self, event: yaml_events.CollectionStartEvent, *, is_map: bool) -> None:
        path, key, skip = self.place()
        style: Style = "flow" if event.flow_style else "block"
        start = start_of(event)
        self.open.append(
            _Open(
                path=path,
                key_span=key,
                start=start,
                style=style,
                tag=event.tag,
                is_map=is_map,
                skip=skip,
                end=start,
            )
        )
        if not skip:
            # Keeps the order of the document, and a second key of the same name out.
            self.marks[path] = Mark(key=key, start=start, end=start, style=style, tag=event.tag)

    def close(self, event: yaml_events.CollectionEndEvent) -> None:
        done = self.open.pop()
        end = end_of(event) if done.style == "flow" else done.end
        if not done.skip:
            self.marks[done.path] = Mark(
                key=done.key_span, start=done.start, end=end, style=done.style, tag=done.tag
            )
        self.reach(end)

    def reach(self, end: int) -> None:
        if self.open:
            self.open[-1].end = end


def index(events: Iterable[yaml_events.Event], text: str) -> dict[KeyPath, Mark]:
    """Map each key path of the first document to its place, in the order of the text.

    A key given twice counts once, and what stands under an alias or a key that is no text has no path.
    Works on the events before a syntax error as well.
    """
    walk = _Walk(text)
    for event in _first_document(events):
        if isinstance(event, (yaml_events.ScalarEvent, yaml_events.AliasEvent)):
            walk.leaf(event)
        elif isinstance(event, yaml_events.CollectionStartEvent):
            walk.begin(event, is_map=isinstance(event, yaml_events.MappingStartEvent))
        elif isinstance(event, yaml_events.CollectionEndEvent):
            walk.close(event)
    return walk.marks


def _first_document(events: Iterable[yaml_events.Event]) -> Iterator[yaml_events.Event]:
    for event in events:
        if isinstance(event, yaml_events.DocumentEndEvent):
            return
        yield event
