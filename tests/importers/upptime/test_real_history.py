"""A real history of Upptime, thousands of commits long, where the collection stands beside the project."""

import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from statuskit.facts.cases import case
from statuskit.importers import History, folder
from statuskit.importers.upptime import Upptime
from tests.importers.real import NOW, SHARED, bring_in, build, incidents, needs

SOURCE = SHARED / "data/upptime-503stack"
LOG = SOURCE / "COMMITLOG_up_down.tsv"

pytestmark = needs(LOG)


@pytest.fixture(scope="module")
def history() -> History:
    """Import it."""
    return Upptime().read([SOURCE], known=(), zone=None)


@pytest.fixture(scope="module")
def root(history: History, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write it as a site."""
    root = tmp_path_factory.mktemp("real")
    bring_in(history, root, "upptime")
    return root


def commits() -> list[tuple[str, datetime, bool, str]]:
    """Read site, time, whether it is up, and the first words of each commit, oldest first, in a way of its own."""
    found = []
    for line in reversed(LOG.read_text(encoding="utf-8").splitlines()):
        _, at, message = line.split("\t")
        said = re.fullmatch(r"(\S+) (.*) is (up|down) \((\d+) in (\d+) ms\) \[skip ci\] \[upptime\]", message)
        assert said
        answer = f"HTTP {said[4]} in {said[5]} ms." if said[4] != "0" else "No answer."
        found.append((said[2], datetime.fromisoformat(at), said[3] == "up", answer))
    return found


def test_every_commit_is_accounted_for(history: History) -> None:
    """Those of the incidents, the repeats and what is up as before make up the whole log, by the report's own count."""
    said = next(note.text for note in history.notes if note.text.startswith("commits "))
    numbers = [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", said)]
    assert numbers[0] == len(commits()) == sum(numbers[1:])
    assert history.unread == ()


def test_incidents_say_what_the_log_says(history: History, root: Path) -> None:
    """Each fall is one incident with its first and last commit, and all are down as long as the log says."""
    spans: dict[str, list[tuple[datetime, datetime, str, str]]] = {}
    down: dict[str, tuple[datetime, datetime, str]] = {}
    for name, at, is_up, answer in commits():
        if is_up and name in down:
            start, _, first = down.pop(name)
            spans.setdefault(name, []).append((start, at, first, f"Up again. {answer}"))
        elif not is_up:
            start, _, first = down.get(name, (at, at, f"Major outage. {answer}"))
            down[name] = start, at, first
    for name, (start, last, first) in down.items():
        spans.setdefault(name, []).append(
            (start, last, first, "No longer watched. The log does not say how it ended.")
        )

    names = {component.id: component.name for component in history.components}
    found: dict[str, list[tuple[datetime, datetime, str, str]]] = {}
    for incident in sorted(incidents(root).values(), key=lambda each: each.updates[0].at):
        (component,) = incident.components
        opened, closed = incident.updates
        assert incident.title == f"{names[component]} is down"
        assert case(incident, NOW).downtime == closed.at - opened.at
        found.setdefault(names[component], []).append((opened.at, closed.at, opened.message, closed.message))
    assert found == spans


def test_a_second_run_changes_nothing(history: History, root: Path) -> None:
    """With its own components known, the same history is unchanged."""
    again = Upptime().read([SOURCE], known=history.components, zone=None)
    assert [each.id for each in again.components] == [each.id for each in history.components]
    outcomes = Counter(item.outcome for item in folder.plan(again.incidents, root / "incidents", "upptime"))
    assert outcomes == {folder.Outcome.UNCHANGED: len(history.incidents)}


def test_one_incident_where_outages_are_close(history: History) -> None:
    """With a window as long as the history, each site that was down has one incident."""
    joined = Upptime(window=timedelta(days=1000)).read([SOURCE], known=(), zone=None)
    sites = [next(iter(each.document["components"])) for each in joined.incidents if each.document]
    assert sorted(sites) == sorted(
        {name for each in history.incidents for name in (each.document or {})["components"]}
    )


@pytest.mark.slow
def test_the_site_builds(root: Path) -> None:
    """The whole site builds strictly, without a warning."""
    build(root)
    assert (root / "site/components/nokut-prod-aks/index.html").is_file()
