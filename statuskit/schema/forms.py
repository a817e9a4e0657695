"""The forms that a value may take in a file: text, times, durations, ids, addresses, numbers.

Every plain value comes as text. One that YAML reads as null, bool or number carries that reading in its
attribute `value`; where text is expected it counts as written.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, PlainValidator, Strict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST_ID: Final = 80
LONGEST_TITLE: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A pattern, and what to say of a text that does not fit it: `noun` says what it should be."""

    pattern: str
    rule: str
    noun: str
    hint: str


# Patterns go into JSON Schema, so they are those of ECMAScript as well, which knows no `\"`.
_DAY = r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?: ?(?:[Zz]|UTC|[+-][0-9]{2}:[0-9]{2}))?"
_DURATION = r"(?:[0-9]{1,4}d(?:[0-9]{1,4}h)?(?:[0-9]{1,4}m)?|[0-9]{1,4}h(?:[0-9]{1,4}m)?|[0-9]{1,4}m)"
_HTTP = r"[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@<>\x22'\\]+(?:[/?#][^\s<>\x22\\]*)?"
_HTTPS = r"[Hh][Tt][Tt][Pp][Ss]://[^\s/?#@<>\x22'\\]+(?:[/?#][^\s<>\x22\\]*)?"
_ADDRESS = r"[^\s@<>\x22'\\:/?#]+@[^\s@<>\x22'\\:/?#]+"
_MAILTO = r"[Mm][Aa][Ii][Ll][Tt][Oo]:" + _ADDRESS + r"(?:\?[^\s<>\x22\\]*)?"

TIME = Form(
    pattern=f"^{_DAY}{_CLOCK}$",
    rule="bad-time",
    noun="a time",
    hint="Write day, time and offset, as 2026-11-20T14:02:00Z or 2026-11-20 15:02+01:00.",
)
WHEN = Form(
    pattern=f"^{_DAY}(?:{_CLOCK})?$",
    rule="bad-time",
    noun="a time or a day",
    hint="Write a day, as 2026-11-20, or a time, as 2026-11-20T14:02:00Z.",
)
DURATION = Form(
    pattern=f"^{_DURATION}$",
    rule="bad-duration",
    noun="a duration",
    hint="Write days, hours and minutes without spaces, as 30m, 2h, 1h30m or 3d.",
)
PROMISE = Form(
    pattern=f"^(?:{_DURATION}|{_DAY}{_CLOCK})$",
    rule="bad-duration",
    noun="a duration or a time",
    hint="Say how long from this update on, as 30m or 1h30m, or when, as 2026-11-20T14:32:00Z.",
)
ID = Form(
    pattern="^[a-z0-9]+(?:-[a-z0-9]+)*$",
    rule="bad-id",
    noun="an id",
    hint="Use small letters a-z, digits and single hyphens between them, as card-payments.",
)
FILE_NAME = Form(
    pattern="^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$",
    rule="bad-file-name",
    noun="the name of a file in the incident's folder",
    hint="Put the file beside incident.yml and name it by letters, digits, `-`, `_` and `.`, as graph.png.",
)
URL = Form(
    pattern=f"^{_HTTP}$",
    rule="bad-address",
    noun="a web address",
    hint="Write it whole and without spaces, as https://example.com/page.",
)
CLAIM = Form(
    pattern=f"^(?:{_HTTPS}|{_MAILTO})$",
    rule="bad-address",
    noun="an address to claim at",
    hint="Write an https address or mailto:, as mailto:support@example.com.",
)
CONTACT = Form(
    pattern=f"^(?:{_HTTP}|{_MAILTO}|{_ADDRESS})$",
    rule="bad-address",
    noun="a way to reach you",
    hint="Write a web address or a mail address, as https://example.com/help or support@example.com.",
)
HOST = Form(
    pattern="^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$",
    rule="bad-host",
    noun="the name of a host",
    hint="Write the bare name, without https:// and without a path, as status.example.com.",
)

FORMS: Mapping[str, Form] = {
    form.pattern: form for form in (TIME, WHEN, DURATION, PROMISE, ID, FILE_NAME, URL, CLAIM, CONTACT, HOST)
}
"""Form by pattern: pydantic reports the pattern that a text failed."""

_PLAIN = ["string", "number", "boolean", "null"]


def _as_text(**keywords: object) -> WithJsonSchema:
    """Tell editors that a number, `true` or `null` counts as the text written."""
    return WithJsonSchema({"type": _PLAIN, **keywords})


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), _as_text(pattern=r"\S")]
Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE),
    _as_text(pattern=r"\S"),
]
Markdown = Annotated[str, StringConstraints(pattern=r"\S"), _as_text(pattern=r"\S")]
Id = Annotated[
    str,
    StringConstraints(pattern=ID.pattern, max_length=LONGEST_ID),
    _as_text(pattern=ID.pattern, maxLength=LONGEST_ID),
]
Time = Annotated[str, StringConstraints(pattern=TIME.pattern)]
When = Annotated[str, StringConstraints(pattern=WHEN.pattern)]
Duration = Annotated[str, StringConstraints(pattern=DURATION.pattern)]
Promise = Annotated[str, StringConstraints(pattern=PROMISE.pattern)]
FileName = Annotated[str, StringConstraints(pattern=FILE_NAME.pattern), _as_text(pattern=FILE_NAME.pattern)]
Url = Annotated[str, StringConstraints(pattern=URL.pattern)]
Claim = Annotated[str, StringConstraints(pattern=CLAIM.pattern)]
Contact = Annotated[str, StringConstraints(pattern=CONTACT.pattern)]
Host = Annotated[str, StringConstraints(pattern=HOST.pattern), _as_text(pattern=HOST.pattern)]


def _read(value: Any) -> Any:  # noqa: ANN401 - any value of a YAML file
    """Give a plain value as YAML reads it."""
    return getattr(value, "value", value)


Flag = Annotated[bool, Strict(), BeforeValidator(_read)]
Yes = Annotated[Literal[True], BeforeValidator(_read)]
Whole = Annotated[int, Strict(), BeforeValidator(_read)]
Number = Annotated[float, Strict(), BeforeValidator(_read)]


def _number(value: object) -> int | float | None:
    read = _read(value)
    is_number = isinstance(read, int | float) and not isinstance(read, bool) and math.isfinite(read)
    return read if is_number else None


def _amount(value: object) -> str | int | float:
    """Take a finite number as such, and any other plain value as the text written."""
    number = _number(value)
    if number is not None:
        return number
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise PydanticCustomError("amount", "a number or text")


Amount = Annotated[str | int | float, PlainValidator(_amount), _as_text(pattern=r"\S")]


def _tally(*words: str) -> tuple[PlainValidator, WithJsonSchema]:
    """Take a count of people, or one of `words` in its place."""
    expected = " or ".join(["a number", *(f"`{word}`" for word in words)])

    def read(value: object) -> int | str:
        number = _number(value)
        if isinstance(number, int) and number >= 0:
            return number
        if isinstance(value, str) and value in words:
            return str(value)
        raise PydanticCustomError("tally", "{expected}", {"expected": expected})

    shape = {"anyOf": [{"type": "integer", "minimum": 0}, {"enum": [*words]}]}
    return PlainValidator(read), WithJsonSchema(shape)


Asked = Annotated[int | str, *_tally("unknown")]
Answered = Annotated[int | str, *_tally("all", "unknown")]
