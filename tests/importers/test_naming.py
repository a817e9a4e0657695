"""What `statuskit.importers.naming` gives incidents for ids."""

from datetime import datetime

import pytest

from statuskit.importers import Imported
from statuskit.importers.naming import slug, with_ids


def imported(foreign: str, at: str = "10:00", title: str = "Cards fail", **more: object) -> Imported:
    """Return an incident of 1 March 2022."""
    document = {"title": title, **more}
    begins = datetime.fromisoformat(f"2022-03-01T{at}:00Z")
    return Imported(
        place=f"p {foreign}", foreign=foreign, begins=begins, document=document, origin={"url": "u", "x": ""}
    )


def test_a_fitting_id_stays_and_others_become_date_and_title() -> None:
    """Ids of our form are kept; others become date and slug, numbered in order of time."""
    given = with_ids(
        [
            imported("Two_2", "12:00"),
            imported("../../etc", "11:00"),
            imported("7", "13:00", "支付"),
            imported("-", "09:00", "支付"),
            Imported(place="lost", document=None),
        ],
        "statuspage",
        {},
    )
    assert {name: incident.foreign for name, incident in given.items()} == {
        "2022-03-01-incident": "-",
        "2022-03-01-cards-fail": "../../etc",
        "2022-03-01-cards-fail-2": "Two_2",
        "7": "7",
    }


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Café: 支付 down!", "cafe-down"),
        ("a" * 50 + " " + "b" * 9, "a" * 50 + "-" + "b" * 9),
        ("a" * 50 + " " + "b" * 10, "a" * 50),
        ("a" * 60 + " b", "a" * 60),
        ("a" * 99, "a" * 60),
        ("支付", ""),
    ],
)
def test_a_name_is_cut_between_words(title: str, name: str) -> None:
    """Of a long title as many whole words stay as have room; of one word without end, its beginning."""
    assert slug(title) == name


def test_the_document_says_where_it_is_from() -> None:
    """Provider, id, place and what else is known stand under `private`, beside what stood there."""
    given = with_ids([imported("a", private={"mine": 1})], "statuspage", {})
    assert given["a"].document == {
        "title": "Cards fail",
        "private": {"mine": 1, "imported": {"from": "statuspage", "id": "a", "place": "p a", "url": "u"}},
    }


def test_an_id_from_before_stays() -> None:
    """What came in before keeps its id, and no other incident takes it."""
    there = {("statuspage", "B_1"): "2022-03-01-cards-fail", ("cachet", "c"): "c", ("statuspage", "d"): "e"}
    given = with_ids(
        [imported("A_1", "09:00"), imported("B_1"), imported("c"), imported("d"), imported("d")],
        "statuspage",
        there,
    )
    assert [(name, incident.foreign) for name, incident in given.items()] == [
        ("2022-03-01-cards-fail-2", "A_1"),
        ("2022-03-01-cards-fail", "B_1"),
        ("2022-03-01-cards-fail-3", "c"),
        ("e", "d"),
        ("d", "d"),
    ]


def test_an_id_is_never_given_twice() -> None:
    """A foreign id that looks like a date and a title of another incident stays with the first one."""
    given = with_ids([imported("2022-03-01-cards-fail", "12:00"), imported("", "09:00")], "statuspage", {})
    assert list(given) == ["2022-03-01-cards-fail-2", "2022-03-01-cards-fail"]


def test_an_importer_has_to_say_when() -> None:
    """A document without its beginning is a mistake in the importer, and no guess is made."""
    with pytest.raises(ValueError, match="when p begins"):
        with_ids([Imported(place="p", document={"title": "T"})], "statuspage", {})
