"""How the texts of a postmortem are told: placeholders filled in, terms explained, files at their addresses."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup, escape

from statuskit.facts.course import heard
from statuskit.model import Incident, Postmortem, Text
from statuskit.prose import Figures, Filled
from statuskit.prose.terms import mark_terms
from statuskit.views.context import Context


@dataclass(frozen=True, slots=True)
class Teller:
    """Prints the postmortem's texts: placeholders filled in, files of the bundle at their addresses."""

    ctx: Context
    figures: Figures
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


def terms(ctx: Context, postmortem: Postmortem, figures: Figures) -> dict[str, tuple[str, str]]:
    """Give each term of the glossary its id on the page and its meaning as plain text."""
    return {
        term: (f"term-{number}", ctx.prose.plain(meaning, figures=figures))
        for number, (term, meaning) in enumerate(postmortem.glossary.items(), start=1)
    }


class _Figures(Mapping[str, Filled]):
    """Placeholders whose values are worked out when they are asked for: most texts name none."""

    def __init__(self, told: Mapping[str, Callable[[], Filled]]) -> None:
        self._told = told

    def __getitem__(self, name: str) -> Filled:
        return self._told[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)


def figures(ctx: Context, incident: Incident) -> Figures:
    """Tell what stands for each placeholder in a postmortem's texts."""
    at = ctx.cases[incident.id]
    mended = at.ended is not None and not at.downtime_grows

    def length(value: timedelta | None, *, known: bool = True) -> Filled:
        return text(
            ctx.words.duration(value) if known and value is not None else ctx.words.gettext("not yet")
        )

    def moment(when: datetime | None) -> Filled:
        if when is None:
            return text(ctx.words.gettext("not yet"))
        value = ctx.moment(when)
        return Filled(text=value.text, html=escape(value))

    return _Figures(
        {
            "duration": lambda: length(at.duration, known=at.ended is not None),
            "downtime": lambda: length(at.downtime, known=mended),
            "longest_window": lambda: length(at.longest_window, known=mended),
            "started": lambda: moment(at.began),
            "resolved": lambda: moment(at.ended),
            "updates": lambda: text(ctx.words.number(len(heard(incident, ctx.now)))),
            "longest_silence": lambda: length(at.longest_silence),
        }
    )


def text(value: str) -> Filled:
    """Fill in a plain text."""
    return Filled(text=value, html=escape(value))


def as_text(filled: Figures) -> Figures:
    """Fill in all placeholders as plain text: who is told so has no script that prints times."""

    def of(name: str) -> Callable[[], Filled]:
        return lambda: text(filled[name].text)

    return _Figures({name: of(name) for name in filled})
