"""Ask a client about sites, and print what it read; run by the Python of the clients' own environment.

The name of the client is the argument, standard input holds its questions as JSON, standard output its answers.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def arez(sites: dict[str, str]) -> Record:
    """Read the state of each site, as the bot does whose strict parser this is."""
    from arez import statuspage  # noqa: PLC0415 - each run needs but one client

    def story(told: Any) -> Record:  # noqa: ANN401 - clients have no types of ours
        return {
            "id": told.id,
            "name": told.name,
            "status": told.status,
            "impact": told.impact,
            "created": stamp(told.created_at),
            "updated": stamp(told.updated_at),
            "components": [part.name for part in told.components],
            "updates": [[word.status, word.description] for word in told.updates],
            "last": told.last_update.description,
        }

    async def ask(address: str) -> Record:
        async with statuspage.StatusPage(address) as page:
            now = await page.get_status()
        return {
            "page": [now.id, now.name],
            "state": [now.impact, now.status],
            "groups": {group.name: group.status for group in now.groups},
            "members": {group.name: [part.name for part in group.components] for group in now.groups},
            "hurt": {group.name: [each.name for each in group.incidents] for group in now.groups},
            "components": {part.name: part.status for part in now.components},
            "incidents": [story(each) for each in now.incidents],
            "maintenances": [
                story(each) | {"window": [stamp(each.scheduled_for), stamp(each.scheduled_until)]}
                for each in now.maintenances
            ],
        }

    async def ask_all() -> Record:
        return {name: await ask(address) for name, address in sites.items()}

    return asyncio.run(ask_all())


def whadup(sites: dict[str, str]) -> Record:
    """Read every list of each site."""
    import whadup as client  # noqa: PLC0415 - each run needs but one client

    answers = {}
    for name, address in sites.items():
        client.API_BASE_URL = f"{address}api/"
        page = client.GithubStatus()
        answers[name] = {
            "status": page.status(),
            "summary": page.summary(),
            "components": page.components(),
            "incidents": page.Incidents(),
            "unresolved": page.Incidents.unresolved(),
            "maintenances": page.Maintenances(),
            "upcoming": page.Maintenances.upcoming(),
            "active": page.Maintenances.active(),
        }
    return answers


def exporter(sites: dict[str, str]) -> list[Record]:
    """Let the exporter look at all sites once, and read the metrics that it wrote."""
    from prometheus_client.parser import text_string_to_metric_families  # noqa: PLC0415 - as above

    services = {
        f"site-{number}": {"name": name, "url": f"{address}api/v2/summary.json"}
        for number, (name, address) in enumerate(sites.items())
    }
    Path("services.json").write_text(json.dumps(services), encoding="utf-8")
    program = Path(sys.executable).with_name("statuspage-prometheus-exporter")
    subprocess.run([program], env=os.environ | {"RUN_MODE": "once"}, stderr=subprocess.PIPE, check=True)
    text = Path("metrics/statuspage.prom").read_text(encoding="utf-8")
    return [
        {"metric": sample.name, "labels": sample.labels, "value": sample.value}
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    ]


def feedparser(addresses: list[str]) -> Record:
    """Fetch and parse feeds."""
    import feedparser as client  # noqa: PLC0415 - each run needs but one client

    answers = {}
    for address in addresses:
        found = client.parse(address)
        answers[address] = {
            "fault": repr(found.bozo_exception) if found.bozo else None,
            "version": found.version,
            "title": found.feed.title,
            "link": found.feed.link,
            "entries": [
                {
                    "id": entry.id,
                    "title": entry.title,
                    "link": entry.link,
                    "at": stamp(datetime(*entry.published_parsed[:6])),  # noqa: DTZ001 - it is UTC
                    "html": entry.content[0].value if "content" in entry else entry.summary,
                }
                for entry in found.entries
            ],
        }
    return answers


def reader(addresses: list[str]) -> Record:
    """Subscribe to feeds in a reader that keeps nothing on disk, and look at what is in it."""
    from reader import make_reader  # noqa: PLC0415 - each run needs but one client

    app = make_reader(":memory:")
    for address in addresses:
        app.add_feed(address)
    app.update_feeds()
    return {
        feed.url: {
            "fault": str(feed.last_exception) if feed.last_exception else None,
            "version": feed.version,
            "title": feed.title,
            "link": feed.link,
            "entries": entries(app.get_entries(feed=feed)),
        }
        for feed in app.get_feeds()
    }


def poll(task: Record) -> list[Record]:
    """Poll one feed after each of its editions: `editions` are files, put in the place of `file` one by one.

    Answers, for each, the items that are new to the reader, and how many of those it had were changed.
    """
    from reader import make_reader  # noqa: PLC0415 - each run needs but one client

    app = make_reader(":memory:")
    app.add_feed(task["address"])
    seen: set[str] = set()
    answers = []
    for edition in task["editions"]:
        Path(edition).replace(task["file"])
        changed = app.update_feed(task["address"])
        there = entries(app.get_entries())
        fresh = [entry for entry in there if entry["id"] not in seen]
        seen |= {entry["id"] for entry in there}
        answers.append(
            {
                "fresh": fresh,
                "new": changed.new if changed else 0,
                "modified": changed.modified if changed else 0,
            }
        )
    return answers


def entries(found: Iterable[Any]) -> list[Record]:
    """Give what a reader shows of items, newest first."""
    told = [
        {
            "id": entry.id,
            "title": entry.title,
            "link": entry.link,
            "at": stamp(entry.published),
            "html": content.value if (content := entry.get_content()) else entry.summary,
        }
        for entry in found
    ]
    return sorted(told, key=lambda entry: str(entry["at"]), reverse=True)


def stamp(when: datetime) -> str:
    """Write a time, which is in UTC, to the second."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


if __name__ == "__main__":
    client = globals()[sys.argv[1]]
    json.dump(client(json.load(sys.stdin)), sys.stdout)
