"""Folders of files into a catalog: what is kept, what is told, and that nothing is lost on the way."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from statuskit.load import Loaded, load
from statuskit.model import (
    Component,
    ComponentState,
    Impact,
    Incident,
    Kind,
    PostmortemState,
    Settings,
    Status,
    UptimeRule,
)
from statuskit.problems import Problem, Severity

Load = Callable[..., Loaded]
Problems = Callable[..., list[Problem]]
Rules = Callable[..., list[str]]

FILES = Path(__file__).parents[1] / "files"
EXAMPLE = Path(__file__).parents[2].parent / "shared" / "examples" / "hearth-2010.yml"

SMALL = """\
title: Card payments are failing
components: {checkout: partial_outage}
updates:
  - at: 2026-11-20T14:02:00Z
    message: About 1 in 5 card payments is declined.
    next_update: 30m
"""


def test_smallest_file(load_files: Load) -> None:
    """Three keys make an incident, with the defaults of the format."""
    loaded = load_files({"card.yml": SMALL})

    [incident] = loaded.catalog.incidents
    [update] = incident.updates
    assert loaded.problems == ()
    assert loaded.files == 1
    assert incident.file == "incidents/card.yml"
    assert (incident.kind, incident.impact, incident.windows) == (Kind.INCIDENT, None, None)
    assert incident.components == {"checkout": ComponentState.PARTIAL_OUTAGE}
    assert update.id == "card-20261120T140200Z"
    assert (update.status, update.says_status) == (Status.INVESTIGATING, False)
    assert update.next_update == update.at + timedelta(minutes=30)


@pytest.mark.parametrize("path", sorted((FILES / "good").glob("*")), ids=lambda path: path.name)
def test_good_files(path: Path, load_files: Load) -> None:
    """Each example of a good file or bundle loads without a word."""
    files = (
        {path.name: path.read_bytes()}
        if path.is_file()
        else {
            f"{path.name}/{inner.relative_to(path).as_posix()}": inner.read_bytes()
            for inner in path.rglob("*")
            if inner.is_file()
        }
    )
    loaded = load_files({"2026-11-20-another.yml": SMALL, **files})

    assert loaded.problems == ()
    assert len(loaded.catalog.incidents) == 2


@pytest.mark.parametrize("path", sorted((FILES / "bad").glob("*")), ids=lambda path: path.name)
def test_bad_files(path: Path, load_files: Load) -> None:
    """Each example of a bad file has exactly the problems that its last lines name, with place and remedy."""
    text = path.read_text("utf-8")
    expected = [line.removeprefix("# expect ") for line in text.splitlines() if line.startswith("# expect ")]

    loaded = load_files({"2026-11-20-another.yml": SMALL, path.name: text})

    found = [
        f"{problem.span.line}:{problem.span.column} {problem.severity} {problem.rule}"
        for problem in loaded.problems
        if problem.span
    ]
    assert found == expected
    assert all(problem.hint and problem.excerpt is not None for problem in loaded.problems)
    has_error = any(problem.severity is Severity.ERROR for problem in loaded.problems)
    assert len(loaded.catalog.incidents) == (1 if has_error else 2)


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the worked example lies beside the repository")
def test_worked_example(load_files: Load) -> None:
    """The worked example loads without a problem, whole."""
    loaded = load_files({"hearth-2010.yml": EXAMPLE.read_bytes()})

    [incident] = loaded.catalog.incidents
    assert loaded.problems == ()
    assert incident.windows
    assert incident.windows[1].start == datetime(2010, 12, 15, 20, 31, tzinfo=UTC)
    assert incident.windows[1].components == {"chat": ComponentState.MAJOR_OUTAGE}
    assert incident.postmortem
    assert incident.postmortem.state is PostmortemState.FINAL
    assert incident.postmortem.impact
    assert incident.postmortem.impact.count
    assert incident.postmortem.impact.count.value == "thousands"


def test_bad_file_does_not_stop_the_others(load_files: Load) -> None:
    """A broken file is reported, and every other file is read and reported on as well."""
    loaded = load_files(
        {
            "a.yml": "title: [\n",
            "b.yml": SMALL,
            "c.yml": SMALL.replace("checkout:", "chekout:"),
            "d.yml": b"\xff\xfe\x00",
        }
    )

    assert [incident.id for incident in loaded.catalog.incidents] == ["b"]
    assert {problem.file for problem in loaded.problems} == {
        "incidents/a.yml",
        "incidents/c.yml",
        "incidents/d.yml",
    }
    assert loaded.files == 4


def test_problems_of_reading_and_of_shape_together(problems: Problems) -> None:
    """A duplicate key hides no misspelt one: both are told in one run."""
    told = problems("title: a\ntitle: b\nupdats: []\n")

    assert {"duplicate-key", "unknown-key"} == {problem.rule for problem in told}


def test_order(load_files: Load) -> None:
    """Problems are sorted by file and line, incidents by id, whatever their folders."""
    loaded = load_files({"z/a.yml": SMALL, "b.yml": SMALL, "y.yml": "titel: x\nupdates: {}\n"})

    assert [incident.id for incident in loaded.catalog.incidents] == ["a", "b"]
    assert [problem.span.line for problem in loaded.problems if problem.span] == [1, 2]


def test_empty_folder(tmp_path: Path, settings: Settings, now: datetime) -> None:
    """A folder without incidents is a calm site, not a problem."""
    (tmp_path / "incidents").mkdir()

    loaded = load(tmp_path, settings, now)

    assert (loaded.problems, loaded.files, loaded.catalog.incidents) == ((), 0, ())


def test_nothing_but_a_title(problems: Problems) -> None:
    """A file with a title alone is told what is missing, with lines to paste that then load."""
    [problem] = problems("title: Card payments are failing\n")

    assert (problem.rule, problem.path) == ("missing-key", ("updates",))
    snippet = problem.hint.split("\n", 1)[1]
    assert problems(f"title: Card payments are failing\n{snippet}\n") == []


def test_private_is_dropped_from_every_map(load_files: Load) -> None:
    """Whatever stands below a key `private`, anywhere in the file, reaches no record."""
    text = """\
