"""What makes two builds the same: fingerprints of the code, of files, and of settings."""

import hashlib
import os
import sys
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from types import BuiltinFunctionType, FunctionType

_PACKAGE = Path(__file__).parent.parent
_CODE = frozenset({".py", ".html", ".css", ".js", ".svg", ".po", ".json", ".yml", ".txt"})
_OTHERS = (
    "babel", "detect-secrets", "icalendar", "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "nh3", "pydantic",
    "pygments", "pymdown-extensions", "pyyaml", "rjsmin", "tzdata",
)  # fmt: skip
"""Packages of others whose version may change what we make."""


def fingerprint(*parts: bytes | str) -> bytes:
    """Digest parts, each with its length, so that no two rows of parts give the same: 16 bytes."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.digest()


def digest_of(data: bytes) -> str:
    """Digest the bytes of a file: 32 hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


@cache
def of_code() -> bytes:
    """Digest all that a result depends on beside its input: our own files, Python, the packages of others.

    Of a running process it does not change.
    """
    own = sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _CODE)
    return fingerprint(sys.version, *map(_version, _OTHERS), *_zones(), of_files(own, _PACKAGE))


def of_folder(folder: Path) -> bytes:
    """Digest all files at and below a folder, by name and bytes, those behind links too; a missing one counts as empty."""
    return of_files(sorted(_below(folder)), folder)


def _below(folder: Path) -> Iterator[Path]:
    been: set[str] = set()
    for where, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(where)
        if real in been:
            # Its files count already, under another name; links may lead in a circle.
            folders.clear()
            yield Path(where)
        else:
            been.add(real)
            yield from (Path(where, name) for name in names)


def of_files(files: Iterable[Path], top: Path) -> bytes:
    """Digest the names, relative to `top`, and the bytes of files; one that cannot be read counts as empty."""
    parts: list[bytes | str] = []
    for path in files:
        parts += [path.relative_to(top).as_posix(), _content(path)]
    return fingerprint(*parts)


def described(value: object) -> str:
    """Put settings into letters that are the same in every run, for a fingerprint.

    Functions and classes are told by their names and the file they stand in. What nobody knows how to tell is told
    apart from everything, itself in the next run included: what it made is then made anew.
    """
    match value:
        case None | bool() | int() | float() | str() | bytes() | date() | timedelta():
            told = repr(value)
        case Mapping():
            told = ",".join(f"{described(key)}={described(each)}" for key, each in value.items())
        case list() | tuple():
            told = ",".join(map(described, value))
        case partial():
            told = described((value.func, value.args, value.keywords))
        case FunctionType() | BuiltinFunctionType() | type():
            told = f"{value.__module__}.{value.__qualname__} {of_module(value.__module__).hex()}"
        case _ if is_dataclass(value):
            told = described([getattr(value, each.name) for each in fields(value)])
        case _:
            told = os.urandom(16).hex()
    return f"{type(value).__qualname__}({told})"


def of_module(name: str) -> bytes:
    """Digest the file of a module, as far as there is one."""
    try:
        found = find_spec(name)
    except (ImportError, ValueError, AttributeError):
        found = None
    return fingerprint(_content(Path(found.origin)) if found and found.origin else b"")


def of_package(name: str) -> bytes:
    """Digest the Python files of the whole package that a module is in, as far as there is one; `name` is the module's."""
    top = name.partition(".")[0]
    try:
        found = find_spec(top)
    except (ImportError, ValueError, AttributeError):
        found = None
    folders = [Path(each) for each in (found and found.submodule_search_locations) or ()]
    return fingerprint(of_module(top), *(of_files(sorted(each.rglob("*.py")), each) for each in folders))


def _zones() -> Iterator[bytes]:
    """Tell which rules of time zones the system has: they win over those of the package."""
    for folder in zoneinfo.TZPATH:
        for name in ("tzdata.zi", "+VERSION"):
            # The first line names the version; the rest is long.
            yield _content(Path(folder, name)).partition(b"\n")[0]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
