"""Which incident a person means by a part of its id."""

from collections.abc import Sequence

from statuskit.errors import UsageError
from statuskit.model import Incident

_LISTED = 10


def find_incident(incidents: Sequence[Incident], part: str) -> Incident:
    """Find the one incident whose id is `part` or holds it.

    Raises `UsageError` where none or several do; several are listed.
    """
    exact = [incident for incident in incidents if incident.id == part]
    found = exact or [incident for incident in incidents if part in incident.id]
    if not found:
        raise UsageError(f'No incident has "{part}" in its id.')
    if len(found) > 1:
        named = [(incident.id, incident.title) for incident in found]
        raise UsageError(several(f'"{part}" may be any of these', named))
    return found[0]


def several(what: str, named: Sequence[tuple[str, str]]) -> str:
    """Say that several incidents fit, and list the first with their titles."""
    from statuskit.report import safe

    listed = "".join(f"\n  {safe(f'{name}  {title}')}".rstrip() for name, title in named[:_LISTED])
    more = f"\n  and {len(named) - _LISTED} more" if len(named) > _LISTED else ""
    return f"{what}; say more of the id:{listed}{more}"
