"""The terms of a glossary, marked where a text first uses them."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

_TAG = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')
_NAME = re.compile(r"</?([a-z0-9]+)")
_LEFT_ALONE = frozenset({"a", "abbr", "code", "figcaption", "h3", "h4", "h5", "h6", "pre", "summary"})
"""Elements in which no term is marked: links, headings, and what is not said in our own words."""


def mark_terms(html: Markup, terms: Mapping[str, tuple[str, str]]) -> Markup:
    """Link each term to its meaning where a cleaned text first uses it.

    `terms` maps a term to the id of its meaning on the page and the meaning as plain text, which the link
    carries for a tooltip. Letters' case does not matter; a term inside another word is none.
    """
    waiting = {str(escape(term)).lower(): target for term, target in terms.items() if term.strip()}
    if not waiting:
        return html
    marked, inside = [], 0
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            found = _NAME.match(piece)
            if found and found[1] in _LEFT_ALONE:
                inside += -1 if piece.startswith("</") else 1
            marked.append(piece)
        else:
            marked.append(piece if inside or not waiting else _marked(piece, waiting))
    return Markup("").join(Markup(piece) for piece in marked)  # noqa: S704 - pieces of the cleaned text, and links made below


def _marked(text: str, waiting: dict[str, tuple[str, str]]) -> str:
    """Mark the terms that still wait in a stretch of escaped text, and take them off the list."""
    longest_first = sorted(waiting, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w&])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)

    def link(match: re.Match[str]) -> str:
        target = waiting.pop(match[0].lower(), None)
        if target is None:
            return match[0]
        anchor, meaning = target
        opening = Markup('<a class="term" href="#{0}" aria-describedby="{0}" data-meaning="{1}">')
        return f"{opening.format(anchor, meaning)}{match[0]}</a>"

    return pattern.sub(link, text)
