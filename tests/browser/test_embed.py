"""The line on somebody else's page: another origin, a strict policy, and whatever else such a page may be."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from statuskit.facts.moments import settle
from statuskit.load import load
from statuskit.model import Component, Settings
from statuskit.outputs import embed
from statuskit.outputs.api import Api
from statuskit.views.brand import Brand
from statuskit.views.context import context
from statuskit.words import Words
from tests.browser.traffic import Traffic

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from statuskit.prose import Prose

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
SETTINGS = Settings(
    timezone="UTC", components=(Component(id="rooms", name="Rooms"), Component(id="search", name="Search"))
)
SUMMARY = "/sub/api/v2/summary.json"
EMBED = "/sub/embed.js"

OPEN = """
title: Rooms do not open
components: {rooms: STATE}
updates:
  - {at: 2026-11-20T14:00:00Z, message: We are looking.}
"""
OUTAGE = {"rooms": OPEN.replace("STATE", "major_outage")}
RESOLVED = {
    "rooms": OUTAGE["rooms"] + "  - {at: 2026-11-20T14:05:00Z, status: resolved, message: They do.}\n"
}
WORKS = """
title: New cables
kind: maintenance
components: {search: under_maintenance}
scheduled_for: 2026-11-20T15:00:00Z
scheduled_until: 2026-11-20T16:00:00Z
updates:
  - {at: 2026-11-18T09:00:00Z, message: We change cables.}
"""
PAGE = """<!doctype html><html lang="en"><meta name="color-scheme" content="light dark"><title>Product</title>
<link rel="stylesheet" href="/own.css"><body><h1>Our product</h1>
SCRIPT
<p>Text of the page</p>"""
ROUGH = "* { color: red !important; text-transform: uppercase; } div, ul, svg { display: none !important; }"


class _Handler(BaseHTTPRequestHandler):
    """Answer with what a test has put there."""

    owner: "Server"

    def do_GET(self) -> None:
        self.owner.asked.append((self.path, dict(self.headers)))
        status, kind, body = self.owner.files.get(self.path) or (404, "text/plain", b"")
        self.send_response_only(status)
        self.send_header("Content-Type", kind)
        for name, value in self.owner.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass


@dataclass(slots=True)
class Server:
    """A server in the hand of a test: address → (status, type, body), headers of every answer, what was asked."""

    root: str = ""
    files: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def times_asked(self, path: str) -> int:
        """Count the requests for an address."""
        return sum(each == path for each, _ in self.asked)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Run a server on a port of its own: another port is another origin."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"owner": server}))
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    server.root = f"http://127.0.0.1:{http.server_address[1]}"
    yield server
    http.shutdown()
    thread.join()
    http.server_close()


Publish = Callable[..., None]


@pytest.fixture
def status() -> Iterator[Server]:
    """Run the status site's server, which lets every page read its files."""
    with running(Server(headers={"Access-Control-Allow-Origin": "*"})) as server:
        yield server


@pytest.fixture
def publish(status: Server, tmp_path: Path, prose: "Prose") -> Publish:
    """Build the script and the API from incident files by name, as of a moment, and put them on the server."""

    def put(incidents: Mapping[str, str], *, now: datetime = NOW) -> None:
        folder = tmp_path / "incidents"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in incidents.items():
            (folder / f"{name}.yml").write_text(text, encoding="utf-8")
        loaded = load(tmp_path, SETTINGS, now)
        assert [problem for problem in loaded.problems if problem.severity == "error"] == []
        catalog = loaded.catalog
        ctx = context(catalog, settle(catalog, now).now, Words("en"), prose)
        made = [*Api(ctx, Brand(name="Acme Status", url=f"{status.root}/sub/")).files(), *embed.build(ctx)]
        for file in made:
            assert isinstance(file.content, bytes)
            kind = "text/javascript" if file.path.endswith(".js") else "application/json"
            status.files[f"/sub/{file.path}"] = (200, kind, file.content)

    return put


