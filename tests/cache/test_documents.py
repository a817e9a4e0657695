"""Incident files that were read before: what is known of them is what reading them anew would give."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from statuskit import documents, load
from statuskit.cache import Cache
from statuskit.documents import Documents
from statuskit.facts.cases import cases
from statuskit.facts.moments import settle
from statuskit.load import Loaded
from statuskit.model import Component, Settings

NOW = datetime(2026, 11, 20, 16, tzinfo=UTC)
SETTINGS = Settings(components=(Component(id="checkout", name="Checkout"),))
OVER = """\
title: You cannot pay
components: {checkout: major_outage}
updates:
  - at: 2026-01-02T14:02:00Z
    message: You cannot pay.
  - at: 2026-01-02T15:02:00Z
    status: resolved
    message: You can pay again.
"""
STORY = (
    OVER
    + """\
postmortem:
  state: preliminary
  published: 2026-01-03T14:02:00Z
  summary: You could not pay.
  plain: {file: plain.md}
"""
)


class Reading:
    """A folder of incidents, and which of its files were read for their meaning last."""

    def __init__(self, root: Path, asked: list[str]) -> None:
        self.root, self.asked = root, asked
        self.documents = Documents(Cache(), SETTINGS)

    def write(self, name: str, text: str | bytes | None) -> None:
        """Write a file of the folder, or take it away."""
        path = self.root / "incidents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, now: datetime = NOW, settings: Settings = SETTINGS) -> Loaded:
        """Read all files with what is kept, and hold them to what reading anew gives."""
        anew = load.load(self.root, settings, now)
        self.asked.clear()
        with Cache(self.root / "cache") as cache:
            self.documents = Documents(cache, settings)
            loaded = load.load(self.root, settings, now, read_files=self.documents.read)
            settled = settle(loaded.catalog, now, self.documents.cases)
            self.documents.keep(loaded.catalog.incidents, settled.cases)
        assert loaded == anew
        assert settled == settle(anew.catalog, now)
        assert settled.cases == cases(anew.catalog.incidents, settled.now)
        return loaded


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """Give a folder without incidents."""
    asked: list[str] = []
    real = load.read_incident

    def noting(found: load.Found, data: bytes, around: load.Surroundings) -> load.Read:
        asked.append(found.id)
        return real(found, data, around)

    monkeypatch.setattr(documents, "read_incident", noting)
    return Reading(tmp_path, asked)


def test_what_rests_is_not_read_again(reading: Reading) -> None:
    """A second time only the changed file is read, and its case alone is worked out anew."""
    for name in "abc":
        reading.write(f"2026-01-02-{name}.yml", OVER)
    reading.read()
    assert len(reading.asked) == 3
    reading.read()
    assert reading.asked == []
    assert len(reading.documents.cases) == 3
    reading.write("2026-01-02-b.yml", OVER.replace("pay", "sign in"))
    reading.read()
    assert reading.asked == ["2026-01-02-b"]


def test_a_case_comes_to_hold_for_ever(reading: Reading) -> None:
    """The case of an incident that was just over is worked out until nothing in it changes, then kept."""
    reading.write("2026-01-02-a.yml", OVER)
    kept = []
    for days in (0, 400, 400):
        reading.read(datetime(2026, 1, 2, 16, tzinfo=UTC) + timedelta(days=days))
        kept.append(list(reading.documents.cases))
    assert kept == [[], [], ["2026-01-02-a"]]
    reading.read()
    assert reading.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "title: [",
        OVER + "wrong: y\n",
        OVER.replace("checkout", "till"),
        OVER + "related: [2020-01-01-x]\n",
        STORY,
        OVER.replace("2026-01-02T14", "2027-01-02T14"),
        b"\xff",
        OVER.replace("2026-01-02T15:02", "2026-11-20T16:05"),
        STORY.replace("plain: {file: plain.md}", "plain: A. B. C.").replace(
            "not pay.", "not pay. You. Could. Not."
        ),
    ],
)
def test_problems_are_told_each_time(text: str | bytes, reading: Reading) -> None:
    """An error, a warning or a hint is told each time, in the words of its place."""
    reading.write("2026-01-02-a.yml", text)
    for _ in range(3):
        assert reading.read().problems
        assert reading.asked in (["2026-01-02-a"], []) if text == b"\xff" else ["2026-01-02-a"]


def test_an_earlier_moment(reading: Reading) -> None:
    """What was over at one moment lies in the future at an earlier one, and is told so; later all is well again."""
    reading.write("2026-01-02-a.yml", OVER)
    assert not reading.read().problems
    early = datetime(2026, 1, 2, 14, 10, tzinfo=UTC)
    assert reading.read(early).problems
    assert not reading.read(NOW + timedelta(days=400)).problems
    assert reading.asked == []


def test_a_related_incident_comes_and_goes(reading: Reading) -> None:
    """Where a related incident vanishes, the one that names it is wrong, though its own bytes are the same."""
    reading.write("2026-01-02-a.yml", OVER + "related: [2026-01-02-b]\n")
    for name in ("2026-01-02-b.yml", "2026-01-02-b/incident.yml"):
        reading.write(name, OVER)
        assert not reading.read().problems
        reading.write(name, None)
        assert {problem.rule for problem in reading.read().problems} >= {"unknown-incident"}


def test_other_settings(reading: Reading) -> None:
    """A component that is gone makes an error, another zone another time, though no file changed."""
    reading.write("2026-01-02-a.yml", OVER.replace("Z\n", "\n"))
    assert (
        reading.read(settings=replace(SETTINGS, timezone="Asia/Tokyo")).catalog
        != reading.read(settings=replace(SETTINGS, timezone="Europe/Berlin")).catalog
    )
    assert reading.read(settings=Settings()).problems


def test_files_of_a_bundle(reading: Reading) -> None:
    """A text, a picture or any other file of a bundle that comes, changes or goes is seen."""
    place = "2026-01-02-a"
    reading.write(
        f"{place}/incident.yml", STORY.replace("message: You cannot pay.", "message: '![It](it.png)'")
    )
    digests = set()

    def read(name: str, text: str | None, *, wrong: bool = False) -> None:
        reading.write(f"{place}/{name}", text)
        assert bool(reading.read().problems) is wrong
        digests.add(reading.documents.digests[place])

    read("plain.md", "It was our fault.", wrong=True)
    read("it.png", "1")
    read("it.png", "2")
    read("plain.md", "It was not our fault.")
    read("more/notes.txt", "x")
    read("more/notes.txt", None)
    read("it.png", None, wrong=True)
    assert len(digests) == 7


def test_links_in_a_bundle(reading: Reading, tmp_path: Path) -> None:
    """What a link leads to may change unseen, so a bundle that holds one is read each time."""
    place = "2026-01-02-a"
    reading.write(f"{place}/incident.yml", STORY)
    reading.write(f"{place}/real.md", "One.")
    (tmp_path / f"incidents/{place}/plain.md").symlink_to("real.md")
    for text in ("One.", "Two."):
        reading.write(f"{place}/real.md", text)
        loaded = reading.read()
        assert reading.asked == [place]
        story = loaded.catalog.incidents[0].postmortem
        assert story
        assert story.plain
        assert story.plain.markdown == text


@pytest.mark.parametrize("when", ["before its text is read", "after its text is read"])
def test_a_file_is_saved_while_it_is_read(
    when: str, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read while somebody saved it is kept neither for what was saved nor for what was there before."""
    place = "2026-01-02-a"
    reading.write(f"{place}/incident.yml", STORY)
    reading.write(f"{place}/plain.md", "")
    real: Callable[..., load.Read] = load.read_incident

    def saving(*given: object) -> load.Read:
        done = real(*given)
        reading.write(f"{place}/plain.md", "It was our fault.")
        return real(*given) if when == "before its text is read" else done

    with monkeypatch.context() as for_now:
        for_now.setattr(documents, "read_incident", saving)
        with Cache(reading.root / "cache") as cache:
            load.load(reading.root, SETTINGS, NOW, read_files=Documents(cache, SETTINGS).read)
    reading.read()
    reading.write(f"{place}/plain.md", "")
    reading.read()


def test_many_files(reading: Reading) -> None:
    """Files come in their order, however many are read at a time and by however many processes."""
    for number in range(600):
        reading.write(f"2026-01-02-{number:03}.yml", OVER.replace("You", f"{number} people"))
    reading.read()
    for number in range(0, 600, 7):
        reading.write(f"2026-01-02-{number:03}.yml", OVER)
    reading.read()
    assert sorted(reading.asked) == [f"2026-01-02-{number:03}" for number in range(0, 600, 7)]
