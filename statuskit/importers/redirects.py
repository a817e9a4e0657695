"""Old addresses → rules that lead to ours: `_redirects` for Netlify and Cloudflare Pages, and lines for nginx.

`_redirects`: one rule a line, old path, new path, status. `redirects.conf`: exact locations, to be included in a
`server` block. A file that is there keeps all its lines, and a path for which it has a rule gets no other one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from statuskit.importers import Note
from statuskit.saving import write_whole

_SAFE = re.compile(r"(?:/(?!\.{1,2}(?:/|\Z))[\w.~@!,+=-]+)+/?")
"""A path of which no host reads a part as a pattern, a variable, a query or another host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A file of rules: where it stands or will stand, its text after this run, and how many rules are new."""

    path: Path
    text: str
    added: int


def pairs(addresses: Iterable[tuple[str, str]], base: str = "/") -> tuple[dict[str, str], list[Note]]:
    """Return old path → new path, and a note for each path that no rule is written for.

    `base`: the path below which our site stands. Where old and new path are one but for the slash at the end,
    a static host does what is needed, and a rule could lead in a circle. The first rule for a path stands.
    """
    found: dict[str, str] = {}
    notes = []
    for old, ours in addresses:
        path = unquote(old)
        new = base.rstrip("/") + ours
        if not _SAFE.fullmatch(path):
            notes.append(Note(place=_shown(old), text="is no path that a rule can be written for; left out"))
        elif path.rstrip("/") != unquote(new).rstrip("/"):
            found.setdefault(path, new)
    return found, notes


def plan(rules: Mapping[str, str], folder: Path) -> list[Rules]:
    """Work out both files; nothing is written."""
    lines = {quote(old): f"{quote(old)} {new} 301" for old, new in rules.items()}
    blocks = {
        f'location = "{old}" {{': f'location = "{old}" {{ return 301 {new}; }}' for old, new in rules.items()
    }
    return [_with(folder / "_redirects", lines), _with(folder / "redirects.conf", blocks)]


def write(planned: Iterable[Rules]) -> None:
    """Write the files that have new rules, each whole."""
    for file in planned:
        if file.added:
            file.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file.path, file.text.encode("utf-8"))


def _with(path: Path, rules: Mapping[str, str]) -> Rules:
    before = path.read_bytes().decode("utf-8") if path.is_file() else ""
    there = [line.strip() for line in before.splitlines()]
    known = {line.split(maxsplit=1)[0] for line in there if line} | {
        line.partition("{")[0] + "{" for line in there
    }
    new = [rule for start, rule in rules.items() if start not in known]
    lead = before if not before or before.endswith("\n") else before + "\n"
    return Rules(path=path, text=lead + "".join(f"{rule}\n" for rule in new), added=len(new))


def _shown(path: str) -> str:
    return repr(path)[1:-1][:100]
