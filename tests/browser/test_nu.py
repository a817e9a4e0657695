"""Every page before the Nu HTML checker, the one behind validator.w3.org."""

import json
import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import Site
from .kinds import OURS

if TYPE_CHECKING:
    from tests.browser.conftest import Open, Serve

pytestmark = pytest.mark.browser

Complaints = Callable[[Iterable[str | Path]], list[str]]


@pytest.fixture(scope="module")
def complaints(program: Callable[[str, str], str], by_npm: Callable[[str], Path]) -> Complaints:
    """Let the checker read addresses and files, all at once, as Java takes its time to start; gives what it says."""
    java = program("java", "apt-get install default-jre-headless")
    jar = by_npm("vnu-jar") / "build" / "dist" / "vnu.jar"

    def check(addresses: Iterable[str | Path]) -> list[str]:
        # Which language a text is in is for its authors to know: in the tests all of them are English.
        options = "--format json --exit-zero-always --no-langdetect --also-check-css --also-check-svg"
        done = subprocess.run(
            [
                java,
                "-Dnu.validator.servlet.allow-forbidden-hosts=true",
                "-jar",
                jar,
                *options.split(),
                *addresses,
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        return [
            f"{each.get('url')}:{each.get('lastLine')}: {each['message']} {each.get('extract', '')}"
            for each in json.loads(done.stderr)["messages"]
        ]

    return check


def test_the_checker_reads_pages_styles_and_drawings(complaints: Complaints, tmp_path: Path) -> None:
    """What is wrong in any of the three is told, so silence means that they were read."""
    wrong = {"page.html": "<!doctype html><title>x</title><p bogus>", "style.css": "p { colr: red }"}
    wrong["drawing.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" bogus="1"/>'
    for name, text in wrong.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = "\n".join(complaints(tmp_path / name for name in wrong))
    assert [name for name in wrong if f"/{name}:" not in told] == []


@pytest.fixture
def lived(tmp_path: Path, demo: Site, serve: "Serve", visit: "Open") -> Site:
    """Keep each kind of page as the script leaves it."""
    page = visit("about:blank").page
    for kind, address in OURS.items():
        page.goto(demo.root + address)
        # The icon that the script draws would need no leave of the policy in a page that came with it.
        html = re.sub(
            '<meta http-equiv="content-security-policy"[^>]*>', "", page.content(), flags=re.IGNORECASE
        )
        (tmp_path / f"{kind.replace(' ', '-')}.html").write_text(html, encoding="utf-8")
    return Site(folder=tmp_path, root=serve(tmp_path))


def test_the_checker_has_nothing_to_say(
    complaints: Complaints, demo: Site, odd: dict[str, Site], lived: Site
) -> None:
    """No error, warning or remark: ours and hand-written, in any language, as built and as the script leaves it."""
    sites = [demo, lived, *odd.values()]
    pages = [
        site.root + path.relative_to(site.folder).as_posix()
        for site in sites
        for path in site.folder.rglob("*.html")
    ]
    assert len(pages) > 150
    drawings = [path for site in sites for path in site.folder.glob("assets/*.svg")]
    assert complaints([*pages, *drawings, *demo.folder.glob("assets/statuskit/*.css")]) == []
