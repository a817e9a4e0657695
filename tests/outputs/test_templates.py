"""Templates are compiled once, and anew when their text changes."""

from jinja2 import DictLoader, Environment

from statuskit.outputs.templates import Compiled


class _Counting(Environment):
    """Counts how often a template is compiled."""

    compiled = 0

    def _generate(self, *args: object, **kwargs: object) -> str:
        type(self).compiled += 1
        return super()._generate(*args, **kwargs)  # type: ignore[arg-type]  # whatever Jinja passes


def test_what_is_compiled_is_kept() -> None:
    """A second set of templates compiles nothing again but what was edited, and prints the same."""
    kept, _Counting.compiled = Compiled(), 0

    def printed(text: str) -> str:
        templates = _Counting(loader=DictLoader({"a": text, "b": "b"}), bytecode_cache=kept)
        return templates.get_template("a").render(x=1) + templates.get_template("b").render()

    assert (printed("a{{ x }}"), _Counting.compiled) == ("a1b", 2)
    assert (printed("a{{ x }}"), _Counting.compiled) == ("a1b", 2)
    assert (printed("c{{ x }}"), _Counting.compiled) == ("c1b", 3)
