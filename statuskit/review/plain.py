"""Rules PL: sentences that are too long, and words that customers do not use."""

import re
from collections.abc import Iterable, Iterator, Sequence

from statuskit.model import Audience
from statuskit.problems import Severity
from statuskit.review.jargon import NEEDS, is_in_jargon, words_of_trade
from statuskit.review.rule import WORDING, Finding, Passage, Record, Rule

LONGEST_SENTENCE = 25
"""Words; readers find more than that difficult (GOV.UK content guide, 2014)."""

LONGEST_MEAN = 18
"""Words a sentence, over a text of two sentences or more."""

HIGHEST_GRADE = 9
"""School years that the Automated Readability Index may ask for."""

SHORTEST_FOR_GRADE = 30
"""Words; the grade of a shorter text says little, for one long name decides it."""

MOST_ABBREVIATIONS = 3

_MEANING_FOLLOWS = re.compile(
    r",?\s*(?:\w+\s+)?(?:\(|[–—]|\s-\s)|,?\s+(?:which|that)\s+(?:is|are|means?)\b|,\s+(?:i\.e\.|meaning)"
)
_CAPITALS_IN_BRACKETS = re.compile(r"\(\s*(?P<short>[A-Z]{2,6})s?\s*\)")
_LONG_FORM_FOLLOWS = re.compile(r"s?\s*\(\s*(?P<long>[^()]{5,80})\)")

_GOV_UK = "GOV.UK's content guide: at 14 words a sentence nine in ten readers follow, at 43 fewer than one"
_ARI = (
    "Automated Readability Index (Senter and Smith, 1967): 4.71 letters a word + 0.5 words a sentence - 21.43"
)
_TRADE = "5,340 public updates, in which the words listed were counted"
_SHORT_FORMS = "plainlanguage.gov: explain each abbreviation once, and use few"


def _texts(record: Record) -> Iterator[Passage]:
    """Yield the texts that we wrote for customers; a question stays as it was asked."""
    for passage in record.passages:
        if passage.part in WORDING and passage.path[-1] != "asked":
            yield passage


def _texts_for_all(record: Record) -> Iterator[Passage]:
    """Yield the texts in which words of the trade need explaining: none if they are for developers."""
    if record.incident.audience is not Audience.DEVELOPERS:
        yield from _texts(record)


def _finding(passage: Passage, message: str, start: int = 0, end: int = 0) -> Finding:
    return Finding(path=passage.path, file=passage.file, start=start, end=end, message=message)


def reading_grade(sentences: Iterable[Sequence[str]]) -> float:
    """Work out the Automated Readability Index of sentences, each its words, in school years; 0 where there are none."""
    counts = [len(words) for words in sentences if words]
    if not counts:
        return 0.0
    letters = sum(len(word) for words in sentences for word in words)
    return 4.71 * letters / sum(counts) + 0.5 * sum(counts) / len(counts) - 21.43


def _long_sentences(record: Record) -> Iterator[Finding]:
    for passage in _texts(record):
        for (start, end), words in zip(passage.sentences, passage.words, strict=True):
            if len(words) > LONGEST_SENTENCE:
                said = f"This sentence has {len(words)} words; {LONGEST_SENTENCE} are enough."
                yield _finding(passage, said, start, end)


def _long_on_average(record: Record) -> Iterator[Finding]:
    for passage in _texts(record):
        counts = [len(words) for words in passage.words if words]
        if len(counts) > 1 and (mean := sum(counts) / len(counts)) > LONGEST_MEAN:
            yield _finding(passage, f"The sentences of this text have {mean:.0f} words on average.")


def _hard_texts(record: Record) -> Iterator[Finding]:
    for passage in _texts(record):
        if sum(map(len, passage.words)) < SHORTEST_FOR_GRADE:
            continue
        grade = reading_grade(passage.words)
        if grade > HIGHEST_GRADE:
            yield _finding(
                passage, f"This text asks for {grade:.0f} years of school; {HIGHEST_GRADE} are enough."
            )


