"""Build long histories, ours and others' side by side, and print the table: `make bench`."""

import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click

from tools.bench import page
from tools.bench.place import place
from tools.bench.plot import plot
from tools.bench.reader import visits
from tools.bench.results import Results, save
from tools.bench.size import Size
from tools.bench.steps import HUGO
from tools.bench.table import missed, table


def _sizes(_context: click.Context, _parameter: click.Parameter, value: str) -> list[int]:
    try:
        return sorted(int(size) for size in value.split(","))
    except ValueError:
        raise click.BadParameter(f"{value} is no list of numbers, as 100,1000 is") from None


@click.command()
@click.option("--sizes", default="100,1000,10000", show_default=True, callback=_sizes, help="Incidents.")
@click.option(
    "--rounds", default=5, show_default=True, type=click.IntRange(min=1), help="How often to measure."
)
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where to build; best in memory.  [default: /dev/shm, else the system's place for such things]",
)
@click.option(
    "--to",
    "out",
    default="build/bench",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the table, the numbers and the drawing go.",
)
@click.option("--keep", is_flag=True, help="Let the manual show this run, from the next `make manual` on.")
def main(*, sizes: list[int], rounds: int, folder: Path | None, out: Path, keep: bool) -> None:
    """Measure builds of ours, of plain MkDocs and of Hugo in turn, round by round."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory(prefix="statuskit-bench-", dir=place(folder, sum(sizes))) as made:
        found = {size: Size(Path(made) / str(size), size, hugo=HUGO) for size in sizes}
        for number in range(rounds + 1):
            # The first round is watched for memory, and warms what any program finds warm; it is not timed.
            for size in found.values():
                size.measure(number)
            click.echo(f"round {number} of {rounds}: done", err=True)
        results = Results(
            day=f"{datetime.now(UTC):%Y-%m-%d}",
            machine=f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
            versions=_versions(),
            rounds=rounds,
            measured=[each for size in found.values() for each in size.measured.values()],
            visits=list(visits(found.values())),
        )
    out.mkdir(parents=True, exist_ok=True)
    save(results, out / "results.json")
    if keep:
        save(results, page.KEPT)
    (out / "plot.svg").write_text(plot(results), encoding="utf-8")
    (out / "table.md").write_text(table(results) + "\n", encoding="utf-8")
    click.echo(table(results))
    for each in missed(results):
        click.echo(f"Missed: {each}", err=True)
    # That Hugo is not there is told, and no failure.
    sys.exit(
        any(
            (each.failed and each.key != "hugo") or each.figures.get("differing") for each in results.measured
        )
    )


def _versions() -> Mapping[str, str]:
    found = {name: version(name) for name in ("statuskit", "mkdocs", "mkdocs-material")}
    if HUGO:
        [info] = HUGO.parents[2].glob("hugo-*.dist-info")
        found["hugo"] = info.name.removeprefix("hugo-").removesuffix(".dist-info")
    return found


if __name__ == "__main__":
    main()
