"""What a house rule is, what it reads and what it finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from statuskit.model import Incident, Settings, Update
from statuskit.problems import KeyPath, Severity


class Part(StrEnum):
    """Which text of an incident a passage is; the names are those of the format's keys."""

    TITLE = "title"
    MESSAGE = "message"
    WORKAROUND = "workaround"
    WITHDRAWN = "withdrawn"
    SUMMARY = "summary"
    APOLOGY = "apology"
    SIGNATURE = "by"
    IMPACT = "impact"
    MAKE_RIGHT = "make_right"
    PLAIN = "plain"
    ACTIONS = "actions"
    QUESTIONS = "questions"
    ANSWERS = "answers"
    CORRECTIONS = "corrections"
    GLOSSARY = "glossary"
    TECHNICAL = "technical"
    FACTORS = "factors"
    TRIGGER = "trigger"
    RESOLUTION = "resolution"
    DETECTION = "detection"
    TIMELINE = "timeline"
    LESSONS = "lessons"
    UNKNOWNS = "unknowns"
    EVIDENCE = "evidence"


WORDING = frozenset({Part.MESSAGE, Part.SUMMARY, Part.APOLOGY, Part.MAKE_RIGHT, Part.PLAIN, Part.QUESTIONS})
"""The customer's texts, which rules of wording and of plain language read."""

ALL_PARTS = frozenset(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text of an incident.

    `prose` has the length of `text`; code, addresses and quotations are blanked out in it, so that a
    rule reads what was said, and an offset in one is an offset in the other. `path` is the text's key path
    in the incident file; `file` is the bundle file that it stands in, "" where it stands in the YAML.
    """

    path: KeyPath
    part: Part
    text: str
    prose: str
    update: Update | None = None
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that a rule may look at: one incident, its passages, the site's settings, and the moment.

    `names` are the names that must never be public, lower-cased.
    """

    incident: Incident
    passages: tuple[Passage, ...]
    settings: Settings
    now: datetime
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A place that breaks a rule: `start` to `end` in the text at `path`; both 0 mean all of it.

    `message` says what is wrong here, where the rule's own words do not do. `level` is set where this
    place weighs less or more than the rule.
    """

    path: KeyPath
    start: int = 0
    end: int = 0
    message: str = ""
    file: str = ""
    level: Severity | None = None


Check = Callable[[Record], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A house rule, its reasons, and examples that are its tests and its manual page.

    `finds` says in a few words what it finds, `why` what that does to the reader, `better` what to write
    in its place (a sentence), `source` where the rule comes from. `good` and `bad` hold texts of a message, or whole
    incident files where `files` is true; each bad one must be found, and no good one. `needs` are small-letter
    pieces of text of which at least one stands in the prose of every incident that the rule finds something
    in: the others are not asked.
    """

    id: str
    level: Severity
    finds: str
    why: str
    better: str
    source: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    check: Check
    files: bool = False
    needs: tuple[str, ...] = ()
