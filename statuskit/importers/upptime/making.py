"""The sites and their commits → components and incidents, and the report's account of every commit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from statuskit.importers import FoundComponent, History, Imported, Note
from statuskit.importers.document import short
from statuskit.importers.naming import ComponentIds
from statuskit.importers.times import written
from statuskit.importers.upptime.commits import Gathering
from statuskit.importers.upptime.outages import Commit, Outage, Outages, document
from statuskit.importers.upptime.sites import Site, Sites

_WHOLE = "upptime"
"""The place of a note on the source as a whole."""

_ISSUES = (
    "GitHub issues are not in a repository: what people wrote, maintenances, and old addresses as "
    "/incident/12 stay where they are. Upptime has no feeds, so no feed moves"
)
_MOST_NAMED = 20


@dataclass(slots=True, kw_only=True)
class Making:
    """Makes a history of what was gathered. `window`: outages so close to each other are one."""

    sites: Sites
    gathering: Gathering
    window: timedelta
    ids: ComponentIds
    _components: dict[str, FoundComponent] = field(default_factory=dict)
    _incidents: list[Imported] = field(default_factory=list)
    _notes: list[Note] = field(default_factory=list)
    _outages: list[Outage] = field(default_factory=list)
    _idle: int = 0
    _never_down: list[str] = field(default_factory=list)

    def history(self, unread: Sequence[Note]) -> History:
        """Return all that came of the source; `unread`: the logs of which nothing came."""
        by_slug = dict(self.gathering.commits())
        for site in self.sites.sites:
            commits = by_slug.pop(site.slug, [])
            # The file's own start is a later one where somebody began it anew.
            since = min([site.start, *(commit.at for commit in commits[:1])]) if site.start else None
            self._add(site, self._found(commits), since=since)
        for slug, commits in by_slug.items():
            if commits:
                self._add_stray(Site(slug=slug, name=commits[-1].word.name), commits)
        return History(
            incidents=tuple(self._incidents),
            components=tuple(self._components.values()),
            notes=(*self.sites.notes, *self._account(), *self.gathering.notes, *self._notes),
            unread=tuple(unread),
            addresses={
                f"/history/{slug}{end}": f"/components/{found.id}/"
                for slug, found in self._components.items()
                # GitHub's pages stand under both.
                for end in ("", "/")
            },
        )

    def _found(self, commits: Sequence[Commit]) -> list[Outage]:
        joining = Outages(gap=self.window)
        found = list(joining.of(commits))
        self._outages += found
        self._idle += joining.idle
        return found

    def _add(
        self, site: Site, outages: Sequence[Outage], *, since: datetime | None, until: datetime | None = None
    ) -> None:
        """Take in a site and its outages; one with an `until` is not watched any more."""
        component = FoundComponent(
            id=self.ids.of(site.slug, site.name, ""),
            name=site.name,
            description=site.description,
            url=site.url,
            since=f"{since:%Y-%m-%d}" if since else "",
            until=f"{until:%Y-%m-%d}" if until else "",
        )
        self._components[site.slug] = component
        self._incidents += (
            _incident(site, component.id, outage, is_watched=until is None) for outage in outages
        )
        former = [name for name in self.gathering.names.get(site.slug, ()) if name != site.name]
        if former:
            text = f"{_quoted([site.name])} is also called {_quoted(former)} there"
            self._notes.append(Note(place=f"history/{site.slug}", text=text))

    def _add_stray(self, site: Site, commits: Sequence[Commit]) -> None:
        """Take in a site that no settings name; one that is gone for good and never was down is left out."""
        outages = self._found(commits)
        if not self.sites.listed_in:
            self._add(site, outages, since=None)
        elif not outages:
            self._never_down.append(site.name)
        else:
            first, last = commits[0].at, commits[-1].at
            self._add(site, outages, since=first, until=last)
            came = "1 incident of it" if len(outages) == 1 else f"{len(outages):,} incidents of it"
            self._notes.append(
                Note(
                    place=self.sites.listed_in,
                    text=f"does not name {_quoted([site.name])} any more: {came} came in, and its component is "
                    f"retired on {last:%Y-%m-%d}, the day of its last commit",
                )
            )

    def _account(self) -> Iterator[Note]:
        """Yield what is to be said of the source as a whole: above all, what became of each commit."""
        yield Note(place=_WHOLE, text=_ISSUES)
        if title := self.sites.title:
            yield Note(place=_WHOLE, text=f"the page is called {_quoted([title])}: site_name in mkdocs.yml")
        if self.gathering.total:
            counts = {
                "told by incidents": sum(outage.told for outage in self._outages),
                "down or slow as before": sum(outage.again for outage in self._outages),
                "up as before": self._idle,
                **{str(reason): count for reason, count in sorted(self.gathering.left.items())},
            }
            said = ", ".join(f"{what} {count:,}" for what, count in counts.items() if count)
            yield Note(place=_WHOLE, text=f"commits {self.gathering.total:,}: {said}")
        if joined := sum(len(outage.spells) > 1 for outage in self._outages):
            minutes = self.window // timedelta(minutes=1)
            what = "1 incident is" if joined == 1 else f"{joined:,} incidents are"
            text = f"{what} joined of outages with at most {minutes} minutes between them"
            yield Note(place=_WHOLE, text=text)
        if self._never_down:
            text = f"does not name {_quoted(self._never_down)} any more; never down, so left out"
            yield Note(place=self.sites.listed_in, text=text)


def _incident(site: Site, component: str, outage: Outage, *, is_watched: bool) -> Imported:
    start = outage.runs[0].start
    return Imported(
        # A line's number changes with the next commit; a later run knows an incident by its first one.
        place=f"commit {start.sha}",
        begins=start.at,
        document=document(outage, component, http=site.http, is_watched=is_watched) if outage.fits else None,
        notes=tuple(
            Note(place=start.place, text=text) for text in _doubts(site, outage, is_watched=is_watched)
        ),
    )


def _doubts(site: Site, outage: Outage, *, is_watched: bool) -> Iterator[str]:
    name = _quoted([site.name])
    if not outage.fits:
        yield f"{name} changes {len(outage.runs):,} times: more than one file takes; left out"
    elif outage.is_open and is_watched:
        yield (
            f"the log does not say that {name} is up again: the incident is open; where it has ended, say so: "
            "statuskit resolve"
        )
    elif outage.is_open:
        yield (
            f"the log does not say that {name} is up again: no longer watched, it is taken as down until "
            f"{written(outage.runs[-1].last.at)}, the last commit that saw it"
        )


def _quoted(names: Sequence[str]) -> str:
    shown = ", ".join(f'"{short(name)}"' for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown
