"""The technical section: the same story for engineers."""

from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from statuskit.facts.timeline import TimelineLine, merged_timeline
from statuskit.model import Incident, Lessons, Postmortem
from statuskit.views.context import Moment
from statuskit.views.telling import Teller
from statuskit.views.updates import first_sentence


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


_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")


def technical_view(tell: Teller, incident: Incident, postmortem: Postmortem) -> TechnicalView:
    """Print all that engineers read."""
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


def _lessons(tell: Teller, lessons: Lessons) -> tuple[tuple[str, tuple[Markup, ...]], ...]:
    say = tell.ctx.words.gettext
    groups = (
        (say("Went well"), lessons.well),
        (say("Went badly"), lessons.badly),
        (say("We were lucky"), lessons.lucky),
    )
    return tuple((title, tell.lines(texts)) for title, texts in groups if texts)


def _timeline(tell: Teller, incident: Incident) -> tuple[TimelineRow, ...]:
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


def _told(tell: Teller, line: TimelineLine) -> tuple[str, Markup]:
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
