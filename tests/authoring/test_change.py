"""A file is changed only as far as it stays sound, and never over what others wrote."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuskit.authoring.change import WrongFileError, change
from statuskit.errors import ProblemsFound
from statuskit.load import surroundings
from statuskit.load.files import Found
from statuskit.model import Incident, Settings
from statuskit.source.edits import Append, Edit, Put

TEXT = "title: Cards\nupdates:\n  - at: 2026-11-20T14:00:00Z\n    message: First.\n"
THEIRS = "  - at: 2026-11-20T14:01:00Z\n    message: Theirs.\n"
OURS = Append(path=("updates",), value={"at": "2026-11-20T14:02:00Z", "message": "Ours."})
AROUND = surroundings(Settings(), [], datetime(2026, 11, 20, 15, tzinfo=UTC))


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Write an incident and give its file."""
    path = tmp_path / "a.yml"
    path.write_text(TEXT, encoding="utf-8")
    return Found(id="a", location=path, file="incidents/a.yml")


def test_what_an_editor_saves_meanwhile_is_not_overwritten(found: Found) -> None:
    """Where the file changes between reading and writing, the change is made anew on what stands there."""
    seen: list[int] = []

    def make(incident: Incident) -> Sequence[Edit]:
        seen.append(len(incident.updates))
        if len(seen) == 1:
            found.path.write_text(TEXT + THEIRS, encoding="utf-8")
        return [OURS]

    written = change(found, AROUND, make)
    assert seen == [1, 2]
    assert [update.message for update in written.incident.updates] == ["First.", "Theirs.", "Ours."]
    assert found.path.read_bytes() == written.after


def test_a_file_that_never_rests_is_left_alone(found: Found) -> None:
    """After some tries nothing is written, and that is said."""
    tries: list[Incident] = []

    def make(incident: Incident) -> Sequence[Edit]:
        tries.append(incident)
        found.path.write_text(f"{TEXT}tags: [t{len(tries)}]\n", encoding="utf-8")
        return [OURS]

    with pytest.raises(ProblemsFound, match="changes all the time; nothing was written"):
        change(found, AROUND, make)
    assert "Ours." not in found.path.read_text(encoding="utf-8")


def test_what_would_be_wrong_is_not_written(found: Found) -> None:
    """The problems are those of the file as it would stand, with their places there."""
    edits: list[Edit] = [OURS, Put(path=("resolved",), value="2026-11-20T14:02:00Z")]
    with pytest.raises(WrongFileError) as refused:
        change(found, AROUND, lambda _incident: edits)
    assert [(problem.rule, problem.span and problem.span.line) for problem in refused.value.problems] == [
        ("not-resolved", 7)
    ]
    assert found.path.read_text(encoding="utf-8") == TEXT
