"""What status pages take from the settings of the site's theme."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from statuskit.views.brand import Brand


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """The brand, and in `left_out` what of the settings it could not take: (setting, address)."""

    brand: Brand
    left_out: tuple[tuple[str, str], ...]


def looks(
    site: Mapping[str, object],
    theme: Mapping[str, object],
    *,
    nav: Iterable[tuple[str, str]],
    pages: Iterable[str],
) -> Looks:
    """Read a brand from MkDocs' settings (`site`) and those of its theme, as MkDocs has completed them.

    Addresses that are no file of the site are left out: status pages ask nothing of another host.
    """
    taken: dict[str, tuple[str, ...]] = {}
    left_out: list[tuple[str, str]] = []
    for setting, value in (
        ("logo", theme.get("logo")),
        ("favicon", theme.get("favicon")),
        ("extra_css", site.get("extra_css")),
        ("extra_javascript", site.get("extra_javascript")),
    ):
        addresses = _listed(value)
        taken[setting] = tuple(each for each in addresses if _at_home(each))
        left_out += [(setting, each) for each in addresses if not _at_home(each)]
    colours = _first_palette(theme.get("palette"))
    brand = Brand(
        name=_text(site.get("site_name")),
        url=_text(site.get("site_url")),
        language=_text(theme.get("language")) or _text(theme.get("locale")) or "en",
        logo="".join(taken["logo"]),
        favicon="".join(taken["favicon"]),
        stylesheets=taken["extra_css"],
        scripts=taken["extra_javascript"],
        primary=_colour(colours.get("primary")),
        accent=_colour(colours.get("accent")),
        # HTML, as in the theme: it is the site owner's own text.
        copyright=Markup(_text(site.get("copyright"))),  # noqa: S704 - trusted, as above
        nav=tuple(nav),
        pages=tuple(pages),
    )
    return Looks(brand=brand, left_out=tuple(left_out))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _listed(value: object) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [text for each in several if (text := _text(each))]


def _at_home(address: str) -> bool:
    return not urlsplit(address).scheme and not address.startswith("/")


def _first_palette(palette: object) -> Mapping[str, object]:
    """Choose the first where the theme has several, as the theme itself does."""
    first = palette[0] if isinstance(palette, list) and palette else palette
    return first if isinstance(first, dict) else {}


def _colour(name: object) -> str:
    """Write a colour's name as the theme's style sheets do."""
    return _text(name).replace(" ", "-")
