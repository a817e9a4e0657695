"""The page of one incident: what stands on it, and in which order."""

from collections.abc import Callable

import pytest

MakeSite = Callable[..., dict[str, str]]
PAGE = "incidents/one/index.html"

OPEN = """
title: Rooms do not open
components: {rooms: major_outage}
updates:
  - at: 2026-11-20T14:00:00Z
    message: First word.
    next_update: 30m
  - at: 2026-11-20T14:20:00Z
    status: identified
    message: Second word.
    next_update: 2h
"""
RESOLVED = (
    OPEN
    + """
  - at: 2026-11-20T14:50:00Z
    status: resolved
    message: Last word.
"""
)
STORY = (
    RESOLVED
    + """
workaround: [Use the telephone.]
started: 2026-11-20T13:50:00Z
postmortem:
  state: final
  published: 2026-11-20T15:00:00Z
  summary: For {duration} you could not open a room.
  apology: {text: We are sorry., by: The owners}
  impact:
    who: Everybody
    could_not: [open a room]
    still_worked: [search]
    data: {lost: none, exposed: unknown}
  make_right:
    offer: One free month
    to: every customer
    how: choose
    options:
      - {if: It hurt, get: Three months, claim: "https://acme.example/3"}
      - {if: It did not, get: Nothing, claim: "mailto:hello@acme.example"}
  plain: A cable broke.
  technical: |
    ## The cable
    `eth0` went down.
  factors: [{what: One cable, kind: hardware}]
  detection: {how: customer, note: You told us.}
  timeline: [{at: 2026-11-20T13:45:00Z, event: change, what: We moved a rack, worked: false}]
  actions:
    - {what: A second cable, kind: prevent, state: done, done_on: 2026-11-20}
    - {what: A third cable, state: planned, due: 2026-11-19}
    - {what: No cable, state: dropped, because: It cannot work}
  questions: [{asked: Is my data safe?, answer: Yes.}]
  answers: {asked: 12, answered: 12}
  lessons: {well: [We said so], badly: [One cable], lucky: [It was Friday]}
  unknowns: [Why it broke now]
  glossary: {cable: A long thing}
  corrections: [{at: 2026-11-20T15:10:00Z, what: It was not the router.}]
"""
)


def order(page: str, *texts: str) -> list[str]:
    """Sort texts by where they first stand in the page's main part; all must be there."""
    main = page[page.index("<main") :]
    assert [text for text in texts if text not in main] == []
    return sorted(texts, key=main.index)


def test_updates_stand_newest_first_while_open(make_site: MakeSite) -> None:
    """In mid-outage the newest word is the first that one reads."""
    page = make_site({"one.yml": OPEN})[PAGE]
    assert order(page, "First word.", "Second word.") == ["Second word.", "First word."]


def test_updates_stand_oldest_first_once_resolved(make_site: MakeSite) -> None:
    """What is over is read as a story."""
    page = make_site({"one.yml": RESOLVED})[PAGE]
    words = ["First word.", "Second word.", "Last word."]
    assert order(page, *words) == words


def test_a_story_is_for_everyone_first_and_for_engineers_last(make_site: MakeSite) -> None:
    """Who stops before the technical section has missed nothing that concerns them."""
    page = make_site({"one.yml": STORY})[PAGE]
    sections = [
        "Resolved",
        "For 1 hour you could not open a room.",
        "You could not",
        "Still worked",
        "Nothing was lost.",
        "Use the telephone.",
        "We are sorry.",
        "Making it right",
        "cable</a> broke.",
        "A second cable",
        "Is my data safe?",
        "How we did",
        "What we said at the time",
        'id="technical"',
        "What came together",
        "How we noticed",
        "Timeline",
        "We were lucky",
        "What we still do not know",
        "Words we used",
        "Corrections to this account",
    ]
    assert order(page, *sections) == sections


def test_choices_are_links_that_can_be_used_at_once(make_site: MakeSite) -> None:
    """Each choice of make-good leads to where it is claimed."""
    page = make_site({"one.yml": STORY})[PAGE]
    assert 'href="https://acme.example/3"' in page
    assert 'href="mailto:hello@acme.example"' in page


