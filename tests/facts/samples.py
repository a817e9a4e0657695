"""Small records for the tests of facts, and strategies for arbitrary ones. Times are minutes after NOON."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from statuskit.facts.cases import Case, cases
from statuskit.facts.spans import Span
from statuskit.model import (
    STATUSES,
    Action,
    ActionState,
    Catalog,
    Component,
    ComponentState,
    Correction,
    Incident,
    Kind,
    MakeRight,
    Postmortem,
    PostmortemState,
    Settings,
    Status,
    Update,
    UptimeRule,
    When,
    Window,
    Withdrawn,
)

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
FINE = ComponentState.OPERATIONAL
SLOW = ComponentState.DEGRADED_PERFORMANCE
PARTIAL = ComponentState.PARTIAL_OUTAGE
MAJOR = ComponentState.MAJOR_OUTAGE
WORKS = ComponentState.UNDER_MAINTENANCE
STATES = tuple(ComponentState)
NAMES = ("api", "web")


def at(minutes: float) -> datetime:
    """Give the moment so many minutes after NOON."""
    return NOON + timedelta(minutes=minutes)


def minutes(count: float) -> timedelta:
    """Give a length of so many minutes."""
    return timedelta(minutes=count)


def span(start: float, end: float) -> Span:
    """Give the span between two minutes."""
    return Span(start=at(start), end=at(end))


def moment(when: datetime) -> When:
    """Give a due moment that is no whole day."""
    return When(start=when, end=when)


def day(year: int, month: int, number: int) -> When:
    """Give a whole day of UTC."""
    start = datetime(year, month, number, tzinfo=UTC)
    return When(start=start, end=start + timedelta(days=1), day=start.date())


def say(
    minute: float,
    status: Status | None = None,
    components: Mapping[str, ComponentState] | None = None,
    *,
    promise: float | None = None,
    corrects: float | None = None,
) -> tuple[float, Status | None, Mapping[str, ComponentState], float | None, float | None]:
    """Write one update down, for `incident` to make."""
    return minute, status, components or {}, promise, corrects


def incident(  # noqa: PLR0913 - one builder with the keys of the file keeps each test to a line or two.
    *words: tuple[float, Status | None, Mapping[str, ComponentState], float | None, float | None],
    id: str = "broken",  # noqa: A002 - it is the name of the field.
    kind: Kind = Kind.INCIDENT,
    components: Mapping[str, ComponentState] | None = None,
    started: float | None = None,
    resolved: float | None = None,
    windows: tuple[Window, ...] | None = None,
    scheduled: tuple[float, float] | None = None,
    withdrawn: float | None = None,
    postmortem: Postmortem | None = None,
    pinned: bool = False,
) -> Incident:
    """Make a record as the loader does: statuses filled in, times in UTC."""
    status = STATUSES[kind][0]
    updates: list[Update] = []
    for minute, said, states, promise, corrects in words:
        status = said or status
        updates.append(
            Update(
                id=f"{id}-{len(updates)}",
                at=at(minute),
                status=status,
                says_status=said is not None,
                message="A word.",
                next_update=None if promise is None else at(promise),
                components=states,
                corrects=None if corrects is None else at(corrects),
            )
        )
    return Incident(
        id=id,
        file=f"incidents/{id}.yml",
        title="It broke",
        kind=kind,
        components=components or {},
        updates=tuple(updates),
        started=None if started is None else at(started),
        resolved=None if resolved is None else at(resolved),
        windows=windows,
        scheduled_for=at(scheduled[0]) if scheduled else None,
        scheduled_until=at(scheduled[1]) if scheduled else None,
        withdrawn=None if withdrawn is None else Withdrawn(at=at(withdrawn), because="A false alarm."),
        postmortem=postmortem,
        pinned=pinned,
    )


def works(
    *words: tuple[float, Status | None, Mapping[str, ComponentState], float | None, float | None],
    start: float = 0,
    end: float = 60,
    components: Mapping[str, ComponentState] | None = None,
    id: str = "works",  # noqa: A002 - it is the name of the field.
) -> Incident:
    """Make a maintenance of the api, from noon for an hour."""
    return incident(
        *words, id=id, kind=Kind.MAINTENANCE, components=components or {"api": WORKS}, scheduled=(start, end)
    )


def window(start: float, end: float | None, components: Mapping[str, ComponentState] | None = None) -> Window:
    """Make a window; without an end it lasts."""
    return Window(start=at(start), end=None if end is None else at(end), components=components or {})


def catalog(*incidents: Incident, components: tuple[Component, ...] | None = None, days: int = 3) -> Catalog:
    """Make a catalog with two components, unless told otherwise, and a short rule for uptime."""
    if components is None:
        components = tuple(Component(id=name, name=name) for name in NAMES)
    settings = Settings(components=components, uptime=UptimeRule(days=days))
    return Catalog(settings=settings, incidents=tuple(sorted(incidents, key=lambda one: one.id)))


def seen(found: Catalog, now: datetime) -> tuple[Case, ...]:
    """Give all cases of a catalog."""
    return tuple(cases(found.incidents, now).values())


MINUTES = st.integers(min_value=-5000, max_value=5000)
_STATE_MAPS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(STATES))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Draw a span, empty ones too."""
    first, last = sorted((draw(MINUTES), draw(MINUTES)))
    return span(first, last)


