"""Uptime, days and months of a component."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.facts.spans import Span
from statuskit.facts.uptime import (
    Day,
    Fault,
    MonthUptime,
    component_history,
    days,
    months,
    percent,
    uptime,
    window,
)
from statuskit.model import Catalog, Component, ComponentState, Status, UptimeRule

from .samples import (
    FINE,
    MAJOR,
    NOON,
    PARTIAL,
    SLOW,
    STATES,
    WORKS,
    at,
    catalog,
    catalogs,
    day,
    incident,
    minutes,
    moment,
    say,
    seen,
    span,
    spans,
    works,
)

API = Component(id="api", name="API")
RULE = UptimeRule(days=3)
HOURS = 60


def _fault(
    start: float, end: float, state: ComponentState = MAJOR, name: str = "a", *, lasts: bool = False
) -> Fault:
    return Fault(incident_id=name, start=at(start), end=at(end), state=state, lasts=lasts)


def test_history_gathers_each_components_faults() -> None:
    """Faults of all incidents stand by component, sorted by start; a lasting one ends now and says so."""
    found = catalog(
        incident(say(10), id="a", components={"api": SLOW}),
        incident(say(0), say(5, Status.RESOLVED), id="b", components={"api": MAJOR, "gone": PARTIAL}),
    )
    assert component_history(found.settings, seen(found, at(20)), at(20)) == {
        "api": (_fault(0, 5, name="b"), _fault(10, 20, SLOW, lasts=True)),
        "web": (),
        "gone": (_fault(0, 5, PARTIAL, name="b"),),
    }


def test_each_state_costs_its_weight() -> None:
    """Major costs all of its time, partial 0.3 exactly, degraded and maintenance nothing."""
    within = span(0, 100)
    assert uptime(API, [_fault(0, 10)], RULE, within) == Fraction(9, 10)
    assert uptime(API, [_fault(0, 10, PARTIAL)], RULE, within) == Fraction(97, 100)
    assert uptime(API, [_fault(0, 10, SLOW), _fault(20, 90, WORKS)], RULE, within) == 1


def test_only_the_costliest_state_counts_and_once() -> None:
    """Where faults overlap, the costliest weight is taken for that time, and no time twice."""
    faults = [_fault(0, 20, PARTIAL), _fault(10, 15), _fault(12, 18), _fault(0, 5, PARTIAL)]
    lost = Fraction(3, 10) * 12 + 8
    assert uptime(API, faults, RULE, span(0, 100)) == 1 - lost / 100


def test_the_rules_weights_are_used() -> None:
    """A weight of the settings goes before the usual one, and a missing one is the usual one."""
    rule = UptimeRule(weights={SLOW: 0.5, MAJOR: 0.25})
    assert uptime(API, [_fault(0, 50, SLOW), _fault(0, 50)], rule, span(0, 100)) == Fraction(3, 4)
    assert uptime(API, [_fault(0, 50, PARTIAL)], rule, span(0, 100)) == Fraction(85, 100)


def test_only_the_components_life_is_measured() -> None:
    """Time before `since` and after `until` is neither up nor down; without any there is no figure."""
    young = Component(id="api", name="API", since=moment(at(50)), until=moment(at(90)))
    assert uptime(young, [_fault(0, 60)], RULE, span(0, 100)) == Fraction(3, 4)
    assert uptime(young, [_fault(0, 60)], RULE, span(0, 50)) is None
    assert uptime(API, [], RULE, span(0, 0)) is None


def test_a_life_that_ends_before_it_begins_is_none() -> None:
    """Settings with `until` before `since` measure nothing, and break nothing."""
    wrong = Component(id="api", name="API", since=moment(at(50)), until=moment(at(10)))
    assert uptime(wrong, [_fault(0, 60)], RULE, span(0, 100)) is None


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (Fraction(1), "100.00"),
        (1 - Fraction(1, 10**12), "99.99"),
        (Fraction(99996, 100000), "99.99"),
        (Fraction(1, 3), "33.33"),
        (Fraction(0), "0.00"),
    ],
)
def test_a_percentage_is_cut(share: Fraction, printed: str) -> None:
    """Two decimals, cut and never rounded up: 100 only where nothing was lost."""
    assert percent(share) == Decimal(printed)
    assert str(percent(share)) == printed


def test_the_window_ends_now() -> None:
    """It holds whole UTC days and today up to now."""
    assert window(RULE, NOON) == Span(start=datetime(2026, 3, 8, tzinfo=UTC), end=NOON)


def test_a_day_takes_its_worst_state() -> None:
    """Days are UTC's; each has its worst state, its incidents in order, and its time down."""
    faults = [
        _fault(-36 * HOURS - 10, -36 * HOURS + 20, PARTIAL, "a"),
        _fault(-20, -10, WORKS, "b"),
        _fault(-15, -12, SLOW, "c"),
        _fault(-5, 0, SLOW, "b", lasts=True),
    ]
    assert days(API, faults, RULE, NOON) == (
        Day(date=date(2026, 3, 8), state=PARTIAL, incidents=("a",), downtime=minutes(10)),
        Day(date=date(2026, 3, 9), state=PARTIAL, incidents=("a",), downtime=minutes(20)),
        Day(date=date(2026, 3, 10), state=SLOW, incidents=("b", "c"), downtime=minutes(0)),
    )