def _names(record: Record) -> str:
    """Give the terms of the glossary and the names of components, in small letters, a line each."""
    story = record.incident.postmortem
    names = [component.name for component in record.settings.components]
    return "\n".join([*names, *(story.glossary if story else ())]).casefold()


def _is_known(word: str, names: str) -> bool:
    return re.search(rf"\b{re.escape(word.casefold())}\b", names) is not None


def _jargon(record: Record) -> Iterator[Finding]:
    names = _names(record)
    for passage in _texts_for_all(record):
        for word, match in words_of_trade(passage.prose, passage.beginnings):
            if not _is_known(match.group(), names) and not _is_explained(passage.prose, match):
                said = f"“{match.group()}” is a word of the trade. In plain words: {word.plain}."
                yield _finding(passage, said, *match.span())


def _is_explained(prose: str, match: re.Match[str]) -> bool:
    """Tell whether a word is followed by its meaning, or stands in brackets behind it."""
    return (
        prose.endswith("(", 0, match.start())
        or _MEANING_FOLLOWS.match(prose, match.end(), match.end() + 60) is not None
    )


def _unexplained(record: Record) -> Iterator[Finding]:
    names = _names(record)
    spelt_out: frozenset[str] | None = None
    for passage in _texts_for_all(record):
        seen: set[str] = set()
        for match in passage.abbreviations:
            short = match["short"]
            if short in seen or is_in_jargon(short) or _is_known(short, names):
                continue
            seen.add(short)
            if spelt_out is None:
                spelt_out = _spelt_out(record)
            if short not in spelt_out:
                yield _finding(passage, f"“{short}” is not explained anywhere on the page.", *match.span())


def _spelt_out(record: Record) -> frozenset[str]:
    """Give the abbreviations that some text of the incident explains: `Long Form (LF)`, or `LF (long form)`."""
    found: set[str] = set()
    for passage in record.passages:
        for match in _CAPITALS_IN_BRACKETS.finditer(passage.prose):
            before = passage.prose[max(0, match.start() - 100) : match.start()]
            if _spells(before, match["short"]):
                found.add(match["short"])
        for match in passage.abbreviations:
            behind = _LONG_FORM_FOLLOWS.match(passage.prose, match.end("short"))
            if behind and _spells(behind["long"], match["short"]):
                found.add(match["short"])
    return frozenset(found)


def _spells(words: str, short: str) -> bool:
    """Tell whether the first letters of some of `words`, in order, are those of `short`."""
    initials = iter(word[0].casefold() for word in re.findall(r"[^\W\d_]+", words))
    return all(letter in initials for letter in short.casefold())


def _too_many_abbreviations(record: Record) -> Iterator[Finding]:
    for passage in _texts_for_all(record):
        shorts = list(dict.fromkeys(match["short"] for match in passage.abbreviations))
        if len(shorts) > MOST_ABBREVIATIONS:
            said = f"{len(shorts)} abbreviations stand here ({', '.join(shorts[:6])}); {MOST_ABBREVIATIONS} are enough."
            yield _finding(passage, said)


