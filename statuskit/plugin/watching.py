"""How often a preview looks at its files."""

from collections.abc import Sequence

from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

_GLANCE = 0.1
"""Seconds between two looks of a preview at its files; MkDocs looks twice a second."""


def watch_closely(server: LiveReloadServer, watched: Sequence[str]) -> None:
    """Let a preview look for changes ten times a second, in what MkDocs watches by now."""
    again = []
    for path in watched:
        try:
            server.unwatch(path)
        except KeyError:
            continue
        again.append(path)
    server.observer = PollingObserver(timeout=_GLANCE)
    server.build_delay = _GLANCE / 2
    for path in again:
        server.watch(path)