def test_maintenance_is_the_weakest_state_of_a_day() -> None:
    """A day with nothing but maintenance shows it; one with nothing at all is operational."""
    found = catalog(works(start=-60, end=-30))
    shown = days(API, component_history(found.settings, seen(found, NOON), NOON)["api"], RULE, NOON)
    assert [one.state for one in shown] == [FINE, FINE, WORKS]


def test_a_fault_that_ends_at_midnight_leaves_the_next_day_alone() -> None:
    """An end at midnight belongs to the day before; a fault over all days touches each."""
    midnight = -12 * HOURS
    shown = days(API, [_fault(midnight - 5, midnight)], RULE, NOON)
    assert [one.state for one in shown] == [FINE, MAJOR, FINE]
    shown = days(API, [_fault(-9999, 0, lasts=True)], RULE, NOON)
    assert [one.downtime for one in shown] == [timedelta(days=1), timedelta(days=1), timedelta(hours=12)]


def test_what_was_over_before_the_window_is_in_no_day() -> None:
    """A fault that ended as the window begins, or earlier, touches nothing."""
    start = -60 * HOURS
    shown = days(API, [_fault(start - 9, start), _fault(start - 99, start - 50)], RULE, NOON)
    assert all(one.incidents == () for one in shown)


def test_today_shows_a_fault_that_begins_now() -> None:
    """At midnight, and at the very moment a fault begins, today is there, with what lasts."""
    midnight = datetime(2026, 3, 10, tzinfo=UTC)
    fresh = Fault(incident_id="a", start=midnight, end=midnight, state=MAJOR, lasts=True)
    assert days(API, [fresh], RULE, midnight)[-1] == Day(
        date=date(2026, 3, 10), state=MAJOR, incidents=("a",), downtime=timedelta()
    )
    assert days(API, [fresh], RULE, midnight)[-2].state is FINE
    assert days(API, [], RULE, midnight)[-1].state is FINE


def test_days_outside_a_components_life_are_not_measured() -> None:
    """Before `since` and after `until` a day has no state; a fault counts only within the life."""
    young = Component(id="api", name="API", since=day(2026, 3, 9), until=day(2026, 3, 9))
    shown = days(young, [_fault(-9999, 0, lasts=True)], RULE, NOON)
    assert [one.state for one in shown] == [None, MAJOR, None]
    later = Component(id="api", name="API", since=moment(at(1)))
    assert days(later, [], RULE, NOON)[-1].state is None
    early = Component(id="api", name="API", until=moment(at(-60)))
    assert days(early, [_fault(-30, -20)], RULE, NOON)[-1].state is FINE


def test_months_run_from_the_first_to_now() -> None:
    """Each month is measured whole, the last up to now; one in which nothing was measured has no share."""
    now = datetime(2026, 3, 11, tzinfo=UTC)
    born = Component(id="api", name="API", since=day(2026, 2, 1))
    fault = Fault(
        incident_id="a",
        start=datetime(2026, 2, 15, tzinfo=UTC),
        end=datetime(2026, 3, 6, tzinfo=UTC),
        state=MAJOR,
    )
    assert months(born, [fault], RULE, date(2026, 1, 20), now) == (
        MonthUptime(year=2026, month=1, share=None),
        MonthUptime(year=2026, month=2, share=Fraction(1, 2)),
        MonthUptime(year=2026, month=3, share=Fraction(1, 2)),
    )


