"""The scripts that recipes share, run in a real repository."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tests.conftest import Git
    from tests.scaffold.conftest import Run

pytestmark = pytest.mark.slow


@pytest.fixture
def committed(new_site: Path, git: "Git") -> Path:
    """Commit a new site."""
    git(new_site, "init", "--quiet", "--initial-branch", "main")
    git(new_site, "add", ".")
    git(new_site, "commit", "--quiet", "-m", "Begin")
    return new_site


def commit(site: Path, git: "Git") -> None:
    """Change a page, and commit it."""
    with (site / "site_src/about.md").open("a", encoding="utf-8") as page:
        page.write("\nMore.\n")
    git(site, "commit", "--quiet", "-am", "More")


def test_a_build_says_beside_the_site_what_it_is_and_until_when_it_holds(
    committed: Path, run: "Run", git: "Git"
) -> None:
    """The commit stands there, and a moment; git sees nothing of it."""
    run(committed, "sh", "ci/build.sh")
    commit_line, moment = (committed / "site/next-change.txt").read_text(encoding="utf-8").splitlines()
    assert commit_line == git(committed, "rev-parse", "HEAD").strip()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
    assert git(committed, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("moment", "is_due"),
    [
        ("2999-01-01T00:00:00Z", False),
        ("2000-01-01T00:00:00Z", True),
        ("2000-01-01T00:00:00.5Z", True),
        ("", False),
    ],
)
def test_a_build_is_due_once_the_moment_has_passed(
    committed: Path, run: "Run", git: "Git", moment: str, *, is_due: bool
) -> None:
    """What stands beside the site decides; without a moment nothing will ever change."""
    published = committed.parent / "published"
    published.mkdir()
    head = git(committed, "rev-parse", "HEAD")
    (published / "next-change.txt").write_text(f"{head}{moment}\n", encoding="utf-8")
    done = run(committed, "sh", "ci/due.sh", f"file://{published}/", check=False)
    assert (done.returncode, done.stderr) == (0 if is_due else 1, "")


def test_a_build_is_due_when_the_site_is_of_another_commit_or_cannot_be_read(
    committed: Path, run: "Run", git: "Git", serving: "Callable[[Path], AbstractContextManager[str]]"
) -> None:
    """A build that failed or was put off its place is made up for by the next look."""
    run(committed, "sh", "ci/build.sh")
    with serving(committed / "site") as address:
        assert run(committed, "sh", "ci/due.sh", address, check=False).returncode == 1
        commit(committed, git)
        run(committed, "sh", "ci/due.sh", address)
        run(committed, "sh", "ci/due.sh", f"{address}nowhere/")


def step(site: Path, workflow: str, job: str, name: str) -> str:
    """Give the script of a step of GitHub's, as GitHub's shell runs it."""
    whole = yaml.safe_load((site / ".github/workflows" / workflow).read_text(encoding="utf-8"))
    [script] = [each["run"] for each in whole["jobs"][job]["steps"] if each.get("name") == name]
    return f"set -eo pipefail\n{script}"


def test_an_edited_word_stops_a_pull_request(
    committed: Path, run: "Run", git: "Git", monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step of the workflow fails in a clone as GitHub makes it, with a mark on the line."""
    clone = committed.parent / "clone"
    git(committed.parent, "clone", "--quiet", str(committed), str(clone))
    [incident] = (clone / "incidents").iterdir()
    monkeypatch.setenv("BASE", "main")
    check = step(clone, "check.yml", "check", "Check what this changes")
    run(clone, "bash", "-c", check)
    text = incident.read_text(encoding="utf-8")
    incident.write_text(text.replace("From today on", "From tomorrow on"), encoding="utf-8")
    git(clone, "commit", "--quiet", "-am", "Say it otherwise")
    done = run(clone, "bash", "-c", check, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith(f"::error file=incidents/{incident.name},line=")


@pytest.mark.parametrize(
    ("event", "commit_line", "says"),
    [
        ("push", "HEAD", "due=yes\n"),
        ("schedule", "HEAD", "due=no\n"),
        ("schedule", "another", "due=yes\n"),
    ],
)
def test_a_timer_of_github_builds_only_what_is_due(
    committed: Path,
    run: "Run",
    git: "Git",
    monkeypatch: pytest.MonkeyPatch,
    *,
    event: str,
    commit_line: str,
    says: str,
) -> None:
    """A push always builds; a look by the clock only where the public site is behind."""
    published = committed.parent / "published"
    published.mkdir()
    line = git(committed, "rev-parse", "HEAD").strip() if commit_line == "HEAD" else commit_line
    (published / "next-change.txt").write_text(f"{line}\n2999-01-01T00:00:00Z\n", encoding="utf-8")
    output = committed.parent / "output"
    for name, value in (("EVENT", event), ("SITE", f"file://{published}/"), ("GITHUB_OUTPUT", f"{output}")):
        monkeypatch.setenv(name, value)
    run(committed, "bash", "-c", step(committed, "publish.yml", "build", "Is a build due?"))
    assert output.read_text(encoding="utf-8") == says


def test_a_site_reaches_a_server_whole(
    committed: Path, run: "Run", program: Callable[[str, str], str]
) -> None:
    """With real rsync all files arrive, an old page goes, assets of cached pages stay, and unchanged files too."""
    program("rsync", "apt-get install rsync")
    server = committed.parent / "server"
    for name in ("incidents/gone/index.html", "assets/old.js"):
        (server / name).parent.mkdir(parents=True)
        (server / name).write_text("old", encoding="utf-8")
    run(committed, "sh", "ci/publish.sh", f"{server}/")
    built = {path.relative_to(committed / "site"): path.read_bytes() for path in files(committed / "site")}
    there = {path.relative_to(server): path.read_bytes() for path in files(server)}
    assert there.pop(Path("assets/old.js")) == b"old"
    assert there == built
    kept = server / "about/index.html"
    before = kept.stat()
    run(committed, "sh", "ci/publish.sh", f"{server}/")
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_leads_to_pages_is_sent_after_them(
    committed: Path, run: "Run", program: Callable[[str, str], str]
) -> None:
    """In the order in which rsync sends: what pages load, pages, then the front page and feeds."""
    program("rsync", "apt-get install rsync")
    script = committed / "ci/publish.sh"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("--checksum", "--checksum --out-format=%n"), encoding="utf-8")
    out = run(committed, "sh", "ci/publish.sh", f"{committed.parent}/server/").stdout
    names = [name for name in out.splitlines() if (committed / "site" / name).is_file()]
    assert sorted(names) == sorted(set(names))
    first_page = next(at for at, name in enumerate(names) if name.endswith(".html"))
    last = names.index("index.html")
    assert max(at for at, name in enumerate(names) if name.endswith((".css", ".js"))) < first_page
    front = {"history.atom", "updates.json", "next-change.txt", "api/v2/summary.json"}
    pages = max(at for at, name in enumerate(names) if name.endswith(".html") and name != "index.html")
    assert pages < min(names.index(name) for name in {*front, "index.html"})
    assert last > pages


def files(folder: Path) -> list[Path]:
    """Name every file in a folder and below."""
    return [path for path in folder.rglob("*") if path.is_file()]
