"""Records as bytes and back."""

import copyreg
import importlib
import pickle
import pkgutil
import struct
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit import facts, load, model, settings
from statuskit.cache import Reader, Unreadable, Writer
from statuskit.facts.cases import case
from statuskit.facts.moments import settle

PROJECT = Path(__file__).parents[1] / "golden/full/project"
NOW = datetime(2026, 11, 20, 16, tzinfo=UTC)
ROOMS = [
    model,
    *(
        importlib.import_module(f"statuskit.facts.{each.name}")
        for each in pkgutil.iter_modules(facts.__path__)
    ),
]
CLASSES = sorted(
    {
        each
        for room in ROOMS
        for each in vars(room).values()
        if isinstance(each, type) and each.__module__ == room.__name__
    },
    key=lambda each: (each.__module__, each.__name__),
)


def name(kind: type) -> str:
    """Name a class in a test's title."""
    return kind.__name__


def sample() -> list[object]:
    """Give every record that a site of all kinds of incidents has."""
    described = settings.read(PROJECT / "mkdocs.yml")
    catalog = load.load(described.root, described.settings, NOW).catalog
    later = NOW + timedelta(days=4000)
    return [
        catalog,
        settle(catalog, NOW),
        *catalog.incidents,
        *(case(each, now) for each in catalog.incidents for now in (NOW, later)),
    ]


RECORDS = sample()
WRITTEN = [Writer().write(each) for each in RECORDS]


def test_every_record_survives() -> None:
    """What is read is what was written, one by one and all together."""
    reader, writer = Reader(), Writer()
    assert [reader.read(writer.write(each)) for each in RECORDS] == RECORDS
    assert reader.read(writer.write(tuple(RECORDS))) == tuple(RECORDS)


@pytest.mark.parametrize("kind", CLASSES, ids=name)
def test_every_class_of_records_survives(kind: type) -> None:
    """A record of any class of the model and the facts is read as it was written, its class too."""
    if issubclass(kind, Enum):
        records: list[object] = list(kind)
    elif is_dataclass(kind):
        record = object.__new__(kind)
        for number, each in enumerate(fields(kind)):
            getattr(kind, each.name).__set__(record, number)
        records = [record]
    elif issubclass(kind, tuple):
        records = [kind(*"123"[: len(kind._fields)])]  # type: ignore[attr-defined]  # a named tuple
    else:
        return
    read = Reader().read(Writer().write(tuple(records)))
    assert read == tuple(records)
    assert isinstance(read, tuple)
    assert [type(each) for each in read] == [kind] * len(records)


@given(record=st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.datetimes(timezones=st.just(UTC)) | st.timedeltas(),
    lambda inner: st.tuples(inner, inner) | st.lists(inner) | st.dictionaries(st.text(), inner),
))  # fmt: skip
def test_plain_values_survive(record: object) -> None:
    """What records hold comes back as it was."""
    assert Reader().read(Writer().write(record)) == record


def state() -> dict[object, dict[str, object]]:
    """Give all that the classes of records are made of."""
    return {kind: dict(vars(kind)) for kind in CLASSES}


def named(module: str, name: str) -> bytes:
    """Give the bytes that ask for something by name."""
    return b"c" + module.encode() + b"\n" + name.encode() + b"\n"


FORBIDDEN = [
    ("os", "system"),
    ("builtins", "eval"),
    ("builtins", "getattr"),
    ("functools", "partial"),
    ("datetime", "sys"),
    ("datetime", "tzinfo"),
    ("statuskit.model", "dataclass"),
    ("statuskit.model", "StrEnum"),
    ("statuskit.model", "datetime"),
    ("statuskit.facts.public", "re"),
    ("statuskit.facts.public", "replace"),
    ("statuskit.facts.cases", "case"),
    ("statuskit.facts.uptime", "pairwise"),
    ("statuskit.facts", "cases"),
    ("statuskit.cache.records", "Writer"),
    ("statuskit.models", "Incident"),
    ("statuskit.model", "Incident.__init__"),
    ("statuskit.model", "Kind.__class__"),
]


@pytest.mark.parametrize("place", FORBIDDEN)
@pytest.mark.parametrize("form", ["older", "newer"])
def test_nothing_else_is_given(place: tuple[str, str], form: str) -> None:
    """Bytes that ask for anything but a record's class or a moment are no record."""
    module, what = (each.encode() for each in place)
    newer = b"\x8c" + bytes([len(module)]) + module + b"\x8c" + bytes([len(what)]) + what + b"\x93"
    with pytest.raises(Unreadable):
        Reader().read(b"\x80\x04" + (named(*place) if form == "older" else newer) + b".")


@pytest.mark.parametrize("kind", CLASSES, ids=name)
@pytest.mark.parametrize(
    "attribute", ["title", "value", "__init__", "__eq__", "_value2member_map_", "__dict__"]
)
def test_bytes_change_no_class(kind: type, attribute: str) -> None:
    """Bytes that ask to change the class of a record leave it as it was."""
    before = state()
    word = b"\x8c" + bytes([len(attribute)]) + attribute.encode()
    for change in (b"}" + word + b"Nsb", b"N}" + word + b"Ns\x86b"):
        data = b"\x80\x04" + named(kind.__module__, kind.__name__) + change + b"."
        with suppress(Unreadable):
            Reader().read(data)
        assert state() == before


def test_no_extension_of_others_is_used() -> None:
    """What others have registered with Python for short names is not made."""
    copyreg.add_extension("os", "system", 240)
    try:
        with pytest.raises(Unreadable):
            Reader().read(b"\x80\x04\x82\xf0\x8c\x04true\x85R.")
    finally:
        copyreg.remove_extension("os", "system", 240)


@given(
    place=st.sampled_from(range(len(WRITTEN))),
    at=st.floats(0, 1, exclude_max=True),
    byte=st.integers(0, 255),
    cut=st.booleans(),
)
def test_damaged_bytes_are_a_record_or_unreadable(place: int, at: float, byte: int, *, cut: bool) -> None:
    """Whatever stands in the bytes, reading ends with a value or with `Unreadable`, and changes no class."""
    data = bytearray(WRITTEN[place])
    spot = int(at * len(data))
    data[spot] = byte
    before = state()
    with suppress(Unreadable):
        Reader().read(bytes(data[:spot] if cut else data))
    assert state() == before


@given(data=st.binary())
def test_any_bytes(data: bytes) -> None:
    """Bytes that nobody wrote are a plain value or unreadable."""
    with suppress(Unreadable):
        Reader().read(data)


def test_a_foreign_pickle_is_unreadable() -> None:
    """What pickle itself wrote of something else is refused before it is made."""
    with pytest.raises(Unreadable):
        Reader().read(pickle.dumps(Path("x")))
    with pytest.raises(Unreadable):
        Reader().read(pickle.dumps(struct.Struct))
