"""Whatever stands anywhere in a file, the loader answers with problems, never with a crash."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statuskit.load import Loaded
from statuskit.problems import Severity
from statuskit.source import read

GOOD = Path(__file__).parents[1] / "files" / "good"
BASES = [
    read(path.read_bytes(), path.name).value
    for path in (GOOD / "every-key.yml", GOOD / "maintenance.yml", GOOD / "bundle" / "incident.yml")
]
VALUES: list[Any] = [
    "", " ", "x", "x" * 5_000, "<script>alert(1)</script>", "../../etc/passwd", "plain.md", "javascript:alert(1)",
    "resolved", "completed", "UTC", "30m", "0m", "9999d", "2026-11-20", "2199-12-31", "2026-11-20T14:02:00Z",
    "2026-10-25 02:30", "2199-12-31T23:59:59-12:00", "1900-01-01T00:00:00+14:00", None, True, 3, -1.5,
    [], {}, ["x"], [[]], [{}], {"x": "y"}, {"file": "plain.md"}, {"none": True}, {"private": "x"},
]  # fmt: skip
KEYS = ["x", "at", "kind", "private", "updates", "file", "frm", "timezon", "components"]


def places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - values of YAML
    """Yield every map or list of a value with each of its keys or indexes."""
    for step in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, step
        yield from places(value[step])


@st.composite
def files(draw: st.DrawFn) -> str:
    """Change a good file in up to four places: another value, a further key, or one key less."""
    value = copy.deepcopy(draw(st.sampled_from(BASES)))
    for _ in range(draw(st.integers(1, 4))):
        holder, step = draw(st.sampled_from([(value, "title"), *places(value)]))
        match draw(st.sampled_from(["change", "change", "add", "remove"])):
            case "add" if isinstance(holder, dict):
                holder[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(st.sampled_from(VALUES)))
            case "remove" if isinstance(holder, list) or step in holder:
                holder.pop(step)
            case _:
                holder[step] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    return json.dumps(value)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=files())
def test_any_file_is_answered(text: str, load_files: Callable[..., Loaded]) -> None:
    """A file is in the catalog or has an error, never both or neither; each problem has words and a place."""
    loaded = load_files({"b/incident.yml": text, "b/plain.md": "x"})

    has_error = any(problem.severity is Severity.ERROR for problem in loaded.problems)
    assert len(loaded.catalog.incidents) == (0 if has_error else 1)
    assert all(problem.message and problem.hint and problem.span for problem in loaded.problems)
