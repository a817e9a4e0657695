"""The rules of wording: what must pass, where a phrase may stand, and how much it weighs there."""

import csv
import sys
import time
from collections.abc import Mapping
from datetime import timedelta

import pytest

from statuskit.model import (
    Apology,
    Component,
    Incident,
    Kind,
    Postmortem,
    PostmortemState,
    Question,
    Settings,
    Status,
    Text,
    Update,
    Window,
)
from statuskit.problems import Severity
from statuskit.review import BY_ID, agency, apology, blame, deflection, promises, review, scope, spin
from statuskit.review.passages import passages
from statuskit.review.rule import Record

from . import rules_report
from .samples import NOW, SETTINGS, record, reviewing, said

WORDING = tuple(
    rule for family in (apology, agency, scope, deflection, promises, spin, blame) for rule in family.RULES
)


def found(of: Record) -> dict[str, list[Severity]]:
    """Give the levels of what the rules of wording find, by rule."""
    levels: dict[str, list[Severity]] = {}
    for rule, finding in review(of, {rule.id for rule in WORDING}):
        levels.setdefault(rule.id, []).append(finding.level or rule.level)
    return levels


def told(*messages: str, status: Status = Status.IDENTIFIED, **fields: object) -> Incident:
    """Make an incident of these messages, an hour apart; `fields` are further fields of it."""
    updates = tuple(
        Update(
            id=f"a-{number}",
            at=NOW + timedelta(hours=number - len(messages)),
            status=status,
            says_status=True,
            message=message,
        )
        for number, message in enumerate(messages)
    )
    values: Mapping[str, object] = {"title": "You cannot pay", **fields}
    return Incident(id="a", file="incidents/a.yml", updates=updates, **values)  # type: ignore[arg-type]  # fields that exist


def story(**fields: object) -> Incident:
    """Make an incident with a final postmortem."""
    postmortem = Postmortem(state=PostmortemState.FINAL, **fields)  # type: ignore[arg-type]  # fields that exist
    return told(postmortem=postmortem)


HONEST = (
    (
        "We are sorry. We deleted your drafts, and that is our fault. We should have caught this: our test opened a room "
        "and never looked for a draft. You could not get them back for two days."
    ),
    "We were wrong to promise you noon. 1,204 of you got two invoices, and you owe one. We are sorry for the muddle.",
    "I am sorry. I chose the day of the switch, and nobody else did. You lost an hour of work.",
    "We do not know yet what failed. Sign-in has not worked since 14:02. The next word comes at 14:30.",
)


@pytest.mark.parametrize("text", HONEST)
def test_honest_words_pass(text: str) -> None:
    """What a decent person would write is found by no rule of wording at all."""
    apology_made = story(apology=Apology(text=text, by="Mara"), plain=Text(markdown=text))
    assert found(record(apology_made)) == {}
    assert found(said(text)) == {}


def test_all_fifty_are_there() -> None:
    """The seven families hold the fifty rules of wording, each with two examples of each kind at the least."""
    counts = {"AP": 12, "PV": 6, "SC": 9, "DF": 7, "PR": 7, "EU": 6, "BL": 3}
    ids = [f"{family}{number:02}" for family, count in counts.items() for number in range(1, count + 1)]
    assert [rule.id for rule in WORDING] == ids
    assert [rule.id for rule in WORDING if min(len(rule.good), len(rule.bad)) < 2] == []


def test_better_sentences_break_no_rule() -> None:
    """What a rule offers in place of what it found is not found itself, neither by it nor by an error of another."""
    for rule in WORDING:
        quoted = rule.better.replace('"', "")
        errors = [each for each, levels in found(said(quoted)).items() if Severity.ERROR in levels]
        assert errors == [], rule.id
        assert not list(rule.check(said(quoted))), rule.id


@pytest.mark.parametrize("break_", ["\n", "  ", " \n  ", "\r\n"])
def test_phrases_are_found_across_lines(break_: str) -> None:
    """A phrase is found wherever the lines of a text are broken."""
    for text in (
        "We apologise for any inconvenience.",
        "It was determined that a disk was full.",
        "As soon as possible.",
    ):
        rules = found(said(text)).keys()
        assert rules
        assert found(said(text.replace(" ", break_))).keys() == rules


