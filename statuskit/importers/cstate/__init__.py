"""Import from cState: a Hugo site whose incidents are Markdown files with front matter.

What the keys mean, and which pages count as incidents, follows cState's own templates and example site:
https://github.com/cstate/cstate
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from statuskit.importers import FoundComponent, History, Imported, Note, Unreadable
from statuskit.importers.cstate.config import Config, Names, read_config
from statuskit.importers.cstate.hugo import Page, as_flag, as_text, page, path_of, read_text
from statuskit.importers.cstate.incident import Converted, convert
from statuskit.importers.cstate.words import Issue, Reading
from statuskit.importers.naming import ComponentIds
from statuskit.importers.sources import SourceFile, UnreadableFile
from statuskit.importers.times import Times

_SUFFIXES = frozenset({".md", ".markdown"})
_CONTENT = "content"
_ISSUES = "issues"


@dataclass(frozen=True, slots=True, kw_only=True)
class CState:
    """Reads sites of cState: `config.yml` and the issues in `content/`.

    `now`: after it nothing has been said yet; what cState dates by what is to come has this moment.
    """

    now: datetime | None = None

    def read(
        self, sources: Sequence[Path], *, known: Sequence[FoundComponent], zone: ZoneInfo | None
    ) -> History:
        """Read the folders of sites, folders of issues, or single files of them.

        `known`: the site's components. `zone`: where times without an offset are read; without it, where
        Hugo's `timeZone` says. Raises `UsageError` where one is needed.
        """
        found = _Found(names=Names(ids=ComponentIds(known)))
        for root, contents in _roots(sources).items():
            _Site(root=root, config=read_config(root), found=found, zone=zone, now=self.now).read(contents)
        return found.history()


@dataclass(slots=True)
class _Found:
    """What has been read."""

    names: Names
    incidents: list[Imported] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unread: list[Note] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    last: dict[str, datetime | None] = field(default_factory=dict)

    def history(self) -> History:
        """Return all of it."""
        components = tuple(self._components())
        strange = [
            Note(
                place=self.first[each.id],
                text=f"{each.name!r} is no system of the settings; it came in as a component "
                + (f"that is no more since {each.until}" if each.until else "of its own"),
            )
            for each in components
            if self.names.listed and each.id not in self.names.listed
        ]
        return History(
            incidents=tuple(self.incidents),
            components=components,
            notes=(*self.notes, *strange),
            unread=tuple(self.unread),
            addresses=self.addresses | self.names.addresses,
        )

    def _components(self) -> Iterator[FoundComponent]:
        """Yield the components; one that the settings do not list ended with the last incident that names it."""
        for ours, component in self.names.found.items():
            over = self.last.get(ours)
            if ours in self.names.listed or not self.names.listed or over is None:
                yield component
            else:
                yield replace(component, until=f"{over:%Y-%m-%d}")

    def name(self, done: Converted, place: str) -> None:
        """Remember where components were first named, and until when; None: the incident is not over."""
        for each in done.names:
            before = self.last.get(each, done.ends)
            self.last[each] = max(before, done.ends) if before and done.ends else None
            self.first.setdefault(each, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ContentFile:
    """A file that holds an issue. `language` and `name` are told by the file's name."""

    source: SourceFile
    page: Page
    inside: PurePosixPath
    name: str
    language: str


