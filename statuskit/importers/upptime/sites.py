"""The sites that an Upptime repository watches: `.upptimerc.yml`, `history/summary.json`, `history/*.yml`."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from statuskit.importers import Note
from statuskit.importers.bodies import one_line
from statuskit.importers.sources import SourceFile, UnreadableFile, json_value, text
from statuskit.importers.times import Times
from statuskit.importers.upptime.messages import Messages
from statuskit.source import read as read_yaml

SETTINGS = ".upptimerc.yml"
SUMMARY = "history/summary.json"

_MARKS = ("commitPrefixStatusUp", "commitPrefixStatusDown", "commitPrefixStatusDegraded")
_NOT_HTTP = frozenset({"tcp-ping", "ws"})
_FIELD = re.compile(r"(?:- )?(\w+):[ \t]*(.*)")
"""A line of `history/<slug>.yml`: early versions of Upptime wrote each key as an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that is watched. `url` is empty where it could tell a secret, `start` None where it is not known."""

    slug: str
    name: str
    url: str = ""
    description: str = ""
    start: datetime | None = None
    http: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """What a repository says of its sites, in the order in which its page shows them.

    `listed_in`: the file that lists all that are watched, empty where there is none. `title`: the page's name.
    """

    sites: tuple[Site, ...] = ()
    listed_in: str = ""
    title: str = ""
    messages: Messages = field(default_factory=Messages.of)
    notes: tuple[Note, ...] = ()


def read_sites(folder: Path, times: Times) -> Sites:
    """Read what a repository says of its sites; what cannot be read is a note."""
    notes: list[Note] = []
    settings = _settings(folder, notes)
    summary = _summary(folder, notes)
    slugs = {site.name: site.slug for site in summary}
    sites = list(_of_settings(settings, slugs, notes)) or summary
    starts = _starts(folder, times, notes)
    known = {site.slug for site in sites}
    if not sites:
        sites = [Site(slug=slug, name=slug) for slug in starts if slug not in known]
    template = _text(_map(settings.get("commitMessages")).get("statusChange")).split("\n")[0]
    return Sites(
        sites=tuple(replace(site, start=starts.get(site.slug)) for site in _once(sites, notes)),
        listed_in=SETTINGS if settings.get("sites") else SUMMARY if summary else "",
        title=one_line(_text(_map(settings.get("status-website")).get("name"))),
        messages=Messages.of(template, (_text(settings.get(mark)).strip() for mark in _MARKS)),
        notes=tuple(notes),
    )


def upptime_slug(name: str, url: str = "") -> str:
    """Return the slug that Upptime makes of a name (`src/helpers/slug.ts`, over @sindresorhus/slugify).

    Letters of other scripts are kept as they are where a name has no others: Upptime spells a few of them in
    Latin letters first, which no rule tells, so `history/summary.json` goes before this.
    """
    return _latin_slug(name) or _any_slug(name) or _latin_slug(url) or "site"


def public_url(url: str) -> str:
    """Return an address that may be printed: none with a variable, a user or a query, any of which may be secret."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_plain = parts.scheme in {"http", "https"} and parts.hostname and parts.netloc.isascii()
    return "" if not is_plain or re.search(r"[$?#@\s<>\"'`\\]", url) else url


_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l"}
_WORDS = {"&": " and ", "🦄": " unicorn ", "♥": " love "}
_CAMELS = (
    (re.compile(r"([A-Z]{2,})(\d+)"), r"\1 \2"),
    (re.compile(r"([a-z\d]+)([A-Z]{2,})"), r"\1 \2"),
    (re.compile(r"([a-z\d])([A-Z])"), r"\1 \2"),
    (re.compile(r"([A-Z]+)([A-Z][a-rt-z\d]+)"), r"\1 \2"),
)


def _latin_slug(name: str) -> str:
    spelt = name
    for sign, word in _WORDS.items():
        spelt = spelt.replace(sign, word)
    for sign, letters in _SPELT.items():
        spelt = spelt.replace(sign, letters).replace(sign.upper(), letters.capitalize())
    spelt = unicodedata.normalize("NFKD", spelt)
    # Marks over letters are taken off before words are told apart.
    spelt = "".join(sign for sign in spelt if not unicodedata.combining(sign))
    for camel, parted in _CAMELS:
        spelt = camel.sub(parted, spelt)
    return re.sub(r"[^a-z0-9]+", "-", spelt.lower()).strip("-")


