"""Secrets in texts: keys, tokens, passwords. A secret is told by its kind and its first three characters alone.

The expressions are those of detect-secrets, less its entropy plugins, which fire on every sentence, and its
plugin for addresses; `OWN_KINDS` adds what it does not know. Its plugins are asked directly: its settings
are one global state, its filters obey a comment in the text itself, and neither is wanted here. Nothing is
verified and nothing is sent. It is imported when the first text looks as if it held something.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from statuskit.review.beginnings import fold

if TYPE_CHECKING:
    from detect_secrets.plugins.base import BasePlugin

_NOT_USED = frozenset({"Base64HighEntropyString", "HexHighEntropyString", "IPPublicDetector"})
_LONG = 20
_LONG_RUN = re.compile(rf"[\w-]{{{_LONG}}}")
_MARKS = ("akc", "xox", "eyj", "hooks.slack", "putty", "private key", "sq0csp", "xapp", "whsec")
# Words that many an honest sentence holds, and what stands behind one, or beside it, where it names a secret.
_WORDS = ("key", "pass", "pw", "secret", "contrase", "token", "bearer", "basic")
_NAMES = re.compile(
    r"(?:key|pass|pw|secret|contrase|token)\w{0,100}[\]\"'`]{0,2}\s*(?:=|:|!=|is\b)"
    r"|(?:bearer|basic)\s+\S{16}"
    r"|[!=]{2}|[\"'`];|aws"
)
_AP = re.compile(r"(?:^|[\s=:\"])AP[\dA-F][a-zA-Z0-9]{8}", re.MULTILINE)
_LONGEST_LINE = 2_000
_OVERLAP = 300
_HEAD = 3
# No name of a secret is that long, and the plugin for names takes minutes over a megabyte of it.
_ENDLESS_WORD = re.compile(r"\w{100}")

_VALUE = r"(?P<secret>(?!https?:|mailto:|\$)(?=[^\s\"'`,;]*[A-Za-z])(?=[^\s\"'`,;]*[\d!#$%&*+/=@^~])[^\s\"'`,;<>{}()\[\]]{6,}(?<![.:]))"
OWN_KINDS = (
    (
        "Password",
        re.compile(
            rf"\b\w{{0,40}}(?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token)\w{{0,40}}"
            rf"[\"'`]?\s{{0,3}}(?:=>?|:=?|\bis\b)\s{{0,3}}[\"'`]?{_VALUE}",
            re.IGNORECASE,
        ),
    ),
    (
        "Authorization Header",
        re.compile(r"\b(?:Bearer|Basic)\s+(?P<secret>(?=[\w.~+/-]*\d)[\w.~+/-]{16,}=*)"),
    ),
    (
        "Private Key",
        re.compile(r"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d"),
    ),
    ("GitHub Token", re.compile(r"\bgithub_pat_\w{20,}")),
    ("Google API Key", re.compile(r"\bAIza[\w-]{35}")),
    ("AI Service Key", re.compile(r"\bsk-(?:ant|proj|svcacct)-[\w-]{20,}")),
    ("Slack Token", re.compile(r"\bx(?:app|oxe(?:\.xox[bp])?)-[\w-]{10,}")),
    ("NPM Token", re.compile(r"\bnpm_[A-Za-z0-9]{36}")),
    (
        "Stripe Access Key",
        re.compile(r"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9+/=]{24,}"),
    ),
)
"""Kinds that detect-secrets 1.5 does not know, or only in quotes; in each the group `secret`, or all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A secret in a text, from `start` to `end`. `head` is its first three characters; the rest is not kept."""

    kind: str
    start: int
    end: int
    head: str = field(repr=False)

    def __str__(self) -> str:
        return f"{self.kind} ({self.head}…)"


def looks_secretive(text: str) -> bool:
    """Tell, quickly, whether a text may hold a secret; where this says no there is none."""
    folded = fold(text)
    if any(mark in folded for mark in _MARKS):
        return True
    if any(word in folded for word in _WORDS) and _NAMES.search(folded):
        return True
    if ("@" in text and "://" in text) or ("AP" in text and _AP.search(text)):
        return True
    return max(map(len, text.split()), default=0) >= _LONG and _LONG_RUN.search(text) is not None


def secrets(text: str) -> Iterator[Secret]:
    """Yield the secrets in a text, in order, each place once."""
    if not looks_secretive(text):
        return
    found: list[Secret] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        if looks_secretive(line):
            found.extend(_in_line(line, offset))
        offset += len(line)
    end = 0
    for secret in sorted(found, key=lambda each: (each.start, -each.end)):
        if secret.start >= end:
            yield secret
            end = secret.end


def _in_line(line: str, offset: int) -> Iterator[Secret]:
    """Look through a line; a very long one in pieces that overlap, so that no expression takes for ever."""
    step = _LONGEST_LINE - _OVERLAP
    for first in range(0, max(len(line) - _OVERLAP, 1), step):
        piece = line[first : first + _LONGEST_LINE]
        for kind, start, end in dict.fromkeys((*_known(piece), *_own(piece))):
            value = piece[start:end]
            yield Secret(
                kind=kind, start=offset + first + start, end=offset + first + end, head=value[:_HEAD]
            )


def _own(line: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in OWN_KINDS:
        for match in pattern.finditer(line):
            yield kind, *match.span("secret" if "secret" in pattern.groupindex else 0)


def _known(line: str) -> Iterator[tuple[str, int, int]]:
    for kind, plugin in _plugins().items():
        patterns = getattr(plugin, "denylist", None)
        if patterns is None:
            if _ENDLESS_WORD.search(line):
                continue
            values = (value for value in plugin.analyze_string(line) if _is_literal(value))
            places = ((line.find(value), len(value)) for value in values)
            yield from ((kind, start, start + length) for start, length in places if start >= 0)
            continue
        is_valid = getattr(plugin, "is_formally_valid", None)
        for pattern in patterns:
            for match in pattern.finditer(line):
                if is_valid is None or is_valid(match[0]):
                    yield kind, *_secret_part(match)


def _secret_part(match: re.Match[str]) -> tuple[int, int]:
    """Give the group that is the secret: one inside the match. One that the match begins with names the kind."""
    inside = [number for number in range(1, match.re.groups + 1) if match.start(number) > match.start()]
    longest = max(inside, key=lambda number: match.end(number) - match.start(number), default=0)
    if longest and len(match[longest] or "") > _HEAD:
        return match.span(longest)
    # Some expressions take in what stands before and behind.
    bare = match[0].strip('"=: \t\n')
    start = match.start() + match[0].index(bare)
    return start, start + len(bare)


def _is_literal(value: str) -> bool:
    """Tell a password from what stands in its place: `{password}`, `$PASSWORD`, `******`."""
    return (
        any(char.isalpha() for char in value)
        and value[0] not in "$<{"
        and not value.startswith(("http:", "https:"))
    )


@cache
def _plugins() -> Mapping[str, "BasePlugin"]:
    """Set up the plugins of detect-secrets, by the name of what they find; once, as it takes a tenth of a second."""
    from detect_secrets.core.plugins.util import (  # noqa: PLC0415 - most runs need none of it
        get_mapping_from_secret_type_to_class,
    )

    found: Mapping[str, type[BasePlugin]] = get_mapping_from_secret_type_to_class()
    return {kind: made() for kind, made in sorted(found.items()) if made.__name__ not in _NOT_USED}
