"""The postmortem on an incident's page, plain words before technical ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from statuskit.model import Answers, Incident, Postmortem, PostmortemImpact, PostmortemState
from statuskit.views.actions import ActionView, actions_title, told_action
from statuskit.views.context import Context, Moment
from statuskit.views.impact import ImpactView, impact_view
from statuskit.views.make_right import MakeRightView, make_right_view
from statuskit.views.technical import TechnicalView, technical_view
from statuskit.views.telling import Teller, figures, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyView:
    text: Markup
    signature: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term of the glossary; `anchor` is the id of its meaning on the page."""

    anchor: str
    term: str
    meaning: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmortemView:
    """A published story, in the order of the page."""

    preliminary: bool
    published: Moment | None
    summary: Markup
    impact: ImpactView
    apology: ApologyView | None
    make_right: MakeRightView | None
    plain: Markup
    actions_title: str
    actions: tuple[ActionView, ...]
    questions: tuple[tuple[Markup, Markup], ...]
    answered: str
    answered_note: Markup
    technical: TechnicalView
    glossary: tuple[TermView, ...]
    corrections: tuple[tuple[Moment, Markup], ...]


def postmortem_view(
    ctx: Context, incident: Incident, postmortem: Postmortem, files: Mapping[str, str]
) -> PostmortemView:
    """Print a published postmortem. `files` maps names of the bundle to addresses on this page."""
    filled = figures(ctx, incident)
    tell = Teller(ctx, filled, files, terms(ctx, postmortem, filled))
    return PostmortemView(
        preliminary=postmortem.state is PostmortemState.PRELIMINARY,
        published=ctx.moment(postmortem.published) if postmortem.published else None,
        summary=tell.line(postmortem.summary),
        impact=impact_view(tell, postmortem.impact or PostmortemImpact()),
        apology=_apology(tell, postmortem),
        make_right=make_right_view(tell, postmortem.make_right) if postmortem.make_right else None,
        plain=tell.story(postmortem.plain),
        actions_title=actions_title(ctx, postmortem.actions),
        actions=tuple(told_action(tell, action) for action in postmortem.actions),
        questions=tuple((tell.line(q.asked), tell.block(q.answer)) for q in postmortem.questions),
        answered=_answered(ctx, postmortem.answers) if postmortem.answers else "",
        answered_note=tell.line(postmortem.answers.note) if postmortem.answers else Markup(),
        technical=technical_view(tell, incident, postmortem),
        glossary=tuple(
            TermView(anchor=anchor, term=term, meaning=tell.line(postmortem.glossary[term]))
            for term, (anchor, _) in tell.terms.items()
        ),
        corrections=tuple((ctx.moment(c.at), tell.block(c.what)) for c in postmortem.corrections),
    )


def _apology(tell: Teller, postmortem: Postmortem) -> ApologyView | None:
    if not postmortem.apology:
        return None
    by = postmortem.apology.by
    if postmortem.published:
        day = tell.ctx.day(postmortem.published)
        return ApologyView(
            text=tell.block(postmortem.apology.text),
            signature=tell.ctx.say("{name}, {day}", name=by, day=day),
        )
    return ApologyView(text=tell.block(postmortem.apology.text), signature=Markup("{}").format(by))


def _answered(ctx: Context, answers: Answers) -> str:
    """Say in one line how many wrote and how many got an answer."""
    asked, answered = answers.asked, answers.answered
    if answered == "all":
        return ctx.words.gettext("All")
    if isinstance(answered, str):
        return ctx.words.gettext("Unknown")
    if isinstance(asked, str):
        return ctx.words.number(answered)
    return ctx.words.gettext("{kept} of {total}").format(
        kept=ctx.words.number(answered), total=ctx.words.number(asked)
    )
