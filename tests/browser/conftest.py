"""The demo site behind a server under a sub-path, and Chromium to look at it."""

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from statuskit import plugin, site
from statuskit.facts.moments import settle
from statuskit.load import load
from statuskit.model import Component, Settings
from statuskit.outputs.hosting import Beside
from statuskit.outputs.templates import Templates
from statuskit.prose import Prose
from statuskit.views.brand import Brand

from .host import Host
from .kinds import ODD, put
from .traffic import Traffic

REPOSITORY = Path(__file__).parents[2]
NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
PREFIX = "/sub/"
PATIENCE = 15
"""Seconds to wait for anything in the browser before the test fails."""
LIVE = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
"""When a page is opened that then stays open."""

PARTS = Settings(
    timezone="UTC", components=(Component(id="rooms", name="Rooms"), Component(id="search", name="Search"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A built site: its folder, and the address of its front page."""

    folder: Path
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page in the browser, and what happened since it was opened."""

    page: Page
    said: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Write down every word on the console, every request, and every answer that is none."""
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.failed.append(request.url))
        self.page.on("response", lambda response: self.failed.extend(_failure(response)))

    def abroad(self, root: str) -> list[str]:
        """Name what was asked for outside the site's own folder; what a page holds in itself is at home."""
        return [url for url in self.requests if not url.startswith((root, "data:", "blob:"))]


def _failure(response: Response) -> Iterator[str]:
    if response.status >= 400:
        yield f"{response.status} {response.url}"


Serve = Callable[[Path], str]
Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a folder under a sub-path; gives the address of its front page."""
    with ExitStack() as hosts:
        yield lambda folder: hosts.enter_context(Host(folder=folder, prefix=PREFIX).open()).root


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Site:
    """Build the demo at its moment, its clock frozen, for a host that keeps it under a sub-path."""
    project = tmp_path_factory.mktemp("demo")
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    home = "site_url: https://status.hearth.example/"
    assert home in settings
    settings = settings.replace(home, home + PREFIX.lstrip("/"))
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for folder in ("incidents", "site_src"):
        shutil.copytree(REPOSITORY / folder, project / folder)
    site = plugin.build(project / "mkdocs.yml", strict=True, now=NOW, frozen=True).site_dir
    return Site(folder=site, root=serve(site))


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> dict[str, Site]:
    """Build the sites that are hard on pages, by their names."""
    sites = {}
    for name, files in ODD.items():
        project = tmp_path_factory.mktemp("odd")
        put(files, project)
        folder = plugin.build(project / "mkdocs.yml", now=NOW, frozen=True).site_dir
        sites[name] = Site(folder=folder, root=serve(folder))
    return sites


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open an address in a window of its own, 1280 px wide; `script=False` turns JavaScript off."""
    contexts = []

    def go(address: str, *, script: bool = True, dark: bool = False) -> Visit:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        seen = Visit(page=context.new_page())
        seen.listen()
        seen.page.goto(address, wait_until="load")
        return seen

    yield go
    for context in contexts:
        context.close()


@dataclass(slots=True)
class LiveHost:
    """A server that a test holds in hand: its files, its clock, and how it answers.

    `now` is sent as `Date`, unless None; `broken` maps addresses to (status, body).
    """

    folder: Path
    prose: Prose
    root: str = ""
    now: datetime | None = LIVE
    files: dict[str, bytes] = field(default_factory=dict)
    broken: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    def publish(self, incidents: dict[str, str], *, now: datetime = LIVE, language: str = "en") -> None:
        """Put a site built at `now` in the place of the one before."""
        folder = self.folder / f"site-{now:%H%M%S}-{len(self.asked)}"
        (folder / "incidents").mkdir(parents=True, exist_ok=True)
        for name, text in incidents.items():
            (folder / "incidents" / f"{name}.yml").write_text(text, encoding="utf-8")
        loaded = load(folder, PARTS, now)
        made = site.build(
            loaded.catalog,
            Brand(name="Acme Status", language=language),
            settled=settle(loaded.catalog, now),
            frozen=None,
            prose=self.prose,
            beside=Beside(root=folder),
            theme=Templates(),
        )
        self.files = {file.path: file.content for file in made if isinstance(file.content, bytes)}


class _LiveHandler(BaseHTTPRequestHandler):
    host: LiveHost

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        name = path + "index.html" if path.endswith("/") or not path else path
        self.host.asked[name] += 1
        found = self.host.files.get(name)
        status, body = self.host.broken.get(name) or ((404, b"") if found is None else (200, found))
        self.send_response_only(status)
        if self.host.now:
            self.send_header("Date", format_datetime(self.host.now, usegmt=True))
        kind = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript"}
        self.send_header("Content-Type", kind.get(name.rpartition(".")[2], "application/json"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass


@pytest.fixture(scope="session")
def prose() -> Prose:
    """Share one renderer: it takes a moment to set up."""
    return Prose()


@pytest.fixture
def host(tmp_path: Path, prose: Prose) -> Iterator[LiveHost]:
    """Run a server whose answers a test changes."""
    held = LiveHost(tmp_path, prose)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_LiveHandler,), {"host": held}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    held.root = f"http://127.0.0.1:{server.server_address[1]}/"
    yield held
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass(slots=True)
class Reader:
    """A reader whose clock goes as the test says."""

    page: Page
    host: LiveHost
    traffic: Traffic

    def settle(self) -> None:
        """Let every answer arrive, and what the page then does happen: the reader's clock stands meanwhile."""
        self.traffic.settle()

    def wait(self, *, minutes: int) -> None:
        """Let time pass for reader and server alike, and every answer arrive."""
        for _ in range(minutes):
            if self.host.now:
                self.host.now += timedelta(minutes=1)
            self.page.clock.run_for(60_000)
            self.settle()

    def sleep(self, length: timedelta) -> None:
        """Let much time pass at once, as in a tab that nobody looks at, or a laptop that is shut."""
        if self.host.now:
            self.host.now += length
        self.page.clock.fast_forward(int(length.total_seconds() * 1000))
        self.settle()


Read = Callable[..., Reader]


@pytest.fixture
def read(browser: Browser, host: LiveHost) -> Iterator[Read]:
    """Open a page of the host; `clock` is the reader's own, UTC the zone."""
    contexts = []

    def go(address: str = "", *, clock: datetime = LIVE, **options: object) -> Reader:
        context = browser.new_context(timezone_id="UTC", **options)  # type: ignore[arg-type] # a test's own options
        context.set_default_timeout(5000)
        contexts.append(context)
        page = context.new_page()
        page.clock.install(time=clock)
        reader = Reader(page, host, Traffic(page))
        page.goto(host.root + address)
        expect(page.locator("#checked")).not_to_be_empty()
        return reader

    yield go
    for context in contexts:
        context.close()
