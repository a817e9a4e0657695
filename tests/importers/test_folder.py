"""Where imported files go, and what they never overwrite."""

from datetime import datetime
from pathlib import Path

import pytest

from statuskit.importers import Imported
from statuskit.importers.folder import Outcome, Planned, plan, write


def imported(
    name: str = "abc", at: str = "2022-01-01T00:00:00Z", place: str = "list[0]", **more: object
) -> Imported:
    """Return a small incident."""
    document = {"title": "T", "updates": [{"at": at, "message": "M\n"}]}
    begins = datetime.fromisoformat(at)
    return Imported(foreign=name, place=place, begins=begins, document=document | more)


def planned_in(folder: Path, *incidents: Imported) -> list[Planned]:
    """Plan an import from a provider."""
    return plan(incidents, folder, "statuspage")


def outcomes(planned: list[Planned]) -> list[Outcome]:
    """Return what becomes of each document."""
    return [item.outcome for item in planned]


def test_new_files_stand_in_the_year_of_their_beginning(tmp_path: Path) -> None:
    """The folder is the UTC year in which it began, and nothing but whole files is left behind."""
    planned = planned_in(tmp_path, imported(), imported("b", "2022-01-01T00:30:00+01:00"))
    assert [item.path.relative_to(tmp_path).as_posix() for item in planned] == ["2021/b.yml", "2022/abc.yml"]
    write(planned)
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["abc.yml", "b.yml"]
    assert (tmp_path / "2022/abc.yml").read_bytes() == planned[1].data


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    """The first import may go to a folder that does not exist yet."""
    write(planned_in(tmp_path / "new/incidents", imported()))
    assert (tmp_path / "new/incidents/2022/abc.yml").is_file()


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    """The same source again is all unchanged."""
    write(planned_in(tmp_path, imported()))
    assert outcomes(planned_in(tmp_path, imported())) == [Outcome.UNCHANGED]


@pytest.mark.parametrize("name", ["abc.yml", "2022/abc.yaml", "elsewhere/abc.yml", "old/abc/incident.yml"])
def test_an_edited_file_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    """A file of that id, wherever it stands in the folder and whatever its form, is never overwritten."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("title: mine\n", encoding="utf-8")
    planned = planned_in(tmp_path, imported())
    assert outcomes(planned) == [Outcome.DIFFERS]
    assert planned[0].path == path
    write(planned)
    assert path.read_text(encoding="utf-8") == "title: mine\n"


def test_hidden_files_hold_no_id(tmp_path: Path) -> None:
    """Names that a build skips do not stand in the way."""
    (tmp_path / "_drafts").mkdir()
    (tmp_path / "_drafts/abc.yml").touch()
    (tmp_path / ".abc.yml").touch()
    assert outcomes(planned_in(tmp_path, imported())) == [Outcome.NEW]


def test_a_file_that_came_meanwhile_stays(tmp_path: Path) -> None:
    """Between plan and writing somebody may write the same file: theirs stays."""
    planned = planned_in(tmp_path, imported())
    planned[0].path.parent.mkdir()
    planned[0].path.write_text("theirs", encoding="utf-8")
    write(planned)
    assert planned[0].path.read_text(encoding="utf-8") == "theirs"


def test_incidents_left_out_have_no_file(tmp_path: Path) -> None:
    """What could not come in is not planned."""
    assert planned_in(tmp_path, Imported(place="x", document=None)) == []


def test_an_incident_is_known_again_by_its_origin(tmp_path: Path) -> None:
    """Under another file name, at another place of a newer source, it is the same and changes nothing."""
    write(planned_in(tmp_path, imported("Abc")))
    (tmp_path / "2022/2022-01-01-t.yml").rename(tmp_path / "mine.yml")
    again = planned_in(tmp_path, imported("Abc", place="list[7]"), imported("Other", place="list[0]"))
    assert [(item.id, item.outcome) for item in again] == [
        ("mine", Outcome.UNCHANGED),
        ("2022-01-01-t", Outcome.NEW),
    ]


def test_what_has_no_id_is_known_again_by_its_place(tmp_path: Path) -> None:
    """Without an id in the source the place is the origin."""
    write(planned_in(tmp_path, imported("", place="a.md"), imported("", place="b.md")))
    assert [(item.id, item.outcome) for item in planned_in(tmp_path, imported("", place="b.md"))] == [
        ("2022-01-01-t-2", Outcome.UNCHANGED)
    ]


def test_one_provider_never_takes_the_file_of_another(tmp_path: Path) -> None:
    """The same id from elsewhere is another incident, and gets another id."""
    write(plan([imported()], tmp_path, "cachet"))
    assert [(item.id, item.outcome) for item in planned_in(tmp_path, imported())] == [
        ("2022-01-01-t", Outcome.NEW)
    ]


def test_what_no_incident_file_can_hold_is_too_large(tmp_path: Path) -> None:
    """A document of more than a megabyte could never be read again; it is not written, and the rest is."""
    planned = planned_in(tmp_path, imported(tags=["x" * 1_100_000]), imported("b"))
    assert outcomes(planned) == [Outcome.TOO_LARGE, Outcome.NEW]
    write(planned)
    assert [path.name for path in tmp_path.rglob("*.yml")] == ["b.yml"]


def test_a_file_that_cannot_be_read_has_no_origin(tmp_path: Path) -> None:
    """Whatever stands in the folder, the import goes on."""
    (tmp_path / "abc.yml").write_bytes(b"private: {imported: [\xff")
    (tmp_path / "d.yml").write_text("private: {imported: 7}\n", encoding="utf-8")
    assert outcomes(planned_in(tmp_path, imported())) == [Outcome.DIFFERS]
