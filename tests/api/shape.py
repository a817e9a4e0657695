"""The shape of Statuspage's public API, version 2, as clients know it; `python tests/api/shape.py` writes it down.

Unknown keys are welcome: every client lives with them. `statuspage-v2.json` beside this module is the
same as JSON Schema, for whoever does not speak Python.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

SCHEMA = Path(__file__).parent / "statuspage-v2.json"

Time = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
ComponentStatus = Literal[
    "operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"
]
OpenStatus = Literal["investigating", "identified", "monitoring"]
IncidentStatus = Literal["investigating", "identified", "monitoring", "resolved", "postmortem"]
ActiveStatus = Literal["in_progress", "verifying"]
MaintenanceStatus = Literal["scheduled", "in_progress", "verifying", "completed"]


class Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")


class Page(Shape):
    id: str
    name: str
    url: str
    time_zone: str
    updated_at: Time


class Status(Shape):
    indicator: Literal["none", "minor", "major", "critical", "maintenance"]
    description: str


class _Part(Shape):
    id: str
    name: str
    status: ComponentStatus
    created_at: Time
    updated_at: Time
    position: int
    description: str | None
    showcase: bool
    start_date: Day | None
    group_id: str | None
    page_id: str
    only_show_if_degraded: bool


class Component(_Part):
    group: Literal[False]


class ComponentGroup(_Part):
    group: Literal[True]
    components: list[str]


Listed = Annotated[Component | ComponentGroup, Field(discriminator="group")]


class Affected(Shape):
    code: str
    name: str
    old_status: ComponentStatus
    new_status: ComponentStatus


class Update(Shape):
    id: str
    incident_id: str
    status: IncidentStatus | MaintenanceStatus
    body: str
    created_at: Time
    updated_at: Time
    display_at: Time
    affected_components: list[Affected] | None
    deliver_notifications: bool
    custom_tweet: str | None
    tweet_id: int | None


class _Story(Shape):
    id: str
    name: str
    created_at: Time
    updated_at: Time
    monitoring_at: Time | None
    resolved_at: Time | None
    shortlink: str
    started_at: Time
    page_id: str
    incident_updates: Annotated[list[Update], Field(min_length=1)]
    components: list[Component]


class Incident(_Story):
    """`reminder_intervals` came later than the oldest answers that we know."""

    status: IncidentStatus
    impact: Literal["none", "minor", "major", "critical"]
    reminder_intervals: str | None = None


class Maintenance(_Story):
    status: MaintenanceStatus
    impact: Literal["maintenance"]
    scheduled_for: Time
    scheduled_until: Time


class Unresolved(Incident):
    """An incident that is open. One client takes it for over if `resolved_at` says so, even when it came back."""

    status: OpenStatus
    resolved_at: None


class Upcoming(Maintenance):
    status: Literal["scheduled"]
    resolved_at: None


class Active(Maintenance):
    status: ActiveStatus
    resolved_at: None


class Answer(Shape):
    page: Page


class Summary(Answer):
    components: list[Listed]
    incidents: list[Unresolved]
    scheduled_maintenances: list[Upcoming | Active]
    status: Status


class StatusAnswer(Answer):
    status: Status


class ComponentsAnswer(Answer):
    components: list[Listed]


class IncidentsAnswer(Answer):
    incidents: list[Incident]


class UnresolvedAnswer(Answer):
    incidents: list[Unresolved]


class UpcomingAnswer(Answer):
    scheduled_maintenances: list[Upcoming]


class ActiveAnswer(Answer):
    scheduled_maintenances: list[Active]


class MaintenancesAnswer(Answer):
    scheduled_maintenances: list[Maintenance]


class IncidentAnswer(Answer):
    incident: Incident | Maintenance


ANSWERS: dict[str, type[Answer]] = {
    "summary": Summary,
    "status": StatusAnswer,
    "components": ComponentsAnswer,
    "incidents": IncidentsAnswer,
    "incidents/unresolved": UnresolvedAnswer,
    "scheduled-maintenances": MaintenancesAnswer,
    "scheduled-maintenances/upcoming": UpcomingAnswer,
    "scheduled-maintenances/active": ActiveAnswer,
}
"""Path below `/api/v2/` → what stands there; every other one is an `IncidentAnswer`."""


def json_schema() -> dict[str, Any]:
    """Give the same shapes as JSON Schema: one definition an object, the answers by path."""
    models: list[type[BaseModel]] = [*dict.fromkeys(ANSWERS.values()), IncidentAnswer]
    _, schema = models_json_schema([(model, "validation") for model in models])
    paths = {f"/api/v2/{path}.json": model for path, model in ANSWERS.items()}
    paths["/api/v2/incidents/<id>.json"] = IncidentAnswer
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Statuspage's public API, version 2",
        "description": "Under `properties`: what each path answers.",
        "properties": {path: {"$ref": f"#/$defs/{model.__name__}"} for path, model in paths.items()},
        **schema,
    }


def written(schema: dict[str, Any]) -> str:
    """Write a schema as its file has it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(written(json_schema()), encoding="utf-8")
