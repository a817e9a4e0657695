"""Rules PV: sentences in which nobody did it."""

from statuskit.problems import Severity
from statuskit.review.guards import says_we
from statuskit.review.phrase import phrase
from statuskit.review.rule import Rule

_PARTS = "Lewicki, Polin and Lount (2016): owning the fault weighs most of six parts of an apology"
_NAMING = "Battistella, Sorry About That (2014): the passive voice is a way to leave out the offender"
_BLAMELESS = "PagerDuty's incident guide: what one person did is never the root cause"

RULES: tuple[Rule, ...] = (
    phrase(
        id="PV01",
        level=Severity.ERROR,
        pattern=r"\b(?:mistakes?|errors?)\s+(?:was|were|have\s+been|has\s+been)\s+made\b",
        needs=("made",),
        finds='"mistakes were made"',
        why="It admits a mistake and hides whose it was.",
        better='"We made a mistake: we deleted the wrong copy."',
        source=_NAMING,
        good=("We made a mistake: we deleted the wrong copy.", "Two mistakes of ours made this worse."),
        bad=(
            "Mistakes were made.",
            "An error was made during the move.",
            "Errors have been made by all sides.",
        ),
    ),
    phrase(
        id="PV02",
        level=Severity.WARNING,
        pattern=r"\b(?:was|were|is|been)\s+(?:\w+ly\s+)?(?:caused|triggered|introduced|deployed|deleted|removed"
        r"|misconfigured|overlooked|missed|dropped|changed)\b",
        needs=(
            "caused",
            "trigger",
            "introduc",
            "deployed",
            "delet",
            "remov",
            "misconf",
            "overlook",
            "missed",
            "dropped",
            "changed",
        ),
        unless=says_we,
        finds="a deed without a doer",
        why="The reader asks at once who did it.",
        better='"We put a change live that broke sign-in."',
        source=_NAMING,
        good=(
            "We put a change live that broke sign-in.",
            "This was caused by a change of ours.",
            "The outage was caused by our own upgrade.",
        ),
        bad=(
            "The outage was caused by a change.",
            "A faulty version was deployed at 14:00.",
            "Files in the US were mistakenly deleted.",
        ),
    ),
    phrase(
        id="PV03",
        level=Severity.WARNING,
        pattern=r"\bit\s+(?:was|has\s+been)\s+"
        r"(?:discovered|determined|found|identified|decided|noticed|brought\s+to\s+our\s+attention)\b",
        needs=("discovered", "determined", "found", "identified", "decided", "noticed", "attention"),
        finds='"it was found"',
        why="It hides who looked, and who decided.",
        better='"We found a full disk."',
        source=_NAMING,
        good=("We found a full disk.", "When we looked for the file, it was gone."),
        bad=(
            "It was determined that a disk was full.",
            "It has been brought to our attention that emails are late.",
        ),
    ),
    phrase(
        id="PV04",
        level=Severity.WARNING,
        pattern=r"\b(?:an?\s+)?(?:issue|problem|error|incident|situation|event)\s+"
        r"(?:occurred|arose|happened|emerged|took\s+place|surfaced)\b",
        needs=("occurred", "arose", "happened", "emerged", "took", "surfaced"),
        finds='"an issue occurred"',
        why="Nothing occurs by itself, and the reader does not learn what broke.",
        better='"We broke sign-in", or "Sign-in failed".',
        source=_NAMING,
        good=("We broke sign-in at 14:02.", 'The page said "an error occurred".'),
        bad=("An issue occurred with sign-in.", "A problem arose during the night."),
    ),
    phrase(
        id="PV05",
        level=Severity.ERROR,
        pattern=r"\b(?:human|operator|user|engineer)\s+error\b"
        r"(?!\s+(?:rates?|messages?|pages?|reports?|logs?|counts?|budget|codes?))",
        needs=("error",),
        finds='"human error"',
        why="People slip. What matters is what let one slip do so much harm.",
        better='"Our tool let one command delete the live database without asking."',
        source=_BLAMELESS,
        good=(
            "Our tool let one command delete the live database without asking.",
            "The user error rate rose to 4 %.",
            "We misread the user error messages.",
        ),
        bad=("The cause was human error.", "Due to an operator error, files were lost."),
    ),
    phrase(
        id="PV06",
        level=Severity.HINT,
        pattern=r"\b(?:issue|incident|problem|this)\b[^.!?]{0,60}\b(?:has|have)\s+been\s+"
        r"(?:resolved|fixed|mitigated|addressed|corrected)\b",
        needs=("been",),
        finds='"the issue has been resolved"',
        why="It does not say what the reader can do again, nor since when.",
        better='"You can post again since 14:02. It was broken for 45 minutes."',
        source="The commonest last line of public updates: 6 % of GitHub's, 81 % of an AWS archive",
        good=("You can post again since 14:02.", "We fixed the disk; all files open again since 09:10."),
        bad=("This incident has been resolved.", "The issue with uploads has been fixed."),
    ),
)
