"""A real history of 279 incidents, where the collection stands beside the project."""

import json
from pathlib import Path

from statuskit.importers import folder
from statuskit.importers.statuspage import Statuspage
from statuskit.prose import Prose
from tests.importers.real import SHARED, bring_in, incidents, needs

SOURCE = SHARED / "data/statuspage-github/incidents.json"

pytestmark = needs(SOURCE)


def test_every_incident_comes_in_and_loads(tmp_path: Path) -> None:
    """All are written, load without an error, and say what the source says; a second run changes nothing."""
    history = Statuspage().read([SOURCE], known=(), zone=None)
    planned = bring_in(history, tmp_path, "statuspage")
    raw = {item["id"]: item for item in json.loads(SOURCE.read_bytes())["incidents"]}
    written = incidents(tmp_path)
    assert len(raw) == len(planned)
    assert written.keys() == raw.keys()
    prose = Prose()
    for name, incident in written.items():
        said = [" ".join(prose.plain(update.message).split()) for update in incident.updates]
        assert said == [" ".join(item["body"].split()) for item in reversed(raw[name]["incident_updates"])]
        assert incident.title == " ".join(raw[name]["name"].split())
        assert incident.impact == raw[name]["impact"]

    again = Statuspage().read([SOURCE], known=history.components, zone=None)
    assert again.components == history.components
    outcomes = {item.outcome for item in folder.plan(again.incidents, tmp_path / "incidents", "statuspage")}
    assert outcomes == {folder.Outcome.UNCHANGED}
