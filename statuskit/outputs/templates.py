"""Where the templates of pages come from, and what is kept of them from one build to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache

from statuskit.cache import described, fingerprint

_DEPENDS_ON = (
    "autoescape", "block_start_string", "block_end_string", "variable_start_string", "variable_end_string",
    "comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix", "trim_blocks",
    "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "optimized", "sandboxed",
)  # fmt: skip
"""What of an environment decides what becomes of a template's text, beside its extensions."""


def compiled(made_by: str, env: Environment) -> BytecodeCache | None:
    """Keep templates as `env` compiles them, each with a digest of its text, in the person's own temporary folder.

    It is code, so it stands where nobody else can write. `made_by` tells what else it depends on. None where
    there is no such folder.
    """
    options = described([[getattr(env, name) for name in _DEPENDS_ON], sorted(env.extensions)])
    made_by = fingerprint(made_by, options).hex()
    try:
        return FileSystemBytecodeCache(pattern=f"statuskit-{made_by}-%s.cache")
    except (OSError, RuntimeError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """`statuskit/…` in any of `dirs` wins over our own templates; what was compiled `by` the same code need not be again."""

    dirs: Sequence[Path] = ()
    by: str = ""
