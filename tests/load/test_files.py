"""Finding incident files: sub-folders, bundles, links, and names that cannot be ids."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from statuskit.load import Loaded, read_past
from statuskit.load.files import Found, find, named, read_start
from statuskit.problems import Problem, Severity

Load = Callable[..., Loaded]

SMALL = "title: Chat is slow\nupdates:\n  - {at: 2026-11-20T14:02:00Z, message: Chat is slow.}\n"


def told(loaded: Loaded) -> list[tuple[str, str]]:
    """Give file and rule of each problem."""
    return [(problem.file, problem.rule) for problem in loaded.problems]


def test_where_files_live(load_files: Load) -> None:
    """Files are found in any sub-folder and in bundles; hidden ones, drafts and other kinds are not."""
    loaded = load_files(
        {
            "a.yml": SMALL,
            "2026/b.yaml": SMALL,
            "2026/deep/down/c.yml": SMALL,
            "d/incident.yml": SMALL,
            "d/table.yml": "not: an incident",
            "d/inside/e.yml": SMALL,
            "_draft.yml": "nonsense",
            ".hidden.yml": "nonsense",
            "_drafts/x.yml": "nonsense",
            ".git/y.yml": "nonsense",
            "README.md": "nonsense",
        }
    )

    assert [(incident.id, incident.file) for incident in loaded.catalog.incidents] == [
        ("a", "incidents/a.yml"),
        ("b", "incidents/2026/b.yaml"),
        ("c", "incidents/2026/deep/down/c.yml"),
        ("d", "incidents/d/incident.yml"),
    ]
    assert loaded.problems == ()


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is a warning that names the setting, never a crash."""
    files, [problem] = find(tmp_path, "incidents")

    assert files == []
    assert (problem.rule, problem.severity, problem.file) == (
        "no-incidents-folder",
        Severity.WARNING,
        "incidents",
    )
    assert "incidents_dir" in problem.hint


def test_folder_beside_the_project(tmp_path: Path) -> None:
    """The folder may stand elsewhere; paths are told relative to the project."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.yml").write_text(SMALL)
    (tmp_path / "project").mkdir()

    [found], _ = find(tmp_path / "project", "../shared/")

    assert found.file == "../shared/a.yml"


@pytest.mark.parametrize(
    "name",
    [
        "Card.yml",
        "a b.yml",
        "-a.yml",
        "a--b.yml",
        "ä.yml",
        "a.b.yml",
        "x..%2fetc.yml",
        "a\\..\\b.yml",
        "x" * 81 + ".yml",
    ],
)
def test_names_that_are_no_ids(name: str, load_files: Load) -> None:
    """A file whose name cannot be an id is an error with a remedy, and is still read."""
    loaded = load_files({name: SMALL.replace("message", "mesage")})

    assert [problem.rule for problem in loaded.problems] == ["bad-id", "unknown-key"]
    assert "small letters" in loaded.problems[0].hint


def test_id_of_a_bundle_is_its_folder(load_files: Load) -> None:
    """A bundle's folder gives the id, so its name has to be one."""
    assert told(load_files({"Bad Name/incident.yml": SMALL})) == [
        ("incidents/Bad Name/incident.yml", "bad-id")
    ]


def test_longest_id(load_files: Load) -> None:
    """Eighty characters are allowed."""
    assert load_files({"x" * 80 + ".yml": SMALL}).problems == ()


def test_id_that_the_api_has(load_files: Load) -> None:
    """No incident is called as a file that the API writes beside those of incidents."""
    loaded = load_files({"unresolved.yml": SMALL})

    assert told(loaded) == [("incidents/unresolved.yml", "bad-id")]
    assert loaded.catalog.incidents == ()


def test_two_files_with_one_id(load_files: Load) -> None:
    """Two files with one id are both refused, and each names the other."""
    loaded = load_files({"a.yml": SMALL, "2026/a.yaml": SMALL, "b.yml": SMALL})

    assert told(loaded) == [("incidents/2026/a.yaml", "duplicate-id"), ("incidents/a.yml", "duplicate-id")]
    assert "incidents/a.yml" in loaded.problems[0].message
    assert "incidents/2026/a.yaml" in loaded.problems[1].message
    assert [incident.id for incident in loaded.catalog.incidents] == ["b"]


def test_bundle_with_two_files(load_files: Load) -> None:
    """A folder with incident.yml and incident.yaml has two files with one id."""
    loaded = load_files({"a/incident.yml": SMALL, "a/incident.yaml": SMALL})

    assert [rule for _, rule in told(loaded)] == ["duplicate-id", "duplicate-id"]


@pytest.mark.parametrize("target", ["/etc/passwd", "../secret.yml", "nowhere.yml", "a.yml"])
def test_links_of_files(target: str, load_files: Load, tmp_path: Path) -> None:
    """A link out of the folder, into nothing or to itself is an error and is never read."""
    (tmp_path / "secret.yml").write_text(SMALL)
    load_files({})
    (tmp_path / "incidents" / "a.yml").symlink_to(target)

    [problem] = load_files({}).problems

    assert problem.rule in {"outside-folder", "unreadable"}
    assert problem.severity is Severity.ERROR


def test_link_inside_the_folder(load_files: Load, tmp_path: Path) -> None:
    """A link to a file inside the folder is read."""
    load_files({"_shelf/a.yml": SMALL})
    (tmp_path / "incidents" / "b.yml").symlink_to("_shelf/a.yml")

    loaded = load_files({})

    assert [incident.id for incident in loaded.catalog.incidents] == ["b"]