private: {secret: [1]}
title: Chat is slow
components: {chat: degraded_performance, private: secret}
updates:
  - at: 2026-11-20T14:02:00Z
    message: Chat is slow.
    private: [secret]
    components: {private: {a: secret}}
postmortem:
  private: secret
  glossary: {private: secret, API: how programs talk}
  impact: {count: {value: 1, of: rooms, basis: measured, private: secret}}
  factors: [{what: A change, kind: change, private: secret}]
"""
    loaded = load_files({"one.yml": text})

    assert loaded.problems == ()
    assert "secret" not in repr(loaded.catalog.incidents)


HOSTILE = "<script>alert(1)</script>"
EVERYWHERE = f"""\
title: "{HOSTILE}"
components: {{chat: major_outage}}
workaround: ["{HOSTILE}"]
tags: ["{HOSTILE}"]
withdrawn: {{at: 2026-11-20T14:05:00Z, because: "{HOSTILE}"}}
review: {{allow: [{{rule: "{HOSTILE}", because: "{HOSTILE}"}}]}}
updates:
  - {{at: 2026-11-20T14:02:00Z, status: resolved, message: "{HOSTILE}"}}
postmortem:
  state: final
  published: 2026-11-20T14:05:00Z
  summary: "{HOSTILE}"
  apology: {{text: "{HOSTILE}", by: "{HOSTILE}"}}
  impact:
    who: "{HOSTILE}"
    count: {{value: "{HOSTILE}", of: "{HOSTILE}", basis: estimate}}
    could_not: ["{HOSTILE}"]
    still_worked: ["{HOSTILE}"]
    figures: [{{label: "{HOSTILE}", value: "{HOSTILE}"}}]
    data: {{lost: "{HOSTILE}", exposed: "{HOSTILE}"}}
  make_right:
    offer: "{HOSTILE}"
    to: "{HOSTILE}"
    options: [{{if: "{HOSTILE}", get: "{HOSTILE}", claim: "mailto:help@acme.example"}}]
    because: "{HOSTILE}"
  plain: "{HOSTILE}"
  technical: "{HOSTILE}"
  factors: [{{what: "{HOSTILE}", kind: software}}]
  trigger: "{HOSTILE}"
  resolution: "{HOSTILE}"
  detection: {{how: staff, note: "{HOSTILE}"}}
  timeline: [{{at: 2026-11-20T14:02:00Z, event: change, what: "{HOSTILE}"}}]
  actions: [{{what: "{HOSTILE}", proof: "{HOSTILE}", because: "{HOSTILE}"}}]
  questions: [{{asked: "{HOSTILE}", answer: "{HOSTILE}"}}]
  answers: {{channels: ["{HOSTILE}"], note: "{HOSTILE}"}}
  lessons: {{well: ["{HOSTILE}"], badly: ["{HOSTILE}"], lucky: ["{HOSTILE}"]}}
  unknowns: ["{HOSTILE}"]
  corrections: [{{at: 2026-11-20T14:02:00Z, what: "{HOSTILE}"}}]
  glossary: {{"{HOSTILE}": "{HOSTILE}"}}
  evidence: [{{title: "{HOSTILE}", alt: "{HOSTILE}", url: "https://acme.example/graph"}}]
