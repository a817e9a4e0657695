"""The quick look at the beginnings of words: it passes over texts in which no rule finds anything, and no others."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statuskit.review import FAMILIES, RULES, review
from statuskit.review.beginnings import beginnings
from statuskit.review.jargon import JARGON, words_of_trade
from statuskit.review.prose import prose
from statuskit.review.rule import Finding, Passage, Record, Rule

from .samples import reviewing, said

EXPRESSIONS = [rule for rule in RULES if rule.pattern]
EXAMPLES = [text for rule in RULES if not rule.files for text in (*rule.bad, *rule.good)]
SOME = settings(max_examples=20, suppress_health_check=[HealthCheck.filter_too_much])
LEVELS = reviewing(levels={"EU06": "hint"})


EVERYTHING = frozenset[str]().union(*(rule.needs for rule in RULES if rule.needs))


class Unhurried(Passage):
    """A text that no rule passes over."""

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Let the text hold whatever a rule needs."""
        return EVERYTHING


def unhurried(record: Record) -> Iterator[tuple[str, Finding]]:
    """Give what the rules find where each of them reads each text."""
    passages = (
        Unhurried(path=each.path, part=each.part, text=each.text, update=each.update, file=each.file)
        for each in record.passages
    )
    read = replace(record, passages=tuple(passages))
    for rule in RULES:
        yield from ((rule.id, finding) for finding in rule.check(read))


def assert_nothing_lost(text: str) -> None:
    """Check that the quick look finds all that is there to be found."""
    record = said(text, LEVELS)
    quick = [(rule.id, finding) for rule, finding in review(record)]
    assert quick == list(unhurried(record)), text


@pytest.mark.parametrize("break_", [" ", "\n", " \n  ", " _", "*", "/"])
def test_examples_are_found(break_: str) -> None:
    """All that rules find in the examples of all rules is found by the quick look too, wherever lines break."""
    for text in EXAMPLES:
        assert_nothing_lost(text.replace(" ", break_))


@pytest.mark.parametrize("rule", EXPRESSIONS, ids=lambda rule: rule.id)
def test_expressions_are_found(rule: Rule) -> None:
    """Whatever the expression of a rule matches, in capitals or not, the quick look does not pass over."""

    @SOME
    @given(st.from_regex(re.compile(rule.pattern, re.IGNORECASE)))
    def check(text: str) -> None:
        assert rule.needs
        if re.search(rule.pattern, text, re.IGNORECASE):
            assert not rule.needs.isdisjoint(beginnings(text))

    check()


@pytest.mark.parametrize("word", JARGON, ids=lambda word: word.plain)
def test_words_of_the_trade_are_found(word: object) -> None:
    """Whatever form a word of the trade has, the quick look does not pass over it."""
    assert isinstance(word, type(JARGON[0]))

    @SOME
    @given(st.from_regex(word.pattern))
    def check(text: str) -> None:
        if word.pattern.search(text):
            assert word in [each for each, _ in words_of_trade(text, beginnings(text))]

    check()


@given(
    st.lists(st.sampled_from([*EXAMPLES, "ſorry ıf", "APİ", "*", "`", "_", '"', "\n\n", "> "]), max_size=4)
)
def test_any_text_is_read_for_all_that_is_in_it(pieces: list[str]) -> None:
    """In any mixture of what rules find and pass, the quick look loses nothing."""
    assert_nothing_lost(" ".join(pieces) or "-")


@given(st.text(max_size=200) | st.from_regex(r"(?:\w+[ `*_\"<>\[\](){}:/.!-]+){1,8}"))
def test_nothing_begins_in_prose_alone(text: str) -> None:
    """No word begins in the prose of a text that begins nowhere in the text itself."""
    assert beginnings(prose(text)) <= beginnings(text)


def test_most_families_are_passed_over() -> None:
    """A family of expressions is read for by its needs; a plain word is nothing to any of them."""
    families = [each for each in FAMILIES if each.needs is not None]
    assert {rule.id[:2] for each in families for rule in each.rules} >= {
        "AP", "PV", "SC", "DF", "PR", "EU", "BL",
    }  # fmt: skip
    record = said("Uploads broke at 14:02 UTC.")
    assert all(each.needs.isdisjoint(record.beginnings) for each in families if each.needs is not None)