def test_actions_say_how_they_stand(make_site: MakeSite) -> None:
    """Done, late and dropped are told apart in words."""
    page = make_site({"one.yml": STORY})[PAGE]
    assert "done on" in page
    assert "late: due by" in page
    assert "It cannot work" in page


def test_nothing_to_give_is_said_with_its_reason(make_site: MakeSite) -> None:
    """An honest "nothing" stands where the offer would."""
    start, end = STORY.index("  make_right:"), STORY.index("  plain:")
    nothing = STORY[:start] + "  make_right: {none: true, because: You lost no minute.}\n" + STORY[end:]
    page = make_site({"one.yml": nothing})[PAGE]
    assert order(page, "We offer nothing for this.", "You lost no minute.")


def test_data_is_spoken_of_even_where_the_file_does_not(make_site: MakeSite) -> None:
    """Silence on customers' data would be read as "nothing happened to it"."""
    silent = STORY.replace("    data: {lost: none, exposed: unknown}\n", "")
    page = make_site({"one.yml": silent})[PAGE]
    assert "We have not said yet whether data was lost or exposed." in page


@pytest.mark.parametrize("state", ["draft"])
def test_of_a_draft_only_the_due_date_is_shown(make_site: MakeSite, state: str) -> None:
    """Not a word of a draft reaches any file of the site."""
    draft = STORY.replace("state: final", f"state: {state}\n  due: 2026-11-27")
    site = make_site({"one.yml": draft})
    assert "A full account will stand here by" in site[PAGE]
    leaked = [path for path, text in site.items() if "cable" in text or "We are sorry" in text]
    assert leaked == []


def test_a_preliminary_account_says_so(make_site: MakeSite) -> None:
    """It names the day of the final one."""
    early = STORY.replace("state: final", "state: preliminary\n  due: 2026-11-27")
    page = make_site({"one.yml": early})[PAGE]
    assert "This account is preliminary." in page
    assert '<time datetime="2026-11-27">27 November 2026</time>' in page


def test_an_account_past_its_day_is_late(make_site: MakeSite) -> None:
    """A promised date that passes is shown as late, to everyone."""
    late = STORY.replace("state: final", "state: draft\n  due: 2026-11-19")
    assert "It is late." in make_site({"one.yml": late})[PAGE]


def test_a_promise_ahead_is_named_with_its_time(make_site: MakeSite) -> None:
    """The reader knows when to look again."""
    page = make_site({"one.yml": OPEN})[PAGE]
    assert 'Next update by <time datetime="2026-11-20T16:20:00Z">16:20 UTC</time>.' in page


def test_a_promise_that_passed_is_owned_up_to(make_site: MakeSite) -> None:
    """A broken promise stands where the promise stood."""
    page = make_site({"one.yml": OPEN.replace("next_update: 2h", "next_update: 1h")})[PAGE]
    assert (
        'We promised an update by <time datetime="2026-11-20T15:20:00Z">15:20 UTC</time>. We are late.'
        in page
    )


def test_a_late_word_says_how_late_it_was(make_site: MakeSite) -> None:
    """Lateness stays on the page after the word has come."""
    page = make_site({"one.yml": OPEN.replace("14:20", "14:43")})[PAGE]
    assert "we were 13 mins late." in page


def test_a_correction_points_both_ways(make_site: MakeSite) -> None:
    """A published word is never edited, so old and new name each other."""
    correction = (
        OPEN
        + """
  - at: 2026-11-20T14:40:00Z
    corrects: 2026-11-20T14:00:00Z
    message: The first word was wrong.
"""
    )
    page = make_site({"one.yml": correction})[PAGE]
    assert '<a href="#one-20261120T140000Z">what we said at' in page
    assert '<a href="#one-20261120T144000Z">corrected at' in page