"""


def test_markup_in_every_text_is_text(load_files: Load) -> None:
    """`<script>` in any text field is kept as the text that it is, for the renderer to escape."""
    loaded = load_files({"one.yml": EVERYWHERE})

    assert loaded.problems == ()
    assert repr(loaded.catalog.incidents).count(HOSTILE) == EVERYWHERE.count(HOSTILE)


def test_every_key_reaches_the_model(load_files: Load) -> None:
    """Of a file that uses every key, no part of the record is left at its default."""
    loaded = load_files(
        {path.name: path.read_bytes() for path in [FILES / "good" / "every-key.yml"]}
        | {"2026-11-20-another.yml": SMALL}
    )

    incident = next(incident for incident in loaded.catalog.incidents if incident.id == "every-key")
    assert set(_unset(incident)) == {
        "Incident.scheduled_for",
        "Incident.scheduled_until",
        "Incident.files",
        "MakeRight.none",
        "Text.file",
        "Evidence.file",
    }
    assert incident.impact is Impact.MAJOR


def _unset(record: object) -> list[str]:
    """Name the fields that hold nothing, in records below `record`, once each list is looked at by its last entry."""
    names: list[str] = []
    for field in fields(record) if is_dataclass(record) and not isinstance(record, type) else ():
        value = getattr(record, field.name)
        inner = value[-1] if isinstance(value, tuple) and value else value
        if value in (None, "", (), {}, False):
            names.append(f"{type(record).__name__}.{field.name}")
        elif is_dataclass(inner):
            names.extend(name for name in _unset(inner) if not name.startswith("When."))
    return names


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + "".join(
                f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
            ),
            "too-many-values",
        ),
        ("title: " + "[" * 50_000, "too-deep"),
        ("title: " + "x" * 1_100_000, "too-large"),
    ],
    ids=["bomb", "deep", "huge"],
)
def test_files_made_to_hurt(text: str, rule: str, problems: Problems) -> None:
    """A bomb of aliases, deep nesting and a huge file are each refused with a problem, quickly."""
    told = problems(text)

    assert any(problem.severity is Severity.ERROR for problem in told)
    assert rule in {problem.rule for problem in told}


def test_waivers_are_kept(load_files: Load) -> None:
    """A waived review rule is kept with its reason."""
    loaded = load_files({"one.yml": SMALL + "review: {allow: [{rule: AP01, because: It is a quotation}]}\n"})

    [waiver] = loaded.catalog.incidents[0].waivers
    assert (waiver.rule, waiver.because) == ("AP01", "It is a quotation")


def test_numbers_count_as_text_where_text_is_expected(load_files: Load) -> None:
    """`title: 404` is the text "404"; a count stays a number."""
    text = SMALL.replace("Card payments are failing", "404") + (
        "postmortem: {impact: {count: {value: 0x10, of: null, basis: measured}}, answers: {asked: 3, answered: all}}\n"
    )
    [incident] = load_files({"one.yml": text}).catalog.incidents

    assert incident.title == "404"
    assert incident.postmortem
    assert incident.postmortem.impact
    assert incident.postmortem.impact.count
    assert (incident.postmortem.impact.count.value, incident.postmortem.impact.count.of) == (16, "null")
    assert incident.postmortem.answers
    assert (incident.postmortem.answers.asked, incident.postmortem.answers.answered) == (3, "all")


def test_settings_are_part_of_the_catalog(load_files: Load, settings: Settings) -> None:
    """The catalog carries the settings that it was read under."""
    assert load_files({}).catalog.settings is settings
    assert settings.uptime == UptimeRule()
    assert settings.components[0] == Component(id="chat", name="Chat")
    assert isinstance(load_files({"a.yml": SMALL}).catalog.incidents[0], Incident)
