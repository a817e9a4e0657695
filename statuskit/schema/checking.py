"""Check the values of a file against the shape of a document, and follow key paths through its maps."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import Discriminator, Tag, ValidationError
from pydantic_core import ErrorDetails

from statuskit.problems import KeyPath
from statuskit.schema.document import Document
from statuskit.schema.incident import IncidentDocument
from statuskit.schema.words import allowed, nearest, quoted, said

D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeProblem:
    """Something in a file that does not fit its document.

    `key` tells that it is the key at `path`, not its value; `meant` is the key that probably was meant.
    `allowed` are the keys or words of which one has to stand there, where there are only so many.
    """

    path: KeyPath
    rule: str
    message: str
    hint: str
    key: bool = False
    meant: str | None = None
    allowed: tuple[str, ...] = ()


def check(model: type[D], value: object) -> tuple[D | None, tuple[ShapeProblem, ...]]:
    """Check `value`, as read from YAML, and give the document, or None and all that is wrong with it.

    `private` is dropped first from every map of an incident file.
    """
    if model is IncidentDocument:
        value = without_private(value)
    try:
        return model.model_validate(value), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, tuple(_told(model, details))


def without_private(value: Any) -> Any:  # noqa: ANN401 - any value of a YAML file
    """Leave out the key `private` of every map, with all that stands below it."""
    if isinstance(value, dict):
        return {key: without_private(inner) for key, inner in value.items() if key != "private"}
    if isinstance(value, list):
        return [without_private(inner) for inner in value]
    return value


def _told(model: type[Document], details: list[ErrorDetails]) -> Iterator[ShapeProblem]:
    """Yield a problem an error; a key that was only misspelt is not reported as missing too."""
    problems = [_problem(model, error) for error in details]
    meant = {(*problem.path[:-1], problem.meant) for problem in problems if problem.meant}
    for problem in problems:
        if problem.rule != "missing-key" or problem.path not in meant:
            yield problem


def _problem(model: type[Document], error: ErrorDetails) -> ShapeProblem:
    path, owner = _follow(model, error["loc"])
    if error["type"] == "extra_forbidden":
        return _unknown_key(model, owner, path)
    if error["type"] == "missing":
        return _missing_key(owner, path)
    rule, message, hint = said(error, path)
    return ShapeProblem(path=path, rule=rule, message=message, hint=hint, allowed=allowed(error))


def _unknown_key(model: type[Document], owner: type[Document], path: KeyPath) -> ShapeProblem:
    name = str(path[-1])
    known = [*keys(owner)]
    near = nearest(name, known)
    if near:
        hint = f'Did you mean "{near}"?'
    elif elsewhere := _elsewhere(model, name):
        hint = elsewhere
    else:
        hint = f"Its keys are {', '.join(known)}."
    message = f"{quoted(name)} is not a key of {owner.noun}."
    return ShapeProblem(
        path=path,
        rule="unknown-key",
        message=message,
        hint=hint,
        key=True,
        meant=near,
        allowed=tuple(known),
    )


def _elsewhere(model: type[Document], name: str) -> str | None:
    """Say to which other map a key belongs, if there is one that has it or nearly so."""
    homes: dict[str, str] = {}
    for other in _documents(model):
        for key in keys(other):
            homes.setdefault(key, other.noun)
    if name in homes:
        return f"It is a key of {homes[name]}: move it there."
    near = nearest(name, homes)
    return f'Did you mean "{near}"? That is a key of {homes[near]}.' if near else None


def _missing_key(owner: type[Document], path: KeyPath) -> ShapeProblem:
    name = str(path[-1])
    noun = owner.noun[0].upper() + owner.noun[1:]
    description = keys(owner)[name]
    return ShapeProblem(
        path=path,
        rule="missing-key",
        message=f'{noun} needs "{name}".',
        hint=f"Add `{name}:` {description[0].lower()}{description[1:]}",
    )


def keys(model: type[Document]) -> dict[str, str]:
    """Give the keys of a map as they are written, each with its description, in their order."""
    return {field.alias or name: field.description or "" for name, field in model.model_fields.items()}


def _follow(model: type[Document], location: tuple[int | str, ...]) -> tuple[KeyPath, type[Document]]:
    """Turn pydantic's location into a key path, without the tags of two-form values, and the map it ends in."""
    path: list[str | int] = []
    owner = model
    shape: Any = model
    for step in location:
        forms = _forms(shape)
        if forms:
            shape = forms[str(step)]
            continue
        path.append(step)
        owner, shape = (shape, _below(shape, step)) if _is_document(shape) else (owner, _below(shape, step))
    return tuple(path), owner


def _is_document(shape: object) -> bool:
    return isinstance(shape, type) and issubclass(shape, Document)


def _below(shape: Any, step: str | int) -> Any:  # noqa: ANN401 - a type expression
    """Give the shape of what stands at `step` in a map or list of `shape`."""
    if _is_document(shape):
        fields = {field.alias or name: field for name, field in shape.model_fields.items()}
        return _bare(fields[str(step)].annotation) if step in fields else None
    return _bare(get_args(shape)[-1]) if get_args(shape) else None


def _bare(shape: Any) -> Any:  # noqa: ANN401 - a type expression
    """Take away `| None`, and annotations but for those of two-form values."""
    if get_origin(shape) in {Union, UnionType}:
        options = [option for option in get_args(shape) if option is not NoneType]
        return _bare(options[0]) if len(options) == 1 else None
    if get_origin(shape) is Annotated and not _forms(shape):
        return _bare(get_args(shape)[0])
    return shape


def _forms(shape: Any) -> dict[str, Any]:  # noqa: ANN401 - a type expression
    """Give the shapes of a two-form value by their tags; nothing for any other shape."""
    if get_origin(shape) is not Annotated:
        return {}
    union, *notes = get_args(shape)
    if not any(isinstance(note, Discriminator) for note in notes):
        return {}
    return {
        note.tag: _bare(get_args(option)[0])
        for option in get_args(union)
        for note in get_args(option)
        if isinstance(note, Tag)
    }


def _documents(model: type[Document]) -> Iterator[type[Document]]:
    """Yield `model` and every map that may stand below it."""
    yield model
    for field in model.model_fields.values():
        shape = _bare(field.annotation)
        if get_origin(shape) in {list, dict}:
            shape = _bare(get_args(shape)[-1])
        for option in _forms(shape).values() or [shape]:
            if _is_document(option):
                yield from _documents(option)
