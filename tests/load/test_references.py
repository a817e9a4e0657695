"""What a file names has to be there."""

from collections.abc import Callable

from statuskit.load import Loaded
from statuskit.model import Settings
from statuskit.problems import Problem

Problems = Callable[..., list[Problem]]
Rules = Callable[..., list[str]]
Load = Callable[..., Loaded]

FILE = "title: x\nupdates:\n  - {at: 2026-11-20T14:02:00Z, message: x}\n"
EVERYWHERE = """\
title: x
components: {chta: operational}
updates:
  - {at: 2026-11-20T14:02:00Z, message: x, components: {chatt: operational}}
windows:
  - {from: 2026-11-20T14:02:00Z, components: {space: operational}}
"""


def test_components_everywhere(problems: Problems) -> None:
    """A component is looked up at the top, in updates and in windows; the nearest known is offered."""
    told = problems(EVERYWHERE)

    assert [".".join(map(str, problem.path)) for problem in told] == [
        "components.chta",
        "updates.0.components.chatt",
        "windows.0.components.space",
    ]
    assert ['"chat"' in problem.hint for problem in told] == [True, True, False]


def test_no_components_in_the_settings(problems: Problems) -> None:
    """Where the settings name none, it is told once a file, with all rows to paste."""
    [problem] = problems(EVERYWHERE, settings=Settings())

    assert problem.path == ("components", "chta")
    assert all(f"- {{id: {name}," in problem.hint for name in ("chta", "chatt", "space"))


def test_no_components_anywhere(problems: Problems) -> None:
    """A site without components may have incidents that name none."""
    assert problems(FILE, settings=Settings()) == []


def test_related(load_files: Load) -> None:
    """Related incidents exist, even if their own file is broken, and are others."""
    files = {
        "one.yml": FILE + "related: [two, three, one, tow, nowhere-near]\n",
        "two.yml": FILE,
        "three.yml": "title: [",
    }
    told = [problem for problem in load_files(files).problems if problem.rule == "unknown-incident"]

    assert [problem.path for problem in told] == [("related", 2), ("related", 3), ("related", 4)]
    assert 'Did you mean "two"?' in told[1].hint
    assert "without .yml" in told[2].hint
