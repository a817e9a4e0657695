"""When a phrase may stand after all: a figure beside it, our own name in it, or an honest "we do not know"."""

import re

from statuskit.review.rule import Passage
from statuskit.review.sentences import sentence_around, sentences

_REACH = 400
_UNITS = "customers|users|accounts|requests|people|companies|teams|rooms|messages|orders|payments|visitors"
# A share, "3 in 20", a count of three digits or more (years and error numbers apart), or a count of something.
_FIGURE = re.compile(
    r"\d\s?%|\d\s(?:percent|per\s+cent)\b|\b\d+\s+(?:in|of|out\s+of)\s+(?:every\s+|the\s+)?\d"
    r"|\b(?:one|two|three|four|five|nine)\s+(?:in|out\s+of)\s+(?:every\s+)?\w+\b"
    r"|(?<![\d:.,/-])(?!(?:19|20)\d\d\b|[45]\d\d\b)\d[\d,]{2,}\b(?![:/-])"
    rf"|(?<![:.\d])\b\d+\s+(?:\w+\s+)?(?:{_UNITS})\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\b\d+(?:\.\d+)?[\s-]?(?:seconds?|minutes?|mins?|hours?|s|m|h)\b", re.IGNORECASE)
# "US" is a country.
_OURS = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|ourselves|I|[Mm]y)\b")
_OWNED = re.compile(
    r"\bour\s+(?:choice|decision|fault|responsib\w+|mistake)|\bresponsib\w+"
    r"|\bwe\s+(?:chose|rely|relied|depend|picked|had\s+no)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\b(?:do\s+not|don['’]t|cannot|can['’]t)\s+(?:yet\s+|fully\s+)?(?:know|tell|say)\b|\bnot\s+yet\s+know\b",
    re.IGNORECASE,
)


def sentence_of(passage: Passage, match: re.Match[str]) -> str:
    """Give the sentence that a match stands in, as far as 400 characters to either side."""
    first = max(0, match.start() - _REACH)
    near = passage.prose[first : match.end() + _REACH]
    return sentence_around(near, match.start() - first, match.end() - first)


def with_the_next(passage: Passage, match: re.Match[str]) -> str:
    """Give the sentence that a match stands in and the one behind it, as far as 400 characters each."""
    here = sentence_of(passage, match)
    end = passage.prose.find(here, max(0, match.start() - len(here))) + len(here)
    following = next(sentences(passage.prose[end : end + _REACH]), None)
    return here if following is None else f"{here} {passage.prose[end : end + following[1]].strip()}"


def has_figure(text: str) -> bool:
    """Tell whether `text` says how many: a share, a ratio or a count."""
    return _FIGURE.search(text) is not None


def has_length(text: str) -> bool:
    """Tell whether `text` says how long something took."""
    return _LENGTH.search(text) is not None


def figure_near(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether this sentence or the next says how many, or admits that nobody knows yet."""
    near = with_the_next(passage, match)
    return has_figure(near) or admits_doubt(near)


def figure_beside(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether the sentence itself says how many."""
    return has_figure(sentence_of(passage, match))


def admits_doubt(text: str) -> bool:
    """Tell whether `text` says that something is not known."""
    return _UNKNOWN.search(text) is not None


def doubt_near(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether this sentence or the next says that something is not known."""
    return admits_doubt(with_the_next(passage, match))


def says_we(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether the sentence names us: we, our, us or I."""
    return _OURS.search(sentence_of(passage, match)) is not None


def owns_the_choice(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether this sentence or the next says that relying on somebody was our own choice."""
    return _OWNED.search(with_the_next(passage, match)) is not None
