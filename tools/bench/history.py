"""A history of any length, drawn by lot and always the same: `python -m tools.bench.history N FOLDER`.

FOLDER then holds a whole project, `mkdocs.yml` and all: N files over the ten years before `NOW`, each with five
updates, one in ten with a postmortem; 96 in 100 are incidents, three are maintenances, one is a notice. The newest
incident is open. Build it with `statuskit build -f FOLDER/mkdocs.yml --now 2026-11-20T15:40:00Z`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import click

from statuskit.authoring.given import stamp
from statuskit.source.yaml_text import Pen, to_yaml
from tools.bench import wording
from tools.bench.wording import Teller

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
"""The moment as of which a history is built."""
LATER = NOW + timedelta(minutes=5)
"""The moment of one more word, and of the build that brings it out."""
OPEN = "open"
"""The id of the incident that is open, the newest."""

_SPAN = timedelta(days=3652)
_MINUTE = timedelta(minutes=1)
_MAINTENANCES = {20, 50, 80}
_NOTICES = {70}
_TOLD = 3
"""Of a hundred, which are of the other kinds; of ten, which has a postmortem."""
_LATE = 0.1
_TWO_HURT = 0.2
_STATUSES = ("investigating", "identified", "identified", "monitoring", "resolved")
_WORKS = ("scheduled", "scheduled", "in_progress", "verifying", "completed")
_NEWS = ("identified", "identified", "monitoring", "monitoring", "resolved")
_STOCKS = (wording.SEEN, wording.FOUND, wording.FOUND, wording.BETTER, wording.OVER)
_COMPONENTS = [name for group in wording.GROUPS.values() for name in group.split()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An incident as a file holds it; `year` is that of its beginning."""

    id: str
    year: int
    document: Mapping[str, Any]


def history(count: int, *, seed: int = 7) -> Iterator[Drawn]:
    """Yield `count` incidents, oldest first; the last one is open."""
    step = _SPAN / count
    for number in range(count):
        # Each by a lot of its own, so that a kind more or less does not change all that follow.
        lot = Random(f"{seed} {count} {number}")  # noqa: S311 - drawn by lot, and the same each time
        if number == count - 1:
            yield _open(lot)
            continue
        latest = NOW - step * (count - 1 - number) - timedelta(days=1)
        start = (latest - step * lot.random()).replace(second=0, microsecond=0)
        kind = number % 100
        is_notice = kind in _NOTICES
        document = (
            _maintenance(lot, start) if kind in _MAINTENANCES else _past(lot, start, is_notice=is_notice)
        )
        if number % 10 == _TOLD:
            document["postmortem"] = _story(lot, document)
        part = next(iter(document["components"]))
        yield Drawn(id=f"{start:%Y-%m-%d}-{part}-{number}", year=start.year, document=document)


def _past(lot: Random, start: datetime, *, is_notice: bool = False) -> dict[str, Any]:
    name, state = lot.choice(_COMPONENTS), lot.choice(list(wording.FAULTS))
    title = Teller(lot=lot, name=name, at=start).one(wording.NEWS if is_notice else wording.FAULTS[state])
    hurt = {name.lower(): "operational" if is_notice else state}
    if lot.random() < _TWO_HURT:
        hurt.setdefault(
            lot.choice(_COMPONENTS).lower(), "operational" if is_notice else "degraded_performance"
        )
    first = Teller(lot=lot, name=name, at=start + lot.randint(3, 25) * _MINUTE)
    updates = _updates(first, zip(_NEWS if is_notice else _STATUSES, _STOCKS, strict=True))
    if not is_notice:
        updates[3]["components"] = dict.fromkeys(hurt, "degraded_performance")
    head = {"title": title, "kind": "notice"} if is_notice else {"title": title}
    return {**head, "components": hurt, "started": stamp(start), "updates": updates}


def _open(lot: Random) -> Drawn:
    start = NOW - timedelta(hours=2)
    first = Teller(lot=lot, name="Rooms", at=start + 4 * _MINUTE)
    words = zip(("investigating", *["identified"] * 4), (wording.SEEN, *[wording.FOUND] * 4), strict=True)
    updates = _updates(first, words, pause=28)
    updates[-1]["next_update"] = "30m"
    document = {
        "title": "Rooms does not open",
        "components": {"rooms": "major_outage"},
        "started": stamp(start),
        "updates": updates,
    }
    return Drawn(id=OPEN, year=start.year, document=document)


def another_word(folder: Path, number: int = 0) -> None:
    """Add an update to the open incident of a written project, said at `LATER`; each number has other words."""
    path = folder / "incidents" / str(NOW.year) / f"{OPEN}.yml"
    word = f"Rooms opens for {number + 12} in 20 of you. We go on, machine by machine."
    path.write_text(
        path.read_text(encoding="utf-8")
        + f"  - at: {stamp(LATER)}\n    message: {word}\n    progress: some\n    next_update: 30m\n",
        encoding="utf-8",
    )


def _updates(
    teller: Teller, words: Iterable[tuple[str, Sequence[str]]], *, pause: int = 0
) -> list[dict[str, Any]]:
    """Write an update a status, each out of its stock; nine in ten promises are kept, and the last word makes none."""
    lot, found = teller.lot, list[dict[str, Any]]()
    for status, stock in words:
        minutes = pause or lot.randint(12, 55)
        slack = lot.randint(2, 15) if lot.random() > _LATE else -lot.randint(2, 9)
        update = {"at": stamp(teller.at), "status": status, "message": teller.message(stock)}
        if found:
            update["progress"] = "some" if status != found[-1]["status"] else lot.choice(("some", "none"))
        found.append(update | {"next_update": f"{minutes + slack}m"})
        teller = replace(teller, at=teller.at + minutes * _MINUTE)
    del found[-1]["next_update"]
    return found


