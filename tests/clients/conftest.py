"""The site in each of its seven states, built and served at the root of a host, as clients want it."""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from statuskit import plugin

from .states import HISTORY, MKDOCS, NOW, STATES


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
def serving(folder: Path) -> Iterator[str]:
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
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Give the address of a built site for the name of each state."""
    with ExitStack() as stack:
        addresses = {}
        for number, (name, state) in enumerate(STATES.items()):
            root = tmp_path_factory.mktemp(f"state-{number}")
            files = {f"incidents/{file}": text for file, text in {**HISTORY, **state.files}.items()}
            files |= {"mkdocs.yml": MKDOCS, "site_src/index.md": "Write to us.\n"}
            for file, text in files.items():
                path = root / file
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
            built = plugin.build(root / "mkdocs.yml", strict=True, now=NOW)
            addresses[name] = stack.enter_context(serving(built.site_dir))
        yield addresses
