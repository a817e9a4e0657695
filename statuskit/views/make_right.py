"""What we give back, as links that a customer can use at once."""

from dataclasses import dataclass

from markupsafe import Markup

from statuskit.model import ClaimBy, MakeRight
from statuskit.views.telling import Teller


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    condition: str
    get: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeRightView:
    offer: str
    sentences: tuple[Markup, ...]
    because: Markup
    choices: tuple[ChoiceView, ...]


def make_right_view(tell: Teller, make_right: MakeRight) -> MakeRightView:
    """Print the offer, who gets it and until when; or the honest "nothing"."""
    ctx = tell.ctx
    if make_right.none:
        return MakeRightView(
            offer=ctx.words.gettext("We offer nothing for this."),
            sentences=(),
            because=tell.line(make_right.because),
            choices=(),
        )
    sentences = []
    if make_right.to:
        sentences.append(ctx.say("For {whom}.", whom=tell.line(make_right.to)))
    if make_right.how:
        sentences.append(ctx.say(ctx.words.term(make_right.how)))
    if make_right.until:
        day = ctx.when(make_right.until)
        if ctx.now >= make_right.until.end:
            sentences.append(ctx.say("The offer ended on {day}.", day=day))
        else:
            sentences.append(ctx.say("You can ask until {day}.", day=day))
    elif make_right.how in {ClaimBy.CHOOSE, ClaimBy.ASK}:
        sentences.append(ctx.say("There is no closing date."))
    choices = tuple(ChoiceView(condition=o.condition, get=o.get, url=o.claim) for o in make_right.options)
    return MakeRightView(
        offer=make_right.offer,
        sentences=tuple(sentences),
        because=tell.line(make_right.because),
        choices=choices,
    )
