"""The guard of what builds cost.

It stands for bars that are measured at 10,000 incidents, by `make bench`:

- cold, all pages, feeds and API take at most the time of plain MkDocs + Material for as many plain pages;
- ten times the incidents take at most eleven times the time;
- one more word takes at most 0.15 of cold with the site kept, and 0.4 with only the cache kept;
- it touches at most 30 files and 6 for each component that the incident names, and no other file is written;
- whatever was kept, the bytes are those of a cold build.

Here they are held loosely, at sizes that take seconds. Processor time counts, of all processes: it is what a
busy machine changes least. Starting Python weighs more in a small history, so ratios are higher than at 10,000.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.bench.place import place
from tools.bench.size import Size

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cost")]

SMALL, LARGE = 300, 1500
ROUNDS = 3
COLD, WARM, RESTORED = 2.5, 0.6, 0.6
"""Held loosely, since noise must not fail a guard; starting Python is half of a warm build of this size."""
FILES = 36
"""30, and 6 for the one component that is named."""


class Costs:
    """Two histories, built each way; what is above its bar is measured again, for a busy machine only adds."""

    def __init__(self, small: Size, large: Size) -> None:
        self.small, self.large = small, large
        self._rounds = 0
        self._again()

    def hold(self, figure: Callable[[], float], bar: float) -> None:
        """Demand that a figure comes down to its bar."""
        while figure() > bar and self._rounds < ROUNDS:
            self._again()
        assert figure() <= bar

    def _again(self) -> None:
        self._rounds += 1
        for size in (self.small, self.large):
            size.measure(self._rounds)
            assert [key for key, each in size.measured.items() if each.failed] == ["hugo"]


def cpu(size: Size, key: str) -> float:
    """Give the least processor time of all rounds."""
    return min(size.measured[key].cpus)


@pytest.fixture(scope="module")
def costs() -> Iterator[Costs]:
    """Build both histories once each way, in memory: a slow disk costs processor time too."""
    made = tempfile.TemporaryDirectory(prefix="statuskit-cost-", dir=place(None, SMALL + LARGE))
    with made as folder, pytest.MonkeyPatch.context() as patch:
        # To be traced for coverage costs ours, and not the others.
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            patch.delenv(name)
        small, large = (
            Size(Path(folder, str(size)), size, hugo=None, checks=False) for size in (SMALL, LARGE)
        )
        yield Costs(small, large)


def test_a_cold_build_is_held_against_plain_pages(costs: Costs) -> None:
    """Pages, feeds and API cost no more than so many times what MkDocs takes for the texts alone."""
    costs.hold(lambda: cpu(costs.large, "cold") / cpu(costs.large, "mkdocs"), COLD)


@pytest.mark.parametrize(("key", "bar"), [("warm", WARM), ("restored", RESTORED)])
def test_one_more_word_costs_a_part_of_a_cold_build(costs: Costs, key: str, bar: float) -> None:
    """What was kept is used, whatever the times of files say."""
    costs.hold(lambda: cpu(costs.large, key) / cpu(costs.large, "cold"), bar)


@pytest.mark.parametrize("key", ["cold", "warm", "restored"])
def test_cost_grows_as_the_work_does(costs: Costs, key: str) -> None:
    """Five times the incidents take at most five times and a half the time, however the build goes."""
    costs.hold(lambda: cpu(costs.large, key) / cpu(costs.small, key), 1.1 * LARGE / SMALL)


def test_one_more_word_touches_few_files(costs: Costs) -> None:
    """As many in a long history as in a short one; no other file is written, not even with the bytes that it has."""
    for size in (costs.small, costs.large):
        figures = size.measured["warm"].figures
        assert figures["touched"] <= FILES
        assert figures["idle"] == 0


def test_what_was_kept_never_shows(costs: Costs) -> None:
    """With the site kept, or only the cache, or nothing: the same bytes."""
    for size in (costs.small, costs.large):
        assert size.measured["warm"].figures["differing"] == 0
        assert size.measured["restored"].figures["differing"] == 0
