"""Programs that read a Statuspage read ours in each of its states, with nothing but a new address."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from .conftest import Serving
from .states import GROUP, HOST, NAMES, SITE_NAME, SLOW, STATES, State, Story

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("clients")]

Sites = dict[str, str]
Ask = Callable[..., Any]
Record = dict[str, Any]

every_state = pytest.mark.parametrize("name", STATES)


@pytest.fixture(scope="module")
def arez(ask: Ask, sites: Sites) -> Record:
    """Give what a bot for Discord reads, whose parser is the strictest."""
    answers: Record = ask("arez", sites)
    return answers


@pytest.fixture(scope="module")
def whadup(ask: Ask, sites: Sites) -> Record:
    """Give what a library for GitHub's page reads, which is each answer as it is."""
    answers: Record = ask("whadup", sites)
    return answers


@pytest.fixture(scope="module")
def statuspage(ask: Ask, sites: Sites) -> Record:
    """Give what the client from npm reads."""
    answers: Record = ask("statuspage", sites, package="statuspage.io")
    return answers


@pytest.fixture(scope="module")
def exporter(ask: Ask, sites: Sites) -> list[Record]:
    """Give what the exporter for Prometheus measures."""
    samples: list[Record] = ask("exporter", sites)
    return samples


def titled(value: str) -> str:
    """Write a word of the vocabulary as arez does."""
    return value.replace("_", " ").title()


def millis(time: str) -> str:
    """Write a time as the API does."""
    return time.replace("Z", ".000Z")


def arez_story(story: Story) -> Record:
    """Give what arez has to make of an incident or a maintenance."""
    return {
        "id": story.id,
        "name": story.name,
        "status": titled(story.status),
        "impact": titled(story.impact),
        "created": story.created,
        "updated": story.updated,
        "components": [NAMES[part] for part in story.components],
        "updates": [[titled(status), text] for status, text in story.updates],
        "last": story.updates[0][1],
    } | ({"window": list(story.window)} if story.window else {})


@every_state
def test_arez(arez: Record, name: str) -> None:
    """Page, state, groups, components, incidents and maintenances come out as objects, each with its parts."""
    state = STATES[name]
    hurt = [story.name for story in state.incidents if set(story.components) & {"rooms", "search"}]
    assert arez[name] == {
        "page": [HOST, SITE_NAME],
        "state": [titled(state.indicator), state.description],
        "groups": {"Chat": titled(state.group_status)},
        "members": {"Chat": ["Rooms", "Search"]},
        "hurt": {"Chat": hurt},
        "components": {text: titled(state.status(part)) for part, text in NAMES.items()},
        "incidents": [arez_story(story) for story in state.incidents],
        "maintenances": [arez_story(story) for story in state.maintenances],
    }


def told(story: Record) -> Record:
    """Take from an answer what the states say of an incident or a maintenance."""
    keys = ("id", "name", "status", "impact", "created_at", "updated_at", "shortlink")
    return {key: story[key] for key in keys} | {
        "components": [part["name"] for part in story["components"]],
        "updates": [[word["status"], word["body"]] for word in story["incident_updates"]],
        "window": [story["scheduled_for"], story["scheduled_until"]] if "scheduled_for" in story else None,
    }


def expected(story: Story) -> Record:
    """Give what the answer has to say of it."""
    return {
        "id": story.id,
        "name": story.name,
        "status": story.status,
        "impact": story.impact,
        "created_at": millis(story.created),
        "updated_at": millis(story.updated),
        "shortlink": story.address,
        "components": [NAMES[part] for part in story.components],
        "updates": [list(word) for word in story.updates],
        "window": [millis(edge) for edge in story.window] if story.window else None,
    }


def same_state(answer: Record, state: State) -> None:
    """Hold an answer of any client to a state: the roll-up, every component, and the group."""
    now = answer["status"]["status"]
    assert (now["indicator"], now["description"]) == (state.indicator, state.description)
    assert answer["status"]["page"]["name"] == SITE_NAME
    assert answer["summary"]["status"] == now
    parts = answer["components"]["components"]
    groups = {part["id"]: part["name"] for part in parts if part["group"]}
    assert {part["name"]: part["status"] for part in parts if part["group"]} == {"Chat": state.group_status}
    leaves = [part for part in parts if not part["group"]]
    assert {part["id"]: (part["name"], part["status"], groups.get(part["group_id"])) for part in leaves} == {
        part: (text, state.status(part), GROUP[part]) for part, text in NAMES.items()
    }


@every_state
def test_whadup(whadup: Record, name: str) -> None:
    """Each of its questions is answered: state, components, and every list of incidents and maintenances."""
    state, answer = STATES[name], whadup[name]
    same_state(answer, state)
    unresolved = [expected(story) for story in state.incidents]
    assert [told(each) for each in answer["summary"]["incidents"]] == unresolved
    assert [told(each) for each in answer["unresolved"]["incidents"]] == unresolved
    assert [told(each) for each in answer["incidents"]["incidents"]] == [*unresolved, expected(SLOW)]
    ahead = [expected(story) for story in state.maintenances if story.status == "scheduled"]
    active = [expected(story) for story in state.maintenances if story.status == "in_progress"]
    for key, stories in (("upcoming", ahead), ("active", active), ("maintenances", [*active, *ahead])):
        assert [told(each) for each in answer[key]["scheduled_maintenances"]] == stories
    assert [told(each) for each in answer["summary"]["scheduled_maintenances"]] == [*active, *ahead]


