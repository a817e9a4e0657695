"""A real history of 279 incidents, where the collection stands beside the project."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuskit import load, settings
from statuskit.importers import folder, settings_text
from statuskit.importers.statuspage import Statuspage
from statuskit.prose import Prose

SOURCE = Path(__file__).parents[2].parent / "shared/data/statuspage-github/incidents.json"
CONFIG = "site_name: Real\nplugins:\n  - statuskit\n"

pytestmark = pytest.mark.skipif(not SOURCE.is_file(), reason="the collection of real histories is not here")


def test_every_incident_comes_in_and_loads(tmp_path: Path) -> None:
    """All are written, load without an error, and say what the source says; a second run changes nothing."""
    history = Statuspage().read([SOURCE], known=(), zone=None)
    planned = folder.plan(history.incidents, tmp_path / "incidents", "statuspage")
    folder.write(planned)
    groups, components = settings_text.items(history.components)
    config = tmp_path / "mkdocs.yml"
    config.write_text(settings_text.with_items(CONFIG, groups, components), encoding="utf-8")
    site = settings.read(config)
    loaded = load.load(tmp_path, site.settings, datetime(2026, 11, 22, tzinfo=UTC))
    assert site.problems == ()
    assert loaded.problems == ()

    raw = {item["id"]: item for item in json.loads(SOURCE.read_bytes())["incidents"]}
    incidents = {incident.id: incident for incident in loaded.catalog.incidents}
    assert len(raw) == len(planned)
    assert incidents.keys() == raw.keys()
    prose = Prose()
    for name, incident in incidents.items():
        said = [" ".join(prose.plain(update.message).split()) for update in incident.updates]
        assert said == [" ".join(item["body"].split()) for item in reversed(raw[name]["incident_updates"])]
        assert incident.title == " ".join(raw[name]["name"].split())
        assert incident.impact == raw[name]["impact"]

    again = Statuspage().read([SOURCE], known=history.components, zone=None)
    assert again.components == history.components
    outcomes = {item.outcome for item in folder.plan(again.incidents, tmp_path / "incidents", "statuspage")}
    assert outcomes == {folder.Outcome.UNCHANGED}
