"""The store of the cache: values by the key of all that they were made from, in one SQLite file.

It knows nothing of what it holds. Whatever is wrong with the file, a value is missing at worst, and is
then made anew.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_FORM = 1
"""The form of the file; one of another form is replaced."""
_SHELVES = 3
"""How many shelves of a kind stay, so that a preview and a build do not drive each other's out."""
_PATIENCE = 2.0
"""Seconds to wait for another process that writes."""
_AT_ONCE = 500
_SUM = 8

_TABLES = (
    "CREATE TABLE shelf (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, made_by BLOB NOT NULL, turn INTEGER NOT NULL)",
    "CREATE TABLE item (shelf INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (shelf, key))",
    f"PRAGMA user_version = {_FORM}",
)


class Cache:
    """The store in one folder, open for one command; without a folder nothing is kept, and nothing found.

    The same holds where the folder cannot be written to. Git overlooks the folder, whatever the project says of it.
    As a context manager it is closed at the end.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = _File(folder / "kept.sqlite" if folder else None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self._file.close()

    def shelf(self, kind: str, made_by: bytes) -> "Shelf":
        """Open what is of one `kind` and was made by the same code from the same settings (`made_by`).

        Of a kind the three shelves that were opened last stay.
        """
        return Shelf(self._file, kind, made_by)


class Shelf:
    """What is of one kind and was made in the same way."""

    def __init__(self, file: "_File", kind: str, made_by: bytes) -> None:
        self._file = file
        found = file.read("SELECT id FROM shelf WHERE kind = ? AND made_by = ?", (kind, made_by))
        self._number = found[0][0] if found else 0
        self._name = kind, made_by

    def get(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """Find the values of these keys, as far as they are there and whole."""
        if not self._number:
            return {}
        found: dict[bytes, bytes] = {}
        for some in _batched(list(keys)):
            marks = ",".join("?" * len(some))
            # SQLite binds no list as one value. What is put into the text are question marks; the keys are bound.
            query = f"SELECT key, value FROM item WHERE shelf = ? AND key IN ({marks})"  # noqa: S608
            rows = self._file.read(query, (self._number, *some))
            found.update((key, value[_SUM:]) for key, value in rows if _is_whole(key, value))
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values, in place of those that these keys have."""

        def write(database: sqlite3.Connection) -> None:
            self._take_turn(database)
            database.executemany(
                "INSERT OR REPLACE INTO item VALUES (?, ?, ?)",
                ((self._number, key, _sum(key, value) + value) for key, value in values.items()),
            )

        if values:
            self._file.write(write)

    def keep_only(self, keys: Collection[bytes]) -> None:
        """Drop what has another key, where that is a good part of the whole."""

        def write(database: sqlite3.Connection) -> None:
            database.execute("CREATE TEMP TABLE wanted (key BLOB PRIMARY KEY)")
            database.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key in keys))
            database.execute(
                "DELETE FROM item WHERE shelf = ? AND key NOT IN (SELECT key FROM wanted)", (self._number,)
            )
            database.execute("DROP TABLE wanted")

        counted = self._file.read("SELECT count(*) FROM item WHERE shelf = ?", (self._number,))
        if counted and counted[0][0] > len(keys) * 1.25 + _AT_ONCE:
            self._file.write(write)

    def _take_turn(self, database: sqlite3.Connection) -> None:
        """Become the newest shelf of the kind; the oldest go."""
        kind, made_by = self._name
        turn = database.execute("SELECT coalesce(max(turn), 0) + 1 FROM shelf").fetchone()[0]
        row = database.execute("SELECT id FROM shelf WHERE kind = ? AND made_by = ?", self._name).fetchone()
        if row:
            database.execute("UPDATE shelf SET turn = ? WHERE id = ?", (turn, row[0]))
        else:
            row = database.execute(
                "INSERT INTO shelf (kind, made_by, turn) VALUES (?, ?, ?) RETURNING id", (kind, made_by, turn)
            ).fetchone()
        self._number = row[0]
        old = database.execute(
            "SELECT id FROM shelf WHERE kind = ? ORDER BY turn DESC LIMIT -1 OFFSET ?", (kind, _SHELVES)
        ).fetchall()
        database.executemany("DELETE FROM item WHERE shelf = ?", old)
        database.executemany("DELETE FROM shelf WHERE id = ?", old)


class _File:
    """A connection that never fails: what cannot be read is not there, what cannot be written is not kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._database: sqlite3.Connection | None = None
        if path:
            # A damaged one is gone after the first time.
            for _ in range(2):
                if not self.is_open:
                    self._trying(lambda: self._open(path))

    @property
    def is_open(self) -> bool:
        return self._database is not None

    def close(self) -> None:
        database, self._database = self._database, None
        if database:
            with contextlib.suppress(sqlite3.Error):
                database.close()

    def read(self, query: str, values: Sequence[object]) -> list[Any]:
        found: list[Any] = []

        def ask() -> None:
            if self._database:
                found.extend(self._database.execute(query, values))

        self._trying(ask)
        return found

    def write(self, change: Callable[[sqlite3.Connection], None]) -> None:
        """Change the file in one step, or not at all."""

        def do() -> None:
            if self._database:
                self._database.execute("BEGIN IMMEDIATE")
                change(self._database)
                self._database.execute("COMMIT")

        self._trying(do)

    def _open(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError), (path.parent / ".gitignore").open("x") as ignore:
            ignore.write("*\n")
        self._database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        # Whoever loses power in the middle loses the cache, and no more.
        self._database.execute("PRAGMA synchronous = OFF")
        form = self._database.execute("PRAGMA user_version").fetchone()[0]
        if form not in {0, _FORM}:
            raise sqlite3.DatabaseError("of another form")
        if form == 0:
            self.write(_lay_out)

    def _trying(self, step: Callable[[], None]) -> None:
        try:
            step()
        except (sqlite3.OperationalError, OSError):
            # Locked, full, or may not be written to: it is whole, and somebody else's.
            self.close()
        except (sqlite3.Error, UnicodeError):
            # Damaged; even what is said of it may be no text.
            self.close()
            if self._path:
                with contextlib.suppress(OSError):
                    self._path.unlink()


def _lay_out(database: sqlite3.Connection) -> None:
    # Another process may have been faster.
    if not database.execute("PRAGMA user_version").fetchone()[0]:
        for statement in _TABLES:
            database.execute(statement)


def _is_whole(key: object, value: object) -> bool:
    """Tell a value as it was kept; in a damaged file it may be of any type."""
    return isinstance(key, bytes) and isinstance(value, bytes) and value[:_SUM] == _sum(key, value[_SUM:])


def _sum(key: bytes, value: bytes) -> bytes:
    """Tell a damaged value from a whole one."""
    return blake2b(key + value, digest_size=_SUM).digest()


def _batched(keys: list[bytes]) -> Iterator[list[bytes]]:
    for first in range(0, len(keys), _AT_ONCE):
        yield keys[first : first + _AT_ONCE]
