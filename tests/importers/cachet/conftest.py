"""What tests of the import from Cachet share."""

from pathlib import Path

import pytest

from tests.importers.cachet.source import Reader


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Return a function that imports JSON values."""
    return Reader(tmp_path)