@dataclass(slots=True)
class Reader:
    """Somebody on the page, with a clock that goes as the test says; `said` is what the console heard."""

    page: "Page"
    status: Server
    traffic: Traffic
    said: list[str] = field(default_factory=list)

    @property
    def line(self) -> "Locator":
        """Find the line."""
        return self.page.locator("statuskit-status .line")

    def listen(self) -> None:
        """Write down what the console hears."""
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def settle(self) -> None:
        """Let every answer arrive, and what the page then does happen."""
        self.traffic.settle()

    def wait(self, *, minutes: float) -> None:
        """Let time pass in steps shorter than the script's patience with the server."""
        for _ in range(round(minutes * 4)):
            self.page.clock.run_for(15_000)
            self.settle()


Read = Callable[..., Reader]


@pytest.fixture
def read(browser: "Browser", status: Server) -> Iterator[Read]:
    """Open a page of another origin that holds the script, under a strict policy; wait for its first answer."""
    contexts = []
    with running(Server()) as other:

        def go(
            attributes: str = "",
            *,
            page_html: str = PAGE,
            css: str = "",
            dark: bool = False,
            clock: datetime = NOW,
            init: str = "",
        ) -> Reader:
            script = f'<script src="{status.root}{EMBED}" async {attributes}></script>'
            html = page_html.replace("SCRIPT", script)
            other.files = {
                "/": (200, "text/html; charset=utf-8", html.encode()),
                "/own.css": (200, "text/css", css.encode()),
                "/favicon.ico": (200, "image/png", b""),
            }
            other.headers = {
                "Content-Security-Policy": f"default-src 'none'; script-src {status.root};"
                f" connect-src {status.root}; style-src 'self'; img-src 'self';"
                " require-trusted-types-for 'script'; trusted-types 'none'"
            }
            held = browser.new_context(
                color_scheme="dark" if dark else "light", viewport={"width": 700, "height": 400}
            )
            held.set_default_timeout(5000)
            contexts.append(held)
            page = held.new_page()
            page.clock.install(time=clock)
            if init:
                page.add_init_script(init)
            reader = Reader(page, status, Traffic(page))
            reader.listen()
            page.goto(f"{other.root}/")
            reader.settle()
            return reader

        yield go
        for held in contexts:
            held.close()


def height(reader: Reader) -> float:
    """Tell how much room the line takes on the page."""
    box = reader.page.locator("statuskit-status").bounding_box()
    return box["height"] if box else 0


def test_while_all_is_well_nothing_is_shown(status: Server, publish: Publish, read: Read) -> None:
    """The page looks as without the script, and its console stays empty."""
    publish({})
    reader = read()
    expect(reader.line).to_have_count(0)
    assert height(reader) == 0
    assert status.times_asked(SUMMARY) == 1
    assert reader.said == []


def test_an_outage_is_told_with_a_way_to_read_on(status: Server, publish: Publish, read: Read) -> None:
    """State, incident and its status stand where the script stands, and lead to the status page."""
    publish(OUTAGE)
    reader = read()
    expect(reader.line).to_have_text(
        "Partial System Outage Rooms do not open Investigating", use_inner_text=True
    )
    links = [link.get_attribute("href") for link in reader.line.locator("a").all()]
    assert links == [f"{status.root}/sub/", f"{status.root}/sub/incidents/rooms/"]
    assert reader.line.evaluate("line => line.className") == "line major-outage"
    assert (
        reader.page.evaluate("document.querySelector('script').nextElementSibling.localName")
        == "statuskit-status"
    )
    assert reader.said == []


def test_a_reader_without_eyes_or_mouse_gets_it_too(publish: Publish, read: Read) -> None:
    """It is a status that is spoken once it is there, in its language, and every link is a tab stop."""
    publish(OUTAGE)
    page = read().page
    assert page.get_by_role("status").inner_text().split("\n")[0] == "Partial System Outage"
    assert page.get_by_role("status").evaluate("it => [it.lang, it.dir]") == ["en", "ltr"]
    focused = "document.activeElement.shadowRoot?.activeElement?.textContent"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Partial System Outage"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Rooms do not open"


