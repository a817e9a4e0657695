"""Records of ours as bytes and back."""

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_ROOMS = ("statuskit.model.", "statuskit.facts.")
_PLAIN = {("datetime", kind.__name__): kind for kind in (date, datetime, timedelta, timezone)}

_Put = Callable[[object, object], None]
_Reduction = Callable[[Any], tuple[type, tuple[object, ...]]]
"""Takes a record of one class apart: the class, and what it is made of."""


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
        self._known: dict[tuple[str, str], object] = {}

    def read(self, data: bytes) -> object:
        """Give the record; raises `Unreadable` where there is none in it."""
        try:
            return _Unpickler(data, self._known).load()
        except Exception as error:
            raise Unreadable(str(error)) from error


class _Reductions(dict[type, _Reduction]):
    """How each class is taken apart: a record of ours into its class and its values, in the order of its fields.

    A frozen record would be set up field by field through its own checks, four times as slowly.
    """

    def __missing__(self, kind: type) -> _Reduction:
        if is_dataclass(kind):
            parts = attrgetter("__class__", *(each.name for each in fields(kind)))
            self[kind] = lambda record: (kind, parts(record)[1:])
        elif issubclass(kind, Enum):
            self[kind] = lambda member: (kind, (member.value,))
        elif issubclass(kind, tuple) and kind is not tuple:
            self[kind] = lambda record: (kind, tuple(record))
        else:
            raise KeyError(kind)
        return self[kind]


class _Maker:
    """Makes records of a class of their values, past the checks of a frozen class."""

    __slots__ = ("_kind", "_puts")

    def __init__(self, kind: "type[DataclassInstance]") -> None:
        self._kind = kind
        self._puts: tuple[_Put, ...] = tuple(getattr(kind, each.name).__set__ for each in fields(kind))

    def make(self, *values: object) -> object:
        made = object.__new__(self._kind)
        for put, value in zip(self._puts, values, strict=True):
            put(made, value)
        return made


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, known: dict[tuple[str, str], object]) -> None:
        super().__init__(io.BytesIO(data))
        self._known = known

    def find_class(self, module: str, name: str) -> object:
        """Allow our records and moments; a file of the cache may have been swapped for any other.

        A class of ours is never given itself, only what makes its records: bytes can ask to change what they are given.
        """
        place = module, name
        if place not in self._known:
            self._known[place] = _PLAIN.get(place) or self._of_ours(module, name)
        return self._known[place]

    def _of_ours(self, module: str, name: str) -> object:
        is_ours = f"{module}.".startswith(_ROOMS) and "." not in name
        kind = super().find_class(module, name) if is_ours else None
        if isinstance(kind, type) and kind.__module__ == module:
            if issubclass(kind, Enum):
                return {member.value: member for member in kind}.__getitem__
            if issubclass(kind, tuple):
                return kind.__call__
            if is_dataclass(kind):
                return _Maker(kind).make
        raise pickle.UnpicklingError(f"{module}.{name} is no record of ours")
