"""Arbitrary incidents for the tests of feeds. Times are minutes after NOON."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from statuskit.model import (
    STATUSES,
    Catalog,
    Correction,
    Incident,
    Kind,
    Postmortem,
    PostmortemState,
    Settings,
    Status,
    Update,
    Withdrawn,
)
from statuskit.prose.figures import NAMES

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
EVERY_PLACEHOLDER = " ".join(f"{{{name}}}" for name in NAMES)


def at(minutes: float) -> datetime:
    """Give the moment so many minutes after NOON."""
    return NOON + timedelta(minutes=minutes)


MINUTES = st.integers(min_value=-200, max_value=200)
MOMENTS = st.integers(min_value=-250, max_value=250).map(at)


@st.composite
def _updates(draw: st.DrawFn, kind: Kind, name: str) -> tuple[Update, ...]:
    least = 0 if kind is Kind.MAINTENANCE else 1
    status: Status = STATUSES[kind][0]
    found: list[Update] = []
    for number, minute in enumerate(sorted(draw(st.lists(MINUTES, min_size=least, max_size=5)))):
        said = draw(st.none() | st.sampled_from(STATUSES[kind]))
        status = said or status
        promise = draw(st.none() | st.integers(0, 90))
        found.append(
            Update(
                id=f"{name}-{number}",
                at=at(minute),
                status=status,
                says_status=said is not None,
                message=f"Word *{number}*.",
                next_update=None if promise is None else at(minute + promise),
                corrects=draw(st.none() | st.just(found[0].at)) if found else None,
            )
        )
    return tuple(found)


@st.composite
def _postmortems(draw: st.DrawFn) -> Postmortem:
    corrections = draw(st.lists(MINUTES, max_size=3))
    return Postmortem(
        state=draw(st.sampled_from(PostmortemState)),
        published=at(draw(MINUTES)),
        summary=EVERY_PLACEHOLDER,
        corrections=tuple(Correction(at=at(minute), what=EVERY_PLACEHOLDER) for minute in corrections),
    )


@st.composite
def incidents(draw: st.DrawFn, name: str = "any") -> Incident:
    """Draw an incident, a maintenance or a notice."""
    kind = draw(st.sampled_from(Kind))
    start = draw(MINUTES)
    planned = kind is Kind.MAINTENANCE
    return Incident(
        id=name,
        file=f"incidents/{name}.yml",
        title=f"The story of {name}",
        kind=kind,
        updates=draw(_updates(kind, name)),
        scheduled_for=at(start) if planned else None,
        scheduled_until=at(start + draw(st.integers(1, 120))) if planned else None,
        withdrawn=Withdrawn(at=at(draw(MINUTES)), because="A slip.")
        if draw(st.integers(0, 9)) == 0
        else None,
        postmortem=draw(st.none() | _postmortems()),
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """Draw a catalog of up to three incidents."""
    found = (draw(incidents(f"one-{number}")) for number in range(draw(st.integers(0, 3))))
    return Catalog(settings=Settings(), incidents=tuple(found))