@every_state
def test_statuspage_of_npm(statuspage: Record, name: str) -> None:
    """Each of its questions about the page is answered; two of its three about maintenances ask for those ahead."""
    state, answer = STATES[name], statuspage[name]
    same_state(answer, state)
    unresolved = [expected(story) for story in state.incidents]
    assert [told(each) for each in answer["summary"]["incidents"]] == unresolved
    assert [told(each) for each in answer["unresolved"]["incidents"]] == unresolved
    assert [told(each) for each in answer["incidents"]["incidents"]] == [*unresolved, expected(SLOW)]
    assert [told(each) for each in answer["summary"]["scheduled_maintenances"]] == [
        expected(story) for story in state.maintenances
    ]
    assert [told(each) for each in answer["upcoming"]["scheduled_maintenances"]] == [
        expected(story) for story in state.maintenances if story.status == "scheduled"
    ]


def labels(samples: list[Record], metric: str, site: str) -> list[tuple[Record, float]]:
    """Give the samples of one metric and one site, without the site's name."""
    return [
        ({key: value for key, value in each["labels"].items() if key != "service_name"}, each["value"])
        for each in samples
        if each["metric"] == metric and each["labels"]["service_name"] == site
    ]


def known(story: Story) -> Record:
    """Give the labels that an incident and a maintenance have in common."""
    return {
        "affected_components": ", ".join(NAMES[part] for part in story.components),
        "shortlink": story.address,
    }


@every_state
def test_statuspage_prometheus_exporter(exporter: list[Record], name: str) -> None:
    """It measures the page, each component, each open incident and each maintenance, labels and all.

    To it a page is well only while no component is hurt and no incident with an impact is open.
    """
    state = STATES[name]
    assert labels(exporter, "statuspage_probe_check", name) == [({}, 1)]
    well = not state.worse and not state.incidents
    assert labels(exporter, "statuspage_service_status", name) == [({}, well)]
    parts = {text: float(state.status(part) == "operational") for part, text in NAMES.items()}
    parts["Chat"] = float(state.group_status == "operational")
    found = labels(exporter, "statuspage_component_status", name)
    assert {each["component_name"]: value for each, value in found} == parts
    assert labels(exporter, "statuspage_incident_info", name) == (
        [
            (
                known(story)
                | {
                    "incident_id": story.id,
                    "incident_name": story.name,
                    "impact": story.impact,
                    "started_at": story.created,
                },
                1,
            )
            for story in state.incidents
        ]
        or [
            (
                {
                    "incident_id": "none",
                    "incident_name": "No Active Incidents",
                    "impact": "none",
                    "affected_components": "N/A",
                    "shortlink": "N/A",
                    "started_at": "N/A",
                },
                0,
            )
        ]
    )
    assert [
        (each["maintenance_id"], each["scheduled_start"], each["scheduled_end"], each["affected_components"])
        for each, value in labels(exporter, "statuspage_maintenance_info", name)
        if value
    ] == [
        (story.id, *(story.window or ()), known(story)["affected_components"]) for story in state.maintenances
    ]


def test_a_site_below_the_root_of_its_host(ask: Ask, folders: dict[str, Path], serving: Serving) -> None:
    """A folder of a larger site is as good an address as a host of its own, to all but the widget."""
    state = STATES["partial"]
    with serving(folders["partial"].parent) as host:
        question = {"partial": f"{host}{folders['partial'].name}/"}
        assert ask("arez", question)["partial"]["state"] == [titled(state.indicator), state.description]
        same_state(ask("whadup", question)["partial"], state)
        same_state(ask("statuspage", question, package="statuspage.io")["partial"], state)
        assert labels(ask("exporter", question), "statuspage_probe_check", "partial") == [({}, 1)]


@pytest.mark.browser
def test_the_widget_of_statuspage(
    browser: Browser, sites: Sites, by_npm: Callable[[str], Path], serving: Serving, tmp_path: Path
) -> None:
    """Atlassian's own widget, on somebody else's page, shows the state of each site in both its forms."""
    script = by_npm("@statuspage/status-widget") / "dist" / "index.js"
    (tmp_path / "widget.js").write_bytes(script.read_bytes())
    widgets = [
        f'<statuspage-widget src="{address}" appearance="{form}"></statuspage-widget>'
        for address in sites.values()
        for form in ("basic", "badge")
    ]
    html = '<!doctype html><meta charset="utf-8"><title>Ours</title><script src="widget.js"></script>'
    (tmp_path / "index.html").write_text(html + "".join(widgets), encoding="utf-8")
    context = browser.new_context()
    try:
        with serving(tmp_path) as address:
            page = context.new_page()
            page.goto(address)
            expect(page.locator(".status-indicator")).to_have_count(len(widgets), timeout=15_000)
        texts, lamps = page.locator(".status-text"), page.locator(".status-indicator")
        shown = [(lamp.get_attribute("class"), lamp.inner_text().strip()) for lamp in lamps.all()]
        assert shown[1::2] == [
            (f"status-indicator {state.indicator}", state.description.lower()) for state in STATES.values()
        ]
        assert [lamp for lamp, _ in shown[::2]] == [lamp for lamp, _ in shown[1::2]]
        assert texts.all_inner_texts()[::2] == [state.description for state in STATES.values()]
    finally:
        context.close()
