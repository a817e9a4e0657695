"""What was measured, as data: written to a file as JSON and read back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median


@dataclass(slots=True, kw_only=True)
class Measured:
    """A step at a size: seconds of each round, by the clock and of processors, and bytes of memory at the peak.

    `figures` are counts of files, the worst of all rounds. What `failed` says, went wrong in some round.
    """

    size: int
    key: str
    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    memory: int = 0
    figures: dict[str, int] = field(default_factory=dict)
    failed: str = ""

    @property
    def wall(self) -> float | None:
        """Give the median of the rounds."""
        return median(self.walls) if self.walls and not self.failed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a page asks for on a first visit: bytes over the wire, compressed, and requests. `key` is the program's."""

    size: int
    key: str
    page: str
    weight: int
    requests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All of a run; `day` and `machine` say when and on what, in general words."""

    day: str
    machine: str
    versions: Mapping[str, str]
    rounds: int
    measured: Sequence[Measured]
    visits: Sequence[Visit]

    @property
    def sizes(self) -> list[int]:
        """Name the sizes, the smallest first."""
        return sorted({each.size for each in self.measured})

    def find(self, key: str, size: int) -> Measured | None:
        """Find a step at a size; None where it was not measured."""
        return next((each for each in self.measured if (each.key, each.size) == (key, size)), None)

    def wall(self, key: str, size: int) -> float | None:
        """Give a step's median, in seconds."""
        found = self.find(key, size)
        return found.wall if found else None

    def ratio(self, key: str, other: str, size: int) -> float | None:
        """Give the median of the rounds' ratios: both steps of a round saw the same state of the machine."""
        one, two = self.find(key, size), self.find(other, size)
        if one is None or two is None or one.wall is None or two.wall is None:
            return None
        return median(left / right for left, right in zip(one.walls, two.walls, strict=True))


def save(results: Results, path: Path) -> None:
    """Write results to a file."""
    path.write_text(json.dumps(asdict(results), indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Results:
    """Read results from a file."""
    found = json.loads(path.read_text(encoding="utf-8"))
    found["measured"] = [Measured(**each) for each in found["measured"]]
    found["visits"] = [Visit(**each) for each in found["visits"]]
    return Results(**found)
