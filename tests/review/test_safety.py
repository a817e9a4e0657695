"""What may not be public: found in every part, code included, and told without repeating a secret."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from statuskit.problems import Severity
from statuskit.review import BY_ID, safety
from statuskit.review.rule import Record

from .samples import SETTINGS, reviewing, said, written

SECRET = "hunter2" + "-x9"
TOKEN = "ghp_" + "a1" * 18


def found(rule: str, record: Record) -> list[str]:
    """Give what a rule finds, as the text has it."""
    texts = {passage.path: passage.text for passage in record.passages}
    return [texts[finding.path][finding.start : finding.end] for finding in BY_ID[rule].check(record)]


def test_a_secret_is_never_repeated() -> None:
    """The finding has the place of the secret; its words have only kind and three characters."""
    record = said(f"We had `DB_PASSWORD={SECRET}` and {TOKEN} in a log.")
    findings = list(BY_ID["SP01"].check(record))
    assert found("SP01", record) == [SECRET, TOKEN]
    for finding in findings:
        assert SECRET not in repr(finding)
        assert TOKEN not in repr(finding)
    assert "GitHub Token (ghp…)" in findings[1].message


@pytest.mark.parametrize(
    "key",
    [
        "title: {}",
        "workaround: [{}]",
        "withdrawn: {{at: 2026-11-20T15:00:00Z, because: {}}}",
        "postmortem: {{technical: '`{}`'}}",
        "postmortem: {{apology: {{text: We are sorry., by: {}}}}}",
        "postmortem: {{lessons: {{lucky: [{}]}}}}",
        "postmortem: {{glossary: {{room: {}}}}}",
        "postmortem: {{timeline: [{{at: 2026-11-20T14:00:00Z, event: learn, what: {}}}]}}",
    ],
)
def test_a_secret_is_found_in_every_part(*, key: str, tmp_path: Path) -> None:
    """Whatever the key a text stands under, it is looked through, a draft's too."""
    title = "" if key.startswith("title") else "title: You cannot pay\n"
    text = f"{title}{key.format(TOKEN)}\nupdates:\n  - {{at: 2026-11-20T14:00:00Z, message: It is down.}}\n"
    assert found("SP01", written(text, tmp_path)) == [TOKEN]


@pytest.mark.parametrize(
    ("text", "private", "public"),
    [
        (
            "10.20.0.14 and 172.16.3.4:5432 and 192.168.0.0/16",
            ["10.20.0.14", "172.16.3.4", "192.168.0.0"],
            [],
        ),
        ("100.64.1.1, 169.254.169.254", ["100.64.1.1", "169.254.169.254"], []),
        ("fe80::1 and fd12:3456:789a::1.", ["fe80::1", "fd12:3456:789a::1"], []),
        ("2a00:1450:4001:81b::200e", [], ["2a00:1450:4001:81b::200e"]),
        ("Blocked: 81.2.69.142.", [], ["81.2.69.142"]),
        ("IP 8.8.8.8 answered; 5.4.1.1 is out", [], ["8.8.8.8"]),
        ("127.0.0.1, ::1, 0.0.0.0, 255.255.255.0, 192.0.2.1, 198.51.100.7, 203.0.113.9, 2001:db8::1", [], []),
        (
            "version 10.4.1.1, v10.4.1.2, Chrome 119.0.6045.105, 1.2.3.4.5, 999.1.1.1, 10:15:20, std::vector",
            [],
            [],
        ),
    ],
)
def test_addresses(*, text: str, private: list[str], public: list[str]) -> None:
    """Private addresses are told from public ones, and both from versions, times and examples."""
    assert found("SP02", said(text)) == private
    assert found("SP03", said(text)) == public


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("db-03.eu.corp stopped", ["db-03.eu.corp"]),
        ("`redis.default.svc` and cache.acme.internal:6379", ["redis.default.svc", "cache.acme.internal"]),
        ("us-east-1, ubuntu-24, gpt-5, status.acme.example, settings.py", []),
        ("The local office, lan parties; prod is back.", []),
    ],
)
def test_hosts(*, text: str, hosts: list[str]) -> None:
    """Machines inside are known by their ending; regions, images and files are none."""
    assert found("SP04", said(text)) == hosts


def test_hosts_of_the_settings() -> None:
    """Below the site's own inner domains everything is a machine inside, and nothing beside them."""
    record = said(
        "ci.acme-rooms.net, ACME-rooms.net, notacme-rooms.net", reviewing(hosts=("acme-rooms.net",))
    )
    assert found("SP04", record) == ["ci.acme-rooms.net", "ACME-rooms.net"]


