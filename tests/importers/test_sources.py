"""How the files of a source are found and read."""

import json
from pathlib import Path

import pytest

from statuskit.importers.sources import SourceFile, UnreadableFile, files, json_value, text


def source(path: Path, data: bytes) -> SourceFile:
    """Write a file of the source."""
    path.write_bytes(data)
    return SourceFile(path=path, place=path.name)


def test_files_are_found_in_folders(tmp_path: Path) -> None:
    """Named files are taken as they are; folders give those of the suffix, each once, hidden ones never."""
    for name in ("b/a.json", "b/.git/x.json", "b/c/d.JSON", "b/c/e.txt", "own.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    given = [tmp_path / "own.txt", tmp_path / "b", tmp_path / "b/a.json"]
    assert [file.place for file in files(given, {".json"})] == ["own.txt", "a.json", "c/d.JSON"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    """With a mark or without, the text is the same, and its line ends are plain."""
    assert text(source(tmp_path / "a.md", "a\r\nGröße\r".encode(encoding))) == ("a\nGröße\n", ())


def test_another_encoding_is_guessed_and_told(tmp_path: Path) -> None:
    """Text that is not UTF-8 is taken for that of Windows, which holds Latin-1."""
    found, notes = text(source(tmp_path / "a.md", "Größe – \x81".encode("cp1252", errors="ignore") + b"\x81"))
    assert found == "Größe – \ufffd"
    assert [(note.place, note.text) for note in notes] == [("a.md", "is not UTF-8; it was read as cp1252")]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\xff\xfe\x00", b"ab\x00cd"])
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes) -> None:
    """A picture is no text, whatever its name."""
    with pytest.raises(UnreadableFile):
        text(source(tmp_path / "a.json", data))


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """What the machine refuses is one note on that file."""
    with pytest.raises(UnreadableFile) as reason:
        text(SourceFile(path=tmp_path / "missing", place="missing"))
    assert reason.value.note.place == "missing"


INCIDENTS = [{"id": "a", "u": [1, {}]}, {"id": "b"}]
WHOLE = {"page": {"x": ']}\\"'}, "incidents": INCIDENTS}


@pytest.mark.parametrize("value", [WHOLE, INCIDENTS])
def test_json_that_breaks_off_is_kept_up_to_there(tmp_path: Path, value: object) -> None:
    """Wherever it breaks, whole incidents before that come in, with a note that has the line."""
    whole = json.dumps(value, indent=1)
    kept = []
    for end in range(1, len(whole)):
        file = source(tmp_path / "a.json", whole[:end].encode())
        try:
            found, notes = json_value(file)
        except UnreadableFile:
            continue
        assert [note.text.partition(" (")[0] for note in notes] == ["the JSON breaks off"]
        items = found if isinstance(found, list) else found.get("incidents", [])
        assert items == INCIDENTS[: len(items)]
        kept.append(len(items))
    assert kept == sorted(kept)
    assert set(kept) >= {1, 2}


@pytest.mark.parametrize("data", [b"", b"<html>", b"[" * 100_000, b"nope", b"}{"])
def test_what_is_no_json_is_told(tmp_path: Path, data: bytes) -> None:
    """Without anything whole in it, the file is named and nothing comes in."""
    with pytest.raises(UnreadableFile, match="is no JSON"):
        json_value(source(tmp_path / "a.json", data))
