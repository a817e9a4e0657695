"""How often memory is looked through."""

import gc

import pytest

from statuskit.lasting import looked_through_seldom, made_to_last


def test_all_is_as_before_at_the_end() -> None:
    """Whatever happens inside, Python collects as often as it did."""
    before = gc.get_threshold()
    seen = []

    def fail() -> None:
        seen.extend([gc.get_threshold() > before, not gc.isenabled()])
        raise KeyError

    with pytest.raises(KeyError), looked_through_seldom(), made_to_last():
        fail()
    assert (seen, gc.get_threshold(), gc.isenabled()) == ([True, True], before, True)
    gc.unfreeze()


def test_what_is_made_to_last_is_left_alone_until_the_next_is() -> None:
    """What was made inside is out of the collector's sight; once something else is to last, in it again."""
    with made_to_last():
        kept = [[number] for number in range(1_000)]
    assert gc.get_freeze_count() >= len(kept)
    with made_to_last():
        assert gc.get_freeze_count() == 0
    gc.unfreeze()
