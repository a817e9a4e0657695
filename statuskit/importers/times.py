"""Foreign times → RFC 3339 in UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from statuskit.errors import UsageError

_YEARS = range(1900, 2200)
_SHORT_HOUR = re.compile(r"(?<=^\d{4}-\d\d-\d\d[T ])(?=\d:)")
_GAP = re.compile(r" (?=[+-]\d\d:?\d\d\Z)")
_NAMED_UTC = re.compile(r" ?(?:UTC|GMT)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Reads the times of one source; `zone` is for those without an offset."""

    zone: ZoneInfo | None

    def read(self, value: object, place: str = "") -> datetime | None:
        """Return a moment in UTC; None where the value is no time.

        Raises `UsageError`, with the place, where a time has no offset and no zone is known.
        """
        if not isinstance(value, str) or (found := as_written(value)) is None:
            return None
        if found.tzinfo is None:
            if self.zone is None:
                raise UsageError(
                    f"The source has times without an offset, as {value.strip()!r}{f' at {place}' if place else ''}. "
                    "Say in which zone they are to be read: --timezone Europe/Berlin"
                )
            found = found.replace(tzinfo=self.zone)
        try:
            moment = found.astimezone(UTC)
        except OverflowError:
            return None
        return moment if moment.year in _YEARS else None

    def doubt(self, value: object) -> str:
        """Say of a time without an offset that clocks were changed in its hour, and which moment was taken; "" else."""
        local = as_written(value) if isinstance(value, str) else None
        if local is None or local.tzinfo or self.zone is None:
            return ""
        zoned = local.replace(tzinfo=self.zone)
        if zoned.utcoffset() == zoned.replace(fold=1).utcoffset():
            return ""
        return f"{value!r} is an hour in which clocks were changed; the first of two was taken"


def as_written(value: str) -> datetime | None:
    """Return a time as it was written, with an offset or without; None where it is none."""
    try:
        return datetime.fromisoformat(_NAMED_UTC.sub("Z", _GAP.sub("", _SHORT_HOUR.sub("0", value.strip()))))
    except ValueError:
        return None


def written(moment: datetime) -> str:
    """Return a moment as incident files have it, as 2026-11-20T14:02:00Z; fractions of a second are kept."""
    precision = "seconds" if not moment.microsecond else "auto"
    if moment.microsecond and moment.microsecond % 1000 == 0:
        precision = "milliseconds"
    return moment.isoformat(timespec=precision).replace("+00:00", "Z")
