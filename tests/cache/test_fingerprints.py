"""What counts as the same, and what as another."""

import os
import subprocess
import sys
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from statuskit.cache import described, fingerprints, of_code, of_folder
from statuskit.model import Kind


@dataclass(frozen=True)
class One:
    """A record."""

    a: object
    b: object = ()


@dataclass(frozen=True)
class Other(One):
    """A record with the same fields."""


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner) | st.builds(One, inner)
    ),
)


def exactly(value: object) -> object:
    """Tell values apart that Python takes for equal, 1 and True, 0.0 and -0.0."""
    match value:
        case dict():
            return dict, [(exactly(key), exactly(each)) for key, each in value.items()]
        case list() | tuple():
            return type(value), [exactly(each) for each in value]
        case One():
            return One, exactly(value.a)
        case _:
            return type(value), repr(value)


@given(left=PLAIN, right=PLAIN)
def test_same_words_for_the_same_alone(left: object, right: object) -> None:
    """Two settings are told in the same words if, and only if, they are the same."""
    assert (described(left) == described(right)) == (exactly(left) == exactly(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a", Markup("a")),
        (Kind.INCIDENT, "incident"),
        (One(1), Other(1)),
        (partial(repr, 1), partial(repr, 2)),
        (partial(len), len),
        (test_same_words_for_the_same_alone, exactly),
        (One, Other),
        ([1, [2]], [[1], 2]),
        (["a,b"], ["a", "b"]),
        ({"a": "b=c"}, {"a=b": "c"}),
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)),
    ],
)
def test_different_things_are_told_apart(left: object, right: object) -> None:
    """Also what prints the same, or equals by Python's own rules, is told apart where a page could show it."""
    assert described(left) != described(right)
    assert described(left) == described(left)


@pytest.mark.parametrize("thing", [object(), {1, 2}, os.environ, lambda: 1, Path("x"), len, One(object())])
def test_same_words_in_the_next_run_or_never(thing: object) -> None:
    """What nobody knows how to tell is another thing each time it is asked for: nothing made of it is kept."""
    known = callable(thing) or thing is os.environ
    assert (described(thing) == described(thing)) is known


RUN = """\
import sys; sys.path.insert(0, {folder!r})
from functools import partial
import own
from statuskit.cache import described, of_code
from statuskit.cache.fingerprints import of_package
print(described([own.it, own.Kind, partial(own.it, x=[1]), {{"a": 1}}]), of_code().hex(), of_package("own").hex())
"""


def in_a_run(folder: Path) -> str:
    """Describe what a module of a site's own gives, in a Python of its own."""
    return subprocess.run(
        [sys.executable, "-B", "-c", RUN.format(folder=str(folder))],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.slow
def test_functions_are_told_by_their_code(tmp_path: Path) -> None:
    """A function has the same words in every run, until the file that it stands in changes."""
    module = tmp_path / "own.py"
    module.write_text("def it(x): return x\nclass Kind: pass\n")
    first = in_a_run(tmp_path)
    assert in_a_run(tmp_path) == first
    module.write_text("def it(x): return x + 1\nclass Kind: pass\n")
    other = in_a_run(tmp_path)
    assert other != first
    assert other.split()[-2] == first.split()[-2]
    assert other.split()[-1] != first.split()[-1]


def test_every_file_of_a_folder_counts(tmp_path: Path) -> None:
    """A file added, changed or renamed at any depth, also behind a link, gives another fingerprint; a time does not."""
    folder, behind = tmp_path / "own", tmp_path / "behind"
    seen = [of_folder(folder)]

    def changed() -> None:
        now = of_folder(folder)
        assert now not in seen
        assert of_folder(folder) == now
        seen.append(now)

    (folder / "a/b").mkdir(parents=True)
    behind.mkdir()
    (folder / "a/b/c.html").write_text("1")
    changed()
    (folder / "a/b/c.html").write_text("2")
    changed()
    os.utime(folder / "a/b/c.html", (0, 0))
    assert of_folder(folder) == seen[-1]
    (folder / "a/b/c.html").rename(folder / "a/c.html")
    changed()
    (behind / "d.html").write_text("1")
    (folder / "link").symlink_to(behind)
    changed()
    (behind / "d.html").write_text("2")
    changed()
    (behind / "round").symlink_to(folder)
    changed()


def test_every_file_of_ours_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Any file of the package that is read when a page is made has a kind that counts."""
    package = Path(fingerprints.__file__).parents[1]
    files = [path.relative_to(package) for path in package.rglob("*") if path.is_file()]
    kinds = {path.suffix for path in files if not {"__pycache__", "scaffold"} & {*path.parts}}
    assert kinds - fingerprints._CODE <= {".pot", ".typed"}
    of_ours = of_code()
    (tmp_path / "a.po").write_text("x")
    monkeypatch.setattr(fingerprints, "_PACKAGE", tmp_path)
    # It is worked out once a run.
    assert of_code.__wrapped__() != of_ours


def test_rules_of_time_zones_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the system learns of a country's new rules, times are worked out anew."""
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path),))
    seen = [of_code.__wrapped__()]
    for version in ("2026a", "2026b"):
        (tmp_path / "tzdata.zi").write_text(f"# version {version}\nR d 1916 o - Jun 14 23s 1 S\n")
        seen.append(of_code.__wrapped__())
    assert len(set(seen)) == 3
