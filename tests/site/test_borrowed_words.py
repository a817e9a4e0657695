"""Sites in a language that we have no catalogue for: our words are English and say so, the site's are not."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from statuskit.outputs.english import mark_english
from statuskit.words import BEGINS, ENDS
from tests.site.conftest import NOW
from tests.site.test_words_of_pages import BRAND, NAMES, SETTINGS, project

if TYPE_CHECKING:
    from tests.site.conftest import MakeSite

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "symbol", "use"})


class _Spoken(HTMLParser):
    """Collect the texts of a page with the language that each is said to be in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._inside = [("", "")]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element, whose language is its own or the one around it."""
        if tag not in VOID:
            self._inside.append((tag, dict(attrs).get("lang") or self._inside[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while tag not in VOID and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Take a text, but for the title's: it cannot say that it is in two languages."""
        around = {tag for tag, _ in self._inside}
        if not around & {"title", "code", "pre"} and data.strip():
            self.found.append((self._inside[-1][1], data))


@pytest.fixture
def arabic(make_site: "MakeSite") -> dict[str, str]:
    """Build the kept site's project, written in Greek letters, as a site in Arabic."""
    brand = replace(BRAND, language="ar")
    return make_site(dict(project()), now=NOW, frozen=NOW, settings=SETTINGS, brand=brand)


def test_each_word_says_its_language(arabic: dict[str, str]) -> None:
    """Ours, dates included, are marked as English; what the site's owner wrote is in the site's language."""
    pages = {path: html for path, html in arabic.items() if path.endswith(".html")}
    assert len(pages) > 20
    wrong = [
        (path, language, text)
        for path, html in pages.items()
        for language, text in _Spoken(html).found
        if (
            re.search(r"[A-Za-z]", NAMES.sub("", re.sub(r"https?://\S+|\{\w+\}", "", text)))
            and language != "en-GB"
        )
        or (re.search(r"[α-ω]", text) and language != "ar")
    ]
    assert wrong == []


def test_the_page_is_laid_out_for_its_readers(arabic: dict[str, str]) -> None:
    """Language and direction are the site's, as are its own texts; the script says its times in our language."""
    front = arabic["index.html"]
    assert '<html lang="ar" dir="rtl">' in front
    assert 'data-language="en-GB"' in front
    assert '<p class="checked" id="checked" lang="en-GB"' in front


def test_no_mark_is_left_anywhere(arabic: dict[str, str]) -> None:
    """Neither in attributes and titles nor in feeds, calendars and the API."""
    assert [path for path, text in arabic.items() if BEGINS in text or ENDS in text] == []
    assert "<title>History · " in arabic["history/index.html"]


def test_a_page_in_a_language_of_ours_has_no_marks(make_site: "MakeSite") -> None:
    """Where all is said in one language, nothing has to be told apart."""
    front = make_site(dict(project()), now=NOW, settings=SETTINGS, brand=replace(BRAND, language="de"))
    assert "lang=" not in front["index.html"].replace('<html lang="de"', "")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<h2>⟦Late⟧</h2>", '<h2 lang="en-GB">Late</h2>'),
        ("<p>⟦For ⟧Ⓦ⟦.⟧</p>", '<p><span lang="en-GB">For </span>Ⓦ<span lang="en-GB">.</span></p>'),
        ("<p>Ⓦ<br>⟦Late⟧</p>", '<p>Ⓦ<br><span lang="en-GB">Late</span></p>'),
        ('<i title="⟦Day⟧: Ⓦ"></i>', '<i title="Day: Ⓦ"></i>'),
        ("<p>⟦<b>x⟧</b></p>", "<p><b>x</b></p>"),
    ],
)
def test_marks_become_the_language_of_what_they_stand_around(marked: str, expected: str) -> None:
    """An element that holds nothing else takes it; a mark that somebody forged makes no element cross another."""
    html = marked.replace("⟦", BEGINS).replace("⟧", ENDS)
    assert mark_english(html, "en-GB") == expected
