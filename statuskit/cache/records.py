"""Records of ours as bytes and back."""

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

_ROOMS = ("statuskit.model.", "statuskit.facts.")
_PLAIN = frozenset({("datetime", name) for name in ("date", "datetime", "timedelta", "timezone")})

_Put = Callable[[object, object], None]


class Unreadable(Exception):
    """These bytes are no record of ours."""


class Writer:
    """Writes records of the model and the facts, or tuples of such, for the reader of the same version."""

    def __init__(self) -> None:
        self._table = _Reductions()

    def write(self, record: object) -> bytes:
        """Give the bytes of a record."""
        stream = io.BytesIO()
        pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = self._table
        pickler.dump(record)
        return stream.getvalue()


class Reader:
    """Reads records. It makes what the model and the facts know and nothing else, whatever the bytes ask for."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], object] = {(__name__, _Record.__name__): _Maker().make}

    def read(self, data: bytes) -> object:
        """Give the record; raises `Unreadable` where there is none in it."""
        try:
            return _Unpickler(data, self._known).load()
        except Exception as error:
            raise Unreadable(str(error)) from error


class _Record:
    """Stands in the bytes for `_Maker.make`."""


class _Reductions(dict[type, Any]):
    """How each class is taken apart: a record of ours into its class and its values, in the order of its fields.

    A frozen record would be set up field by field through its own checks, four times as slowly.
    """

    def __missing__(self, kind: type) -> Any:  # noqa: ANN401 - whatever pickle takes
        if not is_dataclass(kind):
            raise KeyError(kind)
        parts = attrgetter("__class__", *(each.name for each in fields(kind)))
        self[kind] = lambda record: (_Record, parts(record))
        return self[kind]


class _Maker:
    """Makes records of their values, past the checks of a frozen class."""

    def __init__(self) -> None:
        self._puts: dict[object, tuple[_Put, ...]] = {}

    def make(self, kind: Any, *values: object) -> object:  # noqa: ANN401 - a record's class
        if kind not in self._puts:
            self._puts[kind] = tuple(getattr(kind, each.name).__set__ for each in fields(kind))
        made = object.__new__(kind)
        for put, value in zip(self._puts[kind], values, strict=True):
            put(made, value)
        return made


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, known: dict[tuple[str, str], object]) -> None:
        super().__init__(io.BytesIO(data))
        self._known = known

    def find_class(self, module: str, name: str) -> object:
        """Allow our records and moments; a file of the cache may have been swapped for any other."""
        place = module, name
        if place not in self._known:
            is_ours = f"{module}.".startswith(_ROOMS) and "." not in name
            found = super().find_class(module, name) if is_ours or place in _PLAIN else None
            if not isinstance(found, type) or found.__module__ != module:
                raise pickle.UnpicklingError(f"{module}.{name} is no record of ours")
            self._known[place] = found
        return self._known[place]
