"""Our words, dates and lengths in several languages."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import get_args

import pytest

from statuskit.model import Basis, DetectedBy
from statuskit.words import Words
from statuskit.words.labels import Term, label

WHEN = datetime(2026, 11, 20, 14, 2, 59, tzinfo=UTC)


def test_every_member_of_every_vocabulary_has_a_label() -> None:
    """No page can meet a state, status or kind without a name."""
    unnamed = [term for vocabulary in get_args(Term) for term in vocabulary if not label(term)]
    assert unnamed == []


def test_members_that_share_a_value_keep_their_own_labels() -> None:
    """`unknown` means something else of a number than of a cause."""
    assert label(Basis.UNKNOWN) == "not known"
    assert label(DetectedBy.UNKNOWN) == "We do not know who noticed first."


@pytest.mark.parametrize(
    ("language", "day"), [("en", "20 Nov 2026"), ("de", "20. Nov. 2026"), ("ja", "2026年11月20日")]
)
def test_days_follow_the_language(language: str, day: str) -> None:
    """A day is written as its readers write it."""
    assert Words(language).day(WHEN) == day


def test_times_say_their_zone() -> None:
    """A time never stands without its zone."""
    assert Words().moment(WHEN) == "20 Nov 2026, 14:02 UTC"


def test_an_unknown_language_falls_back_to_english() -> None:
    """A language that nobody has words for does not stop the build."""
    words = Words("xx-nowhere")
    assert (words.language, words.direction) == ("en", "ltr")


def test_right_to_left_languages_say_so() -> None:
    """The direction of the page follows its language."""
    assert Words("ar").direction == "rtl"


def test_a_region_is_kept_in_the_language_tag() -> None:
    """`pt-BR` stays `pt-BR`, as `lang` wants it."""
    assert Words("pt-BR").language == "pt-BR"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(), "0 minutes"),
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(seconds=89), "1 minute"),
        (timedelta(minutes=65), "1 hour and 5 minutes"),
        (timedelta(hours=24), "1 day"),
        (timedelta(days=6, hours=2, minutes=48), "6 days, 2 hours and 48 minutes"),
    ],
)
def test_lengths_are_rounded_to_minutes(length: timedelta, said: str) -> None:
    """A length names its days, hours and minutes, and no part that is nought."""
    assert Words().duration(length) == said


def test_short_lengths_are_short() -> None:
    """In a list of figures a length takes little room."""
    assert Words().duration(timedelta(hours=3, minutes=1), short=True) == "3 hrs 1 min"


def test_a_language_without_long_units_uses_its_short_ones() -> None:
    """No key of a unit is ever printed in place of its name."""
    assert "duration" not in Words("ja").duration(timedelta(minutes=65))


def test_percentages_keep_their_digits() -> None:
    """A figure that was cut to two digits is not rounded again."""
    assert Words().percent(Decimal("99.99")) == "99.99%"
    assert Words("de").percent(Decimal("99.98")) == "99,98\xa0%"
