"""Which words of a page are English, where its site speaks a language that we have no catalogue for.

`Words` sets marks around what is ours. In a page they become `lang`, so that a screen reader speaks each
word in its own language; in attributes and titles, which cannot say it, they are taken out.
"""

import re

from statuskit.words import BEGINS, ENDS

_MARK = f"[{BEGINS}{ENDS}]"
_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
_TITLE = re.compile(r"<title>[^<]*")
_ALONE = re.compile(rf"(<(?!br\b|hr\b|img\b)[a-z][^<>]*)>{BEGINS}([^<{BEGINS}{ENDS}]*){ENDS}(?=</)")
_OURS = re.compile(f"{BEGINS}([^<{BEGINS}{ENDS}]*){ENDS}")


def unmarked(text: str) -> str:
    """Take the marks out where nothing can be said of a language."""
    return re.sub(_MARK, "", text)


def mark_english(html: str, tag: str) -> str:
    """Turn the marks of a page into `lang`; `tag` is that of our words. An element that holds nothing else takes it."""
    html = _TITLE.sub(lambda title: unmarked(title[0]), html)
    pieces = _TAG.split(html)
    pieces[1::2] = [unmarked(piece) for piece in pieces[1::2]]
    html = _ALONE.sub(rf'\1 lang="{tag}">\2', "".join(pieces))
    html = _OURS.sub(rf'<span lang="{tag}">\1</span>', html)
    return unmarked(html)
