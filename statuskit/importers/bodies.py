"""Foreign texts → Markdown that shows what they said: HTML is converted, plain text is escaped."""

import re
from typing import Any

import nh3
from markdownify import MarkdownConverter

from statuskit.importers import Unreadable
from statuskit.source import MAX_BYTES

_LONGEST_LINE = 5_000
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_TAGS = (
    "a|abbr|article|b|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|ol|p|pre|q|s|section"
    "|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|var"
)
_TAG = re.compile(rf"</?(?:{_TAGS}|script|style|iframe|svg)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"<(?:article|blockquote|br|center|div|h[1-6]|hr|li|ol|p|pre|section|table|ul)\b", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_TWO_BREAKS = re.compile(r"(?:<br\b[^<>]*>\s*){2,}", re.IGNORECASE)
_KEPT_TAGS = {
    "a", "b", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "li", "ol", "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]*[^\s<>\"'`\\.,;:!?)\]}*_]")
_LINK = re.compile(r"\[[^\[\]\n*_`\\<>]+\]\(https?://[^\s()<>\"'`\\*_]+\)")
_KEPT_WHOLE = re.compile(rf"(?P<link>{_LINK.pattern})|(?P<address>{_ADDRESS.pattern})")
# An underscore between letters is no emphasis; `<` and `&` only matter where a tag, an address or an
# entity could begin.
_MEANS_SOMETHING = re.compile(
    r"[\\`*\[{|]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|=(?==)|\+(?=\+)|\^(?=\S)"
)
_LINE_START = re.compile(r"(?:[#>+~=:!?/-]|\d+[.)])")
_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!")
_ITEM = re.compile(r"[-*•+]\s+(?=\S)")


def fitting(text: str) -> str:
    """Return a text as it is. Raises `Unreadable` where no incident file can hold it: to convert it would take long."""
    if len(text) > MAX_BYTES:
        raise Unreadable(f"holds a text of {len(text):,} characters, too long for an incident file; left out")
    return text


def clean_text(text: str) -> str:
    """Take out what nobody can see, and make every line break a plain one."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNSEEN.sub("", plain.replace("\x85", "\n"))


def one_line(value: object) -> str:
    """Return a name or a title: cleaned, entities read, white space collapsed; "" for null and what is empty.

    What is too long for either is cut.
    """
    clean = clean_text(str(value or "")[:_LONGEST_LINE])
    return " ".join((_without_tags(clean) if is_html(clean) else clean).split())


def is_html(text: str) -> bool:
    """Tell whether a text was written as HTML: it holds a tag of HTML, or an entity."""
    return _TAG.search(text) is not None or _ENTITY.search(text) is not None


def to_markdown(body: str, *, already_markdown: bool = False) -> str:
    """Return Markdown that shows what a body says, without white space around it.

    HTML is converted. Plain text is escaped where Markdown would misread it; its lines and lists stay.
    With `already_markdown` a text that is no HTML is kept as it stands. Raises `Unreadable` where it is too long.
    """
    text = clean_text(fitting(body)).strip()
    if is_html(text):
        return _from_html(text)
    return text if already_markdown else _from_plain(text)


def escape(text: str) -> str:
    """Escape what Markdown would read as markup inside a line; bare addresses become links."""
    parts = []
    at = 0
    for found in _KEPT_WHOLE.finditer(text):
        parts += [_escape_words(text[at : found.start()]), found["link"] or f"<{found['address']}>"]
        at = found.end()
    return "".join([*parts, _escape_words(text[at:])])


def _escape_words(text: str) -> str:
    return _MEANS_SOMETHING.sub(lambda match: _escaped(match[0]), text)


def _escaped(character: str) -> str:
    return "\\" + character if character in _ESCAPABLE else f"&#{ord(character)};"


def _escape_line(line: str) -> str:
    """Escape a line that begins a block or goes on in one."""
    escaped = escape(line)
    start = _LINE_START.match(escaped)
    if not start:
        return escaped
    # Of `12.` it is the full stop that matters.
    at = start.end() - 1
    return escaped[:at] + _escaped(escaped[at]) + escaped[at + 1 :]


def _from_plain(text: str) -> str:
    blocks = [_block(block) for block in re.split(r"\n\s*\n", text)]
    return "\n\n".join(block for block in blocks if block)


def _block(block: str) -> str:
    """Return one block of plain text: its lines stay lines, its bullets become items.

    Numbers at the start of lines stay text: Markdown would count them anew.
    """
    groups: list[tuple[str, list[str]]] = []
    for line in filter(None, (raw.strip() for raw in block.split("\n"))):
        item = _ITEM.match(line)
        kind, shown = (
            ("items", f"- {_escape_line(line[item.end() :])}") if item else ("lines", _escape_line(line))
        )
        if not groups or groups[-1][0] != kind:
            groups.append((kind, []))
        groups[-1][1].append(shown)
    return "\n\n".join(("  \n" if kind == "lines" else "\n").join(lines) for kind, lines in groups)


def _from_html(text: str) -> str:
    # Where nothing makes lines, line breaks were meant as such.
    broken = text if _BLOCK_TAG.search(text) else text.replace("\n", "<br>")
    safe = nh3.clean(
        _TWO_BREAKS.sub("<p>", broken),
        tags=_KEPT_TAGS,
        attributes={"a": {"href", "title"}, "img": {"src", "alt"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    try:
        markdown = _Converter(heading_style="ATX", bullets="-", autolinks=False).convert(safe)
    except RecursionError:
        return _from_plain(_without_tags(text))
    return re.sub(r"\n{3,}", "\n\n", clean_text(markdown)).strip()


def _without_tags(text: str) -> str:
    """Return the words of HTML."""
    words = nh3.clean(text, tags=set(), clean_content_tags={"script", "style"})
    for name, character in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        words = words.replace(name, character)
    return words


class _Converter(MarkdownConverter):
    """markdownify with our escapes, and pictures of other hosts as links."""

    def escape(self, text: str, _parent_tags: set[str]) -> str:
        """Escape the text between two tags."""
        lead = len(text) - len(text.lstrip())
        return text[:lead] + _escape_line(text[lead:])

    def convert_img(self, element: Any, _text: str, **_options: object) -> str:  # noqa: ANN401  -- a bs4 tag
        """Link to a picture: a page shows only files of its own."""
        address = element.get("src") or ""
        label = escape(element.get("alt") or address)
        return f"[{label}]({address})" if address.startswith(("http://", "https://")) else label

    def convert_li(self, element: Any, text: str, **_options: object) -> str:  # noqa: ANN401  -- a bs4 tag
        """Return an item whose further lines are indented by four, as Python-Markdown wants it."""
        number = len(element.find_previous_siblings("li")) + 1
        bullet = f"{number}. " if element.parent is not None and element.parent.name == "ol" else "- "
        return bullet + re.sub(r"\n(?=[^\n])", "\n    ", text.strip()) + "\n"
