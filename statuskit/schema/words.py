"""Say in plain words what does not fit a shape: what, why, and what to do."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from pydantic_core import ErrorDetails

from statuskit.problems import KeyPath
from statuskit.schema.forms import FORMS, LONGEST_ID

Said = tuple[str, str, str]
"""Rule, message, hint."""

_LONGEST_QUOTE: Final = 60
_SEPARATORS = re.compile(r"[ _-]+|(?<=[a-z])(?=[A-Z])")
_SHORT, _LONG = 4, 8
_QUOTED = re.compile(r"'([^']*)'")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the one of `known` that was probably meant by `word`, or None."""
    found = get_close_matches(word[:LONGEST_ID].lower(), list(known), n=1)
    return found[0] if found else None


def near_misses(word: str, known: Iterable[str]) -> list[str]:
    """Give those of `known` that `word` is a slip of the pen away from.

    The same but for case and separators, if there is one; else those that one slip makes of it: a letter too
    many, too few or wrong, or two that changed places. In words of 8 letters or more two slips count.
    """
    plain = _SEPARATORS.sub("_", word[:LONGEST_ID]).lower()
    listed = list(known)
    if plain in listed:
        return [plain]
    if len(plain) < _SHORT:
        return [each for each in listed if len(each) == len(plain) and sorted(each) == sorted(plain)]
    slips = 1 if len(plain) < _LONG else 2
    return [each for each in listed if _slips(plain, each) <= slips]


def _slips(one: str, other: str) -> int:
    """Count the slips between two words (optimal string alignment, Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        last, before, row = before, row, [at]
        for there, wanted in enumerate(other, start=1):
            best = min(row[-1] + 1, before[there] + 1, before[there - 1] + (letter != wanted))
            if at > 1 and there > 1 and letter == other[there - 2] and one[at - 2] == wanted:
                best = min(best, last[there - 2] + 1)
            row.append(best)
    return row[-1]


def quoted(value: object) -> str:
    """Show a value of a file in a message: short text in quotes, else its sort."""
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    if not text.strip():
        return "empty"
    return f'"{text}"' if len(text) <= _LONGEST_QUOTE else f'"{text[:_LONGEST_QUOTE]}…"'


def label(path: KeyPath) -> str:
    """Name the place that `path` leads to: its key, or "entry 2 of" the list's key."""
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, str):
        return quoted(last)
    return f"entry {last + 1} of {label(path[:-1])}"


def allowed(error: ErrorDetails) -> tuple[str, ...]:
    """Give the words of which one was expected; none where anything else was."""
    if error["type"] not in {"enum", "literal_error"}:
        return ()
    return tuple(_QUOTED.findall(str(error.get("ctx", {}).get("expected", ""))))


def said(error: ErrorDetails, path: KeyPath) -> Said:
    """Turn one of pydantic's errors at `path` into rule, message and hint."""
    speak = _SPEAKERS.get(error["type"])
    if speak is None:
        return (
            "wrong-value",
            f"{label(path)} is not right: {error['msg']}.",
            "See the manual's page on incident files.",
        )
    return speak(label(path), error.get("input"), error.get("ctx", {}))


Context = Mapping[str, object]
_Speaker = Callable[[str, object, Context], Said]


def _wrong_type(expected: str, hint: str) -> _Speaker:
    def speak(name: str, value: object, _context: Context) -> Said:
        if isinstance(value, str) and not value.strip():
            return (
                "wrong-type",
                f"{name} has no value; it should be {expected}.",
                f"{hint} Or take the line away.",
            )
        return "wrong-type", f"{name} should be {expected}, and is {quoted(value)}.", hint

    return speak


def _wrong_form(name: str, value: object, context: Context) -> Said:
    form = FORMS.get(str(context["pattern"]))
    if form is None:
        return _empty(name, value, context)
    return form.rule, f"{name} should be {form.noun}, and is {quoted(value)}.", form.hint


def _empty(name: str, _value: object, _context: Context) -> Said:
    return "empty-text", f"{name} is empty.", "Write the text. A key that is not required may be left out."


def _too_long(name: str, value: object, context: Context) -> Said:
    most = context["max_length"]
    return "too-long", f"{name} has {len(str(value).strip())} characters; {most} are the most.", "Shorten it."


def _unknown_value(name: str, value: object, context: Context) -> Said:
    allowed = _QUOTED.findall(str(context["expected"]))
    meant = nearest(value, allowed) if isinstance(value, str) else None
    question = f'Did you mean "{meant}"? ' if meant else ""
    return "unknown-value", f"{name} cannot be {quoted(value)}.", f"{question}Allowed: {', '.join(allowed)}."


def _out_of_range(name: str, value: object, context: Context) -> Said:
    [(bound, limit)] = ((key, limit) for key, limit in context.items() if key in {"ge", "le"})
    least = "at least" if bound == "ge" else "at most"
    return "out-of-range", f"{name} is {value}, and should be {least} {limit:g}.", "Change the number."


def _not_yes(name: str, value: object, _context: Context) -> Said:
    return (
        "wrong-type",
        f"{name} can only be true, and is {quoted(value)}.",
        f"Where something is given back, take {name} away and say `offer` or `options`.",
    )


def _private_id(name: str, _value: object, _context: Context) -> Said:
    return (
        "bad-id",
        f'{name} cannot be "private".',
        "That key and all below it is dropped from incident files. Choose another id.",
    )


def _literal(name: str, value: object, context: Context) -> Said:
    return (_not_yes if context["expected"] == "True" else _unknown_value)(name, value, context)


_text = _wrong_type("text", "Put it in quotes, or on lines of its own below `|`.")
_map = _wrong_type("a map", "Write `key: value`, each on a line of its own, further in.")
_flag = _wrong_type("true or false", "Write true or false, without quotes.")
_whole = _wrong_type("a whole number", "Write digits alone, without quotes.")
_number = _wrong_type("a number", "Write digits and a point, without quotes.")


def _tally(name: str, value: object, context: Context) -> Said:
    return _wrong_type(str(context["expected"]), "Write digits alone, or the word.")(name, value, context)


_SPEAKERS: Mapping[str, _Speaker] = {
    "string_type": _text,
    "string_pattern_mismatch": _wrong_form,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "enum": _unknown_value,
    "literal_error": _literal,
    "list_type": _wrong_type("a list", "Put each entry on a line of its own, behind `- `."),
    "dict_type": _map,
    "model_type": _map,
    "bool_type": _flag,
    "int_type": _whole,
    "float_type": _number,
    "finite_number": _number,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "amount": _wrong_type("a number or text", "Write digits alone, or words."),
    "tally": _tally,
    "private_id": _private_id,
}
