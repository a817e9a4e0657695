"""What the parser could not read, in plain words with a remedy, and a mend that lets it read on.

The parser reports where it stumbled; the cause mostly stands before that. Both parsers of PyYAML are
understood: their words differ a little.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yaml import YAMLError
from yaml import events as yaml_events
from yaml.error import MarkedYAMLError

from statuskit.source.checks import comment_fault, followed_by_comment, tab_fault, tabs
from statuskit.source.fault import QUOTE, Fault, shown
from statuskit.source.lines import Lines
from statuskit.source.places import end_of, start_of

_COLON = re.compile(r":(?=[ \t\r\n]|\Z)")
_COMMENT = re.compile(r"[ \t]#[^\r\n]*")
_KEY_GLUED = re.compile(r"[ \t]*(?:- +)*[\w-]+(?P<colon>:)[^\s/]")
_KEY_LINE = re.compile(r"[ \t]*(?:- +)*[\w-]+:(?:[ \t]|$)")
_OPENERS = {
    "-": "a list item",
    "?": "a key",
    "@": "a reserved sign",
    "`": "a reserved sign",
    "%": "a directive",
    ",": "the end of a list item",
    "]": "the end of a list",
    "}": "the end of a map",
    "*": "an alias",
    "&": "the name of a value",
    "!": "a tag",
    ">": "the header of a folded text",
    "|": "the header of a literal text",
    "[": "a list",
    "{": "a map",
}


@dataclass(frozen=True, slots=True)
class _Stumble:
    """One error of the parser with all there is to judge it by; `at` and `since` are offsets."""

    text: str
    lines: Lines
    events: Sequence[yaml_events.Event]
    words: str
    at: int
    since: int

    @property
    def character(self) -> str:
        return self.text[self.at : self.at + 1]

    def before(self) -> str:
        """Give the line up to where the parser stumbled."""
        return self.text[self.lines.start(self.lines.number(self.at)) : self.at]


def explain(text: str, error: YAMLError, events: Sequence[yaml_events.Event]) -> Fault:
    """Say what is wrong where the parser stumbled, and what to do. `events` are those before."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return _fallback(text, 0, "")
    at = min(error.problem_mark.index, len(text))
    since = error.context_mark.index if error.context_mark is not None else at
    words = f"{error.context or ''}: {error.problem or ''}"
    stumble = _Stumble(text, Lines(text), events, words, at, since)
    for pattern, judge in _JUDGES:
        if re.search(pattern, words) and (fault := judge(stumble)) is not None:
            return fault
    return _fallback(text, at, error.problem or "")


def _fallback(text: str, at: int, words: str) -> Fault:
    return Fault(
        rule="syntax",
        start=at,
        end=min(at + 1, len(text)),
        message=f"This is not YAML{f': {words}' if words else ''}.",
        hint="Compare the indentation with the lines above, and put text with signs in it in quotes.",
    )


def _tab(stumble: _Stumble) -> Fault | None:
    """Report the tabs in the indentation of this line and of all that follow."""
    line = stumble.lines.start(stumble.lines.number(stumble.at))
    if "\t" not in stumble.text[line : line + _indent(stumble.text[line : stumble.at + 1])]:
        return None
    later = [offset for offset in tabs(stumble.text) if offset > line]
    return tab_fault(stumble.text, [line, *later])


def _begins(stumble: _Stumble, at: int) -> Fault:
    """Report a text whose first character means something to YAML."""
    sign = stumble.text[at : at + 1]
    also = " A list begins on the line below its key." if sign == "-" else ""
    return Fault(
        rule="needs-quotes",
        start=at,
        end=at + 1,
        message=f'A text cannot begin with "{sign}" here: YAML reads it as {_OPENERS.get(sign, "a sign")}.',
        hint=f"{QUOTE}{also}",
        mends=((at, None),),
    )


def _begins_here(stumble: _Stumble) -> Fault | None:
    if stumble.at >= len(stumble.text.rstrip()):
        return _never_closed(stumble)
    if stumble.character == ":":
        return Fault(
            rule="key-not-text",
            start=stumble.at,
            end=stumble.at + 1,
            message="A key is missing before this colon.",
            hint="Write the key, or put the text that begins with the colon in quotes.",
        )
    return _begins(stumble, stumble.at) if stumble.character in _OPENERS and stumble.character else None


def _begins_before(stumble: _Stumble) -> Fault:
    return _begins(stumble, stumble.since)


def _directive(stumble: _Stumble) -> Fault:
    line = stumble.lines.number(stumble.since)
    start = stumble.lines.start(line)
    return Fault(
        rule="syntax",
        start=start,
        end=stumble.lines.end(line),
        message='A line that begins with "%" is read as a directive of YAML, and this is none.',
        hint="Delete the line, or indent it if it belongs to a text.",
        mends=((start, "#"),),
    )


