"""What `statuskit.importers.cstate.incident` makes of one issue, and what the report says."""

from datetime import UTC, datetime

import pytest

from tests.importers.cstate.source import (
    NEWEST_FIRST,
    NOW,
    One,
    document,
    issue,
    notes,
    said,
)


def test_a_text_without_times_is_one_update(one: One) -> None:
    """It stands at `date`; the end has its own at `resolvedWhen`, as cState says no more of it."""
    incident = one(issue("We look.\n\n*Why*: unknown."))
    assert document(incident) == {
        "title": "Orders fail",
        "components": {"api": "major_outage"},
        "updates": [
            {"at": "2024-03-01T09:00:00Z", "message": "We look.\n\n*Why*: unknown.\n"},
            {"at": "2024-03-01T10:00:00Z", "status": "resolved", "message": "Resolved.\n"},
        ],
    }
    assert incident.notes == ()
    assert (incident.foreign, incident.place) == ("a", "content/issues/a.md")
    assert incident.begins == datetime(2024, 3, 1, 9, tzinfo=UTC)
    assert incident.addresses == ("/issues/a/",)


def test_a_long_title_is_cut(one: One) -> None:
    """A title has 300 characters at most; the note names the line."""
    incident = one(issue(title="x" * 400))
    assert document(incident)["title"] == "x" * 299 + "…"
    assert notes(incident) == "content/issues/a.md:2: its title is longer than 300 characters; cut"


def test_an_update_at_the_end_is_the_end(one: One) -> None:
    """One that is stamped with resolvedWhen and has no status of its own says it; the report tells."""
    incident = one(issue('Orders fail.\n\n*Update* - Over. {{< track "2024-03-01 10:00:00Z" >}}'))
    assert said(incident)[-1] == ("10:00", "resolved", "Over.")
    assert "content/issues/a.md:5: its update at the moment of resolvedWhen" in notes(incident)


def test_what_is_said_after_the_end_stays_after_it(one: One) -> None:
    """The end is put where it was, between the updates."""
    incident = one(issue('Orders fail.\n\n*Update* - Still fine. {{< track "2024-03-01 11:00:00Z" >}}'))
    assert [status for _, status, _ in said(incident)] == ["", "resolved", ""]


def test_an_end_before_the_last_status_is_stated(one: One) -> None:
    """The words say `Resolved` later than the outage was over."""
    incident = one(issue(NEWEST_FIRST, resolvedWhen="2024-03-01T09:40:00Z"))
    assert document(incident)["resolved"] == "2024-03-01T09:40:00Z"


@pytest.mark.parametrize(
    ("wrote", "state", "told"),
    [
        ("down", "major_outage", ""),
        ("Down", "major_outage", ""),
        ("disrupted", "partial_outage", "may mean slow, or partly down"),
        ("distrupted", "partial_outage", "'distrupted' is none of cState's; taken for 'disrupted'"),
        ("terrible", "operational", "'terrible' is none of cState's; left out"),
        ("", "operational", "has no severity that is known"),
    ],
)
def test_severity_is_the_state_of_what_is_affected(one: One, wrote: str, state: str, told: str) -> None:
    """Typos and what is ambiguous are named, with the line."""
    incident = one(issue(severity=wrote))
    assert document(incident)["components"] == {"api": state}
    assert told in notes(incident)
    assert bool(told) == bool(incident.notes)
    if wrote:
        assert all(note.place == "content/issues/a.md:6" for note in incident.notes[:1])


@pytest.mark.parametrize("affected", ["null", "", "[]", None])
def test_a_severity_without_components_is_an_impact(one: One, affected: str | None) -> None:
    """Nothing is affected by name, and yet it was down."""
    incident = one(issue(affected=affected))
    assert document(incident)["impact"] == "critical"
    assert "components" not in document(incident)
    assert "names no component" in notes(incident)


def test_affected_may_be_one_name(one: One) -> None:
    """A single name is a list of one, and small letters are no other system."""
    assert document(one(issue(affected="workers")))["components"] == {"workers": "major_outage"}


def test_a_notice_is_a_notice(one: One) -> None:
    """It hurts no component."""
    incident = one(issue(severity="notice"))
    assert document(incident)["kind"] == "notice"
    assert document(incident)["components"] == {"api": "operational"}


def test_a_notice_whose_title_says_so_is_a_maintenance(one: One) -> None:
    """From date to resolvedWhen; the report says that the title was what told."""
    incident = one(issue(severity="notice", title="Planned upgrade"))
    assert document(incident) == {
        "title": "Planned upgrade",
        "kind": "maintenance",
        "components": {"api": "under_maintenance"},
        "scheduled_for": "2024-03-01T09:00:00Z",
        "scheduled_until": "2024-03-01T10:00:00Z",
        "updates": [{"at": "2024-03-01T09:00:00Z", "message": "We look.\n"}],
    }
    assert "content/issues/a.md:6: is a notice; 'Planned' in its title" in notes(incident)


def test_a_maintenance_ends_once(one: One) -> None:
    """`Resolved` is the word for completed, and a second end is a note."""
    body = (
        '*Resolved* - Done. {{< track "2024-03-01 09:40:00Z" >}}\n\n'
        '*Resolved* - Really. {{< track "2024-03-01 09:50:00Z" >}}'
    )
    incident = one(issue(body, severity="notice", title="Planned upgrade"))
    assert [status for _, status, _ in said(incident)] == ["completed", ""]


