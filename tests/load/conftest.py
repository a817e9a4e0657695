"""A folder of incident files to load, and a moment to load it at."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuskit.load import Loaded, load
from statuskit.model import Component, Settings
from statuskit.problems import Problem

Load = Callable[..., Loaded]
Rules = Callable[..., list[str]]


@pytest.fixture
def now() -> datetime:
    """Give the moment at which files are loaded."""
    return datetime(2026, 11, 20, 15, 40, tzinfo=UTC)


@pytest.fixture
def settings() -> Settings:
    """Give settings that know two components, and no zone."""
    return Settings(components=tuple(Component(id=name, name=name.title()) for name in ("chat", "checkout")))


@pytest.fixture
def load_files(tmp_path: Path, settings: Settings, now: datetime) -> Load:
    """Write files below `incidents/` and load them."""

    def write(
        files: Mapping[str, str | bytes], *, settings: Settings = settings, now: datetime = now
    ) -> Loaded:
        folder = tmp_path / "incidents"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(tmp_path, settings, now)

    return write


@pytest.fixture
def problems(load_files: Load) -> Callable[..., list[Problem]]:
    """Load one file, or a bundle with further files, and give its problems."""

    def read(text: str, **changes: object) -> list[Problem]:
        return list(load_files({"one.yml": text}, **changes).problems)

    return read


@pytest.fixture
def rules(problems: Callable[..., list[Problem]]) -> Rules:
    """Load one file and give the rules that it breaks, each as `rule` with the keys that lead to it."""

    def read(text: str, **changes: object) -> list[str]:
        return [f"{problem.rule} {'.'.join(map(str, problem.path))}" for problem in problems(text, **changes)]

    return read
