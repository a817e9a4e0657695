"""What a person wrote on the command line, read as the files are, and said back where it does not fit."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from statuskit.errors import UsageError
from statuskit.model import STATUSES, ComponentState, Kind, Settings, Status
from statuskit.schema import nearest, quoted
from statuskit.schema.forms import DURATION, TIME
from statuskit.source.checks import controls
from statuskit.written import DoubtfulTimeError, duration, moment

_DURATION = re.compile(DURATION.pattern)
_TIME = re.compile(TIME.pattern)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9]) ?([Zz]|UTC)?")
_DAY = timedelta(days=1)
_TOLERANCE = timedelta(minutes=10)
_FAR = timedelta(hours=12)


def stamp(at: datetime) -> str:
    """Write a moment as files have it, in UTC and to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def zone_of(settings: Settings) -> ZoneInfo | None:
    """Give the zone in which the site's times without an offset are read."""
    return ZoneInfo(settings.timezone) if settings.timezone else None


def states(
    given: Iterable[str], components: Collection[str], default: ComponentState | None
) -> dict[str, ComponentState]:
    """Read `ID=STATE`, each once; of a bare ID the state is `default`.

    Raises `UsageError` for an unknown id or state, and for a bare id where there is no default.
    """
    found: dict[str, ComponentState] = {}
    for text in given:
        name, separator, state = text.partition("=")
        _check_component(name.strip(), components)
        if separator:
            found[name.strip()] = state_named(state)
        elif default is None:
            raise UsageError(
                f"Say in which state {quoted(name)} is now, as {name}=operational. "
                f"There are {', '.join(ComponentState)}."
            )
        else:
            found[name.strip()] = default
    return found


def _check_component(name: str, components: Collection[str]) -> None:
    if name in components:
        return
    near = nearest(name, components)
    meant = f'Did you mean "{near}"? ' if near else ""
    known = f"Known: {', '.join(components)}. New ones are added in mkdocs.yml."
    if not components:
        known = "The settings name none at all; add them in mkdocs.yml."
    raise UsageError(f"The settings know no component {quoted(name)}. {meant}{known}")


def state_named(text: str) -> ComponentState:
    """Read a component's state, or the beginning of its name."""
    return ComponentState(_word(text, list(ComponentState), "A component's state"))


def status_named(text: str, kind: Kind) -> Status:
    """Read a status of this kind of file, or the beginning of its name."""
    return Status(
        _word(text, STATUSES[kind], f"The status of {'an' if kind is Kind.INCIDENT else 'a'} {kind}")
    )


def _word(text: str, allowed: Iterable[str], what: str) -> str:
    words = [str(word) for word in allowed]
    plain = text.strip().lower().replace("-", "_").replace(" ", "_")
    begun = [word for word in words if plain and word.startswith(plain)]
    if plain in words:
        return plain
    if len(begun) == 1:
        return begun[0]
    near = nearest(plain, words)
    meant = f'Did you mean "{near}"? ' if near else ""
    raise UsageError(f"{what} cannot be {quoted(text)}. {meant}Allowed: {', '.join(words)}.")


def past(text: str, zone: ZoneInfo | None, now: datetime) -> datetime:
    """Read a time at which something was; a bare clock, `15:04`, is the last such moment."""
    return _moment(text, zone, now, ahead=False)


def coming(text: str, zone: ZoneInfo | None, now: datetime) -> datetime:
    """Read a time at which something will be; a bare clock, `15:04`, is the next such moment."""
    return _moment(text, zone, now, ahead=True)


def until(text: str, zone: ZoneInfo | None, start: datetime) -> datetime:
    """Read the end of what begins at `start`: a time, or how long it takes."""
    if _DURATION.fullmatch(text.strip()):
        return start + duration(text.strip())
    return _moment(text, zone, start, ahead=True)


def promise(text: str, zone: ZoneInfo | None, now: datetime) -> str:
    """Read when the next word is promised, as the file will have it: a duration, or a moment after `now`."""
    plain = text.strip().lower()
    if _DURATION.fullmatch(plain) and duration(plain):
        return plain
    if "-" not in plain and ":" not in plain:
        raise UsageError(
            f"{quoted(text)} is no time for the next word. Write how long from now, as 30m or 1h30m, or when, as 15:30."
        )
    at = coming(text, zone, now)
    # A clock that has just passed does not mean tomorrow.
    if at <= now or (_CLOCK.fullmatch(text.strip()) and at - now > _FAR):
        raise UsageError(f"{quoted(text)} has passed. Promise a later moment, as 30m.")
    return stamp(at)


def _moment(text: str, zone: ZoneInfo | None, now: datetime, *, ahead: bool) -> datetime:
    plain = text.strip()
    try:
        if clock := _CLOCK.fullmatch(plain):
            return _clock(clock, zone, now, ahead=ahead)
        if not _TIME.fullmatch(plain):
            raise UsageError(f"{quoted(text)} is no time. {TIME.hint} A bare clock does too, as 15:04.")
        return moment(plain, zone)
    except DoubtfulTimeError as doubt:
        raise UsageError(f"{doubt} {doubt.hint}") from doubt


def _clock(clock: re.Match[str], zone: ZoneInfo | None, now: datetime, *, ahead: bool) -> datetime:
    """Find the moment nearest to `now`, on the side that is meant, at which a clock shows this."""
    where = ZoneInfo("UTC") if clock[3] or zone is None else zone
    shows = f"{int(clock[1]):02}:{clock[2]}"
    days = [now.astimezone(where).date() + offset * _DAY for offset in (-1, 0, 1)]
    moments = [moment(f"{day}T{shows}", where) for day in days]
    if ahead:
        return next(at for at in moments if at > now)
    return next(at for at in reversed(moments) if at <= now + _TOLERANCE)


def message(text: str) -> str:
    """Take a message as it was said, without blank lines around it.

    Raises `UsageError` where nothing is said, or something that no incident file may hold.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    said = "\n".join(line.rstrip() if not line.strip() else line for line in lines)
    if not said:
        raise UsageError("The message is empty. Say what customers notice, and what you are doing about it.")
    check_text(said)
    return said


def check_text(text: str) -> None:
    """Refuse a text with control characters, or with bytes that are no UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError("The text holds bytes that are not UTF-8.") from None
    for fault in controls(text):
        raise UsageError(f"{fault.message} {fault.hint}")


def as_words(given: Mapping[str, ComponentState]) -> dict[str, str]:
    """Give states as files have them."""
    return {name: state.value for name, state in given.items()}
