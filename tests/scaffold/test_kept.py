"""What recipes keep from one build to the next: the cache, and never what others could have written into it."""

import json
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from statuskit.cache import FOLDER
from tests.scaffold.test_recipes import workflows

if TYPE_CHECKING:
    from tests.scaffold.conftest import Run

# Netlify calls a plugin with what can save and restore; this tells what was asked of it.
_NETLIFY = """
const plugin = require(process.argv[1]);
const asked = [];
const tell = (what) => async (path) => { asked.push([what, path]); };
const utils = { cache: { restore: tell("restore"), save: tell("save") } };
plugin.onPreBuild({ utils })
  .then(() => plugin.onPostBuild({ utils }))
  .then(() => process.stdout.write(JSON.stringify(asked)));
"""


def steps(site: Path, workflow: str) -> list[dict[str, Any]]:
    """Give the steps of all jobs of a workflow."""
    whole = yaml.safe_load((site / ".github/workflows" / workflow).read_text(encoding="utf-8"))
    return list(chain.from_iterable(job["steps"] for job in whole["jobs"].values()))


def names(some: list[dict[str, Any]]) -> list[str]:
    """Tell steps by their action without its hash, or by their command."""
    return [step.get("uses", step.get("run", "")).partition("@")[0] for step in some]


def test_github_saves_what_a_build_of_main_made_and_nothing_else(new_site: Path) -> None:
    """One step in all workflows saves: in a run for main, after the build; and what it saves is found by the next."""
    saving = [path.name for path in workflows(new_site) if "actions/cache/save" in path.read_text("utf-8")]
    assert saving == ["publish.yml"]
    assert [name for name in names(steps(new_site, "overdue.yml")) if "cache" in name] == []
    publish = steps(new_site, "publish.yml")
    order = names(publish)
    restore, save = order.index("actions/cache/restore"), order.index("actions/cache/save")
    assert restore < order.index("sh ci/build.sh") < order.index("actions/upload-pages-artifact") < save
    for step in (publish[restore], publish[save]):
        assert "github.ref == 'refs/heads/main'" in step["if"]
    assert publish[restore]["with"]["path"] == publish[save]["with"]["path"] == FOLDER
    assert publish[save]["with"]["key"].startswith(publish[restore]["with"]["restore-keys"])


def test_github_reads_in_a_pull_request_what_main_saved(new_site: Path) -> None:
    """A check finds the folder under the same names as a publication, and whole actions that also save are nowhere."""
    [read] = [step for step in steps(new_site, "check.yml") if "cache" in step.get("uses", "")]
    [publish] = [step for step in steps(new_site, "publish.yml") if "cache/restore" in step.get("uses", "")]
    assert (read["uses"], read["with"]) == (publish["uses"], publish["with"])
    assert [path for path in workflows(new_site) if "actions/cache@" in path.read_text("utf-8")] == []


@pytest.mark.parametrize("workflow", ["check.yml", "publish.yml"])
def test_no_word_waits_for_the_cache_of_github(new_site: Path, workflow: str) -> None:
    """Where GitHub's cache is slow or broken, the run goes on without it after a minute."""
    for step in steps(new_site, workflow):
        if "actions/cache" in step.get("uses", ""):
            assert (step["timeout-minutes"], step["continue-on-error"]) == (1, True)


def test_gitlab_keeps_for_the_job_that_publishes_alone(new_site: Path) -> None:
    """Jobs of merge requests neither read nor write, and branches that are protected keep theirs to themselves."""
    jobs = yaml.safe_load((new_site / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert {name for name, job in jobs.items() if "cache" in job} == {"pages"}
    assert jobs["pages"]["cache"] == {"key": "statuskit", "paths": [f"{FOLDER}/"]}
    assert jobs["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


@pytest.mark.parametrize(
    ("context", "asked"),
    [
        ("production", [["restore", FOLDER], ["save", FOLDER]]),
        ("deploy-preview", [["restore", FOLDER]]),
        ("branch-deploy", [["restore", FOLDER]]),
    ],
)
def test_netlify_keeps_what_a_published_build_made(
    new_site: Path,
    run: "Run",
    program: Callable[[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    context: str,
    asked: list[list[str]],
) -> None:
    """The plugin, run as Netlify runs it, reads before each build, and writes after one that is published."""
    node = program("node", "apt-get install nodejs")
    plugin = new_site / "ci/netlify-cache"
    assert 'package = "/ci/netlify-cache"' in (new_site / "netlify.toml").read_text(encoding="utf-8")
    assert yaml.safe_load((plugin / "manifest.yml").read_text(encoding="utf-8"))["name"]
    monkeypatch.setenv("CONTEXT", context)
    done = run(new_site, node, "--eval", _NETLIFY, plugin / "index.js")
    assert json.loads(done.stdout) == asked


def test_a_container_is_built_with_a_cache_of_its_own_site(new_site: Path) -> None:
    """The mount lies where the build looks for it, under a name that no other site on the machine has."""
    lines = (new_site / "Containerfile").read_text(encoding="utf-8").splitlines()
    [workdir] = [line.split()[1] for line in lines if line.startswith("WORKDIR")]
    mount = f"--mount=type=cache,id=statuskit-status.acme.example,target={workdir}/{FOLDER}"
    assert f"RUN {mount} statuskit build --strict" in lines


@pytest.mark.parametrize("name", [".gitignore", ".dockerignore"])
def test_the_folder_is_nothing_to_commit_or_to_copy(new_site: Path, name: str) -> None:
    """What commands keep is neither committed nor sent to whoever builds a container."""
    lines = (new_site / name).read_text(encoding="utf-8").splitlines()
    assert FOLDER.partition("/")[0] in {line.strip("/") for line in lines}
