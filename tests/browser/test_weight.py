"""What a first visit to the front page costs: bytes, requests, and anything that moves."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from statuskit import plugin

from .busy import NOW, site
from .host import Host
from .kinds import put

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("weight")]

BYTES = 40_000
"""Over the wire, compressed, the heads of answers and all."""
REQUESTS = 8
HISTORIES = (100, 1000)
READ = NOW + timedelta(minutes=2)

WATCH = """{
    window.shifts = [];
    const told = it => [it.value, ...it.sources.map(each => each.node?.parentElement?.outerHTML.slice(0, 200))];
    new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(told)))
        .observe({ type: "layout-shift", buffered: true });
}"""
SHIFTS = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifts))))"


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Host]:
    """Build the site with each length of its history."""
    found = {}
    for history in HISTORIES:
        folder = tmp_path_factory.mktemp("busy")
        put(site(history), folder)
        found[history] = Host(folder=plugin.build(folder / "mkdocs.yml", now=NOW).site_dir, now=READ)
    return found


def visit(browser: "Browser", host: Host, *, zone: str = "UTC", width: int = 1280) -> list[object]:
    """Open the front page and stay for a minute, less a second; gives what moved meanwhile."""
    context = browser.new_context(timezone_id=zone, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.clock.install(time=READ)
    page.goto(host.root)
    expect(page.locator("#checked")).not_to_be_empty()
    page.clock.run_for(59_000)
    # Chromium asks for the icon when it likes; here it has been asked for in any case.
    page.evaluate("fetch('assets/favicon.svg').then(it => it.text())")
    shifts: list[object] = page.evaluate(SHIFTS)
    context.close()
    return shifts


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
def test_a_first_visit_is_light(hosts: dict[int, Host], browser: "Browser", *, dated: bool) -> None:
    """Thirty parts, three incidents open: at most 40 kB and 8 requests in its first minute, however long the past.

    Where the host keeps no time of its files, the page is asked for once more, and is found unchanged.
    """
    weights = []
    for host in hosts.values():
        host.dated = dated
        host.answers.clear()
        with host.open():
            visit(browser, host)
        asked = [answer.path for answer in host.answers]
        assert {"/", "/api/v2/summary.json", "/assets/logo.svg", "/assets/favicon.svg"} <= set(asked)
        assert len(asked) <= REQUESTS, asked
        assert sum(answer.weight for answer in host.answers) <= BYTES, host.answers
        # Each file once, whole: whether one is asked for again, and found unchanged, has nothing to do with the past.
        whole: dict[str, int] = {}
        for answer in host.answers:
            whole[answer.path] = max(whole.get(answer.path, 0), answer.weight)
        weights.append(sum(whole.values()))
    assert max(weights) - min(weights) < 100


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Chatham"])
def test_nothing_moves(hosts: dict[int, Host], browser: "Browser", zone: str, width: int) -> None:
    """Not when the script has come, nor with the server's first answer, in a zone near or far."""
    with hosts[HISTORIES[0]].open() as host:
        assert visit(browser, host, zone=zone, width=width) == []
