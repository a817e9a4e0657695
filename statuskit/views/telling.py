"""How the texts of a postmortem are told: placeholders filled in, terms explained, files at their addresses."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from statuskit.model import Incident, Postmortem, Text
from statuskit.prose import Filled
from statuskit.prose.terms import mark_terms
from statuskit.views.context import Context, Moment


@dataclass(frozen=True, slots=True)
class Teller:
    """Prints the postmortem's texts: placeholders filled in, files of the bundle at their addresses."""

    ctx: Context
    figures: Mapping[str, Filled]
    files: Mapping[str, str]
    terms: Mapping[str, tuple[str, str]]

    def line(self, text: str) -> Markup:
        """Print a text of one line."""
        return self.ctx.prose.line(text, figures=self.figures) if text else Markup()

    def lines(self, texts: tuple[str, ...]) -> tuple[Markup, ...]:
        """Print the items of a list."""
        return tuple(self.line(text) for text in texts)

    def block(self, text: str) -> Markup:
        """Print a text of one or more paragraphs."""
        return self.ctx.prose.block(text, figures=self.figures, files=self.files) if text else Markup()

    def story(self, text: Text | None, headings: str | None = None) -> Markup:
        """Print one of the two long texts, its terms explained where they first stand."""
        if text is None:
            return Markup()
        html = self.ctx.prose.block(
            text.markdown, figures=self.figures, files=self.files, footnotes=True, headings=headings
        )
        return mark_terms(html, self.terms)


def terms(ctx: Context, postmortem: Postmortem, figures: Mapping[str, Filled]) -> dict[str, tuple[str, str]]:
    """Give each term of the glossary its id on the page and its meaning as plain text."""
    return {
        term: (f"term-{number}", ctx.prose.plain(meaning, figures=figures))
        for number, (term, meaning) in enumerate(postmortem.glossary.items(), start=1)
    }


def figures(ctx: Context, incident: Incident) -> dict[str, Filled]:
    """Work out what stands for each placeholder in a postmortem's texts."""
    at = ctx.cases[incident.id]
    not_yet = ctx.words.gettext("not yet")

    def length(value: object) -> Filled:
        text = str(value)
        return Filled(text=text, html=escape(text))

    def moment(value: Moment) -> Filled:
        return Filled(text=value.text, html=escape(value))

    duration_said = ctx.words.duration
    silence = at.longest_silence
    ended = at.ended is not None
    mended = ended and not at.downtime_grows
    return {
        "duration": length(duration_said(at.duration) if ended else not_yet),
        "downtime": length(duration_said(at.downtime) if mended else not_yet),
        "longest_window": length(duration_said(at.longest_window) if mended else not_yet),
        "started": moment(ctx.moment(at.began)),
        "resolved": moment(ctx.moment(at.ended)) if at.ended else length(not_yet),
        "updates": length(ctx.words.number(len(incident.updates))),
        "longest_silence": length(duration_said(silence) if silence is not None else not_yet),
    }
