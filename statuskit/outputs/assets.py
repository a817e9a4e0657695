"""Our own style sheets and scripts, under names that change with their bytes."""

from hashlib import sha256
from pathlib import Path

from rjsmin import jsmin

from statuskit.outputs import OutputFile

THEME = Path(__file__).parent.parent / "theme"


def asset(name: str) -> OutputFile:
    """Read a file of the theme's `assets`; its address holds its hash, so that it can be cached for ever.

    Scripts lose their comments and spaces on the way.
    """
    content = (THEME / "assets" / name).read_bytes()
    stem, _, kind = name.rpartition(".")
    if kind == "js":
        content = bytes(jsmin(content))
    return OutputFile(f"assets/statuskit/{stem}.{sha256(content).hexdigest()[:8]}.{kind}", content)
