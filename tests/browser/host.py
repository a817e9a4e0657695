"""A host for a built site, as real ones are: compressed, with marks for caches, its own 404, in a folder."""

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_COMPRESSED = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")
_KINDS = {".js": "text/javascript", ".json": "application/json", ".xml": "application/xml"}
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was sent for a request: `weight` in bytes, headers and all."""

    path: str
    status: int
    weight: int


@dataclass(slots=True, kw_only=True)
class Host:
    """A folder behind an address; below `prefix`, as hosts do that keep a site in a part of a larger one.

    It sends `now` as its `Date` where that is given, else the time of the machine. Some hosts keep no time
    of a file: `dated=False`.
    """

    folder: Path
    prefix: str = "/"
    now: datetime | None = None
    dated: bool = True
    root: str = ""
    answers: list[Answer] = field(default_factory=list)

    @contextmanager
    def open(self) -> Iterator["Host"]:
        """Answer at `root` on this machine's own network, until the end of the block."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"host": self}))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        self.root = f"http://127.0.0.1:{server.server_address[1]}{self.prefix}"
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def find(self, path: str) -> Path | None:
        """Find the file of an address, if there is one."""
        if not path.startswith(self.prefix):
            return None
        name = path.removeprefix(self.prefix)
        file = (self.folder / (name + "index.html" if name.endswith("/") or not name else name)).resolve()
        return file if file.is_file() and file.is_relative_to(self.folder.resolve()) else None


@cache
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


class _Handler(BaseHTTPRequestHandler):
    host: Host
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        found = self.host.find(path)
        missing = self.host.folder / "404.html"
        if found:
            self._send(path, 200, found)
        elif missing.is_file():
            self._send(path, 404, missing)
        else:
            self._say(path, 404, {}, b"")

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send(self, path: str, status: int, file: Path) -> None:
        body = file.read_bytes()
        kind = _KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {
            "Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
            "Cache-Control": _FOR_EVER if "/assets/statuskit/" in path else "no-cache",
            "ETag": f'W/"{sha256(body).hexdigest()[:16]}"',
        }
        if self.host.dated:
            changed = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
            headers["Last-Modified"] = format_datetime(changed, usegmt=True)
        if status == 200 and self.headers.get("If-None-Match") == headers["ETag"]:
            self._say(path, 304, headers, b"")
            return
        if kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            body = _compressed(body)
        self._say(path, status, headers, body)

    def _say(self, path: str, status: int, headers: dict[str, str], body: bytes) -> None:
        date = format_datetime(self.host.now, usegmt=True) if self.host.now else self.date_time_string()
        lines = {"Date": date, **headers} | ({} if status == 304 else {"Content-Length": str(len(body))})
        head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n" + "".join(
            f"{name}: {value}\r\n" for name, value in lines.items()
        )
        answer = f"{head}\r\n".encode() + (b"" if self.command == "HEAD" else body)
        self.wfile.write(answer)
        self.host.answers.append(Answer(path, status, len(answer)))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass
