"""What the theme's own pages need, to keep what we promise of every page: valid, ours, and no other host."""

import re
from hashlib import sha256
from pathlib import Path

from statuskit.outputs import OutputFile

_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
_DIAGRAM = re.compile(r'(<pre\b[^>]*\bclass=")mermaid(?=["\s])')
_REPOSITORY = re.compile(r'(<a\b[^>]*\bclass="md-source"[^>]*?) data-md-component="source"')


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


def stylesheet() -> OutputFile:
    """Read the style sheet of hand-written pages; its name holds its hash, so that it can be cached for ever."""
    content = (Path(__file__).parent / "theme" / "assets" / "handwritten.css").read_bytes()
    return OutputFile(f"assets/statuskit/handwritten.{sha256(content).hexdigest()[:8]}.css", content)
