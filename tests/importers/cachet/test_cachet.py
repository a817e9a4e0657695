"""What `statuskit.importers.cachet` makes of what Cachet's API answers."""

import pytest

from statuskit.errors import UsageError
from statuskit.importers import FoundComponent, all_notes
from tests.importers.cachet.source import Reader, component, incident, page, said


def test_an_incident_comes_in_whole(read: Reader) -> None:
    """Its own text is the first word; updates stand oldest first, with our statuses; times are of the zone."""
    updates = [said(3, "11:30:00", 4, "Over."), said(2, "11:00:00", 3), said(1, "10:30:00")]
    document, notes = read.one(page(incident(*updates, stickied=True, status=4)))
    assert notes == []
    assert document == {
        "title": "Cards fail",
        "pinned": True,
        "updates": [
            {"at": "2019-03-01T09:00:00Z", "message": "Cards *fail*.\n"},
            {"at": "2019-03-01T09:30:00Z", "status": "identified", "message": "Text.\n"},
            {"at": "2019-03-01T10:00:00Z", "status": "monitoring", "message": "Text.\n"},
            {"at": "2019-03-01T10:30:00Z", "status": "resolved", "message": "Over.\n"},
        ],
    }


def test_a_zone_is_asked_for(read: Reader) -> None:
    """Cachet's times have no offset; without a zone nothing is guessed."""
    with pytest.raises(UsageError, match="--timezone"):
        read(page(incident()), zone=None)


def test_components_and_groups_come_in_the_order_of_the_page(read: Reader) -> None:
    """Groups and components have an order; those of no group stand last, as on Cachet's page."""
    group = {"id": 3, "name": "Shop", "order": 1, "collapsed": 0, "visible": 1}
    history = read(
        page(component(1, "API"), component(2, "Cards", group_id=3, order=2, description="Pay")),
        page(group | {"enabled_components": [component(4, "Cart", order=1)]}),
    )
    assert history.components == (
        FoundComponent(id="cart", name="Cart", group="Shop"),
        FoundComponent(id="cards", name="Cards", group="Shop", description="Pay"),
        FoundComponent(id="api", name="API"),
    )
    assert history.addresses["/atom/3"] == "/history.atom"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://api.example.com/", "https://api.example.com/"),
        ("javascript:alert(1)", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_link_of_a_component_stays(read: Reader, link: str | None, url: str) -> None:
    """Its address on the web is its address here, and nothing else is."""
    history = read(page(component(1, "API", link=link)))
    assert history.components == (FoundComponent(id="api", name="API", url=url),)


def test_what_was_hidden_comes_in_where_an_incident_names_it(read: Reader) -> None:
    """A component that is disabled or deleted is not shown; it is told, unless the history needs it."""
    history = read(
        page(component(1, "API", enabled=False), component(2, "Cards", deleted_at="2019-01-01 10:00:00")),
        page(incident(component_id=1)),
    )
    assert [found.name for found in history.components] == ["API"]
    assert [note.text for note in all_notes(history)] == [
        "component 'Cards' is not shown on the page; left out"
    ]
