"""Our own commands' ways through MkDocs."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from statuskit.errors import ProblemsFound
from statuskit.plugin.events import Built, Orders, StatuskitPlugin

_NAME = "statuskit"


def build(
    config_file: Path,
    *,
    site_dir: Path | None = None,
    strict: bool = False,
    now: datetime,
    frozen: bool = False,
    clean: bool = False,
) -> Built:
    """Build and publish the site, through MkDocs.

    `now` is aware. `site_dir` beats that of the settings. Raises `ProblemsFound` where files, settings or
    (with `strict`) warnings stop the build; they have been told on standard error by then.
    """
    with _talk(logging.WARNING):
        try:
            config = load_config(
                os.fspath(config_file),
                site_dir=os.fspath(site_dir) if site_dir else None,
                strict=strict or None,
            )
            plugin = _plugin(config)
            plugin.orders = Orders(now=now, frozen=frozen, clean=clean)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build.build(config)
            finally:
                config.plugins.on_shutdown()
                plugin.orders = Orders()
        except MkDocsException as error:
            raise ProblemsFound(str(error)) from error
    if plugin.built is None:
        raise RuntimeError("MkDocs ended without an error, and built nothing")
    return plugin.built


def serve(config_file: Path, *, addr: str | None = None) -> None:
    """Serve a live preview until it is interrupted. `addr` is `host:port`, default MkDocs' own."""
    with _talk(logging.INFO):
        try:
            mkdocs_serve.serve(os.fspath(config_file), livereload=True, dev_addr=addr)
        except MkDocsException as error:
            raise ProblemsFound(str(error)) from error


def _plugin(config: MkDocsConfig) -> StatuskitPlugin:
    plugin = config.plugins.get(_NAME)
    if not isinstance(plugin, StatuskitPlugin):
        raise ProblemsFound(
            f"{config.config_file_path} does not name the plugin. Add to it:\n\nplugins:\n  - search\n  - statuskit"
        )
    return plugin


@contextmanager
def _talk(level: int) -> Iterator[None]:
    """Print what MkDocs says, from a level up, on standard error."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
