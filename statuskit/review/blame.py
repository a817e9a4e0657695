"""Rules BL: blame on one person, in any text, the engineers' own included."""

import re

from statuskit.problems import Severity
from statuskit.review.guards import sentence_of
from statuskit.review.phrase import phrase
from statuskit.review.rule import ALL_PARTS, Passage, Rule

_BLAMELESS = "PagerDuty's incident guide: what one person did is never the root cause"
_HINDSIGHT = "Dekker, The Field Guide to Understanding Human Error: hindsight explains nothing"

# Programs that bear a person's title.
_PROGRAM = re.compile(
    r"\b(?:kubernetes|k8s|database|cluster|postgres\w*|mysql|redis|kafka|prometheus|cert\w*|helm|cloud|storage)\s+operator\b",
    re.IGNORECASE,
)
_CUSTOMERS_DOING = re.compile(
    r"\b(?:accounts?|content|repositor\w+|posts?|spam\w*|users?|customers?|bots?)\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|I)\b(?:\W+\w+){0,4}\W+(?:should|could|failed)\b")
_SOMEBODY = re.compile(
    r"\b(?:engineers?|operators?|technicians?|employees?|contractors?|interns?|administrators?|admins?|team|staff|on-?call"
    r"|colleagues?|somebody|someone|nobody|he|she|they|who|supplier|vendor)\b",
    re.IGNORECASE,
)


def _is_a_program(_passage: Passage, match: re.Match[str]) -> bool:
    return _PROGRAM.search(match.group()) is not None


def _is_about_customers(passage: Passage, match: re.Match[str]) -> bool:
    return match.group().casefold().startswith("violat") and (
        _CUSTOMERS_DOING.search(sentence_of(passage, match)) is not None
    )


def _blames_nobody(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether the sentence speaks of ourselves, or of no person at all."""
    sentence = sentence_of(passage, match)
    return _FIRST_PERSON.search(sentence) is not None or _SOMEBODY.search(sentence) is None


RULES: tuple[Rule, ...] = (
    phrase(
        id="BL01",
        level=Severity.ERROR,
        parts=ALL_PARTS,
        pattern=r"\b(?:an?|the|our|one)\s+(?:[\w-]+\s+){0,2}"
        r"(?:engineer|developer|employee|admin(?:istrator)?|operator|contractor|intern|technician|team\s+member)\s+"
        r"(?:\w+ly\s+)?(?:accidentally|mistakenly|forgot|failed|deleted|pushed|ran|typed|missed|made|introduced|misconfigured"
        r"|deployed|executed)\b(?!\s+(?:over|back)\b)",
        needs=(
            "engineer",
            "developer",
            "employee",
            "admin",
            "operator",
            "contractor",
            "intern",
            "technician",
            "member",
        ),
        unless=_is_a_program,
        finds="one person's deed",
        why="Anyone could have done it; next time somebody else will. And nobody tells the truth where telling it hurts.",
        better='Name what let it happen: "Our tool let one command delete the live database without asking."',
        source=_BLAMELESS,
        good=(
            "Our tool let one command delete the live database without asking.",
            "I deleted the wrong folder, and I am sorry.",
            "The on-call engineer failed over to the second machine.",
            "The database operator deleted its own lock.",
        ),
        bad=(
            "An engineer accidentally deleted the table.",
            "One of us, a new technician failed to follow the list.",
            "The intern pushed the wrong file.",
            "Our on-call engineer mistakenly deleted the copy.",
        ),
    ),
    phrase(
        id="BL02",
        level=Severity.ERROR,
        parts=ALL_PARTS,
        pattern=r"\b(?:careless(?:ly|ness)?|negligen(?:t|ce)|sloppy|incompeten\w+|stupid(?:ly)?|should\s+have\s+known\s+better"
        r"|violat(?:ed|ing)\s+(?:our\s+)?(?:process|policy|procedure)s?)\b",
        needs=("careless", "negligen", "sloppy", "incompeten", "stupid", "known", "violat"),
        unless=_is_about_customers,
        finds="a judgement on a person",
        why="It ends the search for the cause at a person's character.",
        better='Name the guard that was missing: "Nothing compared the two lists before the delete ran."',
        source=_BLAMELESS,
        good=(
            "Nothing compared the two lists before the delete ran.",
            "Accounts that violated our policy were closed, 40 of them wrongly.",
        ),
        bad=("This was careless.", "The change was made violating our procedure.", "It was a sloppy deploy."),
    ),
    phrase(
        id="BL03",
        level=Severity.WARNING,
        parts=ALL_PARTS,
        pattern=r"\b(?:should(?:n['’]t| not)?\s+have(?!\s+(?:access|no|full|the|an?|all|any|their|normal"
        r"|been\s+(?:able|asked|called|paged|told|trained|warned|woken))\b)"
        r"|could\s+have\s+(?:easily|simply)|failed\s+to\s+(?:notice|follow|check|test|reali[sz]e))\b",
        needs=("should", "could", "failed"),
        unless=_blames_nobody,
        finds="what somebody should have done",
        why="Seen from the end, everything was plain. It does not say why it made sense at the time.",
        better='Say why it made sense then: "The alarm looked like the one that had been false twice that week." '
        'Of ourselves it may stand: "We should have caught this."',
        source=_HINDSIGHT,
        good=(
            "We should have caught this.",
            "I should have asked for a second pair of eyes.",
            "The alarm should have rung at 14:00.",
            "Our team should have access again.",
            "The team should have been told by the alarm.",
        ),
        bad=(
            "The on-call engineer should have seen the alarm.",
            "The team failed to notice the full disk.",
            "They could have easily tested it.",
        ),
    ),
)
