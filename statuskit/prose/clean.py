"""The allow-list: which HTML may reach a page. Everything else is cut away by nh3."""

import re

import nh3

BLOCKS = frozenset({
    "blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h3", "h4", "h5", "h6", "hr",
    "li", "ol", "p", "pre", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that make a block of their own."""

INLINES = frozenset({
    "a", "abbr", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup",
})  # fmt: skip
"""Elements inside a line. `time` is not among them: times are filled in after the cleaning."""

ATTRIBUTES = {
    "a": {"class", "href", "rel", "title"},
    "abbr": {"title"},
    "code": {"class"},
    "details": {"class", "open"},
    "div": {"class"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "img": {"alt", "src", "title"},
    "li": {"id"},
    "ol": {"start"},
    "p": {"class"},
    "pre": {"class"},
    "span": {"class"},
    "sup": {"id"},
    "table": {"class"},
    "td": {"class"},
    "th": {"class"},
}
"""Element → attributes that it may carry. No `style`, no handler, no `target`."""

EXTERNAL_REL = "noopener nofollow"
"""What links to other sites carry: an incident's text is not vouched for."""

_CLASSES = frozenset({
    "abstract", "admonition", "admonition-title", "align-center", "align-left", "align-right", "attention",
    "bug", "caution", "codehilite", "critical", "danger", "error", "example", "failure", "filename", "footnote",
    "footnote-backref", "footnote-ref", "highlight", "highlighttable", "hint", "important", "info", "inline",
    "linenodiv", "linenos", "note", "question", "quote", "seealso", "success", "tip", "warning",
})  # fmt: skip
_PYGMENTS = re.compile(r"[a-z][a-z0-9]{0,2}")
_LANGUAGE = re.compile(r"language-[a-z0-9+#_.-]{1,40}")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9:_.-]{0,120}")
# HTML has no links inside links, so the first end tag is the link's own.
_NOWHERE = re.compile(r'<a(?: (?:class|rel|title)="[^"]*")*>(.*?)</a>', re.DOTALL)
_START = re.compile(r"\d{1,6}")
# What browsers take out of an address before they read it.
_IGNORED = re.compile(r"^[\x00-\x20\x7f-\x9f\u2028\u2029\ufeff]+|[\x00-\x20]+$|[\t\n\r]")
_ADDRESS = re.compile(
    r"https?://[^/\\?#\s][^\s]*"  # another site, with a host
    r"|mailto:[^\s/\\][^\s]*"
    r"|(?![/\\]{2})[^:\\?#\s]*(?:[?#][^\s]*)?",  # this site: no scheme, no host
    re.IGNORECASE,
)


def safe_address(address: str) -> str | None:
    """Return an address that a browser reads as http, https, mailto or a place on this site; None otherwise."""
    plain = _IGNORED.sub("", address).replace(" ", "%20")
    return plain if plain and _ADDRESS.fullmatch(plain) else None


def is_external(address: str) -> bool:
    """Tell whether an address names a host."""
    return address.lower().startswith(("http://", "https://"))


def clean(html: str) -> str:
    """Keep of an HTML fragment what the allow-list allows; a link without a safe address is only its text."""
    cleaned = _CLEANER.clean(html)
    return _NOWHERE.sub(r"\1", cleaned) if "<a" in cleaned else cleaned


def _attribute(element: str, name: str, value: str) -> str | None:
    if name in {"href", "src"}:
        return safe_address(value)
    if name == "class":
        return _classes(element, value)
    if name == "id":
        return value if _ID.fullmatch(value) else None
    if name == "rel":
        return value if value == EXTERNAL_REL else None
    if name == "start":
        return value if _START.fullmatch(value) else None
    return value


def _classes(element: str, value: str) -> str | None:
    kept = [
        name
        for name in value.split()
        if name in _CLASSES
        or (element == "span" and _PYGMENTS.fullmatch(name))
        or (element in {"code", "div", "pre"} and _LANGUAGE.fullmatch(name))
    ]
    return " ".join(kept) or None


_CLEANER = nh3.Cleaner(
    tags=set(BLOCKS | INLINES),
    clean_content_tags={"script", "style"},
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    # What may scroll sideways has to be reached by a keyboard.
    set_tag_attribute_values={"pre": {"tabindex": "0"}, "table": {"tabindex": "0"}},
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
)
