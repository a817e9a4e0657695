"""What a build writes: every maker of files yields `OutputFile`s, or names what it would make, and touches no disk."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of the site: its address relative to the site, and its bytes, or the file to copy them from.

    `content` is None where the published site has the file already, as its `digest` tells, which is ""
    where nobody asks.
    """

    path: str
    content: bytes | Path | None
    digest: str = ""

    def read(self) -> bytes:
        """Give the bytes; raises `OSError` where they cannot be read."""
        if self.content is None:
            raise FileNotFoundError(self.path)
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content


@dataclass(frozen=True, slots=True)
class Part:
    """Files that `make` makes of the incidents with these `ids`, of what is `told`, and of settings alone.

    While none of it changes they stay the same, and need not be made.
    """

    told: object
    ids: tuple[str, ...]
    make: Callable[[], Iterable[OutputFile]]
