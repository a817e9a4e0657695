"""Sheets of files that rest, from one check to the next, by the content of all that they were made from."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from statuskit.cache import Cache, described, fingerprint, of_code
from statuskit.gate.sheet import Sheet, Told, Waived
from statuskit.load import Surroundings
from statuskit.load.contents import key_of
from statuskit.load.files import Found
from statuskit.model import Settings, Waiver
from statuskit.problems import Problem, Severity, Span
from statuskit.review.judge import Stops


class KeptSheets:
    """What was found in files that rest: none of it has to do with a secret, or changes by time alone.

    It was made by the same code from the same settings, and stands by the file's name and bytes and those of
    its bundle. From when on it holds, and which other incidents have to be there, stands with it.
    """

    def __init__(self, cache: Cache, settings: Settings, names: Sequence[str], around: Surroundings) -> None:
        self._shelf = cache.shelf("check", fingerprint(of_code(), described(settings), *names))
        self._around = around
        self._keys: dict[str, bytes] = {}
        self._new: dict[bytes, bytes] = {}

    def find(self, files: Iterable[tuple[Found, bytes]]) -> dict[str, Sheet]:
        """Find what holds of these files, each with its bytes, by their names."""
        keys = {found.file: key_of(found, data) for found, data in files}
        self._keys |= keys
        values = self._shelf.get(keys.values())
        known = ((file, self._recall(values[key])) for file, key in keys.items() if key in values)
        return {file: sheet for file, sheet in known if sheet}

    def _recall(self, data: bytes) -> Sheet | None:
        """Give a sheet if it holds; what nobody of ours wrote is no sheet."""
        try:
            entry = json.loads(data)
            since, related = datetime.fromisoformat(entry["since"]), entry["related"]
            holds = since <= self._around.now and all(each in self._around.ids for each in related)
            return _sheet(entry) if holds else None
        except (ValueError, KeyError, TypeError):
            return None

    def keep(self, found: Found, sheet: Sheet, since: datetime, related: Sequence[str]) -> None:
        """Keep the sheet of a file that was looked for, as it holds from `since` on where all `related` are there.

        What names the moment of the check, or tells of an error of shape, is not kept.
        """
        key = self._keys.get(found.file)
        if key and not sheet.dated and not any(each.severity is Severity.ERROR for each in sheet.shape):
            entry = {"since": since.isoformat(), "related": [*related], **_json(sheet)}
            self._new[key] = json.dumps(entry, separators=(",", ":")).encode()

    def write(self) -> None:
        """Write what was kept since the last time."""
        self._shelf.put(self._new)
        self._new = {}

    def close(self, *, whole: bool) -> None:
        """Drop what no file needs any more, if the `whole` site was looked for."""
        if whole:
            self._shelf.keep_only(self._keys.values())


def _json(sheet: Sheet) -> dict[str, Any]:
    return {
        "shape": [_of_problem(each) for each in sheet.shape],
        "told": [[*_of_problem(each.problem), each.stops] for each in sheet.told],
        "waived": [
            [
                each.file,
                _of_span(each.span),
                each.excerpt,
                each.waiver.rule,
                each.waiver.because,
                each.findings,
            ]
            for each in sheet.waived
        ],
    }


def _of_problem(problem: Problem) -> list[Any]:
    return [
        problem.rule,
        problem.severity,
        problem.file,
        problem.message,
        problem.hint,
        problem.path,
        problem.span and _of_span(problem.span),
        problem.excerpt,
    ]


def _of_span(span: Span) -> list[int]:
    return [span.line, span.column, span.end_column]


def _sheet(entry: Any) -> Sheet:  # noqa: ANN401 - JSON
    return Sheet(
        shape=tuple(_problem(row) for row in entry["shape"]),
        told=tuple(Told(problem=_problem(row[:-1]), stops=Stops(row[-1])) for row in entry["told"]),
        waived=tuple(
            Waived(
                file=file,
                span=_span(span),
                excerpt=excerpt,
                waiver=Waiver(rule=rule, because=because),
                findings=findings,
            )
            for file, span, excerpt, rule, because, findings in entry["waived"]
        ),
    )


def _problem(row: Sequence[Any]) -> Problem:
    rule, severity, file, message, hint, path, span, excerpt = row
    return Problem(
        rule=rule,
        severity=Severity(severity),
        file=file,
        message=message,
        hint=hint,
        path=tuple(path),
        span=_span(span) if span else None,
        excerpt=excerpt,
    )


def _span(row: Sequence[int]) -> Span:
    line, column, end_column = row
    return Span(line=line, column=column, end_column=end_column)
