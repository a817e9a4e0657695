"""The postmortem on an incident's page, plain words before technical ones."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from statuskit.facts.lengths import downtime, duration, longest_window
from statuskit.facts.promises import ActionStanding, action_standing
from statuskit.facts.response import response
from statuskit.facts.standing import standing
from statuskit.facts.timeline import TimelineLine, began, merged_timeline
from statuskit.model import (
    Action,
    Amount,
    Answers,
    Basis,
    ClaimBy,
    Count,
    Incident,
    Lessons,
    MakeRight,
    Postmortem,
    PostmortemImpact,
    PostmortemState,
    Text,
)
from statuskit.prose import Filled
from statuskit.prose.terms import mark_terms
from statuskit.views.context import Context, Later, Moment, iso
from statuskit.views.updates import first_sentence
from statuskit.words.labels import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactView:
    could_not: tuple[Markup, ...]
    still_worked: tuple[Markup, ...]
    data: tuple[Markup, ...]
    who: Markup | None
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyView:
    text: Markup
    signature: Markup


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """`day` is set on the first row of each day."""

    day: str
    time: Moment
    label: str
    what: Markup
    public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    title: str
    alt: str
    url: str
    is_image: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicalView:
    """All that engineers read; `lessons` are (heading, items)."""

    body: Markup
    factors: tuple[tuple[Markup, str], ...]
    trigger: Markup
    resolution: Markup
    detection: tuple[str, Markup] | None
    timeline: tuple[TimelineRow, ...]
    lessons: tuple[tuple[str, tuple[Markup, ...]], ...]
    unknowns: tuple[Markup, ...]
    evidence: tuple[EvidenceView, ...]


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


_ADDRESS = re.compile(r"https?://[^\s]+")
_LOST = {
    "none": N_("Nothing was lost."),
    "unknown": N_("We do not know yet whether anything was lost."),
}
_EXPOSED = {
    "none": N_("Nothing was exposed."),
    "unknown": N_("We do not know yet whether anything was exposed."),
}
_MARKS = {
    ActionStanding.DONE: "operational",
    ActionStanding.OPEN: "open",
    ActionStanding.LATE: "partial-outage",
    ActionStanding.DROPPED: "degraded-performance",
}
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")


@dataclass(frozen=True, slots=True)
class _Teller:
    """Prints the postmortem's texts: placeholders filled in, files of the bundle at their addresses."""

    ctx: Context
    figures: Mapping[str, Filled]
    files: Mapping[str, str]
    terms: Mapping[str, tuple[str, str]]

    def line(self, text: str) -> Markup:
        return self.ctx.prose.line(text, figures=self.figures) if text else Markup()

    def lines(self, texts: tuple[str, ...]) -> tuple[Markup, ...]:
        return tuple(self.line(text) for text in texts)

    def block(self, text: str) -> Markup:
        return self.ctx.prose.block(text, figures=self.figures, files=self.files) if text else Markup()

    def story(self, text: Text | None, headings: str | None = None) -> Markup:
        """Print one of the two long texts, its terms explained where they first stand."""
        if text is None:
            return Markup()
        html = self.ctx.prose.block(
            text.markdown, figures=self.figures, files=self.files, footnotes=True, headings=headings
        )
        return mark_terms(html, self.terms)


def _terms(ctx: Context, postmortem: Postmortem, figures: Mapping[str, Filled]) -> dict[str, tuple[str, str]]:
    """Give each term of the glossary its id on the page and its meaning as plain text."""
    return {
        term: (f"term-{number}", ctx.prose.plain(meaning, figures=figures))
        for number, (term, meaning) in enumerate(postmortem.glossary.items(), start=1)
    }


