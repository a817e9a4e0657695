"""What a house rule is, what it reads and what it finds."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

from statuskit.facts.cases import Case, case
from statuskit.model import Incident, Settings, Update
from statuskit.problems import KeyPath, Severity
from statuskit.review.beginnings import beginnings
from statuskit.review.jargon import abbreviations
from statuskit.review.prose import prose
from statuskit.review.sentences import sentences, words

REACH: Final = timedelta(days=30)
"""How far back from the moment any rule looks. What has been over for longer, time alone does not change."""


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


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One text of an incident.

    `path` is the text's key path in the incident file; `file` is the bundle file that it stands in, "" where
    it stands in the YAML.
    """

    # Without slots: what rules read in it is worked out when the first of them asks, and once for all.
    path: KeyPath
    part: Part
    text: str
    update: Update | None = None
    file: str = ""

    @cached_property
    def prose(self) -> str:
        """What is said in one's own words: code, addresses and quotations of `text` blanked out, offsets kept."""
        return prose(self.text)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence of `prose` begins and ends."""
        return tuple(sentences(self.prose))

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each of the `sentences`."""
        return tuple(tuple(words(self.prose, start, end)) for start, end in self.sentences)

    @cached_property
    def abbreviations(self) -> tuple[re.Match[str], ...]:
        """The abbreviations of `prose` that not everybody knows."""
        return tuple(abbreviations(self.prose))

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The beginnings of the words of `text`, and so of `prose`: a rule that needs others finds nothing here."""
        return beginnings(self.text)


@dataclass(frozen=True, kw_only=True)
class Record:
    """All that a rule may look at: one incident, its passages, the site's settings, and the moment.

    `names` are the names that must never be public, lower-cased.
    """

    # Without slots, as passages are.
    incident: Incident
    passages: tuple[Passage, ...]
    settings: Settings
    now: datetime
    names: tuple[str, ...] = ()

    @cached_property
    def case(self) -> Case:
        """Where the incident stands at that moment."""
        return case(self.incident, self.now)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The beginnings of the words of all texts."""
        return frozenset().union(*(passage.beginnings for passage in self.passages))


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
    incident files where `files` is true; each bad one must be found, and no good one. `needs` are beginnings of
    words, of which at least one stands in every text that the rule finds something in: others are not read for
    it. None where it may find something in any text. `pattern` is the expression of a rule that is one.
    `dated` tells that its words name the moment of the check.
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
    needs: frozenset[str] | None = None
    pattern: str = ""
    dated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Rules of one kind. `needs` are the beginnings of words of which a record holds one, if any of them finds something."""

    rules: tuple[Rule, ...]
    needs: frozenset[str] | None


def family(rules: tuple[Rule, ...]) -> Family:
    """Make a family, which needs what any of its rules needs."""
    needs = [rule.needs for rule in rules]
    known = [each for each in needs if each is not None]
    return Family(rules=rules, needs=frozenset().union(*known) if len(known) == len(needs) else None)
