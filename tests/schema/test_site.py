"""The shape of the site's settings."""

from typing import Any

import pytest

from statuskit.schema import SiteDocument, check
from statuskit.source import Special


def test_nothing_said() -> None:
    """No settings at all give the defaults of the format."""
    site, problems = check(SiteDocument, {})

    assert problems == ()
    assert site
    assert (site.incidents_dir, site.timezone, site.contact) == ("incidents", None, None)
    assert (site.uptime.days, site.uptime.weights.major_outage, site.uptime.weights.partial_outage) == (
        90,
        1,
        0.3,
    )
    assert (site.feeds.host, site.feeds.history, site.feeds.updates) == (None, 25, 50)


def test_everything_said() -> None:
    """Every key of the format is known."""
    value = {
        "incidents_dir": "outages",
        "timezone": "Europe/Berlin",
        "contact": "help@acme.example",
        "groups": [{"id": "main", "name": "Main"}],
        "components": [
            {
                "id": "chat",
                "name": "Chat",
                "group": "main",
                "description": "Rooms",
                "url": "https://chat.acme.example",
                "since": "2026-01-01",
                "until": "2026-12-31T00:00:00Z",
                "uptime": Special("false"),
            }
        ],
        "uptime": {"days": Special("30"), "weights": {"under_maintenance": Special("0.1")}},
        "cadence": {"minor": "4h", "major": "1h", "critical": "30m"},
        "feeds": {"host": "status.acme.example", "history": Special("10"), "updates": Special("20")},
        "review": {
            "off": ["AP01"],
            "level": {"AP02": "hint"},
            "allow": ["downtime"],
            "hosts": ["acme.example"],
            "names_file": "../names.txt",
        },
    }
    site, problems = check(SiteDocument, value)

    assert problems == ()
    assert site
    assert site.components[0].uptime is False
    assert site.uptime.weights.under_maintenance == 0.1
    assert set(value) == set(SiteDocument.model_fields)


@pytest.mark.parametrize(
    ("value", "rule", "words"),
    [
        ({"components": [{"id": "private", "name": "x"}]}, "bad-id", 'cannot be "private"'),
        ({"components": [{"id": "A B", "name": "x"}]}, "bad-id", "should be an id"),
        ({"components": [{"id": "a"}]}, "missing-key", 'A component needs "name"'),
        ({"uptime": {"days": Special("0")}}, "out-of-range", "at least 1"),
        ({"uptime": {"days": "90"}}, "wrong-type", "a whole number"),
        ({"uptime": {"days": Special("1.5")}}, "wrong-type", "a whole number"),
        ({"uptime": {"weights": {"major_outage": Special("1.1")}}}, "out-of-range", "at most 1"),
        ({"uptime": {"weights": {"major_outage": "1"}}}, "wrong-type", "a number"),
        ({"uptime": {"weights": {"operational": Special("1")}}}, "unknown-key", "not a key of the weights"),
        ({"cadence": {"minor": "often"}}, "bad-duration", "should be a duration"),
        ({"contact": "call us"}, "bad-address", "a way to reach you"),
        ({"contact": "javascript:alert(1)"}, "bad-address", "a way to reach you"),
        ({"feeds": {"host": "https://acme.example"}}, "bad-host", "the name of a host"),
        ({"review": {"level": {"AP01": "loud"}}}, "unknown-value", 'cannot be "loud"'),
        ({"componets": []}, "unknown-key", "not a key of the statuskit settings"),
        (Special(""), "wrong-type", "should be a map"),
    ],
)
def test_what_does_not_fit(value: Any, rule: str, words: str) -> None:  # noqa: ANN401 - any value of YAML
    """A setting that does not fit is told in plain words."""
    _, [only] = check(SiteDocument, value)

    assert only.rule == rule
    assert words in only.message or words in only.hint


@pytest.mark.parametrize(
    "contact",
    ["help@acme.example", "mailto:help@acme.example", "https://acme.example/help?from=status", "http://x"],
)
def test_contacts(contact: str) -> None:
    """A web address, a mail address and mailto: are ways to reach somebody."""
    assert check(SiteDocument, {"contact": contact})[1] == ()
