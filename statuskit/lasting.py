"""How often Python looks through memory for what nobody needs: seldom, as a build makes much that stays to its end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (100_000, 20, 100)
"""At 10,000 incidents this takes a tenth off a build's time, and adds 8 MB to its memory."""


@contextmanager
def looked_through_seldom() -> Iterator[None]:
    """Look through memory seldom; at the end as often as before."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def made_to_last() -> Iterator[None]:
    """Leave alone what is made inside, until something else is made to last or the process ends.

    A process that ends would look through everything once more, which takes half a second.
    """
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
