"""The vocabularies of the model."""

from statuskit.model import ENDED, STATUSES, ComponentState, Kind, Status


def test_ranks() -> None:
    """Worse states rank higher, and maintenance is the weakest of them."""
    ranked = sorted(ComponentState, key=lambda state: state.rank)

    assert ranked == [
        ComponentState.OPERATIONAL,
        ComponentState.UNDER_MAINTENANCE,
        ComponentState.DEGRADED_PERFORMANCE,
        ComponentState.PARTIAL_OUTAGE,
        ComponentState.MAJOR_OUTAGE,
    ]
    assert ComponentState.OPERATIONAL.rank == 0


def test_every_kind_can_end() -> None:
    """Each kind has statuses, begins with an open one and has one that ends it; no status is left over."""
    assert set(STATUSES) == set(Kind)
    assert all(statuses[0] not in ENDED and ENDED & {*statuses} for statuses in STATUSES.values())
    assert {status for statuses in STATUSES.values() for status in statuses} == set(Status)
