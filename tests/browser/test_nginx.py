"""The nginx configuration of the manual, with Debian's nginx on loopback: at a root, and below a path."""

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from statuskit import plugin
from statuskit.importers import redirects
from tests.conftest import MKDOCS
from tests.site.test_hosting import matching

if TYPE_CHECKING:
    from tests.browser.conftest import Open, Site
    from tests.conftest import WriteSite

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parents[2] / "site_src" / "manual" / "nginx.conf"
AGAIN = "public, max-age=0, must-revalidate"
"""What both hosts that read `_headers` say where it does not."""

AROUND = """\
pid {folder}/nginx.pid;
error_log {folder}/error.log;
master_process off;
events {{}}
http {{
    # Those of Debian's mime.types that a site has.
    types {{
        text/html html; text/css css; text/xml xml; text/plain txt; application/javascript js; application/json json;
        image/svg+xml svg; image/png png;
    }}
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/status.conf;
}}
"""

Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A site behind nginx: its folder, the path that it stands below, and the port."""

    folder: Path
    below: str
    port: int

    @property
    def root(self) -> str:
        """Tell the address of its front page."""
        return f"http://127.0.0.1:{self.port}{self.below}/"

    def ask(self, path: str, **headers: str) -> Answer:
        """Ask for a path as it stands in the site."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            asked = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", f"{self.below}/{path}", headers=asked)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


Behind = Callable[..., Served]


@pytest.fixture(scope="module")
def program() -> str:
    """Find Debian's nginx; where there is none the tests are skipped, but never in CI."""
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", ""), "/usr/sbin"])
    found = shutil.which("nginx", path=places)
    if found is None:
        missing = "nginx is not here: make nginx, or apt-get install nginx"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="module")
def behind(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """Put a folder behind nginx, below a path ("" for none), with the lines changed that the example marks."""
    started = []

    def start(site: Path, below: str, rules: str = "") -> Served:
        folder = tmp_path_factory.mktemp("nginx")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        above = site
        if below:
            above = folder / "www"
            above.mkdir()
            (above / below.strip("/")).symlink_to(site)
        text = EXAMPLE.read_text(encoding="utf-8")
        for line, own in (
            ("~^(?<statuskit_rest>/.*)$", f"~^{below}(?<statuskit_rest>/.*)$"),
            ("listen 80;", f"listen 127.0.0.1:{port};"),
            ("root /srv/status;", f"root {above};"),
            ("error_page 404 /404.html;", f"error_page 404 {below}/404.html;\n{rules}"),
        ):
            assert text.count(line) == 1
            text = text.replace(line, own)
        (folder / "status.conf").write_text(text, encoding="utf-8")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
        command = [program, "-e", f"{folder}/error.log", "-p", str(folder), "-c", f"{folder}/nginx.conf"]
        # It listens before it goes to the background.
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), (folder / "error.log").read_text(encoding="utf-8")
        started.append(command)
        return Served(folder=site, below=below, port=port)

    yield start
    for command in started:
        subprocess.run([*command, "-s", "stop"], check=True)


@pytest.fixture(scope="module")
def below_path(demo: "Site", behind: Behind) -> Served:
    """Put the demo behind nginx, in a folder of a larger site."""
    return behind(demo.folder, "/sub")


@pytest.fixture
def at_root(write_site: "WriteSite", behind: Behind, now: datetime) -> Served:
    """Put a small site behind nginx that has a host of its own, and whose clock runs."""
    root = write_site({"mkdocs.yml": MKDOCS.replace("example/sub/", "example/")})
    return behind(plugin.build(root / "mkdocs.yml", strict=True, now=now).site_dir, "")


def assert_same_headers(served: Served) -> None:
    """Hold every file to what `_headers` says of it."""
    rules = (served.folder / "_headers").read_text(encoding="utf-8")
    paths = [
        path.relative_to(served.folder).as_posix() for path in served.folder.rglob("*") if path.is_file()
    ]
    assert len(paths) > 60
    for path in sorted(paths):
        address = path.removesuffix("index.html") if path.endswith("/index.html") else path
        address = "" if path == "index.html" else address
        status, headers, _ = served.ask(address)
        assert status == 200, address
        said = {
            name: value
            for each in matching(rules, f"{served.below}/{address}")
            for name, value in each.items()
        }
        policy = said.pop("Content-Security-Policy", None)
        if path.endswith(".html"):
            assert policy is not None
            loose = re.sub(r" 'sha256-.*?'(?=;)", " 'unsafe-inline'", policy)
            assert headers["Content-Security-Policy"] == loose, address
        expected = {"Cache-Control": AGAIN, **said}
        assert {name: headers.get(name) for name in expected} == expected, address
        assert ("Access-Control-Allow-Origin" in headers) is ("Access-Control-Allow-Origin" in said), address


