"""The rules of plain language: lengths, the reading grade, words of the trade, abbreviations."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.model import (
    Audience,
    Component,
    Incident,
    Postmortem,
    PostmortemState,
    Question,
    Settings,
    Text,
)
from statuskit.problems import Severity
from statuskit.review import plain
from statuskit.review.beginnings import beginnings
from statuskit.review.jargon import JARGON, KNOWN_ABBREVIATIONS, words_of_trade
from statuskit.review.passages import passages
from statuskit.review.rule import Record

from .samples import record, said

BY_ID = {rule.id: rule for rule in plain.RULES}


def places(rule: str, of: Record) -> list[str]:
    """Give the texts that a rule points at."""
    texts = {(passage.path, passage.file): passage.text for passage in of.passages}
    return [
        texts[finding.path, finding.file][finding.start : finding.end] for finding in BY_ID[rule].check(of)
    ]


def messages(rule: str, of: Record) -> list[str]:
    """Give what a rule says of its findings."""
    return [finding.message for finding in BY_ID[rule].check(of)]


def with_story(of: Record, story: Postmortem) -> Record:
    """Give the incident of a record a postmortem."""
    incident = replace(of.incident, postmortem=story)
    return replace(of, incident=incident, passages=passages(incident))


def words(count: int) -> str:
    """Make a sentence of so many words."""
    return "You " + "do " * (count - 2) + "it."


@pytest.mark.parametrize(("count", "is_found"), [(25, False), (26, True), (60, True)])
def test_a_sentence_may_have_25_words(*, count: int, is_found: bool) -> None:
    """A sentence of 25 words passes, one of 26 is found, from its first letter to its stop."""
    text = f"A short one. {words(count)} Another."
    assert places("PL01", said(text)) == ([words(count)] if is_found else [])


def test_sentences_are_counted_one_by_one() -> None:
    """List items, headings and paragraphs end a sentence, and a stop inside a number or a name does not."""
    listed = "\n".join(f"- {words(20)[:-1]}" for _ in range(4))
    assert places("PL01", said(listed)) == []
    assert places("PL01", said(f"{words(20)[:-1]}\n\n{words(20)[:-1]}")) == []
    assert messages("PL01", said(words(24)[:-1] + " 1.5 times at 14:02 UTC.")) == [
        "This sentence has 29 words; 25 are enough."
    ]


def test_the_mean_is_taken_over_two_sentences_or_more() -> None:
    """19 words on average are found, 18 are not, and one sentence alone has no average."""
    assert messages("PL02", said(f"{words(19)} {words(19)}")) == [
        "The sentences of this text have 19 words on average."
    ]
    assert messages("PL02", said(f"{words(18)} {words(18)}")) == []
    assert messages("PL02", said(words(25))) == []
    assert BY_ID["PL02"].level is Severity.HINT


def test_the_grade_is_the_published_formula() -> None:
    """Ten words of four letters in two sentences: 4.71 · 4 + 0.5 · 5 - 21.43."""
    passage = said("They gave them only five. They gave them four more.").passages[1]
    assert plain.reading_grade(passage.words) == pytest.approx(4.71 * 40 / 10 + 0.5 * 5 - 21.43)
    assert plain.reading_grade([[]]) == 0


@given(st.text(max_size=300))
def test_any_text_has_a_grade(text: str) -> None:
    """Whatever the text, its grade is a number, and the rules answer."""
    of = said(text or "-")
    assert isinstance(plain.reading_grade(of.passages[1].words), float)
    for rule in plain.RULES:
        for finding in rule.check(of):
            assert 0 <= finding.start <= finding.end <= len(text)


def test_short_texts_have_no_grade() -> None:
    """A text of under 30 words is not graded: one long name would decide."""
    assert messages("PL03", said("Authentication infrastructure unavailability continues.")) == []


@pytest.mark.parametrize("word", JARGON, ids=lambda word: word.plain)
def test_each_word_of_the_trade_is_reached(word: object) -> None:
    """No word of the trade is hidden by its own piece or by another entry: some form of each is found."""
    forms = (
        "mitigated API deployed latency root cause traffic region upstream timeout capacity backlog queue "
        "load balancer 5xx rollback cluster config change remediation packet loss failover rate limits replica lag "
        "propagation telemetry control plane node instance VMs throttled cache throughput saturated contention "
        "endpoint regression DNS TLS handshake shard connection pool p99 circuit breaker SLO OOM pod BGP"
    )
    assert word in [each for each, _ in words_of_trade(forms, beginnings(forms))]


def test_a_word_of_the_trade_is_named_with_plain_words() -> None:
    """The message says the word and what to say in its place, once a text."""
    assert messages("PL04", said("The rollback is done. The rollback helped.")) == [
        "“rollback” is a word of the trade. In plain words: undid the change."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The queue (the waiting line) is long.",
        "The queue – a waiting line – is long.",
        "The queue, which is the waiting line, is long.",
        "The queue, that is a waiting line, is long.",
        "The waiting line (queue) is long.",
        "For instance, sign-in fails.",
        "It took some time. Outside it rained.",
    ],
)
def test_explained_words_pass(text: str) -> None:
    """A word of the trade may stand with its meaning beside it."""
    assert places("PL04", said(text)) == []


def test_an_explanation_ends_with_the_sentence() -> None:
    """Brackets of the next sentence explain nothing."""
    assert places("PL04", said("You wait in a queue. (We are sorry.)")) == ["queue"]


def test_the_glossary_and_names_of_components_pass() -> None:
    """What the glossary explains, and what a product is called, needs no explanation."""
    text = "The failover did not help the SRE. Queue boards fail."
    settings = Settings(components=(Component(id="queues", name="Queue boards"),))
    of = with_story(
        said(text, settings),
        Postmortem(state=PostmortemState.FINAL, glossary={"Failover": "a switch", "SRE": "our engineers"}),
    )
    assert places("PL04", of) == []
    assert places("PL05", of) == []
    assert places("PL04", said(text)) == ["Queue", "failover"] or places("PL04", said(text)) == [
        "failover",
        "Queue",
    ]
    assert places("PL05", said(text)) == ["SRE"]


def test_developers_know_the_words() -> None:
    """For an audience of developers no word of the trade and no abbreviation is found; long sentences are."""
    text = f"The API, CDN, WAF, SDK and CLI need a rollback. {words(30)}"
    of = said(text)
    developers = replace(of, incident=replace(of.incident, audience=Audience.DEVELOPERS))
    for rule in ("PL04", "PL05", "PL06"):
        assert places(rule, of) != []
        assert places(rule, developers) == []
    assert places("PL01", developers) == [words(30)]


def test_an_abbreviation_may_be_explained_anywhere_on_the_page() -> None:
    """`Long Form (LF)` or `LF (long form)` in one text of the incident serves all of them."""
    story = Postmortem(state=PostmortemState.FINAL, plain=Text(markdown="The Edge Network (EN) failed."))
    assert places("PL05", said("The EN is slow.")) == ["EN"]
    assert places("PL05", with_story(said("The EN is slow."), story)) == []
    assert places("PL05", said("The EN (edge network) is slow.")) == []
    assert places("PL05", said("The EN (see below) is slow.")) == ["EN"]
    assert places("PL05", said("It is slow (EN).")) == ["EN"]


def test_an_abbreviation_is_found_once_a_text() -> None:
    """The plural is the same abbreviation, and the second time is not told."""
    assert places("PL05", said("The CDN is slow. CDNs are slow. The CDN!")) == ["CDN"]


def test_everybody_knows_some_abbreviations() -> None:
    """Time zones, PDF and words in capitals for stress are known; parts of codes are no abbreviations."""
    for short in sorted(KNOWN_ABBREVIATIONS):
        assert places("PL05", said(f"We wait until 14:00 {short}.")) == []
    assert places("PL05", said("Ask for ABC-123 or X_ABC in URLs and PDFs.")) == []


def test_three_abbreviations_are_enough() -> None:
    """Three different ones pass, four are named."""
    assert messages("PL06", said("CDN, WAF, SDK and CDN.")) == []
    assert messages("PL06", said("CDN, WAF, SDK, CLI.")) == [
        "4 abbreviations stand here (CDN, WAF, SDK, CLI); 3 are enough."
    ]


def test_only_our_own_words_for_customers_are_read() -> None:
    """The engineers' story and what customers asked are left alone; the answer is read."""
    hard = f"The CDN needs a rollback. {words(40)}"
    story = Postmortem(
        state=PostmortemState.FINAL,
        technical=Text(markdown=hard),
        trigger=hard,
        questions=(Question(asked=hard, answer="You can pay again."),),
    )
    of = with_story(said("You cannot pay."), story)
    assert [finding for rule in plain.RULES for finding in rule.check(of)] == []
    answered = with_story(
        said("You cannot pay."),
        Postmortem(state=PostmortemState.FINAL, questions=(Question(asked="Why?", answer=hard),)),
    )
    assert places("PL01", answered) == [words(40)]
    assert {finding.path[-1] for finding in BY_ID["PL04"].check(answered)} == {"answer"}


def test_a_text_of_its_own_file_is_named() -> None:
    """What is found in plain.md points into plain.md."""
    story = Postmortem(state=PostmortemState.FINAL, plain=Text(markdown="The CDN is slow.", file="plain.md"))
    found = list(BY_ID["PL05"].check(with_story(said("You cannot pay."), story)))
    assert [(finding.path, finding.file) for finding in found] == [(("postmortem", "plain"), "plain.md")]


def test_an_incident_without_texts_is_fine() -> None:
    """A title alone is read without harm."""
    incident = Incident(id="a", file="a.yml", title="You cannot pay")
    assert [finding for rule in plain.RULES for finding in rule.check(record(incident))] == []
