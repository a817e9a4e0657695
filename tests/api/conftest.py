"""The API of a small site, in memory: incident files as text in, answers out."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuskit.load import load
from statuskit.model import Catalog, Settings
from statuskit.prose import Prose

from .built import Answers, built
from .samples import SETTINGS, URL

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)

ReadApi = Callable[..., Answers]


@pytest.fixture(scope="session")
def prose() -> Prose:
    """Share one renderer: it takes a moment to set up, and keeps nothing between texts."""
    return Prose()


@pytest.fixture(scope="session")
def answers(prose: Prose) -> ReadApi:
    """Give what each path below `/api/v2/` answers, for a catalog at a moment."""

    def ask(catalog: Catalog, *, now: datetime = NOW, url: str = URL) -> Answers:
        return built(catalog, prose, now=now, url=url)

    return ask


@pytest.fixture
def read_api(tmp_path: Path, answers: ReadApi) -> ReadApi:
    """Build the API from `{name below incidents/: text}`."""

    def read(
        files: dict[str, str], *, now: datetime = NOW, settings: Settings = SETTINGS, url: str = URL
    ) -> Answers:
        for name, text in files.items():
            path = tmp_path / "incidents" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        loaded = load(tmp_path, settings, now)
        assert [problem for problem in loaded.problems if problem.severity == "error"] == []
        return answers(loaded.catalog, now=now, url=url)

    return read
