"""How the site presents itself: what its pages take from the theme's settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Name, looks and hand-written pages of a site.

    `url` is "" or absolute with a slash at its end. Every other address is relative to the site's root.
    `primary` and `accent` are Material's colour names, or "". `nav` holds (title, address) of each
    hand-written page that the site's navigation names at its top, the index left out; `pages` the
    addresses of all of them.
    """

    name: str
    url: str = ""
    language: str = "en"
    logo: str = ""
    favicon: str = ""
    stylesheets: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    primary: str = ""
    accent: str = ""
    copyright: str = ""
    nav: tuple[tuple[str, str], ...] = ()
    pages: tuple[str, ...] = ()
