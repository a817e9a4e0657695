"""`statuskit init`: a site that works, from nothing, and beside what is there."""

import json
import os
import pty
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from statuskit import __version__
from statuskit.cli import main
from statuskit.scaffold import _range
from statuskit.schema import json_schema

NOW = "2026-11-20T15:40:00Z"
REPOSITORY = Path(__file__).parents[2]


def init(*arguments: str) -> Result:
    """Run the command with nobody there to ask."""
    return CliRunner().invoke(main, ["init", "--now", NOW, *arguments], catch_exceptions=False)


def statuskit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ours as a person would, at a moment after the first word."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1795190400", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [sys.executable, "-m", "statuskit", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def texts(folder: Path) -> dict[str, str]:
    """Read every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_a_person_sees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is named as it is written, and then what comes next."""
    monkeypatch.chdir(tmp_path)
    done = init("acme-status")
    assert done.exit_code == 0
    assert done.stdout == (
        "wrote  acme-status/mkdocs.yml\n"
        "wrote  acme-status/site_src/index.md\n"
        "wrote  acme-status/site_src/about.md\n"
        "wrote  acme-status/requirements.txt\n"
        "wrote  acme-status/.gitignore\n"
        "wrote  acme-status/incidents/2026-11-20-this-page-is-new.yml\n"
        "wrote  acme-status/.statuskit/incident.schema.json\n"
        "wrote  acme-status/.statuskit/site.schema.json\n"
        "wrote  acme-status/.statuskit/mkdocs.schema.json\n"
        "wrote  acme-status/.vscode/settings.json\n"
        "wrote  acme-status/.vscode/extensions.json\n"
        "wrote  acme-status/.github/workflows/check.yml\n"
        "wrote  acme-status/.github/workflows/publish.yml\n"
        "wrote  acme-status/.github/workflows/overdue.yml\n"
        "wrote  acme-status/ci/build.sh\n"
        "wrote  acme-status/ci/due.sh\n"
    )
    assert done.stderr == (
        "\n"
        "Next:\n"
        "  cd acme-status\n"
        "  statuskit serve             look at it\n"
        "  statuskit check --strict    is every file right, and every word?\n"
        '  statuskit new "Card payments are failing" -c website=partial_outage\n'
        "Then commit the folder. How it is published: the head of each recipe says it.\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("""O'Neill's "Bank": status #1 🏦""", """Pay: "cards" & {others} # 'all' 👩‍💻"""),
        ("- 状態", "@name@, [100%]"),
        ("on", "off"),
    ],
)
def test_a_new_site_is_without_fault(tmp_path: Path, name: str, component: str) -> None:
    """By its own command lines it passes the strictest check and build, whatever it is called."""
    folder = tmp_path / "status"
    words = ["--name", name, "--component", f"pay={component}", "--component", "Sign-in", "--ci", "all"]
    assert statuskit(tmp_path, "init", "status", "--now", NOW, *words).returncode == 0
    checked = statuskit(folder, "check", "--strict")
    assert (checked.returncode, checked.stdout) == (0, "All well: 1 file read.\n")
    built = statuskit(folder, "build", "--strict")
    assert built.returncode == 0, built.stdout + built.stderr
    summary = json.loads((folder / "site/api/v2/summary.json").read_text(encoding="utf-8"))
    assert summary["page"]["name"] == name
    assert [each["name"] for each in summary["components"]] == [component, "Sign-in"]
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["site_name"] == name


def test_a_second_time_nothing_happens(tmp_path: Path) -> None:
    """Nothing is written, on another day and by other names neither, and each file is named as left."""
    init(str(tmp_path))
    before = texts(tmp_path)
    done = init(str(tmp_path), "--now", "2027-01-01T00:00:00Z", "--name", "Other", "--component", "Other")
    assert (done.exit_code, done.stdout) == (0, "")
    assert texts(tmp_path) == before
    left = re.findall(r"left as it is  (.*)", done.stderr)
    assert sorted(left) == sorted(
        str(tmp_path / path) for path in before if not path.startswith("incidents/")
    )
    assert done.stderr.endswith("All is there already.\n")


