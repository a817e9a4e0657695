"""The command line: one group, whose commands are imported when they are asked for.

A module of this package exposes its Click command as `command`. Which settings file was meant, a command
learns from `config_file()`; a person's mistake it raises as a `StatuskitError`.
"""

import errno
import os
import tempfile
import traceback
from importlib import import_module
from pathlib import Path

import click

from statuskit import __version__
from statuskit.errors import ExitCode, StatuskitError

_COMMANDS = {
    "build": "build",
    "check": "check",
    "import": "import_",
    "init": "init",
    "maintenance": "maintenance",
    "new": "new",
    "next-change": "next_change",
    "overdue": "overdue",
    "postmortem": "postmortem",
    "resolve": "resolve",
    "schema": "schema",
    "serve": "serve",
    "show": "show",
    "update": "update",
}
"""Command → module of this package."""

_NOT_OURS = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EADDRINUSE}
"""What the machine refuses; no bug of ours."""

_CONFIG_FILE = f"{__name__}.config_file"


def config_file(context: click.Context | None = None) -> Path:
    """Name the settings file of a command, the running one unless `context` is given.

    It is that of `-f`, else `mkdocs.yml`, looked for upwards.

    Raises `UsageError` where there is none.
    """
    chosen = (context or click.get_current_context()).meta.get(_CONFIG_FILE)
    if isinstance(chosen, Path):
        return chosen
    from statuskit.settings import find_config

    return find_config(Path.cwd())


def _remember(context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.meta[_CONFIG_FILE] = value


def _config_option() -> click.Option:
    return click.Option(
        ["-f", "--config-file"],
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The site's settings.  [default: mkdocs.yml here or in a folder above]",
        expose_value=False,
        is_eager=True,
        callback=_remember,
    )


def _with_config_option(command: click.Command) -> click.Command:
    """Let a command, and each command below it, take `-f` as MkDocs' commands do."""
    if not any("--config-file" in parameter.opts for parameter in command.params):
        command.params.append(_config_option())
    if isinstance(command, click.Group):
        for below in command.commands.values():
            _with_config_option(below)
    return command


class _Commands(click.Group):
    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"{__name__}.{_COMMANDS[cmd_name]}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} has no Click command")
        return _with_config_option(command)

    def invoke(self, ctx: click.Context) -> object:
        # pydantic would look through all installed packages for plugins, which we have no use for.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        try:
            return super().invoke(ctx)
        except StatuskitError as error:
            if message := str(error):
                click.echo(f"Error: {message}", err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - the last resort: a person gets a word, not a trace
            if isinstance(error, OSError) and error.errno in _NOT_OURS:
                click.echo(f"Error: {error}", err=True)
                ctx.exit(ExitCode.PROBLEMS)
            _tell_of_bug(error)
            ctx.exit(ExitCode.BUG)


def _tell_of_bug(error: Exception) -> None:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="statuskit-bug-", suffix=".log", delete=False
    ) as log:
        log.write(f"statuskit {__version__}\n\n")
        log.writelines(traceback.format_exception(error))
    click.echo(f"statuskit has a bug: {type(error).__name__}. Nothing is wrong with your files.", err=True)
    click.echo(f"The details are in {log.name}", err=True)
    click.echo("Please report them to the project that you have statuskit from.", err=True)


@click.group(
    "statuskit",
    cls=_Commands,
    params=[_config_option()],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: statuskit build --strict",
)
@click.version_option(__version__, prog_name="statuskit", message="%(prog)s %(version)s")
def main() -> None:
    """Turn incident files into a static status site."""
