"""Copies of a page that are not its API, put into the API's form: the feed of its history, and lines read off it.

Neither holds states of components. A feed holds no impact and no components at all, and its times have no year.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from statuskit.errors import UsageError
from statuskit.importers import Note
from statuskit.importers.bodies import one_line
from statuskit.importers.sources import SourceFile, UnreadableFile
from statuskit.importers.timeline import moment
from statuskit.importers.times import written
from statuskit.model import STATUSES, Kind

_CHUNK = 65_536
_ATOM = "{http://www.w3.org/2005/Atom}"
_UPDATE = re.compile(
    r"\s*<p>\s*<small>(?P<at>.*?)</small>\s*<br\s*/?>\s*<strong>(?P<status>[^<]*)</strong>\s*-\s*(?P<body>.*?)\s*</p>\s*"
    r"(?=<p>\s*<small>|\Z)",
    re.DOTALL,
)
_EVENT = re.compile(
    r"\s*<p>\s*<strong>\s*THIS IS A SCHEDULED EVENT\s+(?P<span>.*?)\s*</strong>\s*</p>", re.DOTALL
)
_INCIDENT = re.compile(r"/incidents/([^/]+)/?")
_TAG = re.compile(r"<[^>]*>")
_ZONE = re.compile(r"[A-Z]{1,5}$")
_NOT_STATED = "a feed holds no impact, no components and no states; they are left out"
_OF_MAINTENANCE = STATUSES[Kind.MAINTENANCE]


def scraped(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return an incident in the API's form that a program read off a page; None where it is no such thing.

    The form is that of github.com/mrshu/github-statuses: `title`, `url`, `updates` of `at`, `status`, `message`,
    oldest first. What the program worked out from the words is not taken.
    """
    updates = row.get("updates")
    if not isinstance(updates, list) or "title" not in row or "incident_updates" in row:
        return None
    named = [] if row.get("components_source") else row.get("components")
    return {
        "id": _code(str(row.get("url") or "")) or row.get("id"),
        "name": row.get("title"),
        "impact": row.get("impact"),
        "components": [{"name": name} for name in named] if isinstance(named, list) else [],
        "incident_updates": [_scraped_update(update) for update in reversed(updates)],
    }


def left_out_of(row: Mapping[str, Any]) -> str:
    """Return what of such an incident is not taken, in the words of a note; "" where that is nothing."""
    if row.get("components_source") and row.get("components"):
        return f"its components were guessed by a program ({one_line(row['components_source'])}); left out"
    return ""


def _scraped_update(update: object) -> object:
    if not isinstance(update, dict):
        return update
    return {
        "display_at": update.get("at"),
        "status": _status(str(update.get("status") or "")),
        "body": update.get("message"),
    }


def feed(file: SourceFile, text: str, zone: ZoneInfo | None) -> Iterator[tuple[str, dict[str, Any]] | Note]:
    """Yield each incident of a feed, Atom or RSS, with its place in the file, and notes.

    Raises `UnreadableFile` where it is no such feed, `UsageError` where its times need a zone.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnreadableFile(file, "is no feed of a history (it has a document type)")
    number = 0
    try:
        for element in _elements(text):
            if element.tag in {f"{_ATOM}entry", "item"}:
                place = f"{file.place} entry[{number}]"
                number += 1
                yield from _entry(place, element, zone)
                element.clear()
    except ET.ParseError as error:
        if not number:
            raise UnreadableFile(file, f"is no feed that can be read ({error})") from error
        yield Note(
            place=f"{file.place}:{error.position[0]}",
            text=f"the feed breaks off ({error}); what is whole before that came in",
        )
    if not number:
        raise UnreadableFile(file, "is no feed of a history")
    yield Note(place=file.place, text=_NOT_STATED)


def _elements(text: str) -> Iterator[ET.Element]:
    """Yield each element as it ends, in parts of the text. Raises `ParseError` where the text breaks off."""
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(["end"])
    for start in range(0, len(text), _CHUNK):
        parser.feed(text[start : start + _CHUNK])
        for *_, element in parser.read_events():
            if isinstance(element, ET.Element):
                yield element
    parser.close()


def _entry(
    place: str, entry: ET.Element, zone: ZoneInfo | None
) -> Iterator[tuple[str, dict[str, Any]] | Note]:
    said = {child.tag.removeprefix(_ATOM): child.text or "" for child in entry}
    addresses = [child.get("href", "") for child in entry if child.get("rel") == "alternate"]
    code, near = _code("".join([said.get("link", "").strip(), *addresses])), _near(said)
    content = said.get("content") or said.get("description") or ""
    event = _EVENT.match(content)
    found: list[dict[str, str | None]] = []
    end = event.end() if event else 0
    while near and (match := _UPDATE.match(content, end)):
        at = _read(match["at"], near, zone)
        if at is None:
            break
        # Newest first: each word lies near the one above it.
        near, end = at, match.end()
        found.append({"display_at": written(at), "status": _status(match["status"]), "body": match["body"]})
    if not found or content[end:].strip():
        yield Note(place=f"{place} {code}".rstrip(), text="its updates cannot be told apart")
        found = []
    item: dict[str, Any] = {"id": code, "name": said.get("title"), "incident_updates": found}
    if event or any(update["status"] in _OF_MAINTENANCE for update in found):
        item["impact"] = Kind.MAINTENANCE.value
    yield place, item | (_window(event, near, zone) if event and near else {})


def _window(event: re.Match[str], announced: datetime, zone: ZoneInfo | None) -> dict[str, str]:
    """Return the two times of a scheduled event; of the second one the day is that of the first, if none is written."""
    first, _, second = _words(event["span"]).partition(" - ")
    letters = _ZONE.search(second)
    begins = _read(f"{first} {letters[0]}" if letters and not _ZONE.search(first) else first, announced, zone)
    ends = _read(second, begins, zone) if begins else None
    return {"scheduled_for": written(begins), "scheduled_until": written(ends)} if begins and ends else {}


def _read(text: str, near: datetime, zone: ZoneInfo | None) -> datetime | None:
    """Return a time in UTC; None where it is none. Raises `UsageError` where its zone is needed and not known."""
    said = _words(text)
    at = moment(said, near, zone)
    if at is None and moment(_ZONE.sub("", said), near, UTC):
        raise UsageError(
            f"The feed has times as {said!r}, and letters for a zone mean several. Say which one it is: "
            "--timezone Europe/Berlin"
        )
    return at.astimezone(UTC) if at else None


def _near(said: Mapping[str, str]) -> datetime | None:
    """Return when an entry was published: its words lie before that, at most some months."""
    for key in ("published", "pubDate", "updated"):
        with contextlib.suppress(ValueError, OverflowError):
            text = said.get(key, "").strip()
            found = parsedate_to_datetime(text) if key == "pubDate" else datetime.fromisoformat(text)
            return found.astimezone(UTC) if found.tzinfo else None
    return None


def _words(html: str) -> str:
    return " ".join(_TAG.sub("", html).replace("&nbsp;", " ").split())


def _status(text: str) -> str | None:
    """Return a status as the API has it; None for an update, which changes none."""
    status = "_".join(text.lower().split())
    return None if status == "update" else status


def _code(address: str) -> str:
    found = _INCIDENT.fullmatch(urlsplit(address).path)
    return found[1] if found else ""
