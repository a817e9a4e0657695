"""Work on a long row of things in two processes at a time, where the machine has a second core to spare.

The second process is a copy of the first one, so that nothing has to be carried over to it. If it fails, however
it does, the first one does all of the work, and fails where that must.
"""

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import Struct
from types import TracebackType
from typing import Generic, Self, TypeVar

Result = TypeVar("Result")

_WORTH = 200
"""From how many things on a second process pays."""
_FEW = 2
"""From how many large ones on."""
_TURN = Struct("<I")
_TURNS = 400
"""At most so many turns lie in the pipe at once: it holds 64 kB, and nobody reads while it is filled."""


class Abreast(Generic[Result]):
    """The results for `count` things, each by `make` of its place in the row.

    As a context manager: on entering, the second process begins and takes turns from then on; the first one does
    when it is asked for `results`; on leaving, nothing is left running. Results are plain values that can be
    pickled. Few things that are `large` are taken one by one. `is_copy` is true in the second process alone.
    """

    def __init__(
        self, count: int, make: Callable[[int], Result], *, alone: bool = False, large: bool = False
    ) -> None:
        self._count, self._make = count, make
        self._size = 1 if large else max(25, -(-count // _TURNS))
        self._turns, self._results = -1, -1
        self._child = 0
        self._alone = alone or count < (_FEW if large else _WORTH)
        self.is_copy = False

    def __enter__(self) -> Self:
        with contextlib.suppress(OSError):
            if not self._alone and _has_a_second_core():
                self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    @property
    def is_shared(self) -> bool:
        """Tell whether a second process works too."""
        return bool(self._child)

    def results(self) -> Iterator[tuple[int, Result]]:
        """Yield each place with its result, in any order."""
        done: set[int] = set()
        while (turn := self._next_turn()) is not None:
            for place in turn:
                done.add(place)
                yield place, self._make(place)
        for place, result in self._others():
            done.add(place)
            yield place, result
        for place in range(self._count):
            if place not in done:
                yield place, self._make(place)

    def _start(self) -> None:
        self._turns, turns = os.pipe()
        with os.fdopen(turns, "wb") as stream:
            stream.write(b"".join(map(_TURN.pack, range(0, self._count, self._size))))
        self._results, results = os.pipe()
        try:
            sys.stdout.flush()
            sys.stderr.flush()
            # Who ends the build before the second process is one must not end it twice.
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
            try:
                self._child = os.fork()
                if not self._child:
                    self._work(results)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        finally:
            os.close(results)

    def _work(self, results: int) -> None:
        """Be the second process: work, hand over, and end without a word."""
        status = 1
        self.is_copy = True
        try:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
            os.close(self._results)
            made = []
            while (turn := self._next_turn()) is not None:
                made += [(place, self._make(place)) for place in turn]
            with os.fdopen(results, "wb") as stream:
                pickle.dump(made, stream, pickle.HIGHEST_PROTOCOL)
            status = 0
        finally:
            os._exit(status)

    def _next_turn(self) -> range | None:
        data = os.read(self._turns, _TURN.size) if self._turns >= 0 else b""
        if not data:
            return None
        (first,) = _TURN.unpack(data)
        return range(first, min(first + self._size, self._count))

    def _others(self) -> list[tuple[int, Result]]:
        if not self._child:
            return []
        with os.fdopen(self._results, "rb", closefd=False) as stream:
            try:
                # Only the copy of this process has the other end of the pipe: no stranger's bytes come by it.
                found: list[tuple[int, Result]] = pickle.load(stream)  # noqa: S301
            except (EOFError, pickle.UnpicklingError):
                found = []
        return found

    def _end(self) -> None:
        if self._child:
            with contextlib.suppress(OSError):
                os.kill(self._child, signal.SIGKILL)
            # Where nobody is told of ended processes, none is left to be waited for.
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._child, 0)
        for pipe in (self._turns, self._results):
            if pipe >= 0:
                os.close(pipe)
        self._turns, self._results = -1, -1
        self._child = 0


def _has_a_second_core() -> bool:
    """Tell whether a copy of this process may run beside it; one with threads, whoever's, cannot be copied safely."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    threads = sum(1 for _ in Path("/proc/self/task").iterdir())
    return threads == 1 and len(os.sched_getaffinity(0)) > 1
