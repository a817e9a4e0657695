"""Cleaned HTML read tag by tag: it is well formed, so it needs no parser that forgives."""

import re
from html import unescape

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*+)((?:[^<>"]++|"[^"]*+")*+)>')
_PARAGRAPH = r"<p>[^<&\s]++(?: [^<&\s]++)*+</p>"
_PARAGRAPHS = re.compile(rf"{_PARAGRAPH}(?:\n{_PARAGRAPH})*+")
_ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*+)(?:="([^"]*+)")?')


def paragraphs(html: str) -> list[str] | None:
    """Give the paragraphs of a text that is nothing but words in lines, as most are; None of every other text."""
    if not _PARAGRAPHS.fullmatch(html):
        return None
    return html.removeprefix("<p>").removesuffix("</p>").split("</p>\n<p>")


class Reader:
    """Takes what stands in cleaned HTML, in its order; character references are letters by then."""

    def read(self, html: str) -> None:
        """Take a whole fragment."""
        first, *rest = _TAG.split(html)
        if first:
            self.take_text(unescape(first))
        for slash, tag, given, text in zip(rest[::4], rest[1::4], rest[2::4], rest[3::4], strict=True):
            if slash:
                self.take_end(tag)
            else:
                self.take_start(tag, _attributes(given) if given else {})
            if text:
                self.take_text(unescape(text))

    def take_start(self, tag: str, given: dict[str, str]) -> None:
        """Take an element's beginning, and its attributes."""
        raise NotImplementedError

    def take_end(self, tag: str) -> None:
        """Take an element's end."""
        raise NotImplementedError

    def take_text(self, text: str) -> None:
        """Take the letters between two tags."""
        raise NotImplementedError


def _attributes(given: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(given)}
