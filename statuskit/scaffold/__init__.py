"""A new site: which files it begins with, the recipes that publish it, and writing what is not there yet."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from statuskit import __version__
from statuskit.errors import ProblemsFound
from statuskit.schema import json_schema
from statuskit.source.yaml_text import double_quoted

_FILES = Path(__file__).parent / "files"


class Recipe(StrEnum):
    """Who builds and publishes a site."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    CONTAINER = "container"
    RSYNC = "rsync"


SITE: Mapping[str, str] = {
    "mkdocs.yml": "mkdocs.yml",
    "site_src/index.md": "index.md",
    "site_src/about.md": "about.md",
    "requirements.txt": "requirements.txt",
    ".gitignore": "gitignore",
}
"""Path → file of `files/`, for what every site begins with beside its first incident."""

EDITORS: Mapping[str, str] = {
    ".statuskit/mkdocs.schema.json": "mkdocs.schema.json",
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/extensions.json": "vscode-extensions.json",
}

RECIPES: Mapping[Recipe, Mapping[str, str]] = {
    Recipe.GITHUB: {
        ".github/workflows/check.yml": "github-check.yml",
        ".github/workflows/publish.yml": "github-publish.yml",
        ".github/workflows/overdue.yml": "github-overdue.yml",
        "ci/build.sh": "build.sh",
        "ci/due.sh": "due.sh",
    },
    Recipe.GITLAB: {".gitlab-ci.yml": "gitlab-ci.yml", "ci/build.sh": "build.sh", "ci/due.sh": "due.sh"},
    Recipe.NETLIFY: {
        "netlify.toml": "netlify.toml",
        "ci/netlify-cache/manifest.yml": "netlify-cache.yml",
        "ci/netlify-cache/index.js": "netlify-cache.js",
    },
    Recipe.CLOUDFLARE: {"wrangler.toml": "wrangler.toml"},
    Recipe.CONTAINER: {
        "Containerfile": "Containerfile",
        ".dockerignore": "dockerignore",
        "nginx.conf": "nginx.conf",
    },
    Recipe.RSYNC: {"ci/publish.sh": "publish.sh", "ci/build.sh": "build.sh", "ci/due.sh": "due.sh"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSite:
    """What a new site is asked for. `components` maps ids to names; `url` ends in a slash."""

    name: str
    url: str
    components: Mapping[str, str]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that a site begins with; `path` is relative to the site's folder, with slashes."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaffolded:
    """What `write` did, as paths in the order in which they were asked for."""

    written: tuple[str, ...]
    left: tuple[str, ...]


def new_files(site: NewSite, recipes: Sequence[Recipe]) -> Iterator[NewFile]:
    """Yield the files of a new site; the same site gives the same texts."""
    fill = _filler(site)
    yield from _filled(SITE, fill)
    day = site.now.astimezone(UTC).date().isoformat()
    yield NewFile(path=f"incidents/{day}-this-page-is-new.yml", text=fill(template("incident.yml")))
    yield from editor_files()
    yield from recipe_files(site, recipes)


def for_a_site_that_is_there(
    files: Sequence[NewFile], folder: Path, *, has_incidents: bool
) -> tuple[NewFile, ...]:
    """Leave out what a site that has settings decides itself: its pages, and the first incident if it has one."""
    return tuple(
        file
        for file in files
        if os.path.lexists(folder / file.path)
        or not (file.path.startswith("site_src/") or (file.path.startswith("incidents/") and has_incidents))
    )


def editor_files() -> Iterator[NewFile]:
    """Yield what lets editors complete keys and mark what is wrong, without the network."""
    yield _schema("incident")
    yield _schema("site")
    yield from _filled(EDITORS, str)


def recipe_files(site: NewSite, recipes: Sequence[Recipe]) -> Iterator[NewFile]:
    """Yield the files of recipes, each once."""
    chosen = {path: name for recipe in recipes for path, name in RECIPES[recipe].items()}
    yield from _filled(chosen, _filler(site))


def template(name: str) -> str:
    """Read a file of `files/`, in which `@name@` and its like wait for what a site says."""
    return (_FILES / name).read_text(encoding="utf-8")


def write(folder: Path, files: Sequence[NewFile], *, dry_run: bool = False) -> Scaffolded:
    """Write the files that are not there yet into `folder`; nothing that is there is touched.

    Raises `ProblemsFound` before the first byte is written where a file stands in the place of a folder.
    """
    for file in files:
        _check_way(folder, file.path)
    written, left = [], []
    for file in files:
        target = folder / file.path
        if os.path.lexists(target) or not (dry_run or _create(target, file.text)):
            left.append(file.path)
        else:
            written.append(file.path)
    return Scaffolded(written=tuple(written), left=tuple(left))


def _create(target: Path, text: str) -> bool:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        # Somebody else was quicker; theirs stays.
        return False
    return True


def _check_way(folder: Path, path: str) -> None:
    above = folder
    for part in ("", *Path(path).parts[:-1]):
        above = above / part
        if os.path.lexists(above) and not above.is_dir():
            raise ProblemsFound(
                f"{above} is no folder, so {path} cannot be written into it; nothing was. "
                "Move it away, or choose another folder."
            )


def _filled(names: Mapping[str, str], fill: Callable[[str], str]) -> Iterator[NewFile]:
    for path, name in names.items():
        yield NewFile(path=path, text=fill(template(name)))


def _filler(site: NewSite) -> Callable[[str], str]:
    """Return what puts a site's words into a template, each written as its place needs it."""
    day = site.now.astimezone(UTC).date().isoformat()
    components = (
        f"        - {{id: {ident}, name: {double_quoted(name)}, since: {day}}}"
        for ident, name in site.components.items()
    )
    words = {
        "name": double_quoted(site.name),
        "url": double_quoted(site.url),
        "host": urlsplit(site.url).hostname or "",
        "components": "\n".join(components),
        "component": next(iter(site.components)),
        "moment": f"{site.now.astimezone(UTC):%Y-%m-%dT%H:%M:00Z}",
        "version": __version__,
        "range": _range(__version__),
    }
    place = re.compile(f"@({'|'.join(words)})@")
    return lambda text: place.sub(lambda found: words[found[1]], text)


def _range(version: str) -> str:
    """Give the versions that keep what a site relies on: below 1.0 a second number may break it."""
    major, minor, *_ = version.split(".")
    return f">={version},<{f'0.{int(minor) + 1}' if major == '0' else int(major) + 1}"


def _schema(of: str) -> NewFile:
    schema = json_schema("incident" if of == "incident" else "site")
    text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return NewFile(path=f".statuskit/{of}.schema.json", text=text)
