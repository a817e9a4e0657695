"""One incident: its head, as lists and pages show it, and its whole page."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from statuskit.facts.cases import Case, case
from statuskit.facts.lengths import OUTAGES
from statuskit.facts.public import published_postmortem
from statuskit.model import ComponentState, Incident, Kind, Status, When
from statuskit.views.context import (
    Context,
    Later,
    Link,
    Mark,
    Moment,
    Score,
    component_url,
    incident_url,
    iso,
)
from statuskit.views.later import Phase, edges, phases
from statuskit.views.postmortem import PostmortemView, postmortem_view
from statuskit.views.promises import update_score
from statuskit.views.updates import PromiseView, UpdateView, dated, pending_promise, update_views

EXCERPT = 180
"""How many characters of its newest word a list shows of an incident."""

_LONG_WORD = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a list shows of an incident. `when` is its time in words, `facts` short ones beside it.

    `phases` are its marks as the clock alone will change them; `ages_from` is "" where no age is told.
    """

    id: str
    url: str
    title: str
    kind: str
    mark: Mark
    phases: tuple[Phase[Mark], ...]
    tone: str
    is_open: bool
    ages_from: str
    when: Markup
    began: Moment
    facts: tuple[str, ...]
    components: tuple[Link, ...]
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """The living part of an incident: what stands on `/` while it is open, and on top of its page."""

    head: Head
    withdrawn: Markup | None
    promise: PromiseView | None
    states: tuple[tuple[Link, Mark], ...]
    updates: tuple[UpdateView, ...]
    workaround: tuple[Markup, ...]
    workaround_title: str
    window: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """An incident's page. `postmortem` is None until one is published."""

    live: Live
    postmortem: PostmortemView | None
    account_due: Markup | None
    account_late: Later | None
    scores: tuple[Score, ...]
    related: tuple[Link, ...]


class Heads(dict[str, Head]):
    """What lists show of each incident, by id; printed when it is first asked for."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx

    def __missing__(self, incident_id: str) -> Head:
        printed = self[incident_id] = head(self._ctx, self._ctx.incidents[incident_id])
        return printed


def head(ctx: Context, incident: Incident) -> Head:
    """Print what lists show of one incident."""
    at = ctx.cases[incident.id]
    marks, tone = look(ctx, at)
    return Head(
        id=incident.id,
        url=incident_url(incident.id),
        title=incident.title,
        kind=ctx.words.term(incident.kind),
        mark=marks[0].shows,
        phases=marks,
        tone=tone,
        is_open=at.is_open,
        ages_from=iso(at.began) if at.is_open and incident.kind is not Kind.MAINTENANCE else "",
        when=_when(ctx, incident, at),
        began=ctx.moment(at.began),
        facts=_facts(ctx, incident, at),
        components=ctx.component_links(incident.components),
        excerpt=_excerpt(ctx, incident),
    )


def look(ctx: Context, at: Case) -> tuple[tuple[Phase[Mark], ...], str]:
    """Give an incident's marks, as the clock alone will change them, and the colour that tells how bad it was."""
    mark, tone = _mark(ctx, at), _tone(at)
    if at.ripe:
        return (Phase(shows=mark),), tone
    incident = ctx.incidents[at.id]
    ahead = ((edge, _mark(ctx, case(incident, edge))) for edge in edges(incident, ctx.now))
    return phases([(ctx.now, mark), *ahead]), tone


def in_one_line(ctx: Context, message: str, length: int) -> str:
    """Quote the beginning of a text, at most `length` characters, whole words where it has any."""
    text = ctx.prose.opening(message, length)
    if len(text) <= length:
        return text
    cut = text[:length]
    # Not every language has spaces between its words.
    whole, _, rest = cut.rpartition(" ")
    return (whole if whole and len(rest) <= _LONG_WORD else cut) + " …"


def live(ctx: Context, incident: Incident, head: Head, *, base: str = "") -> Live:
    """Print the living part; `base` leads from the page that shows it to the incident's folder."""
    at = ctx.cases[incident.id]
    updates = () if incident.withdrawn else update_views(ctx, incident, _files(incident, base))
    return Live(
        head=head,
        withdrawn=_withdrawal(ctx, incident),
        promise=pending_promise(ctx, incident),
        states=_states(ctx, at) if at.is_open else (),
        updates=dated(ctx, updates[::-1] if at.is_open else updates),
        workaround=() if incident.withdrawn else tuple(ctx.prose.line(text) for text in incident.workaround),
        workaround_title=_workaround_title(ctx, at),
        window=_window(ctx, incident, at),
    )


def incident_page(ctx: Context, incident: Incident, head: Head) -> IncidentPage:
    """Print an incident's own page."""
    postmortem = None if incident.withdrawn else published_postmortem(incident)
    return IncidentPage(
        live=live(ctx, incident, head),
        postmortem=postmortem_view(ctx, incident, postmortem, _files(incident, "")) if postmortem else None,
        account_due=_account_due(ctx, incident),
        account_late=_account_late(ctx, incident),
        scores=() if incident.withdrawn else _scores(ctx, incident),
        related=tuple(
            Link(ctx.incidents[i].title, incident_url(i)) for i in incident.related if i in ctx.incidents
        ),
    )


def _files(incident: Incident, base: str) -> Mapping[str, str]:
    return {name: base + name for name in incident.files}


