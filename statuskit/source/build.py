"""Values from the parser's events, with every refusal that needs the tree: keys, tags, aliases, sizes."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from yaml import YAMLError
from yaml import events as yaml_events

from statuskit.problems import KeyPath
from statuskit.source.fault import QUOTE, Fault, shown
from statuskit.source.places import end_of, start_of
from statuskit.source.values import Value, scalar

MAX_DEPTH = 32
MAX_NODES = 10_000

_TEXT_TAG = "tag:yaml.org,2002:str"
_CONTAINERS = (dict, list)


class _Discard:
    """In place of a key: what follows has been refused and goes nowhere."""


class _Merge:
    """In place of a key: what follows is merged into the map."""


_DISCARD: Final = _Discard()
_MERGE: Final = _Merge()


class _Stop(Exception):
    """The way out of the event loop when nothing more can be made of a text."""


class _Open:
    """A collection whose end has not come."""

    __slots__ = ("height", "is_text", "items", "key", "key_event", "merges", "nodes", "start")

    def __init__(
        self, items: "dict[str, Value] | list[Value]", start: yaml_events.CollectionStartEvent, nodes: int
    ) -> None:
        self.items = items
        self.start = start
        self.key: str | _Discard | _Merge | None = None
        self.key_event: yaml_events.ScalarEvent | None = None
        self.merges: list[Value] = []
        self.nodes = nodes
        self.height = 1
        self.is_text = False


class Builder:
    """Builds the value of one text; afterwards `value`, `faults`, `events` and `error` tell what came of it.

    `value` is None after a fault that leaves no tree. `events` holds everything that was read, up to a
    syntax error, which is then `error`. `names` gives back characters that a mend stood in for.
    """

    def __init__(self, text: str, *, tolerant: bool, names: dict[int, str] | None = None) -> None:
        self.text = text
        self.tolerant = tolerant
        self.names = names
        self.value: Value | None = None
        self.faults: list[Fault] = []
        self.events: list[yaml_events.Event] = []
        self.error: YAMLError | None = None
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0
        self._anchors: dict[str, tuple[Value, int, int, yaml_events.Event]] = {}
        self._used: set[str] = set()

    def run(self, parser: Callable[[str], Any]) -> None:
        """Read until the text or its first document ends, or until nothing more can be made of it.

        `parser` is one of PyYAML's; of its result only `get_event()` is used.
        """
        try:
            self._run(iter(parser(self.text).get_event, None))
        except YAMLError as error:
            self.error = error
            self.value = None
        except _Stop:
            self.value = None
        if not self.tolerant:
            self._check_anchors()

    def _run(self, events: Iterator[Any]) -> None:
        keep = self.events.append
        for event in events:
            keep(event)
            kind = type(event)
            if kind is yaml_events.ScalarEvent:
                self._scalar(event)
            elif kind is yaml_events.MappingStartEvent:
                self._start(event, {})
            elif kind is yaml_events.SequenceStartEvent:
                self._start(event, [])
            elif kind is yaml_events.MappingEndEvent or kind is yaml_events.SequenceEndEvent:
                self._end()
            elif kind is yaml_events.AliasEvent:
                self._alias(event)
            elif kind is yaml_events.DocumentStartEvent:
                self._documents += 1
                if self._documents > 1:
                    self._second_document(event)
                    return

    def _scalar(self, event: yaml_events.ScalarEvent) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._too_many(event)
        names = self.names
        if names:
            event.value = event.value.translate(names)
        text = event.value
        parent = self._open[-1] if self._open else None
        if parent is not None and parent.key is None and type(parent.items) is dict:
            self._key(parent, event, text)
            return
        plain = not event.style
        if event.tag is not None:
            plain = plain and self.tolerant
            self._check_tag(event)
        if not text and plain and parent is not None and not self.tolerant and parent.key is not None:
            self._check_colon(parent, event)
        value = scalar(text) if plain else text
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1, 0, event)
        self._attach(value)

    def _key(self, parent: _Open, event: yaml_events.ScalarEvent, key: str) -> None:
        """Take the key of the next value, or refuse it together with that value."""
        items = parent.items
        parent.key_event = event
        if event.tag is not None:
            self._check_tag(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = (key, 1, 0, event)
        if key in items or not key or (key == "<<" and not event.style):
            parent.key = self._odd_key(event, key)
            return
        parent.key = key
        if " " in key and not items and not event.style and not self.tolerant:
            self._check_item(parent, event, key)

    def _odd_key(self, event: yaml_events.ScalarEvent, key: str) -> str | _Discard | _Merge:
        if key == "<<" and not event.style:
            if self.tolerant:
                return _MERGE
            self._fault(
                "merge-key",
                event,
                "`<<` would merge another map into this one. Incident files have no merge keys: "
                "what a file says must be readable where it stands.",
                "Write the keys out.",
            )
        elif not key:
            if event.style:
                return key
            self._fault(
                "key-not-text",
                event,
                "A key is missing before this colon.",
                "Write the key, or put the text that begins with the colon in quotes.",
            )
        else:
            self._fault(
                "duplicate-key",
                event,
                f"The key {shown(key)} stands twice in the same map.",
                "Keep one of the two, or merge what they say.",
                path=(*self._path(), key),
            )
        return _DISCARD

    def _start(
        self, event: yaml_events.CollectionStartEvent, items: "dict[str, Value] | list[Value]"
    ) -> None:
        self._count(event, 1)
        if len(self._open) >= MAX_DEPTH:
            self._too_deep(event)
        if event.tag is not None:
            self._check_tag(event)
        self._open.append(_Open(items, event, self._nodes - 1))

    def _end(self) -> None:
        done = self._open.pop()
        value: Value = done.items
        if done.merges and isinstance(value, dict):
            _merge(value, done.merges)
        anchor = done.start.anchor
        if anchor is not None:
            self._anchors[anchor] = (value, self._nodes - done.nodes, done.height, done.start)
        if self._open and self._open[-1].height <= done.height:
            self._open[-1].height = done.height + 1
        if done.is_text:
            value = self._as_text(done)
        self._attach(value)

    def _attach(self, value: Value) -> None:
        if not self._open:
            self.value = value
            return
        parent = self._open[-1]
        items, key = parent.items, parent.key
        if type(items) is list:
            items.append(value)
            return
        if key is None:
            # A collection or an alias where a key is expected.
            self._fault(
                "key-not-text",
                self.events[-1],
                "A list, a map or an alias stands where a key is expected. Keys are text.",
                "Text that begins with `[`, `{` or `*` must stand in quotes.",
            )
            parent.key = _DISCARD
            return
        if isinstance(key, str):
            items[key] = value  # type: ignore[call-overload]  # a pending key means a dict
        elif key is _MERGE:
            parent.merges.append(value)
        parent.key = None

    def _alias(self, event: yaml_events.AliasEvent) -> None:
        name = event.anchor or ""
        self._used.add(name)
        found = self._anchors.get(name)
        if found is None:
            self._count(event, 1)
            inside = any(item.start.anchor == name for item in self._open)
            self._fault(
                "unknown-alias",
                event,
                f"`*{name}` repeats the value that it is itself a part of."
                if inside
                else f"A text that begins with `*` is read as an alias, and there is no `&{name}` before it.",
                "Write the value out." if inside else QUOTE,
            )
            self._attach(self.text[start_of(event) : end_of(event)])
            return
        value, nodes, height, _ = found
        self._count(event, nodes)
        if len(self._open) + height > MAX_DEPTH:
            self._too_deep(event)
        if self._open and self._open[-1].height <= height:
            self._open[-1].height = height + 1
        self._attach(value)

    def _count(self, event: yaml_events.Event, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            self._too_many(event)

    def _too_many(self, event: yaml_events.Event) -> None:
        self._fault(
            "too-many-values",
            event,
            f"The file holds more than {MAX_NODES:,} values, each `*alias` counted with all it stands for.",
            "Split the file, or write fewer aliases.",
        )
        raise _Stop

    def _too_deep(self, event: yaml_events.Event) -> None:
        self._fault(
            "too-deep",
            event,
            f"Lists and maps are nested more than {MAX_DEPTH} deep here.",
            "No key needs that. If this is text, put it in quotes.",
        )
        raise _Stop

    def _check_tag(self, event: yaml_events.ScalarEvent | yaml_events.CollectionStartEvent) -> None:
        if self.tolerant or event.tag == _TEXT_TAG:
            return
        start = start_of(event)
        word = self.text[start:].split(maxsplit=1)[0]
        self._fault(
            "custom-tag",
            event,
            f"A value that begins with `!` is read as a YAML tag, and {shown(word)} is none that belongs here.",
            f"If it is text: {QUOTE[0].lower()}{QUOTE[1:]} Else leave the tag out.",
            end=start + len(word),
        )

    def _check_colon(self, parent: _Open, event: yaml_events.ScalarEvent) -> None:
        """Refuse a key without a colon: in a flow map, the rest of a text after its comma."""
        key, key_event = parent.key, parent.key_event
        if not isinstance(key, str) or key_event is None:
            return
        if ":" in self.text[end_of(key_event) : start_of(event)]:
            return
        hint = "If it belongs to the text before it, put that text in quotes: a comma ends a text inside { }."
        if ":" in key:
            hint = "Put a space after the colon."
        self._fault(
            "comma-in-text",
            event,
            f"{shown(key)} has no value.",
            hint,
            start=start_of(key_event),
            end=end_of(key_event),
        )
        parent.key = _DISCARD

    def _check_item(self, item: _Open, event: yaml_events.ScalarEvent, key: str) -> None:
        """Refuse a list item that a colon made into a map; no map in a list has keys of several words."""
        holder = self._open[-2].items if len(self._open) > 1 else None
        if not isinstance(holder, list) or "private" in self._path():
            return
        colon = self.text.find(":", end_of(event))
        if colon < 0 or self.text[end_of(event) : colon].strip():
            return
        item.is_text = True
        self._fault(
            "colon-in-text",
            event,
            f"The colon after {shown(key)} makes this list item a map.",
            "Put the whole item in quotes.",
            start=colon,
            end=colon + 1,
            path=self._path(),
        )

    def _as_text(self, done: _Open) -> Value:
        """Give an item that `_check_item` refused as the text that was meant, where that is plain."""
        value = done.items
        if isinstance(value, dict) and len(value) == 1:
            key, rest = next(iter(value.items()))
            if isinstance(rest, str):
                return f"{key}: {rest}"
        return value

    def _check_anchors(self) -> None:
        """Refuse names that nothing refers to: in a text they would be cut away silently."""
        for name, (value, _, _, event) in self._anchors.items():
            if name not in self._used and not isinstance(value, _CONTAINERS):
                start = start_of(event)
                self._fault(
                    "unused-anchor",
                    event,
                    f"`&{name}` is read as the name of a value, not as text, and nothing refers to it.",
                    f"If it is text: {QUOTE[0].lower()}{QUOTE[1:]}",
                    end=start + len(name) + 1,
                )

    def _second_document(self, event: yaml_events.Event) -> None:
        self._fault(
            "several-documents",
            event,
            "A second document begins at this `---`. One file tells of one incident.",
            "Move what follows into a file of its own; for a line across a text, write it below a `|`.",
        )

    def _path(self) -> KeyPath:
        """Name the innermost open collection."""
        path: list[str | int] = []
        for item in self._open[:-1]:
            if isinstance(item.items, list):
                path.append(len(item.items))
            else:
                path.append(item.key if isinstance(item.key, str) else "")
        return tuple(path)

    def _fault(
        self,
        rule: str,
        event: yaml_events.Event,
        message: str,
        hint: str,
        *,
        start: int | None = None,
        end: int | None = None,
        path: KeyPath | None = None,
    ) -> None:
        self.faults.append(
            Fault(
                rule=rule,
                start=start_of(event) if start is None else start,
                end=end_of(event) if end is None else end,
                message=message,
                hint=hint,
                path=self._path() if path is None else path,
            )
        )


def _merge(items: dict[str, Value], merged: list[Value]) -> None:
    """Merge as YAML 1.1 does: keys of the map itself win, then the first of the merged maps."""
    for value in merged:
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                for key, inner in part.items():
                    items.setdefault(key, inner)
