"""What a reader has to load: the first visit of a page, in Chromium, from a host as real ones are."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import click
from playwright.sync_api import Browser, sync_playwright

from tests.browser.host import Host
from tests.conftest import CHROMIUM, FLAGS
from tools.bench.history import LATER, history
from tools.bench.results import Visit
from tools.bench.size import Size
from tools.bench.tree import age

_READ = LATER + timedelta(minutes=2)
_PAGES = {"front": "", "history": "history/"}
_OURS = "restored"
_LAST = (_OURS, "mkdocs", "hugo")
"""The steps whose sites stand when all is done."""


def visits(sizes: Iterable[Size]) -> Iterator[Visit]:
    """Visit pages of what the last round left; nothing where there is no Chromium, which is told."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        click.echo("Chromium is not on the PATH: nobody counts what a reader loads.", err=True)
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for size in sizes:
            stories = [each.id for each in history(size.size) if "postmortem" in each.document]
            story = {"incident": f"incidents/{stories[-1]}/"} if stories else {}
            for step in size.steps:
                if step.key in _LAST and not size.measured[step.key].failed:
                    # As hosts date what came by one deployment; a page older than the summary is asked for again.
                    age(step.site, int(LATER.timestamp()))
                    for page, address in (_PAGES | story if step.key == _OURS else story).items():
                        weight, requests = _weigh(browser, step.site, address)
                        yield Visit(size=size.size, key=step.key, page=page, weight=weight, requests=requests)
        browser.close()


def _weigh(browser: Browser, site: Path, address: str) -> tuple[int, int]:
    """Give bytes over the wire, heads and all, and the number of requests.

    The icon is not counted: Chromium asks for it when it likes.
    """
    with Host(folder=site, now=_READ).open() as host:
        context = browser.new_context()
        page = context.new_page()
        page.clock.set_fixed_time(_READ)
        page.goto(host.root + address, wait_until="networkidle")
        context.close()
        answers = [answer for answer in host.answers if "favicon" not in answer.path]
    return sum(answer.weight for answer in answers), len(answers)
