"""Promises that have passed and are not answered, as problems of the files that made them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from statuskit.facts.cases import cases
from statuskit.facts.entries import AccountEntry, ActionEntry
from statuskit.facts.ledger import ledger
from statuskit.facts.promises import ActionStanding, Promise
from statuskit.gate.hiding import Hiding
from statuskit.load.order import utc
from statuskit.model import ENDED, Catalog, Incident, When
from statuskit.problems import KeyPath, Problem, Severity, in_order
from statuskit.schema import quoted
from statuskit.settings import SiteSettings
from statuskit.source import Source, read
from statuskit.words import Words

_DAYS_ALONE = timedelta(days=2)


class Sort(StrEnum):
    """What was promised: the next word, the account of an incident, a change."""

    UPDATES = "updates"
    POSTMORTEMS = "postmortems"
    ACTIONS = "actions"


def overdue(
    site: SiteSettings, catalog: Catalog, now: datetime, sorts: Iterable[Sort] = tuple(Sort)
) -> list[Problem]:
    """Tell of each promise that has passed by `now` with no answer yet, and of what answers it.

    The same promises are late in the site's pages. A secret on a promise's line is hidden.
    """
    book = ledger(cases(catalog.incidents, now).values())
    by_id = {incident.id: incident for incident in catalog.incidents}
    desk = _Desk(site, by_id, now)
    wanted = frozenset(sorts)
    found: list[Problem] = []
    if Sort.UPDATES in wanted:
        found += (desk.update(each) for each in book.unkept if each.kept is False and each.answered is None)
    if Sort.POSTMORTEMS in wanted:
        found += (desk.postmortem(each) for each in book.accounts if each.is_late)
    if Sort.ACTIONS in wanted:
        found += (desk.action(each) for each in book.actions if each.standing is ActionStanding.LATE)
    return in_order(Hiding(site.root).hide_all(found))


class _Desk:
    """Writes a problem for each sort of promise, with its place in its file."""

    def __init__(self, site: SiteSettings, incidents: Mapping[str, Incident], now: datetime) -> None:
        self._root = site.root
        self._incidents = incidents
        self._now = now
        self._words = Words("en")
        self._sources: dict[str, Source] = {}

    def update(self, promise: Promise) -> Problem:
        incident = self._incidents[promise.incident_id]
        number = next(at for at, update in enumerate(incident.updates) if update.id == promise.update_id)
        more = "" if incident.updates[-1].status in ENDED else " --next 30m"
        return self._problem(
            incident,
            ("updates", number, "next_update"),
            rule="late-update",
            message=f"{quoted(incident.title)} promised an update by {utc(promise.due)}; "
            f"that was {self._ago(promise.due)}.",
            hint=f'Answer it: statuskit update {incident.id} -m "…"{more}',
        )

    def postmortem(self, account: AccountEntry) -> Problem:
        incident = self._incidents[account.incident_id]
        return self._problem(
            incident,
            ("postmortem", "due"),
            rule="late-postmortem",
            message=f"The postmortem of {quoted(incident.title)} was promised for {_day(account.due)}; "
            f"that was over {self._ago(account.due.end)}.",
            hint=f"See what it lacks: statuskit postmortem {incident.id}\n"
            "then write `state: final`, and the time behind `published:`.",
        )

    def action(self, entry: ActionEntry) -> Problem:
        incident = self._incidents[entry.incident_id]
        postmortem, due = incident.postmortem, entry.due
        if postmortem is None or due is None:
            raise ValueError("an action is late by its due day, and stands in a postmortem")
        return self._problem(
            incident,
            ("postmortem", "actions", entry.number, "due"),
            rule="late-action",
            message=f"{quoted(postmortem.actions[entry.number].what)} was promised for {_day(due)}; that was over {self._ago(due.end)}.",
            hint="Write `state: done` with `done_on`, or `state: dropped` with `because`; "
            "or a new `due`, told in `corrections`.",
        )

    def _ago(self, moment: datetime) -> str:
        """Say how long ago; from two days on, in whole days."""
        length = self._now - moment
        if length >= _DAYS_ALONE:
            length = timedelta(days=length.days)
        return f"{self._words.duration(length)} ago"

    def _problem(self, incident: Incident, path: KeyPath, *, rule: str, message: str, hint: str) -> Problem:
        if incident.file not in self._sources:
            data = (self._root / incident.file).read_bytes()
            self._sources[incident.file] = read(data, incident.file)
        span, excerpt = self._sources[incident.file].place(path)
        return Problem(
            rule=rule,
            severity=Severity.ERROR,
            file=incident.file,
            message=message,
            hint=hint,
            path=path,
            span=span,
            excerpt=excerpt,
        )


def _day(when: When) -> str:
    return f"{when.day:%Y-%m-%d}" if when.day else utc(when.start)
