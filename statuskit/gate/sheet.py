"""What there is to tell of one incident file: by the loader, by the house rules, and of its waivers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from statuskit.gate.hiding import Hiding
from statuskit.gate.names import unknown_rule
from statuskit.gate.paper import Paper
from statuskit.model import Waiver
from statuskit.problems import Problem, Severity, Span
from statuskit.review import BY_ID
from statuskit.review.judge import Stops, judge
from statuskit.review.rule import Record
from statuskit.source import Source


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
class Sheet:
    """What the loader says of one file (`shape`), what the house rules say (`told`), and its waivers.

    `dated` tells that some of the words name the moment of the check.
    """

    shape: tuple[Problem, ...] = ()
    told: tuple[Told, ...] = ()
    waived: tuple[Waived, ...] = ()
    dated: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems."""
        return (*self.shape, *(each.problem for each in self.told))


def judged(record: Record, source: Source, hiding: Hiding) -> Sheet:
    """Read an incident for the house rules; secrets go into `hiding`, and still stand in what is told."""
    judgement = judge(record)
    if not judgement.verdicts and not record.incident.waivers:
        return Sheet()
    paper = Paper(source, record, hiding)
    told = [
        Told(problem=problem, stops=verdict.stops) for verdict, problem in paper.problems(judgement.verdicts)
    ]
    waived = tuple(_waivers(record, source, judgement.waived))
    told += map(of_shape, _idle(waived))
    dated = any(verdict.rule.dated for verdict in judgement.verdicts)
    return Sheet(told=tuple(told), waived=waived, dated=dated)


def of_shape(problem: Problem) -> Told:
    """Tell what a problem that is no finding of a house rule stops."""
    stops = {Severity.ERROR: Stops.ALWAYS, Severity.WARNING: Stops.STRICT, Severity.HINT: Stops.NEVER}
    return Told(problem=problem, stops=stops[problem.severity])


def _waivers(record: Record, source: Source, used: Mapping[str, int]) -> Iterator[Waived]:
    for number, waiver in enumerate(record.incident.waivers):
        span, excerpt = source.place(("review", "allow", number, "rule"))
        yield Waived(
            file=record.incident.file,
            span=span,
            excerpt=excerpt,
            waiver=waiver,
            findings=used.get(waiver.rule, 0),
        )


def _idle(waived: tuple[Waived, ...]) -> Iterator[Problem]:
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
