"""Which logs `statuskit.importers.upptime` reads, and what it says where there is none."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from statuskit.errors import UsageError
from statuskit.importers import FoundComponent
from tests.importers.upptime.source import SETTINGS, imported, line, only, told

if TYPE_CHECKING:
    from tests.conftest import Git


def test_a_log_alone_will_do(tmp_path: Path) -> None:
    """Without a repository every site of the log is a component, and none is known to be gone."""
    log = tmp_path / "commits.txt"
    log.write_text(line(0, "🟥 Shop is down") + "\n", encoding="utf-8")
    history = imported(log)
    assert history.components == (FoundComponent(id="shop", name="Shop"),)
    document = only(history).document
    assert document
    assert [update["status"] for update in document["updates"]] == ["investigating"]


def test_no_log_is_told(tmp_path: Path) -> None:
    """A folder without commits gives its components and says what is missing; so does a repository without any."""
    (tmp_path / ".upptimerc.yml").write_text(SETTINGS, encoding="utf-8")
    history = imported(tmp_path)
    assert len(history.components) == 2
    assert "holds no commits" in history.unread[0].text
    (tmp_path / ".git").mkdir()
    assert "git cannot tell which commits there are" in imported(tmp_path).unread[0].text


def test_sources_that_do_not_fit(tmp_path: Path) -> None:
    """Two repositories are two imports; a log that cannot be opened is named; a zone is asked for."""
    with pytest.raises(UsageError, match="one repository"):
        imported(tmp_path, tmp_path)
    assert "log.tsv" in imported(tmp_path / "log.tsv").unread[0].place
    (tmp_path / "log.tsv").write_text("a" * 40 + "\t2025-03-01T01:00:00\t🟥 Shop is down\n", encoding="utf-8")
    with pytest.raises(UsageError, match="--timezone"):
        imported(tmp_path)
    begins = only(imported(tmp_path, zone=ZoneInfo("Europe/Berlin"))).begins
    assert begins == datetime(2025, 3, 1, tzinfo=UTC)


def test_a_shallow_clone_is_told(repository: Path, tmp_path: Path, git: "Git") -> None:
    """A clone that holds the newest commits alone says so, with the remedy."""
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), "shallow")
    assert any("git fetch --unshallow" in text for text in told(imported(tmp_path / "shallow")))


def test_a_known_component_keeps_its_id(repository: Path) -> None:
    """The site's component of the same name is the one meant."""
    ours = FoundComponent(id="storefront", name="Shop")
    assert imported(repository, known=[ours]).components[0].id == "storefront"
