"""Which texts Markdown would take too long over."""

import re

_LONG = 5_000
_MANY = 500
_UNCLOSED = 200
_MANY_BEGINNINGS = 1_500
_MARKER = r"(?:>|(?:\d+\.|[-+*:])[ \t])"
_DEEP = re.compile(rf"^(?:[ \t]*{_MARKER}){{30}}|^[ \t]{{120,}}{_MARKER}", re.MULTILINE)
_BEGINNING = re.compile(r"^[ \t]*(?:#|[-+*:>]|\d+\.|```|~~~)", re.MULTILINE)


def is_too_tangled(text: str) -> bool:
    """Tell whether a text is shown as plain paragraphs, because Markdown would take seconds over it.

    Python-Markdown is quadratic in brackets that nothing closes (10 kB of `[` take 9.5 s) and in headings and
    items (20 kB of them take 4 s), and goes one call deeper with each quotation or list inside another, until
    Python gives up.
    """
    opening = text.count("[")
    return (
        (len(text) > _LONG and opening + text.count("<") > _MANY)
        or opening - text.count("]") > _UNCLOSED
        or _DEEP.search(text) is not None
        or (len(text) > _LONG and len(_BEGINNING.findall(text)) > _MANY_BEGINNINGS)
    )
