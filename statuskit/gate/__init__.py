"""The house rules over a whole site: what they find as problems with their places, and what it stops."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from statuskit.abreast import Abreast
from statuskit.cache import Cache, described, fingerprint, of_code
from statuskit.gate.checking import Checked, check_site
from statuskit.gate.hiding import Hiding
from statuskit.gate.names import check_settings, meant, read_names
from statuskit.gate.paper import Paper
from statuskit.gate.published import leaks
from statuskit.gate.sheet import Told, Waived, judged, of_shape
from statuskit.load import Loaded
from statuskit.model import Incident
from statuskit.problems import Problem, Severity, in_order
from statuskit.review.judge import SECRET_RULES, judge
from statuskit.review.passages import passages
from statuskit.review.rule import Record
from statuskit.settings import SiteSettings
from statuskit.source import Source, read

__all__ = [
    "Checked",
    "Told",
    "Waived",
    "check_settings",
    "check_site",
    "leaks",
    "meant",
    "of_shape",
    "review_incident",
    "told_in_build",
]


def review_incident(site: SiteSettings, incident: Incident, now: datetime) -> list[Problem]:
    """Tell what the house rules find in one incident that stands in its file, secrets hidden.

    Raises `UsageError` where the file of names that must never be public cannot be read.
    """
    hiding = Hiding(site.root)
    sheet = judged(_record(site, incident, now, read_names(site)), _source(site, incident), hiding)
    return hiding.hide_all(each.problem for each in sheet.told)


def told_in_build(
    site: SiteSettings,
    loaded: Loaded,
    now: datetime,
    cache: Cache,
    digests: Mapping[str, bytes],
    *,
    alone: bool = False,
) -> list[Problem]:
    """Give all that a build tells of its files: what settings and loader say, and secrets as warnings.

    In order, and with every secret hidden. A build judges no wording; waivers and the settings are obeyed.
    `digests` tell what files say, by id; of those in which no secret was found before, none is looked for.
    `alone` keeps the work in one process.
    """
    hiding = Hiding(site.root)
    problems = [*site.problems, *loaded.problems]
    harmless = cache.shelf("harmless", fingerprint(of_code(), described(site.settings.review)))
    known = harmless.get(digests.values())
    unknown = [each for each in loaded.catalog.incidents if digests.get(each.id) not in known]

    def has_none(place: int) -> bool:
        return not any(_secrets(site, unknown[place], now, Hiding(site.root)))

    new: dict[bytes, bytes] = {}
    with Abreast(len(unknown), has_none, alone=alone) as work:
        for place, is_harmless in sorted(work.results()):
            incident = unknown[place]
            if not is_harmless:
                problems += _secrets(site, incident, now, hiding)
            elif incident.id in digests:
                new[digests[incident.id]] = b""
    harmless.put(new)
    harmless.keep_only(digests.values())
    return in_order(hiding.hide_all(problems))


def _secrets(site: SiteSettings, incident: Incident, now: datetime, hiding: Hiding) -> Iterator[Problem]:
    record = _record(site, incident, now, ())
    judgement = judge(record, only=SECRET_RULES)
    if judgement.verdicts:
        paper = Paper(_source(site, incident), record, hiding)
        for _, problem in paper.problems(judgement.verdicts):
            yield replace(problem, severity=Severity.WARNING)


def _record(site: SiteSettings, incident: Incident, now: datetime, names: tuple[str, ...]) -> Record:
    return Record(
        incident=incident, passages=passages(incident), settings=site.settings, now=now, names=names
    )


def _source(site: SiteSettings, incident: Incident) -> Source:
    return read((site.root / incident.file).read_bytes(), incident.file)