def test_the_line_comes_and_goes_with_the_outage(status: Server, publish: Publish, read: Read) -> None:
    """Every two minutes it asks again; the same answer changes nothing on the page."""
    publish({})
    reader = read()
    publish(OUTAGE)
    reader.wait(minutes=1.75)
    assert status.times_asked(SUMMARY) == 1
    reader.wait(minutes=0.5)
    expect(reader.line).to_contain_text("Rooms do not open")
    reader.line.evaluate("line => line.dataset.seen = 'yes'")
    reader.wait(minutes=2)
    assert status.times_asked(SUMMARY) == 3
    assert reader.line.get_attribute("data-seen") == "yes"
    publish(RESOLVED)
    reader.wait(minutes=2)
    expect(reader.line).to_have_count(0)
    assert height(reader) == 0
    assert reader.said == []


def test_an_incident_that_hurts_no_component_is_told(publish: Publish, read: Read) -> None:
    """Its title takes the place of a state, for "all systems operational" would be beside the point."""
    publish({"rooms": OPEN.replace("STATE", "operational")})
    reader = read()
    expect(reader.line).to_have_text("Rooms do not open Investigating", use_inner_text=True)
    assert reader.line.evaluate("line => line.className") == "line note"


def test_three_incidents_are_enough(publish: Publish, read: Read) -> None:
    """On a bad day the line leaves room for the page; the rest stands behind the link of the state."""
    publish({f"rooms-{number}": OPEN.replace("STATE", "major_outage") for number in range(5)})
    expect(read().line.locator("li")).to_have_count(3)


@pytest.mark.parametrize(
    "later", ["", "  - {at: 2026-11-20T16:05:00Z, status: in_progress, message: Not yet.}\n"]
)
def test_maintenance_begins_and_ends_by_the_clock(publish: Publish, read: Read, later: str) -> None:
    """No build is needed for either; one that was said to run on stays."""
    publish({"works": WORKS})
    reader = read(clock=NOW + timedelta(minutes=48))
    expect(reader.line).to_have_count(0)
    reader.wait(minutes=4)
    expect(reader.line).to_have_text("Maintenance under way New cables In progress", use_inner_text=True)
    publish({"works": WORKS}, now=NOW + timedelta(hours=1))
    reader.page.clock.fast_forward("01:00:00")
    reader.wait(minutes=2)
    expect(reader.line).to_have_count(0)
    publish({"works": WORKS + later}, now=NOW + timedelta(hours=2))
    reader.wait(minutes=2)
    expect(reader.line).to_have_count(1 if later else 0)
    assert reader.said == []


def test_asked_to_it_shows_that_all_is_well(publish: Publish, read: Read) -> None:
    """With data-show="always" the state always stands there."""
    publish({})
    reader = read('data-show="always"')
    expect(reader.line).to_have_text("All Systems Operational", use_inner_text=True)
    assert reader.line.evaluate("line => line.className") == "line operational"


@pytest.mark.parametrize(
    ("answer"),
    [(500, "text/html", b"oops"), (404, "text/html", b""), (200, "text/html", b"<p>Hi"), (200, "application/json", b"{}"),
     (200, "application/json", b"null"), (200, "application/json", b'{"status":{},"incidents":3}')],
    ids=["500", "404", "page", "empty", "null", "other"],
)  # fmt: skip
def test_without_an_answer_nothing_is_shown(
    status: Server, publish: Publish, read: Read, answer: tuple[int, str, bytes]
) -> None:
    """The page goes on as if nothing were there; only the browser itself may tell of a failed request."""
    publish(OUTAGE)
    status.files[SUMMARY] = answer
    reader = read('data-show="always"')
    expect(reader.line).to_have_count(0)
    assert height(reader) == 0
    assert [word for word in reader.said if "Failed to load resource" not in word] == []


def test_what_was_known_stays_for_a_quarter_of_an_hour(status: Server, publish: Publish, read: Read) -> None:
    """A bad line does not take the outage away at once; asking slows down; then nothing is better than old news."""
    publish(OUTAGE)
    reader = read()
    status.files[SUMMARY] = (503, "text/plain", b"")
    reader.wait(minutes=2)
    expect(reader.line).to_have_count(1)
    reader.wait(minutes=4)
    reader.wait(minutes=2)
    assert status.times_asked(SUMMARY) == 3
    expect(reader.line).to_have_count(1)
    reader.page.clock.fast_forward("00:20:00")
    expect(reader.line).to_have_count(0)


