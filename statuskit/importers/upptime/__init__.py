"""Import from Upptime: its repository, whose commits say when which site was up, slow or down.

What people wrote stands in GitHub issues, outside of the repository.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from statuskit.errors import UsageError
from statuskit.git import is_shallow
from statuskit.importers import FoundComponent, History, Note
from statuskit.importers.naming import ComponentIds
from statuskit.importers.sources import SourceFile
from statuskit.importers.times import Times
from statuskit.importers.upptime.commits import Gathering
from statuskit.importers.upptime.log import SUFFIXES, of_file, of_repository
from statuskit.importers.upptime.making import Making
from statuskit.importers.upptime.sites import Sites, read_sites

_REPOSITORY = "git log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upptime:
    """Reads a repository of Upptime, or logs of its commits.

    `window`: outages of one site with at most so much time between them are one incident.
    """

    window: timedelta = timedelta(minutes=15)

    def read(
        self, sources: Sequence[Path], *, known: Sequence[FoundComponent], zone: ZoneInfo | None
    ) -> History:
        """Read the folder of a repository, files with a line of `sha⇥time⇥message` for each commit, or both.

        Where files are named, or a folder that is no repository holds some, they are the log; else git's own.
        Raises `UsageError` where two folders are named, or where a zone is needed.
        """
        folders = [source for source in sources if source.is_dir()]
        if len(folders) > 1:
            raise UsageError("Import one repository of Upptime at a time.")
        times = Times(zone=zone)
        sites = read_sites(folders[0], times) if folders else Sites()
        gathering = Gathering(sites=sites, times=times)
        unread = list(_read_logs(gathering, folders, [source for source in sources if not source.is_dir()]))
        making = Making(sites=sites, gathering=gathering, window=self.window, ids=ComponentIds(known))
        return making.history(unread)


def _read_logs(gathering: Gathering, folders: Sequence[Path], named: Sequence[Path]) -> Iterator[Note]:
    """Read the logs, and yield a note on each of which nothing came."""
    folder = folders[0] if folders else None
    if not named and folder and (folder / ".git").exists():
        try:
            gathering.add(_REPOSITORY, of_repository(folder))
            if is_shallow(folder):
                gathering.notes.append(
                    Note(
                        place=_REPOSITORY,
                        text="is shallow, it holds the newest commits alone: git fetch --unshallow",
                    )
                )
        except UsageError as reason:
            yield Note(place=_REPOSITORY, text=str(reason))
        return
    inside = sorted(folder.iterdir()) if folder else ()
    logs = named or [path for path in inside if path.suffix in SUFFIXES]
    for path in logs:
        try:
            gathering.add(path.name, of_file(SourceFile(path=path, place=path.name)))
        except OSError as error:
            yield Note(place=path.name, text=f"cannot be read ({error.strerror})")
    if not logs:
        yield Note(
            place=folder.name if folder else "",
            text="holds no commits: clone the repository whole, or name a file of its log",
        )
