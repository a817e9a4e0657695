"""What a page asks for, and has no answer to yet."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request


class Traffic:
    """The requests of a page that wait for their answer, from now on."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._under_way: set[Request] = set()
        page.on("request", self._asked)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)

    def _asked(self, request: "Request") -> None:
        self._under_way.add(request)

    def _answered(self, request: "Request") -> None:
        self._under_way.discard(request)

    def settle(self) -> None:
        """Let every answer arrive, and what the page then does happen."""
        quiet = 0
        while quiet < 3:
            self._page.evaluate("0")
            quiet = 0 if self._under_way else quiet + 1
