"""A site's commits, in order of time → its outages, and the incident files that tell them.

A spell is a stretch in which a site was not up. Spells with little time between them are one outage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from statuskit.importers import Document
from statuskit.importers.times import written
from statuskit.importers.upptime.messages import Word, sentence
from statuskit.model import ComponentState

MOST_RUNS = 400
"""With so many changes of state an outage goes on in a second file, once it is up: one takes 10,000 values."""

_ROOM = 20
"""How many more a last spell may add."""

_UNWATCHED = "No longer watched. The log does not say how it ended."


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit that says how a site is."""

    at: datetime
    sha: str
    word: Word
    place: str


@dataclass(slots=True, kw_only=True)
class Run:
    """A stretch in one state: the commits that begin and end it, and how many say the same again meanwhile.

    `last`: the newest that says it. `end` is None where the log ends before it.
    """

    start: Commit
    last: Commit
    end: Commit | None = None
    again: int = 0

    @property
    def state(self) -> ComponentState:
        """The state in which the site was."""
        return self.start.word.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """Spells of one site, in order; each is the runs between a fall and the commit that says up."""

    spells: tuple[tuple[Run, ...], ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs, in order."""
        return tuple(run for spell in self.spells for run in spell)

    @property
    def is_open(self) -> bool:
        """Whether the log ends before the site is up again."""
        return self.spells[-1][-1].end is None

    @property
    def fits(self) -> bool:
        """Whether one file takes all of it."""
        return len(self.runs) <= MOST_RUNS + _ROOM

    @property
    def told(self) -> int:
        """How many commits are updates of it."""
        return len(self.runs) + sum(spell[-1].end is not None for spell in self.spells)

    @property
    def again(self) -> int:
        """How many commits say the same as the one before."""
        return sum(run.again for run in self.runs)


@dataclass(slots=True, kw_only=True)
class Outages:
    """Joins the commits of one site to outages. `idle` counts those that say up where it was."""

    gap: timedelta
    idle: int = 0
    _spells: list[tuple[Run, ...]] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)

    def of(self, commits: Sequence[Commit]) -> Iterator[Outage]:
        """Yield the outages of one site, oldest first. `commits` stand in order of time."""
        for commit in commits:
            if commit.word.state is ComponentState.OPERATIONAL:
                self._up(commit)
            elif self._runs and self._runs[-1].state is commit.word.state:
                self._runs[-1].again += 1
                self._runs[-1].last = commit
            else:
                if not self._runs and self._is_apart(commit):
                    yield self._outage()
                self._fall(commit)
        if self._runs:
            self._spells.append(tuple(self._runs))
            self._runs = []
        if self._spells:
            yield self._outage()

    def _up(self, commit: Commit) -> None:
        if not self._runs:
            self.idle += 1
            return
        self._runs[-1].end = commit
        self._spells.append(tuple(self._runs))
        self._runs = []

    def _fall(self, commit: Commit) -> None:
        if self._runs:
            self._runs[-1].end = commit
        self._runs.append(Run(start=commit, last=commit))

    def _is_apart(self, commit: Commit) -> bool:
        """Tell whether the spells before this fall are an outage of their own."""
        if not self._spells or (end := self._spells[-1][-1].end) is None:
            return False
        return commit.at - end.at > self.gap or sum(map(len, self._spells)) >= MOST_RUNS

    def _outage(self) -> Outage:
        found = Outage(spells=tuple(self._spells))
        self._spells = []
        return found


def document(outage: Outage, component: str, *, http: bool, is_watched: bool) -> Document:
    """Write an outage as an incident file: a spell by its updates, several by their windows too.

    `http`: whether the site was asked by HTTP. `is_watched`: one that is not watched any more, and never came
    up again, was down until the last commit that saw it.
    """
    states = {run.state for run in outage.runs}
    is_down = ComponentState.MAJOR_OUTAGE in states
    several = len(outage.spells) > 1
    first = outage.spells[0][0]
    worst = ComponentState.MAJOR_OUTAGE if is_down else first.state
    found: Document = {
        "title": f"{first.start.word.name} {'is down' if is_down else 'has degraded performance'}",
        "components": {component: str(worst if several else first.state)},
        "updates": list(_updates(outage, component, with_states=not several, http=http)),
    }
    if outage.is_open and not is_watched:
        end = outage.runs[-1].last.at
        found["updates"].append({"at": written(end), "status": "resolved", "message": _UNWATCHED})
    if several:
        found["windows"] = list(_windows(outage, component, worst, is_watched=is_watched))
    return found


def _updates(outage: Outage, component: str, *, with_states: bool, http: bool) -> Iterator[Document]:
    last = outage.spells[-1]
    for spell in outage.spells:
        for number, run in enumerate(spell):
            changes = {"components": {component: str(run.state)}} if with_states and number else {}
            yield _update(run.start, "investigating", http=http) | changes
        if end := spell[-1].end:
            # Up for a while within an outage is no end of it.
            yield _update(end, "resolved" if spell is last else "monitoring", http=http)


def _update(commit: Commit, status: str, *, http: bool) -> Document:
    return {"at": written(commit.at), "status": status, "message": sentence(commit.word, http=http)}


def _windows(
    outage: Outage, component: str, worst: ComponentState, *, is_watched: bool
) -> Iterator[Document]:
    """Yield the runs as windows; one that ends in the second in which it begins is no stretch of time."""
    for run in outage.runs:
        last = run.end or (None if is_watched else run.last)
        if last is None or last.at > run.start.at:
            end = {"to": written(last.at)} if last else {}
            state = {} if run.state is worst else {"components": {component: str(run.state)}}
            yield {"from": written(run.start.at), **end, **state}