@dataclass(slots=True)
class _Site:
    root: Path
    config: Config
    found: _Found
    zone: ZoneInfo | None
    now: datetime | None

    def read(self, contents: Sequence[Path]) -> None:
        """Read the settings, then the issues among the files."""
        found = self.found
        found.notes += self.config.notes
        found.unread += self.config.unread
        found.names.base = self.config.base
        found.names.list(self.config.systems)
        found.addresses |= _site_addresses(self.config.base)
        reading = Reading(times=Times(zone=self.zone or self._own_zone()), now=self.now)
        files = list(self._files(contents))
        if not files:
            found.unread.append(
                Note(
                    place=str(self.root),
                    text="holds no content/issues; name the folder in which config.yml stands",
                )
            )
        for file, others in self._issues(files):
            self._take(file, others, reading)
        if reading.naive:
            many = f"{reading.naive} times have" if reading.naive > 1 else "1 time has"
            found.notes.append(
                Note(place=reading.first_naive, text=f"{many} no offset; read in {reading.times.zone}")
            )

    def _own_zone(self) -> ZoneInfo | None:
        try:
            return ZoneInfo(self.config.zone) if self.config.zone else None
        except (KeyError, ValueError, OSError):
            return None

    def _files(self, contents: Sequence[Path]) -> Iterator[SourceFile]:
        for path in contents:
            inside = path.relative_to(self.root)
            hidden = any(part.startswith(".") for part in inside.parts)
            if path.suffix.lower() in _SUFFIXES and path.stem.split(".")[0] != "_index" and not hidden:
                yield SourceFile(path=path, place=inside.as_posix())

    def _issues(self, files: Sequence[SourceFile]) -> Iterator[tuple[_ContentFile, list[_ContentFile]]]:
        """Yield each issue with its translations."""
        by_name: dict[PurePosixPath, list[_ContentFile]] = {}
        for file in filter(None, map(self._content, files)):
            by_name.setdefault(file.inside / file.name, []).append(file)
        for same in by_name.values():
            main = next((file for file in same if file.language == self.config.language), same[0])
            others = [file for file in same if file is not main]
            for other in others:
                self.found.notes.append(
                    Note(
                        place=other.source.place,
                        text=f"is {main.source.place} in another language, {other.language}; left out",
                    )
                )
            yield main, others

    def _content(self, file: SourceFile) -> _ContentFile | None:
        """Read a file; None where it is no issue, which a note tells."""
        inside, name, language = self._named(file)
        try:
            content, notes = read_text(file)
            found = page(file, content)
        except UnreadableFile as reason:
            self.found.incidents.append(Imported(place=file.place, document=None, notes=(reason.note,)))
            return None
        self.found.notes += notes
        if found.text("section") != "issue" and inside.parts[:1] != (_ISSUES,):
            self.found.notes.append(Note(place=file.place, text="is a page, no incident; left out"))
            return None
        if as_flag(found.values.get("draft")) or as_flag(found.values.get("published")) is False:
            self.found.notes.append(
                Note(place=file.place, text="is a draft, which cState never shows; left out")
            )
            return None
        return _ContentFile(source=file, page=found, inside=inside, name=name, language=language)

    def _named(self, file: SourceFile) -> tuple[PurePosixPath, str, str]:
        """Return the folder below `content`, the name, and the language of a file."""
        path = PurePosixPath(file.place)
        parts = path.parts[:-1]
        parts = parts[1:] if parts[:1] == (_CONTENT,) else (parts or (_ISSUES,))
        codes = {*self.config.languages, self.config.language}
        stem, _, code = path.stem.rpartition(".")
        name, language = (stem, code) if stem and code in codes else (path.stem, self.config.language)
        if parts and parts[0] in self.config.languages:
            parts, language = parts[1:], parts[0]
        if name == "index" and parts:
            parts, name = parts[:-1], parts[-1]
        return PurePosixPath(*parts), name, language

    def _take(self, file: _ContentFile, others: Sequence[_ContentFile], reading: Reading) -> None:
        issue = Issue(place=file.source.place, page=file.page, reading=reading)
        addresses = [path for each in (file, *others) for path in self._addresses(each)]
        empty = Imported(
            place=issue.place,
            document=None,
            foreign=self._foreign(file),
            addresses=tuple(dict.fromkeys(addresses)),
        )
        try:
            done = convert(issue, self.found.names.of)
        except Unreadable as reason:
            issue.note(str(reason))
            self.found.incidents.append(replace(empty, notes=tuple(issue.notes)))
            return
        self.found.name(done, issue.at("affected"))
        self.found.incidents.append(
            replace(empty, document=done.document, begins=done.begins, notes=tuple(issue.notes))
        )

    def _foreign(self, file: _ContentFile) -> str:
        return path_of(file.page.text("slug")) or path_of(file.name)

    def _addresses(self, file: _ContentFile) -> Iterator[str]:
        """Yield the paths under which an issue stood, as Hugo forms them."""
        base = self.config.base
        if file.language != self.config.language:
            base += f"/{file.language}"
        folder = "/".join(["", *(path_of(part) for part in file.inside.parts)])
        own = file.page.text("url")
        yield base + (
            f"/{own.strip('/')}" + ("" if "." in own.rsplit("/", 1)[-1] else "/")
            if own
            else f"{folder}/{self._foreign(file)}/"
        )
        aliases = file.page.values.get("aliases")
        for alias in aliases if isinstance(aliases, list) else [aliases]:
            if path := as_text(alias):
                yield base + (path if path.startswith("/") else f"{folder}/{path}")


def _roots(sources: Sequence[Path]) -> dict[Path, list[Path]]:
    """Return the root of each site with the content files that were asked for."""
    found: dict[Path, dict[Path, None]] = {}
    for source in sources:
        root = _root(source)
        if source.is_file():
            files = [source]
        else:
            below = source / _CONTENT if (source / _CONTENT).is_dir() else source
            files = [path for path in sorted(below.rglob("*")) if path.is_file()]
        found.setdefault(root, {}).update(dict.fromkeys(files))
    return {root: list(files) for root, files in found.items()}


def _root(source: Path) -> Path:
    if (source / _CONTENT).is_dir():
        return source
    above = [source, *source.parents]
    return next(
        (path.parent for path in above if path.name == _CONTENT), source if source.is_dir() else source.parent
    )


def _site_addresses(base: str) -> dict[str, str]:
    feeds = {".xml": ".rss", ".atom": ".atom"}
    found = {f"{base}/{_ISSUES}/": "/history/", f"{base}/affected/": "/", f"{base}/index.svg": "/badge.svg"}
    for folder in ("", f"/{_ISSUES}"):
        found |= {f"{base}{folder}/index{old}": f"/history{new}" for old, new in feeds.items()}
    return found
