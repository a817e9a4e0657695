"""Stretches of time and their arithmetic: join, cut, take away, add up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter

EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)
"""The ends of time, for a stretch that has none of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time: `start` belongs to it, `end` does not; with `start` equal to `end` it is empty."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end < self.start:
            msg = f"a span cannot end ({self.end}) before it starts ({self.start})"
            raise ValueError(msg)


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that overlap or touch, in order of time; empty ones go."""
    joined: list[Span] = []
    for span in sorted((span for span in spans if span.start < span.end), key=attrgetter("start")):
        if not joined or span.start > joined[-1].end:
            joined.append(span)
        elif span.end > joined[-1].end:
            joined[-1] = Span(start=joined[-1].start, end=span.end)
    return tuple(joined)


def clip(spans: Iterable[Span], within: Span) -> tuple[Span, ...]:
    """Cut each span to what lies in `within`, in the order given; what is left empty goes."""
    cut = ((max(span.start, within.start), min(span.end, within.end)) for span in spans)
    return tuple(Span(start=start, end=end) for start, end in cut if start < end)


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """Give the times that lie in some span and in no hole, joined and in order."""
    gaps: list[Span] = []
    end = EARLIEST
    for hole in merge(holes):
        gaps.append(Span(start=end, end=hole.start))
        end = hole.end
    gaps.append(Span(start=end, end=LATEST))
    return tuple(common(merge(spans), gaps))


def common(spans: Iterable[Span], others: Iterable[Span]) -> Iterable[Span]:
    """Yield what two sorted series share, each free of overlaps within itself."""
    ours, theirs = iter(spans), iter(others)
    one, other = next(ours, None), next(theirs, None)
    while one and other:
        start, end = max(one.start, other.start), min(one.end, other.end)
        if start < end:
            yield Span(start=start, end=end)
        if one.end <= other.end:
            one = next(ours, None)
        else:
            other = next(theirs, None)


def total(spans: Iterable[Span]) -> timedelta:
    """Add up how long the spans last together; a time in several of them counts once."""
    return sum((span.end - span.start for span in merge(spans)), timedelta())
