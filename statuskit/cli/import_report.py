"""The report of `statuskit import`: what came in, what did not, and what was guessed on the way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from statuskit.importers import History, Note
    from statuskit.importers.folder import Planned
    from statuskit.importers.redirects import Rules
    from statuskit.problems import Severity


def left_out(history: "History", planned: Sequence["Planned"]) -> int:
    """Count the incidents of the source that could not come in."""
    from statuskit.importers.folder import Outcome

    too_large = sum(item.outcome is Outcome.TOO_LARGE for item in planned)
    return len(history.incidents) - len(planned) + too_large


def shown(path: Path) -> str:
    """Name a file as seen from where the person stands."""
    here = Path.cwd()
    return click.format_filename(path.relative_to(here) if path.is_relative_to(here) else path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Prints each part of the report. With `dry_run` it says what would be done."""

    dry_run: bool

    def incidents(
        self, sources: Sequence[Path], history: "History", planned: Sequence["Planned"], folder: Path
    ) -> None:
        """Print the counts, then a line for each thing that differs, was left out or was guessed."""
        from statuskit.importers import all_notes
        from statuskit.importers.folder import Outcome

        counts = Counter(item.outcome for item in planned)
        verb = "to write" if self.dry_run else "written"
        click.echo(
            f"{_counted(len(history.incidents), 'incident')} in {', '.join(shown(path) for path in sources)}: "
            f"{counts[Outcome.NEW]} {verb} to "
            f"{shown(folder)}, {counts[Outcome.UNCHANGED]} unchanged, "
            f"{counts[Outcome.DIFFERS]} left as they are, {left_out(history, planned)} left out."
        )
        for item in planned:
            if item.outcome is Outcome.DIFFERS:
                click.echo(f"  {shown(item.path)}: differs from the source; not overwritten")
            elif item.outcome is Outcome.TOO_LARGE:
                click.echo(f"  {item.id}: is too large for an incident file; left out")
            elif self.dry_run and item.outcome is Outcome.NEW:
                click.echo(f"  {shown(item.path)}: new")
        self._notes(all_notes(history))

    def rules(self, rules: Sequence["Rules"], notes: Sequence["Note"]) -> None:
        """Print how many rules for old addresses each file got, and which addresses have none."""
        for file in rules:
            click.echo(f"{_counted(file.added, 'rule')} {self._added(file.added)} to {shown(file.path)}.")
        self._notes(notes)

    def components_added(self, number: int, path: Path) -> None:
        """Print how many components the settings got."""
        click.echo(f"{_counted(number, 'component')} {self._added(number)} to {shown(path)}.")

    def components_missing(self, snippet: str) -> None:
        """Print the lines that the settings lack."""
        click.echo(
            "The settings lack these components. Put them into mkdocs.yml, or import with --add-components:"
        )
        click.echo()
        click.echo(snippet, nl=False)

    def review(self, counts: Mapping["Severity", int]) -> None:
        """Print how much `check` finds in what came in; it is told there, line by line."""
        from statuskit.problems import Severity

        found = [_counted(counts[level], level.value) for level in Severity if counts.get(level)]
        if found:
            click.echo(f"`statuskit check` tells of what came in: {', '.join(found)}.")

    def _added(self, number: int) -> str:
        return "would be added" if self.dry_run else "was added" if number == 1 else "were added"

    def _notes(self, notes: "Iterable[Note]") -> None:
        for note in notes:
            click.echo(f"  {note.place}: {note.text}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
