"""Values as YAML gives them, and as JSON Schema sees them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from statuskit.source import Special, read

AsJson = Callable[[Any], Any]


def _as_json(value: Any) -> Any:  # noqa: ANN401 - any value of a YAML file
    if isinstance(value, dict):
        return {key: _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    return value.value if isinstance(value, Special) else value


@pytest.fixture(scope="session")
def as_json() -> AsJson:
    """Give what an editor's schema checker sees of a value of a YAML file."""
    return _as_json


@pytest.fixture(scope="session")
def every_key() -> Any:  # noqa: ANN401 - the value of a YAML file
    """Give the value of an incident file that uses every key."""
    path = Path(__file__).parents[1] / "files" / "good" / "every-key.yml"
    return read(path.read_bytes(), path.name).value
