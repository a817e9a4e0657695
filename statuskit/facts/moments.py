"""The moments at which the site changes: it is a step function of time, and these are its steps."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from statuskit.facts.cases import Case, cases
from statuskit.model import Catalog, Settings

AHEAD = timedelta(minutes=10)
"""How far ahead of `now` something said may lie, since clocks differ; it then counts as having happened."""

_NOTHING_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A moment at which a fact changed, and each case at it: by id, in the order of the catalogue."""

    now: datetime
    cases: Mapping[str, Case]


def settle(catalog: Catalog, now: datetime, kept: Mapping[str, Case] | None = None) -> Settled:
    """Set `now` back to the last moment at which a fact changed, and work out each case at that moment.

    `kept` are cases of former builds by id, of the same files; those are taken that still hold.
    """
    seen = cases(catalog.incidents, now, kept)
    then = settled(catalog.settings, seen.values(), now)
    return Settled(now=then, cases=cases(catalog.incidents, then, seen))


def settled(settings: Settings, seen: Collection[Case], now: datetime) -> datetime:
    """Give the last moment by `now` at which a fact changed: every moment until the next gives the same.

    `seen` are all cases at `now`. Where something said lies ahead of it, by 10 minutes at the most, it is the
    time of that. A site without components and incidents has no moments; it is settled since 1970.
    """
    if not seen and not settings.components:
        return _NOTHING_EVER
    last = max(moment for moment in _of_the_site(settings, now) if moment <= now)
    heard_until = now + AHEAD
    for case in seen:
        if case.ripe:
            last = max(last, case.ripe)
        else:
            last = max(
                [
                    last,
                    *(moment for moment in case.steps.said if moment <= heard_until),
                    *(moment for moment in case.steps.clock if moment <= now),
                ]
            )
    return last


def next_change(settings: Settings, seen: Collection[Case], now: datetime) -> datetime | None:
    """Find the next moment after `now` at which `settled` gives another answer; None if there is none.

    `seen` are all cases at `now`. Something said that lies far ahead counts from 10 minutes before.
    """
    done = max(now, settled(settings, seen, now))
    heard_until = now + AHEAD
    waiting = [case.steps for case in seen]
    ahead = [moment - AHEAD for each in waiting for moment in each.said if moment > heard_until]
    ahead += [moment for each in waiting for moment in each.clock if moment > done]
    if seen or settings.components:
        ahead += [moment for moment in _of_the_site(settings, now) if moment > done]
    return min(ahead, default=None)


def _of_the_site(settings: Settings, now: datetime) -> Iterator[datetime]:
    """Yield when components come and go, and of midnights those around `now`."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    yield from (today, today + timedelta(days=1), today + timedelta(days=2))
    for component in settings.components:
        if component.since:
            yield component.since.start
        if component.until:
            yield component.until.end
