"""What we change so that it does not happen again, and where each change stands."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from statuskit.facts.entries import ActionEntry
from statuskit.facts.promises import ActionStanding, action_standing
from statuskit.model import Action
from statuskit.views.context import Context, Later, iso
from statuskit.views.telling import Teller, figures


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """`mark` names icon and class; `late` and `late_mark` take over once its day is past."""

    what: Markup
    purpose: str
    mark: str
    standing: Markup
    late: Later | None
    late_mark: str
    because: Markup
    proof: Markup


_ADDRESS = re.compile(r"https?://[^\s]+")
_MARKS = {
    ActionStanding.DONE: "operational",
    ActionStanding.OPEN: "open",
    ActionStanding.LATE: "partial-outage",
    ActionStanding.DROPPED: "degraded-performance",
}


def action_view(ctx: Context, entry: ActionEntry) -> ActionView:
    """Print an action where it stands outside its own page."""
    incident = ctx.incidents[entry.incident_id]
    if incident.postmortem is None:
        raise ValueError("an action stands in a postmortem")
    return told_action(Teller(ctx, figures(ctx, incident), {}, {}), incident.postmortem.actions[entry.number])


def told_action(tell: Teller, action: Action) -> ActionView:
    """Print an action and where it stands."""
    ctx, standing_now = tell.ctx, action_standing(action, tell.ctx.now)
    due = ctx.when(action.due) if action.due else None
    overdue = ctx.say("late: due by {day}", day=due)
    waits = action.due is not None and standing_now is ActionStanding.OPEN
    if standing_now is ActionStanding.DONE:
        text = ctx.say("done on {day}", day=ctx.when(action.done_on)) if action.done_on else ctx.say("done")
    elif standing_now is ActionStanding.DROPPED:
        text = ctx.say("dropped")
    elif standing_now is ActionStanding.LATE:
        text = overdue
    else:
        state = ctx.words.term(action.state)
        text = (
            ctx.say("{state}, due by {day}", state=state, day=due)
            if due
            else ctx.say("{state}, no date yet", state=state)
        )
    return ActionView(
        what=tell.line(action.what),
        purpose=ctx.words.term(action.kind) if action.kind else "",
        mark=_MARKS[standing_now],
        standing=text,
        late=Later(at=iso(action.due.end), text=overdue) if action.due and waits else None,
        late_mark=_MARKS[ActionStanding.LATE],
        because=tell.line(action.because),
        proof=_proof(tell, action.proof),
    )


def actions_title(ctx: Context, actions: tuple[Action, ...]) -> str:
    """Head the actions by how far they are."""
    standings = {action_standing(action, ctx.now) for action in actions}
    if standings <= {ActionStanding.DONE}:
        return ctx.words.gettext("What we have changed")
    if ActionStanding.DONE in standings:
        return ctx.words.gettext("What we have changed, and what we still will")
    return ctx.words.gettext("What we will change")


def _proof(tell: Teller, text: str) -> Markup:
    """Print what shows that an action is done; an address becomes a link."""
    if not _ADDRESS.fullmatch(text):
        return tell.line(text)
    return Markup('<a href="{0}" rel="noopener nofollow">{0}</a>').format(text)
