"""What holds for the repository as a whole."""

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import statuskit

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def committed() -> list[Path]:
    """Name every file of the repository that is text."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_speaks_of_one_machine() -> None:
    """No path of the machine that something was written on stands in any file."""
    machine = re.compile(rb"/(?:work|root|home|Users)/[a-z]")
    found = [
        path.name for path in committed() if path != Path(__file__) and machine.search(path.read_bytes())
    ]
    assert found == []


def sources() -> dict[str, str]:
    """Read every module of the package."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "statuskit").rglob("*.py"))
    }


def test_only_one_module_reads_the_clock() -> None:
    """Everything below the command line gets its moment as an argument."""
    clock = re.compile(r"\b(datetime\.now|datetime\.today|date\.today|utcnow|time\.time|time\.localtime)\b")
    assert [name for name, text in sources().items() if clock.search(text)] == ["statuskit/clock.py"]


def test_every_module_says_what_it_owns() -> None:
    """The first line of a module is its docstring, on one line."""
    assert [name for name, text in sources().items() if not text.startswith('"""') and text] == []


def test_every_exception_from_the_linters_has_its_reason_beside_it() -> None:
    """Whoever silences a rule or a type says why, on that line or the one above."""
    silent = re.compile(r"# (?:noqa|type: ignore)(.*)")
    codes = re.compile(r"(?:: )?\[?[A-Za-z]+[0-9]*[a-z-]*(?:, ?[A-Z]+[0-9]+|, ?[a-z-]+)*\]?")
    bare = []
    for name, text in sources().items():
        lines = text.splitlines()
        for above, line in zip(["", *lines], lines, strict=False):
            found = silent.search(line)
            if found and not above.lstrip().startswith("#") and not codes.sub("", found[1], count=1).strip():
                bare.append(f"{name}: {line.strip()}")
    assert bare == []


@pytest.mark.parametrize("name", ["site", "test", "clients", "bench", "lock"])
def test_requirement_files_name_no_address_and_hash_everything(name: str) -> None:
    """Each requirement is one exact version with hashes, from wherever the reader's installer looks."""
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(--index|-i |--find-links|--extra)", text, re.MULTILINE)
    for requirement in re.split(r"\n(?=[a-z])", text, flags=re.IGNORECASE)[1:]:
        assert re.match(r"\S+==\S+.* \\\n    --hash=sha256:", requirement), requirement


def test_lock_files_of_npm_name_no_registry() -> None:
    """Packages are known by their hashes, and come from wherever the reader's npm looks."""
    locks = [path for path in committed() if path.name == "package-lock.json"]
    assert locks
    for path in locks:
        packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
        del packages[""]
        assert [name for name, it in packages.items() if "resolved" in it or "integrity" not in it] == [], (
            path
        )


def test_requirement_files_hold_every_dependency() -> None:
    """What pyproject.toml asks for is pinned; a change of one without the other is told here."""
    groups = PROJECT["dependency-groups"]
    test = [*PROJECT["project"]["dependencies"], *groups["build"], *groups["test"], *groups["lint"]]
    for file, wanted in (("test", test), ("clients", groups["clients"])):
        pinned = (ROOT / f"requirements/{file}.txt").read_text(encoding="utf-8").lower()
        for requirement in wanted:
            name = re.split(r"[<>=;\s]", requirement)[0]
            assert re.search(rf"^{re.escape(name)}==", pinned, re.MULTILINE), name


def test_version_stands_once_in_the_package_and_once_in_the_project() -> None:
    """The package and the project file tell the same version."""
    assert PROJECT["project"]["version"] == statuskit.__version__


def test_ci_runs_the_test_command_of_the_readme() -> None:
    """What decides over a change is the very command that the README names."""
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert lines[-1].startswith("make test")
    assert "    make test " in (ROOT / "README.md").read_text(encoding="utf-8")[:200]


@pytest.mark.slow
def test_the_wheel_holds_what_the_package_needs(tmp_path: Path) -> None:
    """Templates, styles and the mark of typed packages are in the wheel, and nothing beside the package."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            tmp_path,
            ROOT,
        ],
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        path.relative_to(ROOT).as_posix() for path in committed() if path.is_relative_to(ROOT / "statuskit")
    }
    assert package <= names
    assert "statuskit/py.typed" in names
    assert {name.partition("/")[0] for name in names - package} == {
        f"statuskit-{statuskit.__version__}.dist-info"
    }
