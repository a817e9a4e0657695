"""Write the manual's page of commands from the Click commands themselves: `python tools/commands.py`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import dedent

import click

from statuskit.cli import main
from statuskit.errors import ExitCode
from statuskit.model import ComponentState, Status

PAGE = Path(__file__).parent.parent / "site_src" / "manual" / "commands.md"

_INTRODUCTION = """\
---
description: Every command with its options, an example, and what its exit code means.
---

<!-- Made by `make manual` from the commands. Change their words there. -->

# Commands

`statuskit COMMAND --help` shows the same in the terminal.
"""

_EXIT_CODES = {
    ExitCode.FINE: "All is well, or done.",
    ExitCode.PROBLEMS: "Problems were found, or it could not be done; what to do is said.",
    ExitCode.USAGE: "The command was called wrongly.",
    ExitCode.BUG: "statuskit itself has a bug, and names the file with the details.",
}

_LITERAL = re.compile(r"-|--?[a-z].*|.*[_<>/=].*|.*\dT\d.*|\d+[hm]|\d\d:\d\d|.*[a-z]\.[a-z].*")
"""A word that is typed as it stands: an option, a name with `_`, a path, a moment, a length, a clock, a file."""

_VALUES = {*Status, *ComponentState}


def page() -> str:
    """Put all commands into one page of Markdown."""
    context = click.Context(main, info_name="statuskit", **main.context_settings)
    parts = [
        _INTRODUCTION,
        _table("Command", _contents(context)),
        "## Every command\n",
        "`-f` and `-h` may stand behind each command too:\n",
        _table("Option", _options(context, ())),
        "The exit code tells a script how it went:\n",
        _table("Exit code", [(f"{code:d}", _EXIT_CODES[code]) for code in ExitCode]),
    ]
    shared = {name for each in main.get_params(context) for name in each.opts}
    for below in _below(context):
        parts += _section(below, shared)
    return "\n".join(parts)


def _below(context: click.Context) -> Iterator[click.Context]:
    """Give each command below a group, as one that is called there."""
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command is not None and not command.hidden:
                yield click.Context(command, info_name=name, parent=context)


def _contents(context: click.Context) -> Iterator[tuple[str, str]]:
    for below in _below(context):
        anchor = below.command_path.replace(" ", "-")
        said = below.command.get_short_help_str(limit=1000)
        yield f"[`{below.info_name}`](#{anchor})", _marked(said, ())


def _section(context: click.Context, shared: Iterable[str]) -> Iterator[str]:
    """Describe a command and those below it; what `shared` names is described elsewhere."""
    command = context.command
    depth = "#" * len(context.command_path.split())
    yield f"{depth} `{context.command_path}`\n"
    yield _fenced("text", " ".join([context.command_path, *command.collect_usage_pieces(context)]))
    metavars = {each.make_metavar(context).strip("[].") for each in command.params}
    for paragraph in (command.help or "").split("\n\n"):
        yield f"{_marked(' '.join(paragraph.split()), metavars)}\n"
    rows = [*_arguments(context), *_options(context, shared)]
    if rows:
        yield _table("Argument or option", rows)
    yield _fenced("console", _example(command.epilog or ""))
    for below in _below(context):
        yield from _section(below, shared)


def _arguments(context: click.Context) -> Iterator[tuple[str, str]]:
    for each in context.command.params:
        if isinstance(each, click.Argument):
            said = ["**Needed.**" if each.required else "May be left out."]
            if each.nargs == -1:
                said.append("May be given more than once.")
            if isinstance(each.default, str):
                said.append(f"Default: `{each.default}`.")
            names = _values(each) or [each.make_metavar(context)]
            yield " or ".join(f"`{name}`" for name in names), " ".join(said)


def _options(context: click.Context, shared: Iterable[str]) -> Iterator[tuple[str, str]]:
    metavars = {each.make_metavar(context) for each in context.command.params}
    for each in context.command.get_params(context):
        record = each.get_help_record(context) if isinstance(each, click.Option) else None
        if record is None or not set(each.opts).isdisjoint(shared):
            continue
        names, told = record
        if _values(each):
            names = ", ".join(each.opts)
        told, _, extra = told.partition("  [")
        said = [_marked(told, metavars), *_choices(each)]
        for fact in filter(None, extra.removesuffix("]").split("; ")):
            name, _, value = fact.partition(": ")
            if name == "required":
                said.insert(0, "**Needed.**")
            elif not value:
                said.append(f"In the range `{name}`.")
            else:
                said.append(f"{name.capitalize()}: {_marked(value, _values(each))}.")
        yield ", ".join(f"`{name}`" for name in names.split(", ")), " ".join(said)


def _choices(parameter: click.Parameter) -> Iterator[str]:
    if values := _values(parameter):
        yield "One of " + ", ".join(f"`{each}`" for each in values) + "."


def _values(parameter: click.Parameter) -> tuple[str, ...]:
    return tuple(parameter.type.choices) if isinstance(parameter.type, click.Choice) else ()


def _example(epilog: str) -> str:
    """Give the lines of an example as they are typed, each command behind a prompt."""
    lines = dedent(re.sub(r"^Examples?:\s*?(?=\S|\n)|\x08\n", "", epilog)).strip("\n")
    return re.sub(r"^ *(?=statuskit )", "$ ", lines, flags=re.MULTILINE)


def _marked(text: str, metavars: Iterable[str]) -> str:
    """Put into a code span what is typed as it stands, and what stands for something typed."""
    known = {*metavars, *_VALUES}

    def word(found: re.Match[str]) -> str:
        before, core, after = found.groups()
        plural = "s" if core.removesuffix("s") in known - {core} else ""
        core = core.removesuffix(plural)
        literal = core in known or _LITERAL.fullmatch(core)
        return f"{before}`{core}`{plural}{after}" if literal else found[0]

    spans = re.split(r"(`[^`]*`)", text)
    words = re.compile(r"(?<!\S)([\"(]*)(\S+?)([\".,;:)]*)(?!\S)")
    return "".join(span if span.startswith("`") else words.sub(word, span) for span in spans)


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```\n"


def _table(first: str, rows: Iterable[tuple[str, str]]) -> str:
    cells = [f"| {name} | {meaning} |" for name, meaning in rows]
    return "\n".join([f"| {first} | Meaning |", "|---|---|", *cells, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