def test_quoted_words_pass() -> None:
    """Quotations, code and addresses are not our words."""
    text = (
        'The page said "sorry for any inconvenience", `mistakes were made`, <https://a.example/world-class>.'
    )
    assert found(said(text)) == {}


def test_a_question_is_judged_by_its_answer() -> None:
    """What a customer asked stays as they asked it; the answer is ours."""
    asked = "Will you make sure that this does not happen again?"
    answered = "We will make sure that this does not happen again."
    assert found(record(story(questions=(Question(asked=asked, answer="It is less likely now."),)))) == {}
    assert found(record(story(questions=(Question(asked="And now?", answer=answered),)))) == {
        "PR01": [Severity.ERROR]
    }


def test_numbers_that_are_no_counts() -> None:
    """A year, a time of day or an error's number does not say how many; a share or a count does."""
    for text in (
        "In 2026 a small number of users could not pay.",
        "At 14:02 a small number of users could not pay.",
        "A small number of users saw error 503.",
        "On 2026-11-20 a small number of users could not pay.",
    ):
        assert found(said(text)).get("SC01") == [Severity.ERROR], text
    for text in (
        "A small number of users could not pay: 4 users.",
        "A small number of users could not pay. It was 1 in 200.",
        "A small number of users could not pay. About two in ten tried again.",
        "A small number of users (0.3 %) could not pay.",
        "A small number of users could not pay, 1,204 in all.",
    ):
        assert "SC01" not in found(said(text)), text


def test_some_may_stand_in_the_first_minutes() -> None:
    """“Some customers” may stand while we have only begun to look, and no longer."""
    text = "Some customers cannot pay."
    assert "SC02" not in found(record(told(text, status=Status.INVESTIGATING)))
    assert found(record(told(text, text, status=Status.INVESTIGATING)))["SC02"] == [Severity.WARNING]
    assert found(record(told(text, status=Status.MONITORING)))["SC02"] == [Severity.WARNING]


def test_windows_say_how_it_came_and_went() -> None:
    """“Intermittent” may stand where the file's windows say when it was down."""
    window = Window(start=NOW, end=NOW + timedelta(minutes=5), components={})
    assert found(record(told("Sign-in fails intermittently.", windows=(window,)))) == {}
    assert found(record(told("Sign-in fails intermittently.", windows=()))) == {"SC03": [Severity.WARNING]}


def test_a_supplier_weighs_most_in_the_first_sentence() -> None:
    """The supplier as the first thing said is an error; further down a warning."""
    first = found(said("Our hosting provider is down. You cannot pay."))
    later = found(said("You cannot pay. Our hosting provider is down."))
    assert (first, later) == ({"DF01": [Severity.ERROR]}, {"DF01": [Severity.WARNING]})


def test_maintenance_may_call_itself_planned() -> None:
    """A maintenance is planned work and may say so; an incident may not hide behind it."""
    text = "During planned maintenance you cannot pay."
    assert "DF05" not in found(record(told(text, kind=Kind.MAINTENANCE, status=Status.SCHEDULED)))
    assert "DF05" in found(record(told(text)))


def test_a_promised_time_excuses_updates_without_one() -> None:
    """“Updates as necessary” may stand under an update that promises the next."""
    incident = told("We will provide updates as needed.")
    assert "PR05" in found(record(incident))
    update = Update(
        id="a-1",
        at=NOW,
        status=Status.IDENTIFIED,
        says_status=True,
        message=incident.updates[0].message,
        next_update=NOW + timedelta(minutes=30),
    )
    promised = Incident(id="a", file="a.yml", title="You cannot pay", updates=(update,))
    assert found(record(promised)) == {}


