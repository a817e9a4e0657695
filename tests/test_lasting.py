"""How often memory is looked through."""

import gc

import pytest

from statuskit.lasting import looked_through_seldom, made_to_last


def test_all_is_as_before_at_the_end() -> None:
    """Whatever happens inside, Python collects as it did, and nothing stays out of its sight."""
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    seen = []

    def fail() -> None:
        seen.extend([gc.get_threshold() > before, not gc.isenabled()])
        raise KeyError

    with pytest.raises(KeyError), looked_through_seldom(), made_to_last():
        fail()
    assert seen == [True, True]
    assert (gc.get_threshold(), gc.get_freeze_count(), gc.isenabled()) == (before, frozen, True)


def test_what_is_made_to_last_is_left_alone() -> None:
    """What was made inside is out of the collector's sight until the end."""
    with looked_through_seldom():
        with made_to_last():
            kept = [[number] for number in range(1_000)]
        assert gc.get_freeze_count() >= len(kept)
