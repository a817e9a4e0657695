"""Work in two processes: every result once, whatever becomes of the second one, and nothing left behind."""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit import abreast
from statuskit.abreast import Abreast

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no second process")

MANY = 1000
FIRST = os.getpid()


def is_second() -> bool:
    """Tell whether this is the second process."""
    return os.getpid() != FIRST


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    # A runner of tests has threads of its own, which hold no lock of ours.
    monkeypatch.setattr(abreast, "_has_a_second_core", lambda: True)


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """After each test no process that it began is left to be waited for, and no pipe that it opened is open."""
    children: list[int] = []
    pipes: list[tuple[int, int]] = []
    fork, pipe = os.fork, os.pipe

    def noted_fork() -> int:
        child = fork()
        children.append(child)
        return child

    def noted_pipe() -> tuple[int, int]:
        ends = pipe()
        pipes.extend((end, os.fstat(end).st_ino) for end in ends)
        return ends

    # Others at work in the process of the tests have files and processes of their own, which come and go.
    with pytest.MonkeyPatch.context() as watched:
        watched.setattr(os, "fork", noted_fork)
        watched.setattr(os, "pipe", noted_pipe)
        yield
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)
    assert [each for each in pipes if _is_open(*each)] == []


def _is_open(end: int, number: int) -> bool:
    try:
        return os.fstat(end).st_ino == number
    except OSError:
        return False


def results(make: Callable[[int], object], count: int = MANY, **options: bool) -> dict[int, object]:
    """Give all results by place; each comes once."""
    with Abreast(count, make, **options) as work:
        found = list(work.results())
    assert len(found) == count
    return dict(found)


@given(count=st.integers(0, 1500))
def test_every_result_comes_once(count: int) -> None:
    """However many things there are, each has its own result."""
    assert results(lambda place: place * 2, count) == {place: place * 2 for place in range(count)}


def test_both_processes_work() -> None:
    """What the second process does, the first one need not do."""
    pipes = first_there, first_is, second_there, second_is = *os.pipe(), *os.pipe()
    met: list[bytes] = []

    def make(_place: int) -> bool:
        if not met:
            os.write(second_is if is_second() else first_is, b"x")
            met.append(os.read(first_there if is_second() else second_there, 1))
        return is_second()

    assert set(results(make).values()) == {True, False}
    for pipe in pipes:
        os.close(pipe)


@pytest.mark.parametrize(
    "way", ["killed", "raises", "exits", "interrupted", "cannot be carried over", "is silent"]
)
@pytest.mark.parametrize("place", [0, 1, MANY // 2, MANY - 1])
def test_second_process_fails(way: str, place: int) -> None:
    """A second process that ends badly, at any thing and in any way, costs its work and no more."""

    def make(at: int) -> object:
        if is_second() and at >= place:
            match way:
                case "killed":
                    os.kill(os.getpid(), signal.SIGKILL)
                case "raises":
                    raise ValueError(at)
                case "exits":
                    sys.exit(3)
                case "interrupted":
                    os.kill(os.getpid(), signal.SIGINT)
                case "is silent":
                    os._exit(0)
                case _:
                    return lambda: at
        return at

    assert results(make) == {at: at for at in range(MANY)}


def test_second_process_dies_while_it_hands_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of what was handed over is as good as nothing."""

    def dump(made: object, stream: object, protocol: int) -> None:
        data = pickle.dumps(made, protocol)
        stream.write(data[: len(data) // 2])  # type: ignore[attr-defined]  # a file
        stream.flush()  # type: ignore[attr-defined]
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(pickle, "dump", dump)
    assert results(str) == {at: str(at) for at in range(MANY)}


@pytest.mark.parametrize("fails", ["fork", "pipe", "second pipe"])
def test_second_process_cannot_be_started(fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system gives no process, or no pipe, the first one does all of the work."""
    left = [1] if fails == "second pipe" else []
    pipe = os.pipe

    def refuse() -> tuple[int, int]:
        if left:
            left.pop()
            return pipe()
        raise OSError("none left")

    monkeypatch.setattr(os, "fork" if fails == "fork" else "pipe", refuse)
    assert results(lambda place: (place, is_second())) == {at: (at, False) for at in range(MANY)}


def test_first_process_fails() -> None:
    """An error here is told as it is, and the second process goes."""

    def make(place: int) -> int:
        if not is_second():
            raise ValueError("wrong")
        signal.pause()
        return place

    with pytest.raises(ValueError, match="wrong"):
        results(make)


def test_interrupted_from_the_keyboard() -> None:
    """Ctrl-C, which reaches both processes, ends the work of both."""

    def make(place: int) -> int:
        if not is_second():
            signal.raise_signal(signal.SIGINT)
        signal.pause()
        return place

    with pytest.raises(KeyboardInterrupt):
        results(make)


def test_nobody_asks_for_the_results() -> None:
    """Where the results are not wanted any more, the second process goes."""
    with Abreast(MANY, lambda _: signal.pause() if is_second() else None):
        pass


def test_where_nobody_is_told_of_ended_processes() -> None:
    """A launcher that leaves the signal of ended processes ignored does no harm."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert len(results(str)) == MANY
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.parametrize("case", ["few things", "alone", "one core", "threads", "no list of threads"])
def test_one_process_alone(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a second process would cost more than it gives, or could not be copied safely, there is none."""
    monkeypatch.undo()
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a second process was started"))
    monkeypatch.setattr(threading, "active_count", lambda: 2 if case == "threads" else 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0} if case == "one core" else {0, 1})
    tasks = os.listdir

    def listed(path: str | os.PathLike[str]) -> list[str]:
        if os.fspath(path) != "/proc/self/task":
            return tasks(path)
        if case == "no list of threads":
            raise FileNotFoundError(path)
        return ["1"]

    monkeypatch.setattr(os, "listdir", listed)
    count = 100 if case == "few things" else MANY
    assert len(results(str, count, alone=case == "alone")) == count


def test_threads_of_others_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that a library has started, unknown to Python, forbids a second process; on two cores alone there is one."""
    monkeypatch.undo()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    for tasks, wanted in ((["1"], True), (["1", "2"], False)):
        with monkeypatch.context() as for_now:
            for_now.setattr(os, "listdir", lambda _, tasks=tasks: tasks)
            assert abreast._has_a_second_core() is wanted
