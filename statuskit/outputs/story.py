"""An incident's page as a row of parts, in the page's order, for what prints it without a template.

A text is HTML where it is marked as such, else letters.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from statuskit.views.actions import ActionView
from statuskit.views.context import Context, Score
from statuskit.views.incident import IncidentPage, Live
from statuskit.views.make_right import MakeRightView
from statuskit.views.postmortem import ApologyView, PostmortemView
from statuskit.views.technical import TechnicalView
from statuskit.views.updates import UpdateView


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on top: the title, facts for one line, lines of their own, and the state of each component."""

    title: str
    facts: tuple[str, ...]
    lines: tuple[str, ...] = ()
    states: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph without a heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading and its items, of which there is one at least."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A heading and its text, which may be of many paragraphs."""

    title: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Said:
    """The updates; `title` is "" where they need none."""

    title: str
    updates: tuple[UpdateView, ...]


Part = Head | Passage | Listing | Telling | Said | ApologyView


def parts(ctx: Context, page: IncidentPage) -> Iterator[Part]:
    """Give the parts of an incident's page; of a withdrawn one there is little."""
    live, story = page.live, page.postmortem
    yield _head(live)
    if live.withdrawn:
        yield Passage(live.withdrawn)
        return
    if page.account_due:
        yield Passage(page.account_due)
    if story is None:
        yield from _said("", live)
        yield from _listing(live.workaround_title, live.workaround)
        yield from _scores(ctx, page.scores)
    else:
        yield from _story(ctx, page, story)
    yield from _listing(ctx.words.gettext("Related"), [link.text for link in page.related])


def _head(live: Live) -> Head:
    head = live.head
    names = ", ".join(link.text for link in head.components)
    if live.withdrawn:
        return Head(title=head.title, facts=(head.mark.text,))
    return Head(
        title=head.title,
        facts=tuple(filter(None, (head.mark.text, names, head.when, *head.facts))),
        lines=tuple(filter(None, (live.promise.text if live.promise else None, live.window))),
        states=tuple((link.text, mark.text) for link, mark in live.states),
    )


def _story(ctx: Context, page: IncidentPage, story: PostmortemView) -> Iterator[Part]:
    say = ctx.words.gettext
    if story.summary:
        yield Passage(story.summary)
    yield from _listing(say("You could not"), story.impact.could_not)
    yield from _listing(say("Still worked"), story.impact.still_worked)
    yield from _listing(say("Your data"), story.impact.data)
    yield from _listing(say("Who was hit"), [story.impact.who] if story.impact.who else [])
    yield from _listing(say("In figures"), [f"{label}: {value}" for label, value in story.impact.figures])
    yield from _listing(page.live.workaround_title, page.live.workaround)
    if story.apology:
        yield story.apology
    if story.make_right:
        yield from _listing(say("Making it right"), _make_right(story.make_right))
    yield from _telling(say("What happened"), story.plain)
    yield from _listing(story.actions_title, [_action(ctx, each) for each in story.actions])
    for asked, answer in story.questions:
        yield from _telling(asked, answer)
    yield from _scores(ctx, page.scores)
    yield from _said(say("What we said at the time"), page.live)
    yield from _technical(ctx, story.technical)
    yield from _listing(
        say("Words we used"), [Markup("{}: {}").format(it.term, it.meaning) for it in story.glossary]
    )
    for at, what in story.corrections:
        yield from _telling(f"{say('Corrections to this account')}, {at.text}", what)


def _make_right(right: MakeRightView) -> Iterator[str]:
    yield from filter(None, (right.offer, *right.sentences, right.because))
    for choice in right.choices:
        yield f"{choice.condition}: {choice.get} ({choice.url})"


def _action(ctx: Context, action: ActionView) -> Markup:
    """Tell an action, where it stands, why it was dropped, and what shows that it is done."""
    told = Markup("{} ({})").format(action.what, action.standing)
    if action.because:
        told += Markup(": {}").format(action.because)
    if action.proof:
        told += Markup(" {} {}").format(ctx.words.gettext("Proof:"), action.proof)
    return told


def _technical(ctx: Context, tech: TechnicalView) -> Iterator[Part]:
    say = ctx.words.gettext
    yield from _telling(say("Technical section"), tech.body)
    yield from _listing(say("Evidence"), [f"{piece.title} ({piece.url})" for piece in tech.evidence])
    yield from _listing(
        say("What came together"), [Markup("{} ({})").format(what, kind) for what, kind in tech.factors]
    )
    yield from _telling(say("What set it off"), tech.trigger)
    if tech.detection:
        yield from _listing(say("How we noticed"), [Markup("{} {}").format(*tech.detection)])
    yield from _telling(say("What ended it"), tech.resolution)
    rows = [
        Markup("{}{} {}: {}").format(row.day + ", " if row.day else "", row.time.text, row.label, row.what)
        for row in tech.timeline
    ]
    yield from _listing(say("Timeline"), rows)
    for heading, items in tech.lessons:
        yield from _listing(heading, items)
    yield from _listing(say("What we still do not know"), tech.unknowns)


def _scores(ctx: Context, scores: Iterable[Score]) -> Iterator[Part]:
    yield from _listing(ctx.words.gettext("How we did"), [f"{score.figure} {score.text}" for score in scores])


def _said(title: str, live: Live) -> Iterator[Part]:
    if live.updates:
        yield Said(title, live.updates)


def _listing(title: str, items: Iterable[str]) -> Iterator[Part]:
    if listed := tuple(items):
        yield Listing(title, listed)


def _telling(title: str, text: Markup) -> Iterator[Part]:
    if text:
        yield Telling(title, text)
