"""Where the templates of pages come from, and what is kept of them from one build to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache


def compiled(made_by: str) -> BytecodeCache | None:
    """Keep compiled templates, each with a digest of its text, in the person's own temporary folder.

    It is code, so it stands where nobody else can write. `made_by` tells what else it depends on. None where
    there is no such folder.
    """
    try:
        return FileSystemBytecodeCache(pattern=f"statuskit-{made_by}-%s.cache")
    except (OSError, RuntimeError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """`statuskit/…` in any of `dirs` wins over our own templates; what is `compiled` need not be again."""

    dirs: Sequence[Path] = ()
    compiled: BytecodeCache | None = None
