"""Each rule's own examples, which are its tests and its manual page."""

from pathlib import Path

import pytest

from statuskit.review import BY_ID, RULES
from statuskit.review.rule import Record, Rule

from .samples import reviewing, said, written

NEED_FILES = {"SP07"}
"""Rules that find nothing without a file of the site's; their own tests have one."""


def read(text: str, rule: Rule, folder: Path) -> Record:
    """Make the record of an example; a rule that holds on demand only is asked for."""
    settings = reviewing(levels={rule.id: rule.level.value})
    return written(text, folder, settings) if rule.files else said(text, settings)


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(rule, text, id=rule.id) for rule in RULES for text in rule.bad]
)
def test_bad_examples_are_found(*, rule: Rule, text: str, tmp_path: Path) -> None:
    """A rule finds each of its bad examples, at a place that is in the text."""
    record = read(text, rule, tmp_path)
    found = list(rule.check(record))
    assert found
    lengths = {passage.path: len(passage.text) for passage in record.passages}
    for finding in found:
        assert 0 <= finding.start <= finding.end <= lengths.get(finding.path, 0)


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(rule, text, id=rule.id) for rule in RULES for text in rule.good]
)
def test_good_examples_are_not_found(*, rule: Rule, text: str, tmp_path: Path) -> None:
    """A rule leaves each of its good examples alone."""
    assert not list(rule.check(read(text, rule, tmp_path)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rules_say_what_a_person_needs(rule: Rule) -> None:
    """Each rule has its words, its source, and examples of both kinds."""
    for words in (rule.finds, rule.why, rule.better, rule.source):
        assert words == words.strip()
        assert words
    assert rule.why.endswith((".", "!", "?"))
    assert rule.good
    assert bool(rule.bad) is (rule.id not in NEED_FILES)


def test_ids_are_used_once() -> None:
    """No two rules share an id: waivers and settings name rules by it."""
    assert len(BY_ID) == len(RULES)
    assert all(rule.id.isalnum() and rule.id.isupper() for rule in RULES)
