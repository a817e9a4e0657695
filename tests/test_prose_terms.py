"""Terms of a glossary in a text."""

from markupsafe import Markup

from statuskit.prose.terms import mark_terms

TERMS = {"fan-out": ("term-1", 'Handing "one" to each.'), "N+1 query": ("term-2", "Asking again.")}
LINK = (
    '<a class="term" href="#term-1" aria-describedby="term-1" data-meaning="Handing &#34;one&#34; to each.">'
)


def test_a_term_is_linked_where_it_is_first_used() -> None:
    """The first use leads to the meaning, further ones stay as they are."""
    html = Markup("<p>A fan-out, and a fan-out.</p>")
    assert mark_terms(html, TERMS) == f"<p>A {LINK}fan-out</a>, and a fan-out.</p>"


def test_the_case_of_letters_does_not_matter() -> None:
    """A sentence may begin with a term, and keeps its own letters."""
    assert mark_terms(Markup("<p>Fan-out</p>"), TERMS) == f"<p>{LINK}Fan-out</a></p>"


def test_code_links_and_headings_are_left_alone() -> None:
    """A term in code, a link or a heading is not marked; the next one outside is."""
    html = Markup('<h3>fan-out</h3><p><a href="/x">fan-out</a> <code>fan-out</code> fan-out</p>')
    marked = mark_terms(html, TERMS)
    assert marked.count("term-1") == 2
    assert marked.endswith(f"{LINK}fan-out</a></p>")


def test_a_term_inside_a_word_is_none() -> None:
    """`fan-outs` is another word, and an attribute is no text."""
    html = Markup('<p title="fan-out">fan-outs</p>')
    assert mark_terms(html, TERMS) == html


def test_signs_in_a_term_are_signs() -> None:
    """A plus in a term is a plus, and `&` is found as the page writes it."""
    assert "term-2" in mark_terms(Markup("<p>an N+1 query</p>"), TERMS)
    assert 'href="#t"' in mark_terms(Markup("<p>R&amp;D</p>"), {"R&D": ("t", "Research.")})


def test_no_terms_no_change() -> None:
    """Without a glossary a text stays as it is."""
    html = Markup("<p>a &lt; b</p>")
    assert mark_terms(html, {}) == html
