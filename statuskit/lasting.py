"""Memory that lasts: what is read first stays to the end, and need not be looked through for what nobody needs any more."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def made_to_last() -> Iterator[None]:
    """Let what is made inside be, until `over`: with ten thousand incidents the collector's looks are a fifth of a build."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def over() -> None:
    """Let everything be looked through again."""
    gc.unfreeze()
