"""The one place that reads the clock."""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from statuskit.errors import UsageError

_EPOCH = "SOURCE_DATE_EPOCH"
_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)",
    re.ASCII,
)


def moment(now: str | None, environ: Mapping[str, str]) -> datetime:
    """Settle what the time is, in UTC.

    `now` (RFC 3339, from the command line) beats `SOURCE_DATE_EPOCH` in `environ` (seconds since 1970),
    which beats the clock. A value that is no time raises `UsageError`.
    """
    if now is not None:
        return _written(now)
    if epoch := environ.get(_EPOCH, "").strip():
        return _epoch(epoch)
    return datetime.now(UTC)


@contextlib.contextmanager
def stopped(now: datetime) -> Iterator[None]:
    """Let whatever reads `SOURCE_DATE_EPOCH` take a moment for the clock's, for a while."""
    before = os.environ.get(_EPOCH)
    os.environ[_EPOCH] = str(int(now.timestamp()))
    try:
        yield
    finally:
        os.environ.pop(_EPOCH, None)
        if before is not None:
            os.environ[_EPOCH] = before


def _written(text: str) -> datetime:
    if _RFC_3339.fullmatch(text):
        # A thirteenth month has the right form, and a time near the year 1 no UTC.
        with contextlib.suppress(ValueError, OverflowError):
            return datetime.fromisoformat(text.upper()).astimezone(UTC)
    raise UsageError(f'"{text}" is not a time with an offset. Write it like this: 2026-11-20T15:40:00Z')


def _epoch(text: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f'SOURCE_DATE_EPOCH is "{text}". It has to be a whole number of seconds since 1970, or unset.'
        ) from None
