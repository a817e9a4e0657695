"""Which files a command was asked about: by the paths it was given, or by what differs from a revision."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from statuskit.errors import UsageError
from statuskit.load.files import Found, find
from statuskit.settings import SiteSettings

_BUNDLE = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The files meant: those that stand in, or below, a name of each set; all files where there is no set.

    Names are relative to the project's folder.
    """

    names: tuple[frozenset[str], ...] = ()

    def holds(self, file: str) -> bool:
        """Tell whether `file`, as problems name it, is meant."""
        return all(_is_below(file, names) for names in self.names)

    def means(self, file: str) -> bool:
        """Tell whether an incident's file, or one of its bundle, is meant."""
        return all(_is_below(file, names) or _is_bundle_of(file, names) for names in self.names)

    def within(self, names: Iterable[str]) -> "Scope":
        """Narrow it to these files."""
        return Scope(names=(*self.names, frozenset(names)))


def scope(paths: Iterable[Path], site: SiteSettings) -> Scope:
    """Find out which files `paths` mean, folders with all in them; all files where there are no paths.

    The `incident.yml` of a bundle means the whole bundle. Raises `UsageError` for a path that means no
    incident file, unless it is that of the settings: "all well" would be said of a file that nobody read.
    """
    names = frozenset(Path(os.path.relpath(path.absolute(), site.root)).as_posix() for path in paths)
    if not names:
        return Scope()
    found, told = find(site.root, site.settings.incidents_dir)
    known = [*(each.file for each in found), *(problem.file for problem in told), site.config_file.name]
    for name in sorted(names):
        if not any(_is_below(file, {name}) for file in known) and not _is_of_bundle(name, found):
            raise UsageError(
                f"{name} is no incident file of this site, and holds none. "
                f"They stand in {site.settings.incidents_dir}/."
            )
    bundles = {PurePosixPath(name).parent.as_posix() for name in names if PurePosixPath(name).stem == _BUNDLE}
    return Scope(names=(names | bundles,))


def _is_of_bundle(name: str, found: Iterable[Found]) -> bool:
    return any(
        each.bundle and _is_below(name, {PurePosixPath(each.file).parent.as_posix()}) for each in found
    )


def _is_bundle_of(file: str, names: Iterable[str]) -> bool:
    """Tell whether `file` is the incident of a bundle that one of `names` lies in."""
    path = PurePosixPath(file)
    folder = path.parent.as_posix()
    return path.stem == _BUNDLE and any(_is_below(name, {folder}) for name in names)


def _is_below(file: str, names: Iterable[str]) -> bool:
    parts = file.split("/")
    known = names if isinstance(names, (set, frozenset)) else set(names)
    return "." in known or any("/".join(parts[:length]) in known for length in range(1, len(parts) + 1))
