"""What tests of the import from cState share."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from statuskit.importers import History, Imported
from statuskit.importers.cstate import CState
from tests.importers.cstate.source import CONFIG, One, Read


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Give a function that reads a site made of the files given by their paths."""

    def read_site(
        files: dict[str, str], zone: ZoneInfo | None = None, now: datetime | None = None
    ) -> History:
        for name, text in {"config.yml": CONFIG, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return CState(now=now).read([tmp_path], known=(), zone=zone)

    return read_site


@pytest.fixture
def one(read: Read) -> One:
    """Give a function that reads one issue, `content/issues/a.md`."""

    def read_one(text: str, **options: object) -> Imported:
        (incident,) = read({"content/issues/a.md": text}, **options).incidents
        return incident

    return read_one
