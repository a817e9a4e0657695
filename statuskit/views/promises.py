"""What we promised, counted: the page of all promises, and the part of it that concerns a component."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from statuskit.facts.entries import AccountEntry, ActionEntry, CorrectionEntry
from statuskit.facts.ledger import Ledger, settled_years
from statuskit.facts.promises import ActionStanding, Promise, broken, worst_answer
from statuskit.views.actions import ActionView, action_view
from statuskit.views.context import Context, Link, Score, incident_url, promises_url

LISTED = 20
"""How many broken promises, accounts and corrections are listed; all of them are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An action with the incident that it comes from."""

    action: ActionView
    incident: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A promise, an account or a correction in one sentence; `late` colours it."""

    incident: Link
    text: Markup
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLink:
    """A year with what was settled in it."""

    year: Link
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesPage:
    """`/promises/`: late and open actions whole, the settled ones by year."""

    scores: tuple[Score, ...]
    late: tuple[Kept, ...]
    open: tuple[Kept, ...]
    years: tuple[YearLink, ...]
    broken: tuple[Line, ...]
    accounts: tuple[Line, ...]
    corrections: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledPage:
    """`/promises/<year>/`: the actions done and dropped in a year."""

    title: str
    done: tuple[Kept, ...]
    dropped: tuple[Kept, ...]


def settled_page(ctx: Context, year: int, entries: Sequence[ActionEntry]) -> SettledPage:
    """Print what was settled in a year."""
    return SettledPage(
        title=ctx.words.gettext("Promises settled in {year}").format(year=ctx.words.year(year)),
        done=_kept(ctx, entries, ActionStanding.DONE),
        dropped=_kept(ctx, entries, ActionStanding.DROPPED),
    )


def promises_page(ctx: Context, book: Ledger) -> PromisesPage:
    """Print what is late or open, and count the rest."""
    return PromisesPage(
        scores=scores(ctx, book),
        late=_kept(ctx, reversed(book.actions), ActionStanding.LATE),
        open=_kept(ctx, reversed(book.actions), ActionStanding.OPEN),
        years=tuple(
            _year(ctx, year, entries) for year, entries in sorted(settled_years(book).items(), reverse=True)
        ),
        broken=tuple(_broken(ctx, promise) for promise in broken(book.unkept)[:LISTED]),
        accounts=tuple(_account(ctx, entry) for entry in book.accounts[:LISTED]),
        corrections=tuple(_correction(ctx, entry) for entry in book.corrections[:LISTED]),
    )


def scores(ctx: Context, book: Ledger) -> tuple[Score, ...]:
    """Count what was kept; nothing is said of what was never promised."""
    say = ctx.words.gettext
    out_of = say("{kept} of {total}")
    found = []
    if updates := update_score(ctx, book.kept, book.unkept):
        found.append(updates)
    judged = [entry.kept for entry in book.accounts if entry.kept is not None]
    if judged:
        figure = out_of.format(kept=sum(judged), total=len(judged))
        found.append(Score(figure=figure, text=say("promised accounts came on time")))
    if book.actions:
        standings = Counter(entry.standing for entry in book.actions)
        figure = out_of.format(kept=standings[ActionStanding.DONE], total=len(book.actions))
        text = say("promised changes are done")
        if late := standings[ActionStanding.LATE]:
            text = ctx.count(
                "promised changes are done; {n} is late", "promised changes are done; {n} are late", late
            )
        found.append(Score(figure=figure, text=text))
    if book.corrections:
        text = ctx.words.ngettext("correction made", "corrections made", len(book.corrections))
        found.append(Score(figure=ctx.words.number(len(book.corrections)), text=text))
    return tuple(found)


def update_score(ctx: Context, kept: int, unkept: Iterable[Promise]) -> Score | None:
    """Count the promises of a next word that were kept; None where none was due yet."""
    say, late = ctx.words.gettext, broken(unkept)
    if not kept and not late:
        return None
    text = say("promised updates came on time")
    if worst := worst_answer(late):
        text = say("promised updates came on time; the latest was {length} late").format(
            length=ctx.length(worst.late_by)
        )
    return Score(figure=say("{kept} of {total}").format(kept=kept, total=kept + len(late)), text=text)


def _kept(ctx: Context, entries: Iterable[ActionEntry], standing: ActionStanding) -> tuple[Kept, ...]:
    return tuple(
        Kept(action=action_view(ctx, entry), incident=_incident(ctx, entry.incident_id))
        for entry in entries
        if entry.standing is standing
    )


def _incident(ctx: Context, incident_id: str, anchor: str = "") -> Link:
    return Link(ctx.incidents[incident_id].title, incident_url(incident_id) + anchor)


def _year(ctx: Context, year: int, entries: list[ActionEntry]) -> YearLink:
    standings = Counter(entry.standing for entry in entries)
    done, dropped = standings[ActionStanding.DONE], standings[ActionStanding.DROPPED]
    counted = [
        ctx.count("{n} done", "{n} done", done) if done else "",
        ctx.count("{n} dropped", "{n} dropped", dropped) if dropped else "",
    ]
    text = ctx.words.listing(filter(None, counted))
    return YearLink(year=Link(ctx.words.year(year), promises_url(year)), text=text)


def _broken(ctx: Context, promise: Promise) -> Line:
    due = ctx.moment(promise.due)
    if promise.answered is None:
        text = ctx.say("promised by {time}, and not there yet", time=due)
    else:
        length = ctx.length(promise.late_by)
        text = ctx.say("promised by {time}, came {length} late", time=due, length=length)
    anchor = f"#{promise.update_id}"
    return Line(
        incident=_incident(ctx, promise.incident_id, anchor), text=text, late=promise.answered is None
    )


def _account(ctx: Context, entry: AccountEntry) -> Line:
    due = ctx.when(entry.due)
    incident = _incident(ctx, entry.incident_id)
    if entry.published is None:
        if entry.kept is None:
            return Line(incident=incident, text=ctx.say("due by {day}", day=due), late=False)
        return Line(incident=incident, text=ctx.say("was due by {day}, and is late", day=due), late=True)
    if entry.kept:
        text = ctx.say("due by {day}, came on {time}", day=due, time=ctx.day(entry.published))
    else:
        length = ctx.length(entry.late_by)
        text = ctx.say("due by {day}, came {length} late", day=due, length=length)
    return Line(incident=incident, text=text, late=False)


def _correction(ctx: Context, entry: CorrectionEntry) -> Line:
    time = ctx.moment(entry.at)
    if entry.update_id:
        incident = _incident(ctx, entry.incident_id, f"#{entry.update_id}")
        return Line(incident=incident, text=ctx.say("an update corrected on {time}", time=time), late=False)
    incident = _incident(ctx, entry.incident_id, "#corrections")
    return Line(incident=incident, text=ctx.say("the account corrected on {time}", time=time), late=False)
