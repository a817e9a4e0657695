"""The MkDocs plugin: the thin adapter between MkDocs and `site`, and the only room that imports MkDocs.

Both doors lead here: `mkdocs build` calls the events of `StatuskitPlugin`, `statuskit build` calls `build`,
which lets MkDocs do the same.
"""

from statuskit.plugin.doors import build, serve
from statuskit.plugin.events import Built, StatuskitPlugin

__all__ = ["Built", "StatuskitPlugin", "build", "serve"]
