"""Where the templates of pages come from, and what is kept of them from one build of a preview to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory, each with what its text was; an edited one is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept; Jinja compares the text."""
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what Jinja compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """`statuskit/…` in any of `dirs` wins over our own templates; what is `compiled` need not be again."""

    dirs: Sequence[Path] = ()
    compiled: Compiled | None = None
