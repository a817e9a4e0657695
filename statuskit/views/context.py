"""What every view needs at hand, and the small pieces that all pages print."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from markupsafe import Markup, escape

from statuskit.facts.cases import Case, cases
from statuskit.facts.status import PageState, component_states, page_state
from statuskit.facts.uptime import Fault, component_history
from statuskit.model import Amount, Catalog, Component, ComponentState, Incident, When
from statuskit.prose import Prose
from statuskit.words import Words

_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a page prints it: `iso` for machines, `text` for people. Prints itself as `<time>`."""

    iso: str
    text: str

    def __html__(self) -> str:
        return f'<time datetime="{escape(self.iso)}">{escape(self.text)}</time>'


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as shape, colour and text: `shape` names both the icon and the CSS class."""

    shape: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """`url` is relative to the site's root."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What takes the place of a text from `at` (RFC 3339) on: the reader's clock alone decides."""

    at: str
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of how we did."""

    figure: str
    text: str


def iso(when: datetime) -> str:
    """Format as RFC 3339 in UTC, with a fraction only where there is one."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def incident_url(incident_id: str) -> str:
    """Tell an incident's address."""
    return f"incidents/{incident_id}/"


def calendar_url(incident_id: str) -> str:
    """Tell the address of a maintenance's own calendar."""
    return f"incidents/{incident_id}.ics"


def component_url(component_id: str) -> str:
    """Tell a component's address."""
    return f"components/{component_id}/"


def promises_url(year: int | None = None) -> str:
    """Tell the address of all promises, or of the actions settled in a year."""
    return "promises/" if year is None else f"promises/{year:04}/"


def history_url(**wanted: str) -> str:
    """Tell the address of history, filtered by `component`, `kind` or `year`."""
    return f"history/?{urlencode(wanted)}" if wanted else "history/"


def month_url(when: date) -> str:
    """Tell the address of the month that `when` lies in."""
    return f"history/{when.year:04}/{when.month:02}/"


def year_url(year: int) -> str:
    """Tell a year's address."""
    return f"history/{year:04}/"


def months_back(now: datetime, count: int) -> date:
    """Give the first day of the month that lies `count` months back."""
    months_since_zero = now.year * 12 + now.month - 1 - count
    return date(months_since_zero // 12, months_since_zero % 12 + 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The catalogue at a moment, and the means to put it into words.

    `incidents` and their `cases` at `now` are by id, in the order of the catalogue. `states` and `faults` are
    by component; retired ones have no state. `later` holds the same for the moments ahead at which the clock
    alone changes a state (`views.later`), with the cases that it can change.
    """

    catalog: Catalog
    now: datetime
    words: Words
    prose: Prose
    components: Mapping[str, Component]
    incidents: Mapping[str, Incident]
    cases: Mapping[str, Case]
    state: PageState
    states: Mapping[str, ComponentState]
    faults: Mapping[str, tuple[Fault, ...]]
    later: tuple["Context", ...] = ()

    def at(self, now: datetime, incident: Incident) -> "Context":
        """Give the site as it is, and one incident alone as it stands at another moment."""
        return replace(self, now=now, cases=cases([incident], now, self.cases))

    def moment(self, when: datetime) -> Moment:
        """Print a time with its day."""
        return Moment(iso(when), self.words.moment(when))

    def time(self, when: datetime) -> Moment:
        """Print a time whose day is plain from where it stands."""
        return Moment(iso(when), self.words.time(when))

    def day(self, when: datetime) -> Moment:
        """Print the day of a time."""
        return Moment(iso(when), self.words.long_day(when))

    def when(self, when: When) -> Moment:
        """Print a moment, or a whole day."""
        if when.day is None:
            return self.moment(when.start)
        return Moment(when.day.isoformat(), self.words.long_day(when.day))

    def period(self, start: datetime, end: datetime) -> Markup:
        """Print from when to when; the day is said once where both lie in one."""
        last = self.time(end) if start.date() == end.date() else self.moment(end)
        first = Moment(iso(start), self.words.moment(start, zone=False))
        return self.say("{start} to {end}", start=first, end=last)

    def amount(self, value: Amount) -> str:
        """Print a number by the language's rules, and words as they are."""
        return value if isinstance(value, str) else self.words.number(value)

    def length(self, length: timedelta) -> str:
        """Print a length of time, short."""
        return self.words.duration(length, short=True)

    def say(self, text: str, **values: object) -> Markup:
        """Translate `text`, then fill in its `{names}`; values that are not markup are escaped."""
        said = str(escape(self.words.gettext(text)))
        return Markup(_NAME.sub(lambda name: escape(values[name[1]]), said))  # noqa: S704 - all of it is escaped

    def count(self, one: str, many: str, count: int) -> str:
        """Translate a text that counts something, its `{n}` filled in."""
        return self.words.count(one, many, count)

    def labelled(self, name: str, what: str) -> str:
        """Put a name in front of what it names, as plain text."""
        return self.words.labelled(name, what)

    def links(self, links: Iterable[Link], root: str) -> Markup:
        """Print links as a list in a sentence; `root` leads from the page to the site's root."""
        anchors = (f'<a href="{escape(root + link.url)}">{escape(link.text)}</a>' for link in links)
        return Markup(self.words.listing(anchors))  # noqa: S704 - each is markup, and the signs between them are the language's

    def sentences(self, texts: Iterable[Markup]) -> Markup:
        """Set whole sentences one after the other."""
        return Markup(self.words.sentences(texts))  # noqa: S704 - each is markup, and only a space is between them

    def mark(self, state: ComponentState) -> Mark:
        """Mark a component's state."""
        return Mark(state.value.replace("_", "-"), self.words.term(state))

    def name(self, component_id: str) -> str:
        """Name a component as customers know it."""
        return self.components[component_id].name

    def component_links(self, component_ids: Iterable[str]) -> tuple[Link, ...]:
        """Link components in their order on the page."""
        named = set(component_ids)
        return tuple(
            Link(c.name, component_url(c.id)) for c in self.catalog.settings.components if c.id in named
        )


def context(
    catalog: Catalog,
    now: datetime,
    words: Words,
    prose: Prose,
    *,
    seen: Mapping[str, Case] | None = None,
) -> Context:
    """Lay out what views need. `catalog` holds only what may be shown (`facts.public`).

    `seen` are its cases at `now`, by id and in its order; without them they are worked out here.
    """
    settings = catalog.settings
    found = cases(catalog.incidents, now) if seen is None else seen
    return Context(
        catalog=catalog,
        now=now,
        words=words,
        prose=prose,
        components={component.id: component for component in settings.components},
        incidents={incident.id: incident for incident in catalog.incidents},
        cases=found,
        state=page_state(settings, found.values(), now),
        states=component_states(settings, found.values(), now),
        faults=component_history(settings, found.values(), now),
    )


def newest_first(found: Iterable[Case]) -> list[Case]:
    """Sort by beginning, the newest first."""
    return sorted(found, key=lambda case: (case.began, case.id), reverse=True)
