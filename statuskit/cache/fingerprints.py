"""What makes two builds the same: fingerprints of the code, of files, and of settings."""

import hashlib
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

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


def of_code() -> bytes:
    """Digest all that a result depends on beside its input: our own files, Python, the packages of others."""
    own = sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _CODE)
    return fingerprint(sys.version, *map(_version, _OTHERS), of_files(own, _PACKAGE))


def of_files(files: Iterable[Path], top: Path) -> bytes:
    """Digest the names, relative to `top`, and the bytes of files; one that cannot be read counts as empty."""
    parts: list[bytes | str] = []
    for path in files:
        parts += [path.relative_to(top).as_posix(), _content(path)]
    return fingerprint(*parts)


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
