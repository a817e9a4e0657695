"""Where imported files go, and what they never overwrite."""

from pathlib import Path

import pytest

from statuskit.importers import Imported
from statuskit.importers.folder import Outcome, Planned, plan, write


def imported(name: str = "abc", *, started: str | None = None, **more: object) -> Imported:
    """Return a small incident."""
    document: dict[str, object] = {"title": "T"}
    if started:
        document["started"] = started
    document["updates"] = [{"at": "2022-01-01T00:00:00Z", "message": "M\n"}]
    return Imported(id=name, document=document | more)


def outcomes(planned: list[Planned]) -> list[Outcome]:
    """Return what becomes of each document."""
    return [item.outcome for item in planned]


def test_new_files_stand_in_the_year_of_their_beginning(tmp_path: Path) -> None:
    """The folder is the UTC year in which it began, and nothing but whole files is left behind."""
    planned = plan([imported(), imported("b", started="2021-12-31T23:00:00Z")], tmp_path)
    assert [item.path.relative_to(tmp_path).as_posix() for item in planned] == ["2022/abc.yml", "2021/b.yml"]
    write(planned)
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["abc.yml", "b.yml"]
    assert (tmp_path / "2022/abc.yml").read_text(encoding="utf-8") == planned[0].text


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    """The first import may go to a folder that does not exist yet."""
    write(plan([imported()], tmp_path / "new/incidents"))
    assert (tmp_path / "new/incidents/2022/abc.yml").is_file()


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    """The same source again is all unchanged."""
    write(plan([imported()], tmp_path))
    assert outcomes(plan([imported()], tmp_path)) == [Outcome.UNCHANGED]


@pytest.mark.parametrize("name", ["abc.yml", "2022/abc.yaml", "elsewhere/abc.yml", "old/abc/incident.yml"])
def test_an_edited_file_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    """A file of that id, wherever it stands in the folder and whatever its form, is never overwritten."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("title: mine\n", encoding="utf-8")
    planned = plan([imported()], tmp_path)
    assert outcomes(planned) == [Outcome.DIFFERS]
    assert planned[0].path == path
    write(planned)
    assert path.read_text(encoding="utf-8") == "title: mine\n"


def test_hidden_files_hold_no_id(tmp_path: Path) -> None:
    """Names that a build skips do not stand in the way."""
    (tmp_path / "_drafts").mkdir()
    (tmp_path / "_drafts/abc.yml").touch()
    (tmp_path / ".abc.yml").touch()
    assert outcomes(plan([imported()], tmp_path)) == [Outcome.NEW]


def test_a_file_that_came_meanwhile_stays(tmp_path: Path) -> None:
    """Between plan and writing somebody may write the same file: theirs stays."""
    planned = plan([imported()], tmp_path)
    planned[0].path.parent.mkdir()
    planned[0].path.write_text("theirs", encoding="utf-8")
    write(planned)
    assert planned[0].path.read_text(encoding="utf-8") == "theirs"


def test_incidents_left_out_have_no_file(tmp_path: Path) -> None:
    """What could not come in is not planned."""
    assert plan([Imported(id="x", document=None)], tmp_path) == []
