"""Mend an incident file where only one thing can have been meant; every byte that is not mended stays.

A mend is made only where reading the result proves it: the file then means what the right spelling means,
and nothing else in it has changed.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from statuskit.model import STATUSES, Kind
from statuskit.problems import KeyPath
from statuskit.schema import IncidentDocument, ShapeProblem, check, label, near_misses, quoted
from statuskit.source import Source, read

_BOM = "\ufeff"
_MOST = 200
"""Mends of one file; one with more is no file with slips."""

_BEGINS_NO_TEXT = frozenset("@`%")
"""Signs that YAML keeps for itself, so that a value which begins with one was meant as text."""

_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
_REMARK = re.compile(r"[ \t]#(?![0-9])")
"""What may be a comment. `Pump #5 is back` holds none: nobody writes comments that begin with a number."""

_LINE_BREAK = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One thing mended, by its line and in words."""

    line: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What would be put in place of a piece of the text, and what the file has to mean then."""

    start: int
    end: int
    text: str
    what: str
    expected: Any


def mended(data: bytes, file: str) -> tuple[bytes, tuple[Mend, ...]]:
    """Give the bytes of a file with all mended that has only one meaning, and what that was, in its order.

    Misspelt keys, states and other words with one near match; a text that lacks its quotes. Files that
    nobody can read stay as they are.
    """
    mends: list[Mend] = []
    source = read(data, file)
    while len(mends) < _MOST and source.value is not None:
        found = next(filter(None, (_made(source, change) for change in _changes(source))), None)
        if found is None:
            break
        change, after = found
        mends.append(Mend(line=source.lines.number(change.start), what=change.what))
        source = after
    if not mends:
        return data, ()
    mark = _BOM if data.startswith(_BOM.encode()) else ""
    return (mark + source.text).encode(), tuple(sorted(mends, key=lambda mend: mend.line))


def _made(source: Source, change: _Change) -> tuple[_Change, Source] | None:
    """Make a change, and give the file as it then is; None where it would not mean what is expected."""
    text = source.text[: change.start] + change.text + source.text[change.end :]
    after = read(text.encode(), source.file)
    if after.value is None or after.value != change.expected or len(after.problems) > len(source.problems):
        return None
    return change, after


def _changes(source: Source) -> Iterator[_Change]:
    yield from _quotes(source)
    _, problems = check(IncidentDocument, source.value)
    yield from _keys(source, problems)
    yield from _words(source, problems)


def _quotes(source: Source) -> Iterator[_Change]:
    """Yield the texts to be put in quotes."""
    for problem in source.problems:
        if problem.span is None:
            continue
        at = source.lines.start(problem.span.line) + problem.span.column - 1
        found = {
            "colon-in-text": _around,
            "needs-quotes": _around if source.text[at : at + 1] in _BEGINS_NO_TEXT else None,
            "comment-in-text": _numbered,
        }.get(problem.rule)
        piece = found(source, at) if found else None
        if piece is None or _LINE_BREAK.search(source.text, piece[1], piece[2]):
            continue
        path, start, end, value = piece
        written = source.text[start:end]
        if written[0] in {"'", '"'}:
            continue  # These quotes may belong to the text, or be its own.
        yield _Change(
            start=start,
            end=end,
            text=_in_quotes(written),
            what=f"{label(path)} put in quotes",
            expected=value,
        )


_Piece = tuple[KeyPath, int, int, Any]
"""Path, start and end of a text, and what the file means once that is one."""


def _around(source: Source, at: int) -> _Piece | None:
    """Find the text around `at`; reading on past the fault already took it for one.

    None where a comment follows: whether that is a part of the text has to be settled first.
    """
    for path, mark in source.marks.items():
        is_item = mark.style == "block" and mark.key is None and isinstance(_at(source.value, path), str)
        if (mark.style == "plain" or is_item) and mark.start <= at < mark.end:
            followed = _COMMENT.match(source.text, mark.end)
            return None if followed else (path, mark.start, mark.end, source.value)
    return None


def _numbered(source: Source, at: int) -> _Piece | None:
    """Find the text that goes on behind the `#` at `at`, where that is followed by a number."""
    for path, mark in source.marks.items():
        if mark.style != "plain":
            continue
        rest = _COMMENT.match(source.text, mark.end)
        if mark.start <= at < mark.end:
            end, value = mark.end, source.value
        elif rest and mark.end <= at < rest.end():
            end = mark.start + len(source.text[mark.start : rest.end()].rstrip())
            value = _with(source.value, path, source.text[mark.start : end])
        else:
            continue
        is_remark = _REMARK.search(source.text, mark.start, end)
        return None if is_remark else (path, mark.start, end, value)
    return None


def _in_quotes(text: str) -> str:
    """Put a text of one line in quotes, in double ones where nothing in it has to change for that."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _keys(source: Source, problems: Sequence[ShapeProblem]) -> Iterator[_Change]:
    """Yield the misspelt keys; none where the right one is there, or two might be it."""
    wrong = [problem for problem in problems if problem.rule == "unknown-key"]
    meant = {problem.path: _one_meaning(str(problem.path[-1]), problem.allowed) for problem in wrong}
    targets = [(*path[:-1], key) for path, key in meant.items()]
    for path, key in meant.items():
        holder, mark = _at(source.value, path[:-1]), source.mark(path)
        if key is None or mark is None or mark.key is None or targets.count((*path[:-1], key)) > 1:
            continue
        if not isinstance(holder, dict) or key in holder:
            continue
        place = _bare(source, mark.key, str(path[-1]))
        if place:
            yield _Change(
                start=place[0],
                end=place[1],
                text=key,
                what=f'{quoted(str(path[-1]))} is "{key}" now',
                expected=_renamed(source.value, path, key),
            )


