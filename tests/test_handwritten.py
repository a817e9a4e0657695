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
