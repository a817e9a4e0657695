"""Check that what a file names is there: components and other incidents."""

from collections.abc import Collection, Iterator, Mapping

from statuskit.load.findings import Finding
from statuskit.problems import KeyPath
from statuskit.schema import LONGEST_ID, IncidentDocument, nearest, quoted


def check_components(document: IncidentDocument, components: Collection[str]) -> Iterator[Finding]:
    """Check that every component that a file names is one of the settings."""
    if not components:
        yield from _no_components(document)
        return
    for path, states in _states(document):
        for name in states:
            if name not in components:
                yield Finding(
                    rule="unknown-component",
                    message=f"The settings know no component {quoted(name)}.",
                    hint=_remedy(name, components),
                    path=(*path, name),
                    key=True,
                )


def _no_components(document: IncidentDocument) -> Iterator[Finding]:
    """Say it once a file, with all that is missing, where the settings name no component at all."""
    used: dict[str, KeyPath] = {}
    for path, states in _states(document):
        for name in states:
            used.setdefault(name, (*path, name))
    if used:
        rows = "".join(
            f"\n  - {{id: {name[:LONGEST_ID]}, name: The name that customers read}}" for name in used
        )
        yield Finding(
            rule="unknown-component",
            message="This file names components, but the settings name none at all.",
            hint=f"In mkdocs.yml, under `- statuskit:`, add:\ncomponents:{rows}",
            path=next(iter(used.values())),
            key=True,
        )


def _states(document: IncidentDocument) -> Iterator[tuple[KeyPath, Mapping[str, object]]]:
    yield ("components",), document.components
    for number, update in enumerate(document.updates):
        yield ("updates", number, "components"), update.components
    for number, window in enumerate(document.windows or ()):
        yield ("windows", number, "components"), window.components


def _remedy(name: str, components: Collection[str]) -> str:
    near = nearest(name, components)
    question = f'Did you mean "{near}"? ' if near else ""
    return f"{question}Known: {', '.join(components)}. New ones are added in mkdocs.yml."


def check_related(document: IncidentDocument, own: str, ids: Collection[str]) -> Iterator[Finding]:
    """Check that every related incident is there, and is another one."""
    for number, related in enumerate(document.related):
        if related == own:
            yield Finding(
                rule="unknown-incident",
                message="It names itself as related.",
                hint="Name another incident, or take the entry away.",
                path=("related", number),
            )
        elif related not in ids:
            near = nearest(related, ids)
            yield Finding(
                rule="unknown-incident",
                message=f"There is no incident {quoted(related)}.",
                hint=f'Did you mean "{near}"?' if near else "Give the name of its file, without .yml.",
                path=("related", number),
            )