def test_an_informational_post_is_over_with_its_words(one: One) -> None:
    """CState never counts it as open; its one update says all there is."""
    incident = one(issue(informational="true", severity=None, resolved=None, resolvedWhen=None))
    assert document(incident)["kind"] == "notice"
    assert said(incident) == [("09:00", "resolved", "We look.")]


@pytest.mark.parametrize(
    ("changed", "told", "is_open"),
    [
        ({"resolved": "false", "resolvedWhen": None}, "", True),
        ({"resolved": "false"}, ":5: has a resolvedWhen, 2024-03-01T10:00:00Z, and is not resolved", True),
        (
            {"resolved": None, "resolvedWhen": None},
            "does not say whether it is resolved; it came in as open",
            True,
        ),
        ({"resolved": None}, "has a resolvedWhen; it came in as resolved", False),
        ({"resolved": "maybe"}, ":4: resolved 'maybe' is neither true nor false", False),
        ({"resolvedWhen": None}, ":4: is resolved, and nothing tells when; dated by its last update", False),
        (
            {"resolvedWhen": "2024-03-01T08:00:00Z"},
            ":5: resolvedWhen 2024-03-01T08:00:00Z lies before date",
            False,
        ),
        ({"resolvedWhen": "2017-02-30"}, ":5: resolvedWhen '2017-02-30' is no time; left out", False),
    ],
)
def test_whether_it_is_over(one: One, changed: dict[str, str | None], told: str, *, is_open: bool) -> None:
    """What contradicts itself is named, and nothing is closed that the source has open."""
    incident = one(issue("We look.", **changed))
    assert told in notes(incident)
    statuses = [status for _, status, _ in said(incident)]
    assert ("resolved" not in statuses) == is_open


def test_an_open_issue_whose_last_word_is_resolved(one: One) -> None:
    """The word is taken, and the report says so."""
    incident = one(issue(NEWEST_FIRST, resolved="false", resolvedWhen=None))
    assert said(incident)[-1][1] == "resolved"
    assert "the update was taken" in notes(incident)


def test_an_end_that_is_to_come_is_no_end(one: One) -> None:
    """Whatever the flag says or leaves out, nothing that lies ahead is told as over."""
    for resolved in ("true", None):
        incident = one(issue(resolved=resolved, resolvedWhen="2027-03-01T10:00:00Z"), now=NOW)
        assert said(incident) == [("09:00", "", "We look.")]
        assert "it came in as open" in notes(incident)


def test_the_end_stands_behind_the_last_status_and_before_later_notes(one: One) -> None:
    """Times never run backwards, and no status follows the end."""
    body = (
        '*Monitoring* - It holds. {{< track "2024-03-01 10:30:00Z" >}}\n\n'
        '*Update* - All fine. {{< track "2024-03-01 11:00:00Z" >}}'
    )
    incident = one(issue(body))
    assert [(at, status) for at, status, _ in said(incident)] == [
        ("10:30", "monitoring"),
        ("10:30", "resolved"),
        ("11:00", ""),
    ]
    assert document(incident)["resolved"] == "2024-03-01T10:00:00Z"


def test_comments_were_never_shown(one: One) -> None:
    """What a reader of the old site could not see stays out; in code it is text."""
    incident = one(issue("Shown.\n\n<!-- the password is\nswordfish -->\n\nMore `<!-- code -->`."))
    shown = document(incident)["updates"][0]["message"]
    assert shown.split() == ["Shown.", "More", "`<!--", "code", "-->`."]
    assert "swordfish" not in str(incident.document)
    assert "content/issues/a.md:12: a comment was never shown; left out" in notes(incident)


def test_html_becomes_markdown(one: One) -> None:
    """Tags turn into their Markdown, scripts vanish, and the Markdown around them stays what it was."""
    incident = one(issue("**Now** <b>slow</b>.<script>steal()</script>\n\n- one\n- two"))
    assert document(incident)["updates"][0]["message"] == "**Now** **slow**.\n\n- one\n- two\n"
    assert "its HTML became Markdown" in notes(incident)


def test_other_shortcodes_and_pictures_are_told(one: One) -> None:
    """A shortcode stays as text; a picture of the old site is a file that did not come along."""
    incident = one(issue("See {{< youtube abc >}}.\n\n![Graph](/img/graph.png)"))
    assert "{{< youtube abc >}}" in document(incident)["updates"][0]["message"]
    assert "the shortcode 'youtube' is shown as text" in notes(incident)
    assert "content/issues/a.md:12: shows a picture of the old site, '/img/graph.png'" in notes(incident)


def test_a_text_may_be_missing(one: One) -> None:
    """The title then stands in its place."""
    assert said(one(issue("")))[0] == ("09:00", "", "Orders fail")


def test_pin_and_unknown_keys(one: One) -> None:
    """What is pinned stays pinned; keys of others are named, empty ones are not."""
    incident = one(issue(pin="true", max_severity="ok", mood="''", tags="[a]"))
    assert document(incident)["pinned"] is True
    assert "max_severity, tags have no place in an incident file; left out" in notes(incident)