def test_saying_it_twice_running_weighs_more() -> None:
    """“We continue to investigate” is a hint, straight after another one a warning, and later a hint again."""
    again = "We continue to investigate."
    incident = told(again, again, "The disk is full.", again)
    assert found(record(incident)) == {"PR07": [Severity.HINT, Severity.WARNING, Severity.HINT]}


def test_names_of_components_are_not_spin() -> None:
    """A product may be called Glitch."""
    settings = Settings(components=(Component(id="glitch", name="Glitch editor"),))
    assert found(said("The Glitch editor does not open.", settings)) == {}
    assert found(said("The glitch is gone.")) == {"EU02": [Severity.ERROR]}


def test_words_of_the_title_are_not_spin() -> None:
    """A word that the title uses may be used below it."""
    assert found(record(told("The disruption is over.", title="Disruption of trams"))) == {}
    assert found(record(told("The disruption is over."))) == {"EU01": [Severity.HINT]}


def test_impact_is_off_unless_asked_for() -> None:
    """EU06 finds something only where the site gives it a level."""
    text = "Uploads were impacted."
    assert "EU06" not in found(said(text))
    assert "EU06" in found(said(text, reviewing(levels={"EU06": "hint"})))


def test_blame_is_found_in_engineers_words() -> None:
    """The rules on blame read the technical story too; the others leave it alone."""
    text = "An engineer accidentally deleted the table. Mistakes were made. Errors were elevated."
    assert found(record(story(technical=Text(markdown=text)))) == {"BL01": [Severity.ERROR]}


def test_hostile_texts_are_read_quickly() -> None:
    """No text, however odd, holds the rules of wording up: each takes under two seconds for 20 kB."""
    pieces = (
        "some users ",
        "sorry ",
        "a ",
        "expected ",
        "1",
        "was ",
        "not ",
        "provide ",
        "continuing to ",
        "(",
        "work with ",
    )
    for piece in pieces:
        of = said(piece * (20_000 // len(piece)))
        began = time.process_time()
        found(of)
        assert time.process_time() - began < 2, piece


def test_verdicts_let_each_error_stand() -> None:
    """Each rule that finds errors in real updates is right in nine of ten that were read."""
    judged: dict[str, list[bool]] = {}
    for hit, is_right in rules_report.verdicts().items():
        assert hit.rule in BY_ID
        judged.setdefault(hit.rule, []).append(is_right)
    for rule, verdicts in judged.items():
        assert sum(verdicts) / len(verdicts) >= rules_report.LEAST_RIGHT, rule


def test_verdicts_name_nothing_but_ids() -> None:
    """No text of others is kept beside the verdicts."""
    with rules_report.VERDICTS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert row["message"].replace("#", "").isdigit()
            assert row["verdict"] in {"right", "wrong"}


@pytest.mark.skipif(not rules_report.UPDATES.exists(), reason="the real updates are not at hand")
def test_the_report_is_of_today() -> None:
    """The report is what the program makes now, and no error in real updates is unread."""
    records = list(rules_report.records())
    hits = [hit for each in records for hit in rules_report.hits(each)]
    read = rules_report.verdicts()
    messages = sum(len(each.incident.updates) for each in records)
    assert [hit for hit in hits if hit.level is Severity.ERROR and hit not in read] == []
    assert rules_report.REPORT.read_text(encoding="utf-8") == rules_report.table(hits, messages, read)


@pytest.mark.skipif(not rules_report.UPDATES.exists(), reason="the real updates are not at hand")
@pytest.mark.skipif(sys.gettrace() is not None, reason="a measurement of tests slows them down")
def test_ten_thousand_updates_are_read_in_time() -> None:
    """All house rules read real updates at the pace of 10,000 in three seconds, passages included."""
    incidents = [each.incident for each in rules_report.records()]
    messages = sum(len(incident.updates) for incident in incidents)
    list(review(said("Warm.")))
    began = time.process_time()
    for incident in incidents:
        of = Record(incident=incident, passages=passages(incident), settings=SETTINGS, now=NOW)
        list(review(of))
    # Twice the time: a machine that does other work besides is no failure.
    assert (time.process_time() - began) * 10_000 / messages < 6