def test_links_of_folders(load_files: Load, tmp_path: Path) -> None:
    """A linked folder is never entered: an error if it leads out, a warning if it leads round in circles."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.yml").write_text(SMALL)
    load_files({"a.yml": SMALL})
    (tmp_path / "incidents" / "out").symlink_to("../elsewhere")
    (tmp_path / "incidents" / "round").symlink_to(".")

    loaded = load_files({})

    assert told(loaded) == [("incidents/out", "outside-folder"), ("incidents/round", "linked-folder")]
    assert [problem.severity for problem in loaded.problems] == [Severity.ERROR, Severity.WARNING]
    assert [incident.id for incident in loaded.catalog.incidents] == ["a"]


def test_what_is_no_plain_file(load_files: Load, tmp_path: Path) -> None:
    """A pipe named as an incident file is told, and nobody waits for it."""
    load_files({})
    os.mkfifo(tmp_path / "incidents" / "a.yml")

    assert told(load_files({})) == [("incidents/a.yml", "unreadable")]


def test_name_that_is_not_utf8(load_files: Load, tmp_path: Path) -> None:
    """Bytes that are not UTF-8 and control characters in a name reach no message."""
    load_files({})
    for name in (b"a\xff.yml", b"b\x1b[31m.yml"):
        (tmp_path / "incidents" / os.fsdecode(name)).write_text(SMALL)

    assert {file for file, _ in told(load_files({}))} == {"incidents/a�.yml", "incidents/b�[31m.yml"}


def test_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that the system does not open is told with the system's reason."""
    (tmp_path / "incidents").mkdir()

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)

    files, [problem] = find(tmp_path, "incidents")

    assert (files, problem.rule) == ([], "unreadable")
    assert "Permission denied" in problem.message


def test_file_that_vanishes(tmp_path: Path) -> None:
    """A file that is gone when it is to be read is told."""
    found = Found(id="a", location=tmp_path / "a.yml", file="incidents/a.yml")

    problem = read_start(found, 10)

    assert isinstance(problem, Problem)
    assert problem.rule == "unreadable"


def test_file_that_cannot_be_read_stops_nothing(
    load_files: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other files are read when the system does not open one of them."""
    load_files({"a.yml": SMALL, "b.yml": SMALL})
    (tmp_path / "incidents" / "a.yml").unlink()
    (tmp_path / "incidents" / "a.yml").symlink_to("b.yml")
    really = open

    def open_all_but_one(path: str | Path, mode: str = "r") -> object:
        if Path(path).name == "a.yml":
            raise OSError
        return really(path, mode)

    monkeypatch.setattr("builtins.open", open_all_but_one)

    loaded = load_files({})

    assert told(loaded) == [("incidents/a.yml", "unreadable")]
    assert [incident.id for incident in loaded.catalog.incidents] == ["b"]


def test_large_file_is_not_read_whole(tmp_path: Path) -> None:
    """Of a file that is too large only so much is read as shows it."""
    (tmp_path / "a.yml").write_bytes(b"x" * 100)

    assert read_start(Found(id="a", location=tmp_path / "a.yml", file="a.yml"), 10) == b"x" * 11


def test_deep_folders(tmp_path: Path) -> None:
    """Hundreds of folders in each other are walked without recursion."""
    folder = tmp_path.joinpath("incidents", *["x"] * 400)
    folder.mkdir(parents=True)
    (folder / "a.yml").write_text(SMALL)

    [found], problems = find(tmp_path, "incidents")

    assert (found.id, problems) == ("a", [])


def test_loop_of_links_in_the_middle(load_files: Load, tmp_path: Path) -> None:
    """Links that lead to each other end in problems, not in a loop."""
    load_files({})
    (tmp_path / "incidents" / "a.yml").symlink_to("b.yml")
    (tmp_path / "incidents" / "b.yml").symlink_to("a.yml")

    assert [rule for _, rule in told(load_files({}))] == ["outside-folder", "outside-folder"]


def test_same_folder_twice_same_result(load_files: Load) -> None:
    """Loading twice gives equal catalogs and problems."""
    first = load_files({"a.yml": SMALL, "b.yml": "title: [", "c/incident.yml": SMALL})

    assert load_files({}) == first


def test_names_alone_tell_the_same(tmp_path: Path) -> None:
    """Of a list of paths the same are incident files, with the same ids, as of a folder that holds them."""
    names = [
        "incidents/a.yml", "incidents/incident.yml", "incidents/2026/b.YAML", "incidents/2026/deep/c.yml",
        "incidents/d/incident.yml", "incidents/d/table.yml", "incidents/d/inside/e.yml",
        "incidents/d/inside/incident.yml", "incidents/f/incident.yaml", "incidents/f/technical.md",
        "incidents/_draft.yml", "incidents/.hidden.yml", "incidents/_drafts/x.yml", "incidents/x.md",
        "incidents/a b'\n.yml", "mkdocs.yml", "elsewhere/a.yml", "incidents.yml",
    ]  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SMALL, encoding="utf-8")
    found, _ = find(tmp_path, "incidents")
    assert sorted(named(names, "incidents").values()) == sorted(each.id for each in found)
    assert named(names, "incidents")["incidents/d/incident.yml"] == "d"
    assert named(["a.yml", "b/incident.yml"], ".") == {"a.yml": "a", "b/incident.yml": "b"}


@pytest.mark.parametrize(
    "text", ["title: [", "titel: x\n", SMALL.replace("14:02", "25:02"), "title: x\ntitle: y\n"]
)
def test_what_nobody_could_read_was_not_said(text: str) -> None:
    """A file that is no YAML, of a wrong shape, or with a time that does not exist says nothing of the past."""
    found = Found(id="a", location="a.yml", file="a.yml")
    assert read_past(text.encode(), found, None) is None
    good = read_past(SMALL.encode(), found, None)
    assert good is not None
    assert good.title == "Chat is slow"
