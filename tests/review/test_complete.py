"""What a story must have: each lack is told until nothing is missing, and weighs as its story does."""

from dataclasses import replace
from pathlib import Path

import pytest

from statuskit.problems import Severity
from statuskit.review import complete
from statuskit.review.rule import Finding, Record

from .samples import SETTINGS, written

IDS = [rule.id for rule in complete.RULES]
ALWAYS = {"MH2", "MH3", "MH4", "MH5"}
BARE = """\
title: You could not sign in
impact: {impact}
updates:
  - at: 2026-11-20T14:02:00Z
    message: You cannot sign in.
  - at: 2026-11-20T14:30:00Z
    status: resolved
    message: You can sign in again.
postmortem:
  state: {state}
  published: 2026-11-20T15:30:00Z
"""
STEPS = (
    ("MH3", "started: 2026-11-20T13:45:00Z\n", ""),
    ("MH2", "", "  impact:\n    could_not: [sign in]\n"),
    ("MH4", "", "    data: {lost: none, exposed: unknown}\n"),
    ("MH5", "", "  plain: We changed a setting, and because nothing checked it, every sign-in failed.\n"),
    ("MH8", "", "  apology:\n    by: The head of engineering\n    text: We are sorry.\n"),
    ("MH1", "", "      That is our fault.\n"),
    ("MH6", "", "  actions:\n    - {what: Test each setting, state: done, done_on: 2026-11-20}\n"),
    ("MH7", "", "  make_right: {none: true, because: Nobody lost more than a minute.}\n"),
    ("MH9", "", "  answers: {asked: 3, answered: all, channels: [email]}\n"),
)


def found(record: Record) -> dict[str, Finding]:
    """Ask all must-have rules."""
    return {rule.id: finding for rule in complete.RULES for finding in rule.check(record)}


def levels(record: Record) -> dict[str, Severity | None]:
    """Give the level of each lack."""
    return {rule: finding.level for rule, finding in found(record).items()}


def test_an_empty_story_grows_whole_step_by_step(tmp_path: Path) -> None:
    """Each piece that is added takes away the one thing that was told of it, and nothing is missing at the end."""
    text = BARE.format(impact="critical", state="final")
    missing = set(IDS)
    assert set(found(written(text, tmp_path))) == missing
    for rule, top, more in STEPS:
        text = f"{top}{text}{more}"
        missing.discard(rule)
        assert set(found(written(text, tmp_path))) == missing, rule
    assert not missing


@pytest.mark.parametrize(
    ("impact", "errors"), [("critical", set(IDS)), ("major", set(IDS)), ("minor", ALWAYS), ("none", ALWAYS)]
)
def test_a_final_story_is_held_to_its_impact(*, impact: str, errors: set[str], tmp_path: Path) -> None:
    """Where it hurt much all of it is an error; else what happened and to whom, and the rest is a warning."""
    given = levels(written(BARE.format(impact=impact, state="final"), tmp_path))
    assert {rule for rule, level in given.items() if level is Severity.ERROR} == errors
    assert {rule for rule, level in given.items() if level is Severity.WARNING} == set(IDS) - errors


@pytest.mark.parametrize("kind", ["maintenance", "notice"])
def test_other_kinds_are_held_to_the_facts(*, kind: str, tmp_path: Path) -> None:
    """A maintenance or a notice owes what happened, whatever its impact."""
    text = BARE.format(impact="critical", state="final").replace("title", f"kind: {kind}\ntitle")
    if kind == "maintenance":
        text = text.replace("status: resolved", "status: completed")
        text = f"scheduled_for: 2026-11-20T14:00:00Z\nscheduled_until: 2026-11-20T14:40:00Z\n{text}"
    given = levels(written(text, tmp_path))
    # When a maintenance was is in its plan.
    expected = ALWAYS - {"MH3"} if kind == "maintenance" else ALWAYS
    assert {rule for rule, level in given.items() if level is Severity.ERROR} == expected


