"""When a postmortem may be public, and what its parts need."""

from collections.abc import Callable

import pytest

from statuskit.load import Loaded
from statuskit.model import Status
from statuskit.problems import Problem, Severity

Problems = Callable[..., list[Problem]]
Rules = Callable[..., list[str]]
Load = Callable[..., Loaded]

OPEN = "title: x\nupdates:\n  - {at: 2026-11-20T14:02:00Z, message: x}\n"
ENDED = OPEN.replace("message: x", "message: x, status: resolved")
MAINTENANCE = "title: x\nkind: maintenance\nscheduled_for: 2026-11-20T06:00:00Z\nscheduled_until: 2026-11-20T{until}:00Z\n"
FINAL = "postmortem: {state: final, published: 2026-11-20T15:00:00Z}\n"
LATE = "  - {at: 2026-11-20T08:00:00Z, message: x, status: "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OPEN + "postmortem: {due: 2026-11-25}\n", []),
        (OPEN + "postmortem: {state: preliminary, published: 2026-11-20T15:00:00Z}\n", []),
        (OPEN + "postmortem: {state: preliminary}\n", ["missing-key postmortem.published"]),
        (ENDED + "postmortem: {state: final}\n", ["missing-key postmortem.published"]),
        (ENDED + FINAL, []),
        (OPEN + FINAL, ["not-ended postmortem.state"]),
        (MAINTENANCE.format(until="08:00") + FINAL, []),
        (MAINTENANCE.format(until="15:40") + FINAL, []),
        (MAINTENANCE.format(until="15:41") + FINAL, ["not-ended postmortem.state"]),
        (
            MAINTENANCE.format(until="08:00") + FINAL + "updates:\n" + LATE + "in_progress}\n",
            ["not-ended postmortem.state"],
        ),
        (MAINTENANCE.format(until="08:00") + FINAL + "updates:\n" + LATE + "completed}\n", []),
        (MAINTENANCE.format(until="08:01") + FINAL + "updates:\n" + LATE + "in_progress}\n", []),
    ],
)
def test_states(text: str, expected: list[str], rules: Rules) -> None:
    """A public story is dated; a final one is of something that is over, by its updates or its schedule."""
    assert rules(text) == expected


@pytest.mark.parametrize(
    ("summary", "sentences"),
    [
        ("One sentence.", 1),
        ("One. Two.", 2),
        ("On 3 May at 9 p.m. UTC, version 1.2 e.g. broke. You could not post.", 2),
        ("One. Two. Three.", 3),
        ("One! Two? Three… Four", 4),
        ("一。二。三。", 3),
        ("“One.” **Two.** Three.", 3),
    ],
)
def test_summary(summary: str, sentences: int, problems: Problems) -> None:
    """More than two sentences are a warning; a full stop inside a sentence ends none."""
    told = problems(OPEN + f'postmortem: {{summary: "{summary}"}}\n')

    assert [problem.rule for problem in told] == ["long-summary"] * (sentences > 2)
    if told:
        assert told[0].severity is Severity.WARNING
        assert f"{sentences} sentences" in told[0].message


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("make_right: {offer: A month}", []),
        ("make_right: {options: [{if: x, get: y, claim: 'https://acme.example/claim'}]}", []),
        ("make_right: {none: true, because: Nothing was lost}", []),
        ("make_right: {none: true}", ["missing-key postmortem.make_right.because"]),
        ("make_right: {none: false, because: x}", ["wrong-type postmortem.make_right.none"]),
        ("make_right: {to: everyone}", ["missing-key postmortem.make_right"]),
        (
            "make_right: {options: [{if: x, get: y, claim: 'http://acme.example'}]}",
            ["bad-address postmortem.make_right.options.0.claim"],
        ),
        (
            "make_right: {options: [{if: x, get: y, claim: 'javascript:alert(1)'}]}",
            ["bad-address postmortem.make_right.options.0.claim"],
        ),
        ("actions: [{what: x, state: dropped, because: y}]", []),
        ("actions: [{what: x, state: dropped}]", ["missing-key postmortem.actions.0.because"]),
        ("evidence: [{title: x, alt: y, url: 'http://acme.example/a?b=c#d'}]", []),
        ("evidence: [{title: x, alt: y}]", ["file-or-url postmortem.evidence.0"]),
        ("evidence: [{title: x, url: 'https://acme.example'}]", ["missing-key postmortem.evidence.0.alt"]),
        ("evidence: [{title: x, alt: y, url: '//acme.example'}]", ["bad-address postmortem.evidence.0.url"]),
        ("plain: {fle: x.md}", ["missing-key postmortem.plain.file", "unknown-key postmortem.plain.fle"][1:]),
        ("plain: [x]", ["wrong-type postmortem.plain"]),
    ],
)
def test_parts(part: str, expected: list[str], rules: Rules) -> None:
    """Each part has what it needs, in one of its two forms, and no complaint about the other form."""
    assert rules(OPEN + f"postmortem: {{{part}}}\n") == expected


def test_honest_nothing(load_files: Load) -> None:
    """`none: true` is kept with its reason."""
    text = OPEN + "postmortem: {make_right: {none: true, because: Nothing was lost}}\n"
    [incident] = load_files({"a.yml": text}).catalog.incidents

    assert incident.updates[0].status is Status.INVESTIGATING
    assert incident.postmortem
    assert incident.postmortem.make_right
    assert (incident.postmortem.make_right.none, incident.postmortem.make_right.because) == (
        True,
        "Nothing was lost",
    )
