"""Which files of a Statuspage `statuskit.importers.statuspage.answers` reads, and how several become one history."""

import json
from pathlib import Path

import pytest

from statuskit.importers import all_notes
from tests.importers.statuspage.source import Reader, documents, incident, read_folder, told, update


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"",
        b"\xff\xfe\x00",
        b"<html>",
        b'{"a": 1}',
        b"7",
        b'"x"',
        b"[" * 100_000,
        b"null",
    ],
)
def test_wrong_files_are_told_plainly(read: Reader, data: bytes) -> None:
    """What is no such JSON is one clear note, and nothing else."""
    history = read(data)
    assert [note.place for note in all_notes(history)] == ["incidents.json"]
    assert history.unread
    assert history.incidents == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_encoding_of_json_is_read(read: Reader, encoding: str) -> None:
    """JSON may come in any Unicode encoding, and as one incident alone."""
    item = incident(update("10:00:00", "resolved", "Größe"))
    for data in (item, {"incident": item}, {"page": {}, "incidents": item}):
        history = read(json.dumps(data, ensure_ascii=False).encode(encoding))
        assert history.incidents[0].document is not None
        assert history.incidents[0].document["updates"][0]["message"] == "Größe\n"


def test_every_answer_of_the_api_is_read(tmp_path: Path) -> None:
    """Lists, single incidents, a summary, components, and what holds nothing of all this, stand in one folder."""
    window = {"scheduled_for": "2022-03-01T12:00:00Z", "scheduled_until": "2022-03-01T14:00:00Z"}
    resolved = update("11:00:00", "resolved")
    history = read_folder(
        tmp_path,
        incidents_json={"page": {}, "incidents": [incident(resolved, id="a")]},
        page2_json=[incident(resolved, id="b")],
        one_json={"incident": incident(resolved, id="c")},
        bare_json=incident(resolved, id="d"),
        scheduled_json={
            "scheduled_maintenances": [incident(update("13:00:00", "completed"), id="e", **window)]
        },
        summary_json={
            "components": [{"id": "x", "name": "X"}],
            "incidents": [incident(resolved, id="f")],
            "status": {},
        },
        components_json={"page": {}, "components": [{"id": "y", "name": "Y"}]},
        list_json=[{"id": "z", "name": "Z", "group_id": None}],
        status_json={"page": {}, "status": {"indicator": "none"}},
        lines_jsonl="\n".join(json.dumps(incident(resolved, id=name)) for name in "gh") + "\n",
        readme_md="# Not taken",
    )
    assert sorted(documents(history)) == list("abcdefgh")
    assert [component.name for component in history.components] == ["Y", "Z", "X"]
    assert told(history) == []
    assert history.addresses == {f"/uptime/{code}": f"/components/{code}/" for code in "yzx"}


def test_of_several_copies_the_fullest_is_taken(tmp_path: Path) -> None:
    """The most updates win, then the newest; words that only another copy holds are told."""
    first, second, third = (
        update("10:00:00"),
        update("10:30:00", "identified"),
        update("11:00:00", "resolved"),
    )
    history = read_folder(
        tmp_path,
        a_json=[incident(first, status="investigating", resolved_at=None)],
        b_json=[incident(third, second, first), incident(third, id="same")],
        c_json=[incident(update("12:00:00", "resolved"), first), incident(third, id="same")],
    )
    document = documents(history)["1whd66ydswnx"]
    assert [each["at"][11:16] for each in document["updates"]] == ["10:00", "10:30", "11:00"]
    assert told(history) == [
        ("a.json incidents[0] 1whd66ydswnx", "stands in the source twice; b.json incidents[0] was taken"),
        (
            "c.json incidents[0] 1whd66ydswnx",
            "stands in the source twice; b.json incidents[0] was taken; 1 of its updates stand only there, and are left out",
        ),
        ("the source", "one incident stands in it more than once, in the same words"),
    ]
