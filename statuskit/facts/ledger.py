"""All that we promised in public, gathered over many incidents: words, accounts, actions, corrections."""

from collections.abc import Iterable
from dataclasses import dataclass

from statuskit.facts.cases import Case
from statuskit.facts.entries import AccountEntry, ActionEntry, CorrectionEntry
from statuskit.facts.promises import ActionStanding, Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything promised in public, each list newest first.

    Of the promises of a next word, `kept` counts those that were kept; `unkept` are broken or still open.
    """

    kept: int
    unkept: tuple[Promise, ...]
    accounts: tuple[AccountEntry, ...]
    actions: tuple[ActionEntry, ...]
    corrections: tuple[CorrectionEntry, ...]


def ledger(cases: Iterable[Case]) -> Ledger:
    """Gather what was promised and what became of it; withdrawn incidents count nowhere."""
    kept = 0
    unkept: list[Promise] = []
    accounts: list[AccountEntry] = []
    actions: list[ActionEntry] = []
    corrections: list[CorrectionEntry] = []
    for case in cases:
        kept += case.kept
        unkept += case.unkept
        actions += case.actions
        corrections += case.corrections
        if case.account:
            accounts.append(case.account)
    return Ledger(
        kept=kept,
        unkept=tuple(sorted(unkept, key=lambda each: (each.made, each.update_id), reverse=True)),
        accounts=tuple(sorted(accounts, key=lambda each: (each.due.end, each.incident_id), reverse=True)),
        actions=tuple(sorted(actions, key=lambda each: (each.at, each.incident_id), reverse=True)),
        corrections=tuple(sorted(corrections, key=lambda each: (each.at, each.incident_id), reverse=True)),
    )


def settled_years(book: Ledger) -> dict[int, list[ActionEntry]]:
    """Group the actions that are done or dropped by their year."""
    by_year: dict[int, list[ActionEntry]] = {}
    for entry in book.actions:
        if entry.standing in {ActionStanding.DONE, ActionStanding.DROPPED}:
            by_year.setdefault(entry.year, []).append(entry)
    return by_year
