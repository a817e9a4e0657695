"""What the loader finds in one file, before it is given its place there."""

from dataclasses import dataclass

from statuskit.problems import KeyPath, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem at a key path. `key`: it is the key at `path`, not its value."""

    rule: str
    message: str
    hint: str
    path: KeyPath
    severity: Severity = Severity.ERROR
    key: bool = False
