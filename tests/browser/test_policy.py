"""Pages under their content security policy: everything works in silence, and nothing else runs."""

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from statuskit import plugin
from tests.conftest import MKDOCS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Open, Serve, Site
    from tests.conftest import WriteSite

pytestmark = pytest.mark.browser

THEME = """\
  features: [content.code.copy, search.suggest, search.highlight, content.tabs.link, navigation.top]
  palette:
    - {scheme: default, toggle: {icon: material/weather-night, name: To dark}}
    - {scheme: slate, toggle: {icon: material/weather-sunny, name: To light}}
"""
EXTENSIONS = """\
markdown_extensions:
  - tables
  - attr_list
  - footnotes
  - pymdownx.superfences
  - pymdownx.details
  - pymdownx.tabbed: {alternate_style: true}
"""
RICH = """\
# About

| left | right |
|---|---:|
| 1 | 2 |

```py
print("mid-outage")
```

=== "One"

    first

=== "Two"

    second

A word.[^1]{ style="color: teal" }

[^1]: A note.

<script>document.documentElement.dataset.own = "ran"</script>
"""
INJECTED = (
    "<script>document.documentElement.dataset.injected = 'ran'</script>"
    "<img src='https://elsewhere.example/a.png' onerror=\"document.documentElement.dataset.injected = 'ran'\">"
)


@pytest.fixture
def rich(write_site: "WriteSite", serve: "Serve", now: datetime) -> str:
    """Build a site that asks much of the theme; gives its address."""
    settings = MKDOCS.replace("  name: material\n", f"  name: material\n{THEME}") + EXTENSIONS
    root = write_site({"mkdocs.yml": settings, "site_src/about.md": RICH, "site_src/index.md": RICH})
    return serve(plugin.build(root / "mkdocs.yml", strict=True, now=now).site_dir)


def test_the_theme_works_in_silence(rich: str, visit: "Open") -> None:
    """Colours switch, code is copied, tabs turn, the search finds, and the page's own script has run."""
    seen = visit(rich + "about/")
    page = seen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("html[data-own=ran]").wait_for()
    assert page.locator("td").nth(1).evaluate("cell => getComputedStyle(cell).textAlign") == "right"
    page.locator("label[for=__palette_1]:visible").click()
    page.locator("body[data-md-color-scheme=slate]").wait_for()
    page.get_by_title("Copy to clipboard").click()
    page.get_by_text("Copied to clipboard").wait_for()
    assert "mid-outage" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_text("Two", exact=True).click()
    page.get_by_text("second").wait_for()
    page.locator(".md-search__input").click()
    page.get_by_text("Type to start searching").wait_for()
    page.locator(".md-search__input").press_sequentially("outage")
    page.locator(".md-search-result__item").first.wait_for()
    assert seen.said == []


def test_what_the_owner_wrote_on_the_front_page_works_in_silence(rich: str, visit: "Open") -> None:
    """A script and an aligned table of index.md do on our page what they do on the theme's."""
    seen = visit(rich)
    seen.page.locator("html[data-own=ran]").wait_for()
    assert seen.page.locator("td").nth(1).evaluate("cell => getComputedStyle(cell).textAlign") == "right"
    assert seen.said == []


@pytest.mark.parametrize("address", ["", "incidents/2026-11-20-card-payments/", "404.html", "about/"])
def test_nothing_else_runs(
    demo: "Site", serve: "Serve", visit: "Open", tmp_path: "Path", address: str
) -> None:
    """A script, a handler and a picture from elsewhere that somebody smuggled into a page are shut out."""
    name = address if address.endswith(".html") else f"{address}index.html"
    page = tmp_path / name
    page.parent.mkdir(parents=True, exist_ok=True)
    whole = (demo.folder / name).read_text(encoding="utf-8")
    page.write_text(whole.replace("</body>", f"{INJECTED}</body>"), encoding="utf-8")
    seen = visit(serve(tmp_path) + address)
    assert seen.page.evaluate("document.documentElement.dataset.injected ?? ''") == ""
    blocked = [said for said in seen.said if "Content Security Policy" in said]
    assert any("script" in said for said in blocked)
    assert any("elsewhere.example" in said for said in blocked)
