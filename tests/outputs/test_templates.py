"""What is kept of templates from one build to the next."""

import tempfile
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from statuskit.outputs.templates import compiled


class _Counting(Environment):
    """Counts how often a template is compiled."""

    compiled = 0

    def _generate(self, *args: object, **names: object) -> str:
        type(self).compiled += 1
        return super()._generate(*args, **names)  # type: ignore[arg-type] # whatever Jinja passes


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def _printed(text: str, made_by: str = "1", *, option: str = "") -> tuple[str, int]:
    """Print a template in an environment of its own; tell too how often anything was compiled by now."""
    env = _Counting(
        loader=DictLoader({"a": text}),
        autoescape=option == "autoescape",
        trim_blocks=option == "trim_blocks",
        keep_trailing_newline=option == "keep_trailing_newline",
    )
    env.bytecode_cache = compiled(made_by, env)
    return env.get_template("a").render(x=1), _Counting.compiled


def test_what_is_compiled_is_kept() -> None:
    """The next build compiles what changed, and nothing else."""
    _Counting.compiled = 0
    assert _printed("a{{ x }}") == ("a1", 1)
    assert _printed("a{{ x }}") == ("a1", 1)
    assert _printed("c{{ x }}") == ("c1", 2)
    assert _printed("c{{ x }}", made_by="2") == ("c1", 3)


@pytest.mark.parametrize("option", ["autoescape", "trim_blocks", "keep_trailing_newline"])
def test_each_environment_compiles_for_itself(option: str) -> None:
    """The theme and our pages may take in the same template: what one compiles the other would print unescaped."""
    text = "{% if x %}\n{% endif %}{{ '<b>' }}\n"
    plain = _printed(text)[0]
    assert _printed(text, option=option)[0] != plain
    assert _printed(text)[0] == plain


def test_it_stands_where_nobody_else_can_write(tmp_path: Path) -> None:
    """The folder is its owner's alone; where others may write into it, nothing is kept."""
    assert _printed("a{{ x }}")[0] == "a1"
    [folder] = tmp_path.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_nothing_is_kept_without_a_folder(tmp_path: Path) -> None:
    """Something else in the folder's place is left alone, and everything is compiled anew."""
    assert compiled("1", Environment(autoescape=True)) is not None
    [folder] = tmp_path.iterdir()
    folder.rmdir()
    folder.write_text("mine")
    assert compiled("1", Environment(autoescape=True)) is None
    assert folder.read_text() == "mine"
