"""What is wrong with a text, before it is known in which file: a place by offsets, and the words."""

from dataclasses import dataclass

from statuskit.problems import KeyPath

QUOTE = "Put the whole text in quotes, or begin it on the next line below a `|`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An error between two offsets of the text.

    `mends` are characters to put at offsets so that the rest of the file can be read as it was most
    likely meant; None in place of a character keeps the one that stands there, without its meaning to
    YAML. Nothing mended is ever published: a file with a fault is refused.
    """

    rule: str
    start: int
    end: int
    message: str
    hint: str = ""
    path: KeyPath = ()
    mends: tuple[tuple[int, str | None], ...] = ()


def shown(text: str, limit: int = 40) -> str:
    """Quote a piece of a file for a message, in one line and cut to `limit` characters."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= limit else f'"{line[: limit - 1]}…"'
