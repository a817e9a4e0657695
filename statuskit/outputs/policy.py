"""What a page may load and run: its content security policy (W3C, CSP level 3)."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import urlsplit

from markupsafe import Markup

Policy = Mapping[str, frozenset[str]]
"""The sources that each directive allows."""

OURS: Policy = {
    "default-src": frozenset({"'none'"}),
    "script-src": frozenset({"'self'"}),
    "style-src": frozenset({"'self'"}),
    # The icon follows the state: the script draws it.
    "img-src": frozenset({"'self'", "data:"}),
    "font-src": frozenset({"'self'"}),
    "media-src": frozenset({"'self'"}),
    "connect-src": frozenset({"'self'"}),
    "form-action": frozenset({"'self'"}),
    "base-uri": frozenset({"'none'"}),
}
"""For pages made from incident data: files of the site, and nothing that is written into the page."""

HAND_WRITTEN: Policy = {
    **OURS,
    # The theme's search is a worker, and a page may show another one in a frame.
    "default-src": frozenset({"'self'"}),
    "frame-src": frozenset({"'self'"}),
    "object-src": frozenset({"'none'"}),
    # Aligned cells, diagrams and formulas carry styles of their own, some of them made while the page is read.
    "style-src": frozenset({"'self'", "'unsafe-inline'"}),
}
"""For pages of the theme, before what each of them holds."""

_ONLY_IN_HEADERS: Policy = {"frame-ancestors": frozenset({"'self'"})}
_ELEMENTS = {
    "script": ("script-src", "connect-src"),
    "img": ("img-src",),
    "iframe": ("frame-src",),
    "audio": ("media-src",),
    "video": ("media-src",),
    "source": ("img-src", "media-src"),
}
_RELATIONS = {
    "stylesheet": ("style-src",),
    "icon": ("img-src",),
    "preconnect": ("script-src", "style-src", "img-src", "font-src", "connect-src"),
}
_HOST = re.compile(r"[a-z0-9.-]+(?::\d+)?")


def of_ours(*texts: str) -> Policy:
    """Give the policy of a page of ours that holds pieces of HTML which the site's owner wrote."""
    return merged([OURS, *map(asked_by, texts)])


def of_hand_written(html: str) -> Policy:
    """Give the policy of a page that the theme wrote."""
    return merged([HAND_WRITTEN, asked_by(html)])


def merged(policies: Iterable[Policy]) -> Policy:
    """Allow all that any of the policies allows."""
    found: dict[str, frozenset[str]] = {}
    for policy in policies:
        for directive, sources in policy.items():
            found[directive] = found.get(directive, frozenset()) | sources
    return {name: sources - {"'none'"} or sources for name, sources in found.items()}


def asked_by(html: str) -> Policy:
    """Find what HTML that its owner wrote holds or names: scripts, styles, and files of other hosts.

    A script in the page is allowed by the hash of its text, another host for what it is named for. What a
    script fetches later from elsewhere can be told by `<link rel="preconnect">`.
    """
    reader = _Reader()
    # As browsers do before they look at a script.
    reader.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    return {name: frozenset(sources) for name, sources in reader.asked.items()}


def script_hash(script: str) -> str:
    """Name a script in a page by the hash of its text, in UTF-8."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def as_text(policy: Policy) -> str:
    """Write a policy for a page's head; the same policy is always the same text."""
    return "; ".join(" ".join((name, *sorted(sources, key=_rank))) for name, sources in policy.items())


def as_header(policy: Policy) -> str:
    """Write a policy for a header, which alone can say who may show the page in a frame."""
    return as_text({**policy, **_ONLY_IN_HEADERS})


def meta(policy: Policy) -> Markup:
    """Write the element that gives a page its policy; it stands before all that it rules."""
    return Markup('<meta http-equiv="Content-Security-Policy" content="%s">') % Markup(as_text(policy))  # noqa: S704 - sources are hashes, words of the format and hosts


def _rank(source: str) -> tuple[int, str]:
    """Order the site itself before all else."""
    return (0 if source == "'self'" else 1 if source.startswith("'") else 2, source)


class _Reader(HTMLParser):
    """Collect what a piece of HTML asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, set[str]] = {}
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "style" or "style" in values:
            self._allow(("style-src",), "'unsafe-inline'")
        # Data in a page runs nothing, yet some checkers ask for its hash.
        if tag == "script" and "src" not in values:
            self._script = []
        directives = _ELEMENTS.get(tag, ())
        if tag == "link":
            directives = _RELATIONS.get(values.get("rel", "").lower(), ())
        for address in _addresses(values):
            if source := _origin(address):
                self._allow(directives, source)

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self._allow(("script-src",), script_hash("".join(self._script)))
            self._script = None

    def _allow(self, directives: Iterable[str], source: str) -> None:
        for directive in directives:
            self.asked.setdefault(directive, set()).add(source)


def _addresses(values: Mapping[str, str]) -> Iterable[str]:
    yield from (values[name] for name in ("src", "href", "poster") if name in values)
    yield from (part.split()[0] for part in values.get("srcset", "").split(",") if part.split())


def _origin(address: str) -> str:
    """Name the host of an address as a source; "" for files of the site, and for what is no host."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    host = parts.netloc.lower()
    if parts.scheme not in {"", "http", "https"} or not _HOST.fullmatch(host):
        return ""
    return f"{parts.scheme}://{host}" if parts.scheme else host
