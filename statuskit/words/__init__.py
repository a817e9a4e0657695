"""Our own words, dates, numbers and lengths of time in one language."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from statuskit.words.catalogues import catalogue
from statuskit.words.labels import Term, label

BEGINS, ENDS = "\U0001fffe", "\U0001ffff"
"""The marks around what is ours: two code points that are no characters."""

_ENGLISH = Locale("en", "GB")
"""English follows British usage: the day before the month."""

_LOCALES = {"en": "en_GB", "ku-IQ": "ckb_IQ", "sh": "sr_Latn"}
"""Tags that mean another locale than the one of their name: usage, and old names that MkDocs' themes keep."""

_RUN_ON = frozenset({"ja"})
"""Languages that say the units of a length one after the other, without an "and"."""

_KEPT = 4000
"""How many days and counts are kept as they were said: a day is said many times, and counts are small."""

_TIME = "{}"
"""Stands in a day's pattern where the time goes, and is no letter that means something in it."""

_PLACEHOLDER = re.compile(r"(\{\w+\})")


def _locale(language: str) -> Locale | None:
    """Know a language by its tag; None where nobody does."""
    try:
        return Locale.parse(_LOCALES.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return None


class Words:
    """Speak one language: `language` is a tag such as `de` or `pt-BR`, as MkDocs' themes name them.

    Where there is no catalogue for a language, all that is ours is English, dates and numbers included:
    `language` and `direction` stay those of the site, whose own texts are written in it, and `spoken` is
    the tag of what is said here. A language that nobody knows counts as English. Times are UTC, on a clock of
    24 hours in every language.

    `marked` sets marks around all words that are not of the site's language.
    """

    def __init__(self, language: str = "en", *, marked: bool = False) -> None:
        site = _locale(language)
        self.language = "en" if site is None else language.replace("_", "-")
        self.direction = "ltr" if site is None else site.text_direction
        self._locale = site or _ENGLISH
        found = catalogue(self._locale)
        if found is None:
            self._locale, found = _ENGLISH, NullTranslations()
        self._catalogue = found
        self.is_borrowed = self._locale is _ENGLISH and site is not None and site.language != "en"
        self._marked = marked and self.is_borrowed
        self.spoken = str(self._locale).replace("_", "-")
        skeletons = self._locale.datetime_skeletons
        self._day = skeletons["yMMMd"].pattern
        self._long_day = self._locale.date_formats["long"].pattern
        self._weekday = skeletons["MMMEd"].pattern
        self._month = skeletons["yMMMM"].pattern
        self._short_month = skeletons["yMMM"].pattern
        self._year = skeletons["y"].pattern
        self._day_and_time = str(self._locale.datetime_formats["medium"]).format(_TIME, self._day)
        self._dated = lru_cache(_KEPT)(self._date)
        self._counted = lru_cache(_KEPT)(self._count)
        self._joined = lru_cache(_KEPT)(self._joint)

    def gettext(self, text: str) -> str:
        """Translate one of our own strings."""
        return self._ours(self._catalogue.gettext(text))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Translate one of our own strings that counts something."""
        return self._ours(self._catalogue.ngettext(one, many, count))

    def _ours(self, text: str) -> str:
        """Mark a text as ours, but for what will be filled in."""
        if not self._marked:
            return text
        pieces = _PLACEHOLDER.split(text)
        pieces[::2] = [f"{BEGINS}{piece}{ENDS}" if piece.strip(" :.,;") else piece for piece in pieces[::2]]
        return "".join(pieces)

    def count(self, one: str, many: str, count: int) -> str:
        """Translate a text that counts something, its `{n}` filled in."""
        return self._counted(one, many, count)

    def _count(self, one: str, many: str, count: int) -> str:
        return self.ngettext(one, many, count).format(n=self.number(count))

    def labelled(self, name: str, what: str) -> str:
        """Put a name in front of what it names: `Resolved: Card payments are failing`."""
        return self.gettext("{name}: {what}").format(name=name, what=what)

    def term(self, term: Term) -> str:
        """Name a member of one of the model's vocabularies."""
        return self.gettext(label(term))

    def _format(self, when: date, pattern: str) -> str:
        day = when.astimezone(UTC).date() if isinstance(when, datetime) else when
        return self._ours(self._dated(day, pattern))

    def _date(self, day: date, pattern: str) -> str:
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return format_datetime(midnight, pattern, tzinfo=UTC, locale=self._locale)

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
        return self._format(when, "LLL")

    def year(self, year: int) -> str:
        """Format as `2026`."""
        return self._format(date(year, 1, 1), self._year)

    def time(self, when: datetime, *, zone: bool = True) -> str:
        """Format as `14:02 UTC`, or without the zone where it is said beside it."""
        return self._ours(_clock(when, zone=zone))

    def moment(self, when: datetime, *, zone: bool = True) -> str:
        """Format as `20 Nov 2026, 14:02 UTC`, or without the zone where it is said beside it."""
        dated = self._dated(when.astimezone(UTC).date(), self._day_and_time)
        return self._ours(dated.replace(_TIME, _clock(when, zone=zone)))

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
        day = self.count("{n} day", "{n} days", days)
        if short:
            hour = self.count("{n} hr", "{n} hrs", hours)
            minute = self.count("{n} min", "{n} mins", minutes)
        else:
            hour = self.count("{n} hour", "{n} hours", hours)
            minute = self.count("{n} minute", "{n} minutes", minutes)
        counted = ((day, days), (hour, hours), (minute, minutes))
        parts = [text for text, count in counted if count] or [minute]
        run_on = short or self._locale.language in _RUN_ON
        return " ".join(parts) if run_on else self.listing(parts)

    def sentences(self, texts: Iterable[str]) -> str:
        """Set whole sentences one after the other; a full stop that has room of its own needs no space."""
        return " ".join(texts).replace("。 ", "。")

    def listing(self, items: Iterable[str]) -> str:
        """Join as `a, b and c`."""
        listed = list(items)
        return self._joined(len(listed)).format(*listed)

    def _joint(self, count: int) -> str:
        places = [f"{{{place}}}" for place in range(count)]
        return self._ours(format_list(places, locale=self._locale))


def _clock(when: datetime, *, zone: bool) -> str:
    """Write a time of day; every language that we speak does so in these digits."""
    moment = when.astimezone(UTC)
    return f"{moment.hour:02}:{moment.minute:02}{' UTC' if zone else ''}"