def postmortem_view(
    ctx: Context, incident: Incident, postmortem: Postmortem, files: Mapping[str, str]
) -> PostmortemView:
    """Print a published postmortem. `files` maps names of the bundle to addresses on this page."""
    filled = figures(ctx, incident)
    tell = _Teller(ctx, filled, files, _terms(ctx, postmortem, filled))
    return PostmortemView(
        preliminary=postmortem.state is PostmortemState.PRELIMINARY,
        published=ctx.moment(postmortem.published) if postmortem.published else None,
        summary=tell.line(postmortem.summary),
        impact=_impact(tell, postmortem.impact or PostmortemImpact()),
        apology=_apology(tell, postmortem),
        make_right=_make_right(tell, postmortem.make_right) if postmortem.make_right else None,
        plain=tell.story(postmortem.plain),
        actions_title=_actions_title(ctx, postmortem.actions),
        actions=tuple(_action(tell, action) for action in postmortem.actions),
        questions=tuple((tell.line(q.asked), tell.block(q.answer)) for q in postmortem.questions),
        answered=_answered(ctx, postmortem.answers) if postmortem.answers else "",
        answered_note=tell.line(postmortem.answers.note) if postmortem.answers else Markup(),
        technical=_technical(tell, incident, postmortem),
        glossary=tuple(
            TermView(anchor=anchor, term=term, meaning=tell.line(postmortem.glossary[term]))
            for term, (anchor, _) in tell.terms.items()
        ),
        corrections=tuple((ctx.moment(c.at), tell.block(c.what)) for c in postmortem.corrections),
    )


def figures(ctx: Context, incident: Incident) -> dict[str, Filled]:
    """Work out what stands for each placeholder in a postmortem's texts."""
    at = standing(incident, ctx.now)
    not_yet = ctx.words.gettext("not yet")

    def length(value: object) -> Filled:
        text = str(value)
        return Filled(text=text, html=escape(text))

    def moment(value: Moment) -> Filled:
        return Filled(text=value.text, html=escape(value))

    duration_said = ctx.words.duration
    silence = response(incident, ctx.now).longest_silence
    ended = at.ended is not None
    return {
        "duration": length(duration_said(duration(incident, ctx.now)) if ended else not_yet),
        "downtime": length(duration_said(downtime(incident, ctx.now)) if ended else not_yet),
        "longest_window": length(duration_said(longest_window(incident, ctx.now)) if ended else not_yet),
        "started": moment(ctx.moment(began(incident))),
        "resolved": moment(ctx.moment(at.ended)) if at.ended else length(not_yet),
        "updates": length(ctx.words.number(len(incident.updates))),
        "longest_silence": length(duration_said(silence) if silence is not None else not_yet),
    }


def _amount(ctx: Context, value: Amount) -> str:
    return value if isinstance(value, str) else ctx.words.number(value)


def _counted(ctx: Context, count: Count) -> str:
    """Join a number and what it counts: `312 accounts`, `about 300 accounts`, `thousands of companies`."""
    amount = _amount(ctx, count.value)
    if any(sign.isdigit() for sign in amount):
        return f"{amount} {count.of}"
    return ctx.words.gettext("{amount} of {things}").format(amount=amount, things=count.of)


def _impact(tell: _Teller, impact: PostmortemImpact) -> ImpactView:
    ctx = tell.ctx
    return ImpactView(
        could_not=tell.lines(impact.could_not),
        still_worked=tell.lines(impact.still_worked),
        data=_data(tell, impact),
        who=_who(tell, impact),
        figures=tuple((figure.label, _amount(ctx, figure.value)) for figure in impact.figures),
    )


def _data(tell: _Teller, impact: PostmortemImpact) -> tuple[Markup, ...]:
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


def _who(tell: _Teller, impact: PostmortemImpact) -> Markup | None:
    ctx, who = tell.ctx, tell.line(impact.who)
    if impact.count is None:
        return who or None
    if impact.count.basis is Basis.UNKNOWN:
        how_many = ctx.say("how many {of} is not known", of=impact.count.of)
    else:
        how_many = ctx.say(
            "{count} ({basis})",
            count=_counted(ctx, impact.count),
            basis=ctx.words.term(impact.count.basis),
        )
    return ctx.say("{who}: {count}", who=who, count=how_many) if who else how_many


