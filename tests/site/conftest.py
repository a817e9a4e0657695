"""A site in memory: incident files as text in, pages out, without MkDocs."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuskit import site
from statuskit.facts.moments import settle
from statuskit.load import load
from statuskit.model import Component, Group, Settings, When
from statuskit.outputs.hosting import Beside
from statuskit.outputs.templates import Templates
from statuskit.prose import Prose
from statuskit.views.brand import Brand

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
RETIRED = datetime(2020, 1, 1, tzinfo=UTC)

SETTINGS = Settings(
    timezone="UTC",
    groups=(Group(id="chat", name="Chat"), Group(id="billing", name="Billing")),
    components=(
        Component(id="rooms", name="Rooms", group="chat", description="Open a room"),
        Component(id="search", name="Search", group="chat"),
        Component(id="checkout", name="Checkout", group="billing"),
        Component(id="fax", name="Fax", until=When(start=RETIRED, end=RETIRED)),
    ),
)
BRAND = Brand(
    name="Acme Status",
    url="https://status.acme.example/sub/",
    favicon="favicon.svg",
    nav=(("About", "about/"),),
    pages=("about/",),
)

MakeSite = Callable[..., dict[str, str]]


@pytest.fixture(scope="session")
def prose() -> Prose:
    """Share one renderer: it takes a moment to set up, and keeps nothing between texts."""
    return Prose()


@pytest.fixture
def make_site(tmp_path: Path, prose: Prose) -> MakeSite:
    """Build a site from `{path below incidents/: text}` and return its files as text, by address."""

    def make(
        files: dict[str, str],
        *,
        now: datetime = NOW,
        settings: Settings = SETTINGS,
        brand: Brand = BRAND,
        frozen: datetime | None = None,
        home: str = "",
        theme_dirs: tuple[Path, ...] = (),
    ) -> dict[str, str]:
        folder = tmp_path / "incidents"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        loaded = load(tmp_path, settings, now)
        assert [problem for problem in loaded.problems if problem.severity == "error"] == []
        made = site.build(
            loaded.catalog,
            brand,
            settled=settle(loaded.catalog, now),
            frozen=frozen,
            prose=prose,
            beside=Beside(root=tmp_path, home=home),
            theme=Templates(dirs=theme_dirs),
        )
        return {file.path: (file.read()).decode() for file in made}

    return make
