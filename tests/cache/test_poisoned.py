"""A cache that somebody else has written: CI fetches it from where others may reach."""

import pickle
from pathlib import Path

import pytest

from statuskit.cache import Reader, Unreadable


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
