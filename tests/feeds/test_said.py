"""What holds for the items of any incident, at any moment."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from statuskit.facts.moments import settle
from statuskit.facts.public import public
from statuskit.model import Catalog, Incident, Settings
from statuskit.outputs import OutputFile
from statuskit.outputs.feeds.entries import Teller
from statuskit.outputs.feeds.feed import Entry
from statuskit.outputs.feeds.said import Event, said
from statuskit.prose import Prose
from statuskit.views.context import Context, context
from statuskit.words import Words
from tests.feeds.made import all_calendars, all_feeds

from .conftest import BRAND
from .drawn import MOMENTS, at, catalogs, incidents

LATER = st.integers(min_value=200, max_value=200_000).map(at)
"""After all was said: what lies ahead is never loaded."""


def look(catalog: Catalog, now: datetime) -> Context:
    """Lay a catalogue out for views, as it is shown."""
    return context(public(catalog), now, Words("en"), Prose())


def printed(incident: Incident, now: datetime) -> dict[str, Entry]:
    """Print all items of an incident at a moment, by name."""
    ctx = look(Catalog(settings=Settings(), incidents=(incident,)), now)
    teller, shown = Teller(ctx, "https://a.example/", "a.example"), ctx.catalog.incidents[0]
    return {item.name: teller.item(shown, item) for item in said(shown, now)}


def files(catalog: Catalog, now: datetime) -> list[OutputFile]:
    """Make every feed and calendar at a moment."""
    ctx = look(catalog, now)
    return [*all_feeds(ctx, BRAND), *all_calendars(ctx, BRAND)]


@given(incidents(), MOMENTS)
def test_items_are_in_order_and_named_once(incident: Incident, now: datetime) -> None:
    """Oldest first, none from after the moment, no name twice."""
    items = said(incident, now)
    assert [item.at for item in items] == sorted(item.at for item in items)
    assert all(item.at <= now for item in items)
    assert len({item.name for item in items}) == len(items)


@given(incidents(), MOMENTS, MOMENTS)
def test_no_item_comes_with_an_old_date(incident: Incident, one: datetime, two: datetime) -> None:
    """What is dated before a moment was there at that moment: programs skip what is old when it comes."""
    early, late = sorted((one, two))
    there = {item.name for item in said(incident, early)}
    assert {item.name for item in said(incident, late) if item.at <= early} <= there


@given(incidents(), MOMENTS, MOMENTS)
def test_only_what_nobody_said_ever_goes(incident: Incident, one: datetime, two: datetime) -> None:
    """A word that was there stays; a beginning or an end goes when somebody says it, and is not told twice."""
    early, late = sorted((one, two))
    stays = {item.name for item in said(incident, late)}
    gone = {item.event for item in said(incident, early) if item.name not in stays}
    assert gone <= {Event.BEGINS, Event.ENDS}


@settings(max_examples=40)
@given(incidents(), MOMENTS, MOMENTS)
def test_an_item_never_changes(incident: Incident, one: datetime, two: datetime) -> None:
    """Whenever it is printed, its id, title, date and text are the same."""
    first, second = printed(incident, one), printed(incident, two)
    assert all(first[name] == second[name] for name in first.keys() & second)


@settings(max_examples=40)
@given(catalogs(), LATER)
def test_files_change_only_when_a_fact_does(catalog: Catalog, now: datetime) -> None:
    """At any moment they are what they were at the last step of the site."""
    step = settle(public(catalog), now).now
    assert files(catalog, now) == files(catalog, step)


@given(incidents(), st.integers(1, 10**6))
def test_what_is_over_stays_as_it_was(incident: Incident, minutes: int) -> None:
    """Once all was said and every window has passed, no item comes and none goes."""
    end = at(500)
    assert said(incident, end + timedelta(minutes=minutes)) == said(incident, end)
