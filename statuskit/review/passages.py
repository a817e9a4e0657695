"""Every text of an incident with its key path, which is what the house rules read."""

from collections.abc import Iterable, Iterator

from statuskit.model import Incident, MakeRight, Postmortem, PostmortemImpact, Text
from statuskit.problems import KeyPath
from statuskit.review.rule import Part, Passage

_Found = tuple[KeyPath, Part, str]


def passages(incident: Incident) -> tuple[Passage, ...]:
    """Give all texts of an incident, in the order of the format; empty ones are left out.

    A draft's are among them: what is wrong with them is best told while they are drafts.
    """
    found = [_passage(("title",), Part.TITLE, incident.title)]
    found.extend(
        Passage(
            path=("updates", number, "message"),
            part=Part.MESSAGE,
            text=update.message,
            update=update,
        )
        for number, update in enumerate(incident.updates)
        if update.message
    )
    found.extend(_passage(*each) for each in _further(incident) if each[2])
    if incident.postmortem:
        story = incident.postmortem
        for key, part, text in (
            ("plain", Part.PLAIN, story.plain),
            ("technical", Part.TECHNICAL, story.technical),
        ):
            if text is not None:
                found.append(_long(key, part, text))
        found.extend(
            _passage(("postmortem", *path), part, text) for path, part, text in _story(story) if text
        )
    return tuple(found)


def _passage(path: KeyPath, part: Part, text: str) -> Passage:
    return Passage(path=path, part=part, text=text)


def _long(key: str, part: Part, text: Text) -> Passage:
    return Passage(path=("postmortem", key), part=part, text=text.markdown, file=text.file)


def _further(incident: Incident) -> Iterator[_Found]:
    yield from _listed(("workaround",), Part.WORKAROUND, incident.workaround)
    if incident.withdrawn:
        yield ("withdrawn", "because"), Part.WITHDRAWN, incident.withdrawn.because


def _story(story: Postmortem) -> Iterator[_Found]:
    """Yield the texts of a postmortem but for its two long ones; paths begin below `postmortem`."""
    yield ("summary",), Part.SUMMARY, story.summary
    if story.apology:
        yield ("apology", "text"), Part.APOLOGY, story.apology.text
        yield ("apology", "by"), Part.SIGNATURE, story.apology.by
    if story.impact:
        yield from _impact(story.impact)
    if story.make_right:
        yield from _make_right(story.make_right)
    for number, factor in enumerate(story.factors):
        yield ("factors", number, "what"), Part.FACTORS, factor.what
    yield ("trigger",), Part.TRIGGER, story.trigger
    yield ("resolution",), Part.RESOLUTION, story.resolution
    if story.detection:
        yield ("detection", "note"), Part.DETECTION, story.detection.note
    for number, entry in enumerate(story.timeline):
        yield ("timeline", number, "what"), Part.TIMELINE, entry.what
    for number, action in enumerate(story.actions):
        for key, text in (("what", action.what), ("proof", action.proof), ("because", action.because)):
            yield ("actions", number, key), Part.ACTIONS, text
    yield from _aftermath(story)


def _aftermath(story: Postmortem) -> Iterator[_Found]:
    for number, question in enumerate(story.questions):
        yield ("questions", number, "asked"), Part.QUESTIONS, question.asked
        yield ("questions", number, "answer"), Part.QUESTIONS, question.answer
    if story.answers:
        yield from _listed(("answers", "channels"), Part.ANSWERS, story.answers.channels)
        yield ("answers", "note"), Part.ANSWERS, story.answers.note
    for key in ("well", "badly", "lucky"):
        yield from _listed(("lessons", key), Part.LESSONS, getattr(story.lessons, key))
    yield from _listed(("unknowns",), Part.UNKNOWNS, story.unknowns)
    for number, correction in enumerate(story.corrections):
        yield ("corrections", number, "what"), Part.CORRECTIONS, correction.what
    for term, meaning in story.glossary.items():
        yield ("glossary", term), Part.GLOSSARY, meaning
    for number, each in enumerate(story.evidence):
        for key, text in (("title", each.title), ("alt", each.alt), ("url", each.url)):
            yield ("evidence", number, key), Part.EVIDENCE, text


def _impact(impact: PostmortemImpact) -> Iterator[_Found]:
    path = ("impact",)
    yield (*path, "who"), Part.IMPACT, impact.who
    if impact.count:
        yield (*path, "count", "value"), Part.IMPACT, _words(impact.count.value)
        yield (*path, "count", "of"), Part.IMPACT, impact.count.of
    yield from _listed((*path, "could_not"), Part.IMPACT, impact.could_not)
    yield from _listed((*path, "still_worked"), Part.IMPACT, impact.still_worked)
    for number, figure in enumerate(impact.figures):
        yield (*path, "figures", number, "label"), Part.IMPACT, figure.label
        yield (*path, "figures", number, "value"), Part.IMPACT, _words(figure.value)
    if impact.data:
        yield (*path, "data", "lost"), Part.IMPACT, impact.data.lost
        yield (*path, "data", "exposed"), Part.IMPACT, impact.data.exposed


def _words(amount: str | float) -> str:
    return amount if isinstance(amount, str) else ""


def _make_right(make_right: MakeRight) -> Iterator[_Found]:
    path = ("make_right",)
    yield (*path, "offer"), Part.MAKE_RIGHT, make_right.offer
    yield (*path, "to"), Part.MAKE_RIGHT, make_right.to
    yield (*path, "because"), Part.MAKE_RIGHT, make_right.because
    for number, option in enumerate(make_right.options):
        for key, text in (("if", option.condition), ("get", option.get), ("claim", option.claim)):
            yield (*path, "options", number, key), Part.MAKE_RIGHT, text


def _listed(path: KeyPath, part: Part, texts: Iterable[str]) -> Iterator[_Found]:
    for number, text in enumerate(texts):
        yield (*path, number), part, text
