"""What a program costs while it runs: time, processor time and memory, its own and that of all it starts."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_GLANCE = 0.02
_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""Keeps Python from leaving compiled what it runs, as installers leave what they install."""
_PROCESSES = Path("/proc")
_KIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Seconds by the clock and of processors, and bytes of memory at the peak; `failed` says what went wrong."""

    wall: float
    cpu: float
    memory: int
    failed: str = ""


def run(command: Sequence[str | Path], folder: Path, *, watched: bool = False) -> Run:
    """Run a command in a folder, to its end; what is written in Python may be compiled, as where it was installed.

    Memory is known of a run that is `watched`: the sum over all processes that run at a time, shared pages counted
    once, or the peak of the first process, whichever is more. Somebody looks fifty times a second, which costs
    time, so those runs are not for timing. Only Linux tells; elsewhere it is 0.
    """
    around = {name: value for name, value in os.environ.items() if name != _UNCOMPILED}
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=around, stdout=said, stderr=said)
        watch = _Watch(process.pid) if watched else None
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        # It is gone already: nobody is to wait for it again.
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().decode(errors="replace").split("\n")
    told = next((line for line in reversed(lines) if line.strip()), "")
    return Run(
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        memory=watch.end() if watch else 0,
        failed=f"exit {process.returncode}: {told}" if process.returncode else "",
    )


class _Watch:
    """Looks at the memory of a process and all below it until its end."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> int:
        """Stop looking; gives the peak in bytes."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._over.wait(_GLANCE):
            together = sum(_memory(pid, "smaps_rollup", "Pss:") for pid in _family(self._pid))
            self._peak = max(self._peak, together, _memory(self._pid, "status", "VmHWM:"))


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all that it started and that still run."""
    yield pid
    for listed in _PROCESSES.glob(f"{pid}/task/*/children"):
        for child in _read(listed).split():
            yield from _family(int(child))


def _memory(pid: int, file: str, line: str) -> int:
    """Read a line of what the system says of a process, in bytes; of one that has ended, 0."""
    lines = _read(_PROCESSES / str(pid) / file).splitlines()
    return next((int(each.split()[1]) * _KIB for each in lines if each.startswith(line)), 0)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