def test_headers_below_a_path_are_those_of_the_file(below_path: Served) -> None:
    """Each file of the demo is sent with what `_headers` tells other hosts; scripts by hash stay with the pages."""
    assert_same_headers(below_path)


def test_headers_at_a_root_are_those_of_the_file(at_root: Served) -> None:
    """A site with a host of its own gets the same by the file as it stands."""
    assert_same_headers(at_root)


def test_texts_are_compressed(below_path: Served) -> None:
    """Pages, styles, scripts, feeds and data come in gzip to whoever takes it; what is small already does not."""
    for path in (
        "",
        "api/v2/summary.json",
        "updates.atom",
        "history.rss",
        "updates.json",
        "metrics",
        "embed.js",
    ):
        plain, packed = below_path.ask(path), below_path.ask(path, Accept_Encoding="gzip")
        assert packed[1]["Content-Encoding"] == "gzip", path
        assert packed[1]["Vary"] == "Accept-Encoding"
        assert packed[1]["Content-Type"] == plain[1]["Content-Type"]
        assert gzip.decompress(packed[2]) == plain[2]


def test_an_unchanged_page_is_not_sent_again(below_path: Served) -> None:
    """Who has the page and asks again is told so in a few bytes."""
    _, headers, _ = below_path.ask("")
    status, again, body = below_path.ask("", If_None_Match=headers["ETag"])
    assert (status, body) == (304, b"")
    assert again["Cache-Control"] == AGAIN


def test_a_folder_without_its_slash_leads_on(below_path: Served) -> None:
    """The redirect names no host and no port, so it holds behind any other server."""
    status, headers, _ = below_path.ask("history")
    assert (status, headers["Location"]) == (301, "/sub/history/")


def test_what_is_not_found_is_our_page_at_any_depth(below_path: Served, visit: "Open") -> None:
    """It comes with the right status, under its policy, with its style, and is not kept."""
    status, headers, body = below_path.ask("no/such/page")
    assert (status, body) == (404, (below_path.folder / "404.html").read_bytes())
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == AGAIN
    seen = visit(below_path.root + "no/such/page/")
    assert seen.failed == [f"404 {seen.page.url}"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "incidents/2026-03-17-messages-late/",
        "history/",
        "components/rooms/",
        "subscribe/",
        "about/",
        "manual/settings/",
    ],
)
def test_pages_below_a_path_are_silent(below_path: Served, visit: "Open", address: str) -> None:
    """With header and head together every kind of page works without a word on the console."""
    seen = visit(below_path.root + address)
    seen.page.wait_for_load_state("networkidle")
    assert (seen.said, seen.failed, seen.abroad(below_path.root)) == ([], [], [])


def test_pages_at_a_root_are_silent_and_live(at_root: Served, visit: "Open") -> None:
    """A page whose clock runs asks for the summary, and the theme searches, without a word on the console."""
    seen = visit(at_root.root)
    expect(seen.page.locator("#checked")).not_to_be_empty()
    assert f"{at_root.root}api/v2/summary.json" in seen.requests
    seen.page.goto(at_root.root + "about/")
    seen.page.locator(".md-search__input").click()
    seen.page.get_by_text("Type to start searching").wait_for()
    assert (seen.said, seen.failed) == ([], [])


def test_rules_of_an_import_lead_from_old_addresses(at_root: Served, behind: Behind, tmp_path: Path) -> None:
    """What `import --redirects` writes is read by nginx; old paths, and names beyond ASCII, lead to ours for good."""
    found, _ = redirects.pairs([("/issues/störung/", "/history/"), ("/feed.rss", "/history.rss")])
    redirects.write(redirects.plan(found, tmp_path))
    served = behind(at_root.folder, "", rules=f"include {tmp_path}/redirects.conf;")
    for old, ours in (("issues/st%C3%B6rung/", "/history/"), ("feed.rss", "/history.rss")):
        status, headers, _ = served.ask(old)
        assert status == 301
        assert headers["Location"].endswith(ours)
        assert served.ask(ours.removeprefix("/"))[0] == 200
    assert served.ask("issues/")[0] == 404
