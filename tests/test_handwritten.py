"""What is taken away from the theme's own pages."""

import pytest

from statuskit.handwritten import tidy


def test_switches_lose_the_attribute_that_their_type_forbids() -> None:
    """The two switches of the theme lose `autocomplete`; the search field, which may have it, does not."""
    switch = (
        '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
    )
    field = '<input type="text" class="md-search__input" autocomplete="off">'
    mended = tidy(switch + field, own_diagrams=False)
    assert mended == switch.replace(' autocomplete="off"', "") + field


@pytest.mark.parametrize("classes", ["mermaid", "mermaid wide"])
def test_diagrams_stay_readable_as_code(classes: str) -> None:
    """The theme does not find a diagram, and so fetches no program to draw it from another host."""
    html = f'<pre class="{classes}"><code>graph TD</code></pre>'
    assert tidy(html, own_diagrams=False) == html.replace("mermaid", "statuskit-diagram")
    assert tidy(html, own_diagrams=True) == html


def test_words_that_only_begin_alike_are_left_alone() -> None:
    """A class of the site's own, and text, pass as they are."""
    html = '<pre class="mermaid-like">class="mermaid" autocomplete="off"</pre>'
    assert tidy(html, own_diagrams=False) == html


def test_the_repository_is_linked_and_not_asked() -> None:
    """The link to the repository stays, and loses the mark by which the theme asks for its stars."""
    html = '<a href="https://git.example/a" class="md-source" data-md-component="source">'
    assert tidy(html, own_diagrams=False) == '<a href="https://git.example/a" class="md-source">'


def test_the_search_is_no_dialog_and_an_unnamed_scheme_no_stop_for_tab() -> None:
    """The field for a search, and a colour scheme without a button, are to ears what they are to eyes."""
    search = '<div class="md-search" data-md-component="search" role="dialog">'
    scheme = '<input class="md-option" data-md-color-scheme="slate"  aria-hidden="true"  type="radio">'
    named = '<input class="md-option" data-md-color-scheme="slate"  aria-label="Dark"  type="radio">'
    mended = tidy(search + scheme + named, own_diagrams=False)
    assert mended == (
        '<div class="md-search" data-md-component="search">'
        '<input class="md-option" data-md-color-scheme="slate"  aria-hidden="true" tabindex="-1"  type="radio">'
        + named
    )


def test_a_stop_for_tab_without_a_number_goes() -> None:
    """A section's title carries a number that is empty; a real one stays."""
    html = '<label class="md-nav__link" for="__nav_2" id="__nav_2_label" tabindex="{}">'
    assert tidy(html.format(""), own_diagrams=False) == html.replace(' tabindex="{}"', "")
    assert tidy(html.format("0"), own_diagrams=False) == html.format("0")


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("a<br />b<hr />", "a<br>b<hr>"),
        ('<img alt="a / b" src="a/" />', '<img alt="a / b" src="a/">'),
        ('<input type="checkbox" disabled checked/>', '<input type="checkbox" disabled checked>'),
        ("<img src=a/>", "<img src=a/>"),
        ("<pre>&lt;br /></pre>", "<pre>&lt;br /></pre>"),
    ],
)
def test_tags_are_closed_as_html_closes_them(written: str, mended: str) -> None:
    """The stroke that Markdown puts at the end of a tag goes; what only looks like it stays."""
    assert tidy(written, own_diagrams=False) == mended
