"""Which file is meant, without reading them all."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from statuskit.authoring.drafts import after_the_last
from statuskit.facts.course import course
from statuskit.load import Surroundings, read_incident
from statuskit.load.files import Found, read_start
from statuskit.model import ENDED, Incident, Kind
from statuskit.problems import Problem
from statuskit.source import MAX_BYTES

_STATUS = b"status:"
_SAID = re.compile(rb"status: +(?:%s)\b" % b"|".join(sorted(status.encode() for status in ENDED)))
_BEFORE = frozenset({b"\n", b"{", b",", b"-"})
_NEAR = 80
_TITLE = re.compile(rb"^title:[ \t]*([^\r\n]{1,200})", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What is open: the incidents, newest names first, and the files that could not be read for errors."""

    incidents: tuple[tuple[Found, Incident], ...]
    unread: tuple[str, ...]


def newest_first(files: Iterable[Found]) -> list[Found]:
    """Sort files by their names, which begin with their day as a rule."""
    return sorted(files, key=lambda found: found.id, reverse=True)


def find_open(files: Iterable[Found], around: Surroundings) -> Open:
    """Find what is open at the moment of `around`.

    A file whose last status is one that ends is taken for ended without being read as a whole.
    """
    incidents: list[tuple[Found, Incident]] = []
    unread: list[str] = []
    for found in newest_first(files):
        data = read_start(found, MAX_BYTES)
        if isinstance(data, Problem) or _has_ended(data):
            continue
        incident, _ = read_incident(found, data, around)
        if incident is None:
            unread.append(found.file)
        elif course(incident, after_the_last(incident, around.now)).is_open:
            incidents.append((found, incident))
    return Open(incidents=tuple(incidents), unread=tuple(unread))


def foremost(opened: Open) -> list[tuple[Found, Incident]]:
    """Give the open incidents, or where there are none the open notices and what maintenance is under way."""
    incidents = [each for each in opened.incidents if each[1].kind is Kind.INCIDENT]
    return incidents or list(opened.incidents)


def title_of(found: Found) -> str:
    """Give the title of a file as it is written, for a list; "" where it is not plain to see."""
    data = read_start(found, MAX_BYTES)
    title = None if isinstance(data, Problem) else _TITLE.search(data)
    return title[1].decode("utf-8", "replace").strip("'\" ") if title else ""


def matching(ids: Sequence[str], part: str) -> list[str]:
    """Give the id that is `part`, else all that hold it."""
    return [part] if part in ids else [each for each in ids if part in each]


def _has_ended(data: bytes) -> bool:
    """Tell by the last status that is written, where that is plain to see; a doubt counts as not ended."""
    at = data.rfind(_STATUS)
    if at < 0 or not _SAID.match(data, at):
        return False
    return data[max(0, at - _NEAR) : at].rstrip(b" \t")[-1:] in _BEFORE
