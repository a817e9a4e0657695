"""Feeds of a small site in memory: incident files as text in, files by address out."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuskit.facts.moments import settle
from statuskit.facts.public import public
from statuskit.load import load
from statuskit.model import Component, Settings
from statuskit.prose import Prose
from statuskit.views.brand import Brand
from statuskit.views.context import Context, context
from statuskit.words import Words
from tests.feeds.made import all_calendars, all_feeds

from .hostile import HOSTILE
from .stories import PAYMENTS, STORY, WORKS

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
SETTINGS = Settings(
    timezone="UTC", components=(Component(id="rooms", name="Rooms"), Component(id="search", name="Search"))
)
BRAND = Brand(name="Acme Status", url="https://status.acme.example/sub/")

Look = Callable[..., Context]
Publish = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="session")
def prose() -> Prose:
    """Share one renderer: it keeps nothing between texts."""
    return Prose()


@pytest.fixture
def look(tmp_path: Path, prose: Prose) -> Look:
    """Load `{path below incidents/: text}` and lay it out for views at a moment."""

    def make(files: Mapping[str, str], *, now: datetime = NOW, settings: Settings = SETTINGS) -> Context:
        folder = tmp_path / "incidents"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        loaded = load(tmp_path, settings, now)
        assert [problem for problem in loaded.problems if problem.severity == "error"] == []
        catalog = public(loaded.catalog)
        return context(catalog, settle(loaded.catalog, now).now, Words("en"), prose)

    return make


@pytest.fixture
def publish(look: Look) -> Publish:
    """Make all feeds and calendars of such files, by address."""

    def make(
        files: Mapping[str, str],
        *,
        now: datetime = NOW,
        settings: Settings = SETTINGS,
        brand: Brand = BRAND,
    ) -> dict[str, bytes]:
        ctx = look(files, now=now, settings=settings)
        made = [*all_feeds(ctx, brand), *all_calendars(ctx, brand)]
        return {file.path: file.content for file in made if isinstance(file.content, bytes)}

    return make


@pytest.fixture
def site(publish: Publish) -> dict[str, bytes]:
    """Publish a site with each kind of item, and one whose text is hostile."""
    early = STORY.replace("state: final", "state: preliminary").replace("2026-11-20", "2026-11-19")
    off = PAYMENTS.replace("T14", "T10").replace("T15", "T10").replace("T10:00", "T10:40")
    return publish(
        {
            "final.yml": STORY,
            "preliminary.yml": early,
            "works.yml": WORKS,
            "hostile.yml": HOSTILE,
            "off.yml": off + "withdrawn: {at: 2026-11-20T12:00:00Z, because: A false alarm.}\n",
        }
    )
