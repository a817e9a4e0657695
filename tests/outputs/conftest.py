"""A small site in memory: incident files as text in, what views need out."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuskit.facts.moments import settle
from statuskit.facts.public import public
from statuskit.load import load
from statuskit.model import Component, Group, Settings, When
from statuskit.prose import Prose
from statuskit.views.context import Context, context
from statuskit.words import Words

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
RETIRED = datetime(2020, 1, 1, tzinfo=UTC)
SETTINGS = Settings(
    timezone="UTC",
    groups=(Group(id="chat", name="Chat"),),
    components=(
        Component(id="rooms", name="Rooms", group="chat"),
        Component(id="search", name="Search"),
        Component(id="fax", name="Fax", until=When(start=RETIRED, end=RETIRED)),
    ),
)

Look = Callable[..., Context]


@pytest.fixture(scope="session")
def prose() -> Prose:
    """Share one renderer: it keeps nothing between texts."""
    return Prose()


@pytest.fixture
def look(tmp_path: Path, prose: Prose) -> Look:
    """Load `{path below incidents/: text}` and lay it out for views at a moment."""

    def make(
        files: Mapping[str, str],
        *,
        now: datetime = NOW,
        settings: Settings = SETTINGS,
        language: str = "en",
    ) -> Context:
        for name, text in files.items():
            path = tmp_path / "incidents" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        loaded = load(tmp_path, settings, now)
        assert [problem for problem in loaded.problems if problem.severity == "error"] == []
        return context(public(loaded.catalog), settle(loaded.catalog, now).now, Words(language), prose)

    return make
