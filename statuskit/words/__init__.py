"""Our own words, dates, numbers and durations in one language."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from gettext import NullTranslations
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from statuskit.words.labels import Term, label

# English pages follow British usage: the day before the month, and 24 hours.
_USAGE = {"en": "en_GB"}


class Words:
    """Speak one language: `language` is a tag such as `en` or `pt-BR`, as MkDocs' themes name them.

    Unknown languages fall back to English. Nothing in here knows the reader's zone: every time is UTC.
    """

    def __init__(self, language: str = "en") -> None:
        try:
            locale = Locale.parse(_USAGE.get(language, language.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            language, locale = "en", Locale("en", "GB")
        self._locale = locale
        self.language = language.replace("_", "-")
        self.direction = locale.text_direction
        self._catalogue = NullTranslations()
        skeletons = locale.datetime_skeletons
        self._day = skeletons["yMMMd"].pattern
        self._long_day = locale.date_formats["long"].pattern
        self._weekday = skeletons["MMMEd"].pattern
        self._month = skeletons["yMMMM"].pattern
        self._short_month = skeletons["yMMM"].pattern
        # Some languages have no long form of units, and Babel then prints the unit's key.
        spelt = "duration" not in format_unit(1, "duration-hour", "long", locale=locale)
        self._length: Literal["short", "long"] = "long" if spelt else "short"

    def gettext(self, text: str) -> str:
        """Translate one of our own strings."""
        return self._catalogue.gettext(text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Translate one of our own strings that counts something."""
        return self._catalogue.ngettext(one, many, count)

    def term(self, term: Term) -> str:
        """Name a member of one of the model's vocabularies."""
        return self.gettext(label(term))

    def _format(self, when: date, pattern: str) -> str:
        moment = when if isinstance(when, datetime) else datetime(when.year, when.month, when.day, tzinfo=UTC)
        return format_datetime(moment, pattern, tzinfo=UTC, locale=self._locale)

    def day(self, when: date) -> str:
        """Format as `20 Nov 2026`."""
        return self._format(when, self._day)

    def long_day(self, when: date) -> str:
        """Format as `20 November 2026`."""
        return self._format(when, self._long_day)

    def weekday(self, when: date) -> str:
        """Format as `Fri, 20 Nov`."""
        return self._format(when, self._weekday)

    def month(self, when: date) -> str:
        """Format as `November 2026`."""
        return self._format(when, self._month)

    def short_month(self, when: date) -> str:
        """Format as `Nov 2026`."""
        return self._format(when, self._short_month)

    def month_name(self, when: date) -> str:
        """Format as `Nov`."""
        return self._format(when, "MMM")

    def time(self, when: datetime) -> str:
        """Format as `14:02 UTC`."""
        return self._format(when, "HH:mm") + " UTC"

    def moment(self, when: datetime) -> str:
        """Format as `20 Nov 2026, 14:02 UTC`."""
        return f"{self.day(when)}, {self.time(when)}"

    def number(self, value: float | Decimal) -> str:
        """Format a number with the language's own signs."""
        return format_decimal(value, locale=self._locale)

    def percent(self, value: Decimal) -> str:
        """Format a share given in per cent, digits kept as they are."""
        return format_percent(value / 100, locale=self._locale, decimal_quantization=False)

    def duration(self, length: timedelta, *, short: bool = False) -> str:
        """Say a length of time, rounded to minutes: `1 hour and 5 minutes`, or `1 hr 5 mins` when short."""
        minutes = round(length / timedelta(minutes=1))
        if minutes == 0 and length > timedelta():
            return self.gettext("less than a minute")
        days, minutes = divmod(minutes, 24 * 60)
        hours, minutes = divmod(minutes, 60)
        size = "short" if short else self._length
        counts = {"duration-day": days, "duration-hour": hours, "duration-minute": minutes}
        parts = [
            format_unit(count, unit, size, locale=self._locale)
            for unit, count in counts.items()
            if count or (unit == "duration-minute" and not days and not hours)
        ]
        return " ".join(parts) if short else self.listing(parts)

    def listing(self, items: Iterable[str]) -> str:
        """Join as `a, b and c`."""
        return format_list(list(items), locale=self._locale)