def test_months_leave_out_what_lies_before_the_first() -> None:
    """Faults from before the first month count for nothing; a first month ahead gives no months."""
    old = Fault(incident_id="a", start=at(-99999), end=at(-90000), state=MAJOR)
    assert months(API, [old], RULE, date(2026, 3, 5), NOON) == (
        MonthUptime(year=2026, month=3, share=Fraction(1)),
    )
    assert months(API, [old], RULE, date(2026, 4, 1), NOON) == ()


WEIGHTS = st.fixed_dictionaries({state: st.floats(0, 1) for state in STATES[1:]})
RULES = st.builds(UptimeRule, weights=WEIGHTS)
FAULTS = st.builds(
    lambda part, state: Fault(incident_id="a", start=part.start, end=part.end, state=state),
    spans(),
    st.sampled_from(STATES[1:]),
)
MANY = st.lists(FAULTS, max_size=8)


@given(MANY, RULES, spans())
def test_uptime_is_a_share(faults: list[Fault], rule: UptimeRule, within: Span) -> None:
    """It is never outside [0, 1], and missing only where there is no time."""
    share = uptime(API, faults, rule, within)
    assert (share is None) == (within.start == within.end)
    assert share is None or 0 <= share <= 1
    assert share is None or percent(share) <= share * 100
    assert share is None or (percent(share) == 100) == (share == 1)


@given(MANY, FAULTS, RULES, spans())
def test_more_downtime_never_raises_uptime(
    faults: list[Fault], more: Fault, rule: UptimeRule, within: Span
) -> None:
    """Another fault leaves the share as it is or lowers it."""
    before, after = uptime(API, faults, rule, within), uptime(API, [*faults, more], rule, within)
    assert before is None or after is None or after <= before
    assert uptime(API, [*faults, *faults], rule, within) == before


@given(MANY, RULES, spans(), st.integers(-6000, 6000))
def test_splitting_a_window_changes_nothing(
    faults: list[Fault], rule: UptimeRule, within: Span, cut: int
) -> None:
    """The shares of two parts, weighed by their lengths, make up that of the whole."""
    middle = min(max(at(cut), within.start), within.end)
    parts = (Span(start=within.start, end=middle), Span(start=middle, end=within.end))
    whole = uptime(API, faults, rule, within)
    lengths = [Fraction((part.end - part.start) // timedelta(microseconds=1)) for part in parts]
    shares = [uptime(API, faults, rule, part) or Fraction(0) for part in parts]
    total = sum((share * length for share, length in zip(shares, lengths, strict=True)), Fraction(0))
    assert (whole or Fraction(0)) * sum(lengths) == total


@given(st.lists(FAULTS, max_size=4), RULES, st.integers(-100, 0), st.integers(1, 100))
def test_uptime_equals_a_count_of_minutes(
    faults: list[Fault], rule: UptimeRule, start: int, length: int
) -> None:
    """Minute by minute, the costliest state that holds is what is lost."""
    lost = Fraction(0)
    for minute in range(start, start + length):
        holding = [fault.state for fault in faults if fault.start <= at(minute) < fault.end]
        lost += max((Fraction(str(rule.weights[state])) for state in holding), default=Fraction(0))
    assert uptime(API, faults, rule, span(start, start + length)) == 1 - lost / length


@given(MANY, st.integers(0, 3000))
def test_days_hold_the_downtime_of_the_window(faults: list[Fault], now: int) -> None:
    """The days' downtimes add up to the window's, and a day with downtime has an outage's state."""
    rule = UptimeRule(days=3, weights={MAJOR: 1.0, PARTIAL: 1.0})
    past = [fault for fault in faults if fault.end <= at(now)]
    shown = days(API, past, rule, at(now))
    part = window(rule, at(now))
    share = uptime(API, past, rule, part)
    assert len(shown) == 3
    assert share is not None
    down = sum((one.downtime for one in shown), timedelta())
    assert (1 - share) * Fraction((part.end - part.start) // minutes(1)) == Fraction(down // minutes(1))
    assert all(one.state in {MAJOR, PARTIAL} for one in shown if one.downtime)
    assert all((one.state is FINE) == (not one.incidents) for one in shown)


@given(catalogs(until=4000), st.integers(-5000, 5000))
def test_a_history_ends_now(found: Catalog, now: int) -> None:
    """Whatever the files tell, no fault reaches past now, and only one that lasts may be empty."""
    for faults in component_history(found.settings, seen(found, at(now)), at(now)).values():
        assert all(fault.start <= fault.end <= at(now) for fault in faults)
        assert all(fault.lasts or fault.start < fault.end for fault in faults)
        assert list(faults) == sorted(faults, key=lambda fault: fault.start)
