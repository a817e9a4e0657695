"""Records for the house rules to read: of one message, of a story, of a whole file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from statuskit.load import load
from statuskit.model import Component, Impact, Incident, ReviewRule, Settings, Status, Update
from statuskit.review.passages import passages
from statuskit.review.rule import Record

NOW = datetime(2026, 11, 20, 16, tzinfo=UTC)
SETTINGS = Settings(
    components=(Component(id="checkout", name="Checkout"),),
    cadence={
        Impact.MINOR: timedelta(hours=4),
        Impact.MAJOR: timedelta(hours=1),
        Impact.CRITICAL: timedelta(minutes=30),
    },
)


def record(incident: Incident, settings: Settings = SETTINGS, **further: object) -> Record:
    """Make the record of an incident at 2026-11-20 16:00 UTC; `further` are fields of the record."""
    plain = Record(incident=incident, passages=passages(incident), settings=settings, now=NOW)
    return replace(plain, **further)  # type: ignore[arg-type]  # a test names fields that exist


def said(message: str, settings: Settings = SETTINGS) -> Record:
    """Make the record of an incident with this one message."""
    update = Update(
        id="a-1",
        at=datetime(2026, 11, 20, 15, 50, tzinfo=UTC),
        status=Status.INVESTIGATING,
        says_status=True,
        message=message,
    )
    incident = Incident(id="a", file="incidents/a.yml", title="You cannot pay", updates=(update,))
    return record(incident, settings)


def written(yaml: str, folder: Path, settings: Settings = SETTINGS) -> Record:
    """Make the record of an incident file, which is written to `folder`."""
    path = folder / "incidents" / "a.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml, encoding="utf-8")
    loaded = load(folder, settings, NOW)
    assert loaded.catalog.incidents, loaded.problems
    return record(loaded.catalog.incidents[0], settings)


def reviewing(**fields: object) -> Settings:
    """Make settings of the house rules."""
    return replace(SETTINGS, review=ReviewRule(**fields))  # type: ignore[arg-type]  # a test names fields that exist