@pytest.mark.parametrize("state", ["draft", "preliminary"])
def test_a_story_on_its_way_is_only_reminded(*, state: str, tmp_path: Path) -> None:
    """Before it is final each lack is a warning, and says so."""
    given = found(written(BARE.format(impact="critical", state=state), tmp_path))
    assert set(given) == set(IDS)
    for finding in given.values():
        assert finding.level is Severity.WARNING
        assert finding.message.startswith("Before it can be final: ")


def test_without_a_story_nothing_is_missing_from_it(tmp_path: Path) -> None:
    """No story and a withdrawn incident lack nothing."""
    text = BARE.format(impact="critical", state="final")
    assert not found(written(text[: text.index("postmortem")], tmp_path))
    assert not found(written(f"{text}withdrawn: {{at: 2026-11-20T15:00:00Z, because: Not so.}}\n", tmp_path))


@pytest.mark.parametrize("rule", IDS)
def test_each_lack_shows_what_to_paste(*, rule: str, tmp_path: Path) -> None:
    """The snippet of a message, pasted where it says, takes away what the message was about."""
    story = BARE.format(impact="critical", state="final")
    sentence, _, snippet = found(written(story, tmp_path))[rule].message.partition("\n")
    assert sentence.endswith(":")
    snippet = snippet.rpartition("\nor")[2].partition("\n")[2] if "\nor" in snippet else snippet
    pasted = f"{snippet.strip()}\n{story}" if rule == "MH3" else f"{story}{snippet}\n"
    assert rule not in found(written(pasted, tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "We are sorry. We deleted your drafts, and that is our fault.",
        "We should have caught this.",
        "The mistake was ours.",
        "I broke it.",
        "We let you down.",
        "We take full responsibility.",
        "We were wrong about the disk.",
    ],
)
def test_owning_up_has_many_forms(*, text: str, tmp_path: Path) -> None:
    """The first person with its own fault is responsibility, in whatever words."""
    story = f"{BARE.format(impact='major', state='final')}  apology: {{by: The owner, text: '{text}'}}\n"
    assert "MH1" not in found(written(story, tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "We are sorry for what happened.",
        "This was not our fault.",
        "Our supplier made a mistake.",
        "Mistakes were made.",
        "We regret the outage.",
    ],
)
def test_regret_is_not_responsibility(*, text: str, tmp_path: Path) -> None:
    """Sorry alone, the passive, and somebody else's fault do not own it."""
    story = f"{BARE.format(impact='major', state='final')}  apology: {{by: The owner, text: '{text}'}}\n"
    assert "MH1" in found(written(story, tmp_path))


@pytest.mark.parametrize(
    ("actions", "enough"),
    [
        ("[{what: Test, state: done, done_on: 2026-11-20}]", True),
        ("[{what: Test, due: 2026-12-01}, {what: Watch, due: 2026-12-02}]", True),
        ("[{what: Test, due: 2026-12-01}, {what: Watch}]", False),
        ("[{what: Test, state: dropped, because: Too dear}]", False),
        ("[]", False),
    ],
)
def test_something_is_done_or_everything_has_a_date(*, actions: str, enough: bool, tmp_path: Path) -> None:
    """One finished action will do, else dates for all that stand; a dropped one is none."""
    story = f"{BARE.format(impact='major', state='final')}  actions: {actions}\n"
    assert ("MH6" not in found(written(story, tmp_path))) is enough


def test_plain_words_without_a_reason_are_not_an_explanation(tmp_path: Path) -> None:
    """`plain` has to say why, if only that nobody knows."""
    base = BARE.format(impact="major", state="final")
    assert "MH5" in found(written(f"{base}  plain: Sign-in did not work for a while.\n", tmp_path))
    assert "MH5" not in found(written(f"{base}  plain: We do not know the cause yet.\n", tmp_path))


def test_the_contact_of_the_site_is_a_way_to_answer(tmp_path: Path) -> None:
    """Where the site names its contact, each story has one."""
    settings = replace(SETTINGS, contact="mailto:help@example.com")
    assert "MH9" not in found(written(BARE.format(impact="major", state="final"), tmp_path, settings))
