"""Arbitrary histories for hypothesis: what was said lies before NOON, plans on both sides of it."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from statuskit.model import (
    STATUSES,
    Catalog,
    Component,
    ComponentState,
    Group,
    Incident,
    Kind,
    MakeRight,
    Postmortem,
    PostmortemState,
    Settings,
    Text,
    Update,
    When,
    Window,
    Withdrawn,
)

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
NAMES = ("api", "web", "fax")


def at(minutes: float) -> datetime:
    """Give the moment so many minutes after NOON."""
    return NOON + timedelta(minutes=minutes)


def moment(minutes: float) -> When:
    """Give a due moment so many minutes after NOON."""
    return When(start=at(minutes), end=at(minutes))


PAST = st.integers(min_value=-5000, max_value=0)
ANY_TIME = st.integers(min_value=-5000, max_value=5000)
STATES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(ComponentState), max_size=2)


@st.composite
def words(draw: st.DrawFn, name: str, kind: Kind) -> tuple[Update, ...]:
    """Draw what was said of an incident; only a maintenance may be without a word."""
    minutes = sorted(draw(st.lists(PAST, min_size=kind is not Kind.MAINTENANCE, max_size=5)))
    status = STATUSES[kind][0]
    said = []
    for number, minute in enumerate(minutes):
        stated = draw(st.none() | st.sampled_from(STATUSES[kind]))
        status = stated or status
        promise = draw(st.none() | st.integers(0, 3000))
        said.append(
            Update(
                id=f"{name}-{number}",
                at=at(minute),
                status=status,
                says_status=stated is not None,
                message="A word.",
                next_update=None if promise is None else at(minute + promise),
                components=draw(STATES),
                corrects=draw(st.none() | st.just(at(minutes[0]))),
            )
        )
    return tuple(said)


@st.composite
def postmortems(draw: st.DrawFn) -> Postmortem:
    """Draw a story in any state; its text says what is worked out."""
    return Postmortem(
        state=draw(st.sampled_from(PostmortemState)),
        due=draw(st.none() | ANY_TIME.map(moment)),
        published=at(draw(PAST)),
        summary="It was over by {resolved}.",
        plain=draw(st.none() | st.just(Text(markdown="It took {duration}; {longest_silence} at most."))),
        make_right=MakeRight(offer="A month", until=draw(st.none() | ANY_TIME.map(moment))),
    )


@st.composite
def incidents(draw: st.DrawFn, name: str) -> Incident:
    """Draw an incident, a maintenance or a notice."""
    kind = draw(st.sampled_from(Kind))
    updates = draw(words(name, kind))
    planned = kind is Kind.MAINTENANCE
    starts = draw(ANY_TIME)
    edges = draw(st.lists(st.tuples(PAST, PAST).map(sorted), max_size=3))
    windows = tuple(Window(start=at(a), end=at(b), components=draw(STATES)) for a, b in edges)
    return Incident(
        id=name,
        file=f"incidents/{name}.yml",
        title="It broke",
        kind=kind,
        components=draw(STATES),
        updates=updates,
        started=None if planned else draw(st.none() | PAST.map(at)),
        windows=windows if not planned and draw(st.booleans()) else None,
        scheduled_for=at(starts) if planned else None,
        scheduled_until=at(starts + draw(st.integers(1, 3000))) if planned else None,
        withdrawn=Withdrawn(at=at(draw(PAST)), because="An error.") if draw(st.integers(0, 9)) == 0 else None,
        postmortem=draw(st.none() | postmortems()),
    )


@st.composite
def catalogs(draw: st.DrawFn, *, ageless: bool = True) -> Catalog:
    """Draw a history of up to three incidents; without `ageless` every component has a first day."""
    edge = ANY_TIME.map(moment)
    components = tuple(
        Component(
            id=name,
            name=name,
            group=draw(st.none() | st.just("all")),
            since=draw(st.none() | edge if ageless else edge),
            until=draw(st.none() | edge),
        )
        for name in NAMES
    )
    found = tuple(draw(incidents(f"one-{number}")) for number in range(draw(st.integers(0, 3))))
    settings = Settings(components=components, groups=(Group(id="all", name="All"),))
    return Catalog(settings=settings, incidents=found)
