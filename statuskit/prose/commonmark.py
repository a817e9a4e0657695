"""Cleaned HTML → Markdown (CommonMark, with GitHub's tables and strikethrough), for copies of a page as text.

It is written anew from what was cleaned. What an author typed may hold raw HTML, a fence that nothing closes,
or headings among ours; here every text is text again, and ends where it should.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from statuskit.prose.clean import BLOCKS
from statuskit.prose.tags import Reader, paragraphs

_VOID = frozenset({"br", "hr", "img"})
_LINES = frozenset({"p", "summary", "figcaption", "dt"})
_SIGNS = {"b": "**", "strong": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_LANGUAGE = re.compile(r"\blanguage-([a-z0-9+#_.-]+)")
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")

# Most lines are words alone, and need no parser; times are their only elements.
_NOTHING_TO_ESCAPE = re.compile(r"(?!\d+[.)])[^\W_](?: ?[^ \t\n\r\f\v\\`*\[\]~_<&]++)*+")
_TIME = re.compile(r'<time datetime="[^"]*">([^<]*)</time>')

_SPECIAL = re.compile(r"[\\`*\[\]~]|(?<![^\W_])_|_(?![^\W_])")
_AND = re.compile(r"&(?=[#\w]|$)")
_LINE_START = re.compile(
    r"^(\d{1,9}(?=[.)](?: |$)))?"
    r"((?<=\d)[.)]|[>|]|#(?=#{0,5}(?: |$))|[-+](?= |$|[-+])|:(?=-)|=(?==*(?: |$)))",
    re.MULTILINE,
)
_IN_ADDRESS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "()<>\\`*_[]~| \"'"})


@dataclass(slots=True)
class _Element:
    """An element, and what it holds in its order."""

    tag: str
    given: dict[str, str] = field(default_factory=dict)
    children: list["_Element | str"] = field(default_factory=list)

    def inside(self) -> Iterator["_Element"]:
        """Yield the elements that it holds itself."""
        return (each for each in self.children if isinstance(each, _Element))

    def all_inside(self) -> Iterator["_Element"]:
        """Yield all elements below it."""
        for each in self.inside():
            yield each
            yield from each.all_inside()

    def text(self) -> str:
        """Give all text inside, as it stands."""
        return "".join(each if isinstance(each, str) else each.text() for each in self.children)


@dataclass(frozen=True, slots=True)
class _Emphasis:
    """A part of a line between two signs."""

    sign: str
    text: str

    def between(self, before: str, after: str) -> str:
        """Write it between two letters; without its signs where they would be read as letters there.

        A sign has to stand close to a letter inside (CommonMark 0.31, 6.2); one that touches the sign of
        another emphasis, whose letter is "", is too much for some readers.
        """
        is_read = bool(self.text) and all(
            outer and not _is_blank(inner) and (not _is_sign(inner) or _is_blank(outer) or _is_sign(outer))
            for inner, outer in ((self.text[0], before), (self.text[-1], after))
        )
        return f"{self.sign}{self.text}{self.sign}" if is_read else self.text


def to_markdown(html: str) -> str:
    """Return cleaned HTML as Markdown, a blank line between its blocks."""
    parts = paragraphs(html)
    if parts and all(map(_NOTHING_TO_ESCAPE.fullmatch, parts)):
        return "\n\n".join(parts)
    return "\n\n".join(_blocks(_parse(html).children))


def line_of(text: str) -> str:
    """Return a text as Markdown of one line: cleaned HTML where it is marked as such, else letters alone."""
    is_html = isinstance(text, Markup)
    words = _TIME.sub(r"\1", str(text)) if is_html and "<time" in text else text
    if _NOTHING_TO_ESCAPE.fullmatch(words):
        return str(words)
    return _BLANKS.sub(" ", _line(_parse(text).children if is_html else [text]))


def link_to(text: str, address: str) -> str:
    """Return a link; `text` is HTML or letters, as in `line_of`."""
    return _link("", line_of(text), address)


def quoted(markdown: str) -> str:
    """Return Markdown as a quotation."""
    return _indented(markdown, "> ", ">")


def listed(items: Iterable[str], bullet: str = "-") -> str:
    """Return Markdown texts as the items of a list, close together where each is of one block."""
    written = [f"{bullet} {_indented(each, ' ' * (len(bullet) + 1)).lstrip()}".rstrip() for each in items]
    return ("\n\n" if any("\n\n" in each for each in written) else "\n").join(written)


class _Parser(Reader):
    """Builds the tree of cleaned HTML, which closes what it opens."""

    def __init__(self) -> None:
        self.top = _Element("")
        self._open = [self.top]

    def take_start(self, tag: str, given: dict[str, str]) -> None:
        element = _Element(tag, given)
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def take_end(self, tag: str) -> None:
        if self._open[-1].tag == tag:
            self._open.pop()

    def take_text(self, text: str) -> None:
        self._open[-1].children.append(text)


def _parse(html: str) -> _Element:
    parser = _Parser()
    parser.read(html)
    return parser.top


def _blocks(children: Iterable[_Element | str]) -> Iterator[str]:
    """Write each block; what stands between blocks becomes a paragraph of its own."""
    waiting: list[_Element | str] = []
    before, is_second = "", False
    for child in [*children, _Element("p")]:
        if isinstance(child, str) or child.tag not in BLOCKS:
            waiting.append(child)
            continue
        if line := _line(waiting):
            yield line
            before = ""
        waiting.clear()
        # Of two lists in a row the second needs another bullet, else they would be read as one.
        is_second = child.tag == before and not is_second
        before = child.tag
        yield from filter(None, _block(child, is_second=is_second))


def _block(element: _Element, *, is_second: bool) -> Iterator[str]:
    tag, children = element.tag, element.children
    if tag in _LINES:
        yield _line(children)
    elif tag in {"h3", "h4", "h5", "h6"}:
        text = _BLANKS.sub(" ", _line(children))
        # Signs at its end would be taken for its closing.
        safe = re.sub("(?<= )(?=#+$)", r"\\", text)
        yield f"{'#' * int(tag[1])} {safe}" if text else ""
    elif tag == "hr":
        yield "___"
    elif tag == "pre":
        yield _fenced(element)
    elif tag == "blockquote":
        yield quoted("\n\n".join(_blocks(children)))
    elif tag in {"ul", "ol"}:
        yield _list(element, is_second=is_second)
    elif tag == "dd":
        yield listed(["\n\n".join(_blocks(children))])
    elif tag == "table":
        yield _table(element)
    else:
        yield from _blocks(children)


def _list(element: _Element, *, is_second: bool) -> str:
    items = ["\n\n".join(_blocks(each.children)) for each in element.inside()]
    if element.tag == "ul":
        return listed(items, "*" if is_second else "-")
    first, dot = int(element.given.get("start") or 1), ")" if is_second else "."
    written = [listed([item], f"{number}{dot}") for number, item in enumerate(items, start=first)]
    return ("\n\n" if any("\n\n" in each for each in written) else "\n").join(written)


def _fenced(element: _Element) -> str:
    text = element.text().strip("\n")
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    classes = [each.given.get("class", "") for each in (element, *element.all_inside())]
    language = next((found[1] for found in map(_LANGUAGE.search, classes) if found), "")
    return f"{fence}{language}\n{text}\n{fence}"


def _table(element: _Element) -> str:
    rows = [
        [_BLANKS.sub(" ", _line(cell.children)).replace("|", r"\|") for cell in row.inside()]
        for row in element.all_inside()
        if row.tag == "tr"
    ]
    columns = max(map(len, rows), default=0)
    if not columns:
        return ""
    if not any(each.tag == "thead" for each in element.inside()):
        rows.insert(0, [])
    rows.insert(1, ["---"] * columns)
    return "\n".join(f"| {' | '.join([*row, *[''] * (columns - len(row))])} |" for row in rows)


def _line(children: Sequence[_Element | str]) -> str:
    """Write what stands in a line; it breaks where the author broke it."""
    match children:
        case [str(words)] if _NOTHING_TO_ESCAPE.fullmatch(words):
            return words
    lines = [
        _BLANKS.sub(" ", line).strip(" ")
        for line in _joined([each for each in _pieces(children) if each]).split("\n")
    ]
    text = "  \n".join(filter(None, lines))
    return _LINE_START.sub(lambda match: f"{match[1] or ''}\\{match[2]}", text)


def _joined(pieces: Sequence[str | _Emphasis]) -> str:
    texts = [each if isinstance(each, str) else "" for each in pieces]
    return _together(
        piece if isinstance(piece, str) else piece.between(before[-1:], after[:1])
        for piece, before, after in zip(pieces, [" ", *texts], [*texts[1:], " "], strict=False)
    )


def _together(written: Iterable[str]) -> str:
    """Join what stands in a line; a link would be a picture behind an exclamation mark."""
    parts = [each for each in written if each]
    return "".join(
        f"{part[:-1]}\\!" if part.endswith("!") and following.startswith("[") else part
        for part, following in pairwise([*parts, ""])
    )


def _pieces(children: Iterable[_Element | str]) -> Iterator[str | _Emphasis]:
    """Yield the parts of a line; a line break stands for a break, every other blank is a space."""
    for child in children:
        if isinstance(child, str):
            yield _escaped(_BLANKS.sub(" ", child))
        elif child.tag == "br":
            yield "\n"
        elif child.tag == "code":
            yield _code(child)
        elif child.tag == "img":
            yield _link("!", _escaped(child.given.get("alt", "")), child.given.get("src", ""))
        elif child.tag == "a":
            yield _anchor(child)
        elif sign := _SIGNS.get(child.tag):
            # Of an emphasis inside another only the outer one is left.
            inner = _together(
                each if isinstance(each, str) else each.text for each in _pieces(child.children)
            )
            yield _Emphasis(sign, inner)
        elif child.tag in BLOCKS:
            yield from (" ", *_pieces(child.children), " ")
        else:
            yield from _pieces(child.children)


def _is_blank(letter: str) -> bool:
    return letter in "\t\n\f\r" or unicodedata.category(letter) == "Zs"


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


def _escaped(text: str) -> str:
    safe = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return _AND.sub("&amp;", safe).replace("<", "&lt;")


def _code(element: _Element) -> str:
    text = _BLANKS.sub(" ", element.text())
    if not text.strip(" "):
        return text
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    gap = " " if {text[0], text[-1]} & {"`", " "} else ""
    return f"{ticks}{gap}{text}{gap}{ticks}"


def _anchor(element: _Element) -> str:
    """Write a link; one that leads to a place on the page is only its text, for the copy has no places."""
    address, kind = element.given.get("href", ""), element.given.get("class", "")
    if kind == "footnote-backref":
        return ""
    text = _BLANKS.sub(" ", _line(element.children))
    if kind == "footnote-ref":
        return rf"\[{text}\]"
    return text if address.startswith("#") else _link("", text or _escaped(address), address)


def _link(sign: str, text: str, address: str) -> str:
    return f"{sign}[{text}]({_AND.sub('&amp;', address.translate(_IN_ADDRESS))})"


def _indented(text: str, indent: str, blank: str = "") -> str:
    return "\n".join(f"{indent}{line}" if line else blank for line in text.split("\n"))