def _apology(tell: _Teller, postmortem: Postmortem) -> ApologyView | None:
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


def _make_right(tell: _Teller, make_right: MakeRight) -> MakeRightView:
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


def _actions_title(ctx: Context, actions: tuple[Action, ...]) -> str:
    standings = {action_standing(action, ctx.now) for action in actions}
    if standings <= {ActionStanding.DONE}:
        return ctx.words.gettext("What we have changed")
    if ActionStanding.DONE in standings:
        return ctx.words.gettext("What we have changed, and what we still will")
    return ctx.words.gettext("What we will change")


def action_view(ctx: Context, incident: Incident, action: Action) -> ActionView:
    """Print an action where it stands outside its own page."""
    return _action(_Teller(ctx, figures(ctx, incident), {}, {}), action)


def _action(tell: _Teller, action: Action) -> ActionView:
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


def _proof(tell: _Teller, text: str) -> Markup:
    """Print what shows that an action is done; an address becomes a link."""
    if not _ADDRESS.fullmatch(text):
        return tell.line(text)
    return Markup('<a href="{0}" rel="noopener nofollow">{0}</a>').format(text)


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


def _technical(tell: _Teller, incident: Incident, postmortem: Postmortem) -> TechnicalView:
    ctx = tell.ctx
    detection = postmortem.detection
    return TechnicalView(
        body=tell.story(postmortem.technical, headings="technical-"),
        factors=tuple((tell.line(factor.what), ctx.words.term(factor.kind)) for factor in postmortem.factors),
        trigger=tell.line(postmortem.trigger),
        resolution=tell.line(postmortem.resolution),
        detection=(ctx.words.term(detection.how), tell.line(detection.note)) if detection else None,
        timeline=_timeline(tell, incident),
        lessons=_lessons(tell, postmortem.lessons),
        unknowns=tell.lines(postmortem.unknowns),
        evidence=tuple(
            EvidenceView(
                title=piece.title,
                alt=piece.alt,
                url=tell.files.get(piece.file, piece.file) or piece.url,
                is_image=piece.file.lower().endswith(_IMAGES),
            )
            for piece in postmortem.evidence
        ),
    )


def _lessons(tell: _Teller, lessons: Lessons) -> tuple[tuple[str, tuple[Markup, ...]], ...]:
    say = tell.ctx.words.gettext
    groups = (
        (say("Went well"), lessons.well),
        (say("Went badly"), lessons.badly),
        (say("We were lucky"), lessons.lucky),
    )
    return tuple((title, tell.lines(texts)) for title, texts in groups if texts)


def _timeline(tell: _Teller, incident: Incident) -> tuple[TimelineRow, ...]:
    rows = []
    for _, lines in groupby(merged_timeline(incident), key=lambda line: line.at.date()):
        for number, line in enumerate(lines):
            label, what = _told(tell, line)
            rows.append(
                TimelineRow(
                    day=tell.ctx.words.day(line.at) if number == 0 else "",
                    time=tell.ctx.time(line.at),
                    label=label,
                    what=what,
                    public=line.update is not None,
                )
            )
    return tuple(rows)


def _told(tell: _Teller, line: TimelineLine) -> tuple[str, Markup]:
    """Label a line of the timeline and say it in one sentence."""
    ctx = tell.ctx
    if line.update:
        sentence = first_sentence(ctx.prose.plain(line.update.message))
        return ctx.words.term(line.update.status), Markup("{}").format(sentence)
    entry = line.entry
    if entry is None:
        return "", Markup()
    what = tell.line(entry.what)
    if entry.worked is True:
        what = ctx.say("{what} (It helped.)", what=what)
    elif entry.worked is False:
        what = ctx.say("{what} (It did not help.)", what=what)
    return ctx.words.term(entry.event), what
