"""All that was promised, gathered and counted."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from statuskit.facts.cases import case, cases
from statuskit.facts.entries import AccountEntry
from statuskit.facts.ledger import Ledger, ledger, settled_years
from statuskit.facts.promises import ActionStanding, worst_answer
from statuskit.model import Action, ActionState, Correction, Incident, Postmortem, PostmortemState, When

from .samples import at, day, incident, minutes, moment, say

FINAL = PostmortemState.FINAL


def _ledger(incidents: Iterable[Incident], now: datetime) -> Ledger:
    return ledger(cases(incidents, now).values())


def told(
    *actions: Action,
    state: PostmortemState = FINAL,
    published: float = 100,
    due: When | None = None,
    name: str = "broken",
    withdrawn: float | None = None,
) -> Incident:
    """Make an incident with a postmortem."""
    postmortem = Postmortem(
        state=state,
        due=due,
        published=at(published),
        actions=actions,
        corrections=(Correction(at=at(200), what="A slip."),),
    )
    return incident(say(0), id=name, postmortem=postmortem, withdrawn=withdrawn)


def test_every_action_of_a_published_postmortem_is_in_the_ledger() -> None:
    """Done, open, late and dropped ones are there, the newest first."""
    book = _ledger(
        [
            told(
                Action(what="a", state=ActionState.DONE, done_on=day(2026, 3, 11)),
                Action(what="b", due=day(2026, 3, 9)),
                Action(what="c", due=day(2027, 1, 1)),
                Action(what="d", state=ActionState.DROPPED),
            )
        ],
        at(0),
    )
    assert [("abcd"[entry.number], entry.standing) for entry in book.actions] == [
        ("c", ActionStanding.OPEN),
        ("a", ActionStanding.DONE),
        ("b", ActionStanding.LATE),
        ("d", ActionStanding.DROPPED),
    ]


def test_settled_actions_are_grouped_by_their_year() -> None:
    """A done action belongs to the year in which it was done, a dropped one to that of the publication."""
    book = _ledger(
        [
            told(
                Action(what="a", state=ActionState.DONE, done_on=day(2027, 1, 2)),
                Action(what="b", state=ActionState.DROPPED),
                Action(what="c"),
            )
        ],
        at(0),
    )
    years = {year: ["abcd"[entry.number] for entry in found] for year, found in settled_years(book).items()}
    assert years == {2027: ["a"], 2026: ["b"]}


def test_drafts_and_withdrawn_incidents_promise_no_action() -> None:
    """What is not public was not promised to anybody; a draft's day is."""
    action = Action(what="a", state=ActionState.DONE)
    draft = told(action, state=PostmortemState.DRAFT, due=day(2026, 3, 9), name="draft")
    book = _ledger([draft, told(action, withdrawn=50, name="gone")], at(0))
    assert book == Ledger(kept=0, unkept=(), accounts=book.accounts, actions=(), corrections=())
    assert [entry.incident_id for entry in book.accounts] == ["draft"]


def test_an_account_is_kept_by_the_final_one() -> None:
    """In time, late, still open, and overdue are told apart; a preliminary account answers nothing."""
    due = moment(at(90))
    in_time = told(published=90, due=due, name="a")
    late = told(published=100, due=due, name="b")
    early = told(state=PostmortemState.PRELIMINARY, published=50, due=due, name="c")
    assert {entry.incident_id: entry for entry in _ledger([in_time, late, early], at(95)).accounts} == {
        "a": AccountEntry(incident_id="a", due=due, published=at(90), kept=True, late_by=timedelta()),
        "b": AccountEntry(incident_id="b", due=due, published=at(100), kept=False, late_by=minutes(10)),
        "c": AccountEntry(incident_id="c", due=due, published=None, kept=False, late_by=timedelta()),
    }
    assert [entry.kept for entry in _ledger([early], at(80)).accounts] == [None]


def test_corrections_of_words_and_of_accounts_are_counted() -> None:
    """Each correction is there once, the newest first."""
    corrected = incident(say(0), say(5, corrects=0), id="word")
    book = _ledger([corrected, told(name="account")], at(300))
    assert [(entry.incident_id, entry.at, entry.update_id) for entry in book.corrections] == [
        ("account", at(200), ""),
        ("word", at(5), "word-1"),
    ]


def test_promised_words_of_all_incidents_are_gathered() -> None:
    """Those not kept stand by when they were made, the newest first; the others are counted."""
    one = incident(say(0, promise=2), say(5, promise=10), say(9), id="one")
    two = incident(say(3, promise=10), id="two")
    book = _ledger([one, two], at(30))
    assert [promise.incident_id for promise in book.unkept] == ["two", "one"]
    assert book.kept == 1


def test_the_worst_answer_is_the_latest_that_came() -> None:
    """What has no answer yet grows in the reader's browser, so it is no figure here."""
    late = incident(say(0, promise=5), say(9, promise=20), say(22, promise=30))
    worst = worst_answer(case(late, at(500)).unkept)
    assert worst is not None
    assert worst.late_by == minutes(4)
    assert worst_answer(case(incident(say(0, promise=5)), at(500)).unkept) is None
