"""`mkdocs.yml` and the files that it inherits from, as one map with places in each of them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from statuskit import source as yaml_source
from statuskit.errors import UsageError
from statuskit.problems import KeyPath, Problem, Severity
from statuskit.schema import ShapeProblem, quoted
from statuskit.source import Source, Special, Value

_MOST_PARENTS = 10


@dataclass(slots=True)
class ConfigFiles:
    """The settings file and those it inherits from, nearest first, and their values merged as MkDocs does."""

    sources: list[Source]
    value: dict[str, Value]
    problems: list[Problem]

    @classmethod
    def read(cls, config_file: Path, environ: Mapping[str, str]) -> "ConfigFiles":
        """Read `config_file` and its parents; raises `UsageError` where it cannot be read itself."""
        sources: list[Source] = []
        problems: list[Problem] = []
        value: dict[str, Value] = {}
        file: Path | None = config_file
        while file is not None:
            name = Path(os.path.relpath(file, config_file.parent)).as_posix()
            try:
                data = file.read_bytes()
            except OSError as error:
                if not sources:
                    raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
                problems.append(_not_inherited(sources[-1], name, error.strerror or ""))
                break
            if len(sources) > _MOST_PARENTS:
                problems.append(_not_inherited(sources[-1], name, "the files inherit in a circle"))
                break
            read = yaml_source.read(data, name, tolerant_tags=True)
            sources.append(read)
            problems.extend(read.problems)
            own = _resolved(read.value, read, environ) if read.value is not None else {}
            if not isinstance(own, dict):
                break
            parent = own.pop("INHERIT", None)
            value = _merged(own, value)
            file = file.parent / parent if isinstance(parent, str) and parent else None
        return cls(sources, value, problems)

    def problem(self, found: ShapeProblem, base: KeyPath) -> Problem:
        """Give a problem its place in the file that says what is wrong."""
        path = (*base, *found.path)
        known = path
        while known and not any(source.mark(known) for source in self.sources):
            known = known[:-1]
        source = next((each for each in self.sources if each.mark(known)), self.sources[0])
        span, excerpt = source.place(path, key=found.key)
        return Problem(
            rule=found.rule,
            severity=Severity.ERROR,
            file=source.file,
            message=found.message,
            hint=found.hint,
            path=path,
            span=span,
            excerpt=excerpt,
        )


def _not_inherited(source: Source, name: str, why: str) -> Problem:
    span, excerpt = source.place(("INHERIT",))
    return Problem(
        rule="bad-inherit",
        severity=Severity.ERROR,
        file=source.file,
        message=f"{quoted(name)}, which this file inherits from, cannot be read: {why}.",
        hint="Correct the path behind INHERIT, or take it out.",
        path=("INHERIT",),
        span=span,
        excerpt=excerpt,
    )


def _merged(parent: dict[str, Value], child: dict[str, Value]) -> dict[str, Value]:
    """Merge maps at every depth; of anything else the child's wins."""
    merged = dict(parent)
    for key, value in child.items():
        before = merged.get(key)
        both = isinstance(before, dict) and isinstance(value, dict)
        merged[key] = _merged(before, value) if both else value  # type: ignore[arg-type]  # `both` says so
    return merged


def _resolved(value: Value, source: Source, environ: Mapping[str, str], path: KeyPath = ()) -> Value:
    """Put the values of the environment in place of `!ENV` nodes, as MkDocs does."""
    mark = source.mark(path)
    if mark is not None and mark.tag == "!ENV":
        return _from_environment(value, environ)
    if isinstance(value, dict):
        return {key: _resolved(inner, source, environ, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_resolved(inner, source, environ, (*path, at)) for at, inner in enumerate(value)]
    return value


def _from_environment(value: Value, environ: Mapping[str, str]) -> Value:
    """Read `!ENV NAME`, or `!ENV [NAME, OTHER, default]`; null where nothing is set."""
    names, default = (
        ([value], Special("")) if isinstance(value, str) else (list(value)[:-1], list(value)[-1:])
    )
    for name in names:
        if isinstance(name, str) and name in environ:
            return yaml_source.scalar(environ[name])
    if isinstance(default, str):
        return default
    return default[0] if default else Special("")
