"""Markdown → clean HTML and plain text; placeholders.

All text of incident files is hostile. It is rendered with the site's own Markdown extensions, less
those that read files or run code (`engine.REFUSED`), and cleaned by one allow-list (`clean`). Raw HTML
is shown as the text that it is.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from markdown import Extension, Markdown
from markupsafe import Markup, escape

from statuskit.prose import engine, quick
from statuskit.prose import figures as placeholders
from statuskit.prose.clean import clean
from statuskit.prose.engine import DEFAULT, Configs, Place
from statuskit.prose.figures import Figures, Filled
from statuskit.prose.plain import to_plain
from statuskit.tangled import is_too_tangled

__all__ = ["DEFAULT", "Configs", "Figures", "Filled", "Prose"]

_Converter = tuple[Markdown, engine.Tidy]

_KEPT = 2000
"""How many texts are kept as they were rendered: those of some hundred incidents, in however long a history."""

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
# What no HTML page and no feed may hold, however it was written in the text.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_PICTURE = re.compile(r'<img\b[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_SOURCE = re.compile(r'\bsrc="([^"]*)"')


class Prose:
    """Renders the Markdown of one site. It is reused for all texts, one at a time."""

    def __init__(
        self,
        extensions: Sequence[str | Extension] = DEFAULT,
        configs: Configs | None = None,
        *,
        back: str = "",
    ) -> None:
        """Take the site's `markdown_extensions` as MkDocs resolves them: names or objects, and options by name.

        `back` is what the link from a footnote, number `{n}`, back to the text says to those who cannot see
        where it leads.
        Errors of an extension itself pass through, with the first text that needs it: MkDocs reports the same
        ones for the site's own pages.
        """
        self.given = extensions, configs or {}
        self.modules = engine.modules_of_others(*self.given)
        self._back = back
        self._quiet = quick.is_quiet(*engine.resolve(*self.given))
        # A message stands on its page, in its copy as text, in the API and in feeds.
        self._rendered = lru_cache(_KEPT)(self._render)

    # A converter takes a hundredth of a second to make, and most messages need none.
    @cached_property
    def _full(self) -> _Converter:
        return engine.build(*self.given, self._back)

    @cached_property
    def _short(self) -> _Converter:
        converter = engine.build(*self.given, self._back)
        engine.without_footnotes(converter[0])
        return converter

    @cached_property
    def _inline(self) -> _Converter:
        return engine.build_inline(*self.given)

    def block(
        self,
        text: str,
        *,
        figures: Figures | None = None,
        files: Mapping[str, str] | None = None,
        headings: str | None = None,
        footnotes: bool = False,
    ) -> Markup:
        """Return a text as HTML blocks.

        `figures`: the values of placeholders. `files`: name in the bundle → address to use; a picture that
        is not in it becomes a link. `headings`: prefix of the ids of headings and footnotes; None: headings
        carry no id. The highest heading of the text becomes `h3`, the next level in use `h4`, to `h6`: they
        stand below the page's own.
        """
        if parts := self._unmarked(text):
            return Markup(quick.to_html(parts))  # noqa: S704  -- letters and a few signs alone
        place = Place(files=files or {}, headings=headings, footnotes=footnotes)
        return _finished(self._marked(text, place), figures or {})

    def line(self, text: str, *, figures: Figures | None = None) -> Markup:
        """Return a text as the inside of one paragraph: line breaks become spaces, blocks stay as typed."""
        one_line = " ".join(text.split())
        if parts := self._unmarked(one_line):
            return Markup(parts[0])  # noqa: S704  -- letters and a few signs alone
        html = self._convert(self._inline, one_line, Place())
        return _finished(html.removeprefix("<p>").removesuffix("</p>"), figures or {})

    def plain(self, text: str, *, figures: Figures | None = None, footnotes: bool = False) -> str:
        """Return a text with its Markdown taken off.

        Links read `text (address)`, paragraphs are separated by a blank line, list items begin with `- `,
        cells are separated by ` | `.
        """
        if parts := self._unmarked(text):
            return "\n\n".join(parts)
        marked = to_plain(self._marked(text, Place(footnotes=footnotes)))
        return _FORBIDDEN.sub("", placeholders.fill_text(marked, figures or {}))

    def opening(self, text: str, length: int) -> str:
        """Return a text in one line, its Markdown taken off; past `length` characters it may end anywhere."""
        opening = " ".join(self._parted(text)[0])
        return opening if len(opening) > length else " ".join(self.plain(text).split())

    def _unmarked(self, text: str) -> list[str] | None:
        return quick.paragraphs(text) if self._quiet else None

    def _marked(self, text: str, place: Place) -> str:
        """Return the clean HTML of a text of blocks, its placeholders still marked."""
        files = tuple(place.files.items())
        return self._rendered(text, files=files, headings=place.headings, footnotes=place.footnotes)

    def _render(
        self, text: str, *, files: tuple[tuple[str, str], ...], headings: str | None, footnotes: bool
    ) -> str:
        place = Place(files=dict(files), headings=headings, footnotes=footnotes)
        words, rest = self._parted(text)
        html = self._convert(self._full if footnotes else self._short, rest, place)
        return "\n".join(filter(None, (quick.to_html(words), html)))

    def _parted(self, text: str) -> tuple[list[str], str]:
        return quick.parted(text) if self._quiet and not is_too_tangled(text) else ([], text)

    def _convert(self, converter: _Converter, text: str, place: Place) -> str:
        """Return clean HTML whose placeholders are still marked."""
        honest = placeholders.without_marks(text)
        if is_too_tangled(honest):
            return _paragraphs(honest)
        md, tidy = converter
        tidy.place = place
        md.reset()
        try:
            html = md.convert(honest)
        except RecursionError:
            # What the parser was inside of would colour the next text.
            md.parser.state.clear()
            return _paragraphs(honest)
        return _known_pictures(clean(html), place.files)


def _finished(html: str, values: Figures) -> Markup:
    # The fragment has been through the allow-list; `Filled.html` is markup by its type.
    return Markup(_FORBIDDEN.sub("", placeholders.fill_html(html, values)))  # noqa: S704 - cleaned above


def _paragraphs(text: str) -> str:
    parts = _BLANK_LINES.split(placeholders.mark(text.strip()))
    return "\n".join(f"<p>{escape(part)}</p>" for part in parts)


def _known_pictures(html: str, files: Mapping[str, str]) -> str:
    """Drop pictures that an extension put in past the tree: only files of the bundle are shown."""
    if "<img" not in html:
        return html
    known = {str(escape(address)) for address in files.values()}

    def one(match: re.Match[str]) -> str:
        source = _SOURCE.search(match[0])
        return match[0] if source and source[1] in known else ""

    return _PICTURE.sub(one, html)
