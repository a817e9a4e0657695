"""A site on a bad day: thirty components, three of them hurt, and as long a history as one likes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
ASSETS = Path(__file__).parents[2] / "site_src" / "assets"
NAMES = {
    "product": "Rooms Messages Search Files Calls Notifications Apps Calendar Boards Guests Forms Translations",
    "account": "Sign-in Checkout Invoices Teams Exports Audit Permissions Directory Backups",
    "developers": "API Webhooks Gateway Sandbox Widgets Imports Uploads Streams Reports",
}
SENTENCES = """\
About one in five requests from Europe is answered late, and some of them not at all.
Card payments work again for everyone who pays from the web; phones follow within the hour.
We found a machine that gave out an old list of addresses, and took it away.
Nothing was lost: what you wrote meanwhile waits in line and arrives in order.
A change that we made at noon asked the database for every member of a room, one by one.
Our supplier in Frankfurt sees the same and is changing a cable.
If a page stays empty, wait a minute and open it once more; your draft is kept.
Invoices of this morning went out twice, and the second one is void.
The queue of emails is down from forty thousand to nine hundred.
We undid the change, and are watching how the number of errors falls.
Searches for files older than a year still find too little.
Phones on the newest system did not ring; a call from a desk was not hurt.
Half of our programmers are on this, and nobody sleeps before it is over.
Uploads above one gigabyte break off near their end and can be taken up again.
Nobody saw anything that was not meant for them.
We restart the servers of the second zone in turn, so a call may drop once.
A key that we renew each spring ran out a day early, because two clocks differed.
Who signs in by a company's account is asked for the password once more than usual.
Numbers on the board of reports lag by twenty minutes, and none of them is wrong.
We moved the readers to the copy in Dublin, and the answers come in time again.
Webhooks are sent late, at most by an hour, and each of them once.
The guess of this morning was wrong: it is no attack, it is our own nightly export.
""".splitlines()


def site(history: int) -> dict[str, str]:
    """Write the files of the site, with so many incidents that are over, about three in a week."""
    chance = Random(20261120)  # noqa: S311 - drawn by lot, and the same each time
    names = [name for group in NAMES.values() for name in group.split()]
    files = {"mkdocs.yml": _settings(), "site_src/index.md": "Write to us: help@acme.example\n"}
    files |= {f"site_src/assets/{each.name}": each.read_text(encoding="utf-8") for each in ASSETS.iterdir()}
    states = ("major_outage", "partial_outage", "degraded_performance")
    for number, (name, state) in enumerate(zip(chance.sample(names, 3), states, strict=True)):
        start = NOW - timedelta(hours=3 + number)
        files[f"incidents/open-{number}.yml"] = (
            f"title: {name} answers late or not at all\ncomponents: {{{name.lower()}: {state}}}\n"
            f"workaround: [{_said(chance, 1)}]\nupdates:\n{_updates(chance, start, 5)}    next_update: 30m\n"
        )
    files["incidents/planned.yml"] = _maintenance(chance)
    files["incidents/notice.yml"] = (
        "title: Old phones are left behind in December\nkind: notice\npinned: true\n"
        f"updates:\n{_updates(chance, NOW - timedelta(days=3), 1)}"
    )
    for number, past in enumerate(islice(_past(chance, names), history)):
        files[f"incidents/past-{number}.yml"] = past
    return files


def _settings() -> str:
    groups = "".join(f"        - {{id: {group}, name: {group.title()}}}\n" for group in NAMES)
    components = "".join(
        f"        - {{id: {name.lower()}, name: {name}, group: {group}, description: What {name} does for you}}\n"
        for group, names in NAMES.items()
        for name in names.split()
    )
    return (
        "site_name: Acme Status\nsite_url: https://status.acme.example/\ndocs_dir: site_src\n"
        "theme: {name: material, logo: assets/logo.svg, favicon: assets/favicon.svg}\nplugins:\n  - search\n  - statuskit:\n      timezone: UTC\n"
        f"      groups:\n{groups}      components:\n{components}"
    )


def _said(chance: Random, sentences: int) -> str:
    return " ".join(chance.sample(SENTENCES, sentences)).replace(": ", ", ")


def _updates(chance: Random, start: datetime, count: int, *, end: str = "") -> str:
    lines = [
        f"  - at: {start + timedelta(minutes=23 * each):%Y-%m-%dT%H:%M:%SZ}\n    message: {_said(chance, 3)}\n"
        for each in range(count)
    ]
    if end:
        lines[-1] += f"    status: {end}\n"
    return "".join(lines)


def _maintenance(chance: Random) -> str:
    start = NOW + timedelta(days=4)
    return (
        "title: New cables in Frankfurt\nkind: maintenance\ncomponents: {api: under_maintenance}\n"
        f"scheduled_for: {start:%Y-%m-%dT%H:%M:%SZ}\nscheduled_until: {start + timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}\n"
        f"updates:\n{_updates(chance, NOW - timedelta(days=2), 1)}"
    )


def _past(chance: Random, names: list[str]) -> Iterator[str]:
    start = NOW - timedelta(days=1)
    while True:
        name = chance.choice(names)
        state = chance.choice(("partial_outage", "degraded_performance", "major_outage"))
        yield (
            f"title: {name} was slow\ncomponents: {{{name.lower()}: {state}}}\n"
            f"updates:\n{_updates(chance, start, 3, end='resolved')}"
        )
        start -= timedelta(hours=chance.randint(20, 90))