def test_mail_addresses(tmp_path: Path) -> None:
    """Addresses are found but for the site's contact, those for examples, and where one claims an offer."""
    settings = replace(SETTINGS, contact="mailto:help@acme-rooms.net")
    text = """\
title: You cannot pay
updates:
  - at: 2026-11-20T14:00:00Z
    message: Write to Help@acme-rooms.net or jo.smith@acme-rooms.net, as you@example.com.
postmortem:
  make_right:
    options: [{if: it hurt, get: a month, claim: mailto:refunds@acme-rooms.net}]
"""
    assert found("SP05", written(text, tmp_path, settings)) == ["jo.smith@acme-rooms.net"]


def test_handles_are_read_in_prose() -> None:
    """A handle is a person; a package, a decorator in code and a mail address are not."""
    text = "@josmith and (@ann) saw it. `@app.route` and @acme/rooms and you@acme.example did not."
    assert found("SP06", said(text)) == ["@josmith", "@ann"]


def test_names_of_the_list() -> None:
    """A name on the site's list is found as whole words, in any letters and across a line, and is not repeated."""
    record = replace(
        said("JO\nsmith told Acme Bank; joann smithers did not."), names=("jo smith", "acme bank", "c++")
    )
    assert found("SP07", record) == ["JO\nsmith", "Acme Bank"]
    assert all("smith" not in finding.message.lower() for finding in BY_ID["SP07"].check(record))
    assert found("SP07", said("Jo Smith")) == []
    assert found("SP07", replace(record, names=("", " "))) == []


def test_thousands_of_names_cost_little() -> None:
    """A long list is no reason for a slow check: texts with no first word of a name are passed over."""
    names = tuple(f"name{number} of somebody" for number in range(5_000))
    record = replace(
        said("You could not pay for 20 minutes, and we are sorry. " * 20), names=(*names, "jo smith")
    )
    assert found("SP07", record) == []
    before = time.process_time()
    for _ in range(1_000):
        assert found("SP07", record) == []
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    ("rule", "text", "what"),
    [
        ("SP08", "OPS-4711 and INC-12", ["OPS-4711", "INC-12"]),
        ("SP08", "UTF-8, SHA-256, CVE-2026-1234, RFC-2616, UTC-5, A-1, US-2, ISO-8601", []),
        ("SP09", "See https://acme.slack.com/archives/C01.", ["https://acme.slack.com/archives/C01"]),
        (
            "SP09",
            "jira.acme.example/browse/1 or docs.google.com/d/1",
            ["jira.acme.example/browse/1", "docs.google.com/d/1"],
        ),
        ("SP09", "Our wiki feature, slack time, https://www.google.com and https://status.acme.example", []),
        (
            "SP10",
            "/var/log/app.log, ~/rooms/x, C:\\Users\\jo",
            ["/var/log/app.log", "~/rooms/x", "C:\\Users\\jo"],
        ),
        ("SP10", "commit " + "a1b2c3d4" * 5, ["a1b2c3d4" * 5]),
        ("SP10", "SELECT name FROM users", ["SELECT name FROM users"]),
        ("SP10", "Traceback (most recent call last)", ["Traceback (most recent call last)"]),
        ("SP10", "Either/or, and/or, 24/7, https://acme.example/var/lib, select from the list", []),
        ("SP12", "No breach. We are liable.", ["breach", "liable"]),
        ("SP12", "A reliable service.", []),
    ],
)
def test_insides(*, rule: str, text: str, what: list[str]) -> None:
    """Tickets, tools, paths, hashes, SQL, traces and legal words are told from what only looks like them."""
    assert found(rule, said(text)) == what


def test_engineers_may_name_insides(tmp_path: Path) -> None:
    """In the technical part a path is only hinted at; a secret weighs the same everywhere."""
    text = """\
title: You cannot pay
updates:
  - {at: 2026-11-20T14:00:00Z, message: /var/lib was full.}
postmortem: {technical: /var/lib was full.}
"""
    levels = [finding.level for finding in BY_ID["SP10"].check(written(text, tmp_path))]
    assert levels == [None, Severity.HINT]


@pytest.mark.parametrize(
    "unit",
    [
        "a.b@",
        "1.2.",
        "a:",
        "x.corp",
        "/a",
        "SELECT ",
        "A1B-",
        "@a",
        "jira.",
        "a-",
        "f",
        "10.0.0.1.",
        "i-0",
        "::",
        "C:\\",
    ],
)
def test_hostile_texts_take_no_time(unit: str) -> None:
    """A hundred thousand characters made to hurt are looked through in seconds by all rules together."""
    record = said(unit * (120_000 // len(unit)))
    before = time.process_time()
    for rule in safety.RULES:
        list(rule.check(record))
    assert time.process_time() - before < 5