def _mark(ctx: Context, at: Case) -> Mark:
    say = ctx.words.gettext
    if at.withdrawn:
        return Mark("note", say("Withdrawn"))
    if at.kind is Kind.MAINTENANCE:
        text = say("In progress, longer than planned") if at.overrun else ctx.words.term(at.status)
        shape = "operational" if at.status is Status.COMPLETED else "under-maintenance"
        return Mark("note" if at.status is Status.CANCELLED else shape, text)
    if not at.is_open:
        return Mark("operational", ctx.words.term(Status.RESOLVED))
    worst = max(at.states.values(), key=lambda state: state.rank, default=ComponentState.OPERATIONAL)
    if worst is ComponentState.OPERATIONAL:
        return Mark("note", say("Known defect") if at.kind is Kind.NOTICE else ctx.words.term(at.status))
    return ctx.mark(worst)


def _tone(at: Case) -> str:
    """Name the colour that tells in a list how bad it was."""
    if at.withdrawn or at.kind is Kind.NOTICE:
        return "note"
    if at.kind is Kind.MAINTENANCE:
        return "under-maintenance"
    return f"impact-{at.impact}"


def _when(ctx: Context, incident: Incident, at: Case) -> Markup:
    start = at.began
    if incident.kind is Kind.MAINTENANCE and incident.scheduled_for and incident.scheduled_until:
        end = at.ended if at.ended and at.ended > start else incident.scheduled_until
        return ctx.period(incident.scheduled_for, end)
    if at.ended is None:
        return ctx.say("since {time}", time=ctx.moment(start))
    return ctx.period(start, at.ended)


def _facts(ctx: Context, incident: Incident, at: Case) -> tuple[str, ...]:
    """Lengths, once they are known: an open incident's grow, so the reader's browser tells them."""
    if incident.withdrawn or incident.kind is not Kind.INCIDENT or at.is_open:
        return ()
    facts = [_lasted(ctx, incident, at)]
    if at.reopened:
        facts.append(ctx.count("reopened once", "reopened {n} times", at.reopened))
    return tuple(facts)


def _lasted(ctx: Context, incident: Incident, at: Case) -> str:
    """Say how long it was, and claim an outage only where one was said."""
    say = ctx.words.gettext
    if incident.windows == ():
        return say("a false alarm: nothing was down")
    hurt, whole = at.downtime, at.duration
    if not hurt or hurt == whole or at.downtime_grows:
        return say("lasted {length}").format(length=ctx.length(whole))
    states = {span.state for spans in at.spans.values() for span in spans}
    if states & OUTAGES:
        return say("down {length} in all").format(length=ctx.length(hurt))
    return say("there for {length} in all").format(length=ctx.length(hurt))


def _excerpt(ctx: Context, incident: Incident) -> str:
    """Quote the newest word in one line."""
    if incident.withdrawn:
        return incident.withdrawn.because
    if not incident.updates:
        return ""
    return in_one_line(ctx, incident.updates[-1].message, EXCERPT)


def _withdrawal(ctx: Context, incident: Incident) -> Markup | None:
    if not incident.withdrawn:
        return None
    return ctx.say(
        "We opened this by mistake and withdrew it on {time}: {because}",
        time=ctx.moment(incident.withdrawn.at),
        because=incident.withdrawn.because,
    )


def _states(ctx: Context, at: Case) -> tuple[tuple[Link, Mark], ...]:
    return tuple(
        (Link(component.name, component_url(component.id)), ctx.mark(at.states[component.id]))
        for component in ctx.catalog.settings.components
        if component.id in at.states
    )


def _workaround_title(ctx: Context, at: Case) -> str:
    if at.ended is None:
        return ctx.words.gettext("What you can do now")
    return ctx.words.gettext("What you could do meanwhile")


def _window(ctx: Context, incident: Incident, at: Case) -> Markup | None:
    """Tell an overrun maintenance's plan, which its head no longer shows."""
    if not (at.overrun and incident.scheduled_until):
        return None
    return ctx.say("It should have ended by {time}.", time=ctx.moment(incident.scheduled_until))


def _account_due(ctx: Context, incident: Incident) -> Markup | None:
    """Tell by when the full account, or its final form, is promised."""
    postmortem = incident.postmortem
    if incident.withdrawn or not postmortem or not postmortem.due:
        return None
    published = published_postmortem(incident)
    if published and published.state == "final":
        return None
    due = ctx.when(postmortem.due)
    account = ctx.cases[incident.id].account
    if account and account.is_late:
        return _late_account(ctx, postmortem.due)
    if published:
        return ctx.say("This account is preliminary. The final one is due by {day}.", day=due)
    return ctx.say("A full account will stand here by {day}.", day=due)


def _account_late(ctx: Context, incident: Incident) -> Later | None:
    """Foresee that the account does not come by its day."""
    due = incident.postmortem.due if incident.postmortem else None
    if due is None or ctx.now >= due.end or _account_due(ctx, incident) is None:
        return None
    return Later(at=iso(due.end), text=_late_account(ctx, due))


def _late_account(ctx: Context, due: When) -> Markup:
    return ctx.say("We promised the full account by {day}. It is late.", day=ctx.when(due))


def _scores(ctx: Context, incident: Incident) -> tuple[Score, ...]:
    did = ctx.cases[incident.id]
    say = ctx.words.gettext
    scores = []
    if did.first_word is not None:
        scores.append(Score(figure=ctx.length(did.first_word), text=say("to our first word")))
    if did.longest_silence is not None:
        scores.append(Score(figure=ctx.length(did.longest_silence), text=say("was our longest silence")))
    if updates := update_score(ctx, did.kept, did.unkept):
        scores.append(updates)
    return tuple(scores)
