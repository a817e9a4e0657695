"""The placeholders of postmortem texts: marked before Markdown, filled in after the cleaning.

A placeholder travels through Markdown between two Unicode noncharacters, so that no extension takes
its braces for its own; what stands in code gets its braces back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMES = ("duration", "downtime", "longest_window", "started", "resolved", "updates", "longest_silence")
"""Every placeholder that the format knows."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")
_CODE_SPAN_OR_PLACEHOLDER = re.compile(
    rf"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|(?<!\\)\{{(?P<name>{'|'.join(NAMES)})\}}", re.DOTALL
)
_BLANK_LINES = re.compile(r"(\n[ \t]*\n)")
_CODE_TAG_OR_MARK = re.compile(
    r"(?P<code><pre\b.*?</pre>|<code\b.*?</code>)"
    r'|(?P<tag><[^"<>]*(?:"[^"]*"[^"<>]*)*>)'
    rf"|{_OPEN}(?P<name>[a-z_]+){_CLOSE}",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """One placeholder's value, as plain text and as HTML (where times are `<time>` elements)."""

    text: str
    html: Markup


Figures = Mapping[str, Filled]
"""Placeholder's name → its value. A placeholder that is not in it stays as it was written."""


def without_marks(text: str) -> str:
    """Replace the two noncharacters, which no honest text holds, by U+FFFD."""
    return text.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")


def mark(text: str) -> str:
    """Mark every placeholder of a text that does not stand in a code span."""
    if "{" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        name = match["name"]
        return f"{_OPEN}{name}{_CLOSE}" if name else match[0]

    # A code span ends with its block at the latest; a stray backtick must not reach the next one.
    return "".join(_CODE_SPAN_OR_PLACEHOLDER.sub(one, block) for block in _BLANK_LINES.split(text))


def unmark(text: str) -> str:
    """Give every marked placeholder its braces back."""
    return _MARK.sub(r"{\1}", text) if _OPEN in text else text


def fill_html(html: str, figures: Figures) -> str:
    """Fill in the marked placeholders of cleaned HTML: HTML in its text, text in attributes, none in code."""
    if _OPEN not in html:
        return html

    def one(match: re.Match[str]) -> str:
        if match["code"]:
            return unmark(match["code"])
        if match["tag"]:
            return fill_text(match["tag"], figures, escaped=True)
        value = figures.get(match["name"])
        return str(value.html) if value else unmark(match[0])

    return _CODE_TAG_OR_MARK.sub(one, html)


def fill_text(text: str, figures: Figures, *, escaped: bool = False) -> str:
    """Fill in the marked placeholders of a plain text, or of an attribute (`escaped`)."""

    def one(match: re.Match[str]) -> str:
        value = figures.get(match[1])
        if not value:
            return unmark(match[0])
        return str(escape(value.text)) if escaped else value.text

    return _MARK.sub(one, text)


class MarkPlaceholders(Preprocessor):
    """Mark the placeholders once fenced code has been put aside."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with their placeholders marked."""
        return mark("\n".join(lines)).split("\n")


class UnmarkCode(Treeprocessor):
    """Give placeholders in indented code their braces back before it is highlighted."""

    def run(self, root: "Element") -> None:
        """Change the tree in place."""
        for element in root.iter("code"):
            if element.text:
                element.text = unmark(element.text)


def register(md: Markdown) -> None:
    """Add both processors: fenced code is put aside at 25, code is highlighted at 30."""
    md.preprocessors.register(MarkPlaceholders(md), "statuskit-mark", 5)
    md.treeprocessors.register(UnmarkCode(md), "statuskit-unmark", 45)
