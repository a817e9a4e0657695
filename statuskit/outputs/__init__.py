"""What a build writes: every maker of files yields `OutputFile`s and touches no disk."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of the site: its address relative to the site, and its bytes, or the file to copy them from."""

    path: str
    content: bytes | Path
