"""A whole site read and judged, a file at a time; what rests is not worked out again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from statuskit.cache import Cache
from statuskit.gate.hiding import Hiding
from statuskit.gate.kept import KeptSheets
from statuskit.gate.names import check_settings, read_names
from statuskit.gate.sheet import Sheet, Told, Waived, judged, of_shape
from statuskit.load import read_file, survey
from statuskit.load.files import Found, read_start
from statuskit.model import Catalog, Incident
from statuskit.problems import Problem, Severity
from statuskit.review.passages import passages
from statuskit.review.rule import REACH, Record
from statuskit.settings import SiteSettings
from statuskit.source import MAX_BYTES

T = TypeVar("T")

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What there is to tell of a site, secrets hidden: of its settings, and of its files.

    `files` counts those that were read. `catalog` holds their incidents where they were asked for, else none.
    """

    settings: tuple[Problem, ...]
    told: tuple[Told, ...]
    waived: tuple[Waived, ...]
    catalog: Catalog
    files: int


def _every(_file: str) -> bool:
    return True


def check_site(
    site: SiteSettings,
    now: datetime,
    means: Callable[[str], bool] = _every,
    *,
    cache: Cache | None = None,
    with_incidents: bool = False,
) -> Checked:
    """Check the settings, and the incident files that `means` says yes to, as of `now`.

    What was found in a file that rests is taken from `cache`; with incidents all files are worked out anew.
    Raises `UsageError` where the file of names that must never be public cannot be read.
    """
    check = _Check(site, now, means)
    if cache and not with_incidents:
        check.kept = KeptSheets(cache, site.settings, check.names, check.seen.around)
    for some in _batched(check.seen.wanted):
        check.read(some, hold=with_incidents)
    return check.done()


class _Check:
    """A check under way. Clean sheets hold nothing that has to be hidden, unless another file's secret is quoted there."""

    def __init__(self, site: SiteSettings, now: datetime, means: Callable[[str], bool]) -> None:
        self.names = read_names(site)
        self.seen = survey(site.root, site.settings, now, means)
        self.kept: KeptSheets | None = None
        self._site = site
        self._of_settings = [*site.problems, *check_settings(site)]
        self._misnamed = {each.file for each in self.seen.problems if each.severity is Severity.ERROR}
        self._hiding = Hiding(site.root)
        self._hiding.look_into([*self._of_settings, *self.seen.problems])
        self._clean: list[Sheet] = []
        self._unclean: list[Sheet] = []
        self._incidents: list[Incident] = []

    def read(self, some: Sequence[Found], *, hold: bool) -> None:
        """Read some files, and take what is known of them; `hold` their incidents."""
        data = [(found, read_start(found, MAX_BYTES)) for found in some]
        readable = [(found, each) for found, each in data if isinstance(each, bytes)]
        sound = (pair for pair in readable if pair[0].file not in self._misnamed)
        known = self.kept.find(sound) if self.kept else {}
        self._unclean += (Sheet(shape=(each,)) for _, each in data if isinstance(each, Problem))
        for found, each in readable:
            if sheet := known.get(found.file):
                self._hiding.skip(problem.file for problem in sheet.problems)
                self._clean.append(sheet)
            else:
                self._work_out(found, each, hold=hold)
        if self.kept:
            self.kept.write()

    def _work_out(self, found: Found, data: bytes, *, hold: bool) -> None:
        done = read_file(found, data, self.seen.around)
        before = self._hiding.found
        sheet = Sheet(shape=done.problems)
        record = None
        if done.incident and found.file not in self._misnamed:
            record = self._record(done.incident)
            sheet = replace(judged(record, done.source, self._hiding), shape=done.problems)
            if hold:
                self._incidents.append(done.incident)
        if sheet.problems and done.source.text:
            self._hiding.read(found.file, done.source.text)
        hidden = self._hiding.hide_all(sheet.problems)
        is_clean = self._hiding.found == before and hidden == [*sheet.problems]
        (self._clean if is_clean else self._unclean).append(sheet)
        if self.kept and record and is_clean and (since := _rests_since(record, done.latest)):
            self.kept.keep(found, sheet, since, record.incident.related)

    def _record(self, incident: Incident) -> Record:
        return Record(
            incident=incident,
            passages=passages(incident),
            settings=self._site.settings,
            now=self.seen.around.now,
            names=self.names,
        )

    def done(self) -> Checked:
        """Close what is kept, and hide in each problem the secrets of all files."""
        if self.kept:
            self.kept.close(whole=len(self.seen.wanted) == len(self.seen.around.ids))
        hide = self._hiding.hide_all
        settings, names = hide(self._of_settings), hide(self.seen.problems)
        told = [*map(of_shape, names)]
        for sheet in self._unclean:
            told += map(of_shape, hide(sheet.shape))
            told += _hidden(sheet.told, hide)
        for sheet in self._clean:
            told += map(of_shape, hide(sheet.shape) if self._hiding.found else sheet.shape)
            told += _hidden(sheet.told, hide) if self._hiding.found else sheet.told
        waived = (each for sheet in (*self._clean, *self._unclean) for each in sheet.waived)
        return Checked(
            settings=tuple(settings),
            told=tuple(told),
            waived=tuple(sorted(waived, key=lambda each: (each.file, each.span.line))),
            catalog=Catalog(
                settings=self._site.settings,
                incidents=tuple(sorted(self._incidents, key=lambda each: each.id)),
            ),
            files=len(self.seen.wanted),
        )


def _rests_since(record: Record, latest: datetime | None) -> datetime | None:
    """Tell since when time alone changes nothing of what is found in a file; None where it still may."""
    case = record.case
    if latest is None or case.is_open or case.is_ahead or record.now < latest + REACH:
        return None
    return latest + REACH


def _hidden(told: Sequence[Told], hide: Callable[[Iterable[Problem]], list[Problem]]) -> Iterator[Told]:
    for each, problem in zip(told, hide(each.problem for each in told), strict=True):
        yield replace(each, problem=problem)


def _batched(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for first in range(0, len(items), _AT_ONCE):
        yield items[first : first + _AT_ONCE]
