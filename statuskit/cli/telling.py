"""Problems on standard output, in the form that was asked for."""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from statuskit.problems import Problem

F = TypeVar("F", bound=Callable[..., Any])

_FORMATS = ("text", "json", "sarif", "github")


def format_option(function: F) -> F:
    """Let a command take `--format`, as the parameter `form`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(_FORMATS),
        default="text",
        show_default=True,
        help="How they are written: for people, as Vale does, as SARIF 2.1.0, or for GitHub.",
    )(function)


def tell(problems: "Sequence[Problem]", form: str, *, end: str | None = None) -> None:
    """Print problems in a form; programs get theirs also where there are none, people nothing then.

    `end` stands below the list for people, in place of the count of problems.
    """
    from statuskit import report
    from statuskit.report import formats
    from statuskit.review import BY_ID

    if form == "json":
        click.echo(formats.render_json(problems))
    elif form == "sarif":
        click.echo(formats.render_sarif(problems, BY_ID))
    elif form == "github":
        click.echo(formats.render_github(problems), nl=bool(problems))
    elif problems:
        click.echo(report.render_text(problems, color="NO_COLOR" not in os.environ, end=end))


def require_sound(problems: "Iterable[Problem]") -> None:
    """Raise `ProblemsFound` where files are wrong: what they hide, nobody can answer for."""
    from statuskit.errors import ProblemsFound
    from statuskit.problems import Severity

    if wrong := sum(problem.severity is Severity.ERROR for problem in problems):
        told = "1 problem" if wrong == 1 else f"{wrong} problems"
        raise ProblemsFound(f"{told} in the site's files. To see what is wrong: statuskit check")
