"""Lighthouse over the demo, as on a phone: five looks at each of three pages, and the medians as a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

SCORES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
METRICS = {
    "first-contentful-paint": "FCP ms",
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
    "total-byte-weight": "Bytes",
}
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The medians of several looks at a page: scores of 0 to 100, metrics in milliseconds, bytes, or as shares.

    `faults` names the audits that cost points, as Lighthouse does.
    """

    page: str
    scores: Mapping[str, float]
    metrics: Mapping[str, float]
    faults: Sequence[str]


def summed_up(page: str, reports: Sequence[Mapping[str, Any]]) -> Seen:
    """Take the medians of Lighthouse's reports (its JSON) of a page."""
    return Seen(
        page=page,
        scores={key: median(100 * each["categories"][key]["score"] for each in reports) for key in SCORES},
        metrics={key: median(each["audits"][key]["numericValue"] for each in reports) for key in METRICS},
        faults=sorted({fault for each in reports for fault in _faults(each)}),
    )


def _faults(report: Mapping[str, Any]) -> Iterable[str]:
    for key in SCORES:
        for audit in report["categories"][key]["auditRefs"]:
            score = report["audits"][audit["id"]]["score"]
            if audit["weight"] and score is not None and score < 1:
                yield f"{key}: {audit['id']}"


def table(seen: Iterable[Seen]) -> str:
    """Print a row a page, in Markdown."""
    head = ["Page", *SCORES.values(), *METRICS.values()]
    rows = [
        [
            each.page,
            *(f"{each.scores[key]:.0f}" for key in SCORES),
            *(f"{each.metrics[key]:.{3 if key.endswith('shift') else 0}f}" for key in METRICS),
        ]
        for each in seen
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
