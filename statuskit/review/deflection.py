"""Rules DF: fault put elsewhere, on a supplier, on fate or on the reader."""

import re
from collections.abc import Iterator
from dataclasses import replace

from statuskit.model import Kind
from statuskit.problems import Severity
from statuskit.review.guards import owns_the_choice
from statuskit.review.phrase import phrase
from statuskit.review.rule import Finding, Passage, Record, Rule

_SUPPLIERS = "Atlassian's incident handbook: own it even where a supplier caused it"
_PARTS = "Lewicki, Polin and Lount (2016): owning the fault weighs most of six parts of an apology"
_EXCUSES = "Ingall and McCarthy, Sorry, Sorry, Sorry (2023): an apology makes no excuses"

_WORK_WITH = re.compile(r"\bwork\w*\s+(?:\w+\s+)?with\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def _is_owned(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether a supplier stands beside our own part: our choice of it, or our work with it."""
    before = passage.prose[max(0, match.start() - 60) : match.start()]
    return _WORK_WITH.search(before) is not None or owns_the_choice(passage, match)


_SUPPLIER = phrase(
    id="DF01",
    level=Severity.WARNING,
    pattern=r"\b(?:third[- ]party|upstream|external|cloud|hosting|network|infrastructure)\s+(?:service\s+)?"
    r"(?:provider|vendor|supplier|partner|carrier)s?\b",
    needs=("provider", "vendor", "supplier", "partner", "carrier"),
    unless=_is_owned,
    finds="a supplier in the place of us",
    why="The reader has a contract with us. Whom we rely on, and with what in reserve, was our choice. "
    "In the first sentence it is the first thing that they learn.",
    better='"We rely on Gridlane for our network, and had no second way. That was our choice."',
    source=_SUPPLIERS,
    good=(
        "We rely on one network provider, and had no second way.",
        "Our hosting provider lost power. It was our choice to have one provider only.",
        "We are working with our hosting provider on a second line.",
        "Gridlane, who carries our calls, lost power at 14:02.",
    ),
    bad=(
        "This was caused by a third-party provider.",
        "Calls fail. We have asked our upstream network provider.",
    ),
)


def _weigh_first_words(record: Record) -> Iterator[Finding]:
    """Yield what DF01 finds; in the first sentence of a text it is an error."""
    findings = list(_SUPPLIER.check(record))
    places = {(finding.path, finding.file) for finding in findings}
    first_ends = {
        place: passage.sentences[0][1]
        for passage in record.passages
        if (place := (passage.path, passage.file)) in places
    }
    for finding in findings:
        is_first = finding.start < first_ends[finding.path, finding.file]
        yield replace(finding, level=Severity.ERROR) if is_first else finding


_ROUTINE = phrase(
    id="DF05",
    level=Severity.WARNING,
    pattern=r"\b(?:during|as\s+part\s+of|following|after)\s+(?:an?\s+|our\s+)?(?:routine|standard|planned|scheduled|regular)\s+"
    r"(?:\w+\s+)?(?:maintenance|upgrade|update|deploy\w*|change|work)\b",
    needs=("routine", "standard", "planned", "scheduled", "regular"),
    finds="an outage during something routine",
    why="It says that all was in order, when it was not.",
    better='"While we were replacing a disk, we took the second one out as well."',
    source=_EXCUSES,
    good=(
        "While we were replacing a disk, we took the second one out as well.",
        "We will tell you of planned work here.",
    ),
    bad=("During routine maintenance a disk failed.", "The fault came after a scheduled database upgrade."),
)


def _unless_maintenance(record: Record) -> Iterator[Finding]:
    """Yield what DF05 finds; a maintenance may call itself planned."""
    if record.incident.kind is not Kind.MAINTENANCE:
        yield from _ROUTINE.check(record)


def _speaks_of_readers(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether "like many companies" is said of those who read."""
    before = passage.prose[max(0, match.start() - 40) : match.start()].rstrip(" ,").casefold()
    return before.endswith(("you", "if", "when", "where", "how", "why", "whether"))


RULES: tuple[Rule, ...] = (
    replace(_SUPPLIER, check=_weigh_first_words),
    phrase(
        id="DF02",
        level=Severity.ERROR,
        pattern=r"\b(?:beyond|outside|out)\s+(?:of\s+)?our\s+(?:\w+\s+)?control\b"
        r"(?!\s+(?:plane|panel|room|group|loop|tower)s?\b)|\bforce\s+majeure\b|\bact\s+of\s+god\b",
        needs=("control", "majeure", "god"),
        finds='"beyond our control"',
        why="A second supplier, a spare, a warning: those were in our control.",
        better='Say what was ours to do: "We had one line into the building. A second one is ordered."',
        source=_PARTS,
        good=(
            "We had one line into the building. A second one is ordered.",
            "The fault lay outside our control plane.",
        ),
        bad=("This was due to circumstances beyond our control.", "It was force majeure."),
    ),
    phrase(
        id="DF03",
        level=Severity.WARNING,
        pattern=r"\b(?:unforeseen|unexpected|unprecedented|unanticipated|unusual)\s+(?:\w+\s+)?"
        r"(?:circumstances?|issues?|problems?|events?|load|traffic|demand|error|behaviou?r|spike|surge|complications?)\b",
        needs=("unforeseen", "unexpected", "unprecedented", "unanticipated", "unusual"),
        finds='"unforeseen", "unexpected"',
        why="It says that nobody could have known. The reader asks why nobody tried it.",
        better='"We had not tested for twice the visitors."',
        source=_EXCUSES,
        good=("We had not tested for twice the visitors.", 'The screen says "unexpected error".'),
        bad=("We met an unforeseen problem.", "This was due to unprecedented traffic."),
    ),
    phrase(
        id="DF04",
        level=Severity.ERROR,
        pattern=r"\bperfect\s+storm\b|\bblack\s+swan\b|\bone[- ]in[- ]a[- ]million\b(?!\s+(?:requests|messages|payments|calls|files))"
        r"|\bfreak\s+(?:accident|event|occurrence|incident|storm|weather|failure|coincidence)\b",
        needs=("storm", "swan", "million", "freak"),
        finds='"a perfect storm"',
        why="It makes fate of factors that each have a name.",
        better='List the factors: "A disk failed, its spare was empty, and the alarm was off."',
        source=_EXCUSES,
        good=(
            "A disk failed, its spare was empty, and the alarm was off.",
            "Fewer than one in a million requests failed.",
        ),
        bad=(
            "It was a perfect storm.",
            "This was a one-in-a-million event.",
            "A freak accident cut the line.",
        ),
    ),
    replace(_ROUTINE, check=_unless_maintenance),
    phrase(
        id="DF06",
        level=Severity.ERROR,
        pattern=r"\b(?:like\s+(?:all|any|many|every)\s+(?:\w+\s+)?(?:compan(?:y|ies)|service|software)"
        r"|no\s+system\s+is\s+(?:perfect|immune)|outages?\s+(?:happen|are\s+inevitable))\b",
        needs=("like", "system", "outage"),
        unless=_speaks_of_readers,
        finds='"outages happen"',
        why="It tells the one who was hurt that they should have known.",
        better="Leave it out, and say what you changed.",
        source=_EXCUSES,
        good=(
            "We now rehearse the loss of a machine each month.",
            "We will tell you by text message when outages happen.",
            "If you, like many companies, pay by card, please wait until 15:00.",
        ),
        bad=("Outages happen.", "Like any software company, we have bad days.", "No system is perfect."),
    ),
    phrase(
        id="DF07",
        level=Severity.WARNING,
        pattern=r"\b(?:please\s+)?(?:clear\s+your\s+(?:cache|cookies|browser)|check\s+your\s+(?:internet|connection|network)"
        r"|user\s+configuration|incorrect\s+usage)\b",
        needs=("your", "configuration", "usage"),
        finds="the fault looked for at the reader's",
        why="The reader has tried that, and hears that it is their doing.",
        better="What the reader can do belongs under `workaround`, once we have said that the fault is ours.",
        source=_EXCUSES,
        good=(
            "The fault is ours: our copy of the page was old. It is new since 14:10.",
            "Your cache is not the cause.",
        ),
        bad=("Please clear your cache.", "Check your internet connection and try again."),
    ),
)
