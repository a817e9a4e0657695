"""`statuskit serve` and `mkdocs serve`: a preview that survives wrong files."""

import http.client
import os
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import WriteSite

PATIENCE = 30
"""Seconds to wait for one line of the server before the test fails."""

INCIDENT = "incidents/2026-11-20-card-payments.yml"


class _Lines:
    """Reads what a server says, as it says it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._text = ""
        os.set_blocking(stream.fileno(), False)

    def wait_for(self, words: str) -> str:
        """Read on until the words were said; return all that was said up to their end."""
        with selectors.DefaultSelector() as ready:
            ready.register(self._stream, selectors.EVENT_READ)
            while words not in self._text:
                assert ready.select(PATIENCE), f"no {words!r} in {self._text}"
                chunk = self._stream.read(1 << 16)
                assert chunk, f"the server ended: {self._text}"
                self._text += chunk.decode()
        said, _, self._text = self._text.partition(words)
        return said + words


@contextmanager
def server(root: Path, *command: str) -> Iterator[tuple[_Lines, int]]:
    """Run a preview of a site on a free port; end it as Ctrl-C does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", *(part.format(port=port) for part in command)],
        cwd=root,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stderr is not None
    try:
        lines = _Lines(process.stderr)
        lines.wait_for("Serving on")
        yield lines, port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        process.stderr.close()


def get(port: int, path: str) -> tuple[int, str]:
    """Ask the server for a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("statuskit", "serve", "--addr", "127.0.0.1:{port}"),
        ("mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:{port}"),
    ],
    ids=["statuskit", "mkdocs"],
)
def test_a_wrong_file_shows_in_the_browser_and_the_page_comes_back(
    write_site: "WriteSite", command: tuple[str, ...]
) -> None:
    """A change shows; a wrong file shows its problem on every page; mended, the page is there again."""
    root = write_site()
    good = (root / INCIDENT).read_text(encoding="utf-8")
    with server(root, *command) as (said, port):
        status, front = get(port, "/sub/")
        assert status == 200
        assert "Card payments are failing" in front

        write_site({INCIDENT: good.replace("title:", "titel:")})
        said.wait_for("Reloading browsers")
        for path in ("/sub/", "/sub/about/"):
            status, page = get(port, path)
            assert status == 503
            assert f"{INCIDENT}:1:1" in page
            assert "titel" in page

        write_site({INCIDENT: good.replace("Card payments", "Payments by card")})
        said.wait_for("Reloading browsers")
        status, front = get(port, "/sub/")
        assert status == 200
        assert "Payments by card are failing" in front
    assert not list(root.glob(".site*"))
    assert not (root / "site").exists()


@pytest.mark.slow
def test_a_site_that_is_wrong_from_the_start_can_be_served(write_site: "WriteSite") -> None:
    """The server comes up with the problem in the browser; broken settings show there too, and heal."""
    root = write_site()
    good = (root / INCIDENT).read_text(encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    write_site({INCIDENT: "title: <b>loud</b>\nupdates: 5\n"})
    with server(root, "statuskit", "serve", "--addr", "127.0.0.1:{port}") as (said, port):
        status, page = get(port, "/sub/")
        assert status == 503
        assert f"{INCIDENT}:" in page
        assert "<b>" not in page

        write_site({INCIDENT: good, "mkdocs.yml": settings.replace("name: material", "name: nonsense")})
        said.wait_for("Reloading browsers")
        status, page = get(port, "/sub/")
        assert status == 503
        assert "configuration" in page

        write_site()
        said.wait_for("Reloading browsers")
        assert get(port, "/sub/")[0] == 200
