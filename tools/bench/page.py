"""Put what was measured into the manual: `python -m tools.bench.page`, after `make bench BENCH=--keep`."""

from collections.abc import Iterator
from pathlib import Path

from tools.bench.plot import plot
from tools.bench.results import Results, read
from tools.bench.table import table, tenfold

KEPT = Path(__file__).parent / "kept.json"
"""The run that the manual shows."""
PAGE = Path(__file__).parents[2] / "site_src" / "manual" / "cost.md"
PLOT = PAGE.with_suffix(".svg")

_FROM_HERE = "<!-- From here on made by `make manual` from what a bench measured and kept. -->\n"
_TO_HERE = "<!-- To here. -->\n"


def page(written: str, results: Results) -> str:
    """Give the page with what was measured; `written` is the page as it stands, the rest of which people write."""
    before, _, rest = written.partition(_FROM_HERE)
    _, _, after = rest.partition(_TO_HERE)
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    said = (
        f"Measured on {results.day}: {results.machine}; {versions}. "
        f"Rounds: {results.rounds}, and their medians stand here; all folders in memory.\n"
    )
    picture = f"![Seconds to build against the number of incidents; the table has the numbers]({PLOT.name})\n"
    rows = table(results, beside=False) + "\n"
    return before + "\n".join([_FROM_HERE, said, picture, rows, *_growth(results), _TO_HERE]) + after


def _growth(results: Results) -> Iterator[str]:
    for small, large in tenfold(results):
        one, two = results.wall("cold", small), results.wall("cold", large)
        if one and two:
            yield f"From {small:,} to {large:,} incidents a cold build takes {two / one:.1f} times as long.\n"


if __name__ == "__main__":
    kept = read(KEPT)
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), kept), encoding="utf-8")
    PLOT.write_text(plot(kept), encoding="utf-8")
