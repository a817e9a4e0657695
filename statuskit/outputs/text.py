"""An incident's page as plain text, for a terminal: the same views, the same order."""

from collections.abc import Iterable, Iterator
from textwrap import fill

from markupsafe import Markup

from statuskit.prose.plain import to_plain
from statuskit.views.context import Context, Score
from statuskit.views.incident import IncidentPage, Live
from statuskit.views.postmortem import PostmortemView
from statuskit.views.technical import TechnicalView

WIDTH = 88
"""Columns that a line of prose fills; code keeps its own."""


def incident_text(ctx: Context, page: IncidentPage) -> str:
    """Print an incident's page as a customer will read it, as lines of text."""
    return "\n".join(_page(ctx, page)).rstrip() + "\n"


def _page(ctx: Context, page: IncidentPage) -> Iterator[str]:
    live, story = page.live, page.postmortem
    yield from _head(live)
    if live.withdrawn:
        yield _wrapped(live.withdrawn)
        return
    if page.account_due:
        yield from (_wrapped(page.account_due), "")
    if story is None:
        yield from _updates(live)
        yield from _section(live.workaround_title, live.workaround)
        yield from _scores(ctx, page.scores)
    else:
        yield from _story(ctx, page, story)
    yield from _section(ctx.words.gettext("Related"), [link.text for link in page.related])


def _head(live: Live) -> Iterator[str]:
    head = live.head
    yield head.title
    yield "=" * min(len(head.title), WIDTH)
    names = ", ".join(link.text for link in head.components)
    yield _wrapped(" · ".join(filter(None, [head.mark.text, names, _plain(head.when), *head.facts])))
    if live.promise:
        yield _wrapped(live.promise.text)
    if live.window:
        yield _wrapped(live.window)
    yield from (f"  {link.text}: {mark.text}" for link, mark in live.states)
    yield ""


def _updates(live: Live) -> Iterator[str]:
    for update in live.updates:
        progress = f" ({update.progress})" if update.progress else ""
        yield f"{update.label}, {update.at.text}{progress}"
        yield _indented(update.body)
        yield from (f"  {name}: {mark.text}" for name, mark in update.states)
        yield from (_indented(note) for note in update.notes)
        yield ""


def _story(ctx: Context, page: IncidentPage, story: PostmortemView) -> Iterator[str]:
    say = ctx.words.gettext
    if story.summary:
        yield from (_wrapped(story.summary), "")
    yield from _section(say("You could not"), story.impact.could_not)
    yield from _section(say("Still worked"), story.impact.still_worked)
    yield from _section(say("Your data"), story.impact.data)
    yield from _section(say("Who was hit"), [story.impact.who] if story.impact.who else [])
    yield from _section(say("In figures"), [f"{label}: {value}" for label, value in story.impact.figures])
    yield from _section(page.live.workaround_title, page.live.workaround)
    if story.apology:
        yield from (_indented(story.apology.text), _indented(story.apology.signature), "")
    if right := story.make_right:
        choices = [f"{choice.condition}: {choice.get} ({choice.url})" for choice in right.choices]
        said = [each for each in (right.offer, *right.sentences, right.because) if each]
        yield from _section(say("Making it right"), [*said, *choices])
    yield from _titled(say("What happened"), story.plain)
    yield from _section(
        story.actions_title,
        [f"{_plain(each.what)} ({_plain(each.standing)})" for each in story.actions],
    )
    for asked, answer in story.questions:
        yield from _titled(_plain(asked), answer)
    yield from _scores(ctx, page.scores)
    yield from _titled(say("What we said at the time"), Markup(" "))
    yield from _updates(page.live)
    yield from _technical(ctx, story.technical)
    yield from _section(say("Words we used"), [f"{it.term}: {_plain(it.meaning)}" for it in story.glossary])
    for at, what in story.corrections:
        yield from _titled(f"{say('Corrections to this account')}, {at.text}", what)


def _technical(ctx: Context, tech: TechnicalView) -> Iterator[str]:
    say = ctx.words.gettext
    yield from _titled(say("Technical section"), tech.body)
    yield from _section(say("Evidence"), [f"{piece.title} ({piece.url})" for piece in tech.evidence])
    yield from _section(
        say("What came together"), [f"{_plain(what)} ({kind})" for what, kind in tech.factors]
    )
    yield from _titled(say("What set it off"), tech.trigger)
    if tech.detection:
        yield from _section(say("How we noticed"), [f"{tech.detection[0]} {_plain(tech.detection[1])}"])
    yield from _titled(say("What ended it"), tech.resolution)
    rows = [
        f"{row.day + ', ' if row.day else ''}{row.time.text}  {row.label}: {_plain(row.what)}"
        for row in tech.timeline
    ]
    yield from _section(say("Timeline"), rows)
    for heading, items in tech.lessons:
        yield from _section(heading, items)
    yield from _section(say("What we still do not know"), tech.unknowns)


def _scores(ctx: Context, scores: Iterable[Score]) -> Iterator[str]:
    yield from _section(ctx.words.gettext("How we did"), [f"{score.figure} {score.text}" for score in scores])


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    """Print a heading and its list; nothing where the list is empty."""
    lines = [
        fill(
            _plain(item),
            WIDTH,
            initial_indent="- ",
            subsequent_indent="  ",
            break_on_hyphens=False,
            break_long_words=False,
        )
        for item in items
    ]
    if lines:
        yield from (title, "-" * len(title), *lines, "")


def _titled(title: str, body: Markup) -> Iterator[str]:
    """Print a heading and its text; nothing where the text is empty."""
    if body:
        yield from (title, "-" * len(title))
        if body.strip():
            yield from (_plain(body), "")


def _plain(text: str) -> str:
    """Take the HTML off what is HTML."""
    return to_plain(text) if isinstance(text, Markup) else text


def _wrapped(text: str) -> str:
    return fill(_plain(text), WIDTH, break_on_hyphens=False, break_long_words=False)


def _indented(html: str) -> str:
    """Indent a text, its paragraphs wrapped and its blank lines kept."""
    lines = (
        fill(
            line,
            WIDTH,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
            break_long_words=False,
        )
        if line
        else ""
        for line in _plain(html).splitlines()
    )
    return "\n".join(lines)
