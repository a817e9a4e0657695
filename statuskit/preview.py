"""What a browser sees while the files behind a live preview are wrong."""

from collections.abc import Callable, Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>Something is wrong</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem }}
pre {{ overflow-x: auto; padding: 1rem; border: 1px solid; border-radius: .5rem }}
</style>
</head>
<body>
<h1>Something is wrong</h1>
<pre>{report}</pre>
<p>The page comes back by itself once this is mended.</p>
</body>
</html>
"""


def instead_of_pages(app: "WSGIApplication", report: Callable[[], str]) -> "WSGIApplication":
    """Wrap a WSGI app: while `report()` is not empty it is shown, as plain text, in place of every page.

    Other requests pass: styles, pictures, and the theme's own question whether something changed.
    """

    def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        text = report() if _is_page(environ.get("PATH_INFO", "/")) else ""
        if not text:
            return app(environ, start_response)
        body = _PAGE.format(report=escape(text)).encode()
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ]
        start_response("503 Service Unavailable", headers)
        return [body]

    return serve


def _is_page(path: str) -> bool:
    if path.startswith("/livereload/"):
        return False
    name = path.rpartition("/")[2]
    return "." not in name or name.endswith(".html")
