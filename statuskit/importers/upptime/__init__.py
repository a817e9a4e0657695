"""Import from Upptime: its repository, whose commits say when which site was up, slow or down.

What people wrote stands in GitHub issues, outside of the repository.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from statuskit.errors import UsageError
from statuskit.git import is_shallow
from statuskit.importers import FoundComponent, History, Imported, Note
from statuskit.importers.naming import ComponentIds
from statuskit.importers.sources import SourceFile
from statuskit.importers.times import Times, written
from statuskit.importers.upptime.commits import Gathering
from statuskit.importers.upptime.log import SUFFIXES, of_file, of_repository
from statuskit.importers.upptime.outages import MOST_RUNS, Commit, Outage, Outages, document
from statuskit.importers.upptime.sites import Site, Sites, read_sites

PROVIDER = "upptime"

_REPOSITORY = "git log"
_ISSUES = (
    "GitHub issues are not in a repository: what people wrote, maintenances, and old addresses as "
    "/incident/12 stay where they are. Upptime has no feeds, so no feed moves"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upptime:
    """Reads a repository of Upptime, or logs of its commits.

    `window`: outages of one site with at most so much time between them are one incident.
    """

    window: timedelta = timedelta(minutes=15)

    def read(
        self, sources: Sequence[Path], *, known: Sequence[FoundComponent], zone: ZoneInfo | None
    ) -> History:
        """Read the folder of a repository, files with a line of `sha⇥time⇥message` for each commit, or both.

        Where files are named, or a folder that is no repository holds some, they are the log; else git's own.
        Raises `UsageError` where two folders are named, or where a zone is needed.
        """
        folders = [source for source in sources if source.is_dir()]
        if len(folders) > 1:
            raise UsageError("Import one repository of Upptime at a time.")
        times = Times(zone=zone)
        sites = read_sites(folders[0], times) if folders else Sites()
        gathering = Gathering(sites=sites, times=times)
        unread = list(_read_logs(gathering, folders, [source for source in sources if not source.is_dir()]))
        making = _Making(sites=sites, gathering=gathering, window=self.window, ids=ComponentIds(known))
        return making.history(unread)


def _read_logs(gathering: Gathering, folders: Sequence[Path], named: Sequence[Path]) -> Iterator[Note]:
    """Read the logs, and yield a note on each of which nothing came."""
    folder = folders[0] if folders else None
    if not named and folder and (folder / ".git").exists():
        try:
            gathering.add(_REPOSITORY, of_repository(folder))
            if is_shallow(folder):
                gathering.notes.append(
                    Note(
                        place=_REPOSITORY,
                        text="is shallow, it holds the newest commits alone: git fetch --unshallow",
                    )
                )
        except UsageError as reason:
            yield Note(place=_REPOSITORY, text=str(reason))
        return
    inside = sorted(folder.iterdir()) if folder else ()
    logs = named or [path for path in inside if path.suffix in SUFFIXES]
    for path in logs:
        try:
            gathering.add(path.name, of_file(SourceFile(path=path, place=path.name)))
        except OSError as error:
            yield Note(place=path.name, text=f"cannot be read ({error.strerror})")
    if not logs:
        yield Note(
            place=folder.name if folder else "",
            text="holds no commits: clone the repository whole, or name a file of its log",
        )


@dataclass(slots=True, kw_only=True)
class _Making:
    """Makes components and incidents of what was gathered."""

    sites: Sites
    gathering: Gathering
    window: timedelta
    ids: ComponentIds
    notes: list[Note] = field(default_factory=list)
    incidents: list[Imported] = field(default_factory=list)
    components: dict[str, FoundComponent] = field(default_factory=dict)
    told: int = 0
    again: int = 0
    idle: int = 0
    joined: int = 0
    unwatched: list[str] = field(default_factory=list)

    def history(self, unread: Sequence[Note]) -> History:
        """Return all that came of the source."""
        by_slug = dict(self.gathering.commits())
        watched = {site.slug for site in self.sites.sites}
        for site in self.sites.sites:
            first = by_slug[site.slug][0].at if by_slug.get(site.slug) else None
            since = min(filter(None, (site.start, first)), default=None) if site.start else None
            self._add(site, since=since)
            self._outages(site, by_slug.get(site.slug, []), is_watched=True)
        for slug, commits in by_slug.items():
            if slug not in watched and commits:
                self._stray(slug, commits)
        return History(
            incidents=tuple(self.incidents),
            components=tuple(self.components.values()),
            notes=(*self.sites.notes, *self._summary(), *self.gathering.notes, *self.notes),
            unread=tuple(unread),
            addresses={
                f"/history/{slug}{end}": f"/components/{found.id}/"
                for slug, found in self.components.items()
                # GitHub's pages stand under both.
                for end in ("", "/")
            },
        )

    def _add(self, site: Site, *, since: datetime | None, until: datetime | None = None) -> None:
        self.components[site.slug] = FoundComponent(
            id=self.ids.of(site.slug, site.name, ""),
            name=site.name,
            description=site.description,
            url=site.url,
            since=f"{since:%Y-%m-%d}" if since else "",
            until=f"{until:%Y-%m-%d}" if until else "",
        )
        former = [name for name in self.gathering.names.get(site.slug, ()) if name != site.name]
        if former:
            quoted = ", ".join(f'"{name}"' for name in former)
            self.notes.append(
                Note(place=f"history/{site.slug}", text=f'"{site.name}" is also called {quoted} there')
            )

    def _stray(self, slug: str, commits: list[Commit]) -> None:
        """Take in a site that the log knows and the settings do not; one that was never down is left out."""
        name = commits[-1].word.name
        if not self.sites.listed_in:
            self._add(Site(slug=slug, name=name), since=None)
            self._outages(Site(slug=slug, name=name), commits, is_watched=True)
            return
        before = len(self.incidents)
        site = Site(slug=slug, name=name)
        last = commits[-1].at
        self._add(site, since=commits[0].at, until=last)
        self._outages(site, commits, is_watched=False)
        if (count := len(self.incidents) - before) == 0:
            del self.components[slug]
            self.unwatched.append(name)
            return
        came = "1 incident of it" if count == 1 else f"{count:,} incidents of it"
        self.notes.append(
            Note(
                place=self.sites.listed_in,
                text=f'does not name "{name}" any more: {came} came in, and its component is retired on '
                f"{last:%Y-%m-%d}, the day of its last commit",
            )
        )

    def _outages(self, site: Site, commits: list[Commit], *, is_watched: bool) -> None:
        outages = Outages(gap=self.window)
        for outage in outages.of(commits):
            self.again += sum(run.again for run in outage.runs)
            self.told += outage.commits - sum(run.again for run in outage.runs)
            self.joined += len(outage.spells) > 1
            self.incidents.append(self._incident(site, outage, is_watched=is_watched))
        self.idle += outages.idle

    def _incident(self, site: Site, outage: Outage, *, is_watched: bool) -> Imported:
        start = outage.spells[0][0].start
        notes = []
        is_long = len(outage.runs) > MOST_RUNS + 20
        if is_long:
            notes.append(
                Note(
                    place=start.place,
                    text=f'"{site.name}" changes {len(outage.runs):,} times without being up: more than one file '
                    "takes; left out",
                )
            )
        elif outage.is_open:
            ends = (
                "the incident is open; where it has ended, say so: statuskit resolve"
                if is_watched
                else f"no longer watched, it is taken as down until {written(outage.runs[-1].last.at)}, "
                "the last commit that saw it"
            )
            notes.append(
                Note(place=start.place, text=f'the log does not say that "{site.name}" is up again: {ends}')
            )
        component = self.components[site.slug].id
        return Imported(
            # A line's number changes with the next commit; a later run knows an incident by its first one.
            place=f"commit {start.sha}",
            begins=start.at,
            document=None if is_long else document(outage, component, http=site.http, is_watched=is_watched),
            notes=tuple(notes),
        )

    def _summary(self) -> Iterator[Note]:
        yield Note(place="upptime", text=_ISSUES)
        if self.sites.title:
            yield Note(
                place="upptime", text=f'the page is called "{self.sites.title}": site_name in mkdocs.yml'
            )
        if self.gathering.total:
            parts = [
                (self.told, "told by incidents"),
                (self.again, "down or slow as before"),
                (self.idle, "up as before"),
                *((count, str(reason)) for reason, count in sorted(self.gathering.left.items())),
            ]
            said = ", ".join(f"{text} {count:,}" for count, text in parts if count)
            yield Note(place="upptime", text=f"commits {self.gathering.total:,}: {said}")
        if self.joined:
            minutes = self.window // timedelta(minutes=1)
            what = "1 incident is" if self.joined == 1 else f"{self.joined:,} incidents are"
            yield Note(
                place="upptime", text=f"{what} joined of outages with at most {minutes} minutes between them"
            )
        if self.unwatched:
            named = ", ".join(f'"{name}"' for name in self.unwatched[:20])
            more = f" and {len(self.unwatched) - 20:,} more" if len(self.unwatched) > 20 else ""  # noqa: PLR2004
            yield Note(
                place=self.sites.listed_in,
                text=f"does not name {named}{more} any more; never down, so left out",
            )
