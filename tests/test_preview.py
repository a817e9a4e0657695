"""The page that a live preview shows while something is wrong."""

from wsgiref.util import setup_testing_defaults

import pytest

from statuskit.preview import instead_of_pages


def ask(path: str, report: str) -> tuple[str, dict[str, str], str]:
    """Ask a wrapped app for a path; return status, headers and body."""
    told: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        told.append((status, dict(headers)))

    def site(_environ: object, start_response: object) -> list[bytes]:
        assert callable(start_response)
        start_response("200 OK", [])
        return [b"the site"]

    environ: dict[str, object] = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    body = b"".join(instead_of_pages(site, lambda: report)(environ, start))  # type: ignore[arg-type]  # a test's plain app
    return *told[0], body.decode()


@pytest.mark.parametrize("path", ["/", "/incidents/a/", "/about", "/index.html"])
def test_problems_stand_in_place_of_every_page(path: str) -> None:
    """While there is a report, each page shows it, and asks for itself again."""
    status, headers, body = ask(path, "incidents/a.yml:3:5 error")
    assert status.startswith("503")
    assert headers["Cache-Control"] == "no-store"
    assert "incidents/a.yml:3:5 error" in body
    assert 'http-equiv="refresh"' in body


def test_hostile_text_is_shown_as_text() -> None:
    """What a file holds never becomes markup of the page that complains about it."""
    _, _, body = ask("/", "<script>alert(1)</script> {0} &")
    assert "<script>" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {0} &amp;" in body


@pytest.mark.parametrize("path", ["/assets/a.css", "/livereload/1/2", "/assets/logo.svg"])
def test_other_requests_pass(path: str) -> None:
    """Styles, pictures and the theme's question for news are answered as ever."""
    assert ask(path, "wrong") == ("200 OK", {}, "the site")


def test_pages_pass_when_nothing_is_wrong() -> None:
    """An empty report means the site itself."""
    assert ask("/", "") == ("200 OK", {}, "the site")
