"""What the house rules find, how much it weighs on a site and in a file, and what it stops."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from statuskit.model import Apology, Postmortem, PostmortemState, Settings, Waiver
from statuskit.problems import Severity
from statuskit.review import RULES, review
from statuskit.review.judge import SECRET_RULES, Stops, judge
from statuskit.review.phrase import phrase
from statuskit.review.rule import Part, Record

from .samples import SETTINGS, record, reviewing, said

FORMULA = "We apologise for any inconvenience."
TOKEN = "ghp_" + "a1B2" * 9
HONEST = (
    "We are sorry. We deleted your drafts, and that is our fault. "
    "We should have caught this. 312 of you lost a draft between 14:02 and 14:40 UTC."
)


def found(record: Record) -> list[str]:
    """Name the rules that find something."""
    return [verdict.rule.id for verdict in judge(record).verdicts]


def story(state: PostmortemState, apology: str, settings: Settings = SETTINGS) -> Record:
    """Make the record of an incident with a formula said live, and with a story."""
    told = Postmortem(
        state=state,
        published=datetime(2026, 11, 20, 15, 55, tzinfo=UTC),
        apology=Apology(text=apology, by="The team"),
    )
    return record(replace(said(FORMULA).incident, postmortem=told), settings)


def stops(record: Record, rule: str) -> set[tuple[str, Stops]]:
    """Tell of each finding of a rule where it stands and what it stops."""
    return {
        (str(each.finding.path[0]), each.stops) for each in judge(record).verdicts if each.rule.id == rule
    }


def test_a_formula_is_found_at_its_place() -> None:
    """A finding points at the words themselves."""
    verdict = next(each for each in judge(said(FORMULA)).verdicts if each.rule.id == "AP01")
    assert verdict.finding.path == ("updates", 0, "message")
    assert FORMULA[verdict.finding.start : verdict.finding.end] == "for any inconvenience"


def test_an_honest_apology_passes() -> None:
    """Owning it in the first person, "we should have caught this" included, is no error."""
    assert not [each for each in judge(said(HONEST)).verdicts if each.level is Severity.ERROR]


def test_wording_stops_final_stories_only() -> None:
    """An error of wording stops a final story, and not what was said live; with --strict both."""
    final = story(PostmortemState.FINAL, FORMULA)
    assert stops(final, "AP01") == {("updates", Stops.STRICT), ("postmortem", Stops.ALWAYS)}
    early = story(PostmortemState.PRELIMINARY, FORMULA)
    assert stops(early, "AP01") == {("updates", Stops.STRICT), ("postmortem", Stops.STRICT)}


def test_warnings_and_hints_stop_nothing() -> None:
    """Whatever is no error is told, and stops nothing."""
    for verdict in judge(story(PostmortemState.FINAL, "Unfortunately it was slow.")).verdicts:
        if verdict.level is not Severity.ERROR:
            assert verdict.stops is Stops.NEVER


def test_a_secret_always_stops() -> None:
    """A secret in a live update stops every check."""
    assert stops(said(f"We used {TOKEN} for it."), "SP01") == {("updates", Stops.ALWAYS)}
    assert {rule.id for rule in RULES} >= SECRET_RULES


def test_rules_that_are_off() -> None:
    """A rule that the site switched off finds nothing; the others still do."""
    text = f"Unfortunately it broke. {FORMULA}"
    assert {"AP01", "AP08"} <= set(found(said(text)))
    left = found(said(text, reviewing(off=("AP01",))))
    assert "AP01" not in left
    assert "AP08" in left


@pytest.mark.parametrize(("level", "weighs"), [("hint", Severity.HINT), ("error", Severity.ERROR)])
def test_the_sites_level(*, level: str, weighs: Severity) -> None:
    """The site says how much a rule weighs, more or less than by itself."""
    told = judge(said("Unfortunately it broke.", reviewing(levels={"AP08": level}))).verdicts
    assert [each.level for each in told if each.rule.id == "AP08"] == [weighs]


def test_a_place_that_weighs_less_stays_so() -> None:
    """A finding of less weight than its rule does not grow with the site's level."""
    draft = story(PostmortemState.DRAFT, HONEST, reviewing(levels={"MH4": "error"}))
    assert [each.level for each in judge(draft).verdicts if each.rule.id == "MH4"] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("allowed", "stands"),
    [("any inconvenience", False), ("for any Inconvenience", True), (FORMULA, True), ("elsewhere", False)],
)
def test_texts_that_may_stand(*, allowed: str, stands: bool) -> None:
    """A finding inside a text that the site allows is none; one that is only partly inside is."""
    assert ("AP01" not in found(said(FORMULA, reviewing(allow=(allowed,))))) is stands


def test_texts_that_may_stand_are_looked_for_everywhere() -> None:
    """Each place of an allowed text counts, also where letters change their length."""
    text = f"İ. {FORMULA} Again: {FORMULA}"
    assert "AP01" not in found(said(text, reviewing(allow=("for any inconvenience",))))


def test_waivers() -> None:
    """What a file waives is counted and not told, all other rules hold."""
    incident = replace(
        said(f"Unfortunately it broke. {FORMULA}").incident,
        waivers=(Waiver(rule="AP01", because="We quote."), Waiver(rule="DF02", because="Idle.")),
    )
    judgement = judge(record(incident))
    assert judgement.waived == {"AP01": 1}
    told = {each.rule.id for each in judgement.verdicts}
    assert "AP01" not in told
    assert "AP08" in told


def test_asking_some_rules_only() -> None:
    """Asked for the secrets alone, nothing else is told."""
    told = review(said(f"{FORMULA} {TOKEN}"), only=SECRET_RULES)
    assert {rule.id for rule, _ in told} == {"SP01"}


def test_a_phrase() -> None:
    """A phrase is found in its parts, without regard to case, unless it may stand or what it needs is missing."""
    rule = phrase(
        id="XX01",
        level=Severity.HINT,
        pattern=r"\bsome\s+\w+",
        finds="some",
        why="Why.",
        better="312 of you.",
        source="us",
        good=(),
        bad=(),
        needs=("some",),
        unless=lambda passage, match: "312" in passage.prose[match.end() :],
    )
    assert [(each.start, each.end) for each in rule.check(said("SOME users, some **people**"))] == [
        (0, 10),
        (12, 25),
    ]
    assert not list(rule.check(said("some users (312)")))
    assert not list(rule.check(said("all users")))
    assert not list(rule.check(record(replace(said("x").incident, title="Some users"))))
    everywhere = phrase(
        id="XX02",
        level=Severity.HINT,
        pattern="some",
        finds="some",
        why="Why.",
        better="312 of you.",
        source="us",
        good=(),
        bad=(),
        needs=("some",),
        parts=frozenset({Part.TITLE}),
    )
    assert list(everywhere.check(record(replace(said("x").incident, title="Some users"))))
