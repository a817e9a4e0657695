"""Sheets of files that rest, from one check to the next, by the content of all that they were made from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from statuskit.cache import Cache, described, fingerprint, of_code
from statuskit.gate.sheet import Sheet
from statuskit.load import Surroundings
from statuskit.load.contents import key_of
from statuskit.load.files import Found
from statuskit.model import Settings
from statuskit.problems import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A sheet as it holds from `since` on, where all `related` incidents are there."""

    since: AwareDatetime
    related: tuple[str, ...]
    sheet: Sheet


class KeptSheets:
    """What was found in files that rest: none of it has to do with a secret, or changes by time alone.

    It was made by the same code from the same settings, and stands by the file's name and bytes and those of
    its bundle. From when on it holds, and which other incidents have to be there, stands with it.
    """

    def __init__(self, cache: Cache, settings: Settings, names: Sequence[str], around: Surroundings) -> None:
        self._shelf = cache.shelf("check", fingerprint(of_code(), described(settings), *names))
        self._form = TypeAdapter(_Kept)
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
            kept = self._form.validate_json(data, strict=True)
        except ValidationError:
            return None
        holds = kept.since <= self._around.now and all(each in self._around.ids for each in kept.related)
        return kept.sheet if holds else None

    def keep(self, found: Found, sheet: Sheet, since: datetime, related: Sequence[str]) -> None:
        """Keep the sheet of a file that was looked for, as it holds from `since` on where all `related` are there.

        What names the moment of the check, or tells of an error of shape, is not kept.
        """
        key = self._keys.get(found.file)
        if key and not sheet.dated and not any(each.severity is Severity.ERROR for each in sheet.shape):
            kept = _Kept(since=since, related=tuple(related), sheet=sheet)
            self._new[key] = self._form.dump_json(kept)

    def write(self) -> None:
        """Write what was kept since the last time."""
        self._shelf.put(self._new)
        self._new = {}

    def close(self, *, whole: bool) -> None:
        """Drop what no file needs any more, if the `whole` site was looked for."""
        if whole:
            self._shelf.keep_only(self._keys.values())