def test_hostile_text_is_text(publish: Publish, read: Read) -> None:
    """A title is shown letter by letter, whatever it is; nothing in it becomes an element."""
    title = "<img src=x onerror=alert(1)><script>alert(2)</script> ]]> &amp; \u05e9\u05dc\u05d5\u05dd 'quoted' \U0001f525"
    publish({"rooms": OUTAGE["rooms"].replace("Rooms do not open", json.dumps(title, ensure_ascii=False))})
    reader = read()
    assert reader.line.locator("li a").text_content() == title
    assert reader.line.locator("img, script").count() == 0
    assert reader.said == []


@pytest.mark.parametrize(("attributes", "dark", "is_dark"), [
    ("", False, False), ("", True, True), ('data-theme="light"', True, False), ('data-theme="dark"', False, True),
])  # fmt: skip
def test_light_and_dark_follow_the_page(
    publish: Publish, read: Read, attributes: str, *, dark: bool, is_dark: bool
) -> None:
    """The page's own color-scheme decides, unless it says otherwise to the script."""
    publish(OUTAGE)
    line = read(attributes, dark=dark).line
    background = line.evaluate("line => getComputedStyle(line).backgroundColor")
    assert background == ("rgb(24, 28, 32)" if is_dark else "rgb(255, 255, 255)")


def test_a_page_that_is_light_alone_gets_a_light_line(publish: Publish, read: Read) -> None:
    """What the reader prefers does not matter where the page does not follow it."""
    publish(OUTAGE)
    page = PAGE.replace('content="light dark"', 'content="light"')
    line = read(page_html=page, dark=True).line
    assert line.evaluate("line => getComputedStyle(line).backgroundColor") == "rgb(255, 255, 255)"


def test_the_pages_style_does_not_reach_the_line(publish: Publish, read: Read) -> None:
    """Rules that would hide or colour everything stop at its edge."""
    publish(OUTAGE)
    reader = read(css=ROUGH)
    link = reader.line.locator("li a")
    expect(link).to_be_visible()
    assert link.evaluate("it => [getComputedStyle(it).color, getComputedStyle(it).textTransform]") == [
        "rgb(28, 32, 36)",
        "none",
    ]


def test_a_script_in_the_head_puts_the_line_above_the_page(publish: Publish, read: Read) -> None:
    """There is no place beside a script that is not part of the page."""
    publish(OUTAGE)
    page = PAGE.replace("\nSCRIPT", "").replace("<title>", "SCRIPT<title>")
    reader = read(page_html=page)
    expect(reader.line).to_be_visible()
    assert reader.page.evaluate("document.body.firstElementChild.localName") == "statuskit-status"
    assert reader.said == []


def test_nobody_is_asked_while_nobody_looks(status: Server, publish: Publish, read: Read) -> None:
    """A tab in the background asks nothing, and asks at once when somebody looks again."""
    publish({})
    reader = read(init="Object.defineProperty(document, 'hidden', { get: () => window.away ?? false });")
    reader.page.evaluate("window.away = true")
    reader.wait(minutes=30)
    assert status.times_asked(SUMMARY) == 1
    publish(OUTAGE)
    reader.page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(reader.line).to_contain_text("Rooms do not open")
    assert status.times_asked(SUMMARY) == 2


def test_nothing_is_kept_and_nothing_told(status: Server, publish: Publish, read: Read) -> None:
    """No cookie, no storage; the status site does not learn which page asks, nor who."""
    publish(OUTAGE)
    reader = read()
    expect(reader.line).to_have_count(1)
    assert reader.page.context.cookies() == []
    assert reader.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    [headers] = [headers for path, headers in status.asked if path == SUMMARY]
    assert not {"Cookie", "Referer"} & headers.keys()
    assert {path for path, _ in status.asked} == {EMBED, SUMMARY}
