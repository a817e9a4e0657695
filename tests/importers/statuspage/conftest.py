"""What tests of the import from Statuspage share."""

from pathlib import Path

import pytest

from tests.importers.statuspage.source import Reader


@pytest.fixture
def read(tmp_path: Path) -> "Reader":
    """Return a function that imports a JSON value."""
    return Reader(tmp_path / "incidents.json")
