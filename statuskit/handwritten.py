"""What the theme's own pages need, to keep what we promise of every page: valid, ours, and no other host."""

import re

_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
_DIAGRAM = re.compile(r'(<pre\b[^>]*\bclass=")mermaid(?=["\s])')
_REPOSITORY = re.compile(r'(<a\b[^>]*\bclass="md-source"[^>]*?) data-md-component="source"')
_HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")
_LOWEST = 6


def tidy(html: str, *, own_diagrams: bool) -> str:
    """Mend a page that Material has written, by taking away.

    Two switches carry an `autocomplete` that their type does not allow. A diagram's source stays readable
    as code, since the theme would fetch the program that draws it from another host; `own_diagrams` says
    that the site brings that program itself. The link to the repository stays, its count of stars, asked
    of another host, goes.
    """
    html = _TOGGLE.sub(r"\1", html)
    html = _REPOSITORY.sub(r"\1", html)
    return html if own_diagrams else _DIAGRAM.sub(r"\1statuskit-diagram", html)


def below_heading(html: str) -> str:
    """Lower the headings of a text by one level where it has one of the first, which the page has itself."""
    if "<h1" not in html:
        return html
    return _HEADING.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + 1, _LOWEST)}", html)
