"""cState's settings → components and groups, and what else of them matters for reading its incidents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from statuskit.importers import FoundComponent, Note
from statuskit.importers.bodies import one_line
from statuskit.importers.cstate.hugo import (
    KINDS,
    as_flag,
    as_text,
    config_files,
    path_of,
    read_text,
    urlized,
    values_of,
)
from statuskit.importers.naming import ComponentIds
from statuskit.importers.sources import SourceFile, UnreadableFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one site. `base`: the path below which it stood, without a slash at its end.

    `language`: the code of the language of files without one in their name; `languages`: all codes.
    `zone`: where Hugo was told to read times without an offset.
    """

    base: str = ""
    language: str = "en"
    languages: frozenset[str] = frozenset()
    zone: str = ""
    systems: tuple["System", ...] = ()
    notes: tuple[Note, ...] = ()
    unread: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system as the settings list it."""

    name: str
    category: str = ""
    description: str = ""
    url: str = ""


def read_config(root: Path) -> Config:
    """Read what the settings of a site say; files that cannot be read are notes."""
    unread: list[Note] = []
    notes: list[Note] = []
    values: dict[str, Any] = {}
    place = ""
    for path in config_files(root):
        file = SourceFile(path=path, place=path.relative_to(root).as_posix())
        try:
            content, told = read_text(file)
            found = values_of(file, content, KINDS[path.suffix.lstrip(".")])
        except UnreadableFile as reason:
            unread.append(reason.note)
            continue
        notes += told
        place = place or file.place
        # Of a folder, `params.yml` holds what stands under `params` elsewhere.
        whole = found if path.stem in {"config", "hugo"} else {path.stem: found}
        values |= {key.lower(): value for key, value in whole.items()}
    if not values and not unread:
        notes.append(
            Note(
                place=".", text="has no config.yml; components are those that incidents name, without groups"
            )
        )
    params = _map(values.get("params"))
    base = urlsplit(as_text(values.get("baseurl"))).path.rstrip("/") if values else ""
    notes += _odd_addresses(values, place)
    return Config(
        base=base,
        language=as_text(values.get("defaultcontentlanguage")) or "en",
        languages=frozenset(_map(values.get("languages"))),
        zone=as_text(values.get("timezone")),
        systems=tuple(_systems(params, place, notes)),
        notes=tuple(notes),
        unread=tuple(unread),
    )


def _odd_addresses(values: Mapping[str, Any], place: str) -> Iterator[Note]:
    if as_flag(values.get("uglyurls")):
        yield Note(place=place, text="uglyURLs: old addresses end in .html; no rule is written for that form")
    if values.get("permalinks"):
        yield Note(place=place, text="permalinks: old addresses of another form; no rule is written for them")


def _systems(params: Mapping[str, Any], place: str, notes: list[Note]) -> Iterator[System]:
    """Yield the systems as cState shows them: by category, in the order of both lists."""
    categories = _named(params, "categories", place, notes)
    systems = _named(params, "systems", place, notes)
    for name, category in categories.items():
        if as_text(category.get("description")):
            notes.append(Note(place=place, text=f"category {name!r}: a group has no description; left out"))
        if as_flag(category.get("closed")):
            notes.append(Note(place=place, text=f"category {name!r} is closed at first; a group never is"))
        untitled = as_flag(category.get("untitled"))
        for system, item in systems.items():
            if one_line(as_text(item.get("category"))) == name:
                yield _system(system, item, "" if untitled else name)
    for system, item in systems.items():
        if (category_name := one_line(as_text(item.get("category")))) not in categories:
            yield _system(system, item, "")
            notes.append(
                Note(
                    place=place,
                    text=f"system {system!r} is in no category that is listed ({category_name or 'none'}), so cState "
                    "shows it nowhere; it came in without a group",
                )
            )


def _system(name: str, item: Mapping[str, Any], category: str) -> System:
    return System(
        name=name,
        category=category,
        description=one_line(as_text(item.get("description"))),
        url=as_text(item.get("link")),
    )


def _named(
    params: Mapping[str, Any], key: str, place: str, notes: list[Note]
) -> dict[str, Mapping[str, Any]]:
    """Return the items of a list by their names; one without a name, or with one that was there, is a note."""
    found: dict[str, Mapping[str, Any]] = {}
    listed = params.get(key)
    for index, raw in enumerate(listed if isinstance(listed, list) else []):
        item = (
            {name.lower(): value for name, value in raw.items()} if isinstance(raw, dict) else {"name": raw}
        )
        name = one_line(as_text(item.get("name")))
        if not name or name in found:
            notes.append(
                Note(
                    place=place,
                    text=f"{key}[{index}] {'is there twice' if name else 'has no name'}; left out",
                )
            )
        else:
            found[name] = item
    return found


def _map(value: object) -> dict[str, Any]:
    return {str(key).lower(): each for key, each in value.items()} if isinstance(value, dict) else {}


@dataclass(slots=True)
class Names:
    """Our component of each name that settings and incidents use."""

    ids: ComponentIds
    base: str = ""
    found: dict[str, FoundComponent] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    addresses: dict[str, str] = field(default_factory=dict)

    def list(self, systems: Sequence[System]) -> None:
        """Take in the systems of the settings."""
        for system in systems:
            self.listed.add(self._add(system))

    def of(self, name: str) -> str:
        """Return our id of a component that an incident names."""
        return self._add(System(name=name))

    def _add(self, system: System) -> str:
        if system.name in self.given:
            return self.given[system.name]
        ours = self.ids.of(system.name.casefold(), system.name, system.category)
        if ours not in self.found:
            self.found[ours] = FoundComponent(
                id=ours,
                name=system.name,
                group=system.category,
                description=system.description,
                url=system.url if system.url.startswith(("https://", "http://")) else "",
            )
        self.given[system.name] = ours
        self._remember_addresses(system.name, ours)
        return ours

    def _remember_addresses(self, name: str, ours: str) -> None:
        for old in (urlized(name), path_of(name)):
            page = f"{self.base}/affected/{old}/"
            self.addresses.setdefault(page, f"/components/{ours}/")
            for file, new in (
                ("index.xml", "history.rss"),
                ("index.atom", "history.atom"),
                ("index.svg", "badge.svg"),
            ):
                self.addresses.setdefault(f"{page}{file}", f"/components/{ours}/{new}")
