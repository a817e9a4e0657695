"""Turn the postmortem's document into its record of the model."""

from collections.abc import Mapping

from statuskit.load.times import Times
from statuskit.model import (
    Action,
    Answers,
    Apology,
    Choice,
    Correction,
    Count,
    DataImpact,
    Detection,
    Evidence,
    Factor,
    Figure,
    Lessons,
    MakeRight,
    Postmortem,
    PostmortemImpact,
    Question,
    Text,
    TimelineEntry,
)
from statuskit.schema import FileDocument, NothingOwedDocument, PostmortemDocument


def to_postmortem(document: PostmortemDocument, times: Times, texts: Mapping[str, str]) -> Postmortem:
    """Make the postmortem; `texts` are the bundle's long texts by name."""
    return Postmortem(
        state=document.state,
        due=times.days.get(("postmortem", "due")),
        published=times.moments.get(("postmortem", "published")),
        summary=document.summary or "",
        apology=Apology(text=document.apology.text, by=document.apology.by) if document.apology else None,
        impact=_impact(document),
        make_right=_make_right(document, times),
        plain=_text(document.plain, texts),
        technical=_text(document.technical, texts),
        factors=tuple(Factor(what=factor.what, kind=factor.kind) for factor in document.factors),
        trigger=document.trigger or "",
        resolution=document.resolution or "",
        detection=_detection(document),
        timeline=_timeline(document, times),
        actions=_actions(document, times),
        questions=tuple(Question(asked=each.asked, answer=each.answer) for each in document.questions),
        answers=_answers(document),
        lessons=_lessons(document),
        unknowns=tuple(document.unknowns),
        corrections=_corrections(document, times),
        glossary=document.glossary,
        evidence=_evidence(document),
    )


def _text(value: str | FileDocument | None, texts: Mapping[str, str]) -> Text | None:
    if isinstance(value, FileDocument):
        return Text(markdown=texts[value.file].rstrip(), file=value.file)
    return Text(markdown=value.rstrip()) if value else None


def _impact(document: PostmortemDocument) -> PostmortemImpact | None:
    impact = document.impact
    if impact is None:
        return None
    count, data = impact.count, impact.data
    return PostmortemImpact(
        who=impact.who or "",
        count=Count(value=count.value, of=count.of, basis=count.basis) if count else None,
        could_not=tuple(impact.could_not),
        still_worked=tuple(impact.still_worked),
        figures=tuple(Figure(label=figure.label, value=figure.value) for figure in impact.figures),
        data=DataImpact(lost=data.lost, exposed=data.exposed) if data else None,
    )


def _make_right(document: PostmortemDocument, times: Times) -> MakeRight | None:
    make_right = document.make_right
    if make_right is None:
        return None
    if isinstance(make_right, NothingOwedDocument):
        return MakeRight(none=True, because=make_right.because)
    return MakeRight(
        offer=make_right.offer or "",
        to=make_right.to or "",
        how=make_right.how,
        options=tuple(
            Choice(condition=option.condition, get=option.get, claim=option.claim)
            for option in make_right.options
        ),
        until=times.days.get(("postmortem", "make_right", "until")),
        because=make_right.because or "",
    )


def _detection(document: PostmortemDocument) -> Detection | None:
    detection = document.detection
    return Detection(how=detection.how, note=detection.note or "") if detection else None


def _timeline(document: PostmortemDocument, times: Times) -> tuple[TimelineEntry, ...]:
    return tuple(
        TimelineEntry(
            at=times.moments["postmortem", "timeline", number, "at"],
            event=entry.event,
            what=entry.what,
            worked=entry.worked,
        )
        for number, entry in enumerate(document.timeline)
    )


def _actions(document: PostmortemDocument, times: Times) -> tuple[Action, ...]:
    return tuple(
        Action(
            what=action.what,
            kind=action.kind,
            state=action.state,
            due=times.days.get(("postmortem", "actions", number, "due")),
            done_on=times.days.get(("postmortem", "actions", number, "done_on")),
            proof=action.proof or "",
            because=action.because or "",
        )
        for number, action in enumerate(document.actions)
    )


def _answers(document: PostmortemDocument) -> Answers | None:
    answers = document.answers
    if answers is None:
        return None
    return Answers(
        asked=answers.asked,
        answered=answers.answered,
        channels=tuple(answers.channels),
        note=answers.note or "",
    )


def _lessons(document: PostmortemDocument) -> Lessons:
    lessons = document.lessons
    if lessons is None:
        return Lessons()
    return Lessons(well=tuple(lessons.well), badly=tuple(lessons.badly), lucky=tuple(lessons.lucky))


def _corrections(document: PostmortemDocument, times: Times) -> tuple[Correction, ...]:
    return tuple(
        Correction(at=times.moments["postmortem", "corrections", number, "at"], what=correction.what)
        for number, correction in enumerate(document.corrections)
    )


def _evidence(document: PostmortemDocument) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(title=each.title, alt=each.alt, file=each.file or "", url=each.url or "")
        for each in document.evidence
    )
