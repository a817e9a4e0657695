"""Whatever changes between two builds, the second gives the bytes that a build without any memory gives."""

import importlib
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from statuskit import documents, plugin, publish, site
from statuskit.cache import FOLDER, Made, fingerprint, of_code
from statuskit.errors import ProblemsFound
from statuskit.outputs import OutputFile
from tests.cache.project import Project
from tests.conftest import INCIDENT, MKDOCS

if TYPE_CHECKING:
    from tests.conftest import WriteSite

pytestmark = pytest.mark.slow

Tree = dict[str, bytes]
Outcome = tuple[Tree | None, str]
"""What stands in the site after a build, None where it refused, and all that it told."""

_SEEDS = 12
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """What a sync looks at: an untouched file keeps both."""

    changed: int
    number: int


class _Cut(Exception):
    """The build was ended from outside."""


class Builds:
    """Builds one project with what is kept of it, and again without."""

    def __init__(self, folder: Path, lot: random.Random) -> None:
        self.lot, self.project = lot, Project(lot)
        self.root, self.aside, self.site = folder / "project", folder / "aside", folder / "site"
        self.cache = self.root / FOLDER
        self.sound = self.project.state()
        self.succeeded = 0

    def step(self) -> None:
        """Change something, and build in every way."""
        said = [self.project.change() for _ in range(self.lot.randint(0, 2))]
        said.append(self._meddle())
        self._lay_out()
        options = {"strict": self.lot.random() < 0.1, "clean": self.lot.random() < 0.1}
        cold = self._cold(strict=options["strict"])
        if self.lot.random() < 0.3:
            fresh = self.aside / "fresh"
            assert self._built(fresh, strict=options["strict"]) == cold, said
            shutil.rmtree(fresh, ignore_errors=True)
        before, stood = tree(self.site), entries(self.site)
        if self.lot.random() < 0.15:
            with self._cut_short():
                self._built(self.site, strict=False)
            self.told()
            before, stood = tree(self.site), entries(self.site)
        warm = self._built(self.site, **options)
        assert warm == cold, said
        after, _ = cold
        if after is None:
            assert tree(self.site) == before, said
            self.project.go_back(self.sound)
            return
        self.succeeded += 1
        self.sound = self.project.state()
        if not options["clean"]:
            now = entries(self.site)
            touched = [path for path in stood if before[path] == after.get(path) and now[path] != stood[path]]
            assert touched == [], said

    def _built(self, site_dir: Path, *, strict: bool, clean: bool = False) -> Outcome:
        """Build, and give what becomes of it."""
        project = self.project
        try:
            built = plugin.build(
                self.root / "mkdocs.yml",
                site_dir=site_dir,
                now=project.now,
                frozen=project.frozen,
                strict=strict,
                clean=clean,
            )
        except ProblemsFound as error:
            return None, f"{self.told()}{error}"
        assert built.published.kept == 0
        return tree(site_dir), self.told()

    def _cold(self, *, strict: bool) -> Outcome:
        self.aside.mkdir(exist_ok=True)
        kept = self.aside / "cache"
        if self.cache.exists():
            self.cache.rename(kept)
        try:
            return self._built(self.aside / "cold", strict=strict)
        finally:
            shutil.rmtree(self.cache, ignore_errors=True)
            shutil.rmtree(self.aside / "cold", ignore_errors=True)
            if kept.exists():
                kept.rename(self.cache)

    def _lay_out(self) -> None:
        """Bring the folder in step with the files; most of those that say the same are written anew, or touched."""
        wanted = self.project.files
        for path in sorted(self.root.rglob("*"), reverse=True):
            name = path.relative_to(self.root).as_posix()
            if name.startswith(".cache"):
                continue
            if path.is_dir():
                if not any(each.startswith(f"{name}/") for each in wanted):
                    path.rmdir()
            elif name not in wanted:
                path.unlink()
        for name, data in wanted.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if self.lot.random() < 0.5 or not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
                moment = self.lot.choice((10**18, 15 * 10**17))
                os.utime(path, ns=(moment, moment))

    def _meddle(self) -> str:
        """Do to the site, to what is kept or to the code what somebody might; most often nothing."""
        ways: tuple[Callable[[], None], ...] = (
            self._edit_site,
            self._edit_site,
            self._damage_cache,
            self._lose_rows,
            self._drop_cache,
            self._other_code,
        )
        way = self.lot.choice((*ways, *[None] * len(ways)))
        if way is None:
            return "nothing"
        way()
        return way.__name__

    def _edit_site(self) -> None:
        files = sorted(path for path in self.site.rglob("*.*") if path.is_file())
        if not files:
            return
        for path in self.lot.sample(files, min(3, len(files))):
            match self.lot.randint(0, 4):
                case 0:
                    path.unlink()
                case 1:
                    path.write_bytes(path.read_bytes()[::-1])
                case 2:
                    seen = path.stat()
                    path.write_bytes(path.read_bytes()[::-1])
                    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
                case 3:
                    path.with_name("more.html").write_bytes(b"more")
                case _:
                    os.utime(path)

    def _damage_cache(self) -> None:
        path = self.cache / "kept.sqlite"
        if path.exists():
            data = bytearray(path.read_bytes())
            for _ in range(self.lot.choice((1, 300))):
                data[self.lot.randrange(len(data))] ^= self.lot.randint(1, 255)
            path.write_bytes(data[: self.lot.choice((len(data), len(data) // 2))])

    def _lose_rows(self) -> None:
        path = self.cache / "kept.sqlite"
        if path.exists():
            try:
                database = sqlite3.connect(path)
                with database:
                    database.execute("DELETE FROM item WHERE abs(random()) % 2")
                database.close()
            except sqlite3.Error:
                self._drop_cache()

    def _drop_cache(self) -> None:
        shutil.rmtree(self.cache, ignore_errors=True)

    def _other_code(self) -> None:
        self.code = fingerprint(self.lot.randbytes(1))
        self.patches.setattr(site, "of_code", lambda: self.code)
        self.patches.setattr(documents, "of_code", lambda: self.code)

    def told(self) -> str:
        """Give what was printed since this was asked last."""
        return self.prints.readouterr().err

    patches: pytest.MonkeyPatch
    prints: pytest.CaptureFixture[str]
    code = of_code()

    @contextmanager
    def _cut_short(self) -> Iterator[None]:
        """Let a build end in the middle of publishing, or of its work."""
        left = self.lot.choice((1, 5, 40))

        def until_then(real: Callable[..., object]) -> Callable[..., object]:
            def call(*given: object) -> object:
                nonlocal left
                left -= 1
                if not left:
                    raise _Cut
                return real(*given)

            return call

        room, name = self.lot.choice(((publish, "_put"), (Made, "_keep"), (site, "_bytes")))
        with mock.patch.object(room, name, until_then(getattr(room, name))), suppress(_Cut):
            yield


def tree(folder: Path) -> Tree:
    """Give all files of a folder, with their bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def entries(folder: Path) -> dict[str, Entry]:
    """Give what the folder says of each of its files."""
    seen = {p.relative_to(folder).as_posix(): p.stat() for p in folder.rglob("*") if p.is_file()}
    return {name: Entry(found.st_mtime_ns, found.st_ino) for name, found in seen.items()}


@pytest.mark.parametrize("seed", range(_SEEDS))
def test_nothing_stale_is_published(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A site that was kept and one from what alone was kept equal a fresh one, and as much is told of them.

    What is the same is not touched.
    """
    builds = Builds(tmp_path, random.Random(seed))  # noqa: S311 - chance, and no secret
    builds.patches, builds.prints = monkeypatch, capsys
    for _ in range(_STEPS):
        builds.step()
    assert builds.succeeded >= _STEPS / 3


OWN_EXTENSION = """\
from markdown import Extension
from markdown.postprocessors import Postprocessor


class Louder(Postprocessor):
    def run(self, text):
        return text.replace("declined", "{word}")


class Own(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Louder(md), "louder", 0)


def makeExtension(**options):
    return Own(**options)
"""
OWN_SETTINGS = {
    "custom_dir": MKDOCS.replace("name: material", "name: material\n  custom_dir: own"),
    "extension": MKDOCS + "markdown_extensions: [own_extension]\n",
}

OVER = """\
title: Search found nothing
components: {search: major_outage}
updates:
  - at: 2026-11-20T13:10:00Z
    message: Search finds nothing.
  - at: 2026-11-20T13:20:00Z
    status: resolved
    message: You can search again.
"""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of files that are made for incidents, other than those that are known from before."""
    real, paths = site._bytes, list[str]()

    def noting(files: Iterable[OutputFile]) -> list[tuple[str, bytes]]:
        done = real(files)
        paths.extend(path for path, _ in done)
        return done

    monkeypatch.setattr(site, "_bytes", noting)
    return paths


def test_what_rests_is_not_made_at_another_moment(
    made: list[str], write_site: "WriteSite", now: datetime
) -> None:
    """A new word makes the files of its incident and of what that is part of, not those of an incident that is over."""
    more = {"mkdocs.yml": f"{MKDOCS}        - {{id: search, name: Search}}\n", "incidents/over.yml": OVER}
    root = write_site(more)
    plugin.build(root / "mkdocs.yml", now=now)
    assert "incidents/over/index.html" in made
    made.clear()
    name = "incidents/2026-11-20-card-payments"
    write_site(more | {f"{name}.yml": INCIDENT + "  - at: 2026-11-20T14:15:00Z\n    message: We found it.\n"})
    plugin.build(root / "mkdocs.yml", now=now + timedelta(minutes=10))
    expected = {f"{name}/index.html", "history/2026/11/index.html", "components/checkout/history.atom"}
    assert expected <= set(made)
    assert [path for path in made if path.startswith(("incidents/over", "components/search"))] == []


@pytest.mark.parametrize(
    ("settings", "files", "change"),
    [
        (
            "custom_dir",
            {"own/statuskit/foot.html": "{% include 'words.html' %}</footer>", "own/words.html": "one"},
            ("own/words.html", "two"),
        ),
        (
            "custom_dir",
            {"own/statuskit/foot.html": "{% include 'words.html' ignore missing %}</footer>"},
            ("own/words.html", "one"),
        ),
        (
            "extension",
            {"own_extension.py": OWN_EXTENSION.format(word="REFUSED")},
            ("own_extension.py", OWN_EXTENSION.format(word="SENT BACK")),
        ),
    ],
    ids=["a template taken in", "a template that was not there", "a Markdown extension"],
)
def test_code_of_the_site_s_own(
    settings: str,
    files: dict[str, str],
    change: tuple[str, str],
    made: list[str],
    *,
    write_site: "WriteSite",
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pages are made anew when what the site itself has written for them changes, and not before."""
    root = write_site({"mkdocs.yml": OWN_SETTINGS[settings], **files})
    monkeypatch.syspath_prepend(root)

    def build() -> Tree:
        sys.modules.pop("own_extension", None)
        importlib.invalidate_caches()
        made.clear()
        plugin.build(root / "mkdocs.yml", now=now)
        return tree(root / "site")

    first = build()
    assert build() == first
    assert made == []
    write_site({"mkdocs.yml": OWN_SETTINGS[settings], **files, change[0]: change[1]})
    page = "incidents/2026-11-20-card-payments/index.html"
    assert build()[page] != first[page]
