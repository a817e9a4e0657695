"""What is measured at a size: each step with what stands there before it, and what is looked at after it."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from statuskit.authoring.given import stamp
from tools.bench import peers
from tools.bench.history import LATER, NOW, OPEN, another_word, history, write
from tools.bench.measure import run
from tools.bench.tree import Tree, age, differing, look, touched

_BESIDE = Path(__file__).parents[2] / ".venv-bench"
HUGO = next(_BESIDE.glob("lib/python*/site-packages/hugo/binaries/hugo"), None)
"""The program itself, without the script in Python around it; it comes by `make bench`, where it can be installed."""
Figures = Mapping[str, int]

_CACHE = ".cache"
_YEAR = 31_536_000


def _nothing() -> Figures:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command in a folder; `prepare` is told the round, `examine` gives figures of what was made.

    `site` is the folder of the site.
    """

    key: str
    command: Sequence[str | Path]
    folder: Path
    prepare: Callable[[int], None]
    site: Path
    examine: Callable[[], Figures] = _nothing


class SetupFailed(Exception):
    """What is to be measured could not be brought about: the message says why."""


@dataclass(slots=True, kw_only=True)
class Ours:
    """A project of ours on the way from one word to the next.

    `before` holds what the build of the first left; `stood` is the site as it stood before the word that is
    measured, `whole` as a cold build makes it. All builds that are measured are of the project with one more word. `checks` are measured beside them, or not.
    """

    folder: Path
    before: Path
    checks: bool = True
    whole: Tree = field(default_factory=dict)
    stood: Tree = field(default_factory=dict)

    @property
    def site(self) -> Path:
        """Give the folder of the site."""
        return self.folder / "site"

    def set_up(self, count: int) -> None:
        """Write the project, build and check it, and keep what that left; raises `SetupFailed`."""
        write(count, self.folder)
        for command in ("build", "check") if self.checks else ("build",):
            if failed := run(_statuskit(command, now=stamp(NOW)), self.folder).failed:
                raise SetupFailed(f"statuskit {command}: {failed}")
        self.before.mkdir()
        shutil.copy2(self._open, self.before)
        if (self.folder / _CACHE).exists():
            shutil.copytree(self.folder / _CACHE, self.before / _CACHE)

    def steps(self) -> Iterator[Step]:
        """Yield every step, the cold build before the others, which are held against it; the last leaves a site."""
        build = _statuskit("build", now=stamp(LATER))
        check = _statuskit("check", now=stamp(LATER))
        checks = [
            ("check", check, self._put(), _nothing),
            ("check again", check, self._put(_CACHE), _nothing),
        ]
        for key, command, prepare, examine in (
            *(checks if self.checks else ()),
            ("cold", build, self._put(), self._keep),
            ("warm", build, self._published, self._compare_touched),
            ("restored", build, self._put(_CACHE), self._compare),
        ):
            yield Step(
                key=key, command=command, folder=self.folder, prepare=prepare, examine=examine, site=self.site
            )

    @property
    def _open(self) -> Path:
        return self.folder / "incidents" / str(NOW.year) / f"{OPEN}.yml"

    def _put(self, *names: str) -> Callable[[int], None]:
        """Bring back what the first build left under these names, no more, and say one more word."""

        def prepare(number: int) -> None:
            self._go_back(*names)
            another_word(self.folder, number)
            # A fresh checkout: no time of a file is the one that it had.
            age(self.folder / "incidents", int(NOW.timestamp()) - _YEAR * (number + 1))

        return prepare

    def _published(self, number: int) -> None:
        """Let a build publish the site as it was, which is not measured, and say one more word."""
        self._go_back(_CACHE)
        if failed := run(_statuskit("build", now=stamp(NOW)), self.folder).failed:
            raise OSError(f"statuskit build: {failed}")
        self.stood = look(self.site)
        another_word(self.folder, number)

    def _go_back(self, *names: str) -> None:
        for name in ("site", _CACHE):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            if name in names and (self.before / name).exists():
                shutil.copytree(self.before / name, self.folder / name)
        shutil.copy2(self.before / self._open.name, self._open)

    def _keep(self) -> Figures:
        self.whole = look(self.site)
        return {"files": len(self.whole)}

    def _compare(self) -> Figures:
        return {"differing": differing(look(self.site), self.whole)}

    def _compare_touched(self) -> Figures:
        now = look(self.site)
        count, idle = touched(self.stood, now)
        return {"differing": differing(now, self.whole), "touched": count, "idle": idle}


def of_mkdocs(count: int, folder: Path) -> Step:
    """Write the texts as plain pages of MkDocs."""
    peers.write_mkdocs(history(count), folder)
    command: list[str | Path] = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    return _plain("mkdocs", command, folder, folder / "site")


def of_hugo(count: int, folder: Path, program: Path) -> Step:
    """Write the texts as plain pages of Hugo."""
    peers.write_hugo(history(count), folder)
    command: list[str | Path] = [program, "build", "--quiet", "--noBuildLock", "--cacheDir", folder / "cache"]
    return _plain("hugo", command, folder, folder / "public")


def _plain(key: str, command: Sequence[str | Path], folder: Path, site: Path) -> Step:
    return Step(
        key=key,
        command=command,
        folder=folder,
        prepare=lambda _: shutil.rmtree(site, ignore_errors=True),
        examine=lambda: {"files": sum(path.is_file() for path in site.rglob("*"))},
        site=site,
    )


def _statuskit(command: str, *, now: str) -> list[str | Path]:
    return [sys.executable, "-m", "statuskit", command, "--now", now]
