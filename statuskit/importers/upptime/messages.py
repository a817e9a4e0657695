"""What a commit of Upptime says: which site, in which state, and how it answered.

The words and their order follow `src/update.ts` of upptime/uptime-monitor; `.upptimerc.yml` may set others.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from statuskit.importers.bodies import one_line
from statuskit.model import ComponentState

_STATES: Final = {
    "up": ComponentState.OPERATIONAL,
    "down": ComponentState.MAJOR_OUTAGE,
    "degraded": ComponentState.DEGRADED_PERFORMANCE,
}
_SQUARES = ("🟩", "🟥", "🟨")
_LONGEST = 400
_TAIL = r"(?: \[[^\]]*\])*\s*"
_SAID = r"(?P<name>.+) (?:is (?P<status>up|down|degraded)|has (?P<slow>degraded) performance)"
_ANSWER = r" \((?P<code>\d{1,3}) in (?P<took>\d{1,9}) ms\)"
_UNSQUARED = re.compile(rf"\S+ {_SAID}{_ANSWER}{_TAIL}")
"""With a mark of its own in front: the answer behind it then tells that this is Upptime's word."""
_VARIABLE = re.compile(r"\$(EMOJI|PREFIX|SITE_NAME|SITE_URL|SITE_METHOD|STATUS|RESPONSE_CODE|RESPONSE_TIME)")
_VARIABLES: Final = {
    "SITE_NAME": "(?P<name>.+)",
    "SITE_URL": r"\S*",
    "SITE_METHOD": "[A-Z]*",
    "STATUS": "(?P<status>up|down|degraded)",
    "RESPONSE_CODE": r"(?P<code>\d{1,3})",
    "RESPONSE_TIME": r"(?P<took>\d{1,9})",
}
_UNDOES = re.compile(r'(?P<verb>Revert|Reapply) "(?P<quoted>.*)"\s*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A site's state as one commit says it. `code` and `took` (milliseconds) are None where it does not say."""

    name: str
    state: ComponentState
    code: int | None
    took: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """Reads the first lines of commits."""

    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, template: str = "", marks: Iterable[str] = ()) -> "Messages":
        """Know Upptime's own words and those that its settings have.

        `template`: `commitMessages.statusChange`; `marks`: what stands for up, down and degraded in front.
        """
        known = sorted({*_SQUARES, *filter(None, marks)}, key=len, reverse=True)
        front = "|".join(map(re.escape, known))
        usual = re.compile(rf"(?:{front}) {_SAID}(?:{_ANSWER})?{_TAIL}")
        return cls(patterns=(*_own(template, f"(?:{front})"), usual, _UNSQUARED))

    def word(self, message: str) -> Word | None:
        """Return what a message says of a site; None where it is no such word."""
        if len(message) > _LONGEST:
            return None
        for pattern in self.patterns:
            if (found := pattern.fullmatch(message)) and (name := one_line(found["name"])):
                said = found.groupdict()
                return Word(
                    # A log repeats a few names a hundred thousand times.
                    name=sys.intern(name),
                    state=_STATES[said["status"] or said.get("slow") or ""],
                    code=int(said["code"]) if said.get("code") else None,
                    took=int(said["took"]) if said.get("took") else None,
                )
        return None


def undone(message: str) -> tuple[str, bool] | None:
    """Return the message that a commit reverts, and whether it counts afterwards; None where it reverts none.

    git writes `Revert "…"`, and for the revert of a revert `Revert "Revert "…""` or `Reapply "…"`.
    """
    counts = True
    inner = message
    while found := _UNDOES.fullmatch(inner):
        inner = found["quoted"]
        # What is reapplied was reverted before; both together change nothing.
        counts = not counts if found["verb"] == "Revert" else counts
    return (inner, counts) if inner != message else None


def sentence(word: Word, *, http: bool) -> str:
    """Say what a commit says in plain words. `http`: whether the site was asked by HTTP."""
    return " ".join(filter(None, (_STATE_WORDS[word.state], _answer(word, http=http))))


_STATE_WORDS: Final = {
    ComponentState.OPERATIONAL: "Up again.",
    ComponentState.MAJOR_OUTAGE: "Major outage.",
    ComponentState.DEGRADED_PERFORMANCE: "Degraded performance.",
}


def _answer(word: Word, *, http: bool) -> str:
    if word.code is None:
        return ""
    if word.code == 0:
        # Upptime writes 0 where nothing answered; its 0 ms are no time then.
        return "No answer."
    if http:
        return f"HTTP {word.code} in {word.took} ms." if word.took is not None else f"HTTP {word.code}."
    # A check by TCP or a web socket says 200 whatever came back.
    return f"Answered in {word.took} ms." if word.took else ""


def _own(template: str, front: str) -> Iterator[re.Pattern[str]]:
    """Yield the pattern of a template that names site and state. Each variable counts once, as Upptime has it."""
    names = _VARIABLE.findall(template)
    if "SITE_NAME" not in names or "STATUS" not in names:
        return
    parts: list[str] = []
    at = 0
    seen: set[str] = set()
    for found in _VARIABLE.finditer(template):
        literal = found[0] if found[1] in seen else ""
        variable = "" if literal else _VARIABLES.get(found[1], front)
        parts += [re.escape(template[at : found.start()] + literal), variable]
        seen.add(found[1])
        at = found.end()
    yield re.compile("".join([*parts, re.escape(template[at:])]))