def test_what_is_there_stays(tmp_path: Path) -> None:
    """A file of somebody else's, a link that leads nowhere too, is named and left to the byte."""
    mine = {".gitignore": "mine\n", ".vscode/settings.json": "{}", "README.md": "# Mine\n"}
    for path, text in mine.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "requirements.txt").symlink_to("nowhere.txt")
    done = init(str(tmp_path))
    assert done.exit_code == 0
    assert mine.items() <= texts(tmp_path).items()
    assert not (tmp_path / "nowhere.txt").exists()
    for path in (".gitignore", ".vscode/settings.json", "requirements.txt"):
        assert f"left as it is  {tmp_path / path}\n" in done.stderr
    assert (tmp_path / "mkdocs.yml").exists()


def test_a_site_that_is_there_gets_a_recipe_for_itself(tmp_path: Path) -> None:
    """Its settings say what it is called and where it stands; its pages and incidents are its own affair."""
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents/one.yml").write_text("title: One\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Mine\nsite_url: https://mine.example/up\ntheme: {name: material}\n"
        "plugins: [{statuskit: {components: [{id: shop, name: Shop}]}}]\n",
        encoding="utf-8",
    )
    done = init(str(tmp_path), "--ci", "gitlab")
    assert done.exit_code == 0
    assert 'SITE: "https://mine.example/up/"' in (tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8")
    assert not (tmp_path / "site_src").exists()
    assert [path.name for path in (tmp_path / "incidents").iterdir()] == ["one.yml"]
    assert "-c shop=partial_outage" in done.stderr


def test_settings_without_the_plugin_are_told_of(tmp_path: Path) -> None:
    """Settings of another site of MkDocs are not changed; what they lack can be asked for."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Docs\n", encoding="utf-8")
    done = init(str(tmp_path))
    assert "mkdocs.yml does not name statuskit. What it lacks: statuskit check" in done.stderr
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == "site_name: Docs\n"


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It names what would be written, in a folder that is not there yet."""
    done = init(str(tmp_path / "new"), "--dry-run", "--ci", "none")
    assert done.exit_code == 0
    assert f"would write  {tmp_path / 'new' / 'mkdocs.yml'}\n" in done.stdout
    assert "workflows" not in done.stdout
    assert not (tmp_path / "new").exists()


def test_a_file_where_a_folder_is_needed_stops_all(tmp_path: Path) -> None:
    """Half a site is worse than none: it is said before the first byte."""
    (tmp_path / "ci").write_text("mine", encoding="utf-8")
    done = init(str(tmp_path))
    assert done.exit_code == 1
    assert f"{tmp_path / 'ci'} is no folder" in done.stderr
    assert texts(tmp_path) == {"ci": "mine"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--name", "two\nlines"], "A name is one line of text."),
        (["--name", "  "], "A name is one line of text."),
        (["--url", "status.example.com"], "is not the address of a site"),
        (["--url", 'https://x.example/"; rm -rf ~'], "is not the address of a site"),
        (["--component", "Big Shop=Shop"], '"Big Shop" cannot be the id of a component'),
        (["--component", "支払い"], '"" cannot be the id of a component'),
        (["--component", "private=Private"], '"private" cannot be the id of a component'),
        (["--component", "a=One", "--component", "a=Two"], 'Two components have the id "a"'),
        (["--ci", "jenkins"], "jenkins"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, words: list[str], said: str) -> None:
    """A wrong word is told with what would be right, and nothing is written."""
    done = init(str(tmp_path / "new"), *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_person_is_asked(tmp_path: Path) -> None:
    """At a real terminal each question has a default, and a wrong answer is asked for again."""
    ours, theirs = pty.openpty()
    os.write(ours, b"Acme: live\nnowhere\n\nShop, Sign-in\nnone\n")
    with subprocess.Popen(
        [sys.executable, "-m", "statuskit", "init", "acme", "--now", NOW],
        cwd=tmp_path,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as asking:
        assert asking.wait(timeout=60) == 0
    os.close(theirs)
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Name of the page [Acme Status]: " in said
    assert '"nowhere" is not the address of a site' in said
    settings = yaml.safe_load((tmp_path / "acme/mkdocs.yml").read_text(encoding="utf-8"))
    assert (settings["site_name"], settings["site_url"]) == ("Acme: live", "https://status.example.com/")
    assert settings["plugins"][1]["statuskit"]["components"] == [
        {"id": "shop", "name": "Shop", "since": date(2026, 11, 20)},
        {"id": "sign-in", "name": "Sign-in", "since": date(2026, 11, 20)},
    ]
    assert not (tmp_path / "acme/.github").exists()


def test_editors_know_the_keys_without_the_network(tmp_path: Path) -> None:
    """Schemas are those that `statuskit schema` prints, and hold for the files of the site."""
    init(str(tmp_path))
    kept = ""
    for of in ("incident", "site"):
        kept = (tmp_path / f".statuskit/{of}.schema.json").read_text(encoding="utf-8")
        assert kept == CliRunner().invoke(main, ["schema", of]).stdout
    assert json.loads(kept) == json_schema("site")
    [incident] = (tmp_path / "incidents").iterdir()
    line = incident.read_text(encoding="utf-8").splitlines()[0]
    schema = line.removeprefix("# yaml-language-server: $schema=")
    assert (incident.parent / schema).resolve() == (tmp_path / ".statuskit/incident.schema.json").resolve()
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert [name for name in settings["yaml.schemas"] if not (tmp_path / name).is_file()] == []


@pytest.mark.slow
def test_schemas_hold_for_the_files_and_refuse_slips(tmp_path: Path) -> None:
    """A program that reads JSON Schema finds the new files right, and a misspelt key of each wrong."""
    init(str(tmp_path))
    [incident] = (tmp_path / "incidents").iterdir()
    checker = Path(sys.executable).with_name("check-jsonschema")
    for name, file, key in (
        ("incident", incident, "status:"),
        ("mkdocs", tmp_path / "mkdocs.yml", "timezone:"),
    ):
        command: list[str | Path] = [
            checker,
            "--schemafile",
            tmp_path / f".statuskit/{name}.schema.json",
            file,
        ]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
        text = file.read_text(encoding="utf-8")
        assert key in text
        file.write_text(text.replace(key, f"x{key}"), encoding="utf-8")
        assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_a_new_site_is_made_of_the_demo(tmp_path: Path) -> None:
    """Theme, extensions and the order of plugins are the demo's, but for its looks: there is no second truth."""
    init(str(tmp_path))
    new, demo = (
        yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
        for folder in (tmp_path, REPOSITORY)
    )
    for same in ("markdown_extensions", "docs_dir", "not_in_nav"):
        assert new[same] == demo[same]
    assert [plugin if isinstance(plugin, str) else next(iter(plugin)) for plugin in new["plugins"]] == [
        plugin if isinstance(plugin, str) else next(iter(plugin)) for plugin in demo["plugins"]
    ]
    for one in (new["theme"], demo["theme"]):
        for key in ("logo", "favicon"):
            one.pop(key, None)
        for palette in one["palette"]:
            del palette["primary"], palette["accent"]
    assert new["theme"] == demo["theme"]


def test_the_range_of_versions_holds_this_one(tmp_path: Path) -> None:
    """What the site is built with is this statuskit, up to the next that may break something."""
    init(str(tmp_path))
    last = (tmp_path / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert last == f"statuskit{_range(__version__)}"
    assert _range("0.1.0") == ">=0.1.0,<0.2"
    assert _range("2.3.1") == ">=2.3.1,<3"
