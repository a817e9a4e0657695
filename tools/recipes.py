"""Put the recipes of a new site into the manual: `python tools/recipes.py`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from textwrap import indent

from statuskit.scaffold import RECIPES, NewSite, Recipe, recipe_files

MANUAL = Path(__file__).parent.parent / "site_src" / "manual"
PAGE = MANUAL / "publish.md"
NGINX = MANUAL / "nginx.conf"
SITE = NewSite(
    name="Example Status",
    url="https://status.example.com/",
    components={"website": "Website"},
    now=datetime(2026, 11, 20, 15, 40, tzinfo=UTC),
)

_FROM_HERE = (
    "<!-- From here on made by `make manual` from what `statuskit init` writes. Change it there. -->\n"
)
_NAMES = {
    Recipe.GITHUB: "GitHub Actions and Pages",
    Recipe.GITLAB: "GitLab CI and Pages",
    Recipe.NETLIFY: "Netlify",
    Recipe.CLOUDFLARE: "Cloudflare Pages",
    Recipe.CONTAINER: "A container",
    Recipe.RSYNC: "A server of your own",
}
_LANGUAGES = {".yml": "yaml", ".sh": "sh", ".toml": "toml", ".js": "js", "Containerfile": "docker"}


def page(written: str) -> str:
    """Give the page with its recipes; `written` is the page as it stands, whose first part people write."""
    by_hand, _, _ = written.partition(_FROM_HERE)
    return "\n".join([by_hand.rstrip() + "\n", _FROM_HERE, *_sections()])


def nginx() -> str:
    """Give the settings of nginx, which stand beside the page to be copied."""
    [file] = [file for file in recipe_files(SITE, [Recipe.CONTAINER]) if file.path == NGINX.name]
    return file.text


def _sections() -> Iterator[str]:
    shown: set[str] = set()
    for recipe in Recipe:
        yield f"## {_NAMES[recipe]}\n\n`statuskit init --ci {recipe.value}` writes:\n"
        for file in recipe_files(SITE, [recipe]):
            if file.path == NGINX.name:
                yield f"- `{file.path}`: [as for any nginx]({NGINX.name})\n"
            elif file.path in shown:
                yield f"- `{file.path}`, as above\n"
            else:
                suffix = Path(file.path).suffix or file.path
                code = f"```{_LANGUAGES.get(suffix, 'text')}\n{file.text}```"
                yield f'??? example "{file.path}"\n\n{indent(code, "    ")}\n'
            shown.add(file.path)
    assert shown == {path for files in RECIPES.values() for path in files}  # noqa: S101 - no recipe is left out


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    NGINX.write_text(nginx(), encoding="utf-8")
