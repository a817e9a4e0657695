"""The page of all promises."""

from collections.abc import Callable

MakeSite = Callable[..., dict[str, str]]

STORY = """
title: Rooms do not open
components: {rooms: major_outage}
updates:
  - {at: 2026-10-20T14:00:00Z, message: One., next_update: 30m}
  - {at: 2026-10-20T14:43:00Z, message: Two.}
  - {at: 2026-10-20T14:50:00Z, message: One was wrong., corrects: 2026-10-20T14:00:00Z}
  - {at: 2026-10-20T15:00:00Z, status: resolved, message: Three.}
postmortem:
  state: final
  due: 2026-10-21
  published: 2026-10-23T12:00:00Z
  actions:
    - {what: A second cable, state: done, done_on: 2026-10-22, proof: It hangs there}
    - {what: A third cable, due: 2026-11-01}
    - {what: A fourth cable, due: 2026-12-01}
    - {what: No cable, state: dropped, because: It cannot work}
"""


def test_promises_are_counted_from_the_files(make_site: MakeSite) -> None:
    """Words, accounts, changes and corrections each have their figure, with the worst lateness."""
    page = make_site({"one.yml": STORY})["promises/index.html"]
    assert "<dt>promised updates came on time; the latest was 13 mins late</dt><dd>0 of 1</dd>" in page
    assert "<dt>promised accounts came on time</dt><dd>0 of 1</dd>" in page
    assert "<dt>promised changes are done; 1 is late</dt><dd>1 of 4</dd>" in page
    assert "<dt>correction made</dt><dd>1</dd>" in page


def test_late_stands_before_open_and_settled_by_year(make_site: MakeSite) -> None:
    """What is late comes first; what is settled stands on the page of its year."""
    site = make_site({"one.yml": STORY})
    page = site["promises/index.html"]
    assert page.index("A third cable") < page.index("A fourth cable") < page.index('href="../promises/2026/"')
    assert "A second cable" not in page
    assert "1 done and 1 dropped" in page
    year = site["promises/2026/index.html"]
    assert year.index("A second cable") < year.index("No cable") < year.index("It cannot work")


def test_an_action_leads_to_its_incident(make_site: MakeSite) -> None:
    """Each promise names where it was made."""
    page = make_site({"one.yml": STORY})["promises/index.html"]
    assert '<a href="../incidents/one/">Rooms do not open</a>' in page
    assert '<a href="../incidents/one/#one-20261020T145000Z">Rooms do not open</a>' in page


def test_a_component_shows_its_part(make_site: MakeSite) -> None:
    """A component's page counts the promises of its own incidents; others have none."""
    site = make_site({"one.yml": STORY})
    assert "promised changes are done" in site["components/rooms/index.html"]
    assert "promised" not in site["components/search/index.html"]


def test_an_account_not_yet_due_is_named(make_site: MakeSite) -> None:
    """A draft's day is public, its text is not."""
    draft = STORY.replace("final", "draft").replace("2026-10-21", "2026-11-30")
    page = make_site({"one.yml": draft})["promises/index.html"]
    assert '<small>due by <time datetime="2026-11-30">30 November 2026</time></small>' in page
    assert "cable" not in page


def test_nothing_promised_is_said(make_site: MakeSite) -> None:
    """A site without promises says so."""
    assert "Nothing has been promised yet." in make_site({})["promises/index.html"]
