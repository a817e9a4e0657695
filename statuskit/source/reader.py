"""The way from bytes to a `Source`: quickly where all is well, closely where something is not."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import yaml

from statuskit.problems import Problem, Severity
from statuskit.source import checks
from statuskit.source.build import Builder
from statuskit.source.document import Source
from statuskit.source.fault import Fault
from statuskit.source.syntax import explain
from statuskit.source.values import Special, Value

# The parser of libyaml, ten times as fast, is missing where PyYAML was built without it.
_PARSER: Callable[[str], Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 1_048_576
_MOST_MENDS = 20
_PRIVATE_USE = range(0xE000, 0xF900)


def read(data: bytes, file: str, *, tolerant_tags: bool = False) -> Source:
    """Read one YAML file; never raises, whatever the bytes are.

    `file` is its path as problems name it. With `tolerant_tags`, for `mkdocs.yml`, unknown tags, merge
    keys, unused anchors and comments behind text are taken as YAML has them; a tagged value is then the
    plain one, and its mark tells the tag.
    """
    if len(data) > MAX_BYTES:
        return _unread(
            file,
            rule="too-large",
            message=f"The file has {len(data):,} bytes; files over {MAX_BYTES:,} (1 MiB) are not read.",
            hint="Put long texts and graphs in files of their own, beside it in a bundle.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(data, file, error)
    builder = Builder(text, tolerant=tolerant_tags)
    builder.run(_PARSER)
    clean = builder.error is None and not builder.faults and isinstance(builder.value, dict)
    if clean and not checks.need_a_closer_look(text):
        return Source(file=file, text=text, value=builder.value, problems=(), events=tuple(builder.events))
    return _read_closely(builder, file)


def _unread(file: str, *, rule: str, message: str, hint: str) -> Source:
    problem = Problem(rule=rule, severity=Severity.ERROR, file=file, message=message, hint=hint)
    return Source(file=file, text="", value=None, problems=(problem,))


def _not_utf8(data: bytes, file: str, error: UnicodeDecodeError) -> Source:
    """Point at the first byte that is not UTF-8; the text up to there, and a stand-in for every such byte."""
    before = data[: error.start].decode("utf-8-sig")
    fault = Fault(
        rule="not-utf-8",
        start=len(before),
        end=len(before) + 1,
        message=f"The byte 0x{data[error.start]:02X} is not UTF-8 text.",
        hint="Save the file in UTF-8.",
    )
    return _with_problems(
        Source(file=file, text=data.decode("utf-8-sig", "replace"), value=None, problems=()), [fault]
    )


class _Mended:
    """A text in which characters were put in place of others, offsets kept, so that reading can go on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names: dict[int, str] = {}
        self._stand_ins: dict[str, str] = {}

    def apply(self, fault: Fault) -> bool:
        """Mend a fault; False if it names no way, or no free character is left."""
        changed = list(self.text)
        for at, character in fault.mends:
            stand_in = self._stand_in(self.text[at]) if character is None else character
            if stand_in is None:
                return False
            changed[at] = stand_in
        before, self.text = self.text, "".join(changed)
        return before != self.text

    def _stand_in(self, character: str) -> str | None:
        """Find a character without meaning to YAML that does not occur in the text."""
        if character not in self._stand_ins:
            free = (
                chr(code) for code in _PRIVATE_USE if code not in self.names and chr(code) not in self.text
            )
            found = next(free, None)
            if found is None:
                return None
            self.names[ord(found)] = character
            self._stand_ins[character] = found
        return self._stand_ins[character]

    def as_written(self, fault: Fault) -> Fault:
        """Put the file's own characters back into what the fault says."""
        return replace(
            fault, message=fault.message.translate(self.names), hint=fault.hint.translate(self.names)
        )


def _read_closely(builder: Builder, file: str) -> Source:
    """Read a text that has problems, mending what can be mended, so that all of them are told at once."""
    text, tolerant = builder.text, builder.tolerant
    if unresolved := list(checks.conflicts(text)):
        # All else that is wrong with such a text follows from it.
        return _with_problems(Source(file=file, text=text, value=None, problems=()), unresolved)
    faults = list(checks.controls(text))
    controls = len(faults)
    mended = _Mended(checks.without_controls(text))
    while True:
        if builder.text != mended.text:
            builder = Builder(mended.text, tolerant=tolerant, names=mended.names)
            builder.run(_PARSER)
        if builder.error is None:
            break
        fault = explain(mended.text, builder.error, builder.events)
        if fault.rule != "indentation" or not _has_tab_fault(faults):
            faults.append(mended.as_written(fault))
        if len(faults) > _MOST_MENDS + controls or not mended.apply(fault):
            break
    source = Source(file=file, text=text, value=builder.value, problems=(), events=tuple(builder.events))
    faults += map(mended.as_written, builder.faults)
    if builder.error is None and not faults:
        faults += _wrong_top(builder.value)
    if "\\" in source.text and source.value is not None:
        faults += map(mended.as_written, checks.escaped_controls(source.value, source.marks))
    if not tolerant:
        faults += map(mended.as_written, _of_text(source, mended.text, tabs_told=_has_tab_fault(faults)))
    return _with_problems(source, faults)


def _of_text(source: Source, mended: str, *, tabs_told: bool) -> Iterable[Fault]:
    yield from checks.comments(mended, source.marks)
    if not tabs_told and (found := checks.outside_texts(checks.tabs(source.text), source.marks)):
        yield checks.tab_fault(source.text, found)


def _has_tab_fault(faults: Iterable[Fault]) -> bool:
    return any(fault.rule == "tab-indentation" for fault in faults)


def _wrong_top(value: Value | None) -> Iterable[Fault]:
    if isinstance(value, dict):
        return
    if value is None or (isinstance(value, Special) and value.value is None):
        message = "The file is empty."
        hint = "Write at least `title:` and `updates:`, or delete the file."
        yield Fault(rule="empty-file", start=0, end=0, message=message, hint=hint)
        return
    found = "a list" if isinstance(value, list) else "a text"
    yield Fault(
        rule="not-a-map",
        start=0,
        end=0,
        message=f"The file holds {found}; keys were expected, as `title: Card payments are failing`.",
        hint="Write each value behind its key, all keys at the first column.",
    )


def _with_problems(source: Source, faults: Iterable[Fault]) -> Source:
    problems = [
        _problem(source, fault) for fault in sorted(faults, key=lambda fault: (fault.start, fault.rule))
    ]
    value = source.value if isinstance(source.value, dict) else None
    return replace(source, value=value, problems=tuple(problems))


def _problem(source: Source, fault: Fault) -> Problem:
    span, excerpt = source.at(fault.start, fault.end)
    message = fault.message
    if fault.rule == "duplicate-key" and (mark := source.mark(fault.path)) and mark.key:
        message += f" It stands first on line {source.lines.number(mark.key[0])}."
    return Problem(
        rule=fault.rule,
        severity=Severity.ERROR,
        file=source.file,
        message=message,
        hint=fault.hint,
        path=fault.path,
        span=span,
        excerpt=excerpt,
    )
