"""A real history, end to end: 279 incidents of a Statuspage come in, and become a site."""

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from statuskit import settings

SHARED = Path(__file__).parents[1].parent / "shared"
SOURCE = SHARED / "data/statuspage-github/incidents.json"
SETTINGS = """\
site_name: Real
site_url: https://status.real.example/
theme:
  name: material
plugins:
  - search
  - statuskit
"""
CPU_SECONDS = 4.0
"""What a build of the whole history may cost."""

# Some with words alone, some with signs that are HTML's, some with states of several components.
COMPARED = ("1whd66ydswnx", "ltvyl42v20j5", "qd7z2cytghrd")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not SOURCE.is_file() and not (SHARED.is_dir() and os.environ.get("CI")),
        reason="the collection of real histories does not stand beside the project",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """The project, what each run of the import said, and how the build went."""

    root: Path
    said: tuple[str, str]
    trees: tuple[dict[str, bytes], dict[str, bytes]]
    warnings: str
    cpu: float


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ours, unobserved, so that its time is its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, "-m", "statuskit", *arguments],
        cwd=root,
        env={**plain, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=True,
    )


def cpu_of_children() -> float:
    """Sum the seconds that ended children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tree(root: Path) -> dict[str, bytes]:
    """Read the settings and all incident files."""
    files = [root / "mkdocs.yml", *sorted(root.glob("incidents/**/*.yml"))]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    """Import twice, then build."""
    root = tmp_path_factory.mktemp("real")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    first = run(root, "import", "statuspage", str(SOURCE), "--add-components")
    after_first = tree(root)
    second = run(root, "import", "statuspage", str(SOURCE), "--add-components")
    trees = after_first, tree(root)
    before = cpu_of_children()
    built = run(root, "build", "--strict", "--now", "2026-11-22T00:00:00Z")
    return Real(
        root=root,
        said=(first.stdout, second.stdout),
        trees=trees,
        warnings=built.stderr,
        cpu=cpu_of_children() - before,
    )


@pytest.fixture(scope="module")
def source() -> dict[str, dict[str, Any]]:
    """Read the incidents of the source, by id."""
    return {item["id"]: item for item in json.loads(SOURCE.read_bytes())["incidents"]}


def words(html: str) -> str:
    """Take the tags off, and leave one blank between words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def letters(text: str) -> str:
    """Leave out blanks: where a tag ends, there may be one or none."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An update as the page tells it; `states` are those that components changed to."""

    label: str
    time: str
    body: str
    states: list[str]


def said_on(page: str) -> Iterator[Said]:
    """Read the updates of a page."""
    listed = page.partition('<ol class="words">')[2].partition("</ol>\n")[0]
    for item in re.split(r"<li id=", listed)[1:]:
        label = re.search(r"<b>(.*?)</b>", item)
        time = re.search(r'datetime="(.*?)"', item)
        body = re.search(r'<div class="prose">(.*?)</div>', item, re.DOTALL)
        assert label
        assert time
        assert body
        states = re.findall(r'<span class="tag ([a-z-]+)">', item)
        yield Said(label=words(label[1]), time=time[1], body=letters(words(body[1])), states=states)


def changes(updates: list[dict[str, Any]]) -> list[list[str]]:
    """List, for each update of the source, the states that are other than before."""
    before: dict[str, str] = {}
    found = []
    for update in updates:
        told = update["affected_components"] or []
        now = {component["code"]: component["new_status"].replace("_", "-") for component in told}
        found.append([state for code, state in now.items() if state != before.get(code, "operational")])
        before |= now
    return found


def test_all_incidents_come_in_and_a_second_run_changes_nothing(real: Real) -> None:
    """The first run writes every incident and the components, the second one not a byte."""
    assert "279 written" in real.said[0]
    assert "0 written" in real.said[1]
    assert "279 unchanged" in real.said[1]
    assert len(real.trees[0]) == 280
    assert real.trees[0] == real.trees[1]


def test_the_site_is_built_without_a_warning_in_little_time(real: Real) -> None:
    """A strict build says nothing, makes a page of each incident, and stays below its bound of CPU."""
    assert real.warnings == ""
    assert len(list(real.root.glob("site/incidents/*/index.html"))) == 279
    assert real.cpu < CPU_SECONDS


@pytest.mark.parametrize("name", COMPARED)
def test_a_page_says_what_the_source_says(real: Real, source: dict[str, dict[str, Any]], name: str) -> None:
    """Title, every update's words, status and time, and every component stand on the page as in the source."""
    incident = source[name]
    page = (real.root / f"site/incidents/{name}/index.html").read_text(encoding="utf-8")
    title = re.search(r"<h1>(.*?)</h1>", page)
    assert title
    assert words(title[1]) == incident["name"]
    said = list(said_on(page))
    theirs = list(reversed(incident["incident_updates"]))
    assert [update.time[:19] for update in said] == [update["display_at"][:19] for update in theirs]
    assert [update.body for update in said] == [letters(update["body"]) for update in theirs]
    assert [update.states for update in said] == changes(theirs)
    statuses = [update["status"] for update in theirs]
    # A status that goes on is told as an update.
    labels = [
        "update" if status == before else status
        for before, status in zip(["", *statuses], statuses, strict=False)
    ]
    assert [update.label.lower() for update in said] == labels
    named = page.partition('<p class="meta">')[2].partition("</p>")[0]
    assert all(component["name"] in words(named) for component in incident["components"])


def test_all_that_was_kept_of_a_page_is_one_history(tmp_path: Path) -> None:
    """Its API, a feed and lines read off it: each incident is written or named once, without an error, and builds."""
    data = SHARED / "data"
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    names = (
        "statuspage-github",
        "github-updates",
        "statuspage-feed",
        "statuspage-components/github.components.json",
    )
    sources = [str(data / name) for name in names]
    said = run(tmp_path, "import", "statuspage", *sources, "--add-components").stdout
    listed = {item["id"] for item in json.loads(SOURCE.read_bytes())["incidents"]}
    rows = (data / "github-updates/incidents.jsonl").read_text(encoding="utf-8").splitlines()
    listed |= {json.loads(row)["url"].rpartition("/")[2] for row in rows}
    feed = (data / "statuspage-feed/github-status-history.atom").read_text(encoding="utf-8")
    listed |= set(re.findall(r'href="https://[^"]+/incidents/(\w+)"', feed))
    assert {path.stem for path in tmp_path.glob("incidents/*/*.yml")} == listed
    assert said.startswith(f"{len(listed)} incidents in ")
    assert run(tmp_path, "build", "--strict", "--now", "2026-11-22T00:00:00Z").stderr == ""
    assert len(list(tmp_path.glob("site/incidents/*/index.html"))) == len(listed)


@pytest.mark.parametrize(
    ("name", "groups", "parts"), [("digitalocean", 2, 35), ("newrelic", 6, 69), ("github", 0, 10)]
)
def test_components_of_a_page_come_in_as_they_stand_there(
    tmp_path: Path, name: str, groups: int, parts: int
) -> None:
    """Every group and component is there, each once, groups in the page's order."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    path = SHARED / f"data/statuspage-components/{name}.components.json"
    run(tmp_path, "import", "statuspage", str(path), "--add-components")
    read = settings.read(tmp_path / "mkdocs.yml")
    assert read.problems == ()
    assert len(read.settings.components) == parts
    theirs = [each for each in json.loads(path.read_bytes())["components"] if each["group"]]
    in_order = [each["name"] for each in sorted(theirs, key=lambda each: each["position"])]
    assert [group.name for group in read.settings.groups] == in_order
    assert len(theirs) == groups
