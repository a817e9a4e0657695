"""What of a catalog may be shown."""

from dataclasses import replace

import pytest

from statuskit.facts.public import public, published_postmortem
from statuskit.model import Incident, Postmortem, PostmortemState

from .samples import at, catalog, day, incident, say

SECRET = Postmortem(
    state=PostmortemState.DRAFT, due=day(2026, 3, 12), published=at(3), summary="Names of people."
)


def _with_files(message: str, *files: str) -> Incident:
    one = incident(say(0), postmortem=SECRET)
    return replace(one, files=files, updates=(replace(one.updates[0], message=message),))


def test_only_preliminary_and_final_stories_are_public() -> None:
    """A draft is not published, and neither is a story that is not there."""
    assert published_postmortem(incident(say(0))) is None
    assert published_postmortem(incident(say(0), postmortem=SECRET)) is None
    for state in (PostmortemState.PRELIMINARY, PostmortemState.FINAL):
        story = replace(SECRET, state=state)
        assert published_postmortem(incident(say(0), postmortem=story)) is story


def test_a_withdrawn_incident_has_no_story() -> None:
    """Whatever was written of an incident that never was, its page says just that."""
    story = replace(SECRET, state=PostmortemState.FINAL)
    mistake = replace(incident(say(0), postmortem=story, withdrawn=9), files=("load.png",))
    assert published_postmortem(mistake) is None
    shown = public(catalog(mistake)).incidents[0]
    assert (shown.postmortem, shown.files) == (None, ())


def test_of_a_draft_only_the_due_day_is_left() -> None:
    """Nothing of a draft passes but its state and when it is due."""
    shown = public(catalog(incident(say(0), postmortem=SECRET))).incidents[0]
    assert shown.postmortem == Postmortem(state=PostmortemState.DRAFT, due=SECRET.due)


def test_all_else_is_left_as_it_is() -> None:
    """Incidents without a draft are the same records."""
    story = replace(SECRET, state=PostmortemState.FINAL)
    one, other = incident(say(0), id="a", postmortem=story), incident(say(0), id="b")
    assert public(catalog(one, other)).incidents == (one, other)


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Nothing to see.", ()),
        ("![A graph](load.png)", ("load.png",)),
        ("![A graph](<./load.png>).", ("load.png",)),
        ("It fell, see load.png.", ("load.png",)),
        ("![A graph](overload.png)", ()),
        ("![A graph](graphs/load.png)", ("graphs/load.png",)),
        ("![A graph](load.png.txt)", ()),
    ],
)
def test_a_drafts_files_stay_back(message: str, kept: tuple[str, ...]) -> None:
    """Of a bundle with a draft only the files that an update names are published."""
    one = _with_files(message, "load.png", "graphs/load.png", "names.csv")
    assert public(catalog(one)).incidents[0].files == kept


def test_a_workaround_may_name_a_file_too() -> None:
    """What the workaround shows is published."""
    one = replace(_with_files("Down.", "steps.png"), workaround=("![Do this](steps.png)",))
    assert public(catalog(one)).incidents[0].files == ("steps.png",)