def _maintenance(lot: Random, start: datetime) -> dict[str, Any]:
    name, length = lot.choice(_COMPONENTS), timedelta(hours=lot.randint(1, 3))
    begun = start - length
    teller = Teller(lot=lot, name=name, at=begun)
    times = (begun - timedelta(days=9), begun - timedelta(days=1), begun, start - 10 * _MINUTE, start)
    return {
        "title": teller.one(wording.WORKS),
        "kind": "maintenance",
        "components": {name.lower(): "under_maintenance"},
        "scheduled_for": stamp(begun),
        "scheduled_until": stamp(start),
        "updates": [
            {"at": stamp(at), "status": status, "message": teller.message(wording.AHEAD)}
            for at, status in zip(times, _WORKS, strict=True)
        ],
    }


def _story(lot: Random, document: Mapping[str, Any]) -> dict[str, Any]:
    """Write the postmortem of an incident that is over, published a few days later."""
    start = datetime.fromisoformat(document["started"])
    name = next(each for each in _COMPONENTS if each.lower() in document["components"])
    teller = Teller(lot=lot, name=name, at=start)
    published = min(start + timedelta(days=lot.randint(1, 9)), NOW - timedelta(hours=3))
    times = sorted(start + lot.randint(0, 60) * _MINUTE for _ in wording.EVENTS)
    return {
        "state": "final",
        "published": stamp(published),
        "summary": f"From {{started}} to {{resolved}} you could not rely on {name}.",
        "apology": {"text": teller.one(wording.APOLOGIES), "by": "Ada Njoroge, head of engineering"},
        "impact": {
            "who": teller.fill("Everyone who used {name} from {place}"),
            "count": {"value": lot.randint(40, 9000), "of": "teams", "basis": "measured"},
            "could_not": [teller.fill("open {name}"), teller.fill("send {things}")],
            "still_worked": [teller.fill("reading {things}")],
            "figures": [{"label": "requests that failed", "value": lot.randint(900, 90000)}],
            "data": {"lost": "none", "exposed": "none"},
        },
        "make_right": {
            "offer": teller.fill("{few} days of {name}, free"),
            "to": "every team that pays",
            "how": "automatic",
            "because": "You paid for a service that you did not get.",
        },
        "plain": teller.one(wording.CAUSES),
        "technical": teller.one(wording.TECHNICAL),
        "factors": [
            {"what": teller.fill("A change of {name} went to all machines at once"), "kind": "change"},
            {"what": teller.fill("The alarm of {name} waited for {few} minutes"), "kind": "process"},
        ],
        "trigger": teller.fill("A new version of {name} at {clock} UTC"),
        "resolution": teller.fill("We put back the version of the day before"),
        "detection": {"how": lot.choice(("alert", "staff", "customer"))},
        "timeline": [
            {"at": stamp(at), "event": event, "what": teller.fill(what)}
            for at, (event, what) in zip(times, wording.EVENTS, strict=True)
        ],
        "actions": [_action(lot, teller, published, *each) for each in lot.sample(wording.PREVENTED, 3)],
        "questions": [
            {
                "asked": teller.fill("Are my {things} safe?"),
                "answer": "Yes. We compared all of them with the copy.",
            }
        ],
        "lessons": {
            "well": [teller.fill("We wrote the first word within {few} minutes")],
            "badly": [teller.fill("We looked at {place} for {few}0 minutes")],
        },
    }


def _action(lot: Random, teller: Teller, published: datetime, what: str, kind: str) -> dict[str, Any]:
    due = published + timedelta(days=lot.randint(10, 90))
    done = due - timedelta(days=lot.randint(-5, 9))
    planned = {"what": teller.fill(what), "kind": kind, "due": f"{due:%Y-%m-%d}"}
    if done < NOW:
        return planned | {"state": "done", "done_on": f"{done:%Y-%m-%d}"}
    return planned | {"state": "doing"}


def settings() -> str:
    """Write the `mkdocs.yml` of the project."""
    groups = "".join(f"        - {{id: {group}, name: {group.title()}}}\n" for group in wording.GROUPS)
    components = "".join(
        f"        - {{id: {name.lower()}, name: {name}, group: {group}, description: What {name} does for you}}\n"
        for group, names in wording.GROUPS.items()
        for name in names.split()
    )
    return (
        "site_name: Acme Status\nsite_url: https://status.acme.example/\ndocs_dir: site_src\n"
        "theme: {name: material, font: false}\nplugins:\n  - search\n  - statuskit:\n      timezone: UTC\n"
        "      contact: mailto:help@acme.example\n"
        f"      groups:\n{groups}      components:\n{components}"
    )


def write(count: int, folder: Path) -> None:
    """Write a project with so many incidents into a folder, which is made."""
    pen = Pen(compact=True)
    (folder / "site_src").mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(settings(), encoding="utf-8")
    (folder / "site_src/index.md").write_text("Write to us, we answer: help@acme.example\n", encoding="utf-8")
    for drawn in history(count):
        path = folder / "incidents" / str(drawn.year) / f"{drawn.id}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(to_yaml(drawn.document, pen), encoding="utf-8")


@click.command()
@click.argument("count", type=click.IntRange(min=1))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def main(count: int, folder: Path) -> None:
    """Write a project with COUNT incidents into FOLDER."""
    write(count, folder)
    click.echo(f"statuskit build -f {folder / 'mkdocs.yml'} --now {stamp(NOW)}")


if __name__ == "__main__":
    main()
