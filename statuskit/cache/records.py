"""Records of ours as bytes and back."""

import io
import pickle

_ROOMS = ("statuskit.model.", "statuskit.facts.")
_PLAIN = frozenset({("datetime", name) for name in ("date", "datetime", "timedelta", "timezone")})


class Unreadable(Exception):
    """These bytes are no record of ours."""


class Reader:
    """Reads records. It makes what the model and the facts know and nothing else, whatever the bytes ask for."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], type] = {}

    def read(self, data: bytes) -> object:
        """Give the record; raises `Unreadable` where there is none in it."""
        try:
            return _Unpickler(data, self._known).load()
        except Exception as error:
            raise Unreadable(str(error)) from error


def write(record: object) -> bytes:
    """Write a record of the model or the facts, or a tuple of such, for the reader of the same version."""
    return pickle.dumps(record, pickle.HIGHEST_PROTOCOL)


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, known: dict[tuple[str, str], type]) -> None:
        super().__init__(io.BytesIO(data))
        self._known = known

    def find_class(self, module: str, name: str) -> type:
        """Allow our records and moments; a file of the cache may have been swapped for any other."""
        place = module, name
        if place not in self._known:
            is_ours = f"{module}.".startswith(_ROOMS) and "." not in name
            found = super().find_class(module, name) if is_ours or place in _PLAIN else None
            if not isinstance(found, type):
                raise pickle.UnpicklingError(f"{module}.{name} is no record of ours")
            self._known[place] = found
        return self._known[place]
