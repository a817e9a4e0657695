"""What tests share: a small site to build, and a moment."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

# A machine that is busy is no failure; and what decides over a change tries the same cases each time.
settings.register_profile("full", deadline=None, derandomize="CI" in os.environ)
settings.register_profile("quick", deadline=None, max_examples=15)
settings.load_profile("full")

MKDOCS = """\
site_name: Acme Status
site_url: https://status.acme.example/sub/
docs_dir: site_src
theme:
  name: material
plugins:
  - search
  - statuskit:
      timezone: UTC
      components:
        - {id: checkout, name: Checkout}
"""

INCIDENT = """\
title: Card payments are failing
components: {checkout: partial_outage}
updates:
  - at: 2026-11-20T14:02:00Z
    status: investigating
    message: About 1 in 5 card payments is declined.
    next_update: 30m
"""

PAGES = {
    "mkdocs.yml": MKDOCS,
    "incidents/2026-11-20-card-payments.yml": INCIDENT,
    "site_src/index.md": "Write to us: help@acme.example\n",
    "site_src/about.md": "# About\n\nWho we are.\n",
}

WriteSite = Callable[..., Path]


@pytest.fixture
def now() -> datetime:
    """Give a moment shortly after the small site's only word."""
    return datetime(2026, 11, 20, 14, 10, tzinfo=UTC)


@pytest.fixture
def write_site(tmp_path: Path) -> WriteSite:
    """Write a small site and return its folder; keywords-as-a-map add or replace files."""

    def write(files: dict[str, str] | None = None) -> Path:
        root = tmp_path / "project"
        for name, text in {**PAGES, **(files or {})}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root

    return write


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's own clock settings and colours out of tests."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
