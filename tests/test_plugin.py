"""Both doors to the site, and what they leave alone."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.livereload import LiveReloadServer

from statuskit import plugin, site
from statuskit.errors import ProblemsFound
from statuskit.outputs import OutputFile
from statuskit.outputs.policy import script_hash
from statuskit.plugin.watching import watch_closely
from tests.conftest import MKDOCS

if TYPE_CHECKING:
    from tests.conftest import WriteSite

# Each of these builds a whole site, MkDocs and its theme included.
pytestmark = pytest.mark.slow

BROKEN = {"incidents/bad.yml": "title: Something\nupdates: []\nnext_udpate: 30m\n"}

LATE_HOOK = """\
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_post_page(output, **_):
    return output.replace("</body>", "<script>let late = 2</script></body>")
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def traces(folder: Path) -> dict[str, tuple[int, int]]:
    """Tell of each file which one it is on the disk, and when it was last written."""
    return {
        os.fspath(path): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def left_aside(root: Path) -> list[str]:
    """Name what a build left beside the site."""
    return [path.name for path in root.glob(".site*")]


class _Requests(HTMLParser):
    """Collect what a browser fetches by itself for a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") == "canonical":
            return
        address = values.get("href") if tag == "link" else values.get("src")
        if address:
            self.found.append(address)


def test_both_doors_give_the_same_bytes(write_site: "WriteSite", now: datetime) -> None:
    """`mkdocs build` and `statuskit build` write equal trees, strictly and without a word of warning."""
    root = write_site()
    plugin.build(root / "mkdocs.yml", site_dir=root / "ours", strict=True, now=now)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "theirs"],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(now.timestamp()))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert tree(root / "ours") == tree(root / "theirs")
    assert "incidents/2026-11-20-card-payments/index.html" in tree(root / "ours")


def test_a_second_build_writes_nothing(write_site: "WriteSite", now: datetime) -> None:
    """The same files at the same moment touch no file at all, and a minute later neither."""
    root = write_site()
    first = plugin.build(root / "mkdocs.yml", now=now)
    before = traces(root / "site")
    second = plugin.build(root / "mkdocs.yml", now=now + timedelta(minutes=1))
    assert (second.published.written, second.published.removed) == (0, 0)
    assert second.published.unchanged == first.published.written
    assert traces(root / "site") == before


def test_a_wrong_file_leaves_the_last_site_whole(
    write_site: "WriteSite", now: datetime, capfd: pytest.CaptureFixture[str]
) -> None:
    """All problems are told with their places, nothing is written, and nothing stays beside the site."""
    root = write_site()
    plugin.build(root / "mkdocs.yml", now=now)
    before = traces(root / "site")
    write_site(BROKEN)
    with pytest.raises(ProblemsFound):
        plugin.build(root / "mkdocs.yml", now=now, clean=True)
    told = capfd.readouterr().err
    assert "incidents/bad.yml:3:1" in told
    assert "next_update" in told
    assert traces(root / "site") == before
    assert left_aside(root) == []


def test_wrong_settings_stop_the_build_with_their_place(
    write_site: "WriteSite", now: datetime, capfd: pytest.CaptureFixture[str]
) -> None:
    """An unknown setting is told like a problem of an incident file."""
    root = write_site()
    text = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("timezone", "timezoone")
    write_site({"mkdocs.yml": text})
    with pytest.raises(ProblemsFound):
        plugin.build(root / "mkdocs.yml", now=now)
    assert re.search(r"mkdocs\.yml:9:\d+ error unknown-key", capfd.readouterr().err)
    assert not (root / "site").exists()


@pytest.mark.parametrize("crash", [RuntimeError("half-way"), KeyboardInterrupt()])
def test_a_crash_half_way_leaves_the_last_site_whole(
    write_site: "WriteSite", now: datetime, monkeypatch: pytest.MonkeyPatch, crash: BaseException
) -> None:
    """A bug, or Ctrl-C, in the middle of writing changes nothing that readers see, and leaves nothing behind."""
    root = write_site()
    plugin.build(root / "mkdocs.yml", now=now)
    before = traces(root / "site")

    def half(*_: object, **__: object) -> Iterator[OutputFile]:
        yield OutputFile("index.html", b"half")
        raise crash

    monkeypatch.setattr(site, "build", half)
    with pytest.raises(type(crash)):
        plugin.build(root / "mkdocs.yml", now=now)
    assert traces(root / "site") == before
    assert left_aside(root) == []
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_strict_leaves_the_last_site_alone_when_something_warns(
    write_site: "WriteSite", now: datetime
) -> None:
    """A warning of MkDocs is told in a plain build, and stops a strict one before anything is written."""
    root = write_site()
    plugin.build(root / "mkdocs.yml", now=now, strict=True)
    before = traces(root / "site")
    write_site({"site_src/about.md": "[nowhere](missing.md)\n"})
    with pytest.raises(ProblemsFound, match="strict"):
        plugin.build(root / "mkdocs.yml", now=now, strict=True)
    assert traces(root / "site") == before
    assert plugin.build(root / "mkdocs.yml", now=now).published.written > 0


@pytest.mark.parametrize("name", ["history.md", "incidents/2026-11-20-card-payments.md", "404.html"])
def test_a_hand_written_page_at_an_address_of_ours_is_an_error(
    write_site: "WriteSite", now: datetime, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    """Both the file and the address are named, and nothing is written."""
    root = write_site({f"site_src/{name}": "# Mine\n"})
    with pytest.raises(ProblemsFound):
        plugin.build(root / "mkdocs.yml", now=now)
    told = capfd.readouterr().err
    assert f"site_src/{name}" in told
    assert f"/{name.removesuffix('.md').removesuffix('.html')}" in told
    assert not (root / "site").exists()


def test_the_text_of_the_index_stands_on_our_front_page(write_site: "WriteSite", now: datetime) -> None:
    """`/` is ours, and holds what `index.md` says."""
    root = write_site()
    plugin.build(root / "mkdocs.yml", now=now)
    front = (root / "site/index.html").read_text(encoding="utf-8")
    assert "Card payments are failing" in front
    assert "help@acme.example" in front
    assert "md-header" not in front


def test_a_site_without_an_index_has_a_front_page_too(write_site: "WriteSite", now: datetime) -> None:
    """Nobody has to write an `index.md`."""
    root = write_site()
    (root / "site_src/index.md").unlink()
    plugin.build(root / "mkdocs.yml", now=now, strict=True)
    assert (root / "site/index.html").is_file()


def test_hand_written_pages_ask_nothing_of_another_host(write_site: "WriteSite", now: datetime) -> None:
    """No font, script, style or picture comes from elsewhere; no diagram or repository makes the theme ask."""
    settings = write_site() / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8") + "repo_url: https://github.com/acme/status\n"
    root = write_site({"mkdocs.yml": text})
    plugin.build(settings, now=now)
    pages = [path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html")]
    assert len(pages) > 4
    for page in pages:
        assert [address for address in _Requests(page).found if "//" in address] == []
        assert 'data-md-component="source"' not in page
        assert "fonts.g" not in page


def test_a_font_that_the_site_asks_for_is_left_to_it(write_site: "WriteSite", now: datetime) -> None:
    """The theme's font is taken out only where the settings say nothing of it."""
    settings = write_site() / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace(
        "name: material", "name: material\n  font: {text: Lato}"
    )
    root = write_site({"mkdocs.yml": text})
    plugin.build(settings, now=now)
    assert "Lato" in (root / "site/about/index.html").read_text(encoding="utf-8")
    assert "Lato" not in (root / "site/index.html").read_text(encoding="utf-8")


def test_pages_are_loaded_whole(write_site: "WriteSite", now: datetime) -> None:
    """The theme's instant navigation knows its own pages alone; its other features stay."""
    settings = write_site() / "mkdocs.yml"
    features = "name: material\n  features: [navigation.instant, navigation.instant.progress, navigation.top]"
    text = settings.read_text(encoding="utf-8").replace("name: material", features)
    root = write_site({"mkdocs.yml": text})
    plugin.build(settings, now=now, strict=True)
    page = (root / "site/about/index.html").read_text(encoding="utf-8")
    assert '"navigation.top"' in page
    assert "navigation.instant" not in page


@pytest.mark.parametrize("nav", ["", "nav: [{About: about.md}]\n"])
def test_hand_written_pages_lead_back_to_the_front_page(
    write_site: "WriteSite", now: datetime, nav: str
) -> None:
    """With or without the index in the navigation, there is a link to `/`."""
    settings = write_site() / "mkdocs.yml"
    root = write_site({"mkdocs.yml": settings.read_text(encoding="utf-8") + nav})
    plugin.build(settings, now=now)
    about = (root / "site/about/index.html").read_text(encoding="utf-8")
    assert re.search(r'<a href="\.\./?" class="md-nav__link"', about)
    assert "handwritten." in about


def test_styles_of_other_hosts_are_left_out_of_status_pages(
    write_site: "WriteSite", now: datetime, capfd: pytest.CaptureFixture[str]
) -> None:
    """The site's own style sheets reach our pages; one of another host does not, and that is told."""
    settings = write_site() / "mkdocs.yml"
    extra = "extra_css: [own.css, 'https://cdn.example/a.css']\n"
    root = write_site(
        {"mkdocs.yml": settings.read_text(encoding="utf-8") + extra, "site_src/own.css": "p {}"}
    )
    plugin.build(settings, now=now)
    front = (root / "site/index.html").read_text(encoding="utf-8")
    assert "own.css" in front
    assert "cdn.example" not in front
    assert "https://cdn.example/a.css" in capfd.readouterr().err


def test_the_sites_own_files_for_hosts_win(
    write_site: "WriteSite", now: datetime, capfd: pytest.CaptureFixture[str]
) -> None:
    """A `_headers` and a `robots.txt` of the site are published as they are; the build says so, and goes on."""
    own = {"site_src/_headers": "/*\n  X-Own: yes\n", "site_src/robots.txt": "User-agent: *\nDisallow: /\n"}
    root = write_site(own)
    plugin.build(root / "mkdocs.yml", strict=True, now=now)
    for name, text in own.items():
        assert (root / name.replace("site_src", "site")).read_text(encoding="utf-8") == text
    told = capfd.readouterr().err
    assert "site_src/_headers" in told
    assert "site_src/robots.txt" in told


def test_pages_keep_their_policy_whoever_changes_them(write_site: "WriteSite", now: datetime) -> None:
    """Scripts are hashed as they are published: the page holds its policy once, `_headers` all of a folder."""
    files = {"late.py": LATE_HOOK, "site_src/about.md": "# About\n\n<script>let own = 1</script>\n"}
    root = write_site({**files, "mkdocs.yml": MKDOCS + "hooks: [late.py]\n"})
    plugin.build(root / "mkdocs.yml", strict=True, now=now)
    page = (root / "site/about/index.html").read_text(encoding="utf-8")
    assert page.count("Content-Security-Policy") == 1
    for script in ("let own = 1", "let late = 2"):
        assert f"<script>{script}</script>" in page
        assert script_hash(script) in page.partition("<script>")[0]
        assert script_hash(script) in (root / "site/_headers").read_text(encoding="utf-8")


def test_a_clean_build_starts_from_nothing(write_site: "WriteSite", now: datetime) -> None:
    """`clean` writes every file again, and keeps what is the host's."""
    root = write_site()
    first = plugin.build(root / "mkdocs.yml", now=now)
    (root / "site/.host").write_text("", encoding="utf-8")
    again = plugin.build(root / "mkdocs.yml", now=now, clean=True)
    # An empty file for the host is the site's own, and stays with the host's.
    assert again.published.written == first.published.written - 1
    assert (root / "site/.host").is_file()


def test_a_site_without_the_plugin_is_told_how_to_name_it(write_site: "WriteSite", now: datetime) -> None:
    """Settings that do not name the plugin get the lines to add."""
    root = write_site({"mkdocs.yml": "site_name: Acme\ndocs_dir: site_src\n"})
    with pytest.raises(ProblemsFound, match="- statuskit"):
        plugin.build(root / "mkdocs.yml", now=now)


def test_a_folder_that_is_no_site_is_left_alone(write_site: "WriteSite", now: datetime) -> None:
    """Naming the folder of the incident files by mistake sweeps nothing away."""
    root = write_site()
    before = traces(root / "incidents")
    with pytest.raises(ProblemsFound, match="no site"):
        plugin.build(root / "mkdocs.yml", site_dir=root / "incidents", now=now, clean=True)
    assert traces(root / "incidents") == before
    assert left_aside(root) == []


def test_a_folder_that_cannot_be_made_is_told(write_site: "WriteSite", now: datetime) -> None:
    """A place below a file is refused with its name, and is no bug of ours."""
    root = write_site()
    with pytest.raises(ProblemsFound, match=r"mkdocs\.yml/site cannot be made"):
        plugin.build(root / "mkdocs.yml", site_dir=root / "mkdocs.yml/site", now=now)


SECRET = "AKIA" + "IOSFODNN7EXAMPLF"


def test_a_secret_is_told_and_stops_a_strict_build(
    write_site: "WriteSite", now: datetime, capfd: pytest.CaptureFixture[str]
) -> None:
    """A build tells of a secret and never prints it; a strict one publishes nothing."""
    text = "title: Slow\ncomponents: {checkout: partial_outage}\nupdates:\n  - at: 2026-11-20T14:02:00Z\n"
    root = write_site({"incidents/one.yml": f"{text}    message: The key {SECRET} is out.\n"})
    plugin.build(root / "mkdocs.yml", now=now)
    told = capfd.readouterr().err
    assert "incidents/one.yml:5:" in told
    assert SECRET not in told
    with pytest.raises(ProblemsFound):
        plugin.build(root / "mkdocs.yml", now=now, strict=True, site_dir=root / "strict")
    assert not (root / "strict").exists()


def test_files_that_no_rule_read_are_scanned_before_they_are_published(
    write_site: "WriteSite", now: datetime, capfd: pytest.CaptureFixture[str]
) -> None:
    """A secret in a hand-written page or in a bundle's file is told with its file, and not printed."""
    bundle = "title: Slow\ncomponents: {checkout: partial_outage}\nupdates:\n  - at: 2026-11-20T14:02:00Z\n"
    root = write_site(
        {
            "site_src/about.md": f"# About\n\nOur key is {SECRET}.\n",
            "incidents/two/incident.yml": f"{bundle}    message: See ![it](log.txt).\n",
            "incidents/two/log.txt": f"start\n{SECRET}\n",
        }
    )
    plugin.build(root / "mkdocs.yml", now=now)
    told = capfd.readouterr().err
    assert "site_src/about.md" in told
    assert "incidents/two/log.txt" in told
    assert SECRET not in told
    with pytest.raises(ProblemsFound):
        plugin.build(root / "mkdocs.yml", now=now, strict=True, site_dir=root / "strict")


def test_a_preview_looks_often(tmp_path: Path) -> None:
    """What MkDocs watches is watched on, ten times a second, and nothing else is."""
    (tmp_path / "docs").mkdir()
    with LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path)) as server:
        server.watch(str(tmp_path / "docs"))
        watch_closely(server, [str(tmp_path / "docs"), str(tmp_path)])
        assert server.observer.timeout == 0.1
        assert [emitter.watch.path for emitter in server.observer.emitters] == [str(tmp_path / "docs")]
