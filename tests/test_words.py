"""Our words, dates and lengths in several languages."""

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statuskit.model import Basis, DetectedBy
from statuskit.words import BEGINS, ENDS, Words, catalogues
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
    """A language that nobody knows does not stop the build."""
    words = Words("xx-nowhere")
    assert (words.language, words.direction, words.is_borrowed) == ("en", "ltr", False)


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("en", "en-GB"),
        ("en-US", "en-US"),
        ("de-CH", "de-CH"),
        ("fr_CA", "fr-CA"),
        ("es-MX", "es-MX"),
        ("ja", "ja"),
        ("pt-BR", "en-GB"),
        ("zh-Hant", "en-GB"),
        ("ar", "en-GB"),
    ],
)
def test_a_language_is_served_by_itself_or_by_english(language: str, spoken: str) -> None:
    """A region by its language; where there is no catalogue all is English, dates too, and says so."""
    words = Words(language)
    assert words.spoken == spoken
    assert words.is_borrowed == (spoken == "en-GB" and language != "en")
    assert words.language == language.replace("_", "-")
    assert Words(language).day(WHEN) == Words(spoken).day(WHEN)


def test_another_script_is_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of one script does not serve readers of another."""
    asked: list[str] = []
    monkeypatch.setattr(catalogues, "_read", asked.append)
    for language in ("zh-Hant", "zh-TW", "pt-BR", "de"):
        Words(language)
    assert asked == ["zh_Hant", "zh_Hant_TW", "zh_Hant", "pt_BR", "pt", "de"]


def languages_of_the_theme() -> list[Path]:
    """Find what the theme says in each of its languages."""
    theme = find_spec("material")
    assert theme is not None
    assert theme.origin is not None
    return sorted((Path(theme.origin).parent / "templates" / "partials" / "languages").glob("*.html"))


def test_every_language_of_the_theme_is_known() -> None:
    """Its tag is what `lang` says, and its direction is the one that the theme itself gives it."""
    wrong = []
    for path in languages_of_the_theme():
        words = Words(path.stem)
        rtl = re.search(r'"direction": "rtl"', path.read_text(encoding="utf-8")) is not None
        if (words.language, words.direction) != (path.stem, "rtl" if rtl else "ltr"):
            wrong.append(path.stem)
    assert wrong == []


SPOKEN = {
    words.spoken: words
    for words in map(
        Words, [*(path.stem for path in languages_of_the_theme()), "en-US", "de-CH", "fr-CA", "es-MX"]
    )
}
ZONES = [UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))]
MOMENTS = st.builds(
    datetime.fromtimestamp,
    st.integers(0, 2**32) | st.floats(0, 2**32),
    st.sampled_from(ZONES),
)


@given(MOMENTS)
@example(datetime(2026, 3, 1, 0, 0, tzinfo=UTC))
@example(datetime(2025, 12, 31, 23, 59, 59, 999999, tzinfo=UTC))
@example(datetime(2024, 3, 1, 8, 30, tzinfo=ZONES[1]))
@settings(deadline=None)
def test_days_and_times_are_those_of_the_language(when: datetime) -> None:
    """Whether a day was said before or not, it reads as Babel writes it, its time beside it."""
    for spoken, words in SPOKEN.items():
        locale = Locale.parse(spoken, sep="-")
        day = locale.datetime_skeletons["yMMMd"].pattern
        together = str(locale.datetime_formats["medium"])
        said = {
            day: words.day(when),
            locale.date_formats["long"].pattern: words.long_day(when),
            locale.datetime_skeletons["MMMEd"].pattern: words.weekday(when),
            "HH:mm": words.time(when, zone=False),
            "HH:mm 'UTC'": words.time(when),
            together.format("HH:mm", day): words.moment(when, zone=False),
            together.format("HH:mm 'UTC'", day): words.moment(when),
        }
        assert said == {form: format_datetime(when, form, tzinfo=UTC, locale=locale) for form in said}
    assert Words("ar", marked=True).moment(when) == f"{BEGINS}{Words('ar').moment(when)}{ENDS}"


@given(st.integers(0, 10**7))
@example(0)
@example(1)
@settings(deadline=None)
def test_counts_are_those_of_the_language(count: int) -> None:
    """What is counted has the language's plural, and its signs in the figure, however often it was said."""
    for spoken, words in SPOKEN.items():
        figure = format_decimal(count, locale=Locale.parse(spoken, sep="-"))
        text = words.ngettext("{n} day", "{n} days", count)
        assert words.count("{n} day", "{n} days", count) == text.replace("{n}", figure)


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


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("de", "1 Tag, 2 Stunden und 1 Minute", "1 Tag 2\xa0Std. 1\xa0Min."),
        ("fr", "1 jour, 2 heures et 1 minute", "1 jour 2\xa0h 1\xa0min"),
        ("es", "1 día, 2 horas y 1 minuto", "1 día 2\xa0h 1\xa0min"),
        ("ja", "1 日 2 時間 1 分", "1 日 2 時間 1 分"),
    ],
)
def test_lengths_follow_the_language(language: str, long: str, short: str) -> None:
    """Units, plurals and what joins them are the language's."""
    length = timedelta(days=1, hours=2, minutes=1)
    assert (Words(language).duration(length), Words(language).duration(length, short=True)) == (long, short)


def test_percentages_keep_their_digits() -> None:
    """A figure that was cut to two digits is not rounded again."""
    assert Words().percent(Decimal("99.99")) == "99.99%"
    assert Words("de").percent(Decimal("99.98")) == "99,98\xa0%"
