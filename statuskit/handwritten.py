"""What the theme's own pages need, to keep what we promise of every page: valid, ours, and no other host."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from markupsafe import Markup

from statuskit.outputs.feeds import FeedLink
from statuskit.outputs.policy import Policy, meta, of_hand_written

_TAKEN_AWAY = tuple(
    re.compile(rf"({tag}[^>]*?){what}")
    for tag, what in (
        # Two switches carry an `autocomplete` that their type does not allow.
        ('<input class="md-toggle"', ' autocomplete="off"'),
        # The link to the repository stays; its count of stars would be asked of another host.
        (r'<a\b[^>]*\bclass="md-source"', ' data-md-component="source"'),
        # The field for a search is none, and has a name of its own inside.
        ('<div class="md-search"', ' role="dialog"'),
        # The title of a section has a number for Tab that is no number.
        (r'<label class="md-nav__link\b', ' tabindex=""'),
        # Markdown closes tags as XML does, which HTML does not know.
        (r"<(?:br|hr|img|input)\b", " /(?=>)"),
        ('<input type="checkbox"', "/(?=>)"),
    )
)
_UNUSED_SCHEME = re.compile(r'(<input class="md-option"[^>]*? aria-hidden="true")')
_DIAGRAM = re.compile(r'(<pre\b[^>]*\bclass=")mermaid(?=["\s])')
_HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")
_LOWEST = 6
_CHARSET = re.compile(r"<meta charset[^>]*>", re.IGNORECASE)


def tidy(html: str, *, own_diagrams: bool) -> str:
    """Mend a page that Material has written, by taking away.

    A colour scheme that has no button is hidden from the Tab key as it is from the eye. A diagram's source
    stays readable as code, since the theme would fetch the program that draws it from another host;
    `own_diagrams` says that the site brings that program itself.
    """
    for what in _TAKEN_AWAY:
        html = what.sub(r"\1", html)
    html = _UNUSED_SCHEME.sub(r'\1 tabindex="-1"', html)
    return html if own_diagrams else _DIAGRAM.sub(r"\1statuskit-diagram", html)


def with_feeds(html: str, feeds: Iterable[FeedLink], root: str) -> str:
    """Let programs find the feeds of the site from a page; `root` leads from the page to where they stand."""
    link = Markup('<link rel="alternate" type="{}" title="{}" href="{}">\n')
    found = Markup("").join(link.format(feed.type, feed.title, root + feed.url) for feed in feeds)
    return html.replace("</head>", f"{found}</head>", 1)


def under_policies(folder: Path, pages: Collection[str]) -> dict[str, Policy]:
    """Give each of the theme's `pages` in a folder its policy; tell those of all HTML files there, by address.

    They are read as they stand there: other plugins may have changed them until the last moment. The front
    page is ours and will be put in place of the theme's.
    """
    policies = {}
    for path in sorted(folder.rglob("*.html")):
        address = path.relative_to(folder).as_posix()
        if address == "index.html":
            continue
        html = path.read_bytes().decode("utf-8", "replace")
        policies[address] = policy = of_hand_written(html)
        if address in pages:
            path.write_bytes(_ruled(html, meta(policy)).encode())
    return policies


def _ruled(html: str, policy: str) -> str:
    """Put a policy right behind the page's encoding, before all that it rules; a page that has it stays."""
    return html if policy in html else _CHARSET.sub(lambda tag: f"{tag[0]}\n{policy}", html, count=1)


def below_heading(html: str) -> str:
    """Lower the headings of a text by one level where it has one of the first, which the page has itself."""
    if "<h1" not in html:
        return html
    return _HEADING.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + 1, _LOWEST)}", html)
