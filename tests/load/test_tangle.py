"""Texts that will be shown as plain paragraphs."""

from collections.abc import Callable

from statuskit.problems import Problem, Severity

Problems = Callable[..., list[Problem]]

TANGLED = "[" * 300
FILE = """
title: Rooms do not open
components: {{chat: major_outage}}
updates:
  - {{at: 2026-11-20T14:00:00Z, message: "{message}"}}
postmortem:
  plain: "{plain}"
"""


def test_a_tangled_text_is_a_warning_with_its_place(problems: Problems) -> None:
    """A text that Markdown would take seconds over is told of, in an update and in the story."""
    found = [
        (problem.path, problem.severity)
        for problem in problems(FILE.format(message=TANGLED, plain=TANGLED))
        if problem.rule == "tangled-text"
    ]
    assert found == [
        (("updates", 0, "message"), Severity.WARNING),
        (("postmortem", "plain"), Severity.WARNING),
    ]


def test_an_ordinary_text_is_none(problems: Problems) -> None:
    """A few brackets are no tangle."""
    assert problems(FILE.format(message="[1] See below.", plain="Fine.")) == []