def _words(source: Source, problems: Sequence[ShapeProblem]) -> Iterator[_Change]:
    """Yield the misspelt states, and other words of which there are only a few."""
    for problem in problems:
        mark = source.mark(problem.path)
        if problem.rule != "unknown-value" or mark is None:
            continue
        written = _at(source.value, problem.path)
        if not isinstance(written, str):
            continue
        word = _one_meaning(written, _allowed(source.value, problem))
        place = _bare(source, (mark.start, mark.end), written)
        if word and place:
            yield _Change(
                start=place[0],
                end=place[1],
                text=word,
                what=f'{quoted(written)} is "{word}" now',
                expected=_with(source.value, problem.path, word),
            )


def _allowed(value: Any, problem: ShapeProblem) -> Sequence[str]:  # noqa: ANN401 - a value of YAML
    """Give the words that may stand there; of statuses those of the file's kind."""
    match problem.path:
        case ("updates", _, "status"):
            kind = str(value.get("kind", Kind.INCIDENT))
            return [*STATUSES[Kind(kind)]] if kind in [*Kind] else ()
        case _:
            return problem.allowed


def _one_meaning(word: str, known: Sequence[str]) -> str | None:
    found = near_misses(word, known)
    return found[0] if len(found) == 1 else None


def _bare(source: Source, place: tuple[int, int], word: str) -> tuple[int, int] | None:
    """Find a word at its place, inside its quotes; None where it is written in another way."""
    start, end = place
    if source.text[start:end] in {f'"{word}"', f"'{word}'"}:
        return start + 1, end - 1
    return (start, end) if source.text[start:end] == word else None


def _at(value: Any, path: KeyPath) -> Any:  # noqa: ANN401 - a value of YAML
    """Follow a path; None where a fault left nothing at its end."""
    for step in path:
        if isinstance(value, str):
            return None
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _with(value: Any, path: KeyPath, text: str) -> Any:  # noqa: ANN401 - a value of YAML
    """Give the tree with another text at `path`; None where there is none to change."""
    if not isinstance(_at(value, path), str):
        return None
    changed = deepcopy(value)
    _at(changed, path[:-1])[path[-1]] = text
    return changed


def _renamed(value: Any, path: KeyPath, key: str) -> Any:  # noqa: ANN401 - a value of YAML
    """Give the tree with the key at `path` called `key`."""
    changed = deepcopy(value)
    holder = _at(changed, path[:-1])
    holder[key] = holder.pop(path[-1])
    return changed
