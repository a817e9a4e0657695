"""Spans of time: joining, cutting, taking away and adding up."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.facts.spans import Span, clip, common, merge, subtract, total

from .samples import MINUTES, at, minutes, span, spans


def _covers(parts: tuple[Span, ...], minute: int) -> bool:
    moment = at(minute)
    return any(part.start <= moment < part.end for part in parts)


def test_a_span_cannot_end_before_it_starts() -> None:
    """A span whose end lies before its start is refused."""
    with pytest.raises(ValueError, match="cannot end"):
        span(1, 0)


def test_merge_joins_what_overlaps_or_touches() -> None:
    """Overlapping, touching and enclosed spans become one, and empty ones go."""
    given_spans = [span(10, 20), span(0, 5), span(5, 7), span(12, 15), span(18, 25), span(40, 40)]
    assert merge(given_spans) == (span(0, 7), span(10, 25))


def test_clip_keeps_the_order_and_what_lies_inside() -> None:
    """Clipping cuts both ends and drops what lies outside."""
    assert clip([span(20, 30), span(0, 12), span(50, 60)], span(10, 25)) == (span(20, 25), span(10, 12))


def test_subtract_leaves_what_no_hole_covers() -> None:
    """Holes cut spans into pieces."""
    assert subtract([span(0, 10), span(20, 30)], [span(3, 4), span(8, 25)]) == (
        span(0, 3),
        span(4, 8),
        span(25, 30),
    )


def test_common_walks_both_series() -> None:
    """What two series share is found whichever ends first."""
    found = tuple(common((span(0, 10), span(20, 30)), (span(5, 25), span(26, 27))))
    assert found == (span(5, 10), span(20, 25), span(26, 27))


def test_total_counts_overlap_once() -> None:
    """A time that lies in two spans is counted once; nothing adds up to nothing."""
    assert total([span(0, 10), span(5, 15)]) == minutes(15)
    assert total([]) == timedelta()


@given(st.lists(spans(), max_size=8), st.lists(spans(), max_size=8), MINUTES)
def test_each_moment_is_treated_as_the_names_say(some: list[Span], holes: list[Span], minute: int) -> None:
    """At any moment, merge covers what some span covers, and subtract what besides no hole does."""
    inside = _covers(tuple(some), minute)
    assert _covers(merge(some), minute) == inside
    assert _covers(subtract(some, holes), minute) == (inside and not _covers(tuple(holes), minute))


@given(st.lists(spans(), max_size=8), st.lists(spans(), max_size=8))
def test_taking_away_and_cutting_to_add_up(some: list[Span], holes: list[Span]) -> None:
    """What is left after the holes and what lies in the holes make up the whole."""
    left = total(subtract(some, holes))
    taken = total(common(merge(some), merge(holes)))
    assert left + taken == total(some)
