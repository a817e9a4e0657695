"""Which clock holds."""

from datetime import UTC, datetime, timedelta

import pytest

from statuskit.clock import moment
from statuskit.errors import ExitCode, UsageError

EPOCH = {"SOURCE_DATE_EPOCH": "1000000000"}


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20T15:40:00Z",
        "2026-11-20t15:40:00z",
        "2026-11-20 15:40Z",
        "2026-11-20T16:40:00+01:00",
        "2026-11-20T15:40:00.000Z",
    ],
)
def test_a_given_moment_beats_all(text: str) -> None:
    """`--now` holds, in UTC, whatever the environment says."""
    at = moment(text, EPOCH)
    assert at == datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
    assert at.utcoffset() == timedelta(0)


def test_the_epoch_beats_the_clock() -> None:
    """`SOURCE_DATE_EPOCH` holds where no moment is given."""
    assert moment(None, EPOCH) == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)


@pytest.mark.parametrize("environ", [{}, {"SOURCE_DATE_EPOCH": ""}])
def test_the_clock_is_read_otherwise(environ: dict[str, str]) -> None:
    """With neither, the time is that of the machine, aware and in UTC."""
    before = datetime.now(UTC)
    assert before <= moment(None, environ) <= datetime.now(UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2026-11-20",
        "2026-11-20T15:40",
        "2026-13-20T15:40Z",
        "0001-01-01T00:00+14:00",
        "1763650000",
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    """A value without an offset, or that is no time at all, is a usage error with a remedy."""
    with pytest.raises(UsageError, match="2026-11-20T15:40:00Z") as caught:
        moment(text, {})
    assert caught.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("epoch", ["soon", "1.5", "9" * 30])
def test_an_epoch_that_is_no_number_is_refused(epoch: str) -> None:
    """A wrong `SOURCE_DATE_EPOCH` is named, not passed over."""
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        moment(None, {"SOURCE_DATE_EPOCH": epoch})
