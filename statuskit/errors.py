"""The exception tree and the exit codes of every command."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's exit status means."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    BUG = 3


class StatuskitError(Exception):
    """Base of the errors that a person can act on; `str()` says what, why and what to do."""

    exit_code = ExitCode.PROBLEMS


class ProblemsFound(StatuskitError):
    """Files hold problems that stop the command; they have been reported one by one."""


class UsageError(StatuskitError):
    """The command was asked for something that it cannot do."""

    exit_code = ExitCode.USAGE
