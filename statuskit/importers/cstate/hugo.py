"""What Hugo makes of files: settings and front matter in YAML, TOML or JSON, and the paths of pages.

How Hugo forms a path follows its own behaviour (0.168): small letters, each space a hyphen, and of other signs
only letters, digits and `._-~+@#` stay. https://gohugo.io/content-management/urls/
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from statuskit.importers import Note
from statuskit.importers.sources import SourceFile, UnreadableFile, text
from statuskit.source import Special, read

_LARGEST = 262_144
"""Bytes of a file. Written as YAML each line grows, and an incident file holds 1 MiB."""

_FENCES = {"---": "yaml", "+++": "toml"}
_KEPT_SIGNS = frozenset("._-~+@#/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A content file. `values`: its front matter, keys in small letters; times stay text.

    `lines`: key → its line in the file. `first`: the line on which `body` begins.
    """

    values: Mapping[str, Any]
    lines: Mapping[str, int]
    body: str
    first: int

    def text(self, key: str) -> str:
        """Return a value that is one word or text; empty where it is missing, null, a list or a map."""
        return as_text(self.values.get(key))


def as_text(value: object) -> str:
    """Return a plain value as its text; empty for null, lists and maps."""
    if isinstance(value, Special) and value.value is None:
        return ""
    return value.strip() if isinstance(value, str) else ""


def as_flag(value: object) -> bool | None:
    """Return what a value says as yes or no, however it was written; None where it says neither."""
    return {"true": True, "yes": True, "false": False, "no": False}.get(as_text(value).lower())


def read_text(file: SourceFile) -> tuple[str, tuple[Note, ...]]:
    """Return the text of a file, and notes on it. Raises `UnreadableFile`, also where it is too large to be meant."""
    try:
        size = file.path.stat().st_size
    except OSError as error:
        raise UnreadableFile(file, f"cannot be read ({error.strerror})") from error
    if size > _LARGEST:
        raise UnreadableFile(file, f"is larger than {_LARGEST // 1024} KiB; left out")
    return text(file)


def page(file: SourceFile, content: str) -> Page:
    """Take a content file apart. Raises `UnreadableFile` where its front matter is missing or broken."""
    lines = content.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    opening = lines[first].strip()
    if opening in _FENCES:
        closing = next(
            (number for number in range(first + 1, len(lines)) if lines[number].rstrip() == opening), None
        )
        if closing is None:
            raise UnreadableFile(at(file, first + 1), f"its front matter has no closing {opening}; left out")
        inside, rest, before = "\n".join(lines[first + 1 : closing]), closing + 1, first + 1
        values = values_of(file, inside, _FENCES[opening], before=before)
    elif opening.startswith("{"):
        values, rest = _json_page(file, content)
        inside, before = "\n".join(lines[:rest]), 0
    else:
        raise UnreadableFile(
            at(file, 1),
            "has no front matter: it does not begin with a line of ---, so Hugo takes all of it for text; left out",
        )
    small = {key.lower(): value for key, value in values.items()}
    return Page(
        values=small,
        lines=_lines(inside, small, before),
        body="\n".join(lines[rest:]),
        first=rest + 1,
    )


def values_of(file: SourceFile, written: str, kind: str, *, before: int = 0) -> dict[str, Any]:
    """Read a map written in `yaml`, `toml` or `json`; numbers, flags and times become their text.

    `before`: how many lines of the file stand above it. Raises `UnreadableFile`.
    """
    if kind == "yaml":
        return _yaml(file, written, before)
    try:
        found = tomllib.loads(written) if kind == "toml" else json.loads(written)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            at(file, before + 1), f"is no {kind.upper()} that can be read ({error})"
        ) from error
    if not isinstance(found, dict):
        raise UnreadableFile(at(file, before + 1), "holds no keys")
    return {str(key): _plain(value) for key, value in found.items()}


def _yaml(file: SourceFile, written: str, before: int) -> dict[str, Any]:
    source = read(written.encode("utf-8"), file.place, tolerant_tags=True)
    if source.problems:
        problem = source.problems[0]
        line = before + (problem.span.line if problem.span else 1)
        raise UnreadableFile(at(file, line), f"is no YAML that can be read: {problem.message}")
    return source.value if isinstance(source.value, dict) else {}


def _json_page(file: SourceFile, content: str) -> tuple[dict[str, Any], int]:
    try:
        start = len(content) - len(content.lstrip())
        value, end = json.JSONDecoder().raw_decode(content, start)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            at(file, 1), f"its front matter is no JSON that can be read ({error})"
        ) from error
    if not isinstance(value, dict):
        raise UnreadableFile(at(file, 1), "its front matter holds no keys")
    return {str(key): _plain(each) for key, each in value.items()}, content.count("\n", 0, end) + 1


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool):
        return Special({None: "null", True: "true", False: "false"}[value])
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str) else str(value)


def _lines(inside: str, keys: Mapping[str, Any], before: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(inside.split("\n"), before + 1):
        name = re.match(r"\s*[\"']?(\w[\w .-]*?)[\"']?\s*[:=]", line)
        if name and name[1].lower() in keys:
            found.setdefault(name[1].lower(), number)
    return found


def at(file: SourceFile, line: int) -> SourceFile:
    """Return a file whose place names one of its lines."""
    return SourceFile(path=file.path, place=f"{file.place}:{line}")


def path_of(name: str) -> str:
    """Return the part of an address that Hugo makes of a file's name or a slug."""
    return "".join("-" if sign.isspace() else sign for sign in name.lower() if sign.isspace() or _stays(sign))


def urlized(name: str) -> str:
    """Return what the template function `urlize` makes of a name: as `path_of`, but no two hyphens for a gap."""
    return re.sub(
        r"-?\s+-?", "-", "".join(sign for sign in name.strip().lower() if sign.isspace() or _stays(sign))
    )


def _stays(sign: str) -> bool:
    return sign.isalnum() or sign in _KEPT_SIGNS


def config_files(root: Path) -> list[Path]:
    """Return the files with the settings of a site, in the order in which Hugo looks for them."""
    names = [f"{stem}.{suffix}" for stem in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json")]
    own = next((root / name for name in names if (root / name).is_file()), None)
    folder = root / "config" / "_default"
    below = sorted(folder.glob("*")) if folder.is_dir() else []
    return [each for each in (own, *below) if each is not None and each.suffix.lstrip(".") in KINDS]


KINDS = {"toml": "toml", "yaml": "yaml", "yml": "yaml", "json": "json"}
"""Suffix → how such a file is written."""
