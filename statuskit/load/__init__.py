"""A folder of incident files into a catalog, with every problem of every file in one run."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from statuskit.load.bundle import read_bundle
from statuskit.load.convert import to_incident
from statuskit.load.files import Found, find, judge_ids, read_start
from statuskit.load.findings import Finding
from statuskit.load.future import check_future
from statuskit.load.order import check_end, check_start, check_updates
from statuskit.load.postmortem import check_postmortem
from statuskit.load.references import check_components, check_related
from statuskit.load.salvage import Sound, is_consequence, sound_part
from statuskit.load.schedule import check_kind, check_maintenance, check_windows
from statuskit.load.tangle import check_tangle
from statuskit.load.times import Times, read_times
from statuskit.model import Catalog, Incident, Settings
from statuskit.problems import Problem, Severity, in_order
from statuskit.schema import IncidentDocument, check
from statuskit.source import MAX_BYTES, Source, read

__all__ = [
    "FileRead",
    "Found",
    "Loaded",
    "Read",
    "ReadFiles",
    "Surroundings",
    "Survey",
    "load",
    "read_file",
    "read_incident",
    "read_past",
    "read_start",
    "surroundings",
    "survey",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a folder gives. `files` counts the incident files read; those with an error are not in `catalog`."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a file is checked against: the site's zone and components, all ids, and the moment."""

    zone: str | None
    components: Collection[str]
    ids: Collection[str]
    now: datetime


Read = tuple[Incident | None, list[Problem]]
"""What one file gives: the incident is None where the file has an error of shape, time or reference."""

ReadFiles = Callable[[Sequence[Found], Surroundings], Iterable[Read]]
"""Reads files, each as `read_incident` would by itself, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A folder before its files are read: those that are wanted, and what is wrong with the names of all."""

    wanted: tuple[Found, ...]
    problems: tuple[Problem, ...]
    around: Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What one file gives: its incident, None where it has an error, and all problems.

    `latest` is the latest moment that it names, None where it could not be read so far.
    """

    incident: Incident | None
    problems: tuple[Problem, ...]
    source: Source
    latest: datetime | None


def _every(_file: str) -> bool:
    return True


def _read_all(files: Sequence[Found], around: Surroundings) -> Iterator[Read]:
    for found in files:
        data = read_start(found, MAX_BYTES)
        yield (None, [data]) if isinstance(data, Problem) else read_incident(found, data, around)


def survey(root: Path, settings: Settings, now: datetime, means: Callable[[str], bool] = _every) -> Survey:
    """Look for the incident files of the project at `root`, to be read as of `now` (aware, UTC)."""
    files, problems = find(root, settings.incidents_dir)
    problems.extend(judge_ids(files))
    return Survey(
        wanted=tuple(found for found in files if means(found.file)),
        problems=tuple(problems),
        around=surroundings(settings, files, now),
    )


def load(
    root: Path,
    settings: Settings,
    now: datetime,
    means: Callable[[str], bool] = _every,
    read_files: ReadFiles = _read_all,
) -> Loaded:
    """Read the incident files of the project at `root`, as of `now` (aware, UTC).

    An incident with an error is left out of the catalog; the problems of all files are given in order.
    A file that `means` says no to is known by its id, and not read. `read_files` may know some of them already.
    """
    seen = survey(root, settings, now, means)
    problems = [*seen.problems]
    incidents: list[Incident] = []
    for incident, told in read_files(seen.wanted, seen.around):
        problems.extend(told)
        if incident:
            incidents.append(incident)
    broken = {problem.file for problem in problems if problem.severity is Severity.ERROR}
    sound = sorted(
        (incident for incident in incidents if incident.file not in broken),
        key=lambda incident: incident.id,
    )
    return Loaded(
        catalog=Catalog(settings=settings, incidents=tuple(sound)),
        problems=tuple(in_order(problems)),
        files=len(seen.wanted),
    )


def read_past(data: bytes, found: Found, zone: str | None) -> Incident | None:
    """Read what an incident file once said; None where nobody could read it then.

    Whether what it names is still there does not matter. The texts of a bundle's other files are empty.
    """
    source = read(data, found.file)
    if source.value is None or source.problems:
        return None
    document, _ = check(IncidentDocument, source.value)
    if document is None:
        return None
    times, unread = read_times(document, zone)
    return None if unread else to_incident(found, document, times, defaultdict(str), ())


def surroundings(settings: Settings, files: Iterable[Found], now: datetime) -> Surroundings:
    """Give what one of a site's `files` is checked against."""
    return Surroundings(
        zone=settings.timezone,
        components=dict.fromkeys(component.id for component in settings.components),
        ids=dict.fromkeys(found.id for found in files),
        now=now,
    )


def read_incident(found: Found, data: bytes, around: Surroundings) -> Read:
    """Read the bytes of one file, as it stands or is about to stand."""
    done = read_file(found, data, around)
    return done.incident, [*done.problems]


def read_file(found: Found, data: bytes, around: Surroundings) -> FileRead:
    """Read the bytes of one file, and give also its text with all places."""
    source = read(data, found.file)
    if source.value is None:
        return FileRead(incident=None, problems=source.problems, source=source, latest=None)
    document, shape = check(IncidentDocument, source.value)
    findings = [
        Finding(rule=each.rule, message=each.message, hint=each.hint, path=each.path, key=each.key)
        for each in shape
    ]
    sound = Sound(document=document, unknown=frozenset()) if document else sound_part(source.value, shape)
    if sound is None:
        problems = (*source.problems, *_placed(source, findings))
        return FileRead(incident=None, problems=problems, source=source, latest=None)
    times, unread = read_times(sound.document, around.zone)
    for path in sound.unknown:
        times.moments.pop(path, None)
    bundle, unfit = read_bundle(found.bundle, sound.document)
    tangle = check_tangle(sound.document, bundle.texts)
    further = [*unread, *unfit, *tangle, *_check(found, sound.document, times, around)]
    findings.extend(finding for finding in further if not is_consequence(finding, shape))
    problems = (*source.problems, *_placed(source, findings))
    incident = None
    if not any(problem.severity is Severity.ERROR for problem in problems):
        incident = to_incident(found, sound.document, times, bundle.texts, bundle.files)
    return FileRead(incident=incident, problems=problems, source=source, latest=times.latest)


def _check(found: Found, document: IncidentDocument, times: Times, around: Surroundings) -> Iterator[Finding]:
    yield from check_kind(document, around.now)
    yield from check_updates(document, times)
    yield from check_start(times)
    yield from check_end(document, times)
    yield from check_windows(document, times)
    yield from check_maintenance(document, times)
    yield from check_future(times, around.now)
    yield from check_components(document, around.components)
    yield from check_related(document, found.id, around.ids)
    yield from check_postmortem(document, times, around.now)


def _placed(source: Source, findings: list[Finding]) -> Iterator[Problem]:
    """Give each finding its place in the file."""
    for finding in findings:
        span, excerpt = source.place(finding.path, key=finding.key)
        yield Problem(
            rule=finding.rule,
            severity=finding.severity,
            file=source.file,
            message=finding.message,
            hint=finding.hint,
            path=finding.path,
            span=span,
            excerpt=excerpt,
        )
