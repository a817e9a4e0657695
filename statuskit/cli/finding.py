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
        listed = "".join(f"\n  {incident.id}  {incident.title}" for incident in found[:_LISTED])
        more = f"\n  and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
        raise UsageError(f'"{part}" may be any of these; say more of the id:{listed}{more}')
    return found[0]
