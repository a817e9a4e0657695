"""What we change of the theme's settings, and what we read of the navigation."""

import logging
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

_log = logging.getLogger("mkdocs.plugins.statuskit")


def calm(config: MkDocsConfig, style: str) -> None:
    """Give the theme our colours, and let it load nothing from elsewhere unless the site asks, and no page by half."""
    if config.theme.get("font") == Theme(name=config.theme.name).get("font"):
        config.theme["font"] = False
    # The theme would put pages of ours in place of its own without their head.
    asked = config.theme.get("features") or []
    features = [name for name in asked if not str(name).startswith("navigation.instant")]
    if features != asked:
        config.theme["features"] = features
        _log.info("Pages are loaded whole: navigation.instant cannot go from the theme's to status pages.")
    # First, so that the site's own styles win.
    config.extra_css.insert(0, style)


def top_of(nav: Navigation, front: str) -> Iterator[tuple[str, str]]:
    """Yield what the navigation names at its top: pages, and of a section its first page; not the front page."""
    for item in nav.items:
        page = _first_page(item)
        if page is not None and page.file.dest_uri != front:
            yield str(item.title), page.url


def _first_page(item: object) -> Page | None:
    if isinstance(item, Page):
        return item
    if isinstance(item, Section):
        return next((page for child in item.children if (page := _first_page(child))), None)
    return None
