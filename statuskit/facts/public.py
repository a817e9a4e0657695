"""What may be shown: of a draft postmortem only the day it is due ever leaves the repository."""

import re
from dataclasses import replace

from statuskit.model import Catalog, Incident, Postmortem, PostmortemState


def published_postmortem(incident: Incident) -> Postmortem | None:
    """Give the postmortem if the public may read it: preliminary or final, and not withdrawn."""
    postmortem = incident.postmortem
    if incident.withdrawn or postmortem is None or postmortem.state is PostmortemState.DRAFT:
        return None
    return postmortem


def public(catalog: Catalog) -> Catalog:
    """Reduce each draft postmortem to its state and the day it is due, and drop that of a withdrawn incident.

    Files of its bundle go with it, but for those that an update or a workaround names.
    """
    return replace(catalog, incidents=tuple(_public_part(incident) for incident in catalog.incidents))


def _public_part(incident: Incident) -> Incident:
    postmortem = incident.postmortem
    if postmortem is None or published_postmortem(incident):
        return incident
    shown = "\n".join([*(update.message for update in incident.updates), *incident.workaround])
    return replace(
        incident,
        postmortem=None if incident.withdrawn else Postmortem(state=postmortem.state, due=postmortem.due),
        files=tuple(file for file in incident.files if _names(shown, file)),
    )


def _names(text: str, file: str) -> bool:
    """Tell whether a text names a file, and not just one whose name has the same end or beginning."""
    return re.search(rf"(?<![\w./-])(?:\./)?{re.escape(file)}(?![\w/-]|\.\w)", text) is not None