@st.composite
def _words(
    draw: st.DrawFn, kind: Kind, until: int
) -> list[tuple[float, Status | None, Mapping[str, ComponentState], float | None, float | None]]:
    moments = sorted(draw(st.lists(st.integers(min_value=-5000, max_value=until), min_size=1, max_size=6)))
    return [
        say(
            minute,
            draw(st.none() | st.sampled_from(STATUSES[kind])),
            draw(_STATE_MAPS),
            promise=draw(st.none() | st.integers(0, 3000).map(minute.__add__)),
            corrects=draw(st.none() | st.just(moments[0])),
        )
        for minute in moments
    ]


@st.composite
def _postmortems(draw: st.DrawFn, until: int) -> Postmortem:
    due = MINUTES.map(at).map(moment)
    told = st.integers(min_value=-5000, max_value=until).map(at)
    return Postmortem(
        state=draw(st.sampled_from(PostmortemState)),
        due=draw(st.none() | due),
        published=draw(told),
        corrections=tuple(Correction(at=when, what="A slip.") for when in draw(st.lists(told, max_size=2))),
        make_right=MakeRight(offer="A month", until=draw(st.none() | due)),
        actions=(Action(what="Mend", state=draw(st.sampled_from(ActionState)), due=draw(st.none() | due)),),
    )


@st.composite
def incidents(draw: st.DrawFn, name: str = "any", until: int = 0) -> Incident:
    """Draw an incident, maintenance or notice of which nothing was said after `until` minutes."""
    kind = draw(st.sampled_from(Kind))
    told = st.integers(min_value=-5000, max_value=until)
    words = draw(_words(kind, until))
    windows = None
    if kind is not Kind.MAINTENANCE and draw(st.booleans()):
        edges = draw(st.lists(st.tuples(told, told).map(sorted), max_size=4))
        windows = tuple(window(first, last, draw(_STATE_MAPS)) for first, last in edges)
    starts = draw(MINUTES)
    return incident(
        *words,
        id=name,
        kind=kind,
        components=draw(_STATE_MAPS),
        started=draw(st.none() | told) if kind is not Kind.MAINTENANCE else None,
        resolved=draw(st.none() | st.integers(min_value=-5000, max_value=int(words[-1][0]))),
        windows=windows,
        scheduled=(starts, starts + draw(st.integers(1, 3000))) if kind is Kind.MAINTENANCE else None,
        withdrawn=draw(told) if draw(st.integers(0, 9)) == 0 else None,
        postmortem=draw(st.none() | _postmortems(until)),
        pinned=draw(st.booleans()),
    )


@st.composite
def catalogs(draw: st.DrawFn, until: int = 0) -> Catalog:
    """Draw a catalog of up to three incidents, with components that come and go."""
    edge = st.none() | MINUTES.map(at).map(moment)
    components = tuple(Component(id=name, name=name, since=draw(edge), until=draw(edge)) for name in NAMES)
    found = [draw(incidents(f"one-{index}", until)) for index in range(draw(st.integers(0, 3)))]
    return catalog(*found, components=components)
