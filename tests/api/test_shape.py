"""Every answer has the shape of Statuspage's, and so have Statuspage's own."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from . import shape
from .samples import FULL

ReadApi = Callable[..., dict[str, Any]]

DATA = Path(__file__).parents[2].parent / "shared" / "data"
PAGE = {"id", "name", "url", "time_zone", "updated_at"}
COMPONENT = {
    *("id", "name", "status", "created_at", "updated_at", "position", "description", "showcase"),
    *("start_date", "group_id", "page_id", "group", "only_show_if_degraded"),
}
INCIDENT = {
    *("id", "name", "status", "created_at", "updated_at", "monitoring_at", "resolved_at", "impact"),
    *("shortlink", "started_at", "page_id", "incident_updates", "components"),
}
UPDATE = {
    *("id", "incident_id", "status", "body", "created_at", "updated_at", "display_at"),
    *("affected_components", "deliver_notifications", "custom_tweet", "tweet_id"),
}
WINDOW = {"scheduled_for", "scheduled_until"}
OURS = {
    *("next_update_at", "workaround", "withdrawn", "postmortem_due_at", "postmortem_state"),
    *("postmortem_url", "plain", "make_right"),
}
OF_UPDATES = {"body_html", "next_update_at", "progress", "corrects"}


def stories(answers: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give every incident, maintenance and notice of every answer."""
    for answer in answers.values():
        for key in ("incidents", "scheduled_maintenances", "notices"):
            yield from answer.get(key, [])
        if "incident" in answer:
            yield answer["incident"]


def test_every_answer_has_its_shape(read_api: ReadApi) -> None:
    """Each file satisfies what clients know of its path, and no path is missing or new."""
    answers = read_api(FULL)
    assert answers.keys() == shape.ANSWERS.keys() | {f"incidents/{name[:-4]}" for name in FULL}
    for path, answer in answers.items():
        shape.ANSWERS.get(path, shape.IncidentAnswer).model_validate(answer)


def test_a_site_without_anything_has_the_shape(read_api: ReadApi) -> None:
    """No incident and no address leave every list empty and every answer valid."""
    answers = read_api({}, url="")
    assert answers.keys() == shape.ANSWERS.keys()
    for path, answer in answers.items():
        shape.ANSWERS[path].model_validate(answer)


def test_every_key_is_always_present(read_api: ReadApi) -> None:
    """Neither null nor an empty list takes a key away, and ours only come on top."""
    answers = read_api(FULL)
    assert all(answer["page"].keys() == PAGE for answer in answers.values())
    for part in answers["components"]["components"]:
        assert part.keys() == COMPONENT | ({"components"} if part["group"] else set())
    for story in stories(answers):
        planned = story["impact"] == "maintenance"
        own = {*WINDOW, "cancelled"} if planned else {"reminder_intervals"}
        assert story.keys() == INCIDENT | own | OURS
        assert all(update.keys() == UPDATE | OF_UPDATES for update in story["incident_updates"])
        assert all(component.keys() == COMPONENT for component in story["components"])


def test_the_keys_of_each_answer(read_api: ReadApi) -> None:
    """At the top stands what the path promises, and the notices on top of a summary."""
    answers = read_api(FULL)
    assert set(answers["summary"]) == {
        *("page", "components", "incidents", "scheduled_maintenances", "status", "notices")
    }
    for path, key in (
        ("components", "components"),
        ("status", "status"),
        ("incidents", "incidents"),
        ("incidents/unresolved", "incidents"),
        ("incidents/cables", "incident"),
        ("scheduled-maintenances", "scheduled_maintenances"),
        ("scheduled-maintenances/upcoming", "scheduled_maintenances"),
        ("scheduled-maintenances/active", "scheduled_maintenances"),
    ):
        assert set(answers[path]) == {"page", key}


def test_the_schema_is_that_of_the_shapes() -> None:
    """The JSON Schema in the repository says what the shapes say; `python tests/api/shape.py` writes it."""
    assert shape.SCHEMA.read_text(encoding="utf-8") == shape.written(shape.json_schema())


@pytest.mark.skipif(
    not DATA.is_dir(), reason="the collection of real histories does not stand beside the project"
)
def test_real_answers_have_the_shape() -> None:
    """What Statuspage itself answered satisfies the same shapes: incidents, and components with groups."""
    real = json.loads((DATA / "statuspage-github/incidents.json").read_bytes())
    assert len(shape.IncidentsAnswer.model_validate(real).incidents) == 279
    pages = sorted((DATA / "statuspage-components").glob("*.json"))
    read = [shape.ComponentsAnswer.model_validate(json.loads(page.read_bytes())) for page in pages]
    assert sum(len(page.components) for page in read) == 122