def test_a_withdrawn_incident_says_just_that(make_site: MakeSite) -> None:
    """Opened by mistake: its words are gone, the reason stands."""
    withdrawn = OPEN + "withdrawn: {at: 2026-11-20T15:00:00Z, because: A test alarm.}\n"
    page = make_site({"one.yml": withdrawn})[PAGE]
    assert "A test alarm." in page
    assert "First word." not in page


def test_bundle_files_are_published_beside_the_page(make_site: MakeSite) -> None:
    """A picture that a text names is copied, and nothing else of the folder."""
    text = OPEN.replace("Second word.", "Look at ![a curve](curve.csv) and [the numbers](curve.csv).")
    site = make_site({"one/incident.yml": text, "one/curve.csv": "a,b\n", "one/notes.txt": "not for readers"})
    assert site["incidents/one/curve.csv"] == "a,b\n"
    assert "incidents/one/notes.txt" not in site


def test_private_notes_reach_no_file(make_site: MakeSite) -> None:
    """`private` may stand in every map, and its text nowhere."""
    canary = "canary-7f3a"
    text = STORY.replace("components: {rooms", f"private: {{note: {canary}}}\ncomponents: {{rooms")
    text = text.replace("  state: final", f"  state: final\n  private: {canary}")
    text = text.replace("{text: We are sorry.", f"{{private: {canary}, text: We are sorry.")
    text = text.replace("    message: First word.", f"    message: First word.\n    private: [{canary}]")
    leaked = [path for path, page in make_site({"one.yml": text}).items() if canary in page]
    assert leaked == []


def test_lateness_is_a_figure_only_once_the_word_has_come(make_site: MakeSite) -> None:
    """A page holds no age: of a word that is still missing it says that, and no length."""
    page = make_site({"one.yml": OPEN.replace("next_update: 2h", "next_update: 1h")})[PAGE]
    assert "promised updates came on time</dt>" in page


def test_a_glossary_term_leads_to_its_meaning(make_site: MakeSite) -> None:
    """The first use in each long text is a link that a keyboard reaches, with the meaning at hand."""
    page = make_site({"one.yml": STORY})[PAGE]
    link = '<a class="term" href="#term-1" aria-describedby="term-1" data-meaning="A long thing">cable</a>'
    assert page.count(link) == 1
    assert '<dd id="term-1">A long thing</dd>' in page


def test_a_proof_that_is_an_address_is_a_link(make_site: MakeSite) -> None:
    """Readers can follow what shows that an action is done."""
    proven = STORY.replace("done_on: 2026-11-20}", 'done_on: 2026-11-20, proof: "https://acme.example/log"}')
    page = make_site({"one.yml": proven})[PAGE]
    assert '<a href="https://acme.example/log" rel="noopener nofollow">https://acme.example/log</a>' in page


def test_a_page_names_its_copy_in_markdown(make_site: MakeSite) -> None:
    """Programs that would rather read text find it beside the page."""
    site = make_site({"one.yml": OPEN})
    assert '<link rel="alternate" type="text/markdown" href="index.md">' in site[PAGE]
    assert site["incidents/one/index.md"].startswith("# Rooms do not open\n")


def test_a_length_that_still_grows_is_not_told(make_site: MakeSite) -> None:
    """What is resolved with a part still slow has a page that no later word about something else changes."""
    slow = """
title: Rooms open slowly
components: {rooms: degraded_performance}
updates:
  - {at: 2026-11-19T14:00:00Z, message: We are looking.}
  - {at: 2026-11-19T14:30:00Z, status: resolved, components: {rooms: degraded_performance}, message: It is better.}
postmortem: {state: final, published: 2026-11-19T15:00:00Z, summary: "Slow for {downtime}."}
"""
    page = make_site({"one.yml": slow})[PAGE]
    assert "lasted 30 mins" in page
    assert "Slow for not yet." in page
    other = "title: Search is slow\nupdates: [{at: 2026-11-20T15:00:00Z, message: We are looking.}]\n"
    assert make_site({"one.yml": slow, "two.yml": other})[PAGE] == page
