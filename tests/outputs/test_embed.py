"""The script for other people's pages, as it is written; what it does stands in the browser's tests."""

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from statuskit.model import STATUSES, ComponentState, Kind, Status
from statuskit.outputs import embed
from statuskit.outputs.marks import SHAPES
from statuskit.views.context import Context
from statuskit.words import Words

Look = Callable[..., Context]

WORDS = re.compile(r"const words=\((\{.*?\})\);const ")
OPEN = """
title: Rooms do not open
components: {rooms: major_outage}
updates:
  - {at: 2026-11-20T14:00:00Z, message: We are looking.}
"""


class Loud(Words):
    """A language that nobody speaks, in which all is said aloud."""

    def gettext(self, text: str) -> str:
        """Translate by shouting, with letters that need more than ASCII."""
        return f"¡{text.upper()}! 🔥\u2028</script>"


def script(ctx: Context) -> str:
    """Give the script as it is served."""
    [file] = embed.build(ctx)
    assert file.path == "embed.js"
    assert isinstance(file.content, bytes)
    return file.content.decode("ascii")


def words(ctx: Context) -> dict[str, Any]:
    """Read the words that the script was given."""
    found = WORDS.search(script(ctx))
    assert found is not None
    return dict(json.loads(found[1]))


@pytest.mark.parametrize("language", [Words("en"), Loud("ar")])
def test_it_weighs_less_than_four_kilobytes(look: Look, language: Words) -> None:
    """Whoever puts it on a page pays little for it, in every language."""
    assert len(gzip.compress(script(replace(look({}), words=language)).encode())) < 4 * 1024


def test_it_speaks_the_language_of_the_site(look: Look) -> None:
    """Its own words are those of the pages; the state comes with the summary, in that language too."""
    english = words(look({}))
    assert (english["lang"], english["dir"], english["well"]) == ("en", "ltr", "All Systems Operational")
    loud = words(replace(look({}), words=Loud("ar")))
    assert loud["dir"] == "rtl"
    assert loud["well"].startswith("¡ALL SYSTEMS OPERATIONAL!")
    assert loud["maintenance"].startswith("¡MAINTENANCE UNDER WAY!")


def test_it_knows_every_status_and_mark_that_it_may_have_to_show(look: Look) -> None:
    """Of what is over it shows nothing; its marks go from well to worst."""
    known = words(look({}))
    over = {Status.RESOLVED, Status.COMPLETED, Status.CANCELLED, Status.SCHEDULED}
    assert set(known["statuses"]) == {*STATUSES[Kind.INCIDENT], *STATUSES[Kind.MAINTENANCE]} - over
    marks = known["marks"]
    assert list(marks) == [state.value.replace("_", "-") for state in ComponentState] + ["note"]
    assert {mark: marks[mark]["outline"] for mark in marks} == {mark: SHAPES[mark] for mark in marks}


def test_it_holds_no_state(look: Look) -> None:
    """An outage does not change the script, so a browser may keep it."""
    assert script(look({"rooms.yml": OPEN})) == script(look({}))
