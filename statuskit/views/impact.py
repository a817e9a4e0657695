"""What an incident did to customers, as its postmortem tells it."""

from dataclasses import dataclass

from markupsafe import Markup

from statuskit.model import Basis, Count, PostmortemImpact
from statuskit.views.context import Context
from statuskit.views.telling import Teller
from statuskit.words.labels import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactView:
    could_not: tuple[Markup, ...]
    still_worked: tuple[Markup, ...]
    data: tuple[Markup, ...]
    who: Markup | None
    figures: tuple[tuple[str, str], ...]


_LOST = {
    "none": N_("Nothing was lost."),
    "unknown": N_("We do not know yet whether anything was lost."),
}
_EXPOSED = {
    "none": N_("Nothing was exposed."),
    "unknown": N_("We do not know yet whether anything was exposed."),
}


def impact_view(tell: Teller, impact: PostmortemImpact) -> ImpactView:
    """Print who was hit, what they could not do, and what became of their data."""
    ctx = tell.ctx
    return ImpactView(
        could_not=tell.lines(impact.could_not),
        still_worked=tell.lines(impact.still_worked),
        data=_data(tell, impact),
        who=_who(tell, impact),
        figures=tuple((figure.label, ctx.amount(figure.value)) for figure in impact.figures),
    )


def _counted(ctx: Context, count: Count) -> str:
    """Join a number and what it counts: `312 accounts`, `about 300 accounts`, `thousands of companies`."""
    amount = ctx.amount(count.value)
    if any(sign.isdigit() for sign in amount):
        return ctx.words.gettext("{amount} {things}").format(amount=amount, things=count.of)
    return ctx.words.gettext("{amount} of {things}").format(amount=amount, things=count.of)


def _data(tell: Teller, impact: PostmortemImpact) -> tuple[Markup, ...]:
    """Say what happened to customers' data, also where the file does not: silence would be read as "nothing"."""
    ctx = tell.ctx
    if impact.data is None:
        return (ctx.say("We have not said yet whether data was lost or exposed."),)
    lost, exposed = impact.data.lost, impact.data.exposed
    return (
        ctx.say(_LOST[lost]) if lost in _LOST else ctx.say("Lost: {what}", what=tell.line(lost)),
        ctx.say(_EXPOSED[exposed])
        if exposed in _EXPOSED
        else ctx.say("Exposed: {what}", what=tell.line(exposed)),
    )


def _who(tell: Teller, impact: PostmortemImpact) -> Markup | None:
    ctx, who = tell.ctx, tell.line(impact.who)
    if impact.count is None:
        return who or None
    if impact.count.basis is Basis.UNKNOWN:
        how_many = ctx.say("how many {things} is not known", things=impact.count.of)
    else:
        how_many = ctx.say(
            "{count} ({basis})",
            count=_counted(ctx, impact.count),
            basis=ctx.words.term(impact.count.basis),
        )
    return ctx.say("{who}: {count}", who=who.removesuffix("."), count=how_many) if who else how_many