def _colon(stumble: _Stumble) -> Fault | None:
    """Report a `: ` inside a text, or what looks like one."""
    text, lines, at = stumble.text, stumble.lines, stumble.at
    number = lines.number(at)
    line = lines.line(number)
    glued = _KEY_GLUED.match(lines.line(number - 1)) if number > 1 else None
    if glued and _COLON.search(stumble.before()) is None and _indent(line) <= _indent(glued[0]):
        start = lines.start(number - 1) + glued.start("colon")
        return Fault(
            rule="syntax",
            start=start,
            end=start + 1,
            message="There is no space after this colon, so it does not end a key.",
            hint="Put a space after the colon.",
        )
    end = lines.end(number)
    colons = [found.start() for found in _COLON.finditer(text, at, end)] or [at]
    mends = tuple((colon, None) for colon in colons)
    key = _COLON.search(stumble.before())
    if key is None:
        return Fault(
            rule="indentation",
            start=lines.start(number) + _indent(line),
            end=at + 1,
            message=f"{shown(line.strip())} is indented as if it went on with the text above, but reads as a key.",
            hint=f"If it is a key, indent it like the keys beside it. If it is text: {QUOTE[0].lower()}{QUOTE[1:]}",
            mends=mends,
        )
    return _colon_fault(stumble, mends)


def _colon_fault(stumble: _Stumble, mends: tuple[tuple[int, str | None], ...]) -> Fault:
    return Fault(
        rule="colon-in-text",
        start=stumble.at,
        end=stumble.at + 1,
        message="A colon with a space after it cannot stand in a text without quotes.",
        hint=QUOTE,
        mends=mends,
    )


def _no_key(stumble: _Stumble) -> Fault:
    """Report a line that is neither key nor text."""
    lines = stumble.lines
    number = lines.number(stumble.since)
    glued = _KEY_GLUED.match(lines.line(number))
    if glued:
        start = lines.start(number) + glued.start("colon")
        hint = "Put a space after the colon."
        message = "There is no space after this colon, so it does not end a key."
        mends: tuple[tuple[int, str | None], ...] = ((stumble.since, "#"),)
        return Fault(rule="syntax", start=start, end=start + 1, message=message, hint=hint, mends=mends)
    return Fault(
        rule="syntax",
        start=stumble.since,
        end=lines.end(number),
        message=f"{shown(lines.line(number).strip())} is neither a key with a colon nor part of the text above.",
        hint="Indent it deeper than the key it belongs to, or give it a key.",
        mends=((stumble.since, "#"),),
    )


def _unclosed_quote(stumble: _Stumble) -> Fault:
    sign = stumble.text[stumble.since]
    return Fault(
        rule="unclosed",
        start=stumble.since,
        end=stumble.since + 1,
        message=f"This quote ({sign}) is never closed.",
        hint=f"Close it at the end of the text, or write the text below a `|`{_apostrophe(sign)}.",
        mends=((stumble.since, None),),
    )


def _apostrophe(sign: str) -> str:
    return "; inside single quotes an apostrophe is written twice ('')" if sign == "'" else ""


def _escape(stumble: _Stumble) -> Fault:
    at = max(stumble.text.rfind("\\", stumble.since, stumble.at + 1), stumble.since)
    return Fault(
        rule="bad-escape",
        start=at,
        end=min(at + 2, len(stumble.text)),
        message=f"{shown(stumble.text[at : at + 2])} is no escape that YAML knows.",
        hint="Write the backslash twice, or put the text in single quotes or below a `|`.",
        mends=((at, None),),
    )


def _after_value(stumble: _Stumble) -> Fault | None:
    """Report what stands behind a value that has ended: quotes, a bracket or a comment ended it too early."""
    last = stumble.events[-1] if stumble.events else None
    if isinstance(last, yaml_events.ScalarEvent):
        end = end_of(last)
        if not last.style and followed_by_comment(stumble.text, end):
            return comment_fault(stumble.text, end)
        if last.style in {"'", '"'} and not stumble.text[end : stumble.at].strip(" \t"):
            return _quoted_start(stumble, last)
    if stumble.character in {"]", "}"}:
        return Fault(
            rule="syntax",
            start=stumble.at,
            end=stumble.at + 1,
            message=f"This `{stumble.character}` closes nothing.",
            hint="Delete it, or put the text it belongs to in quotes.",
            mends=((stumble.at, " "),),
        )
    if isinstance(last, yaml_events.CollectionEndEvent) and end_of(last) > start_of(last):
        between = stumble.text[end_of(last) : stumble.at]
        if not between.strip(" \t"):
            return _begins(stumble, _opening(stumble.events))
    return None


