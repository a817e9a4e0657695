"""All that is measured of histories of one length, round by round."""

from pathlib import Path

from tools.bench.measure import run
from tools.bench.results import Measured
from tools.bench.steps import Ours, SetupFailed, Step, of_hugo, of_mkdocs


class Size:
    """All that is measured of histories of one length; without a `hugo`, that is left out, and told.

    `checks` of ours are measured beside builds, or not.
    """

    def __init__(self, folder: Path, size: int, *, hugo: Path | None, checks: bool = True) -> None:
        self.size = size
        self.measured: dict[str, Measured] = {}
        self.steps: list[Step] = []
        folder.mkdir()
        ours = Ours(folder=folder / "ours", before=folder / "before", checks=checks)
        try:
            ours.set_up(size)
            self.steps += ours.steps()
        except SetupFailed as error:
            self.measured["cold"] = Measured(size=size, key="cold", failed=str(error))
        self.steps.append(of_mkdocs(size, folder / "mkdocs"))
        if hugo:
            self.steps.append(of_hugo(size, folder / "hugo", hugo))
        else:
            self.measured["hugo"] = Measured(size=size, key="hugo", failed="Hugo is not installed")

    def measure(self, number: int) -> None:
        """Take every step once; a failed one is told, and the others go on."""
        for step in self.steps:
            measured = self.measured.setdefault(step.key, Measured(size=self.size, key=step.key))
            if measured.failed:
                continue
            try:
                step.prepare(number)
                done = run(step.command, step.folder, watched=not number)
            except OSError as error:
                measured.failed = str(error)
                continue
            measured.failed = done.failed
            if not number:
                measured.memory = done.memory
            elif not done.failed:
                measured.walls.append(done.wall)
                measured.cpus.append(done.cpu)
            for name, count in ({} if done.failed else step.examine()).items():
                measured.figures[name] = max(count, measured.figures.get(name, 0))
