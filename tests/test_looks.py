"""What status pages take from the theme's settings."""

import importlib.util
import re
from pathlib import Path

from statuskit.looks import looks
from statuskit.outputs.assets import THEME


def test_everything_is_taken_over() -> None:
    """Name, address, language, marks, styles, colours and the menu reach the brand as pages need them."""
    look = looks(
        {
            "site_name": "Acme",
            "site_url": "https://acme.example/",
            "extra_css": ["a.css"],
            "extra_javascript": ["b.js"],
            "copyright": "&copy; Acme",
        },
        {
            "language": "de",
            "logo": "logo.svg",
            "favicon": "icon.svg",
            "palette": [{"primary": "deep orange", "accent": "teal"}, {"primary": "red"}],
        },
        nav=[("About", "about/")],
        pages=["about/"],
    )
    brand = look.brand
    assert (brand.name, brand.url, brand.language) == ("Acme", "https://acme.example/", "de")
    assert (brand.logo, brand.favicon) == ("logo.svg", "icon.svg")
    assert (brand.stylesheets, brand.scripts) == (("a.css",), ("b.js",))
    assert (brand.primary, brand.accent) == ("deep-orange", "teal")
    assert (brand.nav, brand.pages) == ((("About", "about/"),), ("about/",))
    assert brand.copyright == "&copy; Acme"
    assert look.left_out == ()


def test_what_is_not_said_is_empty() -> None:
    """A site with hardly a setting has a brand all the same."""
    brand = looks({"site_name": "Acme", "site_url": None}, {"palette": None}, nav=[], pages=[]).brand
    assert (brand.url, brand.language, brand.logo, brand.primary) == ("", "en", "", "")


def test_one_palette_stands_for_itself() -> None:
    """A palette may be one map as well as a list of them."""
    assert looks({}, {"palette": {"primary": "red"}}, nav=[], pages=[]).brand.primary == "red"


def test_addresses_of_other_hosts_are_left_out_and_named() -> None:
    """Whatever is no file of the site is not asked for by our pages, and can be told."""
    look = looks(
        {"extra_css": ["a.css", "https://cdn.example/a.css", "//cdn.example/b.css"]},
        {"logo": "https://cdn.example/logo.svg"},
        nav=[],
        pages=[],
    )
    assert look.brand.stylesheets == ("a.css",)
    assert look.brand.logo == ""
    assert look.left_out == (
        ("logo", "https://cdn.example/logo.svg"),
        ("extra_css", "https://cdn.example/a.css"),
        ("extra_css", "//cdn.example/b.css"),
    )


def test_colours_are_the_themes() -> None:
    """A colour named in `palette` is the same on our pages as on hand-written ones."""
    material = importlib.util.find_spec("material")
    assert material
    assert material.origin
    sheets = Path(material.origin).parent.glob("templates/assets/stylesheets/palette.*.min.css")
    palette = next(sheets).read_text(encoding="utf-8")
    named = r"\[data-md-color-primary=([a-z-]+)\]\{--md-primary-fg-color:(#[0-9a-f]{6})"
    ours = (THEME / "assets" / "status.css").read_text(encoding="utf-8")
    theirs = dict(re.findall(named, palette))
    assert theirs["brown"]
    assert (
        dict(re.findall(r'\[data-md-color-primary="([a-z-]+)"\] \{ --named: (#[0-9a-f]{6});', ours)) == theirs
    )
