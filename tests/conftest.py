"""What tests share: a small site to build, a moment, Chromium, and programs of others."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

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
Ask = Callable[..., Any]
Git = Callable[..., str]

REPOSITORY = Path(__file__).parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")


def without(missing: str) -> NoReturn:
    """Leave a test out for want of a program; where it decides over a change, fail."""
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def git() -> Git:
    """Give what runs git in a folder, as somebody who set up nothing; gives what it prints."""
    program = shutil.which("git") or without("git is not on the PATH")
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        nobody |= {f"GIT_{role}_NAME": "Ada", f"GIT_{role}_EMAIL": "ada@acme.example"}

    def run(folder: Path, *words: str) -> str:
        done = subprocess.run(
            [program, "-C", folder, *words],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **nobody},
        )
        return done.stdout

    return run


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium; where there is none the tests are skipped, but never in CI."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        without("Chromium is not on the PATH: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


class _Handler(SimpleHTTPRequestHandler):
    """Serve files as static hosts do: types by suffix, to whoever asks from wherever."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".atom": "application/atom+xml",
        ".rss": "application/rss+xml",
    }

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """Serve a folder; gives its address, which ends with a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=os.fspath(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], AbstractContextManager[str]]:
    """Give what serves a folder for as long as its context lasts."""
    return _serving


@pytest.fixture(scope="session")
def program() -> Callable[[str, str], str]:
    """Find a program, or say how to get it."""

    def find(name: str, remedy: str) -> str:
        return shutil.which(name) or without(f"{name} is not on the PATH: {remedy}")

    return find


@pytest.fixture(scope="session")
def by_npm() -> Callable[[str], Path]:
    """Give the folder of a package that came by npm."""

    def find(name: str) -> Path:
        folder = REPOSITORY / "node_modules" / name
        if not folder.is_dir():
            without(f"{name} is not here: npm ci")
        return folder

    return find


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory, by_npm: Callable[[str], Path]) -> Ask:
    """Put a question to a client that is no program of ours, `tests/clients/ask` says how; gives its answer."""

    def put(client: str, question: object, *, package: str = "") -> Any:  # noqa: ANN401 - clients have no types
        if package:
            by_npm(package)
            program = shutil.which("node") or without("Node.js is not on the PATH")
        else:
            python = REPOSITORY / ".venv-clients" / "bin" / "python"
            program = os.fspath(python) if python.exists() else without("No clients here: make clients")
        script = REPOSITORY / "tests" / "clients" / ("ask.cjs" if package else "ask.py")
        done = subprocess.run(
            [program, script, client],
            input=json.dumps(question),
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path_factory.mktemp("client"),
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return put


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