RULES: tuple[Rule, ...] = (
    Rule(
        id="PL01",
        level=Severity.WARNING,
        finds="a sentence of more than 25 words",
        why="Who reads it in a hurry, on a phone, has to begin again.",
        better="Make two of it: one says what happened, the other why.",
        source=_GOV_UK,
        good=(
            "You could not sign in. A disk was full. We have made room, and a test now warns us a day before.",
            (
                "These did not work:\n\n- opening a room that somebody else had made before Monday\n"
                "- posting a picture in a room that was opened on a phone\n- signing in with a code sent by text message"
            ),
        ),
        bad=(
            (
                "Because the disk on which we keep the names of all rooms had filled up during the night, which none of our "
                "alarms had told us, you could not sign in this morning until we had made room on it."
            ),
            (
                "Sign-in, which runs on three machines in two cities, of which one had been taken out on Monday for a new disk, "
                "failed this morning on the two that were left over from that."
            ),
        ),
        check=_long_sentences,
    ),
    Rule(
        id="PL02",
        level=Severity.HINT,
        finds="sentences of more than 18 words on average",
        why="Long sentences one after another tire the reader, even where none is too long by itself.",
        better="Cut the longest in two; let a short one follow a long one.",
        source=_GOV_UK,
        good=(
            "You could not sign in. A disk was full. We made room by 10:10.",
            "We are sorry. We deleted your drafts.",
        ),
        bad=(
            (
                "You could not sign in this morning between nine and ten because a disk of ours had filled up over night. "
                "We have made room on that disk by now and have told a machine to warn us a day before the next time."
            ),
            (
                "The emails that we send you about missed messages came up to an hour late all through the morning of today. "
                "Our own letter to all customers had gone out a day late and stood in the same line before your emails."
            ),
        ),
        check=_long_on_average,
    ),
    Rule(
        id="PL03",
        level=Severity.WARNING,
        finds="a text for more than nine years of school",
        why="Long words and long sentences keep out those who read little, who are tired, or whose language is another.",
        better="Take the shorter word and the shorter sentence: “We moved your files” for “Migration of customer data took place”.",
        source=_ARI,
        good=(
            (
                "You could not sign in this morning. A disk of ours was full, and no alarm told us. We made room on it at ten. "
                "From today a test looks at each disk once an hour and calls us."
            ),
            "Authentication infrastructure unavailability.",
        ),
        bad=(
            (
                "Insufficient provisioning of persistent infrastructure resulted in unavailability of authentication "
                "for all organisations in several geographies. Subsequently, administrators reconfigured the "
                "corresponding environments, whereupon functionality normalised progressively throughout participating "
                "locations, notwithstanding residual inconsistencies."
            ),
            (
                "Following a comprehensive investigation, engineering identified misconfigured synchronisation "
                "components that were responsible for the unavailability of collaborative functionality; corresponding "
                "reconfiguration procedures subsequently reestablished operational characteristics throughout all of "
                "the production environments."
            ),
        ),
        check=_hard_texts,
    ),
    Rule(
        id="PL04",
        level=Severity.WARNING,
        finds="a word of the trade",
        why="Customers do not know it, or know it with another meaning.",
        better="Say it in plain words, explain it in the same sentence or in the glossary, or set `audience: developers`.",
        source=_TRADE,
        good=(
            "We undid the change, and pages load in two seconds again.",
            "Your emails stood in the queue (the waiting line) for an hour.",
            "For instance, you could not open a room.",
            "The cache, which is our saved copy of each page, was a day old.",
        ),
        bad=(
            "The rollback is complete.",
            "We have mitigated the latency.",
            "Failover to the other region is under way.",
        ),
        check=_jargon,
        needs=NEEDS,
    ),
    Rule(
        id="PL05",
        level=Severity.WARNING,
        finds="an abbreviation that is not explained",
        why="Who does not know it cannot guess it.",
        better="Write it out, or once with the short form behind it: “the European Payments Council (EPC)”.",
        source=_SHORT_FORMS,
        good=(
            "The European Payments Council (EPC) changed a rule. The EPC told us in May.",
            "You can save a PDF again since 14:02 UTC.",
            "Please do NOT pay a second time.",
        ),
        bad=("The SRE team is looking at it.", "Payments by SEPA do not arrive."),
        check=_unexplained,
    ),
    Rule(
        id="PL06",
        level=Severity.WARNING,
        finds="more than three abbreviations",
        why="Each one, explained or not, is a word that the reader has to learn first.",
        better="Keep the one that customers use, and write the others out.",
        source=_SHORT_FORMS,
        good=("You can save a PDF or a CSV again.", "The European Payments Council (EPC) changed a rule."),
        bad=(
            "Calls by SIP, RTP, STUN and TURN fail.",
            "The SRE and NOC teams found a fault of the CDN at the WAF.",
        ),
        check=_too_many_abbreviations,
    ),
)
