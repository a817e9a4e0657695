"""Logs → the commits of each site, in order of time; what is no word on a site is counted or named."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from statuskit.importers import Note
from statuskit.importers.document import short
from statuskit.importers.times import Times
from statuskit.importers.upptime.log import GUESSED, Logged
from statuskit.importers.upptime.messages import Word, undone
from statuskit.importers.upptime.outages import Commit
from statuskit.importers.upptime.sites import Sites, upptime_slug

MOST_NAMED = 50
"""How many lines of a log that cannot be read are named; the others are counted."""


class Left(StrEnum):
    """Why a commit is not among those of a site."""

    MERGE = "merges"
    OTHER = "no word on a site"
    TWICE = "there twice"
    UNREADABLE = "lines that cannot be read"
    REVERTED = "reverted"
    REVERT = "reverts"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Undoing:
    at: datetime
    slug: str
    word: Word
    counts: bool
    place: str


@dataclass(slots=True, kw_only=True)
class Gathering:
    """Takes in logs. `total` counts their commits, `left` those that `commits` does not give, by reason.

    `names`: what each site was called, in the order of the log.
    """

    sites: Sites
    times: Times
    total: int = 0
    left: Counter[Left] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)
    names: dict[str, dict[str, None]] = field(default_factory=dict)
    _by_site: dict[str, list[Commit]] = field(default_factory=dict)
    _slugs: dict[str, str] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _undoings: list[_Undoing] = field(default_factory=list)
    _unnamed: int = 0

    def __post_init__(self) -> None:
        """Know the sites by the names that they have now."""
        self._slugs.update((site.name, site.slug) for site in self.sites.sites)

    def add(self, log: str, entries: Iterable[Logged | Note]) -> None:
        """Take in one log, newest or oldest first. `log`: its name in the report."""
        found: dict[str, list[Commit]] = {}
        # Commits of one second are told apart by the order of the log alone, so its direction matters.
        rising = falling = guessed = 0
        before: datetime | None = None
        for entry in entries:
            self.total += 1
            if isinstance(entry, Note):
                self._refuse(entry)
                continue
            guessed += entry.is_guessed
            if (known := self._commit(entry)) is None:
                continue
            slug, commit = known
            found.setdefault(slug, []).append(commit)
            rising += before is not None and commit.at > before
            falling += before is not None and commit.at < before
            before = commit.at
        for slug, commits in found.items():
            self._by_site.setdefault(slug, []).extend(commits if rising > falling else reversed(commits))
        self._tell(log, turned=min(rising, falling), guessed=guessed)

    def _tell(self, log: str, *, turned: int, guessed: int) -> None:
        said = []
        if turned:
            said.append(f"goes back and forth in time ({turned:,}); it was read in order of time")
        if guessed:
            said.append(f"is not UTF-8 ({_lines(guessed)}); read as {GUESSED} there")
        if self._unnamed:
            said.append(f"cannot be read in {_lines(self._unnamed)} more")
        self._unnamed = 0
        self.notes += (Note(place=log, text=text) for text in said)

    def commits(self) -> Iterator[tuple[str, list[Commit]]]:
        """Yield each site's slug and commits, oldest first, without what was reverted or stands there twice."""
        for slug, commits in self._by_site.items():
            commits.sort(key=lambda commit: commit.at)
            once = commits[:1] + [
                commit
                for before, commit in pairwise(commits)
                if (before.at, before.word) != (commit.at, commit.word)
            ]
            self.left[Left.TWICE] += len(commits) - len(once)
            for reverted in self._reverted(slug, once):
                once.remove(reverted)
            yield slug, once

    def _refuse(self, note: Note) -> None:
        self.left[Left.UNREADABLE] += 1
        if self.left[Left.UNREADABLE] <= MOST_NAMED:
            self.notes.append(note)
        else:
            self._unnamed += 1

    def _commit(self, entry: Logged) -> tuple[str, Commit] | None:
        if entry.sha in self._seen:
            self.left[Left.TWICE] += 1
            return None
        self._seen.add(entry.sha)
        if entry.is_merge:
            self.left[Left.MERGE] += 1
            return None
        reverting = undone(entry.message)
        word = self.sites.messages.word(reverting[0] if reverting else entry.message)
        if word is None:
            self.left[Left.OTHER] += 1
            return None
        at = self.times.read(entry.at)
        if at is None:
            self._refuse(
                Note(place=entry.place, text=f"{short(entry.at)!r} is no time that there is; left out")
            )
            return None
        slug = self._slug(word.name, entry.slugs)
        if reverting:
            self.left[Left.REVERT] += 1
            self._undoings.append(
                _Undoing(at=at, slug=slug, word=word, counts=reverting[1], place=entry.place)
            )
            return None
        self.names.setdefault(slug, {})[word.name] = None
        return slug, Commit(at=at, sha=entry.sha, word=word, place=entry.place)

    def _slug(self, name: str, touched: frozenset[str]) -> str:
        """Say which site is meant: the one whose file the commit touched; a name may have changed meanwhile."""
        if name not in self._slugs:
            self._slugs[name] = upptime_slug(name)
        slug = self._slugs[name]
        return next(iter(touched)) if len(touched) == 1 and slug not in touched else slug

    def _reverted(self, slug: str, commits: list[Commit]) -> Iterator[Commit]:
        """Yield the commits of a site whose newest revert says that they do not count."""
        last: dict[Word, _Undoing] = {}
        for undoing in sorted(self._undoings, key=lambda each: each.at):
            if undoing.slug == slug:
                last[undoing.word] = undoing
        for word, undoing in last.items():
            meant = [commit for commit in commits if commit.word == word and commit.at <= undoing.at]
            if undoing.counts or not meant:
                text = "reverts nothing that counts" if not meant else "brings back what was reverted"
                self.notes.append(Note(place=undoing.place, text=text))
                continue
            self.left[Left.REVERTED] += 1
            self.notes.append(
                Note(place=undoing.place, text=f"reverts {meant[-1].place}; that one is left out")
            )
            yield meant[-1]


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number:,} lines"
