"""The house rules over a whole site: what they find as problems with their places, and what it stops."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from statuskit.gate.hiding import Hiding
from statuskit.gate.names import check_settings, meant, read_names, unknown_rule
from statuskit.gate.paper import Paper
from statuskit.gate.published import leaks
from statuskit.load import Loaded
from statuskit.model import Catalog, Incident, Waiver
from statuskit.problems import Problem, Severity, Span, in_order
from statuskit.review import BY_ID
from statuskit.review.judge import SECRET_RULES, Stops, judge
from statuskit.review.passages import passages
from statuskit.review.rule import Record
from statuskit.settings import SiteSettings

__all__ = [
    "Reviewed",
    "Told",
    "Waived",
    "check_settings",
    "leaks",
    "meant",
    "of_shape",
    "review_site",
    "told_in_build",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A problem, and what it stops."""

    problem: Problem
    stops: Stops


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """A waiver of a file, where it stands, and how many findings it lets stand."""

    file: str
    span: Span
    excerpt: str
    waiver: Waiver
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What the house rules say of a site, secrets hidden; `hiding` hides them in other problems too."""

    told: tuple[Told, ...]
    waived: tuple[Waived, ...]
    hiding: Hiding


def review_site(site: SiteSettings, catalog: Catalog, now: datetime) -> Reviewed:
    """Read all incidents of a catalog for the house rules, as of `now`.

    Raises `UsageError` where the file of names that must never be public cannot be read.
    """
    hiding = Hiding(site.root)
    names = read_names(site)
    told: list[Told] = []
    waived: list[Waived] = []
    for incident in catalog.incidents:
        record = _record(incident, catalog, now, names)
        judgement = judge(record)
        if not judgement.verdicts and not incident.waivers:
            continue
        paper = Paper(site.root, record, hiding)
        told += [
            Told(problem=problem, stops=verdict.stops)
            for verdict, problem in paper.problems(judgement.verdicts)
        ]
        found = list(_waivers(incident, paper, judgement.waived))
        told += map(of_shape, _idle(found))
        waived += found
    hidden = hiding.hide_all(each.problem for each in told)
    clean = (replace(each, problem=problem) for each, problem in zip(told, hidden, strict=True))
    return Reviewed(told=tuple(clean), waived=tuple(waived), hiding=hiding)


def told_in_build(site: SiteSettings, loaded: Loaded, now: datetime) -> list[Problem]:
    """Give all that a build tells of its files: what settings and loader say, and secrets as warnings.

    In order, and with every secret hidden. A build judges no wording; waivers and the settings are obeyed.
    """
    hiding = Hiding(site.root)
    problems = [*site.problems, *loaded.problems]
    for incident in loaded.catalog.incidents:
        record = _record(incident, loaded.catalog, now, ())
        judgement = judge(record, only=SECRET_RULES)
        if judgement.verdicts:
            paper = Paper(site.root, record, hiding)
            problems += [
                replace(problem, severity=Severity.WARNING)
                for _, problem in paper.problems(judgement.verdicts)
            ]
    return in_order(hiding.hide_all(problems))


def _record(incident: Incident, catalog: Catalog, now: datetime, names: tuple[str, ...]) -> Record:
    return Record(
        incident=incident,
        passages=passages(incident),
        settings=catalog.settings,
        now=now,
        names=names,
    )


def of_shape(problem: Problem) -> Told:
    """Tell what a problem that is no finding of a house rule stops."""
    stops = {Severity.ERROR: Stops.ALWAYS, Severity.WARNING: Stops.STRICT, Severity.HINT: Stops.NEVER}
    return Told(problem=problem, stops=stops[problem.severity])


def _waivers(incident: Incident, paper: Paper, used: Mapping[str, int]) -> Iterator[Waived]:
    for number, waiver in enumerate(incident.waivers):
        span, excerpt = paper.source.place(("review", "allow", number, "rule"))
        yield Waived(
            file=paper.file,
            span=span,
            excerpt=excerpt,
            waiver=waiver,
            findings=used.get(waiver.rule, 0),
        )


def _idle(waived: list[Waived]) -> Iterator[Problem]:
    """Tell of waivers that waive nothing: there is no such rule, or it finds nothing."""
    for number, each in enumerate(waived):
        path = ("review", "allow", number, "rule")
        if each.waiver.rule not in BY_ID:
            unknown = unknown_rule(path, each.waiver.rule)
            severity, rule, message, hint = Severity.ERROR, unknown.rule, unknown.message, unknown.hint
        elif not each.findings:
            severity, rule = Severity.HINT, "unused-waiver"
            message = f"{each.waiver.rule} finds nothing in this file, so there is nothing to waive."
            hint = "Take the waiver out."
        else:
            continue
        yield Problem(
            rule=rule,
            severity=severity,
            file=each.file,
            message=message,
            hint=hint,
            path=path,
            span=each.span,
            excerpt=each.excerpt,
        )
