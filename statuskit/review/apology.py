"""Rules AP: apologies by formula, which sound like regret and say nothing."""

from statuskit.problems import Severity
from statuskit.review.guards import doubt_near
from statuskit.review.phrase import phrase
from statuskit.review.rule import Rule

_STEPS = "Ingall and McCarthy, Sorry, Sorry, Sorry (2023): the steps of a good apology"
_NAMING = "Battistella, Sorry About That (2014): an apology names the offence and the offender"
_PARTS = "Lewicki, Polin and Lount (2016): owning the fault weighs most of six parts of an apology"

RULES: tuple[Rule, ...] = (
    phrase(
        id="AP01",
        level=Severity.ERROR,
        pattern=r"\b(?:any|the|this|for)\s+(?:\w+\s+){0,2}inconvenien(?:ce|ces|t)\b",
        needs=("inconvenien",),
        finds="an apology for an inconvenience",
        why="It makes the reader's loss small and does not say what it was.",
        better='Name the loss: "You could not post for 45 minutes. We are sorry."',
        source=_NAMING,
        good=(
            "You could not post for 45 minutes. We are sorry.",
            'Nobody here will write "sorry for any inconvenience" again.',
            "Please use the phone for now, inconvenient as it is.",
        ),
        bad=(
            "We apologise for any inconvenience.",
            "We are sorry for the great inconvenience to you.",
            "Sorry for this inconvenience!",
        ),
    ),
    phrase(
        id="AP02",
        level=Severity.ERROR,
        pattern=r"\b(?:may|might|could)\s+have\s+(?:\w+\s+)?"
        r"(?:caused|experienced|been\s+(?:affected|impacted)|encountered|affected|impacted)\b",
        needs=("may", "might", "could"),
        unless=doubt_near,
        finds="doubt about a harm that we know of",
        why="It asks the reader whether they were hurt. Who was hurt knows, and reads that we do not believe it.",
        better='Say what happened: "12 % of uploads failed." In true doubt: "We do not know yet whose."',
        source=_PARTS,
        good=(
            "12 % of uploads failed between 14:02 and 14:40.",
            "You may have been affected. We do not know yet who was, and will say by 15:00.",
            "As some of you may have noticed, the menu is new.",
        ),
        bad=(
            "Some uploads may have been affected.",
            "You might have experienced slow pages.",
            "This could have potentially caused missing emails.",
        ),
    ),
    phrase(
        id="AP03",
        level=Severity.ERROR,
        pattern=r"\b(?:sorry|apolog(?:y|ies|i[sz]e))\b[^.!?;:]{0,40}\b(?:if|to anyone who|to those who (?:may|might))\b",
        needs=("sorry", "apolog"),
        finds='an apology with "if"',
        why="It doubts that anybody was hurt, so it apologises to nobody.",
        better='Say what you are sorry for: "We are sorry that your files did not open."',
        source=_STEPS,
        good=(
            "We are sorry. If you still cannot sign in, write to us.",
            "We are sorry that your files did not open.",
            "We are sorry: if we had tested this on a phone, you would not have lost your draft.",
        ),
        bad=(
            "We are sorry if you could not sign in.",
            "Our apologies to anyone who lost a message.",
            "We apologize to those who may have lost work.",
        ),
    ),
    phrase(
        id="AP04",
        level=Severity.ERROR,
        pattern=r"\b(?:sorry|apologi[sz]e)\b[^.!?]{0,20}\b(?:that\s+)?you\s+"
        r"(?:feel|felt|were\s+(?:upset|offended|disappointed|frustrated)|think|believe)\b",
        needs=("sorry", "apologi"),
        finds="an apology for the reader's feelings",
        why="It makes the reader's feelings the fault, and leaves out what we did.",
        better='Say what we did: "We are sorry that we locked you out."',
        source=_STEPS,
        good=(
            "We are sorry that you were locked out.",
            "We are sorry that you had to think of a way round our fault.",
        ),
        bad=(
            "We are sorry you feel that way.",
            "We apologise that you were frustrated.",
        ),
    ),
    phrase(
        id="AP05",
        level=Severity.WARNING,
        pattern=r"\b(?:sorry|apologi[sz]e)\b[^.!?,;:]{0,80}[,;]?(?<!nothing)(?<!anything)\s+(?:but|however)\b",
        needs=("sorry", "apologi"),
        finds='an apology followed by "but"',
        why='What stands behind "but" takes the apology back.',
        better='Stop after the apology: "We are sorry." Give the reason in a sentence of its own.',
        source=_STEPS,
        good=(
            "We are sorry. A disk failed, and we had no second one.",
            "We are sorry that nothing but the front page loaded.",
            "We are sorry. But for our mistake you would have had your file.",
        ),
        bad=(
            "We are sorry, but our supplier was down.",
            "We apologize for the outage; however this was rare.",
        ),
    ),
    phrase(
        id="AP06",
        level=Severity.WARNING,
        pattern=r"\b(?:would|['’]d|want|wish|wanted)\s+(?:like\s+)?to\s+(?:\w+\s+)?apologi[sz]e\b",
        needs=("apologi",),
        finds="the wish to apologise",
        why="It speaks of an apology and does not make it.",
        better='Make it: "We are sorry."',
        source=_STEPS,
        good=("We are sorry.", "We apologise: we deleted your drafts."),
        bad=("We would like to apologize to our users.", "We want to sincerely apologise."),
    ),
    phrase(
        id="AP07",
        level=Severity.WARNING,
        pattern=r"\b(?:we|I)\s+(?:deeply\s+|sincerely\s+|very\s+much\s+)?regret\b|\bregrettabl[ey]\b|\bregretful(?:ly)?\b",
        needs=("regret",),
        finds="regret in place of an apology",
        why="One can regret the weather. It does not say that we did it.",
        better='Say "We are sorry", and for what.',
        source=_NAMING,
        good=(
            "We are sorry that we lost your file.",
            "We have no regrets about the switch, only about its day.",
        ),
        bad=("We deeply regret the outage.", "Regrettably, some files were lost."),
    ),
    phrase(
        id="AP08",
        level=Severity.WARNING,
        pattern=r"\bunfortunate(?:ly)?\b",
        needs=("unfortunate",),
        finds='"unfortunately"',
        why="It blames fortune for what somebody did.",
        better='Leave it out, and say who did it: "We deleted the copy as well."',
        source=_STEPS,
        good=("We deleted the copy as well.", "We had no second machine."),
        bad=("Unfortunately, the copy was gone too.", "This was an unfortunate chain of faults."),
    ),
    phrase(
        id="AP09",
        level=Severity.WARNING,
        pattern=r"\b(?:thank|thanks|appreciate)\b[^.!?]{0,20}\b(?:patience|understanding|bearing\s+with|cooperation)\b",
        needs=("patience", "understanding", "bearing", "cooperation"),
        finds="thanks for patience",
        why="Nobody was patient by choice. It thanks the reader for a thing that we took.",
        better='Thank for something done: "Three of you sent us pictures of the error; that led us to it."',
        source="Found in one of five Google Cloud updates of 2021 and 2022",
        good=(
            "Thank you to the three of you who sent us pictures of the error.",
            "Thanks to Priya, who wrote to us first.",
        ),
        bad=(
            "Thank you for your patience.",
            "We appreciate your understanding.",
            "Thanks for bearing with us.",
        ),
    ),
    phrase(
        id="AP10",
        level=Severity.WARNING,
        pattern=r"\btakes?\b[^.!?]{0,30}\bseriously\b",
        needs=("seriously",),
        finds='"we take this seriously"',
        why="Everybody says it; it proves nothing.",
        better='Show it: "Since Tuesday a test restores one backup each night."',
        source=_PARTS,
        good=(
            "Since Tuesday a test restores one backup each night.",
            "The second disk was seriously damaged.",
        ),
        bad=("We take reliability very seriously.", "Our company takes your privacy seriously."),
    ),
    phrase(
        id="AP11",
        level=Severity.WARNING,
        pattern=r"\b(?:we|are|remain|is)\s+(?:\w+ly\s+)?committed\s+to\b"
        r"(?!\s+(?:the\s+|our\s+)?(?:main|master|trunk|disk|disc|git|storage|repository|database)\b)"
        r"|\b(?:top|highest)\s+priority\b",
        needs=("committed", "priority"),
        finds="a commitment without a date",
        why="It promises a feeling. Nobody can check it.",
        better='Give the work a date: "By 12 December every delete asks twice."',
        source=_PARTS,
        good=(
            "By 12 December every delete asks twice.",
            "We committed a change on Monday that broke the menu.",
            "A message is committed to disk before you see it.",
        ),
        bad=("We are fully committed to your success.", "Your trust is our highest priority."),
    ),
    phrase(
        id="AP12",
        level=Severity.WARNING,
        pattern=r"\bobviously\b|\bof\s+course\b|\bneedless\s+to\s+say\b|\bas\s+you\s+(?:may\s+|might\s+)?know\b",
        needs=("obviously", "course", "needless", "know"),
        finds='"obviously", "of course"',
        why="What is obvious need not be said; what is not makes the reader feel slow.",
        better='Leave it out: "Your files are safe."',
        source=_STEPS,
        good=("Your files are safe.", "In the course of the day we moved all rooms."),
        bad=(
            "Obviously this should not happen.",
            "As you may know, we moved last week.",
            "We are, of course, sorry.",
        ),
    ),
)
