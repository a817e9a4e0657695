"""The public word: an incident's updates and the promises made in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from markupsafe import Markup

from statuskit.facts.promises import MINUTE, Promise
from statuskit.model import Incident, Kind, Progress, Update
from statuskit.views.context import Context, Later, Mark, Moment, iso
from statuskit.words.labels import N_

CLOCK = Markup("<span data-clock></span>")
"""Where the reader's browser puts the time that it is."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。！？])\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """A promise that waits for its answer; `overdue` is said once the reader's clock is past it."""

    text: Markup
    late: bool
    overdue: Later


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """One word. `notes` are what must be said beside it: corrections, and promises broken."""

    anchor: str
    label: str
    said: datetime
    at: Moment
    body: Markup
    progress: str
    states: tuple[tuple[str, Mark], ...]
    notes: tuple[Markup, ...]


def pending_promise(ctx: Context, incident: Incident) -> PromiseView | None:
    """Tell what was promised last and has not been answered."""
    pending = [promise for promise in ctx.cases[incident.id].unkept if promise.answered is None]
    if not pending:
        return None
    promise = pending[-1]
    due = ctx.moment(promise.due) if promise.due.date() != ctx.now.date() else ctx.time(promise.due)
    overdue = Later(
        at=iso(promise.due + MINUTE),
        text=ctx.say("Promised by {time}. It is {now}: we are late.", time=due, now=CLOCK),
    )
    if promise.kept is None:
        return PromiseView(text=ctx.say("Next update by {time}.", time=due), late=False, overdue=overdue)
    text = ctx.say("We promised an update by {time}. We are late.", time=due)
    return PromiseView(text=text, late=True, overdue=overdue)


def update_views(ctx: Context, incident: Incident, files: Mapping[str, str]) -> tuple[UpdateView, ...]:
    """Print all updates, oldest first. `files` maps names of the bundle to addresses on this page."""
    late = {promise.answered: promise for promise in ctx.cases[incident.id].unkept if promise.late_by}
    corrected = {update.corrects: update for update in incident.updates if update.corrects}
    first_at = {update.at: update for update in reversed(incident.updates)}
    views = []
    before: Update | None = None
    for update in incident.updates:
        notes = []
        if update.corrects and (target := first_at.get(update.corrects)):
            notes.append(_linked(ctx, N_("This corrects {link}what we said at {time}{end}."), target))
        if correction := corrected.get(update.at):
            notes.append(_linked(ctx, N_("This was {link}corrected at {time}{end}."), correction))
        if (promise := late.get(update.at)) and before:
            notes.append(_lateness(ctx, promise))
        views.append(
            UpdateView(
                anchor=update.id,
                label=update_label(ctx, incident, update, before),
                said=update.at,
                at=ctx.moment(update.at),
                body=ctx.prose.block(update.message, files=files),
                progress=_progress(ctx, update),
                states=tuple(
                    (ctx.name(component), ctx.mark(state)) for component, state in update.components.items()
                ),
                notes=tuple(notes),
            )
        )
        before = update
    return tuple(views)


def dated(ctx: Context, updates: tuple[UpdateView, ...]) -> tuple[UpdateView, ...]:
    """Say the day only where it is not that of the word shown before."""
    days = [None, *(update.said.date() for update in updates)]
    return tuple(
        replace(update, at=ctx.time(update.said)) if update.said.date() == day else update
        for day, update in zip(days, updates, strict=False)
    )


def first_sentence(text: str) -> str:
    """Cut plain text after its first sentence."""
    return _SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0]


def update_label(ctx: Context, incident: Incident, update: Update, before: Update | None) -> str:
    """Name an update: by its status where it changed, as a mere update or correction where it did not."""
    if before is not None and before.status is update.status:
        return ctx.words.gettext("Correction") if update.corrects else ctx.words.gettext("Update")
    if incident.kind is Kind.NOTICE and before is None:
        return ctx.words.gettext("Notice")
    return ctx.words.term(update.status)


def _progress(ctx: Context, update: Update) -> str:
    if update.progress is Progress.NONE:
        return ctx.words.gettext("no progress yet")
    return ""


def _linked(ctx: Context, sentence: str, target: Update) -> Markup:
    """Say a sentence whose part from `{link}` to `{end}` leads to another word."""
    link = Markup('<a href="#{}">').format(target.id)
    return ctx.say(sentence, link=link, time=ctx.time(target.at), end=Markup("</a>"))


def _lateness(ctx: Context, promise: Promise) -> Markup:
    late_by = max(promise.late_by, timedelta(minutes=1))
    return ctx.say(
        "Promised by {time}: we were {length} late.",
        time=ctx.time(promise.due),
        length=ctx.length(late_by),
    )
