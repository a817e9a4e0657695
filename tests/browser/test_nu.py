"""Every page before the Nu HTML checker, the one behind validator.w3.org."""

import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .kinds import OURS

if TYPE_CHECKING:
    from tests.browser.conftest import Open, Site

pytestmark = pytest.mark.browser

Complaints = Callable[[Iterable[Path]], list[str]]


@pytest.fixture(scope="module")
def complaints(program: Callable[[str, str], str], by_npm: Callable[[str], Path]) -> Complaints:
    """Let the checker read files, all at once, as Java takes its time to start; gives what it says of them."""
    java = program("java", "apt-get install default-jre-headless")
    jar = by_npm("vnu-jar") / "build" / "dist" / "vnu.jar"

    def check(files: Iterable[Path]) -> list[str]:
        # Which language a text is in is for its authors to know: in the tests all of them are English.
        options = "--format json --exit-zero-always --no-langdetect --also-check-css --also-check-svg"
        done = subprocess.run(
            [java, "-jar", jar, *options.split(), *files],
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


def test_the_checker_has_nothing_to_say(
    complaints: Complaints, demo: "Site", odd: dict[str, "Site"], visit: "Open", tmp_path: Path
) -> None:
    """No error, warning or remark: ours and hand-written, in any language, as built and as the script leaves it."""
    sites = [demo, *odd.values()]
    files = [path for site in sites for path in site.folder.rglob("*.html")]
    files += [path for site in sites for path in site.folder.glob("assets/**/*.svg")]
    files += demo.folder.glob("assets/statuskit/*.css")
    page = visit("about:blank").page
    for kind, address in OURS.items():
        page.goto(demo.root + address)
        (tmp_path / f"{kind}.html").write_text(page.content(), encoding="utf-8")
    assert len(files) > 150
    assert complaints([*files, *tmp_path.iterdir()]) == []
