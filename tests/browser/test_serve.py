"""`statuskit serve` with a browser open on the front page, while an incident file breaks and is mended."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.conftest import WriteSite

pytestmark = pytest.mark.browser

INCIDENT = "incidents/2026-11-20-card-payments.yml"
PATIENCE = 30_000
"""Milliseconds for a build and the reload that follows."""


@contextmanager
def preview(root: Path) -> Iterator[str]:
    """Run `statuskit serve` on a free port, and end it as Ctrl-C does; gives the address of the front page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "statuskit", "serve", "--addr", f"127.0.0.1:{port}"],
        cwd=root,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stderr is not None
    try:
        said = ""
        while "Serving on" not in said:
            line = process.stderr.readline()
            assert line, f"the server ended: {said}"
            said += line
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def test_a_broken_file_shows_in_the_page_and_mends_by_itself(write_site: "WriteSite", visit: "Open") -> None:
    """The open page turns into file, line and caret by itself, and back into the status once that is mended."""
    root = write_site()
    good = (root / INCIDENT).read_text(encoding="utf-8")
    with preview(root) as address:
        page = visit(address).page
        headline = page.get_by_role("heading", name="Card payments are failing")
        expect(headline).to_be_visible()

        write_site({INCIDENT: good.replace("    status:", "    statsu:")})
        problem = page.locator("pre")
        expect(problem).to_contain_text(f"{INCIDENT}:5:5", timeout=PATIENCE)
        expect(problem).to_contain_text("statsu: investigating")
        expect(problem).to_contain_text("^^^^^^")
        expect(headline).to_have_count(0)

        write_site({INCIDENT: good.replace("Card payments", "Payments by card")})
        mended = page.get_by_role("heading", name="Payments by card are failing")
        expect(mended).to_be_visible(timeout=PATIENCE)
        page.goto("about:blank")
