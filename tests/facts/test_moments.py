"""The moments at which facts change."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.facts.cases import case, cases
from statuskit.facts.moments import Settled, next_change, settle, settled
from statuskit.facts.public import published_postmortem
from statuskit.facts.status import PageState, current_components, page_state
from statuskit.facts.uptime import component_history, days
from statuskit.model import (
    Action,
    ActionState,
    Catalog,
    Component,
    Correction,
    Incident,
    MakeRight,
    Postmortem,
    PostmortemState,
    Status,
    Withdrawn,
)

from .samples import MAJOR, at, catalog, catalogs, incident, minutes, moment, say, seen, window, works

MIDNIGHT = -12 * 60
TOMORROW = 12 * 60


def _story(state: PostmortemState = PostmortemState.FINAL) -> Incident:
    story = Postmortem(
        state=state,
        due=moment(at(30)),
        published=at(2),
        actions=(
            Action(what="Mend", due=moment(at(40))),
            Action(what="Look", due=moment(at(50)), state=ActionState.DONE),
        ),
        make_right=MakeRight(offer="A month", until=moment(at(60))),
        corrections=(Correction(at=at(20), what="A slip."),),
    )
    return incident(say(0), say(1, Status.RESOLVED), postmortem=story)


def _called_off(maintenance: Incident, when: datetime) -> Incident:
    return replace(maintenance, withdrawn=Withdrawn(at=when, because="A slip."))


@pytest.mark.parametrize(
    ("one", "steps"),
    [
        (incident(say(0), say(20, Status.RESOLVED), started=-10, resolved=15), [-10, 0, 15, 20]),
        (incident(say(0, promise=30)), [0, 31]),
        (incident(say(0, promise=30), say(30.5)), [0, 30.5]),
        (incident(say(0, promise=30), say(50)), [0, 31, 50]),
        (incident(say(0), windows=(window(-9, -5), window(5, None))), [-9, -5, 0, 5]),
        (incident(say(0, promise=30), withdrawn=9), [0, 9]),
        (works(say(-30)), [-30, 0, 60]),
        (works(say(-30), say(15, Status.COMPLETED)), [-30, 0, 15]),
        (works(say(-30), say(-10, Status.CANCELLED)), [-30, -10, 0]),
        (_called_off(works(say(-30)), at(-10)), [-30, -10, 0]),
        (_story(), [0, 1, 2, 20, 40, 60]),
        (_story(PostmortemState.PRELIMINARY), [0, 1, 2, 20, 30, 40, 60]),
        (_story(PostmortemState.DRAFT), [0, 1, 30]),
        (incident(say(0), postmortem=Postmortem(state=PostmortemState.FINAL)), [0]),
    ],
)
def test_each_step_of_an_incident_is_a_moment(one: Incident, steps: list[float]) -> None:
    """Every moment of these two hours and a half is settled at a step, and every step settles some."""
    found = catalog(one)
    met = {settled(found.settings, seen(found, at(half / 2)), at(half / 2)) for half in range(-120, 200)}
    assert sorted(met) == [at(MIDNIGHT), *map(at, steps)]


def test_a_clocks_step_is_met_at_its_moment() -> None:
    """A broken promise, an edge and a due day are settled from their moment on and announced before."""
    found = catalog(incident(say(0, promise=30)), works(start=100, end=160))
    walked = []
    now = at(0)
    for _ in range(4):
        following = next_change(found.settings, seen(found, now), now)
        assert following is not None
        assert settled(found.settings, seen(found, following), following) == following
        assert (
            settled(
                found.settings,
                seen(found, following - timedelta(seconds=1)),
                following - timedelta(seconds=1),
            )
            == now
        )
        walked.append(following)
        now = following
    assert walked == [at(31), at(100), at(160), at(TOMORROW)]


def test_what_was_said_a_little_ahead_has_happened() -> None:
    """A word up to 10 minutes ahead of a clock that is slow counts, and now is set to it."""
    found = catalog(incident(say(0), say(10)))
    assert settled(found.settings, seen(found, at(0)), at(0)) == at(10)
    assert settled(found.settings, seen(found, at(-1)), at(-1)) == at(0)
    assert next_change(found.settings, seen(found, at(0)), at(0)) == at(TOMORROW)
    assert next_change(found.settings, seen(found, at(-1)), at(-1)) == at(0)


def test_a_word_ahead_takes_the_clocks_steps_before_it_along() -> None:
    """An edge between now and a word ahead lies behind that word, and is not announced any more."""
    found = catalog(incident(say(8)), works(start=5))
    assert settled(found.settings, seen(found, at(0)), at(0)) == at(8)
    assert next_change(found.settings, seen(found, at(0)), at(0)) == at(60)


def test_a_word_ahead_over_midnight_takes_midnight_along() -> None:
    """With a word of tomorrow said, the next midnight is that of the day after."""
    found = catalog(incident(say(TOMORROW + 2)))
    now = at(TOMORROW - 3)
    assert settled(found.settings, seen(found, now), now) == at(TOMORROW + 2)
    assert next_change(found.settings, seen(found, now), now) == at(TOMORROW + 24 * 60)


def test_components_come_and_go() -> None:
    """`since` and the end of `until` are moments."""
    component = Component(id="api", name="API", since=moment(at(5)), until=moment(at(9)))
    found = catalog(components=(component,))
    assert next_change(found.settings, seen(found, at(0)), at(0)) == at(5)
    assert next_change(found.settings, seen(found, at(5)), at(5)) == at(9)
    assert settled(found.settings, seen(found, at(99)), at(99)) == at(9)


def test_a_feed_ends_after_90_days() -> None:
    """90 days after its last word an incident loses its feed, and that is a moment."""
    found = catalog(incident(say(0), say(1, Status.RESOLVED)))
    end = at(1) + timedelta(days=90)
    assert next_change(found.settings, seen(found, end - timedelta(hours=1)), end - timedelta(hours=1)) == end


def test_an_empty_site_never_changes() -> None:
    """Without components and incidents there is no moment, and all time is one."""
    found = catalog(components=())
    assert next_change(found.settings, seen(found, at(0)), at(0)) is None
    assert (
        settled(found.settings, seen(found, at(0)), at(0))
        == settled(found.settings, seen(found, at(99)), at(99))
        == datetime(1970, 1, 1, tzinfo=UTC)
    )


def _facts(found: Catalog, now: datetime) -> object:
    """Gather all facts that do not grow with time by themselves."""
    rule = found.settings.uptime
    history = component_history(found.settings, seen(found, now), now)
    lasting = {
        name: [replace(one, end=now) if one.lasts else one for one in some] for name, some in history.items()
    }
    return (
        _ids(page_state(found.settings, seen(found, now), now)),
        current_components(found.settings, now),
        [[(one.incident_id, one.start, one.state, one.lasts) for one in some] for some in lasting.values()],
        [
            [
                (one.date, one.state, one.incidents)
                for one in days(component, history[component.id], rule, now)
            ]
            for component in found.settings.components
        ],
        [_of_one(one, now) for one in found.incidents],
    )


def _ids(page: PageState) -> object:
    lists = (page.open_incidents, page.notices, page.under_way, page.ahead)
    return page.roll_up, page.worst, [[one.id for one in each] for each in lists]


def _of_one(one: Incident, now: datetime) -> object:
    story, found = published_postmortem(one), case(one, now)
    grows = {"duration", "downtime", "longest_window"} if found.ripe is None else set()
    return (
        {each.name: getattr(found, each.name) for each in fields(found) if each.name not in grows},
        bool(story and story.make_right and story.make_right.until and story.make_right.until.end <= now),
    )


@given(catalogs(), st.integers(0, 6000), st.integers(0, 999))
def test_facts_change_at_moments_only(found: Catalog, now: int, thousandths: int) -> None:
    """Between a moment and the next each fact is that of the settled moment, and settled stays the same."""
    following = next_change(found.settings, seen(found, at(now)), at(now))
    assert following is not None
    assert at(now) < following <= at(now) + timedelta(days=1)
    later = at(now) + (following - at(now)) * thousandths // 1000
    start = settled(found.settings, seen(found, at(now)), at(now))
    assert start <= at(now)
    assert settled(found.settings, seen(found, later), later) == start
    assert _facts(found, later) == _facts(found, at(now)) == _facts(found, start)


@given(catalogs(until=4000), st.integers(-5000, 5000), st.integers(0, 999))
def test_settled_is_a_step_function(found: Catalog, now: int, thousandths: int) -> None:
    """Also with words that lie ahead, settled changes at the announced moment, and not before."""
    following = next_change(found.settings, seen(found, at(now)), at(now))
    start = settled(found.settings, seen(found, at(now)), at(now))
    assert start <= at(now) + minutes(10)
    assert following is not None
    assert (
        settled(
            found.settings,
            seen(found, at(now) + (following - at(now)) * thousandths // 1000),
            at(now) + (following - at(now)) * thousandths // 1000,
        )
        == start
    )
    assert settled(found.settings, seen(found, following), following) > start
    assert settled(found.settings, seen(found, start), start) >= start


@given(catalogs(until=4000), st.integers(-5000, 5000), st.integers(-5000, 200 * 24 * 60))
def test_settling_gives_the_moment_and_its_cases(found: Catalog, now: int, before: int) -> None:
    """The cases are those at the settled moment, whatever was kept of earlier builds."""
    kept = cases(found.incidents, at(before))
    then = settled(found.settings, seen(found, at(now)), at(now))
    assert settle(found, at(now)) == Settled(now=then, cases=cases(found.incidents, then))
    assert settle(found, at(now), {one: kept[one] for one in kept if kept[one].holds(at(now))}) == settle(
        found, at(now)
    )


def test_what_holds_for_good_is_still_settled_at_its_last_moment() -> None:
    """Its steps are gone, and `settled` and `next_change` find the same moments."""
    over = incident(say(0), say(1, Status.RESOLVED))
    found, end = catalog(over, components=()), at(1) + timedelta(days=90)
    assert [one.ripe for one in seen(found, end)] == [end]
    assert settled(found.settings, seen(found, end + minutes(5)), end + minutes(5)) == end


def test_a_moment_is_an_aware_time() -> None:
    """What is given back is in UTC as all times are."""
    found = catalog(incident(say(0), components={"api": MAJOR}))
    following = next_change(found.settings, seen(found, at(5)), at(5))
    assert settled(found.settings, seen(found, at(5)), at(5)).tzinfo is UTC
    assert following is not None
    assert following.tzinfo is UTC
