"""Markdown as other tools read it → the same text so that our pages show it alike.

CommonMark lets a list or a table follow a line of text, nests lists by the width of the bullet, and breaks a
line with a backslash. Python-Markdown wants an empty line there, four spaces, and two spaces at the line's end.
"""

import re

import markdown

from statuskit.importers.bodies import clean_text, fitting, is_html, to_markdown
from statuskit.tangled import is_too_tangled

_FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,})[^`]*\Z")
_ITEM = re.compile(r"(?P<indent> *)(?P<bullet>[-*+]|(?P<number>\d{1,9})[.)])(?P<gap> +)(?=\S)")
_HEADING = re.compile(r" {0,3}(?P<level>#{1,6}) +(?:\\?#+[ \\]*)*(?P<words>.*)")
"""A heading; signs for one inside of it are left over from another tool."""

_ROW = re.compile(r" {0,3}\|.*\| *\Z")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})\Z")
_QUOTE = re.compile(r" {0,3}>")
# From the first of several spaces alone: tried from each of them, a long gap takes time by its square.
_BREAK = re.compile(r"(?<! ) *+(?<!\\)\\\Z")
_BREAKS = re.compile(r"(?<! )(?: *+\\)+ *+\Z")
_STEP = 4


def from_commonmark(text: str, *, lines_are_paragraphs: bool = False) -> str:
    """Return Markdown for our pages, without white space around it.

    With `lines_are_paragraphs` each line outside lists, tables, quotations and code is a paragraph: so texts
    are to be read that lost their empty lines on the way. Where a text holds HTML, all of it is converted.
    Raises `Unreadable` where it is too long.
    """
    lines = _Lines(own=lines_are_paragraphs)
    for line in clean_text(fitting(text)).strip().expandtabs(_STEP).split("\n"):
        lines.add(line.rstrip() if lines_are_paragraphs or not line.endswith("  ") else line)
    settled = "\n".join(lines.out).strip()
    if not is_html(settled):
        return settled
    if is_too_tangled(settled):
        return to_markdown(settled)
    return to_markdown(markdown.markdown(settled, extensions=["tables", "fenced_code"]))


class _Lines:
    """Takes in a text line by line; `out` is what came of it.

    `before`: what the line before was. `columns`: for each list that is open, the column of its items' text.
    """

    def __init__(self, *, own: bool) -> None:
        self.out: list[str] = []
        self.own = own
        self.before = "blank"
        self.columns: list[int] = []
        self.fence = ""

    def add(self, line: str) -> None:
        """Take in the next line."""
        indent = len(line) - len(line.lstrip(" "))
        if self.fence:
            self._code(line)
        elif not line or (self.own and not _BREAKS.sub("", line)):
            self._put("blank", "")
        elif fence := _FENCE.match(line):
            self.fence = fence["mark"]
            self._put("fence", self._inside(line, indent), apart=True)
        elif not self.columns and self.before in {"blank", "code"} and indent >= _STEP:
            self._put("code", line)
        elif heading := _HEADING.match(line):
            self.columns = []
            words = _BREAKS.sub("", heading["words"])
            self._put("heading", f"{heading['level']} {words}" if words else "", apart=True)
        elif _RULE.match(line):
            self.columns = []
            self._put("rule", line.strip(), apart=self.own or self.before != "text")
        elif self._is_item(item := _ITEM.match(line)) and item:
            self._item(item, line)
        elif _ROW.match(line):
            self._put("row", line.strip(), apart=self.before != "row")
        elif _QUOTE.match(line):
            self._put("quote", line, apart=self.before != "quote")
        else:
            self._text(line, indent)

    def _put(self, kind: str, line: str, *, apart: bool = False) -> None:
        """Write a line, with an empty one before it where it must stand apart."""
        apart = apart or self.before in {"row", "heading", "rule"}
        if apart and self.before not in {"blank", kind}:
            self.out.append("")
        if line or self.out[-1:] != [""]:
            self.out.append(line)
        self.before = kind

    def _code(self, line: str) -> None:
        closes = line.strip()
        self.out.append(self._inside(line, len(line) - len(line.lstrip(" "))))
        if closes.startswith(self.fence) and not closes.strip(self.fence[0]):
            self.fence, self.before = "", "fence"

    def _inside(self, line: str, indent: int) -> str:
        """Move a line from the column of the innermost list to ours."""
        column = self.columns[-1] if self.columns else 0
        return " " * (_STEP * len(self.columns)) + line[min(indent, column) :]

    def _is_item(self, found: re.Match[str] | None) -> bool:
        """Tell whether a line begins an item; a number inside running text begins one only if it is 1."""
        if found is None:
            return False
        running = self.before == "text" and not self.columns
        return not (running and not self.own and found["number"] and int(found["number"]) != 1)

    def _item(self, found: re.Match[str], line: str) -> None:
        while self.columns and len(found["indent"]) < self.columns[-1]:
            self.columns.pop()
        apart = self.before != "item" and not self.columns
        bullet = f"{found['number']}." if found["number"] else found["bullet"]
        words = _BREAKS.sub("", line[found.end() :]) if self.own else line[found.end() :]
        self._put("item", f"{' ' * (_STEP * len(self.columns))}{bullet} {words}", apart=apart)
        self.columns.append(found.end())

    def _text(self, line: str, indent: int) -> None:
        follows = self.before == "item" or (self.before == "text" and bool(self.columns))
        if self.own:
            line = _BREAKS.sub("", line)
            if indent < min(self.columns, default=0):
                self.columns = []
        else:
            line = _BREAK.sub("  ", line)
        while self.columns and indent < self.columns[-1] and not follows:
            self.columns.pop()
        if self.own and not self.columns and self.before == "text":
            self.out.append("")
        apart = self.before in {"quote", "fence", "code"} or (self.before == "item" and not self.columns)
        self._put("text", " " * (_STEP * len(self.columns)) + line.lstrip(" "), apart=apart)