def _quoted_start(stumble: _Stumble, last: yaml_events.ScalarEvent) -> Fault:
    start, end = start_of(last), end_of(last)
    if last.style == "'" and stumble.at == end:
        message = "The apostrophe ends this text, because it began with a single quote."
        hint = "Write the apostrophe twice (''), or put the text in double quotes."
    else:
        message = (
            "The text goes on behind its closing quote, but a text that begins with a quote ends with it."
        )
        hint = "Write the text below a `|`, or put all of it in the other kind of quotes."
    return Fault(
        rule="needs-quotes", start=end - 1, end=end, message=message, hint=hint, mends=((start, None),)
    )


def _opening(events: Sequence[yaml_events.Event]) -> int:
    """Tell where the collection began that the last event ends."""
    depth = 0
    for event in reversed(events):
        if isinstance(event, yaml_events.CollectionEndEvent):
            depth += 1
        elif isinstance(event, yaml_events.CollectionStartEvent):
            depth -= 1
            if depth == 0:
                return start_of(event)
    return 0


def _flow(stumble: _Stumble) -> Fault:
    """Report a `[…]` or `{…}` that does not come to its end."""
    text, lines, since, at = stumble.text, stumble.lines, stumble.since, stumble.at
    opened, here = lines.number(since), lines.number(at)
    sign = text[since]
    comment = _COMMENT.search(text, since, lines.end(opened))
    if comment and here > opened:
        return comment_fault(text, comment.start())
    if at < len(text) and (here == opened or not _KEY_LINE.match(lines.line(here))):
        if stumble.character == ":":
            return _colon_fault(stumble, ((at, None),))
        if stumble.character in {"]", "}"}:
            return Fault(
                rule="unclosed",
                start=at,
                end=at + 1,
                message=f"This `{stumble.character}` does not close what is open here: the `{sign}` before it.",
                hint=f"Write `{_closing(sign)}` first, or put text with brackets in quotes.",
            )
        fault = _after_value(stumble)
        if fault is not None:
            return fault
    return _unclosed(stumble, since)


def _never_closed(stumble: _Stumble) -> Fault | None:
    """Report the innermost `[` or `{` that is open where the file ends."""
    depth = 0
    for event in reversed(stumble.events):
        if isinstance(event, yaml_events.CollectionEndEvent):
            depth += 1
        elif isinstance(event, yaml_events.CollectionStartEvent):
            depth -= 1
            if depth < 0 and event.flow_style:
                return _unclosed(stumble, start_of(event))
    return None


def _unclosed(stumble: _Stumble, at: int) -> Fault:
    sign = stumble.text[at]
    return Fault(
        rule="unclosed",
        start=at,
        end=at + 1,
        message=f"This `{sign}` is never closed.",
        hint=f"Write `{_closing(sign)}` at its end, or put the text in quotes if it is one.",
    )


def _closing(sign: str) -> str:
    return "]" if sign == "[" else "}"


def _indentation(stumble: _Stumble) -> Fault:
    """Report a line whose indentation fits nothing above it."""
    lines = stumble.lines
    here, opened = lines.number(stumble.at), lines.number(stumble.since)
    start = lines.start(opened)
    what = "list" if "block collection" in stumble.words else "map"
    inner, outer = stumble.at - lines.start(here), stumble.since - start
    if inner == outer:
        return Fault(
            rule="indentation",
            start=stumble.at,
            end=lines.end(here),
            message=f"This line stands in the {what} which begins on line {opened}, but is no part of it.",
            hint="A list item begins with `- `; indent the keys of an item deeper than its dash."
            if what == "list"
            else "Write a key with a colon, or indent the line like what it belongs to.",
        )
    return Fault(
        rule="indentation",
        start=stumble.at,
        end=lines.end(here),
        message=f"This line is indented by {_spaces(inner)}, but the {what} around it, "
        f"which begins on line {opened}, by {_spaces(outer)}.",
        hint="Indent it like the lines it belongs to.",
    )


def _second_start(stumble: _Stumble) -> Fault:
    return Fault(
        rule="indentation",
        start=stumble.at,
        end=stumble.lines.end(stumble.lines.number(stumble.at)),
        message="The file has ended before this line: it is indented less than the first key, or follows a `...`.",
        hint="Begin all top-level keys at the first column, and take `...` out.",
    )


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


# In this order: the first whose pattern is found and that has something to say.
_JUDGES = (
    (r"\btab character\b|cannot start any token|block mapping|block collection", _tab),
    (r"scanning an (?:alias|anchor)|scanning a block scalar|scanning a tag|parsing a tag", _begins_before),
    (r"scanning a directive|document start.*'%'", _directive),
    (
        r"cannot start any token|entries are not allowed|mapping keys are not allowed|node content",
        _begins_here,
    ),
    (r"mapping values are not allowed", _colon),
    (r"could not find expected ':'", _no_key),
    (r"quoted scalar: found unexpected", _unclosed_quote),
    (r"escape|quoted scalar", _escape),
    (r"flow (?:sequence|mapping)", _flow),
    (r"block (?:mapping|collection)|document start", _after_value),
    (r"block (?:mapping|collection)", _indentation),
    (r"document start", _second_start),
)
