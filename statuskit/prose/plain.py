"""Cleaned HTML → plain text, for feeds, the terminal, calendars and messages."""

import re

from statuskit.prose.clean import BLOCKS
from statuskit.prose.figures import unmark
from statuskit.prose.tags import Reader, paragraphs

_CELLS = frozenset({"td", "th"})
_OWN_LINES = BLOCKS - _CELLS - {"thead", "tbody", "tfoot"}
_TIGHT = {"li": "item", "dt": "term", "dd": "term", "tr": "row"}
"""Blocks that follow others of their kind without a blank line."""

_BLANKS = re.compile(r"\s+")
_SPACES = re.compile(" +")
_AT_BREAKS = re.compile(r" *\n *")


def to_plain(html: str) -> str:
    """Return the text of cleaned HTML; placeholders outside code stay marked.

    Links read `text (address)`, paragraphs are separated by a blank line, list items begin with `- ` or
    their number, cells are separated by ` | `.
    """
    if parts := paragraphs(html):
        return "\n\n".join(parts)
    reader = _Reader()
    reader.read(html)
    return reader.text()


class _Reader(Reader):
    """Gather blocks, each with the gap before it, its indent and its bullet."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._words: list[str] = []
        self._lists: list[int | None] = []
        self._links: list[tuple[str, int]] = []
        self._bullet = ""
        self._kind = self._last_kind = ""
        self._code = 0
        self._verbatim = False
        self._silent = False

    def text(self) -> str:
        """Return everything read so far."""
        self._flush()
        return "".join(self._done).lstrip("\n")

    def take_start(self, tag: str, given: dict[str, str]) -> None:
        if tag in _OWN_LINES:
            self._flush()
            self._kind = _TIGHT.get(tag, self._kind)
        if tag in {"ul", "ol"}:
            self._lists.append(int(given.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            self._begin_item()
        elif tag in {"code", "pre"}:
            self._code += 1
            self._verbatim = self._verbatim or tag == "pre"
        elif tag == "a":
            self._begin_link(given)
        elif tag == "img":
            self._words.append(given.get("alt") or "")
        elif tag == "br":
            self._words.append("\n")
        elif tag in _CELLS and "".join(self._words).strip():
            self._words.append(" | ")

    def take_end(self, tag: str) -> None:
        if tag in _OWN_LINES:
            self._flush()
        if tag in {"code", "pre"}:
            self._code -= 1
            self._verbatim = self._verbatim and tag != "pre"
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "a" and self._links:
            self._end_link()

    def take_text(self, text: str) -> None:
        if not self._silent:
            shown = unmark(text) if self._code else text
            self._words.append(shown if self._verbatim else _BLANKS.sub(" ", shown))

    def _begin_item(self) -> None:
        self._bullet = "- "
        if self._lists and (number := self._lists[-1]) is not None:
            self._bullet = f"{number}. "
            self._lists[-1] = number + 1

    def _begin_link(self, given: dict[str, str]) -> None:
        self._silent = given.get("class") == "footnote-backref"
        self._links.append((given.get("href") or "#", len(self._words)))
        if given.get("class") == "footnote-ref":
            self._words.append("[")

    def _end_link(self) -> None:
        """Write the address behind the link's text, unless the text is the address."""
        self._silent = False
        address, first = self._links.pop()
        label = unmark("".join(self._words[first:]).strip())
        if not address.startswith("#") and label not in {address, address.removeprefix("mailto:")}:
            self._words.append(f" ({address})" if label else address)
        elif label.startswith("[") and address.startswith("#"):
            self._words.append("]")

    def _flush(self) -> None:
        text = "".join(self._words)
        self._words.clear()
        text = text.strip("\n") if self._verbatim else _AT_BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()
        if not text:
            return
        inner = "  " * len(self._lists)
        first = "  " * (len(self._lists) - 1) + self._bullet if self._bullet else inner
        gap = "\n" if self._kind and self._kind == self._last_kind else "\n\n"
        self._done.append(gap + first + text.replace("\n", "\n" + inner))
        self._last_kind, self._kind, self._bullet = self._kind, "", ""