def _any_slug(name: str) -> str:
    plain = re.sub(r'[\\/<>:"|?*#%\s]', "-", unicodedata.normalize("NFKC", name).strip())
    return re.sub(r"^[.-]+|[.-]+$", "", re.sub(r"-+", "-", re.sub(r"[\x00-\x1f\x7f]", "", plain)))


def _settings(folder: Path, notes: list[Note]) -> dict[str, Any]:
    file = SourceFile(path=folder / SETTINGS, place=SETTINGS)
    if (found := _text_of(file, notes)) is None:
        return {}
    source = read_yaml(found.encode("utf-8"), file.place, tolerant_tags=True)
    for problem in source.problems[:1]:
        line = f":{problem.span.line}" if problem.span else ""
        notes.append(
            Note(
                place=f"{file.place}{line}",
                text=f"is no YAML that can be read whole ({one_line(problem.message)}); "
                "check the components that came of it",
            )
        )
    return _map(source.value)


def _of_settings(settings: Mapping[str, Any], slugs: Mapping[str, str], notes: list[Note]) -> Iterator[Site]:
    listed = settings.get("sites")
    for number, item in enumerate(listed if isinstance(listed, list) else [], start=1):
        site = _map(item)
        raw = _text(site.get("name")).strip()
        name, url = one_line(raw), _text(site.get("url"))
        if not name:
            notes.append(
                Note(place=f"{SETTINGS} sites[{number - 1}]", text="is a site without a name; left out")
            )
            continue
        yield Site(
            slug=one_line(_text(site.get("slug"))) or slugs.get(name) or upptime_slug(raw, url),
            name=name,
            url=public_url(url),
            description=one_line(_text(site.get("description"))),
            http=site.get("check") not in _NOT_HTTP,
        )


def _summary(folder: Path, notes: list[Note]) -> list[Site]:
    file = SourceFile(path=folder / SUMMARY, place=SUMMARY)
    if not file.path.is_file():
        return []
    try:
        value, more = json_value(file)
    except UnreadableFile as reason:
        notes.append(reason.note)
        return []
    notes += more
    found = []
    for item in value if isinstance(value, list) else []:
        site = _map(item)
        name = one_line(_text(site.get("name")))
        if name:
            url = _text(site.get("url"))
            slug = one_line(_text(site.get("slug"))) or upptime_slug(name, url)
            found.append(Site(slug=slug, name=name, url=public_url(url)))
    if not found:
        notes.append(Note(place=file.place, text="names no sites"))
    return found


def _starts(folder: Path, times: Times, notes: list[Note]) -> dict[str, datetime | None]:
    """Return since when each site of `history/` is watched, by slug."""
    starts: dict[str, datetime | None] = {}
    for path in sorted((folder / "history").glob("*.yml")):
        file = SourceFile(path=path, place=f"history/{path.name}")
        if (found := _text_of(file, notes)) is None:
            continue
        starts[path.stem] = times.read(_field(found, "startTime"))
        if starts[path.stem] is None:
            notes.append(Note(place=file.place, text="does not say since when its site is watched"))
    return starts


def _field(text: str, wanted: str) -> str:
    for found in map(_FIELD.fullmatch, text.split("\n")):
        if found and found[1] == wanted:
            return found[2].strip("'\" ")
    return ""


def _once(sites: list[Site], notes: list[Note]) -> Iterator[Site]:
    seen: set[str] = set()
    for site in sites:
        if site.slug in seen:
            notes.append(
                Note(place=site.name, text=f"has the slug {site.slug} of a site before it; taken as that one")
            )
        else:
            seen.add(site.slug)
            yield site


def _text_of(file: SourceFile, notes: list[Note]) -> str | None:
    if not file.path.is_file():
        return None
    try:
        found, more = text(file)
    except UnreadableFile as reason:
        notes.append(reason.note)
        return None
    notes += more
    return found


def _map(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
