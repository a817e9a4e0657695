"""A real cState site of 108 issues, where the collection stands beside the project."""

import re
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from statuskit.importers import folder
from statuskit.importers.cstate import CState
from statuskit.importers.cstate.hugo import page
from statuskit.importers.sources import SourceFile
from statuskit.model import Kind
from statuskit.prose import Prose
from tests.importers.real import SHARED, bring_in, build, incidents, needs

SOURCE = SHARED / "data/cstate-packit"
LOST = {
    "content/issues/2023-10-31-release-monitoring.org-outage.md": "has no front matter",
    "content/issues/2024-08-13-github-outage.md": "has no date that can be read",
}

STAMPED = {
    "2022-10-11-outage": 21,  # three times `Tue Oct 11 12:24:02 UTC`
    "2022-11-25-outage": 7,  # `2022-11-25T08:35:00+01:00`
    "2026-03-02-testing-farm-tests-cancelled": 1,  # `Resolved:`
}
"""How many words of an issue's text are the times and statuses of its updates."""

pytestmark = needs(SOURCE)


def words(text: str) -> Counter[str]:
    """Count the words of a text, without the signs around them."""
    return Counter(re.findall(r"\w+", text))


def test_every_issue_comes_in_or_is_named(tmp_path: Path) -> None:
    """All load without a problem and say every word that the source says; a second run changes nothing."""
    history = CState().read([SOURCE], known=(), zone=ZoneInfo("UTC"))
    lost = {each.place: each.notes[-1].text for each in history.incidents if each.document is None}
    assert lost.keys() == LOST.keys()
    assert all(text.startswith(LOST[place]) for place, text in lost.items())
    assert len(history.incidents) == len(list(SOURCE.glob("content/issues/*.md")))

    planned = bring_in(history, tmp_path, "cstate")
    written = incidents(tmp_path)
    assert len(written) == len(planned) == len(history.incidents) - len(lost)
    prose = Prose()
    for item, incident in ((each, written[each.id]) for each in planned):
        place = yaml.safe_load(item.data)["private"]["imported"]["place"]
        source = page(
            SourceFile(path=SOURCE / place, place=place), (SOURCE / place).read_text(encoding="utf-8")
        )
        said = " ".join(prose.plain(update.message) for update in incident.updates)
        missing = words(prose.plain(source.body)) - words(said)
        assert sum(missing.values()) <= STAMPED.get(item.id, 0), (place, missing)
        assert incident.title == " ".join(source.text("title").split())
        assert (incident.kind is Kind.INCIDENT) == (source.text("severity") != "notice")
        assert item.addresses == (f"/issues/{Path(place).stem.lower()}/",)

    again = CState().read([SOURCE], known=history.components, zone=ZoneInfo("UTC"))
    outcomes = {item.outcome for item in folder.plan(again.incidents, tmp_path / "incidents", "cstate")}
    assert outcomes == {folder.Outcome.UNCHANGED}


@pytest.mark.slow
def test_the_site_builds(tmp_path: Path) -> None:
    """The whole site builds strictly, without a warning."""
    planned = bring_in(CState().read([SOURCE], known=(), zone=ZoneInfo("UTC")), tmp_path, "cstate")
    build(tmp_path)
    assert all((tmp_path / f"site/incidents/{item.id}/index.html").is_file() for item in planned)
