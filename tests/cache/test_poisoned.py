"""A cache that somebody else has written: CI fetches it from where others may reach."""

import json
import pickle
import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from statuskit import load, settings
from statuskit.cache import FOLDER, Cache, Made, Reader, Thing, Unreadable, Writer
from statuskit.documents import Documents
from statuskit.facts.cases import Case
from statuskit.model import Incident

if TYPE_CHECKING:
    from tests.conftest import WriteSite


def _text(text: str) -> bytes:
    return pickle.SHORT_BINUNICODE + bytes([len(text)]) + text.encode()


def _named(module: str, name: str) -> bytes:
    return _text(module) + _text(name) + pickle.STACK_GLOBAL


def _called(function: bytes, argument: bytes) -> bytes:
    return function + argument + pickle.TUPLE1 + pickle.REDUCE


def _run_by_way_of(getter: bytes, kind: bytes, code: str) -> bytes:
    """Write what goes from a class of ours by its attributes to Python's own functions, and runs code."""
    of_module = _called(_called(getter, _text("__init__.__globals__.__getitem__")), kind)
    builtins = _called(of_module, _text("__builtins__"))
    of_builtins = _called(_called(getter, _text("__getitem__")), builtins)
    evaluate = _called(of_builtins, _text("eval"))
    return pickle.PROTO + b"\x05" + _called(evaluate, _text(code)) + pickle.STOP


@pytest.mark.parametrize(
    "getter",
    [
        _named("operator", "attrgetter"),
        _named("statuskit.facts.spans", "attrgetter"),  # what a module of ours has from elsewhere
        _named("statuskit.facts.spans", "Span.__getattribute__"),
    ],
    ids=["of Python", "by way of a module", "of a class"],
)
def test_reading_runs_nothing(tmp_path: Path, getter: bytes) -> None:
    """Bytes that climb from a record's class to Python's own functions are no record, and nothing of them is run."""
    made = tmp_path / "made"
    bytes_of_a_stranger = _run_by_way_of(
        getter, _named("statuskit.model", "Incident"), f"open({str(made)!r}, 'x')"
    )
    with pytest.raises(Unreadable):
        Reader().read(bytes_of_a_stranger)
    assert not made.exists()


@pytest.mark.parametrize("path", ["../ci/build.sh", "incidents/../../ci/build.sh", "..", "a/.."])
def test_no_file_leaves_the_site(tmp_path: Path, path: str) -> None:
    """A file that is kept under a path out of the site's folder is not taken: what should be there is made."""
    data = b"echo of a stranger"
    with Cache(tmp_path) as cache:
        listed = json.dumps([[path, blake2b(data, digest_size=16).hexdigest(), len(data)]])
        cache.shelf("files", b"code").put({b"key": listed.encode()})
        cache.shelf("contents", b"code").put({b"key": zlib.compress(data)})
        thing = Thing(b"key", lambda: [("incidents/a/index.html", b"ours")])
        with Made(cache, b"code", [thing], has=lambda _path, _digest: False, alone=True) as made:
            files = [(file.path, file.content) for file in made.files()]
    assert files == [("incidents/a/index.html", b"ours")]


@pytest.mark.parametrize("listed", [b"", b"[", b"7", b"[7]", b'[["a", 1]]', b'[[1, "b", 3]]', b"\xff"])
def test_what_is_no_list_of_files_is_made_anew(tmp_path: Path, listed: bytes) -> None:
    """Whatever stands in place of the list, the thing's own files are made."""
    with Cache(tmp_path) as cache:
        cache.shelf("files", b"code").put({b"key": listed})
        thing = Thing(b"key", lambda: [("incidents/a/index.html", b"ours")])
        with Made(cache, b"code", [thing], has=lambda _path, _digest: False, alone=True) as made:
            files = [(file.path, file.content) for file in made.files()]
    assert files == [("incidents/a/index.html", b"ours")]


TITLE = "You cannot pay"
TEXT = f"""\
title: {TITLE}
updates:
  - at: 2026-11-20T14:02:00Z
    message: We look into it.
"""


def _swap(database: Path, changes: dict[str, Any]) -> None:
    """Change what is kept of an incident, as somebody does who knows the form of the file."""
    with closing(sqlite3.connect(database)) as kept, kept:
        items = (
            "SELECT item.rowid, key, value FROM item JOIN shelf ON shelf.id = shelf WHERE kind = 'incident'"
        )
        for row, key, value in list(kept.execute(items)):
            read_at, incident, case = cast("tuple[datetime, Incident, Case]", Reader().read(value[8:]))
            if incident.title != TITLE:
                continue
            data = Writer().write((read_at, replace(incident, **changes), case))
            whole = blake2b(key + data, digest_size=8).digest() + data
            kept.execute("UPDATE item SET value = ? WHERE rowid = ?", (whole, row))


@pytest.mark.parametrize(
    ("changes", "is_taken"),
    [
        ({"title": "All is well"}, True),
        ({"id": "../../ci"}, False),
        ({"file": "../elsewhere/a.yml"}, False),
        ({"files": ("../../mkdocs.yml",)}, False),
        ({"files": ("/etc/hostname",)}, False),
    ],
)
def test_a_record_names_its_own_file_alone(
    write_site: "WriteSite", now: datetime, changes: dict[str, Any], *, is_taken: bool
) -> None:
    """What a stranger has written is taken for the incident's words at worst, and never for a way to other files."""
    root = write_site({"incidents/a.yml": TEXT})
    site = settings.read(root / "mkdocs.yml")

    def incident() -> Incident:
        with Cache(root / FOLDER) as cache:
            read = Documents(cache, site.settings).read
            loaded = load.load(root, site.settings, now, read_files=read)
        [found] = [each for each in loaded.catalog.incidents if each.title in {TITLE, "All is well"}]
        return found

    right = incident()
    _swap(root / FOLDER / "kept.sqlite", changes)
    assert incident() == (replace(right, **changes) if is_taken else right)
